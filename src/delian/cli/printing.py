"""What the commands share: arguments, JSON, and words on the side."""

import getpass
import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from delian.errors import DelianError, UnknownName

if TYPE_CHECKING:
    from delian.study import Study

WIDTH = 100  # characters of a line


def login() -> str:
    """Return the user's login name; empty where the system knows none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return ""


StudyFile = Annotated[Path, typer.Argument(help="A study, NAME.delian.", show_default=False)]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]
By = Annotated[str, typer.Option(help="Whose entry it is.", default_factory=login, show_default="your login name")]


def say(words: str) -> None:
    """Tell on standard error what is being done."""
    typer.echo(f"… {words}", err=True)


def print_json(value: Any) -> None:
    """Print any noun as JSON."""
    from delian.model.record import plain  # noqa: PLC0415

    typer.echo(json.dumps(plain(value), ensure_ascii=False, indent=1))


def open_study(path: Path) -> "Study":
    """Return the study, and say on the side what in its file had to be left out or does not fit together."""
    from delian.study import Study  # noqa: PLC0415

    opened = Study.open(path)
    for problem in opened.faults:
        say(str(problem))
    return opened


def with_reason(why: str) -> str:
    """Return the reason; raises DelianError if it is empty."""
    if not why.strip():
        message = "an entry without a reason says nothing to whoever reads it"
        raise DelianError(message, "Give one: --why TEXT.")
    return why


def one_of(what: str, word: str, known: tuple[Any, ...]) -> Any:
    """Return the word if it is among those known; raises UnknownName."""
    if word not in known:
        raise UnknownName(what, word, known)
    return word
