"""The reported ties between members of a coalition, pair by pair, from the claims that an answer used."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from delian.model.answer import Answer
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.wording import manner, says_who
from delian.report.charts.network import Edge, Node, Sign
from delian.report.references import References
from delian.report.sentence import triple

_STANDS_FOR = frozenset({"part-of", "speaks-for"})


@dataclass(frozen=True, slots=True)
class Pair:
    """All that is said of one pair of members.

    Attributes:
        names: Both members.
        sign: Friendly, hostile, both, or denied only.
        claims: Claims on their ties.
        edge: As it is drawn.
    """

    names: tuple[str, str]
    sign: Sign
    claims: tuple[str, ...]
    edge: Edge


@dataclass(frozen=True, slots=True)
class Ties:
    """Members and what is said of their pairs."""

    nodes: tuple[Node, ...]
    pairs: tuple[Pair, ...]


def ties(case: Case, answer: Answer, references: References) -> Ties:
    """Return the members of the coalition asked about and the ties between them that the answer rests on.

    Persons count for the member that they are part of, speak for, or hold an office in, as in the figure.
    """
    coalition = case.scope.of or next(iter(case.coalitions), "")
    standing = case.roster(coalition, case.scope.on)
    members = [actor for actor in standing if actor not in case.actors or case.actors[actor].kind != "person"]
    used = [case.by_id[name] for name in answer.used if name in case.by_id]
    homes = _homes(case, used, frozenset(members))
    found: dict[frozenset[str], list[Claim]] = defaultdict(list)
    for claim in used:
        if claim.kind == "tie" and case.vocabulary.relations[claim.relation].sign and claim.is_about_the_world:
            for pair in _pairs(case, claim, members, homes):
                found[pair].append(claim)
    place = {actor: index for index, actor in enumerate(members)}
    pairs = [
        _pair(case, tuple(sorted(pair, key=place.__getitem__)), claims, place, references)
        for pair, claims in found.items()
    ]
    return Ties(tuple(Node(case.name(actor), standing[actor]) for actor in members), tuple(pairs))


def _homes(case: Case, used: Iterable[Claim], members: frozenset[str]) -> dict[str, set[str]]:
    """Return for each person, and for each holder of an office, the members that it stands for."""
    homes: dict[str, set[str]] = defaultdict(set)
    for claim in used:
        for subject, target in _ends(case, claim):
            person = subject in case.actors and case.actors[subject].kind == "person"
            if claim.kind == "tie" and claim.relation in _STANDS_FOR and person and not claim.denies:
                homes[subject].add(target)
            elif claim.kind == "attribute" and claim.relation == "office":
                homes[subject] |= _part_of(case, target)
    return {actor: targets & members for actor, targets in homes.items()}


def _part_of(case: Case, office: str) -> set[str]:
    claims = (claim for claim in case.claims if claim.kind == "tie" and claim.relation == "part-of")
    return {target for claim in claims for subject, target in _ends(case, claim) if subject == office}


def _ends(case: Case, claim: Claim) -> list[tuple[str, str]]:
    return [(one, other) for one in case.same.all_of(claim.subject) for other in case.same.all_of(claim.object)]


def _pairs(case: Case, claim: Claim, members: list[str], homes: dict[str, set[str]]) -> Iterable[frozenset[str]]:
    def places(actors: tuple[str, ...]) -> Iterable[str]:
        for actor in case.same.all_of(actors):
            yield from (actor,) if actor in members else sorted(homes.get(actor, ()))

    both = {frozenset({one, other}) for one in places(claim.subject) for other in places(claim.object) if one != other}
    return sorted(both, key=sorted)


def _pair(
    case: Case, pair: tuple[str, ...], claims: list[Claim], place: dict[str, int], references: References
) -> Pair:
    one, other = pair
    signs = {case.vocabulary.relations[claim.relation].sign for claim in claims if not claim.denies}
    sign: Sign = "denied" if not signs else "both" if len(signs) > 1 else "friendly" if 1 in signs else "hostile"
    names = (case.name(one), case.name(other))
    said = "; ".join(_words(case, claim) for claim in claims)
    ids = tuple(claim.id for claim in claims)
    href = references.href(ids, f"{names[0]} and {names[1]}")
    edge = Edge(place[one], place[other], sign, f"{names[0]} and {names[1]}, as reported: {said}", href)
    return Pair(names, sign, ids, edge)


def _words(case: Case, claim: Claim) -> str:
    note = f" ({manner(claim)})" if manner(claim) else ""
    return f"{' '.join(triple(case, claim).parts)}{note}, says {says_who(case, claim)}"
