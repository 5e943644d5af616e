"""The ledger act by act, from the rows of its answer: for the list and for the timeline."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from delian.model.answer import Row, Table
from delian.model.case import Case
from delian.model.when import Day, edtf_bounds
from delian.report.charts.timeline import Entry, Reaction, Side, State
from delian.report.days import in_words
from delian.report.references import References

_NEAR = frozenset({"leads", "manages", "speaks-for", "part-of", "member-of"})
_DATES = 4  # place of the column after the dates
_LONGEST_DATE = 13  # characters that fit beside the line of time


@dataclass(frozen=True, slots=True)
class Reply:
    """One reaction that is reported, or that none is.

    Attributes:
        state: Answered, unanswered, denied, or nothing said.
        words: What, as in the ledger.
        form: Means and scale, or the reason for silence.
        days: Days until it; may be empty.
        note: Contested, hedged and the like.
        voice: Who says so.
        sentence: The sentence.
        claims: Ids of the claims; several where several documents say the same.
        machine: Whether it is a machine reading.
        to: Id of the event by which it was answered; empty if none.
    """

    state: State
    words: str
    form: str
    days: str
    note: str
    voice: str
    sentence: str
    claims: tuple[str, ...]
    machine: bool
    to: str = ""

    @property
    def later(self) -> str:
        """How much later it came, in words; empty where the dates do not tell, such as two of one month."""
        days = self.days.rstrip("?")
        return "" if days in {"", "0"} else f"{days} {'day' if days == '1' else 'days'} later"


@dataclass(frozen=True, slots=True)
class Deed:
    """One act of the ledger with the reactions to it.

    Attributes:
        event: Id of the event.
        label: As reported.
        by: Agents.
        against: Recipients.
        dates: EDTF dates that claims give it; several where they differ.
        side: Side of the timeline.
        replies: Reactions.
        claims: All claims about it.
    """

    event: str
    label: str
    by: str
    against: str
    dates: tuple[str, ...]
    side: Side
    replies: tuple[Reply, ...]
    claims: tuple[str, ...]

    @property
    def when(self) -> str:
        """Its dates, in words."""
        return in_words(" or ".join(self.dates)) if self.dates else "undated"

    @property
    def contested(self) -> bool:
        """Whether voices differ on what followed."""
        return any("contested" in reply.note for reply in self.replies)

    @property
    def machine(self) -> bool:
        """Whether all that is told of it are machine readings that nobody has reviewed."""
        return all(reply.machine for reply in self.replies)

    @property
    def day(self) -> Day | None:
        """Its first day; None if no claim dates it."""
        days = [_first(date) for date in self.dates]
        return min((day for day in days if day), default=None)


def _first(date: str) -> Day | None:
    try:
        return edtf_bounds(date).start
    except ValueError:
        return None


def deeds(case: Case, table: Table) -> tuple[Deed, ...]:
    """Return the acts of the ledger's table, in its order, each with all its rows."""
    rows: dict[str, list[Row]] = {}
    for row in table.rows:
        rows.setdefault(_event(case, row), []).append(row)
    near = members_and_near(case)
    return tuple(_deed(case, event, group, near) for event, group in rows.items())


def _event(case: Case, row: Row) -> str:
    label = row.cells[0].rstrip("?")
    for name in row.claims:
        claim = case.by_id.get(name)
        idents = () if claim is None else (*((claim.event,) if claim.event else ()), *claim.object)
        for ident in case.same.all_of(idents):
            if case.name(ident) == label:
                return ident
    return label


def members_and_near(case: Case) -> frozenset[str]:
    """Return the members of the coalition that is asked about, and those said to lead, speak for or belong to one."""
    coalition = case.scope.of or (next(iter(case.coalitions)) if len(case.coalitions) == 1 else "")
    members = frozenset(case.roster(coalition)) if coalition else frozenset()
    near = {
        actor
        for claim in case.claims
        if claim.kind == "tie" and claim.relation in _NEAR and not claim.denies and claim.is_about_the_world
        for actor in case.same.all_of(claim.subject)
        if members & set(case.same.all_of(claim.object))
    }
    return members | near


