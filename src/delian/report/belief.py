"""What a claim speaks of, gathered for its ledger: columns that rest on the same words are told once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from delian.model.belief import Belief, State
from delian.model.case import Case
from delian.model.claim import UNREAL, Claim, Modality
from delian.model.proposition import (
    Answers,
    Asked,
    Caused,
    Content,
    Detail,
    Formed,
    Has,
    Holds,
    Occurred,
    Office,
    Silent,
    Takes,
    Tie,
)
from delian.model.record import plain
from delian.model.when import Period
from delian.model.wording import voice_name
from delian.report.days import in_words
from delian.report.verbs import reads
from delian.report.weights import is_told

_UNREAL: Mapping[Modality, str] = {
    "conditional": "it is conditional",
    "counterfactual": "it is counterfactual",
    "normative": "it is what somebody wishes or demands",
    "question": "it is a question",
}
_FACTS = {"type": "its type", "date": "its date", "place": "its place", "severity": "how severe it was"}


@dataclass(frozen=True, slots=True)
class Reckoning:
    """Columns that one claim speaks of and that rest on exactly the same words, with their ledger.

    Attributes:
        belief: The ledger of the first of them; in all but state and rivals it is that of the others too.
        abouts: What they are about, in words.
        states: State → what of it stands so; most have one.
        rivals: Ids of claims that exclude one of them.
    """

    belief: Belief
    abouts: tuple[str, ...]
    states: tuple[tuple[State, tuple[str, ...]], ...]
    rivals: tuple[str, ...]

    @property
    def about(self) -> str:
        """What they are about, in one phrase."""
        return "; ".join(self.abouts)


def reckonings(case: Case, beliefs: Sequence[Belief]) -> tuple[Reckoning, ...]:
    """Return the ledgers of one claim, those that rest on the same words as one."""
    groups: dict[object, list[Belief]] = {}
    for one in beliefs:
        groups.setdefault(basis(one), []).append(one)
    return tuple(_reckoning(case, group) for group in groups.values())


@dataclass(frozen=True, slots=True)
class Told:
    """A reckoning as one claim of a page tells it.

    Attributes:
        reckoning: What the claim speaks of, with its ledger.
        anchor: Where the sum stands on the page.
        at: Id of the claim beside which the sum stands: this one, or an earlier one whose sum is the same.
    """

    reckoning: Reckoning
    anchor: str
    at: str


def told_once(case: Case, beliefs: Mapping[str, Sequence[Belief]]) -> dict[str, tuple[Told, ...]]:
    """Return what each claim of a page tells of its ledgers, each sum beside the first claim that rests on it.

    Args:
        case: Material and entries.
        beliefs: Claim id → its ledgers, in the order of the page; claims without any are left out.
    """
    sums: dict[object, tuple[str, str]] = {}
    found: dict[str, tuple[Told, ...]] = {}
    for name, ledgers in beliefs.items():
        told = []
        for one in reckonings(case, ledgers):
            anchor, at = sums.setdefault(basis(one.belief), (f"sum-{len(sums) + 1}", name))
            told.append(Told(one, anchor, at))
        if told:
            found[name] = tuple(told)
    return found


def basis(belief: Belief) -> object:
    """Return what two ledgers have in common whose sums are the same, line by line."""
    return belief.lines, belief.prior, belief.base, belief.reading, belief.settled


def _reckoning(case: Case, group: Sequence[Belief]) -> Reckoning:
    words = [about(case, one.proposition.content, one.period) for one in group]
    states: dict[State, list[str]] = {}
    for one, told in zip(group, words, strict=True):
        states.setdefault(one.state, []).append(told)
    rivals = dict.fromkeys(name for one in group for name in one.rivals)
    return Reckoning(
        group[0],
        tuple(dict.fromkeys(words)),
        tuple((state, tuple(dict.fromkeys(told))) for state, told in states.items()),
        tuple(rivals),
    )


def about(case: Case, content: Content, period: Period) -> str:
    """Return what a column is about: "that it happened", "that Athens leads League (from 1 Jan 2000 to 2 Jan 2001)"."""
    return f"{_about(case, content)}{_during(period)}"


def _about(case: Case, content: Content) -> str:
    match content:
        case Tie(subject, relation, obj, scope):
            return _that(case.name(subject), reads(relation), case.name(obj) if obj else "", _in(case, scope))
        case Occurred():
            return "that it happened"
        case Takes(_, role, actor):
            return (
                f"that {case.name(actor)} did it" if role == "agent" else f"that its recipient was {case.name(actor)}"
            )
        case Detail(_, fact, value):
            told = (
                value.replace("-", " ") if fact == "type" else in_words(value) if fact == "date" else case.name(value)
            )
            return f"{_FACTS[fact]} ({told})"
        case Answers(_, to):
            return f"that it answered {case.name(to)}"
        case Formed(_, _, form):
            return f"its form ({form.replace(':', ', scale ')})"
        case Silent(event, actor):
            return f"that {case.name(actor)} did not answer {case.name(event)}"
        case Holds(actor, option, round_, value):
            return _that(case.name(actor), value or "has a stance on", case.name(option), _in(case, round_))
        case Office(office, scope, actor):
            return _that(case.name(actor), reads("office"), case.name(office), _in(case, scope))
        case Has(actor, relation, value):
            return _that(case.name(actor), reads(relation), value or "", "")
        case Caused():
            return "that the one caused the other"
        case Asked():
            return "what is asked"


def _that(who: str, verb: str, whom: str, aside: str) -> str:
    return "that " + " ".join(part for part in (who, verb, whom, aside) if part)


def _in(case: Case, scope: str | None) -> str:
    return f"({case.name(scope)})" if scope else ""


def _during(period: Period) -> str:
    """Return the days of a period in words, its last day taken in; empty for what has none."""
    if period.start is None and period.end is None:
        return ""
    first = in_words(str(period.start)) if period.start else ""
    last = in_words(str(period.end.plus(-1))) if period.end else ""
    if first == last:
        return f" ({first})"
    told = f"from {first} to {last}" if first and last else f"from {first} on" if first else f"up to {last}"
    return f" ({told})"


def no_ledger(case: Case, claim: Claim) -> str:
    """Return why a claim that has no ledger has none."""
    if claim.mind is not None:
        why = f"it is inside the mind of {voice_name(case, claim.mind)}"
    elif claim.kind == "question" or claim.modality in UNREAL:
        why = _UNREAL[claim.modality if claim.kind != "question" else "question"]
    elif case.is_disputed(claim):
        return "No ledger: coders read this sentence differently, and nobody has decided yet."
    else:
        return "No ledger: it names nothing that can be so or not."
    return f"No ledger: {why}, which is no evidence on what happened."


def as_data(belief: Belief, *, asked: bool) -> dict[str, Any]:
    """Return a ledger as plain data; what tells a probability is empty where it is held back."""
    told = is_told(belief, asked=asked)
    data: dict[str, Any] = {**plain(belief), "printable": belief.printable}
    if not told:
        data |= dict.fromkeys(("believed", "word", "band", "number"))
        data["lines"] = [{**line, "without": None} for line in data["lines"]]
    return data
