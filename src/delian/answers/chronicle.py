"""The acts that claims report, put together by event: who to whom, when, of which type, answered or not."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.when import Day


@dataclass(frozen=True, slots=True)
class Act:
    """One event as the claims report it, whoever says so; contradictions are kept side by side.

    Attributes:
        event: Id of the event.
        reports: Claims of kind event about it.
        agents: Actors that some claim makes its agent.
        recipients: Actors that some claim makes its recipient.
        types: Event types that claims give it.
        dates: EDTF dates that claims give it.
        answers: Claims that another event answered it.
        silences: Claims that somebody did not answer it.
        answers_to: Ids of events that it is said to answer.
        started: First day that a claim puts it on.
        ended: Day after the last that a claim puts it on; None if that is open.
    """

    event: str
    reports: tuple[Claim, ...]
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    types: tuple[str, ...]
    dates: tuple[str, ...]
    answers: tuple[Claim, ...] = ()
    silences: tuple[Claim, ...] = ()
    answers_to: tuple[str, ...] = ()
    started: Day | None = field(default=None)
    ended: Day | None = field(default=None)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """All claims about it, each once."""
        return tuple({one.id: one for one in (*self.reports, *self.answers, *self.silences)}.values())


def chronicle(case: Case, claims: Iterable[Claim]) -> tuple[Act, ...]:
    """Return the acts that `claims` report, dated ones first in order of time, then the others in order of the text."""
    reports: dict[str, list[Claim]] = defaultdict(list)
    answers: dict[str, list[Claim]] = defaultdict(list)
    silences: dict[str, list[Claim]] = defaultdict(list)
    answers_to: dict[str, list[str]] = defaultdict(list)
    for claim in claims:
        match claim.kind:
            case "event" if claim.event:
                reports[case.same(claim.event)].append(claim)
            case "answer":
                for to in claim.object:
                    answers[case.same(to)].append(claim)
                    answers_to[case.same(claim.event or "")].append(case.same(to))
            case "unanswered":
                for to in claim.object:
                    silences[case.same(to)].append(claim)
            case _:
                pass
    events = dict.fromkeys([*reports, *answers, *silences, *(name for name in answers_to if name)])
    acts = [_act(case, event, reports, answers, silences, answers_to) for event in events]
    return tuple(sorted(acts, key=lambda act: (act.started is None, act.started or Day(0, 1, 1))))


def _act(
    case: Case,
    event: str,
    reports: dict[str, list[Claim]],
    answers: dict[str, list[Claim]],
    silences: dict[str, list[Claim]],
    answers_to: dict[str, list[str]],
) -> Act:
    said = [claim for claim in reports[event] if not claim.denies]
    own = [claim for group in answers.values() for claim in group if case.same(claim.event or "") == event]
    told = [claim.when for claim in (*said, *own) if claim.when]
    dated = [one for one in told if one.means in {"during", "throughout"}] or told  # a bound only where no date is told
    starts = [one.start for one in dated if one.start]
    ends = [one.end for one in dated if one.end]
    return Act(
        event=event,
        reports=tuple(reports[event]),
        agents=case.same.all_of(actor for claim in (*said, *own) for actor in claim.subject),
        recipients=case.same.all_of(actor for claim in said for actor in claim.object),
        types=tuple(dict.fromkeys(claim.relation for claim in said)),
        dates=tuple(dict.fromkeys(one.edtf for one in dated)),
        answers=tuple(answers[event]),
        silences=tuple(silences[event]),
        answers_to=tuple(dict.fromkeys(answers_to[event])),
        started=min(starts) if starts else None,
        ended=max(ends) if ends and len(ends) == len(dated) else None,
    )


def is_provocation(case: Case, act: Act) -> bool:
    """Say whether the act is one that an answer could be expected to: against somebody, or said to be answered or not."""
    events = case.vocabulary.events
    hostile = any(name in events and events[name].is_conflict for name in act.types)
    return bool(act.answers or act.silences or hostile)


@dataclass(frozen=True, slots=True)
class Lag:
    """How many days lie between an act and a later one; a range where a date is only a month or a year.

    Attributes:
        least: Fewest days.
        most: Most days.
    """

    least: int
    most: int

    def __str__(self) -> str:
        """Write one number, or the range."""
        return str(self.least) if self.least == self.most else f"{self.least}–{self.most}"


def lag(first: Act, later: Act) -> Lag | None:
    """Return the days from an act to a later one; None unless both have dates, or if the second cannot be later."""
    if first.started is None or first.ended is None or later.started is None or later.ended is None:
        return None
    least = later.started.ordinal - (first.ended.ordinal - 1)
    most = later.ended.ordinal - 1 - first.started.ordinal
    return Lag(max(least, 0), most) if most >= 0 else None
