"""What is said of one column, weighed: decibans an origin, pooled with what depends on the same people, and the closed form."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from delian.model.belief import Advocacy
from delian.model.claim import Claim
from delian.model.judgement import Judgement
from delian.worlds.gather.gathering import Gathering, Row, Said
from delian.worlds.trust.chains import Chain, Chains, Place
from delian.worlds.trust.channel import Report, heard, hedged, odds, shares, spoken

_MOST_PLACINGS = 256  # of origins that were heard through several outlets; with more they stand with none
_TINY = 1e-12
_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one origin says of a column.

    Attributes:
        chain: Its origin and the way of its first claim.
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


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence on one column, added up.

    Attributes:
        spoken: By origin, heaviest first.
        weight: Sum of what is kept, in decibans, without the prior.
        prior: Probability if it is reported, before any source is weighed.
        reading: Probability that at least one claim for it was read rightly.
        base: How often a thing of its kind is so; 0 where that is unknown.
        holds: Closed form of the probability that it holds: reading * sigma(prior, weight) + (1 - reading) * base.
        fails: The same of that it is known not to hold, from what speaks against; at most 1 - holds.
        settled: What a person entered as known; None for most.
    """

    spoken: tuple[Spoken, ...]
    weight: float
    prior: float
    reading: float
    base: float
    holds: float
    fails: float
    settled: bool | None = None


@dataclass(frozen=True)
class Scales:
    """Weighs the columns of one gathering.

    Attributes:
        chains: Who passes on what.
        priors: Proposition id → probability that a person entered.
        settled: Proposition id → what a person entered as known.
    """

    chains: Chains
    priors: Mapping[str, float]
    settled: Mapping[str, bool]

    @classmethod
    def of(cls, chains: Chains) -> "Scales":
        """Return the scales of a case, its entries looked up once."""
        return cls(chains, _priors(chains), _resolutions(chains))

    def weigh(self, row: Row, gathering: Gathering, retentions: Mapping[str, float] = _NOTHING) -> Weighed:
        """Return what is said of the column, weighed.

        Args:
            row: The column.
            gathering: Where its claims are.
            retentions: Of origins and graded relays by id, in place of their own; to see what other grades would do.
        """
        spoken = self._pooled(gathering, list(self._origins(row, gathering, retentions)))
        weight = sum(one.kept for one in spoken)
        trust, name = self.chains.trust, row.column.proposition.id
        prior, base = self.priors.get(name, trust.prior), trust.base.get(row.column.proposition.variable[0], 0.0)
        readings = [readings_right(self.chains, gathering, row.said, affirming=sign) for sign in (True, False)]
        believed = _sigma(prior, weight)
        holds = readings[0] * believed + (1 - readings[0]) * base
        fails = min(readings[1] * (1 - believed), 1 - holds)
        settled = self.settled.get(name)
        if settled is not None:
            holds, fails = float(settled), float(not settled)
        return Weighed(spoken, weight, prior, readings[0], base, holds, fails, settled)

    def _pooled(self, gathering: Gathering, spoken: Sequence[Spoken]) -> tuple[Spoken, ...]:
        if len(spoken) == 1:
            return tuple(spoken)
        ways = {}
        for one in spoken:
            own = [said for said in one.said if said.holds == (one.weight > 0)] or one.said
            ways[one.chain.origin] = places_of([self.chains.chain(gathering.claims[said.claim]) for said in own])
        return pooled(self.chains, spoken, ways)

    def _origins(self, row: Row, gathering: Gathering, retentions: Mapping[str, float]) -> Iterable[Spoken]:
        by_origin: dict[str, list[Said]] = defaultdict(list)
        for said in row.said:
            by_origin[said.origin].append(said)
        for said_by in by_origin.values():
            claims = [gathering.claims[said.claim] for said in said_by]
            kept = set(_first_told(self.chains, claims))
            said_there = tuple(said for said in said_by if said.claim in kept)
            yield self._spoken(row, [gathering.claims[said.claim] for said in said_there], said_there, retentions)

    def _spoken(
        self, row: Row, claims: Sequence[Claim], said: tuple[Said, ...], retentions: Mapping[str, float]
    ) -> Spoken:
        ways = [self.chains.chain(claim) for claim in claims]
        reports = [self._report(claim, way, retentions) for claim, way in zip(claims, ways, strict=True)]
        best = max(ways, key=lambda way: (way.spread.retention, way.links[0].who)) if len(ways) > 1 else ways[0]
        origin = best.origin
        argued = (self.chains.advocacy(claim, origin, row.column.proposition) for claim in claims)
        advocacy = max((one for one in argued if one), key=lambda one: (one.b, one.why), default=None)
        retention = retentions.get(origin, best.spread.retention)
        if advocacy is not None and advocacy.why.startswith("denies"):
            retention = min(retention, self.chains.trust.grades[self.chains.trust.accused].retention)
        weight = spoken(heard(reports), retention, advocacy)
        return Spoken(best, said, weight, 1.0, advocacy, best.place)

    def _report(self, claim: Claim, way: Chain, retentions: Mapping[str, float]) -> Report:
        path = way.relays
        if retentions:
            path = tuple((who, retentions.get(who, own) if who in way.sure else own) for who, own in path)
        hedge = self.chains.case.vocabulary.hedges.get(claim.hedge or "") if claim.modality == "hedged" else None
        return Report(path, not claim.denies, hedged(hedge.p) if hedge else 1.0)


