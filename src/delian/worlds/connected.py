"""Which things hang together through pairs: connected components."""

from collections import defaultdict
from collections.abc import Iterable


def connected(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, ...]]:
    """Return the sets of numbers that the pairs tie together, each in order, the sets by their first member.

    >>> connected([(4, 1), (7, 7), (1, 3)])
    [(1, 3, 4), (7,)]
    """
    parent: dict[int, int] = {}

    def root(one: int) -> int:
        while parent.setdefault(one, one) != one:
            parent[one] = parent[parent[one]]
            one = parent[one]
        return one

    for one, other in pairs:
        parent[root(other)] = root(one)
    groups: dict[int, list[int]] = defaultdict(list)
    for one in sorted(parent):
        groups[root(one)].append(one)
    return [tuple(members) for members in groups.values()]


def parts(size: int, pairs: Iterable[tuple[int, int]]) -> tuple[tuple[int, ...], ...]:
    """Return the numbers below `size` that the pairs tie together, and each other number by itself."""
    return tuple(connected([*((number, number) for number in range(size)), *pairs]))
