"""The exact joint of columns that rules tie together: which joint states there are, how likely each is, and draws.

Without rules the columns are coupled through the voices they rest on. In a world each column listens, with probability s,
to one uniform U of its voice, else to one of its own, and holds where what it listens to lies below its marginal p; a
column that its voice speaks against holds where U is at least 1 - p. So what rests on one voice stands or falls together,
and every marginal stays exactly p. Rules then take out the states that break them. With a voice each this is the
distribution semantics of probabilistic logic programs given evidence (Sato 1995, ICLP; De Raedt, Kimmig & Toivonen 2007,
"ProbLog", IJCAI); s = 1 is the comonotone coupling of Fréchet and Hoeffding.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Truth
from delian.worlds.couple.diagram import Reals, diagram
from delian.worlds.couple.rules import NothingLeft, Rule

Places = NDArray[np.int64]

_CELLS = 1 << 21  # of one table of states and columns in memory


@dataclass(frozen=True, slots=True)
class Joint:
    """Joint states and how likely each is.

    Attributes:
        states: Those that keep the rules, in lexical order, shape (state, column).
        p: Shape (state,), sums to 1.
    """

    states: Truth
    p: Reals

    @property
    def marginals(self) -> Reals:
        """How likely each column is, shape (column,)."""
        return np.asarray(np.minimum(self.p @ self.states, 1.0))


def solve(
    marginals: Reals,
    voices: Sequence[int],
    rules: Sequence[Rule],
    *,
    against: Sequence[bool] | None = None,
    together: float = 0.9,
) -> Joint:
    """Return the joint of coupled columns given that all rules are kept.

    Args:
        marginals: How likely each column is without the rules, shape (column,), in [0, 1].
        voices: The voice each column rests on, shape (column,); -1 for none.
        rules: Over these columns.
        against: Whether its voice speaks against the column, shape (column,); by default none does.
        together: s, how often a column listens to its voice, in [0, 1].

    Raises:
        TooMany: If more than `MOST_STATES` joint states keep the rules, or finding them takes too much.
        NothingLeft: If no joint state that keeps the rules has a chance.
    """
    states = diagram(len(marginals), rules).states()
    logs = law(states, marginals, voices, against=against, together=together)
    most = logs.max()
    if most == -np.inf:
        raise NothingLeft("no joint state that keeps the rules has a chance")
    p = np.exp(logs - most)
    return Joint(states, p / p.sum())


def law(
    states: Truth,
    marginals: Reals,
    voices: Sequence[int],
    *,
    against: Sequence[bool] | None = None,
    together: float = 0.9,
) -> Reals:
    """Return the log of how likely each joint state of coupled columns is before any rule, shape (state,).

    Args:
        states: Shape (state, column).
        marginals: As for `solve`, and so the rest.
        voices: As for `solve`.
        against: As for `solve`.
        together: As for `solve`.
    """
    voice = np.asarray(voices, dtype=np.int64)
    sides = np.zeros(len(marginals), dtype=np.bool_) if against is None else np.asarray(against, dtype=np.bool_)
    groups = [np.flatnonzero(voice == one) for one in np.unique(voice[voice >= 0])]
    groups += [np.array([column]) for column in np.flatnonzero(voice < 0)]
    total = np.zeros(len(states))
    for group in groups:
        rows = max(1, _CELLS // len(group))
        for first in range(0, len(states), rows):
            part = states[first : first + rows, group]
            total[first : first + rows] += _group_law(part, marginals[group], sides[group], together)
    return total


def _group_law(states: Truth, marginals: Reals, against: Truth, together: float) -> Reals:
    """Return the log of how likely the joint states of the columns of one voice are, shape (state,).

    Between two neighbouring thresholds U says the same of every column, so that the columns are independent there: the
    law is a mixture over these intervals. Columns are taken by their thresholds; in the k-th interval U has passed the
    thresholds of the first k.
    """
    threshold = np.where(against, 1 - marginals, marginals)
    order = np.argsort(threshold, kind="stable")
    widths = np.diff(threshold[order], prepend=0.0, append=1.0)
    with np.errstate(divide="ignore"):
        below, above = (
            np.log(np.where(states, chance, 1 - chance))[:, order]
            for chance in ((1 - together) * marginals + together * says for says in (~against, against))
        )
        log_widths = np.log(widths)
    none = np.zeros((len(states), 1))
    passed = np.concatenate([none, np.cumsum(above, axis=1)], axis=1)
    ahead = np.concatenate([np.cumsum(below[:, ::-1], axis=1)[:, ::-1], none], axis=1)
    return np.asarray(np.logaddexp.reduce(log_widths + passed + ahead, axis=1))


def draw(joint: Joint, uniform: Reals, order: Places | None = None) -> Places:
    """Return the state of each world, shape (world,): where its uniform falls among the states laid end to end.

    Args:
        joint: What to draw from.
        uniform: Shape (world,), in [0, 1).
        order: The permutation in which the states are laid; by default as they stand.
    """
    laid = np.arange(len(joint.p)) if order is None else order
    ends = np.cumsum(joint.p[laid])
    return np.asarray(laid[np.searchsorted(ends / ends[-1], uniform, side="right")])
