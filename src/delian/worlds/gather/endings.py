"""When states are said to end: by a death, by leaving, by resigning (RECORDS 4)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.proposition import Content, Has, Office, Tie
from delian.model.when import Day

DEATH = 5  # severity at which an assault ends what its victim did
_Days = Mapping[tuple[str, ...], tuple[Day, ...]]


@dataclass(frozen=True, slots=True)
class Endings:
    """Days on which states of actors are said to end.

    Attributes:
        deaths: (actor,) → days on which it is said to have been killed.
        resignations: (actor,) → days on which it is said to have resigned.
        leavings: (actor, event type) or (actor, event type, whom it left) → days.
    """

    deaths: _Days
    resignations: _Days
    leavings: _Days

    def of(self, case: Case, content: Content) -> tuple[Day, ...]:
        """Return the days on which that state is said to end."""
        match content:
            case Tie(subject, relation, obj, _):
                known = case.vocabulary.relations.get(relation)
                pairs = ((subject, obj), (obj, subject)) if obj else ((subject, None),)
                keys = [
                    key
                    for event in (known.closes if known else ())
                    for one, other in pairs
                    if one
                    for key in ((one, event), *(((one, event, other),) if other and other != one else ()))
                ]
                ends = [day for key in keys for day in self.leavings.get(key, ())]
                return (*ends, *self.deaths.get((subject,), ()), *(self.deaths.get((obj,), ()) if obj else ()))
            case Office(_, _, actor) | Has(actor, _, _):
                return (*self.deaths.get((actor,), ()), *self.resignations.get((actor,), ()))
            case _:
                return ()


def is_ending(case: Case, claim: Claim) -> bool:
    """Say whether the claim tells of an event that ends states."""
    if claim.kind != "event" or claim.denies or claim.when is None or claim.when.start is None:
        return False
    return _is_death(claim) or _is_resignation(claim) or claim.relation in _closing(case)


def find_endings(case: Case, claims: Iterable[Claim]) -> Endings:
    """Return the days on which the claims say that states end."""
    found: tuple[dict[tuple[str, ...], list[Day]], ...] = (defaultdict(list), defaultdict(list), defaultdict(list))
    deaths, resignations, leavings = found
    closing = _closing(case)
    for claim in claims:
        day = claim.when.start if claim.kind == "event" and not claim.denies and claim.when else None
        if day is None:
            continue
        agents, recipients = case.same.all_of(claim.subject), case.same.all_of(claim.object)
        if _is_death(claim):
            for actor in recipients:
                deaths[actor,].append(day)
        if _is_resignation(claim):
            for actor in agents:
                resignations[actor,].append(day)
        if claim.relation in closing:
            for actor in agents:
                if not recipients:
                    leavings[actor, claim.relation].append(day)
                for left in set(recipients) - set(agents):
                    leavings[actor, claim.relation, left].append(day)
    return Endings(*({key: tuple(days) for key, days in one.items()} for one in found))


def _closing(case: Case) -> frozenset[str]:
    return frozenset(event for relation in case.vocabulary.relations.values() for event in relation.closes)


def _is_death(claim: Claim) -> bool:
    return claim.relation == "assault" and claim.severity == DEATH


def _is_resignation(claim: Claim) -> bool:
    return claim.relation == "retreat" and claim.mode == "resign"
