"""Which rules cannot be kept together: a minimal conflict, to be named to who can mend it.

Source: Junker 2004, "QuickXplain: preferred explanations and relaxations for over-constrained problems", AAAI.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from delian.worlds.rules import Fix, Rule, bound, components
from delian.worlds.satisfy import find


def minimal_conflict(rules: Iterable[Rule]) -> tuple[Rule, ...]:
    """Return rules that cannot be kept together, of which any one left out lets the rest be kept; none if all can.

    Of several conflicts, one made of entries and what-ifs as far as one is: the fewest kinds of rules beside them. The
    order of the rules does not matter.
    """
    for tied in _apart(sorted(set(rules), key=_preference)):
        if not satisfiable(tied):
            return tuple(sorted(_explain([], tied, grown=False), key=_preference))
    return ()


def satisfiable(rules: Sequence[Rule]) -> bool:
    """Say whether any joint state keeps all rules."""
    columns = sorted({column for rule in rules for column in bound(rule).columns})
    wish = np.zeros(columns[-1] + 1 if columns else 0, dtype=np.bool_)
    return find(wish, rules) is not None


def _preference(rule: Rule) -> tuple[bool, str, str]:
    """Return the key by which entries come first, then the other rules in a fixed order."""
    return (not isinstance(rule, Fix), type(rule).__name__, repr(rule))


def _apart(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules of each component, in the order given; those over no column together."""
    count = 1 + max((column for rule in rules for column in bound(rule).columns), default=-1)
    home = {column: index for index, tied in enumerate(components(count, rules)) for column in tied}
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
