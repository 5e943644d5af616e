"""All joint states that keep the rules, as a decision diagram: counted, listed, weighed and drawn without waste.

Weighing and drawing are forward filtering and backward sampling, with columns for times; both are exact, however many
states there are. Source: Bryant 1986, as for `delian.worlds.couple.layers`; Chavira & Darwiche 2008, "On probabilistic inference
by weighted model counting", Artificial Intelligence 172.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Truth
from delian.worlds.couple.layers import Layer, Nodes, layers
from delian.worlds.couple.rules import NothingLeft, Rule, TooMany

Reals: TypeAlias = NDArray[np.float64]

MOST_STATES = 1 << 16


@dataclass(frozen=True, slots=True)
class Diagram:
    """The joint states that keep some rules: the paths from the one node of the first layer to the one end.

    Attributes:
        layers: One a column, in the order of decision.
    """

    layers: tuple[Layer, ...]

    @property
    def count(self) -> int:
        """Number of joint states, at most 2^62: as many or more above."""
        after = np.ones(1, dtype=np.float64)
        for layer in reversed(self.layers):
            after = np.minimum(np.where(layer.to >= 0, after[layer.to], 0.0).sum(axis=0), 2.0**62)
        return int(after[0])

    def states(self) -> Truth:
        """Return the joint states in lexical order, the first column slowest, shape (state, column).

        Raises:
            TooMany: If there are more than `MOST_STATES`.
        """
        if self.count > MOST_STATES:
            raise TooMany
        node = np.zeros(1 if self.count else 0, dtype=np.int64)
        # of each path after a layer: its path before, and whether the column holds
        steps: list[tuple[Nodes, Truth]] = []
        for layer, live in zip(self.layers, self._live(), strict=True):
            holds, before = np.nonzero(live[:, node])
            steps.append((before, holds.astype(np.bool_)))
            node = layer.to[holds, node[before]]
        return _in_order(self._walk_back(steps, len(node)))

    def _walk_back(self, steps: Sequence[tuple[Nodes, Truth]], count: int) -> Truth:
        states = np.zeros((count, len(self.layers)), dtype=np.bool_)
        path = np.arange(count)
        for layer, (before, holds) in zip(reversed(self.layers), reversed(steps), strict=True):
            states[:, layer.column] = holds[path]
            path = before[path]
        return states

    def _live(self) -> list[Truth]:
        """Return for each layer which steps lead on to the end, shape (fails or holds, node)."""
        found: list[Truth] = []
        after: Truth = np.ones(1, dtype=np.bool_)
        for layer in reversed(self.layers):
            found.append((layer.to >= 0) & after[layer.to])
            after = np.asarray(found[-1].any(axis=0))
        return found[::-1]

    def _weighed(self, marginals: Reals) -> list[Reals]:
        """Return for each layer the log of the chance of each step and of all that can follow, shape as `to`.

        Raises:
            NothingLeft: If the chance that independent columns keep the rules is 0.
        """
        with np.errstate(divide="ignore"):
            chance = np.log(np.stack([1 - marginals, marginals]))
        found: list[Reals] = []
        after = np.zeros(1, dtype=np.float64)
        for layer in reversed(self.layers):
            found.append(np.where(layer.to >= 0, chance[:, layer.column, None] + after[layer.to], -np.inf))
            after = np.logaddexp(found[-1][0], found[-1][1])
        if after[0] == -np.inf:
            raise NothingLeft("no joint state that keeps the rules has a chance")
        return found[::-1]

    def marginals(self, marginals: Reals) -> Reals:
        """Return how likely each column is given that independent columns keep the rules, shape (column,).

        Args:
            marginals: How likely each is without the rules, shape (column,), in [0, 1].
        """
        found = np.zeros(len(self.layers))
        at: Reals = np.ones(1, dtype=np.float64)
        for layer, weighed in zip(self.layers, self._weighed(marginals), strict=True):
            taken = np.stack([at * (1 - _share(weighed)), at * _share(weighed)])
            found[layer.column] = min(taken[1].sum(), 1.0)
            on = layer.to >= 0
            at = np.bincount(layer.to[on], weights=taken[on]).astype(np.float64)
        return found

    def draw(self, marginals: Reals, uniform: Reals) -> Truth:
        """Return exact draws of independent columns given that they keep the rules, shape (world, column).

        Args:
            marginals: How likely each is without the rules, shape (column,), in [0, 1].
            uniform: Shape (column, world), in [0, 1).
        """
        drawn = np.zeros((uniform.shape[1], len(self.layers)), dtype=np.bool_)
        node = np.zeros(uniform.shape[1], dtype=np.int64)
        for layer, weighed in zip(self.layers, self._weighed(marginals), strict=True):
            holds = uniform[layer.column] < _share(weighed)[node]
            drawn[:, layer.column] = holds
            node = layer.to[holds.astype(np.int64), node]
        return drawn


def _share(weighed: Reals) -> Reals:
    """Return how likely the step "holds" is at each node of a layer, shape (node,); 0 at a node with no way on."""
    either = np.logaddexp(weighed[0], weighed[1])
    return np.asarray(np.exp(weighed[1] - np.where(either > -np.inf, either, 0.0)))


def _in_order(states: Truth) -> Truth:
    return states[np.lexsort(np.packbits(states, axis=1).T[::-1])] if states.size else states


def diagram(count: int, rules: Sequence[Rule]) -> Diagram:
    """Return the diagram of the joint states of `count` columns that keep the rules.

    Raises:
        TooMany: If a layer has more than `delian.worlds.couple.layers.MOST_NODES` nodes.
        NothingLeft: If no joint state keeps the rules.
    """
    return Diagram(layers(count, rules))
