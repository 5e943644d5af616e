"""Which rules cannot be kept together: a minimal conflict, to be named to who can mend it.

Source: Junker 2004, "QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from delian.worlds.couple.layers import layers
from delian.worlds.couple.rules import Fix, NothingLeft, Rule, TooMany, bound, components
from delian.worlds.couple.satisfy import find


def minimal_conflict(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules that cannot be kept together, of which any one left out lets the rest be kept; none if all can.

    Of several conflicts, one made of entries and what-ifs as far as one is: the fewest kinds of rules beside them. The
    order of the rules does not matter.

    Raises:
        TooMany: If the rules are so tangled that it cannot be settled.
    """
    for tied in _by_component(sorted(set(rules), key=_preference)):
        if not satisfiable(tied):
            return tuple(sorted(_explain([], tied, grown=False), key=_preference))
    return ()


def satisfiable(rules: Sequence[Rule]) -> bool:
    """Say whether any joint state keeps all rules: by search, and where that wanders about, by the diagram.

    Raises:
        TooMany: If neither settles it.
    """
    count = _width(rules)
    try:
        return find(np.zeros(count, dtype=np.bool_), rules) is not None
    except TooMany:
        return _has_a_path(count, rules)


def _has_a_path(count: int, rules: Sequence[Rule]) -> bool:
    try:
        return bool(layers(count, rules))
    except NothingLeft:
        return False


def _width(rules: Sequence[Rule]) -> int:
    """Return one more than the last column that the rules speak of."""
    return 1 + max((column for rule in rules for column in bound(rule).columns), default=-1)


def _preference(rule: Rule) -> tuple[bool, str, str]:
    """Return the key by which entries come first, then the other rules in a fixed order."""
    return (not isinstance(rule, Fix), type(rule).__name__, repr(rule))


def _by_component(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules of each component, in the order given; those over no column together."""
    home = {column: index for index, tied in enumerate(components(rules)) for column in tied}
    found: dict[int, list[Rule]] = defaultdict(list)
    for rule in rules:
        columns = bound(rule).columns
        found[home[columns[0]] if columns else -1].append(rule)
    return list(found.values())


def _explain(background: list[Rule], rules: list[Rule], *, grown: bool) -> list[Rule]:
    """Return a minimal part of `rules` that cannot be kept together with the background.

    Args:
        background: Rules that stand.
        rules: Those to choose from, the ones to be named first; not all of them can be kept beside the background.
        grown: Whether the background has grown since it was last known that it can be kept.
    """
    if grown and not satisfiable(background):
        return []
    if len(rules) == 1:
        return rules
    first, second = rules[: len(rules) // 2], rules[len(rules) // 2 :]
    late = _explain(background + first, second, grown=True)
    early = _explain(background + late, first, grown=bool(late))
    return early + late
