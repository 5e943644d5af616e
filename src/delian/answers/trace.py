"""Which claims move an answer, and how far: each proposition is forced both ways and the answer worked out again."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from delian.model.answer import Citation
from delian.model.case import Change, Force
from delian.model.worlds import Worlds

SIGNIFICANT = 2.0  # an effect below this many of its paired errors is noise


def effects(
    figure: Callable[[Sequence[Change]], NDArray[np.float64]], worlds: Worlds, columns: Sequence[int]
) -> tuple[Citation, ...]:
    """Return the claims of those columns with the measured effect of their propositions, strongest first.

    The effect is the mean over worlds of the figure with the proposition forced to hold less the figure with it forced
    to fail, constraints applied again both times: an intervention, not a correlation. Effects below twice their paired
    standard error are left out, and so are those of nothing. A claim of several propositions stands with the strongest.

    Args:
        figure: The measure under changes, shape (world,); the same worlds each time.
        worlds: The worlds as drawn.
        columns: Indices of the columns that the figure rests on.
    """
    found: list[Citation] = []
    claims: dict[str, list[str]] = {}
    for index in columns:
        column = worlds.columns[index]
        claims.setdefault(column.proposition.id, []).extend(column.claims)
    for name, behind in claims.items():
        paired = figure([Force(name, holds=True)]) - figure([Force(name, holds=False)])
        effect, error = mean_and_error(paired)
        if effect and abs(effect) >= SIGNIFICANT * error:
            found += [Citation(claim, name, effect, error) for claim in dict.fromkeys(behind)]
    strongest: dict[str, Citation] = {}
    for one in sorted(found, key=lambda one: (-abs(one.effect), one.claim, one.proposition)):
        strongest.setdefault(one.claim, one)
    return tuple(strongest.values())


def mean_and_error(paired: NDArray[np.float64]) -> tuple[float, float]:
    """Return mean and standard error of paired differences, shape (world,); worlds without a figure are left out."""
    known = paired[~np.isnan(paired)]
    if not len(known):
        return 0.0, 0.0
    spread = float(known.std(ddof=1)) if len(known) > 1 else 0.0
    return float(known.mean()), spread / len(known) ** 0.5
