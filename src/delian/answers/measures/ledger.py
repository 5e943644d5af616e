"""Which provocations were answered, by whom, how, how late, and why not?"""

from collections.abc import Iterable

from delian.answers.chronicle import Act, chronicle, is_provocation, lag
from delian.answers.measure import HAS_CLAIMS, Need, OfClaims, by_score
from delian.answers.phrases import of_kind
from delian.model.answer import Row, Table
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.wording import manner, says_who, sentence

WINDOW = 365  # days in which a later act between the same two is listed as a possible answer


def ledger(case: Case) -> Table:
    """Return every act that an answer could be expected to, of both sides, with what was answered and what was not.

    One row a provocation and reported reaction: its form (means and scale 0 to 4), the days in between, and for silence
    the reason that is given. Where voices differ, all rows stand and are marked contested. Later acts between the same
    two that no claim calls an answer are listed apart. No share is worked out: an author's chosen list of provocations
    cannot estimate how often a side answers.

    Source: rows after the response records of Huth & Russett 1984, World Politics 36:496-526; selection: Achen & Snidal
    1989, World Politics 41:143-169.
    """
    acts = chronicle(case, of_kind(case, "event", "answer", "unanswered"))
    by_event = {act.event: act for act in acts}
    rows = [row for act in acts if is_provocation(case, act) for row in _rows(case, act, by_event)]
    columns = (
        "act",
        "by",
        "against",
        "when",
        "answered?",
        "how",
        "days until",
        "who says so",
        "sentence",
    )
    listed = Table("acts", "Acts and answers", columns, tuple(rows))
    return Table("ledger", MEASURE.title, parts=(listed, _unclaimed(case, acts)), note=_note(case))


def _note(case: Case) -> str:
    own = [one for one in case.judgements if one.kind == "list-origin"]
    made = f"The list is entered as: {own[-1].value}." if own else "Nobody has entered how the list was made."
    return f"{made} Rows, not a share: a list chosen by an author cannot show how often a side answers."


def _rows(case: Case, act: Act, by_event: dict[str, Act]) -> Iterable[Row]:
    head = (
        case.name(act.event),
        case.names(act.agents) or "not said",
        case.names(act.recipients) or "not said",
        ", ".join(act.dates) or "undated",
    )
    contested = _is_contested(case, act)
    for claim in act.answers:
        answer = by_event.get(case.same(claim.event or ""))
        days = lag(act, answer) if answer else None
        reaction = "not an answer" if claim.denies else f"answered by {case.names(claim.subject) or 'somebody'}"
        form = f"{claim.form.means}, scale {claim.form.scale}" if claim.form else "form not said"
        yield _row(case, act, head, (reaction, form, "" if days is None else str(days)), claim, contested=contested)
    for claim in act.silences:
        reaction = (
            f"{case.names(claim.subject)} did not" if not claim.denies else f"{case.names(claim.subject)}: not so"
        )
        yield _row(case, act, head, (reaction, f"reason {claim.reason or 'unstated'}", ""), claim, contested=contested)
    if not act.answers and not act.silences:
        first = next((claim for claim in act.reports if not claim.denies), act.reports[0])
        yield _row(case, act, head, ("nothing is said of an answer", "", ""), first, contested=contested)


def _row(
    case: Case, act: Act, head: tuple[str, ...], reaction: tuple[str, ...], claim: Claim, *, contested: bool
) -> Row:
    machine = case.is_machine(claim)
    cells = tuple(f"{cell}?" if machine and cell else cell for cell in (*head, *reaction))
    note = ", ".join(word for word in ("contested" if contested else "", manner(claim)) if word)
    ids = dict.fromkeys([claim.id, *(one.id for one in act.reports)])
    return Row((*cells, says_who(case, claim), f"“{sentence(claim)}”"), tuple(ids), machine, note)


def _is_contested(case: Case, act: Act) -> bool:
    """Say whether one voice has an actor answer the act and another has the same actor silent, or deny it."""
    answered = {actor for claim in act.answers if not claim.denies for actor in case.same.all_of(claim.subject)}
    silent = {actor for claim in act.silences if not claim.denies for actor in case.same.all_of(claim.subject)}
    denied = any(claim.denies for claim in (*act.answers, *act.silences))
    return bool(answered & silent) or denied


def _unclaimed(case: Case, acts: tuple[Act, ...]) -> Table:
    """Return later acts of a recipient against an agent, or of the same pair turned round, that nobody calls an answer."""
    rows = []
    for first in acts:
        for later in acts:
            days = lag(first, later)
            turned = set(later.agents) & set(first.recipients) and set(later.recipients) & set(first.agents)
            if (
                days is not None
                and days.most > 0
                and days.least <= WINDOW
                and turned
                and first.event not in later.answers_to
            ):
                ids = tuple(claim.id for claim in (*first.reports, *later.reports))
                machine = any(case.is_machine(claim) for claim in (*first.reports, *later.reports))
                rows.append(Row((case.name(first.event), case.name(later.event), str(days)), ids, machine))
    columns = ("act", "later act between the same two", "days until")
    title = "Possible answers that nobody claims"
    return Table("unclaimed", title, columns, tuple(rows), empty="none among the dated acts")


def _entries(case: Case) -> int:
    return sum(1 for judgement in case.judgements if judgement.kind == "list-origin")


MEASURE = OfClaims(
    title="Which provocations were answered, by whom, how, how late, and why not?",
    tells="the acts of both sides with the answers given, the silences and their reasons, and possible answers nobody claims",
    source="Huth & Russett 1984, World Politics 36:496-526; Achen & Snidal 1989, World Politics 41:143-169",
    uses=(
        HAS_CLAIMS,
        Need(
            "No claim on an act against somebody, an answer or a silence.",
            lambda case: bool(of_kind(case, "event", "answer", "unanswered")),
            lambda case: by_score(case, "unanswered", "answer", "event"),
        ),
    ),
    of=ledger,
    entries=_entries,
)
