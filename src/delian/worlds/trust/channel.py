"""How far a report weakens on its way: symmetric channels, their decibans, trees of relays, pooling of what depends.

Every link between a fact and its reader is a channel that keeps what it is given with some probability, its retention,
and else says anything. Nothing here knows of claims: numbers in, numbers out. Source of the parts: Kesten & Stigum 1966 and
Evans et al. 2000 on broadcasting on trees (symmetric channels compose by multiplication); Good 1950, "Probability and the
Weighing of Evidence" (weight of evidence in decibans); the pooling rule is Delian's own, see docs/belief.md.
"""

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import inf, log10, prod
from typing import TypeAlias

from delian.model.belief import Advocacy

Heard: TypeAlias = tuple[float, float]  # likelihood of what was heard if it is so, and if it is not
SILENCE: Heard = (1.0, 1.0)
_SUREST = 1 - 1e-12  # nobody is taken to be right, or to argue his cause, beyond any evidence: weights stay finite
_MOST_ORDERED = 12  # weights with rhos of their own: all their subsets are looked through


def accuracy(retention: float, values: int = 2) -> float:
    """Return how often a channel of that retention gives back the one of `values` that it was given, in [0, 1].

    1 for retention 1; 1 / values for 0, which is guessing.

    >>> accuracy(0.7 * 0.7)
    0.745
    """
    return 1 / values + (1 - 1 / values) * retention


def hedged(p: float, values: int = 2) -> float:
    """Return the retention of a hedge that leaves probability `p`, in [-1 / (values - 1), 1].

    0 where `p` is 1 / values, so that nothing is said; negative where it speaks against what it hedges.
    """
    return (values * p - 1) / (values - 1)


def decibans(retention: float, values: int = 2) -> float:
    """Return the weight of evidence for the value reported against any other of `values`, in decibans.

    Zero for retention 0; infinite for 1, a channel that cannot err.

    >>> [round(decibans(one), 1) for one in (0.1, 0.5, 0.9)]
    [0.9, 4.8, 12.8]

    Raises:
        ValueError: If no channel has that retention: it lies in [-1 / (values - 1), 1].
    """
    if not -1 / (values - 1) <= retention <= 1:
        message = f"a retention lies between {-1 / (values - 1):g} and 1, got {retention:g}"
        raise ValueError(message)
    return ratio_in_decibans(1 + (values - 1) * retention, 1 - retention)


def ratio_in_decibans(one: float, other: float) -> float:
    """Return 10 log10(one / other), the weight of evidence of that likelihood ratio, in decibans."""
    if other <= 0:
        return inf
    return 10 * log10(one / other) if one > 0 else -inf


def odds(weight: float) -> float:
    """Return the likelihood ratio of a weight of evidence in decibans, between 1e-300 and 1e300."""
    return float(10 ** (max(min(weight, 3000.0), -3000.0) / 10))


def probability(weight: float, prior: float = 0.5) -> float:
    """Return the probability of what had `prior` after evidence of that weight in decibans, in [0, 1].

    No finite weight moves a prior of 0 or 1.

    >>> round(probability(6.0), 2), round(probability(6.0, prior=0.2), 2)
    (0.8, 0.5)
    """
    if weight == inf:
        return 1.0
    against = (1 - prior) / odds(weight) if weight > -inf else inf
    return prior / (prior + against) if prior else 0.0


def passed(heard: Heard, retention: float) -> Heard:
    """Return what is heard before a channel of that retention, given what is heard after it."""
    blur = (1 - retention) / 2
    return (retention * heard[0] + blur * (heard[0] + heard[1]), retention * heard[1] + blur * (heard[0] + heard[1]))


@dataclass(frozen=True, slots=True)
class Report:
    """One report of what an origin said, on its way from the origin outward.

    Attributes:
        path: Relays between the origin and the reader, nearest to the origin first: who, and the retention of each.
            Reports that share the beginning of their path share what those relays said; a relay of another retention, such
            as on another topic, is another relay.
        affirms: Whether it says that the thing is so; else that it is not.
        retention: Of the hedge, in [-1, 1]; 1 for a plain statement.
    """

    path: tuple[tuple[Hashable, float], ...]
    affirms: bool = True
    retention: float = 1.0


@dataclass(slots=True)
class _Relay:
    """A node of the tree of relays: what it was heard to say itself, and who repeated it."""

    retention: float = 1.0
    said: dict[bool, float] = field(default_factory=dict)
    repeated: dict[tuple[Hashable, float], "_Relay"] = field(default_factory=dict)


