"""Contest: which claims cannot both hold, and what they are about."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.proposition import Answers, Detail, Proposition, Silent, exclusive_variable
from delian.model.when import edtf_bounds


def contradictions(case: Case) -> Iterable[tuple[Claim, Claim, str]]:
    """Yield pairs of claims that cannot both hold, with what they are about, in order of the text.

    Where machine coders read one clause in two ways, it is they that differ, not the text.
    """
    by_proposition: dict[Proposition, list[Claim]] = defaultdict(list)
    by_variable: dict[Hashable, list[tuple[Proposition, Claim]]] = defaultdict(list)
    for claim in case.shown:
        if claim.is_about_the_world and not case.is_disputed(claim):
            for proposition in case.propositions(claim):
                by_proposition[proposition].append(claim)
                variable = exclusive_variable(proposition)
                if variable is not None and not claim.denies:
                    by_variable[variable].append((proposition, claim))
    seen: set[frozenset[str]] = set()
    pairs = (*_opposed(case, by_proposition), *_rival(case, by_variable), *_silent(case, by_proposition))
    for one, other, about in pairs:
        pair = frozenset({one.id, other.id})
        if pair not in seen:
            seen.add(pair)
            yield one, other, about


def _opposed(case: Case, by_proposition: dict[Proposition, list[Claim]]) -> Iterable[tuple[Claim, Claim, str]]:
    for proposition, claims in by_proposition.items():
        for said in (claim for claim in claims if not claim.denies):
            for denied in (claim for claim in claims if claim.denies):
                if overlapping(said, denied):
                    yield said, denied, describe(case, proposition)


def _rival(
    case: Case, by_variable: dict[Hashable, list[tuple[Proposition, Claim]]]
) -> Iterable[tuple[Claim, Claim, str]]:
    for group in by_variable.values():
        for place, (one, first) in enumerate(group):
            for other, second in group[place + 1 :]:
                if one != other and overlapping(first, second) and not _same_date(one, other):
                    yield first, second, describe(case, one)


def _silent(case: Case, by_proposition: dict[Proposition, list[Claim]]) -> Iterable[tuple[Claim, Claim, str]]:
    """Yield silences with the answers that the same actor is said to have given to the same event."""
    answers: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for proposition, claims in by_proposition.items():
        if isinstance(proposition.content, Answers):
            for claim in claims:
                if not claim.denies:
                    for actor in case.same.all_of(claim.subject):
                        answers[(proposition.content.to, actor)].append(claim)
    for proposition, claims in by_proposition.items():
        if isinstance(proposition.content, Silent):
            for silence in (claim for claim in claims if not claim.denies):
                for answer in answers[(proposition.content.event, proposition.content.actor)]:
                    yield silence, answer, describe(case, proposition)


def overlapping(one: Claim, other: Claim) -> bool:
    """Say whether both speak of overlapping times, or one of them of none."""
    return one.when is None or other.when is None or one.when.bounds.overlaps(other.when.bounds)


def _same_date(one: Proposition, other: Proposition) -> bool:
    """Say whether both are dates of one event that can both be right, such as "January 2020" and "3 January 2020"."""
    match one.content, other.content:
        case Detail(fact="date", value=first), Detail(fact="date", value=second):
            return edtf_bounds(first).overlaps(edtf_bounds(second))
        case _:
            return False


def describe(case: Case, proposition: Proposition) -> str:
    """Return in a few words what a proposition is about."""
    kind, roles = proposition.variable
    content = proposition.content
    if isinstance(content, Detail):
        return f"{content.fact} of {case.name(content.event)}"
    if isinstance(content, Silent):
        return f"{case.name(content.actor)} and {case.name(content.event)}"
    if isinstance(content, Answers):
        return f"{case.name(content.answer)} as an answer to {case.name(content.to)}"
    names = [name for value in roles.values() for name in (value if isinstance(value, list) else [value]) if name]
    return f"{kind}: {case.names([str(name) for name in names])}"


def describe_whole(case: Case, proposition: Proposition) -> str:
    """Return what a proposition is about, with its value: of an office, who holds it."""
    value = proposition.value
    return describe(case, proposition) + (f": {case.name(value)}" if value else "")


def rivals(case: Case, claim: Claim) -> tuple[tuple[Claim, str], ...]:
    """Return the claims that cannot hold together with `claim`, each with what the two are about."""
    found = []
    for one, other, about in contradictions(case):
        if claim.id in {one.id, other.id}:
            found.append((other if one.id == claim.id else one, about))
    return tuple(found)
