"""The reading "weighted by grades": columns hold with the probability of their ledger, coupled by voices and by rules."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from heapq import nlargest

import numpy as np
from numpy.typing import NDArray

from delian.model.case import Scope
from delian.model.worlds import Words, Worlds, bits, key_of, pack
from delian.worlds.bundles import bounds
from delian.worlds.couple.binding import rules_of
from delian.worlds.couple.parts import Drawn, Part, draw_part
from delian.worlds.couple.rules import Rule, bound, components, within
from delian.worlds.draw import MOST_VOICES, Dice, Marginals, draw, rings
from delian.worlds.gather.gathering import Gathering, Row, origin_key
from delian.worlds.gather.table import Table
from delian.worlds.learn.anchored import learn
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.weigh import Scales, Weighed

_FAINT = 1e-6  # share of a voice whose word weighs nothing: what it alone says is still coupled to its other words
_TINY = 1e-12
_NAMED = 3  # rules that a note names
_DENIAL = np.uint64(key_of("denied"))  # turns the key of a column into that of whether it is denied
GRADED = "Sources weigh by their grades, or by Delian’s defaults where nobody graded them; no data set calibrates these letters."


@dataclass(frozen=True)
class Weighted:
    """A table under the reading `weighted-by-grades`.

    Attributes:
        table: Columns and what excludes what.
        weighed: The evidence on each column.
        scales: What it was weighed with.
        marginals: The same as arrays.
        rules: What ties columns together.
        simulated: Parts that could only be drawn by simulation.
        scope: Seed, count and the rest of what is asked.
        notes: How trust came about, for every answer.
    """

    table: Table
    weighed: tuple[Weighed, ...]
    scales: Scales
    marginals: Marginals
    rules: tuple[Rule, ...]
    scope: Scope
    notes: tuple[str, ...]
    simulated: dict[tuple[int, ...], Drawn] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Table, gathering: Gathering) -> "Weighted":
        """Return the table weighed."""
        case = gathering.case
        scales = Scales.of(Chains(case))
        notes: tuple[str, ...] = (GRADED,)
        weighed = tuple(scales.weigh(row, gathering) for row in table.rows)
        if case.scope.trust == "anchored":
            lessons = learn(table, weighed, scales.chains)
            scales, notes = Scales.of(Chains(case, lessons.spreads)), lessons.notes
            weighed = tuple(scales.weigh(row, gathering) for row in table.rows)
        rules = rules_of(case, table, _settled(weighed))
        return cls(table, weighed, scales, marginals(table.rows, weighed), rules, case.scope, notes)

    def again(self, table: Table, gathering: Gathering, was: Sequence[int]) -> "Weighted":
        """Return another table of the same case weighed, where only what it was told anew is weighed anew.

        Args:
            table: Columns and what excludes what.
            gathering: What the claims say now.
            was: Where each of its columns stood in this table; -1 for a column that is told something else.
        """
        place = np.asarray(was, dtype=np.intp)
        weighed = tuple(
            self.weighed[old] if old >= 0 else self.scales.weigh(row, gathering)
            for row, old in zip(table.rows, was, strict=True)
        )
        fresh = np.flatnonzero(place < 0)
        arrays = self.marginals.only(place)
        arrays.put(fresh, marginals([table.rows[index] for index in fresh], [weighed[index] for index in fresh]))
        rules = rules_of(gathering.case, table, _settled(weighed))
        return replace(self, table=table, weighed=weighed, marginals=arrays, rules=rules, simulated={})

    def leaning(self, gathering: Gathering, share: float) -> "Weighted":
        """Return the same table with every retention at that share of its spread, in [0, 1]."""
        chains = self.scales.chains
        scales = Scales.of(Chains(chains.case, chains.learned, share))
        weighed = tuple(scales.weigh(row, gathering) for row in self.table.rows)
        arrays = marginals(self.table.rows, weighed)
        return replace(self, weighed=weighed, scales=scales, marginals=arrays, simulated={})

    @property
    def dice(self) -> Dice:
        """How worlds are drawn."""
        return Dice(self.scope.seed, self.scope.count, self.scales.chains.trust.together)

    @cached_property
    def tied(self) -> list[tuple[int, ...]]:
        """The sets of columns that rules tie together, in an order that only their propositions and periods set."""
        return [tuple(sorted(group, key=self._order)) for group in components(self.rules)]

    def _order(self, column: int) -> tuple[str, bool, str]:
        period = self.table.rows[column].column.period
        return self.table.rows[column].column.first_key, period.start is not None, str(period.start)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Columns that rules tie together, each other column by itself."""
        inside = {index for group in self.tied for index in group}
        return (*self.tied, *((index,) for index in range(len(self.table.rows)) if index not in inside))

    def draw(self, wanted: Sequence[tuple[int, ...]], planes: tuple[Words, Words]) -> None:
        """Fill in where the columns of those parts hold and fail, before what one column implies of another."""
        holds, fails = planes
        alone = np.array([part[0] for part in wanted if len(part) == 1], dtype=np.intp)
        holds[alone], fails[alone] = draw(self._given.only(alone), self.dice)
        tied = np.array([index for part in wanted if len(part) > 1 for index in part], dtype=np.intp)
        fails[tied], _ = draw(self._denied.only(tied), self.dice)
        rules = dict(zip(self.tied, within(self.tied, self.rules), strict=True))
        for part in wanted:
            if len(part) > 1:
                drawn = draw_part(self._part(part, rules[part]), self.dice)
                for index, truth in zip(part, drawn.holds, strict=True):
                    holds[index] = pack(truth)
                    fails[index] &= ~holds[index]
                if drawn.simulated:
                    self.simulated[part] = drawn

    @cached_property
    def _given(self) -> Marginals:
        """The marginals, those of details given that their event holds."""
        details = np.array(list(self.table.wholes), dtype=np.intp)
        wholes = np.array(list(self.table.wholes.values()), dtype=np.intp)
        holds = self.marginals.holds.copy()
        holds[details] = bounds(self.marginals.only(details), self.marginals.only(wholes), self.dice.together)
        return replace(self.marginals, holds=holds)

    @cached_property
    def _denied(self) -> Marginals:
        """How likely each column is known not to hold where it does not hold, by itself: rules settle only what holds."""
        known = self.marginals.fails / np.maximum(1 - self.marginals.holds, _TINY)
        nobody = np.zeros_like(self.marginals.voices)
        keys = self.marginals.keys ^ _DENIAL
        return replace(
            self.marginals, keys=keys, holds=np.minimum(known, 1.0), fails=np.zeros_like(known), voices=nobody
        )

    def _part(self, columns: tuple[int, ...], rules: tuple[Rule, ...]) -> Part:
        wholes = {self.table.wholes.get(index, -1) for index in columns}
        whole = wholes.pop() if len(wholes) == 1 else -1
        return Part(
            rows=tuple(self.table.rows[index] for index in columns),
            marginals=self.marginals.only(np.array(columns, dtype=np.intp)),
            rules=rules,
            stay=self.scales.chains.trust.stay,
            whole=None if whole < 0 else self.marginals.only(np.array([whole], dtype=np.intp)),
        )

    def weight(self, column: int, origin: str) -> float:
        """Return how much the origin's word on a column weighs against others on it."""
        return next((max(one.kept, 0.0) for one in self.weighed[column].spoken if one.chain.origin == origin), 0.0)

    def rings(self, origin: str) -> NDArray[np.float64]:
        """Return when the origin's clock rings in each world, shape (world,): whom a column listens to first rings first."""
        key = np.array([origin_key(origin)], dtype=np.uint64)
        return rings(bits(key, seed=self.scope.seed, count=self.scope.count)[0]).astype(np.float64)

    def worlds(self, planes: tuple[Words, Words], amount: NDArray[np.float32] | None) -> Worlds:
        """Return the worlds: where a column holds, what it excludes fails, and no detail holds, but fails, with its event."""
        holds, fails = (plane.copy() for plane in planes)
        for detail, whole in self.table.wholes.items():
            holds[detail] &= holds[whole]
        for index, others in enumerate(self.table.excludes):
            for other in others:
                fails[index] |= holds[other] & ~holds[index]
        for detail, whole in self.table.wholes.items():
            fails[detail] |= fails[whole]
        believed = np.array([one.holds for one in self.weighed], dtype=np.float64)
        contested = frozenset(
            index
            for index, (row, others) in enumerate(zip(self.table.rows, self.table.excludes, strict=True))
            if others or len({one.holds for one in row.said}) > 1
        )
        effective = min((one.effective for one in self.simulated.values()), default=float(self.scope.count))
        drawn = Worlds(self.table.columns, holds, fails, self.scope.count, amount, contested, believed, effective)
        return replace(drawn, notes=(*self.notes, *self._strain(drawn)))

    def _strain(self, drawn: Worlds) -> Iterator[str]:
        """Yield what the rules did to the probabilities, and how far a simulation can be relied on."""
        ruled = [index for group in self.tied if len(group) > 1 for index in group]
        if ruled:
            moved = [abs(drawn.share(index) - self.weighed[index].holds) for index in ruled]
            inside = set(ruled)
            whys = list(dict.fromkeys(rule.why for rule in self.rules if inside & set(bound(rule).columns)))
            more = f"; and {len(whys) - _NAMED} more" if len(whys) > _NAMED else ""
            yield (
                f"Rules tie {len(ruled)} statements together ({'; '.join(whys[:_NAMED])}{more}): that moves what is believed of "
                f"them by {sum(moved) / len(moved):.2f} on average, {max(moved):.2f} at most."
            )
        if self.simulated:
            unmixed = sum(1 for one in self.simulated.values() if not one.mixed)
            rest = f"; {unmixed} did not come to rest, so that the figure may be off" if unmixed else ""
            yield (
                f"{len(self.simulated)} sets of statements could only be drawn by simulation, without their voices, worth "
                f"{drawn.effective:.0f} independent worlds{rest}."
            )


