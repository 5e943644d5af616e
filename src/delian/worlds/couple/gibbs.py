"""Blocked Gibbs sampling of columns that rules tie together where there are too many joint states to take one by one.

Every world is a chain of its own and all run side by side. An update draws up to eight columns, neighbours in the graph of
the rules, from their exact joint given the rest. The law is that of independent columns given that the rules are kept:
voices couple columns here only where `delian.worlds.couple.unfold` has made rules of that, and then chains mix slowly; the
diagram, where it is narrow enough, draws either law exactly. Where no updates lead from one part of the
states to another, or hardly any, chains that begin far apart show it in R-hat.

Sources: Geman & Geman 1984, IEEE Trans. PAMI 6(6); Jensen, Kong & Kjærulff 1995, "Blocking Gibbs sampling in very large
probabilistic expert systems", Int. J. Human-Computer Studies 42; Gelman & Rubin 1992, Statistical Science 7(4), and
Gelman et al., "Bayesian Data Analysis", for the diagnostics.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.model.ids import Json
from delian.model.worlds import Truth, key_of, uniforms
from delian.worlds.couple.diagram import Reals
from delian.worlds.couple.layers import distinct
from delian.worlds.couple.rules import Bound, Fix, NothingLeft, Rule, distinct_bounds
from delian.worlds.couple.satisfy import find

Integers = NDArray[np.int64]

BLOCK = 8  # columns of one update
MOST_SWEEPS = 512
MIXED = 1.05  # R-hat below which the chains count as mixed

_FIRST_STAGE = 8  # sweeps before the first look; looks follow after twice as many each
_FEWEST_CHAINS = 64


@dataclass(frozen=True, slots=True)
class Mixing:
    """How well the chains have mixed, over the second half of their sweeps.

    Attributes:
        rhat: Potential scale reduction of each column over the worlds as chains, shape (column,); 1 is mixed, infinite
            where chains differ and none has moved.
        effective: Effective number of draws of each column, at most the number of chains, shape (column,).
        moved: Share of block updates that changed their block, in [0, 1].
        sweeps: How often each column was updated.
    """

    rhat: Reals
    effective: Reals
    moved: float
    sweeps: int

    @property
    def mixed(self) -> bool:
        """Whether R-hat is below `MIXED` in every column; else the draws are not to be trusted."""
        return bool((self.rhat < MIXED).all())


def sample(
    marginals: Reals, rules: Sequence[Rule], key: str, *, seed: int, count: int, most_sweeps: int = MOST_SWEEPS
) -> tuple[Truth, Mixing]:
    """Return draws of independent columns given that they keep the rules, and how well the chains mixed.

    Sweeps go on, twice as many each time, until the chains have mixed or the next look would come after `most_sweeps`.

    Args:
        marginals: How likely each column is without the rules, shape (column,), in [0, 1].
        rules: Over these columns.
        key: Of the component; with the seed, the count and the above it settles every draw.
        seed: Of the draw.
        count: Number of worlds; the chains are as many, but at least 64, so that R-hat says something.
        most_sweeps: At least 8.

    Returns:
        Shape (world, column), the last state of each chain; and the diagnostics.

    Raises:
        NothingLeft: If no joint state that keeps the rules has a chance.
    """
    settled = [Fix(int(column), bool(marginals[column]), "") for column in np.flatnonzero(marginals % 1 == 0)]
    starts = _starts(marginals, [*rules, *settled], key, seed)
    chains = _Chains(marginals, rules, starts[np.arange(max(count, _FEWEST_CHAINS)) % len(starts)])
    mixing = chains.run(range(_FIRST_STAGE), key, seed)
    while not mixing.mixed and 2 * mixing.sweeps <= most_sweeps:
        mixing = chains.run(range(mixing.sweeps, 2 * mixing.sweeps), key, seed)
    return chains.states[:count], mixing


def _uniforms(key: Json, seed: int, count: int) -> Reals:
    return uniforms(key_of(key), seed=seed, count=count)


def _starts(marginals: Reals, rules: Sequence[Rule], key: str, seed: int) -> Truth:
    """Return states far apart that keep the rules, shape (start, column): near to none, all, the likely, and a draw."""
    size = len(marginals)
    drawn = _uniforms([key, "start"], seed, size) < marginals
    wishes = (np.zeros(size, np.bool_), np.ones(size, np.bool_), np.rint(marginals) > 0, drawn)
    starts = [state for wish in wishes if (state := find(wish, rules)) is not None]
    if not starts:
        raise NothingLeft("no joint state that keeps the rules has a chance")
    return np.stack(starts)


class _Chains:
    """The state of every chain.

    Attributes:
        states: Shape (world, column); every one keeps the rules.
        counted: How many literals of each rule hold, shape (world, rule).
    """

    def __init__(self, marginals: Reals, rules: Sequence[Rule], states: Truth) -> None:
        """Begin in states that keep the rules."""
        self.marginals = marginals
        self.bounds = distinct_bounds(rules)
        self.states = states
        self.about: list[list[int]] = [[] for _ in marginals]
        self.counted = np.zeros((len(states), len(self.bounds)), dtype=np.int32)
        for index, one in enumerate(self.bounds):
            self.counted[:, index] = _holding(states, one, range(len(marginals)))
            for column in sorted(set(one.columns)):
                self.about[column].append(index)

    def run(self, sweeps: range, key: str, seed: int) -> Mixing:
        """Update every column once a sweep; return how the chains mixed over these sweeps."""
        sums = np.zeros(self.states.shape, dtype=np.int32)
        moved = []
        for sweep in sweeps:
            for number, block in enumerate(self._blocks(_uniforms([key, sweep], seed, len(self.marginals)))):
                moved.append(self._update(block, _uniforms([key, sweep, number], seed, len(self.states))))
            sums += self.states
        rhat, effective = diagnose(sums, len(sweeps))
        return Mixing(rhat, effective, float(np.mean(moved)) if moved else 0.0, sweeps.stop)

    def _blocks(self, uniform: Reals) -> Iterator[list[int]]:
        """Yield blocks that make up all columns, each grown along the rules from the first column that is left."""
        rank = np.argsort(np.argsort(uniform)).tolist()
        waiting = [sorted(set(one.columns), key=rank.__getitem__, reverse=True) for one in self.bounds]
        left = dict.fromkeys(np.argsort(uniform).tolist())
        while left:
            block: list[int] = []
            queue = deque([next(iter(left))])
            while queue and len(block) < BLOCK:
                column = queue.popleft()
                if column in left:
                    del left[column]
                    block.append(column)
                    for index in self.about[column]:
                        while waiting[index] and waiting[index][-1] not in left:
                            waiting[index].pop()
                        queue.extend(waiting[index][: -BLOCK - 1 : -1])
            yield block

    def _update(self, block: list[int], uniform: Reals) -> float:
        """Draw the columns of a block given the rest, in every chain; return the share of chains that moved."""
        states = _all_states(len(block))
        before = self.states[:, block] @ (1 << np.arange(len(block)))
        rules = sorted({index for column in block for index in self.about[column]})
        inside = np.zeros((len(states), len(rules)), dtype=np.int32)
        for place, index in enumerate(rules):
            inside[:, place] = _holding(states, self.bounds[index], block)
        outside = self.counted[:, rules] - inside[before]
        first, which = distinct(outside)
        ends = self._ends(block, [self.bounds[index] for index in rules], inside, outside[first])
        after = (uniform[:, None] >= ends[which, :-1]).sum(axis=1)
        self.states[:, block] = states[after]
        self.counted[:, rules] += inside[after] - inside[before]
        return float((after != before).mean())

    def _ends(
        self, block: list[int], rules: Sequence[Bound], inside: NDArray[np.int32], outside: NDArray[np.int32]
    ) -> Reals:
        """Return the distribution function over the states of a block, shape (what the rest counts, state)."""
        p = self.marginals[block]
        weights = np.where(_all_states(len(block)), p, 1 - p).prod(axis=1)
        table = np.repeat(weights[None, :], len(outside), axis=0)
        for place, one in enumerate(rules):
            holding = outside[:, place, None] + inside[None, :, place]
            table *= (holding >= one.low) & (holding <= one.high)
        ends = np.cumsum(table, axis=1)
        return np.asarray(ends / ends[:, -1:])


def _all_states(size: int) -> Truth:
    """Return all joint states of so many columns, each at the index that it is in binary, shape (state, column)."""
    return (np.arange(1 << size)[:, None] >> np.arange(size) & 1).astype(np.bool_)


def _holding(states: Truth, one: Bound, columns: Sequence[int]) -> Integers:
    """Return how many literals of a rule that are about `columns`, those of `states`, hold, shape (state,)."""
    place = {column: index for index, column in enumerate(columns)}
    literals = [(place[column], sign) for column, sign in zip(one.columns, one.signs, strict=True) if column in place]
    places, signs = [where for where, _ in literals], np.array([sign for _, sign in literals], dtype=np.bool_)
    return np.asarray((states[:, places] == signs).sum(axis=1), dtype=np.int64)


def diagnose(sums: NDArray[np.int32], sweeps: int) -> tuple[Reals, Reals]:
    """Return R-hat and the effective number of draws of each column, shape (column,) each.

    Args:
        sums: In how many of the sweeps each column held in each chain, shape (world, column).
        sweeps: How many were looked at, at least 2.
    """
    chains, mean = len(sums), sums / sweeps
    within = (mean * (1 - mean)).mean(axis=0) * sweeps / (sweeps - 1)
    between = mean.var(axis=0, ddof=1)  # B / n
    pooled = (sweeps - 1) / sweeps * within + between
    with np.errstate(divide="ignore", invalid="ignore"):
        rhat = np.where(pooled > 0, np.sqrt(pooled / within), 1.0)
        effective = np.where(between > 0, chains * pooled / between, chains)
    return rhat, np.minimum(effective, chains)
