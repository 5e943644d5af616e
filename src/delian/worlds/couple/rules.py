"""Rules that tie columns together: what excludes, what implies, how many can hold, and what is settled.

Columns are yes/no and known by their index. Nothing here knows of claims. Every rule is a bound on how many of some
literals hold ("at least one of: not this, that" is an implication), a cardinality constraint, and all that follows
from rules is worked out on that one form.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from itertools import combinations
from typing import TypeAlias, assert_never

import numpy as np

from delian.model.worlds import Truth
from delian.worlds.connected import connected


class TooMany(Exception):
    """More joint states keep the rules, or more partial states differ, than are taken one by one."""


class NothingLeft(RuntimeError):
    """No joint state that has a chance keeps the rules; whoever asks has to look for conflicts first."""


@dataclass(frozen=True, slots=True)
class Exclude:
    """Two columns of which at most one holds.

    Attributes:
        one: Index of a column.
        other: Index of another.
        why: How the rule is named to a reader: "office of premier has one holder at a time".
    """

    one: int
    other: int
    why: str


@dataclass(frozen=True, slots=True)
class Imply:
    """Where the column `if_` holds, the column `then` holds; `why` names the rule to a reader."""

    if_: int
    then: int
    why: str


@dataclass(frozen=True, slots=True)
class Count:
    """At least `low` and at most `high` of some columns hold; an exclusive variable is one with `high` 1.

    One count over K columns does what K (K - 1) / 2 exclusions do, and faster.

    Attributes:
        columns: Their indices, each once.
        low: None for no lower bound.
        high: None for no upper bound.
        why: How the rule is named to a reader.
    """

    columns: tuple[int, ...]
    low: int | None
    high: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A column that is settled by an entry or a what-if; `why` names that to a reader: "assume c-12"."""

    column: int
    holds: bool
    why: str


Rule: TypeAlias = Exclude | Imply | Count | Fix


@dataclass(frozen=True, slots=True)
class Bound:
    """At least `low` and at most `high` of the literals hold.

    Attributes:
        columns: The column of each literal.
        signs: Whether the literal is that its column holds; else that it does not.
        low: At least 0.
        high: At most the number of literals.
    """

    columns: tuple[int, ...]
    signs: tuple[bool, ...]
    low: int
    high: int


def bound(rule: Rule) -> Bound:
    """Return the rule as a bound on how many of its literals hold.

    >>> bound(Imply(3, 5, "who leads is a member"))
    Bound(columns=(3, 5), signs=(False, True), low=1, high=2)
    """
    match rule:
        case Exclude(one, other):
            return Bound((one, other), (True, True), 0, 1)
        case Imply(if_, then):
            return Bound((if_, then), (False, True), 1, 2)
        case Count(columns, low, high):
            most = len(columns)
            return Bound(columns, (True,) * most, max(low or 0, 0), most if high is None else min(high, most))
        case Fix(column, holds):
            return Bound((column,), (holds,), 1, 1)
        case _:
            assert_never(rule)


def cliques(pairs: Iterable[Exclude]) -> list[tuple[int, ...]]:
    """Return groups of columns of which at most one holds that together say what all the pairs say.

    Found greedily: three columns that exclude each other pairwise make one group, not three.

    >>> cliques([Exclude(0, 1, ""), Exclude(1, 2, ""), Exclude(0, 2, ""), Exclude(2, 3, "")])
    [(0, 1, 2), (2, 3)]
    """
    near: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        near[pair.one].add(pair.other)
        near[pair.other].add(pair.one)
    said: set[tuple[int, int]] = set()
    groups = []
    for one in sorted(near):
        for other in sorted(near[one]):
            if one < other and (one, other) not in said:
                group = [one, other]
                for third in sorted(near[one] & near[other]):
                    if near[third].issuperset(group):
                        group.append(third)
                groups.append(tuple(sorted(group)))
                said.update(combinations(groups[-1], 2))
    return groups


def distinct_bounds(rules: Iterable[Rule]) -> list[Bound]:
    """Return the bounds that can be broken, in a fixed order, each once; columns that all exclude each other as one."""
    rules = set(rules)
    pairs = [rule for rule in rules if isinstance(rule, Exclude) and rule.one != rule.other]
    counts: list[Rule] = [Count(group, None, 1, "") for group in cliques(pairs)]
    found = {bound(rule) for rule in rules.difference(pairs).union(counts)}
    return sorted((one for one in found if one.low > 0 or one.high < len(one.columns)), key=astuple)


def kept(rules: Iterable[Rule], states: Truth) -> Truth:
    """Return which joint states keep every rule.

    Args:
        rules: Over the columns of `states`.
        states: Shape (state, column).

    Returns:
        Shape (state,); all true without rules.
    """
    keep = np.ones(len(states), dtype=np.bool_)
    for one in map(bound, rules):
        holding = (states[:, list(one.columns)] == np.array(one.signs, dtype=np.bool_)).sum(axis=1)
        keep &= (holding >= one.low) & (holding <= one.high)
    return keep


def components(rules: Iterable[Rule]) -> list[tuple[int, ...]]:
    """Return the columns that rules tie together, in time linear in the length of the rules.

    Args:
        rules: Over columns.

    Returns:
        Sorted columns, by the first of each component. A column that no rule speaks of is in none; one that is only
        settled is a component of its own.
    """
    pairs = ((one.columns[0], column) for one in map(bound, rules) for column in one.columns)
    return connected(pairs)


def within(groups: Sequence[Sequence[int]], rules: Iterable[Rule]) -> list[tuple[Rule, ...]]:
    """Return for each component its rules, with every column renamed to its place in the component.

    Args:
        groups: Columns of each component, as from `components` for these rules.
        rules: All rules; one over no column at all is left out.
    """
    home = {column: (index, place) for index, group in enumerate(groups) for place, column in enumerate(group)}
    found: list[list[Rule]] = [[] for _ in groups]
    for rule in rules:
        columns = bound(rule).columns
        if columns:
            found[home[columns[0]][0]].append(_renamed(rule, [home[column][1] for column in columns]))
    return [tuple(one) for one in found]


def _renamed(rule: Rule, columns: Sequence[int]) -> Rule:
    match rule:
        case Exclude(why=why):
            return Exclude(columns[0], columns[1], why)
        case Imply(why=why):
            return Imply(columns[0], columns[1], why)
        case Count(low=low, high=high, why=why):
            return Count(tuple(columns), low, high, why)
        case Fix(holds=holds, why=why):
            return Fix(columns[0], holds, why)
        case _:
            assert_never(rule)
