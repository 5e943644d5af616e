"""Details that cannot be without their event: drawn so that each keeps its own probability all the same.

A detail holds where its event holds and what it takes lies below a bound. Both often take the same uniform, their own or that
of a voice that both rest on; how often follows from the clocks of the voices, and the bound from that.
"""

import numpy as np
from numpy.typing import NDArray

from delian.worlds.draw import MOST_VOICES, Marginals

_STEPS = 50  # of the bisection: finer than a double


def bounds(details: Marginals, wholes: Marginals, together: float) -> NDArray[np.float64]:
    """Return below which bound each detail's uniform must lie, shape (detail,), so that it holds with its probability.

    With p and q the probabilities of event and detail, s and o how often both take the same uniform and opposite ones,
    t solves s min(p, t) + o max(0, p + t - 1) + (1 - s - o) p t = q. A detail that is likelier than its event has bound 1: then
    it holds as often as the event.

    Args:
        details: Columns that hold only where another one does.
        wholes: Those others, in the same order.
        together: Share of the worlds in which a column listens to a voice, in [0, 1].
    """
    same, opposite = taken_alike(details, wholes, together)
    low, high = np.zeros(len(same)), np.ones(len(same))
    for _ in range(_STEPS):
        bound = (low + high) / 2
        reached = (
            same * np.minimum(wholes.holds, bound)
            + opposite * np.maximum(wholes.holds + bound - 1, 0)
            + (1 - same - opposite) * wholes.holds * bound
        )
        below = reached < details.holds
        low, high = np.where(below, bound, low), np.where(below, high, bound)
    return high


def taken_alike(one: Marginals, other: Marginals, together: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return how often two columns with one key take the same uniform, and how often opposite ones, shape (pair,) each.

    Where both do not listen they take their own, which is one. Where they do, both follow a voice that they share if its
    clock rings before those of the others that either rests on: among exponential clocks with rates r, with probability
    1 / (1 + sum of the others' rates over its own).
    """
    mute = (one.voices[:, 0] == 0).astype(int) + (other.voices[:, 0] == 0)
    same = np.where(mute == 2, 1.0, 1.0 - together)  # noqa: PLR2004 - neither listens to anybody
    opposite = np.zeros(len(same))
    for place in range(MOST_VOICES):
        for its in range(MOST_VOICES):
            voice, rival, its_rival = one.voices[:, place], one.voices[:, 1 - place], other.voices[:, 1 - its]
            shared = (voice != 0) & (voice == other.voices[:, its])
            ahead = np.where(rival != 0, one.shares[:, 1 - place] / np.maximum(one.shares[:, place], 1e-30), 0.0)
            its_ahead = np.where(
                its_rival != 0, other.shares[:, 1 - its] / np.maximum(other.shares[:, its], 1e-30), 0.0
            )
            faced = np.where((rival == its_rival) & (rival != 0), np.maximum(ahead, its_ahead), ahead + its_ahead)
            follows = np.where(shared, together / (1 + faced), 0.0)
            agrees = one.affirms[:, place] == other.affirms[:, its]
            same += np.where(agrees, follows, 0.0)
            opposite += np.where(agrees, 0.0, follows)
    return np.minimum(same, 1.0), opposite
