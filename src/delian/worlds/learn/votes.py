"""Who said what of which question, as arrays, and how much of each word is kept where several depend on each other."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Floats: TypeAlias = NDArray[np.float64]
Places: TypeAlias = NDArray[np.intp]


@dataclass(frozen=True, slots=True, eq=False)
class Votes:
    """Answers of sources to questions of one domain.

    Attributes:
        item: Question of each answer, shape (answer,), in [0, items).
        source: Who gave it, shape (answer,), in [0, sources).
        value: What was answered, shape (answer,), in [0, values).
        items: Number of questions.
        sources: Number of sources.
        values: Number K of values that exclude each other and of which one is so; at least two.

    Raises:
        ValueError: If the arrays differ in length, a place is out of its range, or there are fewer than two values.
    """

    item: Places
    source: Places
    value: Places
    items: int
    sources: int
    values: int

    def __post_init__(self) -> None:
        """Refuse what is out of range."""
        if self.values < 2:  # noqa: PLR2004 - what has one value is known
            raise ValueError(f"a question has at least two values, got {self.values}")
        for places, count in ((self.item, self.items), (self.source, self.sources), (self.value, self.values)):
            if len(places) != len(self.item):
                raise ValueError("item, source and value differ in length")
            if len(places) and not (places.min() >= 0 and places.max() < count):
                raise ValueError(f"a place is outside [0, {count})")

    @property
    def cell(self) -> Places:
        """Question and value of each answer as one number, shape (answer,)."""
        return self.item * self.values + self.value

    def tally(self, weights: Floats | None = None) -> Floats:
        """Return the sum of the answers' weights, by default their number, shape (item, value)."""
        return sums(self.cell, weights, self.items * self.values).reshape(self.items, self.values)


def sums(place: Places, weights: Floats | None, places: int) -> Floats:
    """Return the sum of the weights at each place, by default their number, shape (place,)."""
    return np.bincount(place, weights, places).astype(np.float64)


@dataclass(frozen=True, slots=True)
class Names:
    """What the places of `Votes` stand for, each sorted."""

    items: tuple[str, ...]
    sources: tuple[str, ...]
    values: tuple[str, ...]


def index(answers: Iterable[tuple[str, str, str]], values: Iterable[str] = ()) -> tuple[Votes, Names]:
    """Return answers by name as votes, with the names; their order does not matter.

    Args:
        answers: Item, source and value of each.
        values: Values that nobody may have answered.
    """
    rows = sorted(answers)
    items, sources, said = (tuple(sorted({row[part] for row in rows})) for part in range(3))
    names = Names(items, sources, tuple(sorted({*said, *values})))
    item, source, value = (
        np.array(_places(known, [row[part] for row in rows]), dtype=np.intp)
        for part, known in enumerate((names.items, names.sources, names.values))
    )
    return Votes(item, source, value, len(names.items), len(names.sources), len(names.values)), names


def _places(known: Sequence[str], wanted: Iterable[str]) -> list[int]:
    place = {name: number for number, name in enumerate(known)}
    return [place[name] for name in wanted]


def likely(support: Floats) -> Floats:
    """Return the probability of each value whose log-odds differ as `support` in nats does, shape (item, value)."""
    odds = np.exp(support - support.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True))


def log_odds(reliability: Floats, values: int) -> Floats:
    """Return ln(a (K - 1) / (1 - a)), what an answer of a source that is right with probability a weighs, in nats."""
    return np.asarray(np.log(reliability * (values - 1) / (1 - reliability)))


@dataclass(frozen=True, slots=True, eq=False)
class Dependence:
    """What sources have in common, as groups whose weights are pooled inside first and then across.

    The k-th largest weight for one value of one item keeps (1 - rho)^(k - 1) of itself: the law of
    `delian.worlds.trust.channel.shares`.

    Attributes:
        groups: Group of each source, shape (source,).
        within: rho of each group, shape (group,), in [0, 1].
        across: rho between groups, in [0, 1].
    """

    groups: Places
    within: Floats
    across: float = 0.0

    def shares(self, votes: Votes, weights: Floats) -> Floats:
        """Return the share that each answer keeps, shape (answer,), in [0, 1].

        Equal weights keep equal shares. Weights below zero, of sources that are oftener wrong than right, rank by their
        size.

        Args:
            votes: The answers.
            weights: What each answer weighs by itself, shape (answer,), in any unit.
        """
        group, size = self.groups[votes.source], np.abs(weights)
        room = votes.cell * len(self.within) + group
        inside = _shares(room, size, self.within[group])
        rooms, place = np.unique(room, return_inverse=True)
        total = sums(place, size * inside, len(rooms))
        outside = _shares(rooms // len(self.within), total, np.full(len(rooms), self.across))
        return np.asarray(inside * outside[place])


def one_group(sources: int, shared: float) -> Dependence:
    """Return the dependence of sources of which nothing is known but that any two share `shared`."""
    return Dependence(np.zeros(sources, dtype=np.intp), np.array([shared]))


def _shares(cell: Places, size: Floats, shared: Floats) -> Floats:
    """Return (1 - shared)^rank, the rank by size inside each cell, the mean of it where sizes are equal."""
    size = size.round(9)
    order = np.lexsort((-size, cell))
    first = np.r_[True, np.diff(cell[order]) != 0][: len(cell)]
    number = np.arange(len(cell))
    rank = number - np.maximum.accumulate(np.where(first, number, 0))
    kept = (1 - shared[order]) ** rank
    tie = np.cumsum(first | np.r_[True, np.diff(size[order]) != 0][: len(cell)]) - 1
    found = np.empty(len(cell))
    found[order] = (np.bincount(tie, kept) / np.bincount(tie))[tie]
    return found