def _deed(case: Case, event: str, rows: Sequence[Row], near: frozenset[str]) -> Deed:
    label, by, against, dates = (cell.rstrip("?") for cell in rows[0].cells[:_DATES])
    claims = tuple(dict.fromkeys(claim for row in rows for claim in row.claims))
    agents = {
        actor
        for name in claims
        if (claim := case.by_id.get(name)) and claim.kind == "event" and case.same(claim.event or "") == event
        for actor in case.same.all_of(claim.subject)
        if not claim.denies
    }
    told = () if dates == "undated" else tuple(dates.split(", "))
    side: Side = "right" if agents & near else "left"
    return Deed(event, label, by, against, told, side, tuple(_replies(case, rows)), claims)


def _replies(case: Case, rows: Sequence[Row]) -> Iterable[Reply]:
    """Yield the reactions; what one voice says in several documents, such as a reprint, is one."""
    same: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        same.setdefault(row.cells[_DATES:-1], []).append(row)
    for (words, form, days, voice), group in same.items():
        claim = case.by_id.get(group[0].claims[0]) if group[0].claims else None
        state: State = "none"
        to = ""
        if claim is not None and claim.kind in {"answer", "unanswered"}:
            state = "denied" if claim.denies else ("answered" if claim.kind == "answer" else "unanswered")
            to = case.same(claim.event or "") if state == "answered" else ""
        # The first claim of a row is about the reaction; the others report the act.
        claims = tuple(dict.fromkeys(row.claims[0] for row in group if row.claims))
        machine = all(row.machine for row in group)
        note = ", ".join(dict.fromkeys(row.note for row in group if row.note))
        yield Reply(state, words, form, days, note, voice, group[0].cells[-1], claims, machine, to)


def entries(acts: Sequence[Deed], references: References) -> tuple[Entry, ...]:
    """Return the acts as they are drawn on the timeline, in order of time, undated ones last."""
    dated = sorted((act for act in acts if act.day), key=lambda act: act.day or Day(0, 1, 1))
    return tuple(_entry(act, references) for act in (*dated, *(act for act in acts if not act.day)))


def _entry(act: Deed, references: References) -> Entry:
    when = in_words(act.dates[0]) if act.dates else ""
    asides = [f"also dated {in_words(' or '.join(act.dates[1:]))}"] if len(act.dates) > 1 else []
    if len(when) > _LONGEST_DATE:
        asides.insert(0, when)
        when = in_words(str(act.day)) if act.day else "open"
    known = [name for name in (act.by, act.against) if name != "not said"]
    by = "; ".join(part for part in (" → ".join(known), *asides) if part)
    href = references.href(act.claims, act.label)
    told = tuple(_reaction(reply, references) for reply in act.replies)
    label = act.label
    if act.machine:  # the sentence, never a confident triple
        label, by = act.replies[0].sentence, f"guess: {label}?"
    return Entry(act.event, label, by, act.day, when, act.side, href, told, act.machine, act.contested)


def _reaction(reply: Reply, references: References) -> Reaction:
    if reply.state == "none":
        return Reaction("nothing said of an answer", "none")
    if reply.machine:
        guess = reply.words.rstrip("?")
        return Reaction(
            f"{reply.sentence} — guess: {guess}?", reply.state, references.href(reply.claims, guess), reply.to
        )
    form = f" ({reply.form.removeprefix('reason ')})" if reply.form and "unstated" not in reply.form else ""
    days = f", {reply.later}" if reply.later else ""
    href = references.href(reply.claims, reply.words)
    words = reply.words.replace(" did not", " did not answer") if reply.state == "unanswered" else reply.words
    return Reaction(f"{words}{form}{days} — {reply.voice}", reply.state, href, reply.to)
