"""Worlds of the readings "in this account" and "named voices only" (RECORDS 6).

Every accepted claim holds as reported unless origins contradict each other. In each world the origins of a contest stand
in a random order, one keyed uniform an origin; claims are taken in that order, and a claim that contradicts one already
taken is left out. A convention, not a probability.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from delian.model.case import Case
from delian.model.ids import digest
from delian.model.when import Period
from delian.model.worlds import Column, Truth, Worlds, stack, uniforms
from delian.worlds.couple import exclusions
from delian.worlds.gather import Gathered, Said, gather, is_state


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
class Table:
    """Columns with what is said of each, before anything is drawn.

    Attributes:
        columns: In order of first mention.
        said: What counts on each column, self-contradictions left out.
        excludes: For each column those that cannot hold where it does.
        against_itself: Columns on which one origin contradicts itself.
    """

    columns: tuple[Column, ...]
    said: tuple[tuple[Said, ...], ...]
    excludes: tuple[frozenset[int], ...]
    against_itself: frozenset[int]


def tabulate(case: Case) -> Table:
    """Return the columns of the case: each proposition over each period between its change points."""
    pairs = [pair for gathered in gather(case) for pair in _columns(gathered)]
    columns = tuple(column for column, _ in pairs)
    excludes = exclusions(case, columns)
    said, torn = _without_self_contradiction([said for _, said in pairs], excludes)
    return Table(columns, said, excludes, torn)


def _columns(gathered: Gathered) -> list[tuple[Column, tuple[Said, ...]]]:
    """Return the columns of one proposition, cut wherever what is said of it changes."""
    proposition = gathered.proposition
    if not is_state(proposition):
        periods = [Period()]
    else:
        edges = {edge for one in gathered.said for edge in (one.period.start, one.period.end) if edge}
        marks = [None, *sorted(edges), None]
        periods = [Period(start, end) for start, end in pairwise(marks)]
    found: list[tuple[Column, tuple[Said, ...]]] = []
    for period in periods:
        said = tuple(one for one in gathered.said if one.period.overlaps(period))
        if not said:
            continue
        if found and found[-1][1] == said and found[-1][0].period.end == period.start:
            period = Period(found.pop()[0].period.start, period.end)  # noqa: PLW2901 - widened to its neighbour
        claims = tuple(dict.fromkeys(one.claim for one in said))
        undated = all(one.undated for one in said)
        found.append((Column(proposition.id, proposition, period, claims, undated), said))
    return found


def _without_self_contradiction(
    said: Sequence[tuple[Said, ...]], excludes: Sequence[frozenset[int]]
) -> tuple[tuple[tuple[Said, ...], ...], frozenset[int]]:
    """Return what is said less what one origin says against itself, and the columns where that happened."""
    signs = [{(one.origin, one.holds) for one in column} for column in said]

    def torn(index: int, origin: str) -> bool:
        both = (origin, True) in signs[index] and (origin, False) in signs[index]
        rival = (origin, True) in signs[index] and any((origin, True) in signs[other] for other in excludes[index])
        return both or rival

    kept = tuple(tuple(one for one in column if not torn(index, one.origin)) for index, column in enumerate(said))
    return kept, frozenset(index for index, column in enumerate(said) if len(kept[index]) < len(column))


def contests(table: Table) -> list[Contest]:
    """Return the sets of columns on which at least two origins cannot all be right."""
    parent = list(range(len(table.columns)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    contested: set[int] = set()
    for index, said in enumerate(table.said):
        if len({one.holds for one in said}) > 1:
            contested.add(index)
        if any(one.holds for one in said):
            for other in table.excludes[index]:
                if any(one.holds for one in table.said[other]):
                    contested.update((index, other))
                    parent[root(other)] = root(index)
    groups: dict[int, list[int]] = defaultdict(list)
    for index in sorted(contested):
        groups[root(index)].append(index)
    return [
        Contest(tuple(group), tuple(sorted({one.origin for index in group for one in table.said[index]})))
        for group in groups.values()
    ]


def origin_key(origin: str) -> int:
    """Return the number that keys an origin's place in the order, the same in every contest and study."""
    return int(digest(["origin", origin])[:16], 16)


def sample(case: Case) -> Worlds:
    """Draw the worlds of the case's reading.

    Columns that nothing contests are the same in every world; a new claim moves only the contest that it joins.
    """
    table, scope = tabulate(case), case.scope
    every, none = np.ones(scope.count, dtype=np.bool_), np.zeros(scope.count, dtype=np.bool_)
    holds = [every if any(one.holds for one in said) else none for said in table.said]
    fails = [every if said and not any(one.holds for one in said) else none for said in table.said]
    found = contests(table)
    for contest in found:
        for index, (held, failed) in _settle(table, contest, scope.seed, scope.count).items():
            holds[index], fails[index] = held, failed
    return Worlds(
        columns=table.columns,
        holds=stack(holds),
        fails=stack(fails),
        count=scope.count,
        amount=_amounts(table, scope.seed, scope.count),
        contested=frozenset(index for contest in found for index in contest.columns),
    )


def _order(origins: Sequence[str], seed: int, count: int) -> NDArray[np.intp]:
    """Return the order in which the origins stand in each world, shape (world, rank)."""
    drawn = np.stack([uniforms(origin_key(origin), seed=seed, count=count) for origin in origins], axis=1)
    return np.argsort(drawn, axis=1, kind="stable")


def _settle(table: Table, contest: Contest, seed: int, count: int) -> dict[int, tuple[Truth, Truth]]:
    """Return in which worlds each column of the contest holds and fails, taking claims in the order of the origins."""
    order = _order(contest.origins, seed, count)
    taken = {(index, sign): np.zeros(count, dtype=np.bool_) for index in contest.columns for sign in (True, False)}
    for rank in range(len(contest.origins)):
        for place, origin in enumerate(contest.origins):
            here = order[:, rank] == place
            for index in contest.columns:
                for sign in {one.holds for one in table.said[index] if one.origin == origin}:
                    blocked = taken[index, not sign].copy()
                    if sign:
                        for other in table.excludes[index]:
                            blocked |= taken.get((other, True), np.False_)
                    taken[index, sign] |= here & ~blocked
    settled = {}
    for index in contest.columns:
        held, failed = taken[index, True], taken[index, False].copy()
        for other in table.excludes[index]:
            failed |= taken.get((other, True), np.False_)
        settled[index] = (held, failed & ~held)
    return settled


def _amounts(table: Table, seed: int, count: int) -> NDArray[np.float32] | None:
    """Return reported quantities, shape (world, column): in each world that of the origin that stands first."""
    if not any(one.amount is not None for said in table.said for one in said):
        return None
    amounts = np.full((count, len(table.columns)), np.nan, dtype=np.float32)
    for index, said in enumerate(table.said):
        by_origin = {one.origin: one.amount for one in said if one.holds and one.amount is not None}
        if by_origin:
            origins = sorted(by_origin)
            values = np.array([by_origin[origin] for origin in origins], dtype=np.float32)
            amounts[:, index] = values[_order(origins, seed, count)[:, 0]]
    return amounts
