"""Whether one source copies another: what they share of what is false or rare gives them away.

Two sources that know the same facts agree on what is true, and err each in its own way. So shared truths say little,
shared errors much, and differences speak against copying. Source: Dong, Berti-Equille & Srivastava 2009, "Integrating
conflicting data: the role of source dependence", PVLDB 2(1):550-561; the form that takes a probability for each value,
in place of counts of true and false ones: Li, Dong, Lyons, Meng & Srivastava 2015, "Scaling up copy detection", ICDE.

Nothing here merges anything. Two sources that quote one person look like copies of each other, and so do two that make
the same likely mistake; so a suspicion is for a person to look at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Numbers: TypeAlias = NDArray[np.float64]
Indices: TypeAlias = NDArray[np.int64]

_LEAST, _MOST = 0.01, 0.99  # an accuracy is never taken for certain


@dataclass(frozen=True, slots=True)
class Assumed:
    """What is taken for granted about how sources copy.

    Attributes:
        alpha: Probability that one of two sources copies the other, either way, before anything is compared, in [0, 1).
        c: Probability that a copier copies a value rather than finds its own, in [0, 1); 0: nobody copies.
        n: Number of false values that an item could be given where nothing else is known, equally likely, at least 1.
        shared: Items that two sources must both speak of before they are suspected.
        false: Values that are less likely than not which they must share.
        likely: Probability of copying from which on they are suspected, in [0, 1].
    """

    alpha: float = 0.2
    c: float = 0.8
    n: int = 100
    shared: int = 5
    false: int = 2
    likely: float = 0.5


ASSUMED = Assumed()


@dataclass(frozen=True, slots=True, eq=False)
class Ballot:
    """Which source gives which value to which item, one value at most for each source and item.

    Attributes:
        sources: Names of the sources, in order of the alphabet.
        values: Each item with one of its values, in order.
        source: Place of the source of each vote, shape (vote,), in order of the item.
        value: Place of its value, shape (vote,).
        item: Number of its item, shape (vote,).
        item_of: Number of the item of each value, shape (value,).
        errors: Number of false values that its item could be given, shape (value,); 0 where that is not known.
    """

    sources: tuple[str, ...]
    values: tuple[tuple[str, str], ...]
    source: Indices
    value: Indices
    item: Indices
    item_of: Indices
    errors: Indices


@dataclass(frozen=True, slots=True)
class Suspect:
    """Two sources of which one may copy the other; which one the numbers do not say.

    Attributes:
        one: The one that comes first in the alphabet.
        other: The other.
        shared: Number of items that both give the same value.
        shared_false: Number of those whose value is less likely than not.
        different: Number of items that they give different values.
        p: Probability that one copies the other, in [0, 1].
    """

    one: str
    other: str
    shared: int
    shared_false: int
    different: int
    p: float


@dataclass(frozen=True, slots=True, eq=False)
class Pairs:
    """Pairs of sources that speak of the same items, and where they meet.

    Attributes:
        one: Source that comes first, shape (pair,).
        other: The other source, shape (pair,).
        pair: Place of the pair of each meeting, shape (meeting,).
        first: Vote of `one` in each meeting, shape (meeting,).
        second: Vote of `other`, shape (meeting,).
    """

    one: Indices
    other: Indices
    pair: Indices
    first: Indices
    second: Indices


def ballot(told: Iterable[tuple[str, str, str]], errors: Mapping[str, int] | None = None) -> Ballot:
    """Return the votes of (item, source, value) triples, in any order.

    A source that gives an item several values has the one that it gives most often; where none is, it does not vote.

    Args:
        told: Who gives which value to which item.
        errors: Number of false values that an item could be given, such as 1 for a yes or no, where that is known.
    """
    given: dict[tuple[str, str], Counter[str]] = {}
    for item, source, value in told:
        given.setdefault((item, source), Counter())[value] += 1
    votes = []
    for (item, source), counts in sorted(given.items()):
        (value, most), *rest = counts.most_common()
        if not rest or most > rest[0][1]:
            votes.append((item, source, value))
    sources = sorted({source for _, source, _ in votes})
    values = sorted({(item, value) for item, _, value in votes})
    items = sorted({item for item, _ in values})
    place = {name: number for number, name in enumerate(sources)}
    choice = {name: number for number, name in enumerate(values)}
    number = {name: count for count, name in enumerate(items)}
    return Ballot(
        tuple(sources),
        tuple(values),
        np.array([place[source] for _, source, _ in votes], dtype=np.int64),
        np.array([choice[item, value] for item, _, value in votes], dtype=np.int64),
        np.array([number[item] for item, _, _ in votes], dtype=np.int64),
        np.array([number[item] for item, _ in values], dtype=np.int64),
        np.array([(errors or {}).get(item, 0) for item, _ in values], dtype=np.int64),
    )


def false_values(votes: Ballot, assumed: Assumed = ASSUMED) -> Indices:
    """Return how many false values the item of each value could be given, shape (value,), at least 1."""
    return np.where(votes.errors > 0, votes.errors, assumed.n)


def shares(votes: Ballot) -> Numbers:
    """Return the share of its item's votes that each value has, shape (value,), in (0, 1]."""
    held = np.bincount(votes.value, minlength=len(votes.values))
    cast = np.bincount(votes.item)
    return np.asarray(held / cast[votes.item_of] if len(held) else held, dtype=np.float64)


