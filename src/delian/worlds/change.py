"""What-ifs: they edit worlds, never claims; what they do not touch stays as it was drawn, so differences are paired."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

import numpy as np

from delian.model.case import Answered, Assume, Case, Change, Deny, Distrust, Flip, Force, Lean, Without
from delian.model.proposition import Answers, Formed, Occurred, Proposition, Silent, Takes, Tie
from delian.model.when import ALWAYS, Day
from delian.model.worlds import Column, Words, Worlds, everywhere
from delian.worlds.couple.binding import refuse_conflict, why_not_both
from delian.worlds.couple.rules import Exclude, Fix
from delian.worlds.gather.exclusions import exclusions
from delian.worlds.gather.gathering import participants, whole_of

WHAT_IF = "e-what-if"
Excludes: TypeAlias = Sequence[frozenset[int]]


@dataclass(slots=True)
class _Draft:
    """Worlds being edited: one row of words a column, the rows of the worlds themselves until one is set anew."""

    columns: list[Column]
    holds: list[Words]
    fails: list[Words]
    every: Words
    excludes: Excludes
    entered: list[Fix] = field(default_factory=list)

    def set(self, index: int, *, holds: bool) -> None:
        """Make the column hold, or fail, in every world."""
        never = np.zeros_like(self.every)
        self.holds[index], self.fails[index] = (self.every, never) if holds else (never, self.every)

    def enter(self, indices: Iterable[int], why: str, *, holds: bool) -> None:
        """Note that a what-if settles the columns, so that what-ifs that contradict each other are found."""
        self.entered += [Fix(index, holds, why) for index in indices]

    def tied_to(self, index: int, *, holds: bool) -> list[int]:
        """Return what must hold if the column does, or fail if it fails: an event with its detail, details with their event."""
        proposition = self.columns[index].proposition
        if holds:
            whole = whole_of(proposition)
            return [place for place, column in enumerate(self.columns) if whole and column.proposition == whole]
        return [place for place, column in enumerate(self.columns) if whole_of(column.proposition) == proposition]

    def find(self, proposition: str) -> list[int]:
        """Return the columns of the proposition with that id."""
        return [index for index, column in enumerate(self.columns) if column.proposition.id == proposition]

    def add(self, proposition: Proposition, claims: tuple[str, ...] = ()) -> int:
        """Add a column for the proposition, unknown in every world, and return its index."""
        self.columns.append(Column(proposition.id, proposition, ALWAYS, claims))
        self.holds.append(np.zeros_like(self.every))
        self.fails.append(np.zeros_like(self.every))
        self.excludes = ()
        return len(self.columns) - 1


def distrusted(case: Case, changes: Sequence[Change]) -> frozenset[str]:
    """Return the voice and actor ids that the changes say not to believe."""
    return frozenset(case.same(change.voice) for change in changes if isinstance(change, Distrust))


def leaning(changes: Sequence[Change]) -> float | None:
    """Return the share of what the grades leave open at which all sources are taken to be; None for their mean."""
    return next((change.share for change in changes if isinstance(change, Lean)), None)


def apply(case: Case, worlds: Worlds, changes: Sequence[Change], excludes: Excludes | None = None) -> Worlds:
    """Return `worlds` with the changes made one after the other; columns they do not touch are bit-identical.

    A forced proposition takes its constraints along: what it excludes fails wherever it holds. Whom to believe, and how
    far, is not settled here but when claims are gathered and weighed.

    Args:
        case: What the changes name.
        worlds: As drawn.
        changes: What-ifs, in order.
        excludes: For each column those that cannot hold where it does; worked out here if they are not known.

    Raises:
        DelianError: If what-ifs contradict each other, naming the least that do.
    """
    edits = [change for change in changes if not isinstance(change, Distrust | Lean)]
    if not edits:
        return worlds
    known = exclusions(case, worlds.columns) if excludes is None else excludes
    draft = _Draft(list(worlds.columns), list(worlds.holds), list(worlds.fails), everywhere(worlds.count), known)
    for change in edits:
        _make(case, draft, change)
    _refuse_contradictions(case, draft)
    added = len(draft.columns) - len(worlds.columns)
    amount, believed = worlds.amount, worlds.believed
    return replace(
        worlds,
        columns=tuple(draft.columns),
        holds=np.stack(draft.holds) if draft.holds else worlds.holds,
        fails=np.stack(draft.fails) if draft.fails else worlds.fails,
        amount=None if amount is None else np.pad(amount, ((0, 0), (0, added)), constant_values=np.nan),
        believed=None if believed is None else np.pad(believed, (0, added), constant_values=np.nan),
    )


def _refuse_contradictions(case: Case, draft: _Draft) -> None:
    """Raise DelianError if what the what-ifs settle cannot all be, naming the least that contradicts itself."""
    settled = {one.column for one in draft.entered if one.holds}
    if len({one.why for one in draft.entered}) > 1:
        excludes = exclusions(case, draft.columns)
        rules = [
            Exclude(one, other, why_not_both(case, draft.columns[one], draft.columns[other]))
            for one in settled
            for other in excludes[one] & settled
            if one < other
        ]
        refuse_conflict([*draft.entered, *rules])


def _make(case: Case, draft: _Draft, change: Change) -> None:
    match change:
        case Without(actor, since):
            _leave(case, draft, actor, since)
        case Answered():
            _answer(case, draft, change)
        case Assume(claim):
            _suppose(case, draft, claim, holds=True)
        case Deny(claim):
            _suppose(case, draft, claim, holds=False)
        case Force(proposition, holds):
            _force(case, draft, draft.find(proposition), holds=holds)
        case Flip(claim):
            _flip(case, draft, claim)
        case Distrust() | Lean():
            pass
        case _:
            assert_never(change)


def _force(case: Case, draft: _Draft, indices: Sequence[int], *, holds: bool) -> None:
    """Set the columns; where one is made to hold, what it excludes fails, and what it is a detail of holds."""
    if holds and len(draft.excludes) < len(draft.columns):
        draft.excludes = exclusions(case, draft.columns)
    for index in indices:
        draft.set(index, holds=holds)
        for other in draft.excludes[index] if holds else ():
            draft.set(other, holds=False)
        for other in draft.tied_to(index, holds=holds):
            draft.set(other, holds=holds)


def _suppose(case: Case, draft: _Draft, name: str, *, holds: bool) -> None:
    """Suppose that what the claim says is so, or is not; what it denies fails where it is so."""
    claim = case.by_id[name]
    for proposition in case.propositions(claim):
        indices = draft.find(proposition.id) or [draft.add(proposition, (name,))]
        _force(case, draft, indices, holds=holds != claim.denies)
        draft.enter(indices, f"{'assume' if holds else 'deny'} {name}", holds=holds != claim.denies)


def _leave(case: Case, draft: _Draft, actor: str, since: Day | None) -> None:
    on, ident = case.scope.on, case.same(actor)
    since = since or on
    if on and since and on < since:
        return
    for index, column in enumerate(draft.columns):
        ended = column.period.end is not None and since is not None and column.period.end <= since
        if ident in participants(column.proposition) and not ended:
            draft.set(index, holds=False)
            draft.enter([index], f"without {case.name(actor)}", holds=False)


def _answer(case: Case, draft: _Draft, change: Answered) -> None:
    event = case.same(change.event)
    by = case.same(change.by) if change.by else None
    for index, column in enumerate(draft.columns):
        content = column.proposition.content
        if isinstance(content, Silent) and content.event == event and by in {None, content.actor}:
            draft.set(index, holds=False)
            draft.enter([index], f"answered {case.name(event)}", holds=False)
    added = [Proposition(Occurred(WHAT_IF)), Proposition(Answers(WHAT_IF, event))]
    added += [Proposition(Takes(WHAT_IF, "agent", by))] if by else []
    added += [Proposition(Formed(WHAT_IF, event, f"{change.means}:{change.scale}"))] if change.means else []
    for proposition in added:
        draft.set(draft.add(proposition), holds=True)


def _flip(case: Case, draft: _Draft, name: str) -> None:
    """Turn a friendly tie into `opposes` and a hostile one into `supports`, in the worlds in which it holds."""
    for proposition in case.propositions(case.by_id[name]):
        content = proposition.content
        if not isinstance(content, Tie):
            continue
        sign = case.vocabulary.relations[content.relation].sign
        turned = Tie(content.subject, "supports" if sign < 0 else "opposes", content.object, content.scope)
        for index in draft.find(proposition.id):
            draft.columns[index] = replace(draft.columns[index], proposition=Proposition(turned, proposition.mind))
