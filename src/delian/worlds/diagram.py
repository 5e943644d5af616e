"""All joint states that keep the rules, as a decision diagram: counted, listed, weighed and drawn without waste.

Columns are decided one after the other; two partial states are one node where every rule still open has counted the same,
so that the diagram is narrow where few rules are open at a time, however many states it stands for. An exclusive variable
of K values has two nodes a column. Source: Bryant 1986, "Graph-based algorithms for Boolean function manipulation", IEEE
Transactions on Computers 35(8). Weighing and drawing are forward filtering and backward sampling, columns for times.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Truth
from delian.worlds.rules import Bound, Rule, distinct_bounds

MOST_STATES = 1 << 16
MOST_NODES = 1 << 16  # of one layer

Nodes: TypeAlias = NDArray[np.int64]
Reals: TypeAlias = NDArray[np.float64]

_LARGEST = 1 << 62
_SETTLED = -1  # a rule that no completion breaks: what it counted tells nodes apart no longer


class TooMany(Exception):
    """More joint states keep the rules, or more partial states differ, than are taken one by one."""


class NothingLeft(RuntimeError):
    """No joint state that has a chance keeps the rules; whoever asks has to look for conflicts first."""


@dataclass(frozen=True, slots=True)
class Layer:
    """One decided column.

    Attributes:
        column: Which column is decided.
        to: The node of the next layer that each node leads to where the column fails, and where it holds, -1 where a
            rule is then broken; shape (fails or holds, node).
    """

    column: int
    to: Nodes


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
        steps: list[
            tuple[Nodes, Truth]
        ] = []  # of each path after a layer: its path before, and whether the column holds
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
        TooMany: If a layer has more than `MOST_NODES` nodes.
        NothingLeft: If no joint state keeps the rules.
    """
    bounds = distinct_bounds(rules)
    if not all(one.columns for one in bounds):
        raise NothingLeft("a rule over no column cannot be kept")
    about = _about(count, bounds)
    front = _Front(bounds)
    return Diagram(tuple(Layer(column, front.decide(about[column])) for column in _decision_order(about, bounds)))


Literals: TypeAlias = list[tuple[int, bool]]  # the rules about a column, and whether each counts that it holds


def _about(count: int, bounds: Sequence[Bound]) -> list[Literals]:
    about: list[Literals] = [[] for _ in range(count)]
    for index, one in enumerate(bounds):
        for column, sign in zip(one.columns, one.signs, strict=True):
            about[column].append((index, sign))
    return about


class _Front:
    """The partial states after the columns decided so far, as far as open rules tell them apart.

    Attributes:
        places: The open rules, to their column in `counted`.
        counted: How many literals of each open rule hold, shape (node, open rule).
        left: How many literals of each rule are undecided.
    """

    def __init__(self, bounds: Sequence[Bound]) -> None:
        """Begin with one partial state, in which nothing is decided."""
        self.bounds = bounds
        self.left = [len(one.columns) for one in bounds]
        self.places: dict[int, int] = {}
        self.counted = np.zeros((1, 0), dtype=np.int32)

    def decide(self, about: Literals) -> Nodes:
        """Decide one more column, both ways in each node; return where to, shape (fails or holds, node)."""
        touched = list(dict.fromkeys(index for index, _ in about))
        self._open(touched)
        nodes = len(self.counted)
        both = np.concatenate([self._after(about, holds=False), self._after(about, holds=True)])
        alive = np.ones(2 * nodes, dtype=np.bool_)
        for index in touched:
            alive &= self._judge(both[:, self.places[index]], index)
        to = np.full(2 * nodes, -1, dtype=np.int64)
        to[alive] = self._merge(both[alive])
        return to.reshape(2, nodes)

    def _open(self, touched: Sequence[int]) -> None:
        new = [index for index in touched if index not in self.places]
        self.places |= {index: len(self.places) + place for place, index in enumerate(new)}
        self.counted = np.pad(self.counted, ((0, 0), (0, len(new))))

    def _after(self, about: Literals, *, holds: bool) -> NDArray[np.int32]:
        counted = self.counted.copy()
        for index, sign in about:
            counted[:, self.places[index]] += (counted[:, self.places[index]] != _SETTLED) & (sign == holds)
            self.left[index] -= not holds  # each literal is decided once, in two ways
        return counted

    def _judge(self, counted: NDArray[np.int32], index: int) -> Truth:
        """Return where the rule can still be kept, and mark in place where it can no longer be broken."""
        one, most = self.bounds[index], counted + self.left[index]
        settled = (counted == _SETTLED) | ((counted >= one.low) & (most <= one.high))
        counted[settled] = _SETTLED
        return np.asarray(settled | ((counted <= one.high) & (most >= one.low)))

    def _merge(self, counted: NDArray[np.int32]) -> Nodes:
        """Close the rules that are wholly decided; make one node of what nothing tells apart; return it for each row."""
        if not len(counted):
            raise NothingLeft("no joint state keeps the rules")
        still = [index for index in self.places if self.left[index]]
        counted = counted[:, [self.places[index] for index in still]]
        self.places = {index: place for place, index in enumerate(still)}
        first, nodes = distinct(counted)
        self.counted = counted[first]
        if len(self.counted) > MOST_NODES:
            raise TooMany
        return nodes


def distinct(rows: NDArray[np.int32]) -> tuple[Nodes, Nodes]:
    """Return where each distinct row first stands, and for each row which of the distinct ones it is.

    Rows are read as numbers of as many digits as they have columns, shortened where these grow too large: many times
    faster than comparing rows.

    Args:
        rows: Shape (row, column).
    """
    code, span = np.zeros(len(rows), dtype=np.int64), 1
    for digits in rows.T:
        least = digits.min()
        base = int(digits.max() - least) + 1
        if span * base > _LARGEST:
            code = np.unique(code, return_inverse=True)[1].astype(np.int64)
            span = len(rows)
        code, span = code * base + (digits - least), span * base
    _, first, which = np.unique(code, return_index=True, return_inverse=True)
    return first.astype(np.int64), which.astype(np.int64)


def _decision_order(about: Sequence[Literals], bounds: Sequence[Bound]) -> list[int]:
    """Return the columns in an order that keeps few rules open: greedily, next to what is open, least opened first."""
    columns = [list(dict.fromkeys(one.columns)) for one in bounds]
    left = [len(one) for one in columns]
    rules = [list(dict.fromkeys(index for index, _ in literals)) for literals in about]
    touched = [0] * len(about)  # when a rule about the column was last opened or nearly closed
    opens = [len(one) for one in rules]  # rules it would open, less those it would close
    heap = [(True, cost, 0, column) for column, cost in enumerate(opens)]
    heapify(heap)
    order: dict[int, None] = {}
    while heap:
        key = heappop(heap)
        column = key[-1]
        if column in order or key != (touched[column] == 0, opens[column], -touched[column], column):
            continue
        order[column] = None
        for index in rules[column]:
            first = left[index] == len(columns[index])
            left[index] -= 1
            last = left[index] == 1
            for other in columns[index] if first or last else ():
                opens[other] -= first + last
                touched[other] = len(order)
                heappush(heap, (False, opens[other], -touched[other], other))
    return list(order)
