"""A frozen text cut into paragraphs and stretches, each stretch with the claims whose sentence covers it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

_GAP = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)\s*")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch of a text that a claim rests on: [start, end)."""

    start: int
    end: int
    claim: str


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch in which the same claims hold from end to end.

    Attributes:
        text: Its words.
        claims: Ids of the claims that cover it, in order of their start.
        opens: Ids of the claims that begin with it.
        closes: Ids of the claims that end with it.
    """

    text: str
    claims: tuple[str, ...] = ()
    opens: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text; what separates it from the next belongs to neither.

    Attributes:
        start: First code point.
        segments: Together its words, in order.
    """

    start: int
    segments: tuple[Segment, ...]

    @property
    def text(self) -> str:
        """All its words."""
        return "".join(segment.text for segment in self.segments)


def paragraphs(text: str, marked: Iterable[Marked]) -> tuple[Paragraph, ...]:
    """Return the paragraphs of `text`; every mark with a character in one of them opens and closes exactly once.

    A mark may cross others and run over several paragraphs. One that covers nothing but the gap between two paragraphs
    takes the first character after it, so that no claim is without a place.

    >>> [(one.text, one.claims) for one in paragraphs("abcd", [Marked(0, 3, "x"), Marked(1, 4, "y")])[0].segments]
    [('a', ('x',)), ('bc', ('x', 'y')), ('d', ('y',))]
    """
    extents = _extents(text)
    fitted = sorted(
        (one for mark in marked if (one := _fit(mark, extents)) is not None), key=lambda one: (one.start, one.end)
    )
    return tuple(Paragraph(start, _segments(text, start, end, fitted)) for start, end in extents)


def _extents(text: str) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    place = len(text) - len(text.lstrip())
    for gap in _GAP.finditer(text, place):
        found.append((place, gap.start()))
        place = gap.end()
    found.append((place, len(text.rstrip())))
    return [(start, end) for start, end in found if start < end]


def _fit(mark: Marked, extents: Sequence[tuple[int, int]]) -> Marked | None:
    """Return the mark drawn in to the characters that are shown; None for a text without any."""
    if not extents:
        return None
    shown = [(max(mark.start, start), min(mark.end, end)) for start, end in extents]
    within = [(start, end) for start, end in shown if start < end]
    if within:
        return Marked(within[0][0], within[-1][1], mark.claim)
    after = [start for start, _ in extents if start >= mark.start]
    inside = [mark.start for start, end in extents if start <= mark.start < end]
    start = (inside or after or [extents[-1][1] - 1])[0]
    return Marked(start, start + 1, mark.claim)


def _segments(text: str, start: int, end: int, marks: Sequence[Marked]) -> tuple[Segment, ...]:
    here = [mark for mark in marks if mark.start < end and start < mark.end]
    borders = sorted({start, end, *(max(mark.start, start) for mark in here), *(min(mark.end, end) for mark in here)})
    segments = []
    for first, last in pairwise(borders):
        over = [mark for mark in here if mark.start <= first and last <= mark.end]
        segments.append(
            Segment(
                text[first:last],
                tuple(mark.claim for mark in over),
                tuple(mark.claim for mark in over if mark.start == first),
                tuple(mark.claim for mark in over if mark.end == last),
            )
        )
    return tuple(segments)
