"""How far scores can be trusted: what people accepted and rejected, against what the machine coders thought of it.

Until enough readings are reviewed a score only ranks. Each family of patterns has a precision that begins at its starting
rank and moves to what reviews show (a Beta prior); all scores together have a rising step function from score to share
accepted (isotonic regression by pooling adjacent violators: Ayer et al., Ann. Math. Statist. 26, 1955).
"""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from delian.coding.rank import starting
from delian.model.claim import Claim
from delian.model.judgement import Decision, in_force

ENOUGH = 300  # reviewed readings from which the scores are calibrated
_BELIEF = 10.0  # reviews that a family's starting rank weighs
_BINS = 10

Key = TypeVar("Key", str, float, int)


@dataclass(frozen=True, slots=True)
class Review:
    """One machine reading that a person decided on.

    Attributes:
        coder: Name of the machine coder.
        family: Pattern that found it.
        score: What the coder gave it, in [0, 1].
        right: Whether it was accepted as it stood; an edited reading was not right.
    """

    coder: str
    family: str
    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Precision:
    """How often a family of patterns is right.

    Attributes:
        family: Its name.
        start: Share taken to be right before any review.
        n: Reviewed readings.
        right: Those accepted as they stood.
        mean: Share right after the reviews, between `start` and the share accepted.
    """

    family: str
    start: float
    n: int
    right: int
    mean: float


@dataclass(frozen=True, slots=True)
class Bin:
    """Reviewed readings of about one score.

    Attributes:
        low: Lowest score that belongs here.
        high: Score from which the next bin begins.
        n: Reviewed readings.
        score: Their mean score.
        share: Share of them accepted.
        brier: Their mean squared difference between score and outcome.
    """

    low: float
    high: float
    n: int
    score: float
    share: float
    brier: float


@dataclass(frozen=True, slots=True)
class Steps:
    """A rising step function from score to probability.

    Attributes:
        scores: Lowest score of each step, rising.
        shares: Share accepted on it, rising.
    """

    scores: tuple[float, ...]
    shares: tuple[float, ...]

    def __call__(self, score: float) -> float:
        """Return the share on the step that `score` lies on; below the first step, the first."""
        return self.shares[max(bisect_right(self.scores, score) - 1, 0)]


@dataclass(frozen=True, slots=True)
class Calibration:
    """What the reviews of a study say about its coders' scores.

    Attributes:
        reviews: Number of reviewed readings.
        missing: How many more are needed before scores are more than ranks.
        coders: Machine coder → reviewed readings and how many were accepted.
        families: By name.
        bins: Those that hold a reading, lowest first.
        brier: Mean squared difference between score and outcome; None without reviews.
        steps: From score to probability; None before enough readings are reviewed.
    """

    reviews: int
    missing: int
    coders: Mapping[str, tuple[int, int]]
    families: tuple[Precision, ...]
    bins: tuple[Bin, ...]
    brier: float | None
    steps: Steps | None


def reviewed(claims: Iterable[Claim], decisions: Sequence[Decision]) -> list[Review]:
    """Return the machine readings on which the last decision accepts, edits or rejects, in order of the claims."""
    last = {one.about: one.kind for one in in_force(decisions) if one.kind in {"accept", "edit", "reject"}}
    return [
        Review(claim.coder.name, claim.family or "unnamed", claim.score, last[claim.id] == "accept")
        for claim in claims
        if claim.coder.kind != "human" and claim.score is not None and claim.id in last
    ]


def calibrate(reviews: Sequence[Review]) -> Calibration:
    """Return what the reviews say about scores."""
    enough = len(reviews) >= ENOUGH
    return Calibration(
        reviews=len(reviews),
        missing=max(ENOUGH - len(reviews), 0),
        coders={
            name: (len(group), sum(one.right for one in group))
            for name, group in _grouped(reviews, lambda one: one.coder)
        },
        families=tuple(precision(name, group) for name, group in _grouped(reviews, lambda one: one.family)),
        bins=tuple(_bin(place, group) for place, group in _grouped(reviews, _place)),
        brier=_brier(reviews) if reviews else None,
        steps=rising(reviews) if enough else None,
    )


def precision(family: str, reviews: Sequence[Review]) -> Precision:
    """Return how often a family is right: the mean of a Beta distribution that began at its starting rank."""
    start, n, right = starting(family), len(reviews), sum(one.right for one in reviews)
    return Precision(family, start, n, right, (_BELIEF * start + right) / (_BELIEF + n))


def rising(reviews: Sequence[Review]) -> Steps:
    """Return the rising step function that is nearest, by squares, to what was accepted; `reviews` is not empty."""
    blocks: list[tuple[float, int, int]] = []  # lowest score, readings, those right
    for score, group in _grouped(reviews, lambda one: one.score):
        block = (score, len(group), sum(one.right for one in group))
        while blocks and blocks[-1][2] * block[1] >= block[2] * blocks[-1][1]:
            first, n, right = blocks.pop()
            block = (first, n + block[1], right + block[2])
        blocks.append(block)
    return Steps(tuple(score for score, _, _ in blocks), tuple(right / n for _, n, right in blocks))


def _place(review: Review) -> int:
    return min(int(review.score * _BINS), _BINS - 1)


def _bin(place: int, reviews: Sequence[Review]) -> Bin:
    n = len(reviews)
    score, share = sum(one.score for one in reviews) / n, sum(one.right for one in reviews) / n
    return Bin(place / _BINS, (place + 1) / _BINS, n, score, share, _brier(reviews))


def _brier(reviews: Sequence[Review]) -> float:
    return sum((one.score - one.right) ** 2 for one in reviews) / len(reviews)


def _grouped(reviews: Sequence[Review], key: Callable[[Review], Key]) -> list[tuple[Key, list[Review]]]:
    """Return the reviews by key, keys rising."""
    return [(name, list(group)) for name, group in groupby(sorted(reviews, key=key), key=key)]
