"""The reading "weighted by grades": columns hold with the probability of their ledger, coupled by voices and by rules."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.model.case import Scope
from delian.model.worlds import Column, Words, Worlds
from delian.worlds.account import origin_key
from delian.worlds.chains import Chains
from delian.worlds.connected import parts
from delian.worlds.draw import MOST_VOICES, Dice, Marginals, draw
from delian.worlds.gather import Gathering
from delian.worlds.table import Table, bundle, implications
from delian.worlds.weigh import Scales, Weighed


@dataclass(frozen=True, slots=True)
class Weighted:
    """A table under this reading.

    Attributes:
        table: Columns and what excludes what.
        weighed: The evidence on each column.
        scales: What it was weighed with.
        marginals: The same as arrays.
        scope: Seed, count and the rest of what is asked.
    """

    table: Table
    weighed: tuple[Weighed, ...]
    scales: Scales
    marginals: Marginals
    scope: Scope

    @classmethod
    def of(cls, table: Table, gathering: Gathering, before: "Weighted | None" = None) -> "Weighted":
        """Return the table weighed; columns of which `before` was told the same are not weighed again."""
        scales = before.scales if before else Scales.of(Chains(gathering.case))
        known = (
            {id(row): weighed for row, weighed in zip(before.table.rows, before.weighed, strict=True)} if before else {}
        )
        weighed = tuple(known.get(id(row)) or scales.weigh(row, gathering) for row in table.rows)
        return cls(table, weighed, scales, marginals(table.columns, weighed), gathering.case.scope)

    @property
    def dice(self) -> Dice:
        """How worlds are drawn."""
        return Dice(self.scope.seed, self.scope.count, self.scales.chains.trust.together)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Columns that rules tie together, each other column by itself."""
        pairs = ((index, other) for index, others in enumerate(self.table.excludes) for other in others)
        return parts(len(self.table.rows), pairs)

    def draw(self, wanted: Sequence[tuple[int, ...]], planes: tuple[Words, Words]) -> None:
        """Fill in where the columns of those parts hold and fail, before what one column implies of another."""
        alone = np.array([part[0] for part in wanted if len(part) == 1], dtype=np.intp)
        for plane, drawn in zip(planes, draw(self.marginals.only(alone), self.dice), strict=True):
            plane[alone] = drawn

    def weight(self, column: int, origin: str) -> float:
        """Return how much the origin's word on a column weighs against others on it."""
        return next((max(one.kept, 0.0) for one in self.weighed[column].spoken if one.chain.origin == origin), 0.0)

    def worlds(self, planes: tuple[Words, Words], amount: NDArray[np.float32] | None) -> Worlds:
        """Return the worlds: no detail without its event, and where a column holds, what it excludes fails."""
        holds, fails = (plane.copy() for plane in planes)
        for detail, whole in implications(self.table.columns):
            holds[detail] &= holds[whole]
        for index, others in enumerate(self.table.excludes):
            for other in others:
                fails[index] |= holds[other]
        believed = np.array([one.holds for one in self.weighed], dtype=np.float64)
        contested = frozenset(
            index
            for index, (row, others) in enumerate(zip(self.table.rows, self.table.excludes, strict=True))
            if others or len({one.holds for one in row.said}) > 1
        )
        return Worlds(self.table.columns, holds, fails, self.scope.count, amount, contested, believed)


def marginals(columns: Sequence[Column], weighed: Sequence[Weighed]) -> Marginals:
    """Return what the drawing needs to know of each column, as arrays."""
    size = len(columns)
    voices = np.zeros((size, MOST_VOICES), dtype=np.uint64)
    shares = np.zeros((size, MOST_VOICES), dtype=np.float32)
    affirms = np.zeros((size, MOST_VOICES), dtype=np.bool_)
    keys: dict[str, int] = {}
    for index, one in enumerate(weighed):
        heard = sorted((spoken for spoken in one.spoken if spoken.kept), key=lambda spoken: -abs(spoken.kept))
        for place, spoken in enumerate(heard[:MOST_VOICES]):
            origin = spoken.chain.origin
            if origin not in keys:
                keys[origin] = origin_key(origin)
            voices[index, place] = keys[origin]
            shares[index, place] = abs(spoken.kept)
            affirms[index, place] = spoken.kept > 0
    own = np.array([key_of(bundle(column.proposition).id) for column in columns], dtype=np.uint64)
    holds, fails = (np.array([getattr(one, way) for one in weighed], dtype=np.float64) for way in ("holds", "fails"))
    return Marginals(own, holds, fails, voices, shares, affirms)


def key_of(proposition: str) -> int:
    """Return the number that keys a proposition's draws: the twelve digits of its id."""
    return int(proposition.removeprefix("p-"), 16)
