"""The layers of a decision diagram over columns: which partial states need telling apart, and where each leads.

Columns are decided one after the other; two partial states are one node where every rule still open has counted the same,
so that the diagram is narrow where few rules are open at a time, however many states it stands for. An exclusive variable
of K values has two nodes a column. Source: Bryant 1986, "Graph-based algorithms for Boolean function manipulation", IEEE
Transactions on Computers 35(8).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Truth
from delian.worlds.couple.rules import Bound, NothingLeft, Rule, TooMany, distinct_bounds

MOST_NODES = 1 << 16  # of one layer

Nodes: TypeAlias = NDArray[np.int64]
Counted: TypeAlias = NDArray[np.int32]
Literals: TypeAlias = list[tuple[int, bool]]  # the rules about a column, and whether each counts that it holds

_FAR = 1 << 30
_LARGEST = 1 << 62
_MANY = 32
_SETTLED = -1  # a rule that no completion breaks: what it counted tells nodes apart no longer


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


def layers(count: int, rules: Sequence[Rule]) -> tuple[Layer, ...]:
    """Return a layer for each of `count` columns, in an order of decision that keeps few rules open.

    The first layer has one node, and so has what the last leads to, the end; a node may lead to no end.

    Raises:
        TooMany: If a layer has more than `MOST_NODES` nodes.
        NothingLeft: If no joint state keeps the rules.
    """
    bounds = distinct_bounds(rules)
    if not all(one.columns for one in bounds):
        raise NothingLeft("a rule over no column cannot be kept")
    about = _about(count, bounds)
    front = _Front(bounds)
    return tuple(Layer(column, front.decide(about[column])) for column in _decision_order(about, bounds))


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
        for index, _ in about:
            self.left[index] -= 1
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

    def _after(self, about: Literals, *, holds: bool) -> Counted:
        counted = self.counted.copy()
        for index, sign in about:
            counted[:, self.places[index]] += (counted[:, self.places[index]] != _SETTLED) & (sign == holds)
        return counted

    def _judge(self, counted: Counted, index: int) -> Truth:
        """Return where the rule can still be kept, and mark in place where it can no longer be broken."""
        one, most = self.bounds[index], counted + self.left[index]
        settled = (counted == _SETTLED) | ((counted >= one.low) & (most <= one.high))
        counted[settled] = _SETTLED
        return np.asarray(settled | ((counted <= one.high) & (most >= one.low)))

    def _merge(self, counted: Counted) -> Nodes:
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


def distinct(rows: Counted) -> tuple[Nodes, Nodes]:
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
    """Return the columns in an order that keeps few rules open, greedily: next to an open rule, where fewest are opened.

    Of several the one whose open rule is soonest decided, then the one whose rule was opened last.
    """
    columns = [list(dict.fromkeys(one.columns)) for one in bounds]
    rules = [list(dict.fromkeys(index for index, _ in literals)) for literals in about]
    left = [len(one) for one in columns]
    reached = [0] * len(about)  # when a rule about the column was last opened; 0 for never

    def rank(column: int) -> tuple[bool, int, int, int, int]:
        new = sum(left[index] == len(columns[index]) for index in rules[column])
        done = sum(left[index] == 1 for index in rules[column])
        soonest = min(
            (_roughly(left[index]) for index in rules[column] if 1 < left[index] < len(columns[index])), default=_FAR
        )
        return (not reached[column], new - done, soonest, -reached[column], column)

    heap = [rank(column) for column in range(len(about))]
    heapify(heap)
    order: dict[int, None] = {}
    while heap:
        ranked = heappop(heap)
        column = ranked[-1]
        if column in order or ranked != rank(column):
            continue
        order[column] = None
        for index in rules[column]:
            opened, before = left[index] == len(columns[index]), _roughly(left[index])
            left[index] -= 1
            if opened or _roughly(left[index]) != before:
                for other in columns[index]:
                    if other not in order:
                        reached[other] = len(order) if opened else reached[other]
                        heappush(heap, rank(other))
    return list(order)


def _roughly(left: int) -> int:
    """Return how many literals are left, of many only the power of two: so that few changes of it need a new look."""
    return left if left < _MANY else _MANY + left.bit_length()
