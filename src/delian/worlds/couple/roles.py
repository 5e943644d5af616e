"""Who holds an exclusive role over time: a hidden Markov chain over intervals, smoothed and drawn exactly.

In each interval one candidate holds the role, or nobody. A holder stays into the next interval with a fixed probability,
else the role goes to any other of candidates and nobody, all alike; before the first interval all are alike too. What is
said of an interval weighs each candidate by the odds that its own column has there. Sources: Baum et al. 1970, Annals of
Mathematical Statistics 41(1); Rabiner 1989, "A tutorial on hidden Markov models", Proc. IEEE 77(2), whose scaling keeps
long chains within floats; Scott 2002, "Bayesian methods for hidden Markov models", JASA 97 (457), for the draw.
"""

import numpy as np
from numpy.typing import NDArray

from delian.worlds.couple.diagram import Reals

Holders = NDArray[np.int64]

STAY = 0.95


def filtered(weights: Reals, stay: float = STAY) -> Reals:
    """Return how likely each holder is given its own interval and those before, shape (interval, candidate + 1).

    The last is nobody, so that index -1 finds it.

    Args:
        weights: Odds of each candidate's column, shape (interval, candidate), at least 0; 0 is impossible, infinite is
            certain. Nobody has odds 1.
        stay: Probability that the holder stays into the next interval, between 0 and 1.

    Raises:
        ValueError: If a weight is negative or no number, or `stay` is not between 0 and 1.
    """
    likely = _likelihoods(weights)
    if not 0 < stay < 1:
        message = f"the probability to stay lies between 0 and 1, got {stay:g}"
        raise ValueError(message)
    found = np.empty_like(likely)
    before = np.full(likely.shape[1], 1 / likely.shape[1])
    for interval, now in enumerate(likely):
        joint = before * now
        found[interval] = joint / joint.sum()
        before = _moved(found[interval], stay)
    return found


def smoothed(weights: Reals, stay: float = STAY) -> Reals:
    """Return how likely each candidate is to hold the role given all intervals, shape (interval, candidate).

    What is missing to 1 in an interval is nobody.

    Args:
        weights: As for `filtered`.
        stay: As for `filtered`.
    """
    likely, found = _likelihoods(weights), filtered(weights, stay)
    after = np.ones(found.shape[1])
    for interval in range(len(found) - 1, -1, -1):
        joint = found[interval] * after
        found[interval] = joint / joint.sum()
        after = _moved(after * likely[interval], stay)  # the moves are symmetric
        after /= after.sum()
    return found[:, :-1]


def draw(weights: Reals, uniform: Reals, stay: float = STAY) -> Holders:
    """Return exact draws of the holder of each interval, -1 for nobody, shape (interval, world).

    Args:
        weights: As for `filtered`.
        uniform: Shape (interval, world), in [0, 1).
        stay: As for `filtered`.
    """
    found = filtered(weights, stay)
    states = found.shape[1]
    moves = _moved(np.eye(states), stay)
    holder = np.empty(uniform.shape, dtype=np.int64)
    for interval in range(len(found) - 1, -1, -1):
        last = interval == len(found) - 1
        joint = np.cumsum(found[interval] * (np.ones_like(moves) if last else moves), axis=1)
        ends = joint[:, :-1] / joint[:, -1:]
        after = np.zeros(uniform.shape[1], dtype=np.int64) if last else holder[interval + 1]
        holder[interval] = (uniform[interval][:, None] >= ends[after]).sum(axis=1)
    return np.where(holder == states - 1, -1, holder)


def _likelihoods(weights: Reals) -> Reals:
    """Return the odds with nobody's at the end, scaled to at most 1, shape (interval, candidate + 1)."""
    if not (weights >= 0).all():
        raise ValueError("the odds of a candidate are at least 0")
    odds = np.concatenate([weights, np.ones((len(weights), 1))], axis=1)
    certain = np.isinf(odds)
    odds = np.where(certain.any(axis=1, keepdims=True), certain, odds)
    return np.asarray(odds / odds.max(axis=1, keepdims=True))


def _moved(p: Reals, stay: float) -> Reals:
    """Return the distribution over holders one interval on, along the last axis."""
    others = p.shape[-1] - 1
    if not others:
        return p
    go = (1 - stay) / others
    return np.asarray((stay - go) * p + go * p.sum(axis=-1, keepdims=True))