def _sigma(prior: float, weight: float) -> float:
    """Return the probability of what had `prior` after evidence of `weight` decibans."""
    against = (1 - prior) / odds(weight)
    return prior / (prior + against) if prior else 0.0


def _first_told(chains: Chains, claims: Sequence[Claim]) -> Iterable[str]:
    """Yield the claims that are not a reprint's repetition of one that is there: it adds nothing."""
    case = chains.case
    if not any(case.documents[one.document].reprint_of for one in claims if one.document in case.documents):
        yield from (one.id for one in claims)
        return
    nearest: dict[str, str] = {}
    for claim in claims:
        root = case.root(claim.document)
        if claim.document == root or root not in nearest:
            nearest[root] = claim.document
    yield from (one.id for one in claims if nearest[case.root(one.document)] == one.document)


def readings_right(chains: Chains, gathering: Gathering, said: Iterable[Said], *, affirming: bool) -> float:
    """Return the probability that at least one of the claims of that sign was read rightly: 1 - product of (1 - score).

    A reprint's claims are the same readings over again: of the texts of one chain the best read counts.
    """
    trust, case = chains.trust, chains.case
    wrong: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in said:
        if one.holds == affirming:
            claim = gathering.claims[one.claim]
            score = trust.human if claim.coder.kind == "human" else claim.score
            missed = 1 - (trust.machine if score is None else min(max(score, 0.0), 1.0))
            wrong[case.root(claim.document)][claim.document].append(missed)
    return 1 - prod(min(prod(missed) for missed in texts.values()) for texts in wrong.values()) if wrong else 0.0


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


def _priors(chains: Chains) -> Mapping[str, float]:
    return {
        name: 1 - float(one.value) if denied else float(one.value)
        for one, name, denied in _entered(chains, "prior")
        if isinstance(one.value, int | float) and 0 <= one.value <= 1
    }


def _resolutions(chains: Chains) -> Mapping[str, bool]:
    return {
        name: (one.value == "holds") != denied
        for one, name, denied in _entered(chains, "resolution")
        if one.value in {"holds", "fails"}
    }


def _entered(chains: Chains, kind: str) -> Iterable[tuple[Judgement, str, bool]]:
    """Yield the entries of that kind with each proposition that they are about, and whether the claim named denies it."""
    case = chains.case
    for one in case.judgements:
        if one.kind == kind:
            for about in one.abouts:
                claim = case.by_id.get(about)
                names = [proposition.id for proposition in case.propositions(claim)] if claim else [about]
                yield from ((one, name, claim is not None and claim.denies) for name in names)
