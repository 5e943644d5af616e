"""What cannot hold together: other values of an exclusive variable, and silence against an answer (RECORDS 4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import chain, combinations, permutations

from delian.model.case import Case
from delian.model.proposition import Answers, Detail, Proposition, Silent, Takes, Tie, exclusive_variable
from delian.model.when import Day, edtf_bounds
from delian.model.worlds import Column


def exclusions(case: Case, columns: Sequence[Column]) -> tuple[frozenset[int], ...]:
    """Return for each column the columns that cannot hold where it holds, shape (column,) of sets."""
    found: dict[int, set[int]] = defaultdict(set)
    for one, other in chain(_values(columns), _silences(case, columns), _relations(case, columns)):
        found[one].add(other)
        found[other].add(one)
    nothing: frozenset[int] = frozenset()
    return tuple(frozenset(found[index]) if index in found else nothing for index in range(len(columns)))


def _values(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield pairs of columns that give one exclusive variable two values."""
    groups: dict[object, list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        variable = exclusive_variable(column.proposition)
        if variable is not None:
            groups[variable].append(index)
    for group in groups.values():
        for one, other in combinations(group, 2):
            if _exclude(columns[one], columns[other]):
                yield one, other


def _relations(case: Case, columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield pairs of ties of the same two that the vocabulary says cannot both stand on one day."""
    excluding = {name: set(one.excludes) for name, one in case.vocabulary.relations.items() if one.excludes}
    concerned = set(excluding).union(*excluding.values())
    groups: dict[object, list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        match column.proposition.content:
            case Tie(subject, relation, obj, _) if relation in concerned:
                groups[column.proposition.mind, subject, obj].append(index)
            case _:
                pass
    for group in groups.values():
        for one, other in permutations(group, 2):
            first, second = columns[one].proposition.content, columns[other].proposition.content
            if (
                isinstance(first, Tie)
                and isinstance(second, Tie)
                and second.relation in excluding.get(first.relation, ())
                and columns[one].period.overlaps(columns[other].period)
            ):
                yield one, other


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


def _silences(case: Case, columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield pairs of a silence and an answer by the same actor to the same event, given before it was due."""
    silences = [
        index
        for index, column in enumerate(columns)
        if isinstance(column.proposition.content, Silent) and column.proposition.mind is None
    ]
    if not silences:
        return
    by_actor = answerers(case, columns)
    answers: dict[str, list[int]] = defaultdict(list)
    for index, column in enumerate(columns):
        if isinstance(column.proposition.content, Answers):
            answers[column.proposition.content.to].append(index)
    given = _given(case) if any(claim.until for claim in case.claims) else {}
    for index in silences:
        content = columns[index].proposition.content
        if isinstance(content, Silent):
            for other in answers[content.event]:
                answer = _answering(columns[other].proposition)
                if content.actor in by_actor[answer] and not _too_late(case, columns[index], given.get(answer)):
                    yield index, other


def _answering(proposition: Proposition) -> str:
    return proposition.content.answer if isinstance(proposition.content, Answers) else ""


def _given(case: Case) -> dict[str, Day]:
    """Return the first day on which each event is said to have happened."""
    found: dict[str, Day] = {}
    for claim in case.claims:
        if claim.kind in {"event", "answer"} and claim.when and claim.when.start:
            event = case.same(claim.event or "")
            found[event] = min(found.get(event, claim.when.start), claim.when.start)
    return found


def _too_late(case: Case, silence: Column, given: Day | None) -> bool:
    """Say whether the answer came on or after the day until which all claims of silence waited."""
    limits = [until for name in silence.claims if (until := case.by_id[name].until)]
    return given is not None and bool(limits) and len(limits) == len(silence.claims) and str(given) >= max(limits)
