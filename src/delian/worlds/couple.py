"""What cannot hold together: other values of an exclusive variable, and silence against an answer (RECORDS 4)."""

from collections import defaultdict
from collections.abc import Sequence

from delian.model.case import Case
from delian.model.proposition import Answers, Detail, Proposition, Silent, Takes, is_exclusive
from delian.model.when import edtf_bounds
from delian.model.worlds import Column


def exclusions(case: Case, columns: Sequence[Column]) -> tuple[frozenset[int], ...]:
    """Return for each column the columns that cannot hold where it holds, shape (column,) of sets."""
    found: list[set[int]] = [set() for _ in columns]
    for group in _by_variable(columns).values():
        for place, one in enumerate(group):
            for other in group[place + 1 :]:
                if _exclude(columns[one], columns[other]):
                    found[one].add(other)
                    found[other].add(one)
    for silent, answer in _silences(case, columns):
        found[silent].add(answer)
        found[answer].add(silent)
    return tuple(frozenset(one) for one in found)


def _by_variable(columns: Sequence[Column]) -> dict[str, list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if is_exclusive(column.proposition.content):
            kind, roles = column.proposition.variable
            groups[f"{column.proposition.mind}|{kind}|{roles}"].append(index)
    return groups


def _exclude(one: Column, other: Column) -> bool:
    if one.proposition == other.proposition or not one.period.overlaps(other.period):
        return False
    first, second = one.proposition.content, other.proposition.content
    if isinstance(first, Detail) and isinstance(second, Detail) and first.fact == "date":
        return not _dates_meet(first.value, second.value)
    return True


def _dates_meet(one: str, other: str) -> bool:
    """Say whether two dates of one event can both be right: "January 2020" and "3 January 2020" can."""
    return edtf_bounds(one).overlaps(edtf_bounds(other))


def answerers(case: Case, columns: Sequence[Column]) -> dict[str, set[str]]:
    """Return who is said to have given each answering event: subjects of answer claims and agents of the event."""
    found: dict[str, set[str]] = defaultdict(set)
    for column in columns:
        content = column.proposition.content
        if isinstance(content, Takes) and content.role == "agent":
            found[content.event].add(content.actor)
        if isinstance(content, Answers):
            for name in column.claims:
                found[content.answer].update(case.same.all_of(case.by_id[name].subject))
    return found


def _silences(case: Case, columns: Sequence[Column]) -> list[tuple[int, int]]:
    """Return pairs of a silence and an answer by the same actor to the same event, given before it was due."""
    by_actor = answerers(case, columns)
    answers: dict[str, list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if isinstance(column.proposition.content, Answers):
            answers[column.proposition.content.to].append(index)
    pairs = []
    for index, column in enumerate(columns):
        content = column.proposition.content
        if isinstance(content, Silent) and column.proposition.mind is None:
            for other in answers[content.event]:
                answer = columns[other].proposition
                if content.actor in by_actor[_answering(answer)] and not _too_late(case, column, answer):
                    pairs.append((index, other))
    return pairs


def _answering(proposition: Proposition) -> str:
    return proposition.content.answer if isinstance(proposition.content, Answers) else ""


def _too_late(case: Case, silence: Column, answer: Proposition) -> bool:
    """Say whether the answer is dated on or after the day until which all claims of silence waited."""
    untils = [case.by_id[name].until for name in silence.claims]
    dated = [
        claim.when.start
        for claim in case.claims
        if claim.kind in {"event", "answer"} and case.same(claim.event or "") == _answering(answer) and claim.when
    ]
    days = [day for day in dated if day]
    limits = [until for until in untils if until]
    return bool(days and limits and len(limits) == len(untils) and all(str(min(days)) >= until for until in limits))
