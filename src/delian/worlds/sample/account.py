"""The reading "in this account": every claim holds as reported unless contested (RECORDS 6).

In each world the origins of a contest stand in a random order, one keyed uniform an origin; claims are taken in that
order, and a claim that contradicts one already taken is left out. A convention, not a probability.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Truth, Words, Worlds, everywhere, pack, uniforms
from delian.worlds.connected import connected, parts
from delian.worlds.gather.gathering import Gathering, Said, origin_key
from delian.worlds.gather.table import Table


@dataclass(frozen=True, slots=True)
class Contest:
    """Columns that origins contradict each other on, directly or through what excludes what.

    Attributes:
        columns: Their indices.
        origins: Who speaks on them.
    """

    columns: tuple[int, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InThisAccount:
    """A table under the reading `in-this-account`, or `named-voices-only`, which differs in what was gathered.

    Attributes:
        table: Columns and what excludes what.
        said: What counts on each column, self-contradictions left out.
        contests: Which columns vary.
        seed: Seed of the draw.
        count: Number of worlds.
    """

    table: Table
    said: tuple[tuple[Said, ...], ...]
    contests: tuple[Contest, ...]
    seed: int
    count: int

    @classmethod
    def of(cls, table: Table, *, seed: int, count: int) -> "InThisAccount":
        """Return the table as this reading takes it: one origin against itself is no contest, and says nothing."""
        said = _without_self_contradiction(table)
        return cls(table, said, tuple(contests(said, table.excludes)), seed, count)

    def again(self, table: Table, gathering: Gathering, was: Sequence[int]) -> "InThisAccount":  # noqa: ARG002 - all is quick here
        """Return another table of the same case taken in the same way."""
        return InThisAccount.of(table, seed=self.seed, count=self.count)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Columns that exclusion ties together, each other column by itself."""
        pairs = ((index, other) for index, others in enumerate(self.table.excludes) for other in others)
        return parts(len(self.table.rows), pairs)

    def draw(self, wanted: Sequence[tuple[int, ...]], planes: tuple[Words, Words]) -> None:
        """Fill in where the columns of those parts hold and fail."""
        columns = {index for part in wanted for index in part}
        holds, fails = planes
        every = everywhere(self.count)
        for index in columns:
            said = self.said[index]
            holds[index] = every if any(one.holds for one in said) else 0
            fails[index] = every if said and not any(one.holds for one in said) else 0
        for contest in self.contests:
            if columns.issuperset(contest.columns):
                for index, (held, failed) in settle(self, contest).items():
                    holds[index], fails[index] = pack(held), pack(failed)

    def weight(self, column: int, origin: str) -> float:  # noqa: ARG002 - here all words weigh the same
        """Return how much the origin's word on a column weighs against others on it."""
        return 1.0

    def rings(self, origin: str) -> NDArray[np.float64]:
        """Return when the origin's clock rings in each world, shape (world,): whoever comes first in order rings first."""
        return np.asarray(-np.log1p(-uniforms(origin_key(origin), seed=self.seed, count=self.count)))

    def worlds(self, planes: tuple[Words, Words], amount: NDArray[np.float32] | None) -> Worlds:
        """Return the worlds: where an event does not stand, neither does any detail of it."""
        contested = {index for contest in self.contests for index in contest.columns}
        holds, fails = (plane.copy() for plane in planes)
        for detail, whole in self.table.wholes.items():
            holds[detail] &= holds[whole]
            fails[detail] |= fails[whole]
            if whole in contested:
                contested.add(detail)
        return Worlds(self.table.columns, holds, fails, self.count, amount, frozenset(contested))


def _without_self_contradiction(table: Table) -> tuple[tuple[Said, ...], ...]:
    """Return what is said of each column less what one origin says against itself."""
    signs = [{(one.origin, one.holds) for one in row.said} for row in table.rows]

    def torn(index: int, origin: str) -> bool:
        if (origin, True) not in signs[index]:
            return False
        return (origin, False) in signs[index] or any((origin, True) in signs[other] for other in table.excludes[index])

    return tuple(
        tuple(one for one in row.said if not torn(index, one.origin))
        if len(signs[index]) > 1 or table.excludes[index]
        else row.said
        for index, row in enumerate(table.rows)
    )


def contests(said: Sequence[tuple[Said, ...]], excludes: Sequence[frozenset[int]]) -> list[Contest]:
    """Return the sets of columns on which at least two origins cannot all be right."""
    opposed = [(index, index) for index, here in enumerate(said) if len({one.holds for one in here}) > 1]
    affirmed = [any(one.holds for one in here) for here in said]
    rivals = [
        (index, other)
        for index, others in enumerate(excludes)
        if affirmed[index]
        for other in others
        if affirmed[other]
    ]
    return [
        Contest(group, tuple(sorted({one.origin for index in group for one in said[index]})))
        for group in connected([*opposed, *rivals])
    ]


def settle(found: InThisAccount, contest: Contest) -> dict[int, tuple[Truth, Truth]]:
    """Return in which worlds each column of the contest holds and fails, taking claims in the order of the origins."""
    count = found.count
    drawn = np.stack([uniforms(origin_key(one), seed=found.seed, count=count) for one in contest.origins], axis=1)
    order = np.argsort(drawn, axis=1, kind="stable")
    excludes = found.table.excludes
    taken = {(index, sign): np.zeros(count, dtype=np.bool_) for index in contest.columns for sign in (True, False)}
    for rank in range(len(contest.origins)):
        for place, origin in enumerate(contest.origins):
            here: Truth = order[:, rank] == place
            for index in contest.columns:
                for sign in {one.holds for one in found.said[index] if one.origin == origin}:
                    blocked = taken[index, not sign].copy()
                    if sign:
                        for other in excludes[index]:
                            blocked |= taken.get((other, True), np.False_)
                    taken[index, sign] |= here & ~blocked
    settled = {}
    for index in contest.columns:
        held, failed = taken[index, True], taken[index, False].copy()
        for other in excludes[index]:
            failed |= taken.get((other, True), np.False_)
        settled[index] = (held, failed & ~held)
    return settled
