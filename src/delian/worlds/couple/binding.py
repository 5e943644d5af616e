"""The rules of a case over the columns of its worlds: what the vocabulary excludes, what people entered and settled."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from delian.errors import DelianError
from delian.model.case import Case
from delian.model.contest import describe, describe_whole
from delian.model.proposition import Answers, Silent, Tie
from delian.model.worlds import Column
from delian.worlds.couple.conflict import minimal_conflict
from delian.worlds.couple.entered import entered, unbound
from delian.worlds.couple.rules import Exclude, Fix, Imply, Rule, bound
from delian.worlds.gather.gathering import gather
from delian.worlds.gather.table import Table, tabulate
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.weigh import Scales

_WAYS_OUT = "Leave out a what-if, or take an entry back: delian undo STUDY ENTRY --why …"


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
    ruled = list(entered(case, columns))
    tied = {column for rule in ruled for column in bound(rule).columns}
    wholes = [
        Imply(detail, whole, f"there is no {describe(case, columns[detail].proposition)} without it")
        for detail, whole in table.wholes.items()
        if {detail, whole} & tied or settled.get(detail)
    ]
    fixed = [Fix(column, holds, _why_known(case, columns[column], holds=holds)) for column, holds in settled.items()]
    rules = (*excluding, *wholes, *ruled, *fixed)
    if ruled or fixed:
        refuse_conflict(rules)
    return rules


def refuse_entry(case: Case, entry: str) -> None:
    """Raise DelianError if a rule or resolution of the case ties nothing, or contradicts the others or the vocabulary.

    It must hold out where machine readings count too, so that whoever asks for them is not refused an answer.

    Args:
        case: With the entry.
        entry: Its id.
    """
    for unreviewed in (False, True):
        asked = case.asked(replace(case.scope, unreviewed=unreviewed))
        table, known = tabulate(gather(asked)), Scales.of(Chains(asked)).settled
        names = [column.proposition.id for column in table.columns]
        try:
            rules_of(asked, table, {index: known[name] for index, name in enumerate(names) if name in known})
        except DelianError as fault:
            message = f"{entry} cannot stand, for {fault.says}"
            raise DelianError(message, "Take another back first: delian undo STUDY ID --why TEXT.") from fault
    for problem in unbound(case.asked(replace(case.scope, unreviewed=True))):
        if problem.where == entry:
            raise DelianError(problem.says, "Name claims that count and affirm different things.")


def refuse_conflict(rules: Sequence[Rule]) -> None:
    """Raise DelianError if not all rules can be kept together, naming the least that cannot."""
    conflict = minimal_conflict(rules)
    if conflict:
        named = "; ".join(dict.fromkeys(rule.why for rule in conflict))
        raise DelianError(f"these contradict each other: {named}", _WAYS_OUT)


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
    says = f"{describe_whole(case, column.proposition)} {'holds' if holds else 'fails'}"
    return f"{says} by entry {entry.id}" if entry else says
