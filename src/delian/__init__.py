"""Delian: claims you can check, a system you can see, answers you can question."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from delian.model.case import Scope
    from delian.study import Study

__all__ = ["Scope", "Study", "open"]


def open(path: "str | Path") -> "Study":  # noqa: A001 - reads well as `dl.open("case.delian")`
    """Return the study kept at `path`."""
    from delian.study import Study  # noqa: PLC0415 - importing the package alone stays fast

    return Study.open(path)


def __getattr__(name: str) -> Any:
    if name == "Study":
        from delian.study import Study  # noqa: PLC0415

        return Study
    if name == "Scope":
        from delian.model.case import Scope  # noqa: PLC0415

        return Scope
    message = f"module 'delian' has no attribute {name!r}"
    raise AttributeError(message)
