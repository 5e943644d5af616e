"""Lines of a text as a reader sees them: markup off, each character knowing where it stands."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from delian.documents.markup import Stretch, find_markup
from delian.model.text import Extent
from delian.model.view import View, assemble

Kind = Literal["blank", "text", "heading", "item", "quote", "mark"]

_RULE = re.compile(r"[ \t]*(?:(?:[-*_=~#+•][ \t]*){3,}|`{3,}.*|<!--.*-->[ \t]*)")
_UNDERLINE = re.compile(r"(?:={3,}|-{3,})[ \t]*")
_TABLE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
_TARGET = re.compile(r"[ \t]*\[[^\]\n]{1,60}\]:[ \t]*(?:<|https?://|www\.|#|/)\S.*")
_BEFORE = re.compile(
    r"(?P<quote>[ \t]*(?:>[ \t]?)+)?(?:(?P<heading> {0,3}#{1,6}(?:[ \t]+|$))|(?P<item>[ \t]*[-*+•‣▪◦·][ \t]+))?"
    r"(?P<note>\[\^[\w-]{1,30}\]:[ \t]*)?[ \t]*"
)
_AFTER_HEADING = re.compile(r"[ \t]+#+[ \t]*$")
_EMPHASISED = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=\S).+(?<=\S)(?P=mark)")


@dataclass(frozen=True)
class Line:
    """One line of a text.

    Attributes:
        number: From 0.
        start: First character in the text, blanks and marks before it left out.
        end: Character after the last, likewise.
        kind: What the line is. `mark` is markup only: rules, pictures, table rows, targets of links.
        pieces: The words, each with where they stand in the text.
        emphasised: Whether the whole line is set in italics or bold.
        indent: Blanks before it.
    """

    number: int
    start: int
    end: int
    kind: Kind
    pieces: tuple[tuple[str, int], ...]
    emphasised: bool = False
    indent: int = 0

    @cached_property
    def view(self) -> View:
        """The line's words, mapped to the text."""
        return assemble(self.pieces)

    @property
    def shown(self) -> str:
        """The line's words."""
        return self.view.text

    def place(self, start: int, end: int) -> Extent:
        """Return where `shown[start:end]` stands in the text."""
        return self.view.raw(start, end)

    def after(self, start: int) -> "Line":
        """Return the line from the character `start` of the text on."""
        pieces = [(words[max(start - at, 0) :], max(at, start)) for words, at in self.pieces if at + len(words) > start]
        return Line(self.number, start, self.end, self.kind, tuple(pieces), self.emphasised, self.indent)


def read_lines(text: str) -> list[Line]:
    """Return the lines of `text`."""
    marks = find_markup(text)
    starts = [start for start, _ in marks]
    lines: list[Line] = []
    offset = 0
    for number, printed in enumerate(text.splitlines(keepends=True)):
        bare = printed.splitlines()[0] if printed else ""
        end = offset + len(bare)
        first = max(bisect_left(starts, offset) - 1, 0)
        last = bisect_left(starts, end)
        lines.append(_read_line(number, text, offset, end, marks[first:last]))
        if _UNDERLINE.fullmatch(bare) and number and lines[-2].kind == "text" and _is_heading_text(lines, number - 1):
            lines[-2] = _as_heading(lines[-2])
        offset += len(printed)
    return lines


_TABLE_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")


def count_table_rows(text: str) -> int:
    """Return how many rows of tables `text` has, the lines under their heads not counted."""
    return sum(1 for line in text.splitlines() if _TABLE_ROW.fullmatch(line) and not _TABLE_RULE.fullmatch(line))


def _is_heading_text(lines: list[Line], number: int) -> bool:
    return number == 0 or lines[number - 1].kind in {"blank", "mark"}


def _as_heading(line: Line) -> Line:
    return Line(line.number, line.start, line.end, "heading", line.pieces, line.emphasised, line.indent)


def _read_line(number: int, text: str, start: int, end: int, marks: list[Stretch]) -> Line:
    bare = text[start:end]
    stripped = bare.strip("\ufeff \t\u00a0\u200b")
    if not stripped.strip():
        return Line(number, end, end, "blank", ())
    if any(pattern.fullmatch(bare) for pattern in (_RULE, _TABLE_ROW, _TARGET)):
        return Line(number, end, end, "mark", ())
    # A byte-order mark stands before a heading's sign, not in it.
    first = start + (1 if bare[0] == "\ufeff" else 0)
    before = _BEFORE.match(text, first, end)
    begin = before.end() if before else first
    kind: Kind = "text"
    if before and (before["heading"] or before["item"] or before["quote"]):
        kind = "heading" if before["heading"] else "item" if before["item"] else "quote"
    if kind == "heading" and (closing := _AFTER_HEADING.search(text, begin, end)):
        end = closing.start()
    pieces = _trimmed(list(_without(text, begin, end, marks)))
    if not pieces:
        return Line(number, end, end, "mark", ())
    low, high = pieces[0][1], pieces[-1][1] + len(pieces[-1][0])
    return Line(number, low, high, kind, tuple(pieces), _EMPHASISED.fullmatch(stripped) is not None, _indent(bare))


def _indent(bare: str) -> int:
    spread = bare.expandtabs(4)
    return len(spread) - len(spread.lstrip(" "))


def _without(text: str, start: int, end: int, marks: list[Stretch]) -> Iterator[tuple[str, int]]:
    """Yield the stretches of text[start:end] between the marks."""
    at = start
    for low, high in marks:
        if at < low:
            yield text[at : min(low, end)], at
        at = max(at, min(high, end))
        if at >= end:
            return
    if at < end:
        yield text[at:end], at


def _trimmed(pieces: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the pieces without blanks at both ends."""
    while pieces:
        words, at = pieces[0]
        if kept := words.lstrip():
            pieces[0] = (kept, at + len(words) - len(kept))
            break
        pieces.pop(0)
    while pieces:
        words, at = pieces[-1]
        if kept := words.rstrip():
            pieces[-1] = (kept, at)
            break
        pieces.pop()
    return pieces
