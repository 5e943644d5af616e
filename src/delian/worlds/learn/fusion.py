"""What is true when sources contradict each other and some copy: the method AccuCopy, to compare Delian's beliefs with.

Source: Dong, Berti-Equille & Srivastava 2009, PVLDB 2(1):550-561; the names Accu and AccuCopy are those of Li, Dong, Lyons,
Meng & Srivastava 2012, "Truth finding on the deep web: is the problem solved?", PVLDB 6(2). It learns from agreement how
often a source is right, and so crowns the larger camp where sources take sides; and its discount for copiers is not
monotone. Both are why Delian's beliefs are not made this way.
"""

from dataclasses import dataclass

import numpy as np

from delian.worlds.learn.copying import (
    ASSUMED,
    Assumed,
    Ballot,
    Indices,
    Numbers,
    Pairs,
    accuracies,
    copying,
    false_values,
    meetings,
)

_START = 0.8  # accuracy of every source before anything is learnt
_ROUNDS = 50
_STILL = 1e-3  # change of the accuracies that counts as none


@dataclass(frozen=True, slots=True, eq=False)
class Fusion:
    """What a fusion of votes comes to.

    Attributes:
        belief: Probability that each value is true, shape (value,); what nobody says takes the rest.
        accuracy: How often each source is right, shape (source,).
        rounds: Number of rounds until nothing changed.
    """

    belief: Numbers
    accuracy: Numbers
    rounds: int


def fuse(votes: Ballot, assumed: Assumed = ASSUMED) -> Fusion:
    """Return what the votes come to when values, accuracies and copying are learnt from each other in turn.

    C(v) = sum over who says v of I_s ln(n A_s / (1 - A_s)); P(v) is exp C(v) over the sum of the item's n + 1 values;
    I_s = product over those who say the same and come before s of 1 - c P(they copy). Those whose probabilities of copying
    add up to most come first, one order for all items: the source picks an order anew for each value, likewise with the
    strongest suspicion first, under which the rounds need not come to rest. With c 0 nobody is discounted: the method Accu.
    """
    accuracy = np.full(len(votes.sources), _START)
    pairs = meetings(votes)
    belief = believed(votes, np.ones(len(votes.value)), accuracy, assumed)
    for number in range(1, _ROUNDS + 1):
        p, _ = copying(votes, pairs, belief, accuracy, assumed)
        belief = believed(votes, independence(votes, pairs, p, assumed), accuracy, assumed)
        learnt = accuracies(votes, belief)
        change = float(np.abs(learnt - accuracy).max(initial=0))
        accuracy = learnt
        if change < _STILL:
            return Fusion(belief, accuracy, number)
    return Fusion(belief, accuracy, _ROUNDS)


def independence(votes: Ballot, pairs: Pairs, p: Numbers, assumed: Assumed = ASSUMED) -> Numbers:
    """Return the probability that each vote is cast independently of those before it, shape (vote,), in (0, 1]."""
    agree = votes.value[pairs.first] == votes.value[pairs.second]
    first, second = pairs.first[agree], pairs.second[agree]
    rank = _ranks(pairs, p, len(votes.sources))
    later: Indices = np.where(rank[votes.source[first]] > rank[votes.source[second]], first, second)
    kept = np.log1p(-assumed.c * p[pairs.pair[agree]])
    return np.asarray(np.exp(np.bincount(later, weights=kept, minlength=len(votes.value))), dtype=np.float64)


def _ranks(pairs: Pairs, p: Numbers, size: int) -> Indices:
    """Return the place of each source when the most suspected stand first, equal ones in order of the alphabet."""
    suspicion = np.bincount(pairs.one, weights=p, minlength=size) + np.bincount(pairs.other, weights=p, minlength=size)
    ranks = np.empty(size, dtype=np.int64)
    ranks[np.argsort(-suspicion, kind="stable")] = np.arange(size)
    return ranks


def believed(votes: Ballot, weight: Numbers, accuracy: Numbers, assumed: Assumed = ASSUMED) -> Numbers:
    """Return the probability of each value, shape (value,), where each vote counts for its weight."""
    right, wrong = accuracy[votes.source], false_values(votes, assumed)
    score = weight * np.log(wrong[votes.value] * right / (1 - right))
    count = np.bincount(votes.value, weights=score, minlength=len(votes.values))
    top = np.zeros(int(votes.item_of.max(initial=-1)) + 1)
    np.maximum.at(top, votes.item_of, count)
    named = np.exp(count - top[votes.item_of])
    total = np.bincount(votes.item_of, weights=named)[votes.item_of]
    untold = np.maximum(wrong + 1 - np.bincount(votes.item_of)[votes.item_of], 0)
    return np.asarray(named / (total + untold * np.exp(-top[votes.item_of])), dtype=np.float64)