def heard(reports: Iterable[Report]) -> Heard:
    """Return how likely the reports are if the origin said that it is so, and if it said that it is not.

    A tree: relays that were not read themselves are summed over, so that many listeners of one speaker only make surer
    what was said, however many they are. Of several reports on one path the plainest counts, once; a path that reports
    both says nothing, and a hedge that leaves everything open is no report. The order of the reports does not matter.

    >>> one = Report((("outlet", 0.9),))
    >>> heard([one]) == heard([one, one])
    True
    """
    root = _Relay()
    for report in reports:
        node = root
        for link in report.path:
            node = node.repeated.setdefault(link, _Relay(link[1]))
        if report.retention == 0:
            continue
        affirms = report.affirms == (report.retention > 0)
        node.said[affirms] = max(node.said.get(affirms, 0.0), abs(report.retention))
    return _heard_at(root)


def _heard_at(node: _Relay) -> Heard:
    parts = [passed(_heard_at(one), one.retention) for one in node.repeated.values()]
    if len(node.said) == 1:
        ((affirms, retention),) = node.said.items()
        parts.append(passed((1.0, 0.0) if affirms else (0.0, 1.0), retention))
    if not parts:
        return SILENCE
    so, not_so = (prod(part[side] for part in sorted(parts)) for side in (0, 1))
    scale = max(so, not_so)
    return (so / scale, not_so / scale) if scale > 0 else SILENCE


def spoken(said: Heard, retention: float, advocacy: Advocacy | None = None) -> float:
    """Return what an origin's word weighs for the thing being so, in decibans, given what was heard of it.

    An advocate says what serves it whatever is so, with probability b; else it speaks as its retention has it:
    P(says s | t) = (1 - b) P(s | t) + b q(s), where q is 1 on what serves and 0 on what harms. So a word that serves the
    speaker shrinks towards nothing, and one against interest keeps its ratio.

    Args:
        said: Likelihood of the reports under either thing said, from `heard`.
        retention: Of the origin, in [0, 1]; the weight is finite at 1 too.
        advocacy: How far, and which way, the origin argues its own cause; None if it does not.
    """
    b, serves = (min(advocacy.b, _SUREST), advocacy.serves) if advocacy else (0.0, True)
    useful: Heard = (1.0, 0.0) if serves else (0.0, 1.0)

    def likelihood(*, so: bool) -> float:
        right = accuracy(min(retention, _SUREST))
        wrong = 1 - right
        says = (right, wrong) if so else (wrong, right)
        return sum(((1 - b) * says[side] + b * useful[side]) * said[side] for side in (0, 1))

    return ratio_in_decibans(likelihood(so=True), likelihood(so=False))


def shares(weights: Sequence[float], shared: float | Callable[[int, int], float]) -> list[float]:
    """Return the share that each of several weights keeps when they are added up, the k-th largest (1 - rho)^(k - 1).

    The sum of what is kept is the largest that any order of them gives, so that it depends on no order, and neither a
    new weight nor a larger one ever lowers it. It saturates at the largest weight over rho. rho 1 keeps only the largest,
    0 all.

    Args:
        weights: Weights of evidence on one side, in decibans, not negative.
        shared: rho, what they have in common, in [0, 1]; or a function that gives it for two of them, by place, where
            they differ: then at most a dozen of them, else the largest rho of any two counts for all.
    """
    order = sorted(range(len(weights)), key=lambda place: -weights[place])
    kept = [0.0] * len(weights)
    if not callable(shared):
        for rank, place in enumerate(order):
            kept[place] = (1 - shared) ** rank
        return kept
    between = {(one, other): shared(one, other) for one in order for other in order if one != other}
    if len(order) > _MOST_ORDERED:
        return shares(weights, max(between.values()))
    for place, share in _best_order(weights, between).items():
        kept[place] = share
    return kept


def _best_order(weights: Sequence[float], shared: Mapping[tuple[int, int], float]) -> dict[int, float]:
    """Return the shares in the order that keeps most: by the sets of those that came before."""
    best: dict[int, tuple[float, dict[int, float]]] = {0: (0.0, {})}
    for before in range(1 << len(weights)):
        if before not in best:
            continue
        total, kept = best[before]
        for place in range(len(weights)):
            if not before >> place & 1:
                share = prod(1 - shared[one, place] for one in range(len(weights)) if before >> one & 1)
                now = (total + share * weights[place], {**kept, place: share})
                after = before | 1 << place
                if after not in best or best[after][0] < now[0]:
                    best[after] = now
    return best[(1 << len(weights)) - 1][1]


def pool(weights: Sequence[float], shared: float) -> float:
    """Return the sum of what `weights` keep when they share `shared`, in decibans.

    >>> round(pool([6.0, 6.0, 6.0], 0.3), 2), round(pool([6.0] * 50, 0.5), 2)
    (13.14, 12.0)
    """
    return sum(weight * share for weight, share in zip(weights, shares(weights, shared), strict=True))
