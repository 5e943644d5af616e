"""The rules of a case over the columns of its worlds: what the vocabulary excludes, what people entered and settled."""

from collections.abc import Iterator, Mapping, Sequence

from delian.errors import DelianError
from delian.model.case import Case
from delian.model.contest import describe
from delian.model.judgement import Judgement
from delian.model.proposition import Answers, Silent, Tie
from delian.model.worlds import Column
from delian.worlds.conflict import minimal_conflict
from delian.worlds.rules import Count, Exclude, Fix, Imply, Rule
from delian.worlds.table import Table


def rules_of(case: Case, table: Table, settled: Mapping[int, bool]) -> tuple[Rule, ...]:
    """Return the rules over the columns of the table.

    Args:
        case: Vocabulary and entries.
        table: Columns, and what excludes what.
        settled: Columns that a person entered as known to hold, or not.

    Raises:
        DelianError: If entries and rules contradict each other, naming the least that do.
    """
    columns = table.columns
    excluding = [
        Exclude(one, other, why_not_both(case, columns[one], columns[other]))
        for one, others in enumerate(table.excludes)
        for other in sorted(others)
        if one < other
    ]
    entered = list(_entered(case, columns))
    tied = {column for rule in entered for column in _columns(rule)}
    wholes = [
        Imply(detail, whole, f"there is no {describe(case, columns[detail].proposition)} without it")
        for detail, whole in table.wholes.items()
        if {detail, whole} & tied
    ]
    fixed = [Fix(column, holds, _why_known(case, columns[column], holds=holds)) for column, holds in settled.items()]
    rules = (*excluding, *wholes, *entered, *fixed)
    if entered or fixed:
        refuse_conflict(rules)
    return rules


def refuse_conflict(rules: Sequence[Rule]) -> None:
    """Raise DelianError if not all rules can be kept together, naming the least that cannot."""
    conflict = minimal_conflict(rules)
    if conflict:
        named = "; ".join(dict.fromkeys(rule.why for rule in conflict))
        raise DelianError(f"these contradict each other: {named}", "Take one of them back.")


def _columns(rule: Rule) -> tuple[int, ...]:
    match rule:
        case Exclude(one, other):
            return one, other
        case Imply(one, other):
            return one, other
        case Count(columns):
            return columns
        case Fix(column):
            return (column,)


def why_not_both(case: Case, one: Column, other: Column) -> str:
    """Return how the rule is named to a reader by which the two columns cannot both hold."""
    first, second = one.proposition.content, other.proposition.content
    silent = next((content for content in (first, second) if isinstance(content, Silent)), None)
    if silent is not None and isinstance(first, Answers | Silent) and isinstance(second, Answers | Silent):
        return f"{case.name(silent.actor)} left {case.name(silent.event)} unanswered or answered it, not both"
    if isinstance(first, Tie) and isinstance(second, Tie):
        return f"{first.relation} and {second.relation} of the same two exclude each other"
    return f"there is one {describe(case, one.proposition)} at a time"


def _why_known(case: Case, column: Column, *, holds: bool) -> str:
    entry = next(
        (
            one
            for one in reversed(case.judgements)
            if one.kind == "resolution" and {*one.abouts} & {column.proposition.id, *column.claims}
        ),
        None,
    )
    says = f"{describe(case, column.proposition)} {'holds' if holds else 'fails'}"
    return f"{says} by entry {entry.id}" if entry else says


def _entered(case: Case, columns: Sequence[Column]) -> Iterator[Rule]:
    """Yield the rules that people entered; a proposition stands for its last column, as last reported."""
    places = {column.proposition.id: index for index, column in enumerate(columns)}
    for one in case.judgements:
        if one.kind == "rule":
            about = [places.get(_meant(case, name)) for name in one.abouts]
            found = tuple(dict.fromkeys(index for index in about if index is not None))
            rule = _rule(one, found) if None not in about else None
            if rule is not None:
                yield rule


def _meant(case: Case, name: str) -> str:
    """Return the proposition that a claim's id stands for in a rule: for an act, who did it, if that is told."""
    claim = case.by_id.get(name)
    if claim is None:
        return name
    propositions = case.propositions(claim)
    roles = [one for one in propositions if one.variable[0] == "event" and "agent" in one.variable[1]]
    return (roles or list(propositions))[0].id


def _rule(entry: Judgement, columns: tuple[int, ...]) -> Rule | None:
    why = f"{entry.why or entry.value} (rule {entry.id})"
    number = int(entry.low) if isinstance(entry.low, int | float) else 1
    match entry.value:
        case "at-most":
            return Count(columns, None, number, why)
        case "at-least":
            return Count(columns, number, None, why)
        case "exactly":
            return Count(columns, number, number, why)
        case "implies" if len(columns) == 2:  # noqa: PLR2004 - one and what follows from it
            return Imply(columns[0], columns[1], why)
        case _:
            return None