def marginals(rows: Sequence[Row], weighed: Sequence[Weighed]) -> Marginals:
    """Return what the drawing needs to know of each column, as arrays."""
    size = len(rows)
    voices = np.zeros((size, MOST_VOICES), dtype=np.uint64)
    shares = np.zeros((size, MOST_VOICES), dtype=np.float32)
    affirms = np.zeros((size, MOST_VOICES), dtype=np.bool_)
    keys: dict[str, int] = {}
    for index, one in enumerate(weighed):
        heard = one.spoken if one.settled is None else ()
        several = len(heard) > MOST_VOICES
        heaviest = nlargest(MOST_VOICES, heard, key=lambda spoken: abs(spoken.kept)) if several else heard
        for place, spoken in enumerate(heaviest):
            origin = spoken.chain.origin
            if origin not in keys:
                keys[origin] = origin_key(origin)
            voices[index, place] = keys[origin]
            shares[index, place] = max(abs(spoken.kept), _FAINT)
            affirms[index, place] = spoken.weight > 0 or (spoken.weight == 0 and spoken.said[0].holds)
    own = np.array([row.key for row in rows], dtype=np.uint64)
    holds, fails = (np.array([getattr(one, way) for one in weighed], dtype=np.float64) for way in ("holds", "fails"))
    return Marginals(own, holds, fails, voices, shares, affirms)


def _settled(weighed: Sequence[Weighed]) -> dict[int, bool]:
    """Return the columns that a person entered as known."""
    return {index: one.settled for index, one in enumerate(weighed) if one.settled is not None}
