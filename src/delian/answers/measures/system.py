"""What system does this text describe?"""

from collections import defaultdict
from collections.abc import Callable, Sequence

from delian.answers.chronicle import Act, chronicle
from delian.answers.measure import HAS_CLAIMS, OfClaims
from delian.answers.phrases import TAIL, of_kind, row
from delian.model.answer import Row, Table
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.event import Round
from delian.model.wording import BASES, BASIS_WORDS, basis, says_who, sentence, when

_CONTROL = frozenset({"commands", "directs", "decides-alone-on", "delegates-to", "direct-access-to", "deputises"})
_WARNING = frozenset({"warn", "object", "consent"})
_LEAVING = frozenset({"defect", "split"})
_CHOOSING = frozenset({"nominate", "endorse", "veto", "succeed"})


def system(case: Case) -> Table:
    """Return the system that the text describes and who says so, part by part; no model, no judgement of truth.

    Parts: the thesis in one line; roles by function; the loop provocation → answer or none → what the opponent is said to
    conclude; the search for a candidate; warnings and objections; who left; the chain of command; open questions; a strip
    of who says so; and the thesis as a chain of links. Each row names its voice and its sentence. A part that the text
    does not have says "not found in this text". It is the text's system, not the world's.

    Source: functions after Carley 2002 (ORA meta-network); the rest is a reading aid of Delian's own.
    """
    parts = tuple(make(case) for make in _PARTS)
    return Table("system", MEASURE.title, parts=parts, note="It is the text's system, not the world's.")


def _thesis_claims(case: Case) -> list[Claim]:
    """Return the claims of the thesis that a person entered last, in order; an empty list if nobody did."""
    entered = [one for one in case.judgements if one.kind == "thesis" and isinstance(one.value, tuple)]
    names = entered[-1].value if entered else None
    return [case.by_id[name] for name in names if name in case.by_id] if isinstance(names, tuple) else []


def _thesis(case: Case) -> Table:
    links = _thesis_claims(case)
    rows = [Row((_line(links[-1]), says_who(case, links[-1])), tuple(one.id for one in links))] if links else []
    title = next((document.title for document in case.documents.values() if document.title), None)
    note = f"Headline: {title}" if title else ""
    return Table("thesis", "The thesis", ("thesis", "who says so"), tuple(rows), empty="no thesis entered", note=note)


def _line(claim: Claim) -> str:
    return claim.gloss or f"“{sentence(claim)}”"


def _chain(case: Case) -> Table:
    """Return the thesis link by link, each with the what-if that supposes it not so; without one the causes."""
    links = _thesis_claims(case)
    note = "" if links else "No thesis entered: these are the causes that the text gives."
    shown = links or [claim for claim in case.shown if claim.kind == "cause"]
    rows = tuple(
        row(case, claim, (str(place), _line(claim) if links else _ends(case, claim), f"deny {claim.id}"))
        for place, claim in enumerate(shown, 1)
    )
    return Table("chain", "The thesis as a chain of links", ("", "link", "suppose not", *TAIL), rows, note=note)


def _ends(case: Case, claim: Claim) -> str:
    if claim.cause is None:
        return sentence(claim)

    def name(ident: str) -> str:
        found = case.by_id.get(ident)
        return (found.gloss or sentence(found)) if found else case.name(ident)

    arrow = " did not cause " if claim.denies else " → "
    return arrow.join("; ".join(name(one) for one in end) for end in (claim.cause.causes, claim.cause.effects))


def _roles(case: Case) -> Table:
    relations = case.vocabulary.relations
    rows: list[tuple[str, Row]] = []
    for claim in of_kind(case, "tie", "attribute"):
        function = relations[claim.relation].function if claim.kind == "tie" else ""
        if function:
            what = f"{claim.relation.replace('-', ' ')} {case.names(claim.object) or case.name(claim.scope)}"
        elif claim.kind == "attribute" and claim.relation in {"office", "role"}:
            function, what = "office", case.names(claim.object) or claim.value or ""
        else:
            continue
        rows.append((function, row(case, claim, (function, case.names(claim.subject), what, when(claim)))))
    rows.sort(key=lambda one: one[0])
    columns = ("function", "who", "does what", "when", *TAIL)
    return Table("roles", "Roles by function", columns, tuple(one for _, one in rows))


