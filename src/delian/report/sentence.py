"""A claim as a reader sees it: who, what, whom; with what reservation, when, who says so, and the sentence."""

from collections.abc import Sequence
from dataclasses import dataclass

from delian.model.case import Case
from delian.model.claim import Claim, Voice
from delian.model.wording import Basis, basis, manner, says_who, voice_name
from delian.report.days import days
from delian.report.verbs import happened, reads


@dataclass(frozen=True, slots=True)
class Triple:
    """Who stands in what relation to whom, in names."""

    who: str
    relation: str
    whom: str

    @property
    def parts(self) -> tuple[str, ...]:
        """Those that are filled, in order."""
        return tuple(part for part in (self.who, self.relation, self.whom) if part)


@dataclass(frozen=True, slots=True)
class Said:
    """One claim, ready to be shown.

    Attributes:
        id: Of the claim.
        number: Its place among the claims that are shown, from 1: what a reader cites.
        kind: Kind of claim.
        triple: Who, what, whom; of a machine reading these are guesses.
        manner: What keeps it from being a plain statement; may be empty.
        days: When it is said to have been; may be empty.
        voice: Who says so.
        basis: On what kind of word it rests.
        quote: The sentence; empty where rights forbid to carry it.
        gloss: The coder's line; may be empty.
        machine: Whether it is a machine reading that nobody has reviewed.
        score: Of a machine reading.
        document: Id of its document.
        place: Where its sentence can be jumped to; empty where the text is not carried.
        contested: Ids of the claims that cannot hold together with it.
        denied: Whether it speaks against what it is about.
    """

    id: str
    number: int
    kind: str
    triple: Triple
    manner: str
    days: str
    voice: str
    basis: Basis
    quote: str
    gloss: str
    machine: bool
    score: float | None
    document: str
    place: str
    contested: tuple[str, ...] = ()
    denied: bool = False

    @property
    def words(self) -> str:
        """The sentence, else the coder's line, else that it is withheld."""
        return self.quote or self.gloss or "quotation withheld"


def said(case: Case, claim: Claim, number: int, contested: Sequence[str] = ()) -> Said:
    """Return `claim` ready to be shown as number `number`."""
    return Said(
        id=claim.id,
        number=number,
        kind=claim.kind,
        triple=triple(case, claim),
        manner=manner(claim),
        days=days(claim),
        voice=says_who(case, claim),
        basis=basis(claim),
        quote=" ".join((claim.quote or "").split()),
        gloss=claim.gloss or "",
        machine=case.is_machine(claim),
        score=claim.score,
        document=claim.document,
        place=f"text-{claim.id}" if has_place(case, claim) else "",
        contested=tuple(contested),
        denied=claim.denies,
    )


def has_place(case: Case, claim: Claim) -> bool:
    """Say whether the claim's sentence can be shown in its text: both must be allowed to travel."""
    document = case.documents.get(claim.document)
    return bool(document and claim.quote and claim.start < len(document.body))


def triple(case: Case, claim: Claim) -> Triple:
    """Return who stands in what relation to whom, in the names that people know."""
    who, whom = case.names(claim.subject), case.names(claim.object)
    relation = happened(claim.relation) if claim.kind == "event" else reads(claim.relation)
    scope = case.name(claim.scope) if claim.scope else ""
    event = case.name(claim.event) if claim.event else ""
    match claim.kind:
        case "event":
            whom = f"{whom} ({event})".strip()
        case "answer":
            who = _joined(who, event)
            whom = _joined(whom, f"{claim.form.means}, scale {claim.form.scale}" if claim.form else "")
        case "unanswered":
            relation = "could not answer" if claim.absence == "unable" else relation
            whom = _joined(whom, f"reason: {claim.reason}" if claim.reason else "")
        case "stance":
            relation = claim.value or relation
            whom = _joined(whom or _amount(claim), scope)
        case "cause" if claim.cause:
            who, whom = _ends(case, claim.cause.causes), _ends(case, claim.cause.effects)
            relation = "did not cause" if claim.denies else "caused"
        case "question":
            whom = case.names([name for name in claim.about if name not in case.by_id])
        case _:
            whom = _joined(whom or claim.value or _amount(claim), scope)
    return Triple(who, relation, whom)


def _amount(claim: Claim) -> str:
    return f"{claim.amount.value:g} {claim.amount.unit}" if claim.amount else ""


def _joined(main: str, aside: str) -> str:
    return f"{main} ({aside})" if main and aside else main or aside


def _ends(case: Case, ends: Sequence[str]) -> str:
    return "; ".join(_end(case, end) for end in ends)


def _end(case: Case, end: str) -> str:
    claim = case.by_id.get(end)
    if claim is None:
        return case.name(end)
    return claim.gloss or " ".join(triple(case, claim).parts) if claim.kind != "cause" else claim.gloss or "a cause"


def link_of_chain(case: Case, voice: Voice) -> str:
    """Return one link of a chain of voices: who, in what role, how, and how near to what is told."""
    kind = "" if voice.kind == "named" else f", {voice.kind}"
    how = "" if voice.how == "unstated" else f", {voice.how}"
    access = "" if voice.access == "unstated" else f", {'took part' if voice.access == 'took-part' else 'was told'}"
    return f"{voice_name(case, voice)} ({voice.role}{kind}{how}{access})"
