"""The rules that people entered over what claims say: what each ties, and why one cannot be used."""

from collections.abc import Collection, Iterator, Sequence
from itertools import combinations

from delian.model.case import Case
from delian.model.entries import IMPLIES
from delian.model.judgement import Judgement
from delian.model.problem import Problem
from delian.model.proposition import Proposition
from delian.model.worlds import Column
from delian.worlds.couple.rules import Count, Imply, Rule
from delian.worlds.gather.gathering import counted

_FIX = "Take it back (delian undo STUDY {} --why TEXT), or enter it again about other claims."


def entered(case: Case, columns: Sequence[Column]) -> Iterator[Rule]:
    """Yield the rules that people entered; a proposition stands for its last column, as last reported."""
    places = {column.proposition.id: index for index, column in enumerate(columns)}
    for one in case.judgements:
        if one.kind == "rule" and not any(_lacks(case, one, places)):
            yield _rule(one, tuple(places[_meant(case, name)] for name in one.abouts))


def unbound(case: Case) -> Iterator[Problem]:
    """Yield a problem for each entered rule that ties nothing, because a claim of it says nothing that can hold or fail."""
    rules = [one for one in case.judgements if one.kind == "rule"]
    told = {one.id for claim in counted(case) for one in case.propositions(claim)} if rules else set[str]()
    for one in rules:
        lacks = tuple(_lacks(case, one, told))
        if lacks:
            yield Problem(one.id, f"the rule is not used: {'; '.join(lacks)}", _FIX.format(one.id))


def meant(case: Case, name: str) -> Proposition | None:
    """Return what a claim stands for in a rule: for an act, who did it, if that is told; None if it is no claim that counts."""
    claim = case.by_id.get(name)
    propositions = case.propositions(claim) if claim else ()
    roles = [one for one in propositions if one.variable[0] == "event" and "agent" in one.variable[1]]
    return next(iter((*roles, *propositions)), None)


def _meant(case: Case, name: str) -> str:
    """Return the id of what is meant; a proposition can be named by its own."""
    found = meant(case, name)
    return found.id if found else name


def _lacks(case: Case, rule: Judgement, told: Collection[str]) -> Iterator[str]:
    """Yield what keeps a rule from being used, given the propositions that are told of."""
    lacking = [words for words in (_lack(case, name, told) for name in rule.abouts) if words]
    yield from lacking
    if not lacking:
        for one, other in combinations(rule.abouts, 2):
            if _meant(case, one) == _meant(case, other):
                yield f"{one} and {other} say the same"


def _lack(case: Case, name: str, told: Collection[str]) -> str:
    claim = case.known.get(name)
    if claim is None:
        return "" if name in told else f"{name} is not among this study’s claims"
    if claim in case.retired:
        return f"{name} is deprecated"
    if claim.kind == "question":
        return f"{name} is a question"
    if claim.mind:
        return f"{name} tells what is in somebody’s mind"
    if not claim.is_about_the_world:
        return f"{name} is {claim.modality}: it says nothing of how the world is"
    if claim.denies:
        return f"{name} denies something, and a rule ties what claims affirm"
    if _meant(case, name) in told:
        return ""
    return (
        f"{name} is a machine reading that nobody has accepted"
        if case.is_machine(claim)
        else f"{name} counts for nothing"
    )


def _rule(entry: Judgement, columns: tuple[int, ...]) -> Rule:
    why = f"{entry.why or entry.value} (rule {entry.id})"
    if entry.value == IMPLIES:
        return Imply(columns[0], columns[1], why)
    number = int(entry.low or 0)
    low, high = {"at-most": (None, number), "at-least": (number, None), "exactly": (number, number)}[str(entry.value)]
    return Count(columns, low, high, why)
