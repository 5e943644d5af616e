"""How reliable sources are, learnt from where they agree and from what is known for certain.

Learning from agreement alone crowns the larger camp, however wrong; so it is offered only where `enough` says so, and
`camps.camps` warns where the sources fall into two.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from delian.worlds.learn.votes import Dependence, Floats, Places, Votes, likely, log_odds, sums

_ROUNDS = 100
_SETTLED = 1e-9  # no probability changes by more from one round to the next
_ANCHORS, _SHARED_ITEMS, _OTHERS = 20, 5, 2


@dataclass(frozen=True, slots=True, eq=False)
class Beta:
    """What is believed of how often sources are right before they are compared: a Beta(alpha, beta).

    Attributes:
        alpha: One number for all, or one for each source, shape (source,); above 1.
        beta: The same for how often they are wrong; above 1.

    Raises:
        ValueError: If one of them is not above 1: the likeliest reliability could then be 0 or 1, which nothing outweighs.
    """

    alpha: float | Floats
    beta: float | Floats

    def __post_init__(self) -> None:
        """Refuse what would let a source be beyond doubt."""
        if not (np.all(np.greater(self.alpha, 1)) and np.all(np.greater(self.beta, 1))):
            raise ValueError(f"alpha and beta are above 1, got {self.alpha} and {self.beta}")

    def likeliest(self, right: Floats, counted: Floats) -> Floats:
        """Return the likeliest reliability after `right` of `counted` answers were right, shape (source,)."""
        return np.asarray((self.alpha - 1 + right) / (self.alpha + self.beta - 2 + counted))


RATHER_RIGHT = Beta(4.0, 2.0)


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """What was learnt.

    Attributes:
        belief: Probability of each value, shape (item, value).
        reliability: How often each source is right, shape (source,), in [0, 1].
        prior: The same before it was compared with others, shape (source,).
        settled: Whether the last of the rounds changed nothing any more. With pooling two rankings of the sources may follow
            each other for ever.
    """

    belief: Floats
    reliability: Floats
    prior: Floats
    settled: bool

    @property
    def gained(self) -> Floats:
        """Learned reliability minus prior, shape (source,), in [-1, 1]; zero for a source that said nothing."""
        return np.asarray(self.reliability - self.prior)

    @property
    def prevalence(self) -> Floats:
        """Share of each value among the items, shape (value,)."""
        return np.asarray(self.belief.mean(axis=0))


def majority(votes: Votes) -> Floats:
    """Return the share of answers for each value, shape (item, value); equal shares where nobody answers."""
    tally = votes.tally()
    said = tally.sum(axis=1, keepdims=True)
    return np.where(said > 0, tally / np.maximum(said, 1), 1 / votes.values)


def one_coin(
    votes: Votes,
    prior: Beta = RATHER_RIGHT,
    *,
    anchors: Mapping[int, int] | None = None,
    dependence: Dependence | None = None,
    whole: bool = True,
) -> Learned:
    """Learn one reliability a source, the same whatever is so: MAP-EM from majority votes on.

    E: log-odds of a value add up ln(a (K - 1) / (1 - a)) of who says so, each times the share that it keeps.
    M: a = (alpha - 1 + expected number right) / (alpha + beta - 2 + number counted).

    With the default prior it gives what the authors of ZenCrowd's comparison got without known items.

    Args:
        votes: The answers.
        prior: Reliability before anything is compared.
        anchors: Items of which the value is known, with it; they stay known throughout.
        dependence: What sources have in common; None if they err independently. The shares are worked out anew each round.
        whole: Whether each answer counts as one in the M-step; else as the share it keeps. Shares are larger for those who
            stand alone, mostly wrongly, so that counting by share makes good sources look worse: on four crowds, rho .5, a
            mean log loss of 1.50 for .63, and without end.

    Returns:
        What was learnt after at most 100 rounds.

    Source:
        Demartini, Difallah & Cudre-Mauroux 2012 (ZenCrowd); Zheng et al. 2017, PVLDB 10(5).
    """
    known = anchors or {}
    belief = _clamped(majority(votes), known)
    kept = np.ones(len(votes.item))
    for _ in range(_ROUNDS):
        counted = np.ones(len(votes.item)) if whole else kept
        right = sums(votes.source, counted * belief[votes.item, votes.value], votes.sources)
        reliability = prior.likeliest(right, sums(votes.source, counted, votes.sources))
        weights = log_odds(reliability, votes.values)[votes.source]
        if dependence is not None:
            kept = dependence.shares(votes, weights)
        before, belief = belief, _clamped(likely(votes.tally(weights * kept)), known)
        settled = bool(np.abs(belief - before).max(initial=0) < _SETTLED)
        if settled:
            break
    nothing = np.zeros(votes.sources)
    return Learned(belief, reliability, prior.likeliest(nothing, nothing), settled)


def _clamped(belief: Floats, known: Mapping[int, int]) -> Floats:
    """Set in the belief what is known for certain, and return it."""
    for item, value in known.items():
        belief[item] = np.eye(belief.shape[1])[value]
    return belief


@dataclass(frozen=True, slots=True)
class Smoothing:
    """What is added to each count of a confusion matrix.

    Attributes:
        each: To every cell; above 0.
        right: More to the cells of the diagonal; not below 0.

    Raises:
        ValueError: If a confusion could be taken for impossible, or errors for likelier than what is right.
    """

    each: float
    right: float = 0.0

    def __post_init__(self) -> None:
        """Refuse what makes one answer certain, or turns sources round."""
        if not (self.each > 0 and self.right >= 0):
            raise ValueError(f"each is above 0 and right not below it, got {self.each:g} and {self.right:g}")


SLIGHT = Smoothing(0.01)
TRUSTING = Smoothing(1.0, 2.0)


def dawid_skene(votes: Votes, smoothing: Smoothing = SLIGHT) -> Learned:
    """Learn a confusion matrix a source and the prevalence of each value: EM from majority votes on.

    It needs many answers a source. The reliability is how often a source is right at the prevalence found.

    Args:
        votes: The answers.
        smoothing: What each confusion is taken to have been seen beforehand.

    Returns:
        What was learnt after at most 100 rounds.

    Source:
        Dawid & Skene 1979, Applied Statistics 28(1):20-28.
    """
    belief = majority(votes)
    said = votes.source * votes.values + votes.value
    shape = (votes.values, votes.sources, votes.values)
    seen_before = smoothing.each + smoothing.right * np.eye(votes.values)[:, None, :]
    for _ in range(_ROUNDS):
        counts = np.array([sums(said, part, shape[1] * shape[2]) for part in belief[votes.item].T])
        confusion = counts.reshape(shape) + seen_before
        confusion /= confusion.sum(axis=2, keepdims=True)
        heard = np.log(confusion).reshape(votes.values, -1)[:, said]
        support = np.array([sums(votes.item, part, votes.items) for part in heard]).T
        prevalence = np.maximum(belief.mean(axis=0), np.finfo(float).tiny)
        before, belief = belief, likely(support + np.log(prevalence))
        settled = bool(np.abs(belief - before).max(initial=0) < _SETTLED)
        if settled:
            break
    prior = (smoothing.each + smoothing.right) / (votes.values * smoothing.each + smoothing.right)
    reliability = np.einsum("v,vsv->s", prevalence, confusion)
    return Learned(belief, reliability, np.full(votes.sources, prior), settled)


@dataclass(frozen=True, slots=True)
class Enough:
    """Whether there is enough to learn from, and why."""

    holds: bool
    why: str


def enough(votes: Votes, anchors: Mapping[int, int], groups: Places | None = None) -> Enough:
    """Say whether reliability may be learnt at all.

    It takes 20 known items on which somebody speaks, or one source that speaks on 5 items with at least 2 others that are
    independent of it and of each other: the stated overlap.

    Args:
        votes: The answers.
        anchors: Items of which the value is known, with it.
        groups: Group of each source, shape (source,); those of one group are not independent. None: all are.
    """
    anchored = len(set(anchors) & set(votes.item.tolist()))
    group = np.arange(votes.sources) if groups is None else groups
    spoken = np.unique(np.stack([votes.item, group[votes.source]], axis=1), axis=0)
    independent = np.bincount(spoken[:, 0], minlength=votes.items)
    theirs = np.unique(np.stack([votes.item, votes.source], axis=1), axis=0)
    shared = theirs[independent[theirs[:, 0]] > _OTHERS, 1]
    most = int(np.bincount(shared, minlength=1).max())
    if anchored >= _ANCHORS:
        return Enough(holds=True, why=f"answers known for certain: {anchored}")
    overlap = f"questions on which one source speaks with {_OTHERS} others that are independent of it"
    if most >= _SHARED_ITEMS:
        return Enough(holds=True, why=f"{overlap}: {most}")
    return Enough(
        holds=False,
        why=f"answers known for certain: {anchored}, needed: {_ANCHORS}; or else {overlap}: {most}, needed: {_SHARED_ITEMS}",
    )