def _loop(case: Case) -> Table:
    acts = chronicle(case, of_kind(case, "event", "answer", "unanswered"))
    minds = [claim for claim in case.shown if claim.mind]
    effects = _effects(case)
    rows = []
    for act in acts:
        for claim in (*act.silences, *act.answers):
            learnt = _learnt(case, act, claim, minds, effects)
            reaction = _reaction(case, claim)
            conclusion = "; ".join(f"“{sentence(one)}”" for one in learnt) or "no conclusion is told"
            cells = (case.name(act.event), case.names(act.agents), reaction, conclusion)
            rows.append(row(case, claim, cells, more=(*act.reports, *learnt)))
    columns = ("provocation", "by", "answer", "what the other side is said to conclude", *TAIL)
    return Table("loop", "Provocation, answer, conclusion", columns, tuple(rows))


def _reaction(case: Case, claim: Claim) -> str:
    who = case.names(claim.subject) or "somebody"
    if claim.kind == "unanswered":
        reason = f" ({claim.reason})" if claim.reason and claim.reason != "unstated" else ""
        return f"{who}: none{reason}"
    form = f" ({claim.form.means}, scale {claim.form.scale})" if claim.form else ""
    return f"{who}: {case.name(claim.event)}{form}"


def _effects(case: Case) -> dict[str, list[Claim]]:
    """Return for each claim or event id the claims that it is said to have caused."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.shown:
        if claim.cause and not claim.denies:
            for cause in claim.cause.causes:
                found[case.same(cause)] += [case.by_id[one] for one in claim.cause.effects if one in case.by_id]
    return found


def _learnt(case: Case, act: Act, claim: Claim, minds: Sequence[Claim], effects: dict[str, list[Claim]]) -> list[Claim]:
    """Return what somebody is said to have concluded: effects of the reaction, and thoughts of the act's agents on it."""
    found = {one.id: one for name in (claim.id, case.same(claim.event or "")) for one in effects.get(name, ())}
    for one in minds:
        actor = one.mind.actor if one.mind else None
        about = {*case.same.all_of(one.subject), *case.same.all_of(one.object), case.same(one.event or "")}
        is_on_silence = one.kind in {"answer", "unanswered"} and about & set(case.same.all_of(claim.subject))
        if actor and case.same(actor) in act.agents and (act.event in about or is_on_silence):
            found[one.id] = one
    return list(found.values())


def _search(case: Case) -> Table:
    rows = []
    for claim in case.shown:
        if claim.kind == "stance":
            take = claim.value or (f"position {claim.amount.value:g} {claim.amount.unit}" if claim.amount else "")
        elif claim.kind == "event" and claim.relation in _CHOOSING:
            take = claim.relation
        else:
            continue
        cells = (
            case.names(claim.object) or case.name(claim.event),
            case.names(claim.subject),
            take,
            _round(case, claim),
        )
        rows.append(row(case, claim, cells))
    columns = ("option", "who", "takes it how", "round", *TAIL)
    return Table("search", "The search for a candidate", columns, tuple(rows))


def _rounds(case: Case) -> Table:
    """Return the rounds that the shown claims speak of: who mediated, what a candidate had to pass, how it ended."""
    told: dict[str, list[str]] = {}
    for claim in case.shown:
        if claim.scope and claim.scope in case.rounds:
            told.setdefault(claim.scope, []).append(claim.id)
    rows = tuple(
        Row((one.label, *_terms_of(case, one)), tuple(told[name])) for name, one in case.rounds.items() if name in told
    )
    return Table(
        "rounds",
        "Rounds of the search",
        ("round", "mediator", "tests", "outcome"),
        rows,
        empty="no round is told apart",
    )


