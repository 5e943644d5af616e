"""What is said or thought by whom: the record that reported speech and quotations share."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from delian.coding.parse import Parse
from delian.model.claim import How
from delian.model.text import Extent

MARKS = 3  # characters that marks around a quotation take
_STRETCH = 512  # characters of the text that are looked up together


@dataclass(frozen=True, slots=True)
class Told:
    """Words that somebody says, writes, thinks or wants, or speaks of.

    Attributes:
        pieces: What is said or thought; several stretches where who says it stands in between.
        how: Says, writes, believes, knows, feels or intends.
        source: Head token of who it is; None if the text does not name one there.
        cue: Token of the verb or noun; None for a bare quotation.
        direct: Whether it is quoted.
        denied: Whether the cue is a denial: what is said is that the content is not so.
        void: Whether nobody says it: "did not say that", "asked whether".
        about: Whether it is only spoken about: "praised the truce" says nothing in the words of the content.
        answer: Whether it stands under its speaker's label, and is the text itself rather than a word within it.
    """

    pieces: tuple[Extent, ...]
    how: How
    source: int | None
    cue: int | None
    direct: bool = False
    denied: bool = False
    void: bool = False
    about: bool = False
    answer: bool = False

    @property
    def content(self) -> Extent:
        """From the first to the last of the words."""
        return Extent(self.pieces[0].start, self.pieces[-1].end)

    @property
    def is_mind(self) -> bool:
        """Whether it is a thought, told without a word of whoever has it."""
        return self.how not in {"says", "writes"}

    def holds(self, place: Extent) -> bool:
        """Say whether a place is within the words."""
        return any(piece.start <= place.start and place.end <= piece.end for piece in self.pieces)

    @property
    def reach(self) -> range:
        """The stretches of the text that the words, or the marks around them, stand in."""
        content = self.content
        return range(max(content.start - MARKS, 0) // _STRETCH, (content.end + MARKS) // _STRETCH + 1)

    def named(self, parse: Parse) -> Extent | None:
        """Return the words that name the source, without what is said or the clause of the cue where they hold it."""
        if self.source is None:
            return None
        cut = {self.cue}
        for child in parse.of(self.source, "relcl", "acl"):
            below = parse.subtree(child.i)
            if self.cue in below:
                cut.update(below)
        kept = [
            i
            for i in parse.subtree(self.source)
            if i not in cut and not self.holds(Extent(parse.tokens[i].start, parse.tokens[i].end))
        ]
        run = _run_around(kept, self.source)
        while len(run) > 1 and parse.tokens[run[0]].pos == "PUNCT":
            run.pop(0)
        while len(run) > 1 and parse.tokens[run[-1]].pos in {"PUNCT", "CCONJ"} and not _closes(parse, run):
            run.pop()
        return parse.extent(run)


class ToldAt:
    """What is told, in order, to be found by a place in the text without a look at all of it."""

    def __init__(self, told: Iterable[Told]) -> None:
        """Sort what is told by stretches of the text."""
        self._by_stretch: dict[int, list[Told]] = {}
        for one in told:
            for stretch in one.reach:
                self._by_stretch.setdefault(stretch, []).append(one)

    def near(self, start: int) -> Sequence[Told]:
        """Return all that may hold, or begin or end at, the character `start`."""
        return self._by_stretch.get(start // _STRETCH, ())


def _closes(parse: Parse, run: list[int]) -> bool:
    """Say whether the last of the words is a bracket that one of them opens."""
    return parse.tokens[run[-1]].text == ")" and any(parse.tokens[i].text == "(" for i in run)


def _run_around(positions: list[int], i: int) -> list[int]:
    """Return the unbroken run of positions that `i` stands in."""
    if i not in positions:
        return [i]
    at = positions.index(i)
    first = last = at
    while first and positions[first - 1] == positions[first] - 1:
        first -= 1
    while last + 1 < len(positions) and positions[last + 1] == positions[last] + 1:
        last += 1
    return positions[first : last + 1]


def trimmed(parse: Parse, run: list[int]) -> Iterator[Extent]:
    """Yield the stretch of a run of tokens without marks and joining words at its ends; nothing if none is left."""
    while run and _is_edge(parse, run[0]):
        run = run[1:]
    while run and parse.tokens[run[-1]].pos in {"PUNCT", "CCONJ"}:
        run = run[:-1]
    if run:
        yield parse.extent(run)


def _is_edge(parse: Parse, i: int) -> bool:
    token = parse.tokens[i]
    return token.pos in {"PUNCT", "CCONJ"} or (
        token.text.lower() in {"that", "whether", "if"}
        and token.dep == "mark"
        and parse.tokens[token.head].dep != "advcl"
    )
