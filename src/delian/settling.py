"""Records as they stand, checked: which claims count, which decisions and entries can be used, and what cannot.

Faults in material are collected, never raised one by one.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from delian.model.case import Case
from delian.model.claim import Claim, Status
from delian.model.document import Document
from delian.model.entries import faults, is_dependence
from delian.model.judgement import Decision, Identities, Judgement, in_force
from delian.model.problem import Problem
from delian.model.record import Noun, Record, Unknown, from_record, to_record
from delian.model.text import Span, SpanMismatch, check_span
from delian.model.vocabulary import Vocabulary

_ENTRIES = frozenset({"grade", "interest", "prior", "resolution"})
_PROPOSITION = "p-"  # what the ids of propositions begin with: they are computed, not recorded (RECORDS 1)


def latest_nouns(records: Iterable[Record]) -> dict[str, Noun]:
    """Return the nouns by id, a later record of an id in place of an earlier one; problems have no id and stay out."""
    nouns: dict[str, Noun] = {}
    for record in records:
        if not isinstance(record, Problem | Unknown):
            nouns[record.id] = record
    return nouns


def in_codebook(claims: Mapping[str, Claim], words: Vocabulary) -> tuple[dict[str, Claim], tuple[Problem, ...]]:
    """Return the claims whose ties the vocabulary knows, and a problem for each relation that it does not."""
    strange = {one.relation for one in claims.values() if one.kind == "tie" and one.relation not in words.relations}
    fix = "Put the study's own relations.toml into vocabulary/ beside it."
    problems = (
        Problem(name, f"ties {name!r} are left out: the vocabulary has no such relation", fix) for name in strange
    )
    return {ident: one for ident, one in claims.items() if one.relation not in strange}, tuple(problems)


def in_place(
    claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[dict[str, Claim], tuple[Problem, ...]]:
    """Return the claims whose words stand at their offsets, and a problem for each that a file has otherwise."""
    sound: dict[str, Claim] = {}
    problems: list[Problem] = []
    for ident, claim in claims.items():
        document = documents.get(claim.document)
        try:
            if document is not None and document.text is not None:
                whole = Span(claim.start, claim.end, claim.quote, quote_sha256=claim.quote_sha256)
                for span in (whole, *claim.evidence):
                    check_span(document.text, span)
            sound[ident] = claim
        except SpanMismatch as fault:
            problems.append(Problem(ident, f"left out: {fault}", "Code the document again, or mend the record."))
    return sound, tuple(problems)


def in_scope(case: Case) -> Callable[[Claim], bool]:
    """Return what says whether a claim counts: known by the day, and with a named origin where only those count."""
    day, named_only = case.scope.known_by, case.scope.reading == "named-voices-only"

    def counts(claim: Claim) -> bool:
        root = case.documents.get(case.root(claim.document))
        published = root and (root.original_day or root.published_day)
        if day is not None and not (published and published <= day):
            return False
        return not named_only or (claim.origin is not None and claim.origin.kind != "anonymous")

    return counts


@dataclass(frozen=True, slots=True)
class Settled:
    """Claims by what became of them."""

    accepted: tuple[Claim, ...]
    proposed: tuple[Claim, ...]
    retired: tuple[Claim, ...]


def settle(claims: Mapping[str, Claim], decisions: Sequence[Decision]) -> Settled:
    """Return the claims by what became of them: a person's claim starts accepted, a machine's proposed."""
    status: dict[str, Status] = {ident: claim.status for ident, claim in claims.items()}
    final, retired = dict(claims), set()
    for decision in in_force(decisions):
        claim = final.get(decision.about)
        if claim is None:
            continue
        match decision.kind:
            case "accept":
                status[claim.id] = "accepted"
            case "reject":
                status[claim.id] = "rejected"
            case "deprecate":
                status[claim.id] = "deprecated"
                if claim.coder.kind == "human" or decision.by != claim.coder.name:  # else it was only not read again
                    retired.add(claim.id)
            case "edit":
                status[claim.id] = "edited"
                edited = from_record({**to_record(claim), **(decision.after or {}), "id": claim.id})
                final[claim.id] = edited if isinstance(edited, Claim) else claim
            case _:
                pass

    def of(*wanted: Status) -> tuple[Claim, ...]:
        return tuple(claim for ident, claim in final.items() if status[ident] in wanted)

    gone = tuple(claim for claim in of("deprecated") if claim.id in retired)
    return Settled(of("accepted", "edited"), of("proposed"), gone)


def dangling(decisions: Sequence[Decision], nouns: Mapping[str, Noun]) -> tuple[Problem, ...]:
    """Return a problem for each decision about something that the study does not have: it changes nothing."""
    problems = []
    for decision in decisions:
        named = (
            [decision.about]
            if decision.kind not in {"merge", "split", "apart"}
            else [decision.keep or decision.about, *decision.drop]
        )
        missing = [name for name in named if name not in nouns]
        if missing:
            says = f"the decision to {decision.kind} names what is not in the study: {', '.join(missing)}"
            problems.append(Problem(decision.id, says, "Undo it, or enter it again with the right ids."))
    return tuple(problems)


def about_nothing(judgements: Sequence[Judgement], nouns: Mapping[str, Noun]) -> tuple[Problem, ...]:
    """Return a problem for each entry on a source or statement that the study does not have: there it changes nothing."""
    strange = {
        one.id: [name for name in one.abouts if name not in nouns and not name.startswith(_PROPOSITION)]
        for one in judgements
        if one.kind in _ENTRIES
    }
    if any(strange.values()):
        voices = {voice.id for one in nouns.values() if isinstance(one, Claim) for voice in one.voices}
        strange = {ident: [name for name in names if name not in voices] for ident, names in strange.items()}
    says = "the entry names what is not in the study: {}"
    return tuple(
        Problem(ident, says.format(", ".join(names)), "Mend its line in the study’s file.")
        for ident, names in strange.items()
        if names
    )


def usable(judgements: Iterable[Judgement]) -> tuple[tuple[Judgement, ...], tuple[Problem, ...]]:
    """Return the judgements that can be used, and a problem for each whose value does not fit its kind."""
    sound: list[Judgement] = []
    problems: list[Problem] = []
    for one in judgements:
        found = faults(one)
        if found:
            says = f"the {one.kind} of {', '.join(one.abouts)} is not used: {'; '.join(found)}"
            fix = f"Mend its line in the study’s file, or take it back: delian undo STUDY {one.id} --why TEXT"
            problems.append(Problem(one.id, says, fix))
        else:
            sound.append(one)
    return tuple(sound), tuple(problems)


def differing(records: Sequence[Record], judgements: Sequence[Judgement], same: Identities) -> tuple[Problem, ...]:
    """Return a problem for every two judgements that a merge brought together and that differ, until one follows the merge."""
    met: dict[tuple[str, str | None, str | None, str | None, tuple[str, ...]], list[Judgement]] = defaultdict(list)
    for one in judgements:
        is_whole = one.kind == "interest" or is_dependence(one)
        for abouts in [one.abouts] if is_whole else [(name,) for name in one.abouts]:
            met[one.kind, one.topic, one.coalition, one.on, same.all_of(abouts)].append(one)
    merges = [
        one for one in in_force([record for record in records if isinstance(record, Decision)]) if one.kind == "merge"
    ]
    places = {getattr(record, "id", ""): place for place, record in enumerate(records)}
    problems = []
    for (*_, about), group in met.items():
        differ = len({one.abouts for one in group}) > 1 and len({str(one.value) for one in group}) > 1
        merged = max((places[one.id] for one in merges if same(one.keep or one.about) in about), default=-1)
        if differ and places[group[-1].id] < merged:
            says = f"judgements differ on what is now one: {', '.join(one.id for one in group)}; the later one is used"
            problems.append(Problem(group[-1].id, says, "Settle it with a new judgement, or undo the merge."))
    return tuple(problems)