def _terms_of(case: Case, one: Round) -> tuple[str, str, str]:
    mediator = case.name(one.mediator) if one.mediator else "no mediator is told"
    return mediator, "; ".join(one.tests) or "no test is told", one.outcome or "not told"


def _round(case: Case, claim: Claim) -> str:
    return case.name(claim.scope) if claim.scope else when(claim)


def _events(case: Case, part: str, title: str, wanted: frozenset[str]) -> Table:
    rows = tuple(
        row(case, claim, (case.names(claim.subject), claim.relation, case.names(claim.object), _what(case, claim)))
        for claim in case.shown
        if claim.kind == "event" and claim.relation in wanted
    )
    return Table(part, title, ("who", "did", "to whom", "what and when", *TAIL), rows)


def _what(case: Case, claim: Claim) -> str:
    return ", ".join(word for word in (case.name(claim.event), when(claim)) if word)


def _warnings(case: Case) -> Table:
    return _events(case, "warnings", "Warning, objection, consent", _WARNING)


def _left(case: Case) -> Table:
    """Return who is said to have changed sides, and who the roster says has left."""
    told = _events(case, "left", "Who left", _LEAVING)
    ties = tuple(
        row(case, claim, (case.names(claim.subject), claim.relation, case.names(claim.object), when(claim)))
        for claim in case.shown
        if claim.kind == "tie" and claim.relation.startswith("defected")
    )
    entered = tuple(
        Row((case.names(one.abouts), "left", case.name(one.coalition), str(one.low or one.on or ""), one.by, one.why))
        for one in case.judgements
        if one.kind == "membership" and one.value == "left"
    )
    return Table("left", told.title, told.columns, told.rows + ties + entered)


def _command(case: Case) -> Table:
    rows = tuple(
        row(case, claim, (case.names(claim.subject), claim.relation.replace("-", " "), _over(case, claim), when(claim)))
        for claim in of_kind(case, "tie")
        if claim.relation in _CONTROL
    )
    return Table("command", "Chain of command", ("who", "does", "whom or what", "when", *TAIL), rows)


def _over(case: Case, claim: Claim) -> str:
    matter = f" on {case.name(claim.scope)}" if claim.scope else ""
    return f"{case.names(claim.object)}{matter}".strip()


def _questions(case: Case) -> Table:
    rows = tuple(
        row(case, claim, (claim.asks or "open", case.names([name for name in claim.about if name not in case.by_id])))
        for claim in case.shown
        if claim.kind == "question"
    )
    return Table("questions", "Questions", ("kind", "about", *TAIL), rows)


def _voices(case: Case) -> Table:
    groups: dict[str, list[str]] = defaultdict(list)
    for claim in case.shown:
        groups[basis(claim)].append(claim.id)
    rows = tuple(
        Row((BASIS_WORDS[name], str(len(groups[name]))), tuple(groups[name])) for name in BASES if groups[name]
    )
    note = f"{case.hidden} machine readings with a low score are hidden." if case.hidden else ""
    return Table("voices", "Who says so", ("on whose word", "claims"), rows, note=note)


_PARTS: tuple[Callable[[Case], Table], ...] = (
    _thesis,
    _roles,
    _loop,
    _search,
    _rounds,
    _warnings,
    _left,
    _command,
    _questions,
    _voices,
    _chain,
)


def _entries(case: Case) -> int:
    return sum(1 for judgement in case.judgements if judgement.kind in {"thesis", "membership"})


MEASURE = OfClaims(
    title="What system does this text describe?",
    tells="roles, provocations and answers, the search for a candidate, warnings, who left, the chain of command, open "
    "questions and the thesis, each with its sentence and who says so",
    source="Functions after Carley 2002; a reading aid of Delian's own",
    uses=(HAS_CLAIMS,),
    of=system,
    entries=_entries,
)
