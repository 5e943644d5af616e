"""Found: one metadata field, what it says and where it stands."""

from dataclasses import dataclass
from typing import Literal

from delian.documents.lines import Line
from delian.model.text import Extent

Field = Literal[
    "title",
    "author",
    "outlet",
    "published",
    "original_outlet",
    "original_published",
    "region",
    "theme",
    "contributor",
    "rights",
    "reprint",
]


@dataclass(frozen=True, slots=True)
class Found:
    """One metadata field that a line prints.

    Attributes:
        field: Which. `reprint` says only that the text appeared elsewhere first.
        value: What it says: the words, or a date in EDTF.
        extent: Where it is printed.
    """

    field: Field
    value: str
    extent: Extent


def found(line: Line, field: Field, start: int, end: int, value: str | None = None) -> Found:
    """Return the field that `line.shown[start:end]` prints; its value is those words unless `value` is another."""
    return Found(field, line.shown[start:end] if value is None else value, line.place(start, end))
