"""Draws the worlds of a case's reading, and draws them again without a voice: only what that voice touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from delian.model.case import Case
from delian.model.worlds import Words, Worlds, words_for
from delian.worlds.account import Account
from delian.worlds.amounts import amounts
from delian.worlds.gather import Gathering, gather
from delian.worlds.table import Table, tabulate
from delian.worlds.weighted import Weighted


class Reading(Protocol):
    """A way to take the claims of a table."""

    @property
    def parts(self) -> Sequence[tuple[int, ...]]:
        """Columns that are drawn together, in order; every column stands in one part."""

    def draw(self, parts: Sequence[tuple[int, ...]], planes: tuple[Words, Words]) -> None:
        """Fill in where the columns of those parts hold and fail."""

    def weight(self, column: int, origin: str) -> float:
        """Return how much the origin's word on a column weighs against others on it."""

    def worlds(self, planes: tuple[Words, Words], amount: NDArray[np.float32] | None) -> Worlds:
        """Return the worlds with those planes."""


@dataclass(frozen=True)
class Drawing:
    """Worlds with what they were drawn from, so that a what-if on a voice draws only what it touches.

    Attributes:
        gathering: What the claims say.
        table: Columns and what excludes what.
        reading: How the claims are taken.
        planes: Where columns hold and fail, as their parts were drawn.
        worlds: What came out.
    """

    gathering: Gathering
    table: Table
    reading: Reading
    planes: tuple[Words, Words]
    worlds: Worlds

    def without(self, voices: Iterable[str]) -> "Drawing":
        """Return the drawing if nothing counts that passes through those voices or actors; the rest is bit-identical."""
        gathering = self.gathering.without(voices)
        return self if gathering is self.gathering else _drawn(gathering, self)


def draw(case: Case) -> Drawing:
    """Return the worlds of the case's reading with what they were drawn from."""
    return _drawn(gather(case), None)


def sample(case: Case) -> Worlds:
    """Return the worlds of the case's reading.

    A new claim moves only the columns that it is about, and those that cannot hold together with them.
    """
    return draw(case).worlds


def _drawn(gathering: Gathering, before: Drawing | None) -> Drawing:
    scope = gathering.case.scope
    table = tabulate(gathering)
    reading: Reading
    if scope.reading == "weighted-by-grades":
        earlier = before.reading if before and isinstance(before.reading, Weighted) else None
        reading = Weighted.of(table, gathering, earlier)
    else:
        reading = Account.of(table, seed=scope.seed, count=scope.count)
    shape = (len(table.rows), words_for(scope.count))
    planes = (np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64))
    fresh = _kept(table, reading, planes, before) if before else reading.parts
    reading.draw(fresh, planes)
    amount = amounts(table, reading.weight, planes[0], seed=scope.seed, count=scope.count)
    return Drawing(gathering, table, reading, planes, reading.worlds(planes, amount))


def _kept(table: Table, reading: Reading, planes: tuple[Words, Words], before: Drawing) -> Sequence[tuple[int, ...]]:
    """Fill in the parts in which nothing has changed since `before`, and return the others."""
    place = {id(row): index for index, row in enumerate(before.table.rows)}
    was = [place.get(id(row), -1) for row in table.rows]
    parts = set(before.reading.parts)
    old = {part: tuple(was[index] for index in part) for part in reading.parts}
    same = [part for part in reading.parts if old[part] in parts]
    here, there = ([index for part in group for index in part] for group in (same, [old[part] for part in same]))
    for plane, earlier in zip(planes, before.planes, strict=True):
        plane[here] = earlier[there]
    return [part for part in reading.parts if old[part] not in parts]
