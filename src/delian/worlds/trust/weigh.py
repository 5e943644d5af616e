"""What is said of one column, weighed: decibans an origin, pooled with what depends on the same people, and the closed form."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from delian.model.claim import Claim
from delian.model.entries import FAILS, HOLDS
from delian.model.judgement import Judgement
from delian.worlds.gather.gathering import Gathering, Row, Said
from delian.worlds.trust.chains import Chain, Chains
from delian.worlds.trust.channel import Report, heard, hedged, probability, spoken
from delian.worlds.trust.pooling import Spoken, places_of, pooled

_NOTHING: Mapping[str, float] = {}


@dataclass(frozen=True, slots=True)
class Weighed:
    """The evidence on one column, added up.

    Attributes:
        spoken: By origin, heaviest first.
        weight: Sum of what is kept, in decibans, without the prior; 0 if nobody speaks.
        prior: Probability if it is reported, before any source is weighed, in [0, 1].
        reading: Probability that at least one claim for it was read rightly, in [0, 1]; 0 if none is for it.
        base: How often a thing of its kind is so, in [0, 1]; 0 where that is unknown.
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
        believed = probability(weight, prior)
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
        if advocacy is not None and advocacy.accused:
            retention = min(retention, self.chains.trust.grades[self.chains.trust.accused].retention)
        weight = spoken(heard(reports), retention, advocacy)
        return Spoken(best, said, weight, 1.0, advocacy, best.place)

    def _report(self, claim: Claim, way: Chain, retentions: Mapping[str, float]) -> Report:
        path = way.relays
        if retentions:
            path = tuple((who, retentions.get(who, own) if who in way.sure else own) for who, own in path)
        hedge = self.chains.case.vocabulary.hedges.get(claim.hedge or "") if claim.modality == "hedged" else None
        return Report(path, not claim.denies, hedged(hedge.p) if hedge else 1.0)


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


def _priors(chains: Chains) -> Mapping[str, float]:
    """Return the probability that a person entered for each proposition, turned round where the claim named denies it."""
    return {
        name: 1 - float(one.value) if denied else float(one.value)
        for one, name, denied in _entered(chains, "prior")
        if isinstance(one.value, int | float) and 0 <= one.value <= 1
    }


def _resolutions(chains: Chains) -> Mapping[str, bool]:
    """Return whether a person entered each proposition as known to hold, turned round where the claim named denies it."""
    return {
        name: (one.value == HOLDS) != denied
        for one, name, denied in _entered(chains, "resolution")
        if one.value in {HOLDS, FAILS}
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
