"""Whether sources fall into two camps, so that agreement tells who belongs together and not who is right."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from delian.worlds.learn.votes import Floats, Places, Votes

_STEPS = 50
_DRAWS, _SEED = 99, 1
_ALARMS = 0.05  # share of draws that may be split as clearly


@dataclass(frozen=True, slots=True, eq=False)
class Camps:
    """The best split of the sources in two by their agreement.

    Attributes:
        larger: Whether each source is on the larger side, shape (source,).
        modularity: Agreement inside the two sides beyond what each source's total would give, as a share of all.
        chance: The same for sources that err independently, on average: even these can always be split somehow.
        warns: Whether the modularity is beyond that of 95 in 100 sets of such sources.
    """

    larger: NDArray[np.bool_]
    modularity: float
    chance: float
    warns: bool


@dataclass(frozen=True, slots=True, eq=False)
class _Agreement:
    """Pairs of answers to one question, and how many agree beyond guessing; shape (source, source), diagonals 0."""

    met: Floats
    beyond: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Split:
    side: NDArray[np.bool_]
    modularity: float


def camps(votes: Votes) -> Camps:
    """Split the sources in two by their agreement, and say whether two camps are likelier than chance.

    The graph joins two sources by how often they agree beyond guessing, (K agreements - pairs) / (K - 1), where that is above
    0, and is split by the sign of the leading eigenvector of its modularity matrix. Sources that err independently agree
    beyond guessing by the product of their retentions, which is what modularity expects from each one's total. So good and
    bad sources are no camps; of plain agreements they would be.

    It warns where the modularity is beyond that of 95 in 100 sets of answers drawn for independent sources of the retentions
    that fit best, to the same questions from the same sources: there is a false alarm in about one of twenty. Of 12
    sources that follow one line in 85 of 100 cases beside 6 that are right in 75, each speaking on half of the questions, it
    warns in 100 of 100 trials with 200 questions and in 85 with 100; `benchmarks/two_camps.py` has the simulation. It is no
    measure of size: in large material it also shows small departures, such as values that are easily confused.

    Args:
        votes: The answers.

    Returns:
        The split; no warning, and everybody on one side, where no two sources agree beyond guessing.

    Source:
        Newman 2006, PNAS 103:8577-8582.
    """
    seen = _agreement(votes, votes.value)
    found = _split(seen)
    retention = _retentions(seen, votes.values)
    drawn = [_split(_agreement(votes, _independent(votes, retention, number))).modularity for number in range(_DRAWS)]
    return Camps(
        larger=found.side if 2 * found.side.sum() >= votes.sources else ~found.side,
        modularity=found.modularity,
        chance=float(np.mean(drawn)),
        warns=bool(np.mean(np.array(drawn) >= found.modularity) < _ALARMS),
    )


def _agreement(votes: Votes, value: Places) -> _Agreement:
    agreed = np.zeros((votes.sources, votes.sources))
    all_said = np.zeros((votes.sources, votes.items))
    for each in range(votes.values):
        said = np.zeros_like(all_said)
        np.add.at(said, (votes.source[value == each], votes.item[value == each]), 1)
        agreed += said @ said.T
        all_said += said
    met = all_said @ all_said.T
    np.fill_diagonal(agreed, 0)
    np.fill_diagonal(met, 0)
    return _Agreement(met, (votes.values * agreed - met) / (votes.values - 1))


def _split(seen: _Agreement) -> _Split:
    graph = np.maximum(seen.beyond, 0)
    degree, total = graph.sum(axis=1), graph.sum()
    if not total:
        return _Split(np.ones(len(graph), dtype=np.bool_), 0.0)
    modularity = graph - np.outer(degree, degree) / total
    side = np.linalg.eigh(modularity)[1][:, -1] >= 0
    return _Split(side, float(modularity[side[:, None] == side].sum() / total))


def _retentions(seen: _Agreement, values: int) -> Floats:
    """Return the retentions r that give the agreements best, met * r * r' beyond guessing, by alternating least squares."""
    mean = seen.beyond.sum() / max(seen.met.sum(), 1)
    retention = np.full(len(seen.met), np.sqrt(max(mean, 0.01)))
    for _ in range(_STEPS):
        room = np.maximum(seen.met @ retention**2, np.finfo(float).eps)
        retention = np.clip((retention + seen.beyond @ retention / room) / 2, -1 / (values - 1), 1)
    return retention


def _independent(votes: Votes, retention: Floats, number: int) -> Places:
    """Return what sources of these retentions might have answered that err independently, shape (answer,)."""
    draw = np.random.default_rng((_SEED, number))
    truth = draw.integers(0, votes.values, votes.items)
    kept = draw.random((votes.sources, votes.items))
    wrong = draw.integers(1, votes.values, (votes.sources, votes.items))
    right = (1 + (votes.values - 1) * retention) / votes.values
    value = np.where(kept < right[:, None], truth, (truth + wrong) % votes.values)
    return np.asarray(value[votes.source, votes.item])