def accuracies(votes: Ballot, belief: Numbers) -> Numbers:
    """Return how often each source is right, shape (source,): the mean belief in its values, kept in [.01, .99]."""
    size = len(votes.sources)
    right = np.bincount(votes.source, weights=belief[votes.value], minlength=size)
    return np.clip(right / np.bincount(votes.source, minlength=size), _LEAST, _MOST)


def meetings(votes: Ballot, least: int = 1) -> Pairs:
    """Return the pairs of sources that both speak of at least `least` items, with where they meet.

    Time and space grow with the number of meetings: pairs that never meet are not looked at.
    """
    ends = np.searchsorted(votes.item, votes.item, side="right")
    later = ends - np.arange(len(ends)) - 1  # votes on the same item that come after each
    first = np.repeat(np.arange(len(ends)), later)
    starts = np.cumsum(later) - later
    second = first + 1 + np.arange(len(first)) - np.repeat(starts, later)
    key = votes.source[first] * len(votes.sources) + votes.source[second]
    keys, pair, count = np.unique(key, return_inverse=True, return_counts=True)
    kept = count >= least
    place = np.cumsum(kept) - 1
    met = kept[pair]
    size = max(len(votes.sources), 1)
    return Pairs(keys[kept] // size, keys[kept] % size, place[pair[met]], first[met], second[met])


def copying(
    votes: Ballot, pairs: Pairs, belief: Numbers, accuracy: Numbers, assumed: Assumed = ASSUMED
) -> tuple[Numbers, Numbers]:
    """Return how probable it is that one of each pair copies the other, and the Bayes factor for it, natural logarithm.

    Where both give value v, believed with probability p, the likelihoods are
    P(v, v | apart) = p A1 A2 + (1 - p)(1 - A1)(1 - A2) / n and
    P(v, v | 1 copies 2) = c (p A2 + (1 - p)(1 - A2)) + (1 - c) P(v, v | apart); where they differ, copying is 1 - c times
    as likely as being apart. Either may be the copier, each with one half of alpha. With beliefs of 0 and 1 alone, the
    result depends on the numbers of shared true, shared false and different values. Symmetric in the roles.

    Args:
        votes: Who says what.
        pairs: From `meetings`.
        belief: Probability that each value is true, shape (value,).
        accuracy: Of each source, shape (source,), in (0, 1).
        assumed: Priors; alpha 0 gives 0.

    Returns:
        Probability and logarithm of the Bayes factor, both of shape (pair,).
    """
    value = votes.value[pairs.first]
    agree = value == votes.value[pairs.second]
    p = belief[value]
    one, other = accuracy[votes.source[pairs.first]], accuracy[votes.source[pairs.second]]
    apart = p * one * other + (1 - p) * (1 - one) * (1 - other) / false_values(votes, assumed)[value]

    def factor(original: Numbers) -> Numbers:
        drawn = assumed.c * (p * original + (1 - p) * (1 - original)) / apart
        weight = np.log(np.where(agree, drawn, 0) + 1 - assumed.c)
        return np.asarray(np.bincount(pairs.pair, weights=weight, minlength=len(pairs.one)), dtype=np.float64)

    bayes = np.logaddexp(factor(other), factor(one)) - np.log(2)
    if not assumed.alpha:
        return np.zeros(len(bayes)), bayes
    with np.errstate(over="ignore"):
        odds = np.exp(-bayes) * (1 - assumed.alpha) / assumed.alpha
    return 1 / (1 + odds), bayes


def suspects(votes: Ballot, belief: Numbers, assumed: Assumed = ASSUMED) -> tuple[Suspect, ...]:
    """Return the pairs that may copy, most probable first: proposals, never applied.

    Only pairs that speak of enough of the same items, share enough values that are less likely than not, and come out
    likely enough. How often a source is right is the mean belief in its values.

    Args:
        votes: Who says what.
        belief: Probability that each value is true, shape (value,); `shares` where there is nothing better.
        assumed: Priors and how much is enough.
    """
    pairs = meetings(votes, assumed.shared)
    value = votes.value[pairs.first]
    agree = value == votes.value[pairs.second]
    size = len(pairs.one)
    shared = np.bincount(pairs.pair[agree], minlength=size)
    false = np.bincount(pairs.pair[agree & (belief[value] < 1 / 2)], minlength=size)
    different = np.bincount(pairs.pair[~agree], minlength=size)
    p, bayes = copying(votes, pairs, belief, accuracies(votes, belief), assumed)
    found = np.flatnonzero((false >= assumed.false) & (p >= assumed.likely))
    return tuple(
        Suspect(
            votes.sources[pairs.one[pair]],
            votes.sources[pairs.other[pair]],
            int(shared[pair]),
            int(false[pair]),
            int(different[pair]),
            float(p[pair]),
        )
        for pair in sorted(found, key=lambda pair: (-bayes[pair], pair))
    )
