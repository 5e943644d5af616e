"""How good probabilities turned out to be: accuracy, calibration error, log loss. Numbers in, numbers out."""

import numpy as np
from numpy.typing import NDArray

BINS = 10
_LEAST = 1e-12  # a probability of zero for what was so would cost without bound


def accuracy(belief: NDArray[np.float64], truth: NDArray[np.intp]) -> float:
    """Return the share of items whose likeliest value is the true one; the first of several that are equally likely.

    Args:
        belief: Probability of each value, shape (item, value).
        truth: The true value, shape (item,).

    Returns:
        A share in [0, 1]; NaN if there are no items.
    """
    return float((belief.argmax(axis=1) == truth).mean()) if len(truth) else float("nan")


def calibration_error(belief: NDArray[np.float64], truth: NDArray[np.intp]) -> float:
    """Return the expected calibration error: how far the likeliest value's probability is from how often it is right.

    The items are put into ten bins of equal width by the probability of their likeliest value; each bin counts by its
    number of items. Few items make it too large: it is not corrected for chance.

    Args:
        belief: Probability of each value, shape (item, value).
        truth: The true value, shape (item,).

    Returns:
        A mean distance in [0, 1], best 0; NaN if there are no items.

    Source:
        Naeini, Cooper & Hauskrecht 2015 (AAAI); Guo et al. 2017 (ICML).
    """
    if not len(truth):
        return float("nan")
    sure, right = belief.max(axis=1), belief.argmax(axis=1) == truth
    place = np.minimum((sure * BINS).astype(np.intp), BINS - 1)
    excess = np.bincount(place, sure - right, BINS)
    return float(np.abs(excess).sum() / len(truth))


def log_loss(belief: NDArray[np.float64], truth: NDArray[np.intp]) -> float:
    """Return the mean of -ln of the probability that was given to the true value.

    Args:
        belief: Probability of each value, shape (item, value); below 1e-12 it counts as 1e-12.
        truth: The true value, shape (item,).

    Returns:
        Nats, best 0; ln K for knowing nothing of K values; NaN if there are no items.

    Source:
        Good 1952, "Rational decisions".
    """
    if not len(truth):
        return float("nan")
    given = belief[np.arange(len(truth)), truth]
    return float(-np.log(np.maximum(given, _LEAST)).mean())
