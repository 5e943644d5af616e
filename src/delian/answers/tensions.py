"""Where one voice is at odds with itself without contradicting itself: nothing is denied, but both can hardly be meant."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.contest import overlapping


def tensions(case: Case) -> Iterator[tuple[Claim, Claim, str]]:
    """Yield pairs of plain claims of one origin that are at odds, with what they are about.

    Two kinds: a person of two ranks at one time, and a deed that the same actor is said to have done and only to have
    let happen. They are shown to the reader and change nothing in worlds.
    """
    plain: dict[object, list[Claim]] = defaultdict(list)
    for claim in case.shown:
        if claim.is_about_the_world and not claim.denies:
            plain[case.origin(claim)].append(claim)
    for claims in plain.values():
        yield from _two_ranks(case, claims)
        yield from _done_and_let_happen(case, claims)


def _two_ranks(case: Case, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, str]]:
    ranked: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.kind == "attribute" and claim.relation == "role" and case.vocabulary.is_rank(claim.value or ""):
            ranked[case.same(claim.subject[0])].append(claim)
    for actor, several in ranked.items():
        for one, other in combinations(several, 2):
            if one.value != other.value and overlapping(one, other):
                yield one, other, f"rank of {case.name(actor)}"


def _done_and_let_happen(case: Case, claims: Sequence[Claim]) -> Iterator[tuple[Claim, Claim, str]]:
    acts = [claim for claim in claims if claim.kind == "event" and claim.relation != "consent" and claim.object]
    for consent in claims:
        if consent.kind == "event" and consent.relation == "consent":
            allowed = case.same.all_of(consent.object)
            for act in acts:
                victims = case.same.all_of(act.object)
                doers = {actor for other in acts if _shared(case, other.object, victims) for actor in other.subject}
                concerned = {*victims, *case.same.all_of(doers)}
                if _shared(case, act.subject, case.same.all_of(consent.subject)) and concerned & set(allowed):
                    who, whom = case.names(act.subject), case.names(act.object)
                    yield act, consent, f"whether {who} did it to {whom} or let it happen"


def _shared(case: Case, actors: Iterable[str], others: Iterable[str]) -> bool:
    return bool(set(case.same.all_of(actors)) & set(others))
