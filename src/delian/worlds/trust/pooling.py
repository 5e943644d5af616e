"""What several origins say of one column, pooled: the share that each keeps beside others that depend on the same people."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from delian.model.belief import Advocacy
from delian.worlds.gather.gathering import Said
from delian.worlds.trust.chains import Chain, Chains, Place
from delian.worlds.trust.channel import shares

_MOST_PLACINGS = 256  # of origins that were heard through several outlets; with more they stand with none
_TINY = 1e-12


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one origin says of a column.

    Attributes:
        chain: Its origin and the way of the claim for which it is taken to keep most.
        said: Its claims, those that only repeat an earlier text left out.
        weight: What it weighs by itself, in decibans; below zero where it speaks against.
        share: Share of that which is kept after pooling, in [0, 1].
        advocacy: How far it argues its own cause; None if it does not.
        place: Bloc, outlet and author with which it is pooled.
    """

    chain: Chain
    said: tuple[Said, ...]
    weight: float
    share: float
    advocacy: Advocacy | None
    place: Place

    @property
    def kept(self) -> float:
        """Weight that is kept, in decibans."""
        return self.weight * self.share


def pooled(chains: Chains, spoken: Sequence[Spoken], ways: Mapping[str, Sequence[Place]]) -> tuple[Spoken, ...]:
    """Return what the origins say with the share that each keeps, heaviest first.

    Pooled from the inside out: one author's own word and unnamed sources, one outlet, one bloc, across blocs; what speaks
    for and what speaks against apart, so that neither side's crowd weakens the other side. An origin that was heard through
    several outlets stands with one of them, or with none, wherever the sum is largest: so a report more never lowers it.

    Args:
        chains: What groups have in common.
        spoken: By origin.
        ways: Origin → the places at which it can stand.
    """
    if len(spoken) == 1:
        return tuple(spoken)
    order = sorted(spoken, key=lambda one: (-abs(one.weight), one.chain.origin))
    found = list(order)
    for side in (1, -1):
        numbers = [number for number, one in enumerate(order) if one.weight * side > 0]
        weights = [abs(order[number].weight) for number in numbers]
        places, kept = _best(chains, weights, [ways[order[number].chain.origin] for number in numbers])
        for number, place, share in zip(numbers, places, kept, strict=True):
            found[number] = replace(order[number], place=place, share=share)
    return tuple(found)


def places_of(chains: Sequence[Chain]) -> tuple[Place, ...]:
    """Return where an origin can stand that came through these chains: with its outlet, or with one of several, or none."""
    told = sorted({chain.place for chain in chains}, key=lambda place: tuple(one or "" for one in place))
    if len(told) == 1:
        return tuple(told)
    with_none = dict.fromkeys((bloc, None, author) for bloc, _, author in told)
    return (*with_none, *(place for place in told if place[1]))


def _best(
    chains: Chains, weights: Sequence[float], ways: Sequence[Sequence[Place]]
) -> tuple[tuple[Place, ...], list[float]]:
    """Return the places with which the weights keep most, and the share that each keeps."""
    shared = Counter(place[1] for several in ways for place in several)
    choices = [
        tuple(place for place in several if place[1] is None or shared[place[1]] > 1) or several[:1] for several in ways
    ]
    if prod(len(several) for several in choices) > _MOST_PLACINGS:
        choices = [several[:1] for several in choices]
    best: tuple[float, tuple[Place, ...], list[float]] | None = None
    for places in product(*choices):
        kept = _nested(chains, weights, places)
        total = sum(weight * share for weight, share in zip(weights, kept, strict=True))
        if best is None or total > best[0] + _TINY:
            best = (total, places, kept)
    return (best[1], best[2]) if best else ((), [])


def _nested(
    chains: Chains,
    weights: Sequence[float],
    places: Sequence[tuple[str | None, ...]],
    inside: tuple[str | None, ...] = (),
) -> list[float]:
    """Return the share that each weight keeps inside one group; `places` name bloc, outlet and author, outermost first."""
    if len(weights) <= 1:
        return [1.0] * len(weights)
    depth, rhos = len(inside), chains.trust.shared
    if depth == len(places[0]):
        return shares(weights, rhos["author"])
    members: dict[object, list[int]] = defaultdict(list)
    for number, place in enumerate(places):
        alone = place[depth] is None and depth > 0
        members[number if alone else place[depth]].append(number)
    inner: dict[int, float] = {}
    for group in members.values():
        name = places[group[0]][depth]
        within = [weights[number] for number in group]
        found = _nested(chains, within, [places[number] for number in group], (*inside, name))
        inner.update(zip(group, found, strict=True))
    totals = [sum(weights[number] * inner[number] for number in group) for group in members.values()]
    names = [places[group[0]][0] for group in members.values()]
    match depth:
        case 0:
            rho = lambda one, other: chains.between.get(frozenset({str(names[one]), str(names[other])}), rhos["across"])  # noqa: E731
            outer = shares(totals, rho if chains.between else rhos["across"])
        case 1:
            outer = shares(totals, rhos["undeclared"] if inside[0] is None else rhos["bloc"])
        case _:
            outer = shares(totals, rhos["outlet"])
    for group, share in zip(members.values(), outer, strict=True):
        for number in group:
            inner[number] *= share
    return [inner[number] for number in range(len(weights))]
