"""Claims that are about the same proposition meet; each keeps its origin, its sign and the days it speaks of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.proposition import Has, Office, Proposition, Tie
from delian.model.when import ALWAYS, Day, Period

DEATH = 5  # severity at which an assault ends what its victim did


@dataclass(frozen=True, slots=True)
class Said:
    """One claim about one proposition.

    Attributes:
        claim: Id of the claim.
        origin: Who counts as one origin.
        holds: Whether it says that the proposition holds; else that it fails.
        period: Days that it speaks of, with how far the state is taken to persist.
        undated: Whether it gives no date, so that only the document's own day counts.
        amount: Quantity that it reports; None if none.
    """

    claim: str
    origin: str
    holds: bool
    period: Period
    undated: bool = False
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Gathered:
    """Everything said of one proposition, in order of the claims."""

    proposition: Proposition
    said: tuple[Said, ...]


def counted(case: Case) -> Iterator[Claim]:
    """Yield the claims that say how the world is: accepted, or every reading where the scope takes those too.

    A reading that several coders made counts once; one on which they differ, not before a person has decided.
    """
    for claim in case.readings if case.scope.unreviewed else case.claims:
        if not case.is_disputed(claim) and claim.kind != "question" and claim.is_about_the_world:
            yield claim


def gather(case: Case) -> tuple[Gathered, ...]:
    """Return what is said of each proposition, propositions in order of first mention."""
    met: dict[Proposition, list[Said]] = {}
    for claim in counted(case):
        for proposition in case.propositions(claim):
            period, undated = _spoken_of(case, claim, proposition)
            amount = claim.amount.value if claim.amount else None
            said = Said(claim.id, case.origin(claim), not claim.denies, period, undated, amount)
            met.setdefault(proposition, []).append(said)
    return tuple(Gathered(proposition, _persisting(case, proposition, said, met)) for proposition, said in met.items())


def is_state(proposition: Proposition) -> bool:
    """Say whether the proposition holds for days, so that it has periods: ties, offices and attributes."""
    return isinstance(proposition.content, Tie | Office | Has)


def _spoken_of(case: Case, claim: Claim, proposition: Proposition) -> tuple[Period, bool]:
    """Return the days a claim bounds, open-ended where the state may persist; and whether it gives none."""
    if not is_state(proposition):
        return ALWAYS, False
    if claim.when is None:
        document = case.documents.get(claim.document)
        day = document.original_day if document else None
        return (Period(day, day.next()), True) if day else (ALWAYS, True)
    bounds = claim.when.bounds
    match claim.when.means:
        case "throughout":
            return bounds, False
        case "before":
            return Period(None, bounds.start), False
        case "after":
            return Period(bounds.end, None), False
        case "by":
            return Period(bounds.start if bounds.end is None else bounds.end, None), False
        case _:
            return Period(bounds.start, None), False


def _persisting(
    case: Case, proposition: Proposition, said: Iterable[Said], met: dict[Proposition, list[Said]]
) -> tuple[Said, ...]:
    """Return `said` with open ends closed at the next change point, or after the latest document's day."""
    if not is_state(proposition):
        return tuple(said)
    points = sorted(_change_points(case, proposition, met))
    horizon = case.latest.next() if case.latest else None
    return tuple(_closed(one, points, horizon) for one in said)


def _closed(said: Said, points: list[tuple[Day, bool]], horizon: Day | None) -> Said:
    start, end = said.period.start, said.period.end
    if end is not None or said.undated or start is None:
        return said
    ends = [day for day, holds in points if day > start and holds != said.holds]
    closing = [*ends, *([horizon] if horizon and horizon > start else [])]
    period = Period(start, min(closing)) if closing else said.period
    return Said(said.claim, said.origin, said.holds, period, said.undated, said.amount)


def _change_points(
    case: Case, proposition: Proposition, met: dict[Proposition, list[Said]]
) -> Iterator[tuple[Day, bool]]:
    """Yield the days at which a state is said to change, each with whether the state holds from then on."""
    for one in met[proposition]:
        if one.period.start and not one.undated:
            yield one.period.start, one.holds
    content = proposition.content
    if isinstance(content, Office):
        for other, said in met.items():
            if other.variable == proposition.variable and other != proposition and other.mind == proposition.mind:
                yield from ((one.period.start, False) for one in said if one.period.start and one.holds)
    participants = _participants(proposition)
    for claim in counted(case):
        ends = claim.when.start if claim.kind == "event" and not claim.denies and claim.when else None
        if ends and _ends_state(case, claim, content, participants):
            yield ends, False


def _participants(proposition: Proposition) -> frozenset[str]:
    match proposition.content:
        case Tie(subject, _, obj, _):
            return frozenset({subject, obj or subject})
        case Office(_, _, actor) | Has(actor, _, _):
            return frozenset({actor})
        case _:
            return frozenset()


def _ends_state(case: Case, claim: Claim, content: object, participants: frozenset[str]) -> bool:
    """Say whether the event ends the state: a death, or a leaving that the relation names and that fits the pair."""
    agents, recipients = set(case.same.all_of(claim.subject)), set(case.same.all_of(claim.object))
    if claim.relation == "assault" and claim.severity == DEATH:
        return bool(recipients & participants)
    if isinstance(content, Tie):
        relation = case.vocabulary.relations.get(content.relation)
        leaves = relation is not None and claim.relation in relation.closes and bool(agents & participants)
        return leaves and (not recipients or bool(recipients & participants - agents))
    return claim.relation == "retreat" and claim.mode == "resign" and bool(agents & participants)
