"""Columns coupled through their voices as independent columns under rules, with some helpers: one form for both.

The law of `delian.worlds.couple.joint` before rules, where a column listens to the uniform U of its voice with probability s, is
that of independent columns given that these rules are kept, once the helpers are summed over:
- a step for each threshold of a voice, "U lies below it"; each implies the next higher one;
- an echo for each column, which implies both the column and what U says of it, and so makes the two go together.
So whatever draws independent columns given rules, the diagram or Gibbs sampling, draws coupled ones where there are too
many joint states to list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from delian.model.worlds import Truth
from delian.worlds.couple.diagram import Reals
from delian.worlds.couple.rules import Exclude, Imply, Rule

_SURE = 1e-9
_WHY = "one voice stands or falls together"


@dataclass(frozen=True, slots=True)
class Unfolded:
    """Independent columns under rules.

    Attributes:
        marginals: The columns in their order, then the helpers, shape (column + helper,); numbers to draw with, no beliefs.
        rules: Those given and those of the helpers.
    """

    marginals: Reals
    rules: tuple[Rule, ...]


def unfold(
    marginals: Reals,
    voices: Sequence[int],
    rules: Sequence[Rule],
    *,
    against: Sequence[bool] | None = None,
    together: float = 0.9,
) -> Unfolded:
    """Return coupled columns given rules as independent columns given more rules.

    Exact but for rounding. A column within 1e-9 of 0 or 1 is left uncoupled.

    Args:
        marginals: How likely each column is without the rules, shape (column,), in [0, 1].
        voices: The voice each column rests on, shape (column,); -1 for none.
        rules: Over these columns.
        against: Whether its voice speaks against the column, shape (column,); by default none does.
        together: s, how often a column listens to its voice, at least 0 and less than 1: no echo is loud enough for 1.

    Raises:
        ValueError: If `together` is out of its range.
    """
    if not 0 <= together < 1:
        message = f"how often a column listens lies in [0, 1) here, got {together:g}"
        raise ValueError(message)
    sides = np.zeros(len(marginals), dtype=np.bool_) if against is None else np.asarray(against, dtype=np.bool_)
    open_ = np.minimum(marginals, 1 - marginals) >= _SURE
    voice = np.where(open_, np.asarray(voices, dtype=np.int64), -1)
    found = _Columns(marginals, list(rules))
    for one in np.unique(voice[voice >= 0]):
        group = np.flatnonzero(voice == one)
        if len(group) > 1 and together > 0:
            found.tie(group.tolist(), sides, together)
    odds = np.array(found.odds)
    return Unfolded(np.concatenate([found.marginals, odds / (1 + odds)]), tuple(found.rules))


class _Columns:
    """Columns, the odds of the helpers behind them, and rules, while voices are added one after the other."""

    def __init__(self, marginals: Reals, rules: list[Rule]) -> None:
        """Begin without helpers."""
        self.marginals = marginals.astype(np.float64)
        self.rules = rules
        self.odds: list[float] = []

    def tie(self, group: Sequence[int], against: Truth, together: float) -> None:
        """Add the steps of one voice, and an echo for each of its columns."""
        threshold = {one: float(1 - self.marginals[one] if against[one] else self.marginals[one]) for one in group}
        steps = self._add_steps(sorted(set(threshold.values())))
        for column in group:
            self._add_echo(column, steps[threshold[column]], together, against=bool(against[column]))

    def _add_steps(self, thresholds: Sequence[float]) -> dict[float, int]:
        """Add a helper for each threshold; the odds of a step are the width of the interval below it to that above."""
        first = len(self.marginals) + len(self.odds)
        widths = np.diff(thresholds, prepend=0.0, append=1.0)
        self.odds += (widths[:-1] / widths[1:]).tolist()
        self.rules += [Imply(first + place, first + place + 1, _WHY) for place in range(len(thresholds) - 1)]
        return {threshold: first + place for place, threshold in enumerate(thresholds)}

    def _add_echo(self, column: int, step: int, together: float, *, against: bool) -> None:
        """Couple a column to what U says of it: the table of the two is a product but where both are so.

        With x for the column and t for what U says, P(x | t) is proportional to a^x b^t (1 + c)^(x t), where a is the odds
        of the column untold and c is s over the product of its chances to hold and to fail alone; an echo of odds c that
        can only be where x and t are gives, summed over, the last factor.
        """
        p = float(self.marginals[column])
        holds, fails = (1 - together) * p, (1 - together) * (1 - p)
        self.marginals[column] = holds
        told = fails / (fails + together)
        self.odds[step - len(self.marginals)] *= 1 / told if against else told
        self.odds.append(together / (holds * fails))
        echo = len(self.marginals) + len(self.odds) - 1
        self.rules.append(Imply(echo, column, _WHY))
        self.rules.append(Exclude(echo, step, _WHY) if against else Imply(echo, step, _WHY))
