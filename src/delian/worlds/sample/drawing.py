"""Draws the worlds of a case's reading, and draws them again without a voice: only what that voice touches."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from delian.model.case import Case
from delian.model.worlds import Words, Worlds, words_for
from delian.worlds.gather.gathering import Gathering, gather
from delian.worlds.gather.table import Table, tabulate
from delian.worlds.sample.account import InThisAccount
from delian.worlds.sample.amounts import amounts
from delian.worlds.sample.weighted import Weighted


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
    reading: InThisAccount | Weighted
    planes: tuple[Words, Words]
    worlds: Worlds

    def without(self, voices: Iterable[str]) -> "Drawing":
        """Return the drawing if nothing counts that passes through those voices or actors; the rest is bit-identical."""
        gathering = self.gathering.without(voices)
        return self if gathering is self.gathering else _drawn(gathering, self)

    def leaning(self, share: float) -> "Drawing":
        """Return the drawing if every source were as reliable as that share of what its grade leaves open.

        Under a reading that weighs no source nothing changes.
        """
        if not isinstance(self.reading, Weighted):
            return self
        reading = self.reading.leaning(self.gathering, share)
        planes = (np.zeros_like(self.planes[0]), np.zeros_like(self.planes[1]))
        reading.draw(reading.parts, planes)
        amount = amounts(self.table, reading.weight, reading.rings, planes[0], count=reading.scope.count)
        return replace(self, reading=reading, planes=planes, worlds=reading.worlds(planes, amount))


def draw(case: Case) -> Drawing:
    """Return the worlds of the case's reading with what they were drawn from.

    Raises:
        DelianError: If entries contradict each other or the vocabulary, or there is too little to learn trust from.
    """
    return _drawn(gather(case), None)


def sample(case: Case) -> Worlds:
    """Return the worlds of the case's reading.

    A new claim moves only the columns that it is about, and those that cannot hold together with them. Raises what `draw`
    does.
    """
    return draw(case).worlds


def _drawn(gathering: Gathering, before: Drawing | None) -> Drawing:
    scope, table = gathering.case.scope, tabulate(gathering)
    shape = (len(table.rows), words_for(scope.count))
    planes = (np.zeros(shape, dtype=np.uint64), np.zeros(shape, dtype=np.uint64))
    reading: InThisAccount | Weighted
    if before is None:
        weighted = scope.reading == "weighted-by-grades"
        reading = (
            Weighted.of(table, gathering) if weighted else InThisAccount.of(table, seed=scope.seed, count=scope.count)
        )
        reading.draw(reading.parts, planes)
    else:
        place = {id(row): index for index, row in enumerate(before.table.rows)}
        was = [place.get(id(row), -1) for row in table.rows]
        reading = before.reading.again(table, gathering, was)
        reading.draw(_kept(reading, _as_before(table, was, before.table), planes, before), planes)
    amount = amounts(table, reading.weight, reading.rings, planes[0], count=scope.count)
    return Drawing(gathering, table, reading, planes, reading.worlds(planes, amount))


def _as_before(table: Table, was: Sequence[int], before: Table) -> list[int]:
    """Return where columns stood before, -1 for what is told something else, or whose event is or is no more there."""
    nowhere = -2
    whole = [was[table.wholes[index]] if index in table.wholes else nowhere for index in range(len(was))]
    return [old if whole[index] == before.wholes.get(old, nowhere) else -1 for index, old in enumerate(was)]


def _kept(
    reading: InThisAccount | Weighted, was: Sequence[int], planes: tuple[Words, Words], before: Drawing
) -> list[tuple[int, ...]]:
    """Fill in the parts in which nothing has changed since `before`, and return the others."""
    earlier = set(before.reading.parts)
    old = {part: tuple(was[index] for index in part) for part in reading.parts}
    same = [part for part in old if old[part] in earlier]
    here, there = ([index for part in group for index in part] for group in (same, [old[part] for part in same]))
    for plane, drawn in zip(planes, before.planes, strict=True):
        plane[here] = drawn[there]
    if isinstance(reading, Weighted) and isinstance(before.reading, Weighted):
        simulated = before.reading.simulated
        reading.simulated.update({part: simulated[old[part]] for part in same if old[part] in simulated})
    return [part for part in old if old[part] not in earlier]
