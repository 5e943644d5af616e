"""Reprints: documents that are nearly the same text, tied to the one that came first."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from delian.documents.clean import parse_view
from delian.model.document import Document
from delian.model.problem import Problem
from delian.model.when import Day

_SHINGLE = 5  # words; A. Z. Broder, "On the resemblance and containment of documents", 1997
_FEWEST_SHINGLES = 20
_ALIKE = 0.5  # shared, of the shingles that either has
_HELD = 0.8  # of the shorter text's shingles, that the longer has too
_LEAST_PART = 0.3  # of the longer text's length; what is shorter is an excerpt
_MOST_HOLDERS = 64  # texts that a shingle is looked up in; what stands in more is a formula
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much text two documents share.

    Attributes:
        of_shorter: Share of the shorter text's shingles that the longer has too.
        of_both: Share of all their shingles that both have.
        part: Length of the shorter text, as a share of the longer.
    """

    of_shorter: float
    of_both: float
    part: float

    @property
    def is_reprint(self) -> bool:
        """Whether one is a reprint of the other, not an excerpt and not another text on the same matter."""
        return self.of_both >= _ALIKE or (self.of_shorter >= _HELD and self.part >= _LEAST_PART)


def mark_reprints(documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents in their order, each reprint tied to the earliest that it copies, and the doubtful cases.

    Two documents are one text if half of all their runs of five words are common to both, or if four fifths of the
    shorter one's are and it is at least three tenths as long. The earlier is the one that was out first: by the date
    of its first appearance, then of its publication, then by what it says itself. Where none of this tells, the order
    in which they are given counts, and a problem says so.
    """
    order = sorted(range(len(documents)), key=lambda n: (*_rank(documents[n]), n))
    place = sorted(range(len(order)), key=order.__getitem__)
    seen = [_shingles(document) for document in documents]
    holders: defaultdict[int, list[int]] = defaultdict(list)
    roots: dict[str, str] = {document.id: document.reprint_of for document in documents if document.reprint_of}
    marked = list(documents)
    problems: list[Problem] = []
    for later in order:
        earlier = _earliest_alike(later, seen, holders, place, documents)
        if earlier is not None and not documents[later].reprint_of:
            root = _root(documents[earlier].id, roots)
            if root != documents[later].id:
                roots[documents[later].id] = root
                marked[later] = replace(documents[later], reprint_of=root, reprint=True)
                problems.extend(_doubts(documents[earlier], documents[later], _likeness(seen[earlier], seen[later])))
        for shingle in seen[later]:
            if len(holders[shingle]) < _MOST_HOLDERS:
                holders[shingle].append(later)
    return tuple(marked), tuple(problems)


def _shingles(document: Document) -> frozenset[int]:
    """Return the runs of five words of the document's body, hashed."""
    words = _WORD.findall(parse_view(document).text.casefold())
    return frozenset(hash(tuple(words[n : n + _SHINGLE])) for n in range(len(words) - _SHINGLE + 1))


def _earliest_alike(
    later: int,
    seen: Sequence[frozenset[int]],
    holders: dict[int, list[int]],
    place: Sequence[int],
    documents: Sequence[Document],
) -> int | None:
    """Return the earliest document before `later` that it is a reprint of; None if there is none."""
    if len(seen[later]) < _FEWEST_SHINGLES:
        return None
    shared = Counter(holder for shingle in seen[later] if shingle in holders for holder in holders[shingle])
    for earlier in sorted(shared, key=place.__getitem__):
        same_text = documents[earlier].id == documents[later].id
        if (
            not same_text
            and len(seen[earlier]) >= _FEWEST_SHINGLES
            and _likeness(seen[earlier], seen[later]).is_reprint
        ):
            return earlier
    return None


def _likeness(one: frozenset[int], other: frozenset[int]) -> Likeness:
    shared = len(one & other)
    shorter, longer = sorted((len(one), len(other)))
    return Likeness(shared / shorter, shared / (shorter + longer - shared), shorter / longer)


def _rank(document: Document) -> tuple[bool, tuple[int, int, int], tuple[int, int, int], bool]:
    """Return what orders documents by when they were out: those without a date come last."""
    day = document.original_day
    return day is None, _key(day), _key(document.published_day), document.reprint


def _key(day: Day | None) -> tuple[int, int, int]:
    return (day.year, day.month, day.day) if day else (0, 0, 0)


def _root(document: str, roots: dict[str, str]) -> str:
    """Return the first document of the chain."""
    visited = {document}
    while document in roots and roots[document] not in visited:
        document = roots[document]
        visited.add(document)
    return document


def _doubts(earlier: Document, later: Document, likeness: Likeness) -> list[Problem]:
    """Return a problem if nothing but the order in which they are given tells which of two documents came first."""
    dated = earlier.original_day is not None and later.original_day is not None
    differ = (earlier.original_day, earlier.published_day) != (later.original_day, later.published_day)
    if (dated and differ) or (later.reprint and not earlier.reprint):
        return []
    says = (
        f"shares {likeness.of_shorter:.0%} of the shorter text with {earlier.id}, and their dates do not tell which came first; "
        f"{earlier.id} is taken as the first"
    )
    return [Problem(later.id, says, "Give both their dates of publication.")]
