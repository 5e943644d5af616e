"""Search for one joint state that keeps all rules: backtracking with unit propagation over cardinality constraints.

Source: Davis, Logemann & Loveland 1962, "A machine program for theorem-proving", CACM 5(7); propagation of bounds on
counts as in Eén & Sörensson 2006, "Translating pseudo-Boolean constraints into SAT", JSAT 2. Each decision mends a rule
that the wished state breaks, so that few are made where the wish is nearly right.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from delian.model.worlds import Truth
from delian.worlds.couple.rules import Bound, Rule, TooMany, bound

MOST_DECISIONS = 20_000


def find(wish: Truth, rules: Sequence[Rule]) -> Truth | None:
    """Return a joint state that keeps all rules, near to the one wished for; None if there is none.

    Args:
        wish: What each column shall be where the rules leave it open, shape (column,).
        rules: Over those columns.

    Returns:
        Shape (column,): `wish` itself where it keeps all rules.

    Raises:
        TooMany: If `MOST_DECISIONS` did not settle whether there is one.
    """
    search = _Search([bool(one) for one in wish], [bound(rule) for rule in rules])
    return np.array(search.values(), dtype=np.bool_) if search.run() else None


@dataclass(slots=True)
class _Search:
    """A partial state, and of each rule how many of its literals hold, are open, and hold in the wished completion."""

    wish: list[bool]
    bounds: list[Bound]
    value: dict[int, bool] = field(default_factory=dict)
    trail: list[int] = field(default_factory=list)
    yes: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    hoped: list[int] = field(default_factory=list)
    about: list[list[tuple[int, bool]]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Count the literals of each rule under the wish."""
        self.about = [[] for _ in self.wish]
        for index, one in enumerate(self.bounds):
            self.yes.append(0)
            self.open.append(len(one.columns))
            self.hoped.append(0)
            for column, sign in zip(one.columns, one.signs, strict=True):
                self.about[column].append((index, sign))
                self.hoped[index] += self.wish[column] == sign
            self._judge(index)

    def values(self) -> list[bool]:
        """Return the wished completion of the partial state."""
        return [self.value.get(column, wished) for column, wished in enumerate(self.wish)]

    def run(self) -> bool:
        """Say whether a state that keeps all rules was found; it is then in `values`."""
        made = 0
        decisions: list[tuple[int, int, bool]] = []  # length of the trail before, column, value to try if this fails
        kept = self._propagate(list(range(len(self.bounds))))
        while not kept or self.broken:
            if kept:
                column, value = self._decide()
                decisions.append((len(self.trail), column, not value))
                made += 1
                if made > MOST_DECISIONS:
                    raise TooMany
            elif decisions:
                length, column, value = decisions.pop()
                self._undo(length)
            else:
                return False
            kept = self._set(column, value)
        return True

    def _decide(self) -> tuple[int, bool]:
        """Return an open column of the first broken rule, and the value that brings the rule nearer to being kept."""
        index = min(self.broken)
        one = self.bounds[index]
        wanted = self.hoped[index] < one.low
        return next(
            (column, sign == wanted)
            for column, sign in zip(one.columns, one.signs, strict=True)
            if column not in self.value and (self.wish[column] == sign) != wanted
        )

    def _set(self, column: int, value: bool) -> bool:  # noqa: FBT001 - the value of a column is no option
        self._assign(column, value)
        return self._propagate([index for index, _ in self.about[column]])

    def _propagate(self, queue: list[int]) -> bool:
        """Settle what the rules of the queue force, and what follows; say whether no rule is broken for good."""
        while queue:
            index = queue.pop()
            one = self.bounds[index]
            least, most = self.yes[index], self.yes[index] + self.open[index]
            if least > one.high or most < one.low:
                return False
            if self.open[index] and (least == one.high or most == one.low):
                for column, sign in zip(one.columns, one.signs, strict=True):
                    if column not in self.value:
                        self._assign(column, sign == (most == one.low))
                        queue.extend(other for other, _ in self.about[column])
        return True

    def _assign(self, column: int, value: bool) -> None:  # noqa: FBT001 - as above
        self.value[column] = value
        self.trail.append(column)
        self._count(column, 1)

    def _undo(self, length: int) -> None:
        while len(self.trail) > length:
            column = self.trail.pop()
            self._count(column, -1)
            del self.value[column]

    def _count(self, column: int, step: int) -> None:
        """Add the literals of a settled column to the counts of its rules, or take them away."""
        value = self.value[column]
        against_wish = value != self.wish[column]
        for index, sign in self.about[column]:
            self.open[index] -= step
            self.yes[index] += step * (value == sign)
            if against_wish:
                self.hoped[index] += step if value == sign else -step
                self._judge(index)

    def _judge(self, index: int) -> None:
        one = self.bounds[index]
        if one.low <= self.hoped[index] <= one.high:
            self.broken.discard(index)
        else:
            self.broken.add(index)
