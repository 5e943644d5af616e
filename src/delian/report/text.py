"""Answers for the terminal: plain text, no wider than a hundred characters, and the system on one screen."""

import textwrap
from collections.abc import Iterator, Sequence

from delian.model.answer import Answer, Card, Reply, Row, Table
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.contest import rivals
from delian.model.quantity import Estimate
from delian.model.wording import BASES, BASIS_WORDS, basis, manner, says_who
from delian.report.cards import Item, chain, panel, tail
from delian.report.days import days, in_words
from delian.report.difference import changed
from delian.report.sentence import has_place, link_of_chain, triple

WIDTH = 100
NOT_FOUND = "not found in this text"
_FIRST = 3  # items of a part on the one screen
_CONTEXT = 160  # characters of the text on either side of a claim's sentence
_CITED = 5


def render_text(case: Case, reply: Reply) -> str:
    """Return an answer, or the card of what is missing, for the terminal."""
    lines = _card(case, reply) if reply.kind == "card" else _answer(case, reply)
    return "\n".join(lines).rstrip()


def _card(case: Case, card: Card) -> Iterator[str]:
    yield from head(card.title)
    yield from wrap(f"Not answered yet. The answer would tell {card.tells}.")
    yield "Missing:"
    for one in card.missing:
        yield from wrap(one, "  - ")
    if card.review:
        yield "Review first:"
        for name in card.review[:_CITED]:
            claim = case.by_id.get(name)
            if claim:
                yield from wrap(f"{_quoted(claim)}  {claim.id}", "  ")


def _answer(case: Case, answer: Answer) -> Iterator[str]:
    yield from head(answer.title)
    if answer.estimate:
        yield from wrap(answer.estimate.show())
    if answer.bound:
        bound = f"{answer.bound.estimate.show()} {answer.bound.reading}"
        yield from wrap(f"{bound}; coverage {_percent(answer.bound.coverage)} of pairs")
    if answer.sensitivity:
        yield from wrap(
            f"{_ends(answer.sensitivity)} with every source at the low or the high end of what its grade leaves open"
        )
    if answer.contested:
        yield "Voices contradict each other on what it rests on."
    yield from _differences(answer)
    yield from _citations(case, answer)
    for part in answer.table.parts or (answer.table,):
        yield ""
        yield from _table(part)
    yield ""
    for line in (*answer.caveats, answer.table.note):
        yield from wrap(line, "- ") if line else ()
    yield from wrap(_method(answer))


def _ends(figure: Estimate) -> str:
    low, high = figure.unit.show(figure.low), figure.unit.show(figure.high)
    return "the same" if low == high else f"{low}–{high}"


def _differences(answer: Answer) -> Iterator[str]:
    """Yield what each what-if changes: the figure above is without them."""
    if answer.differences:
        yield "The figure above is without the what-ifs. With them:"
    for one in answer.differences:
        after = "" if one.persons else f"; then {one.after.show()}"
        yield from wrap(f"{one.change}: {changed(one)}{after}", "  ")


def _citations(case: Case, answer: Answer) -> Iterator[str]:
    if answer.estimate is None:
        return
    if not answer.citations:
        yield f"Claims: {answer.uncited}."
        return
    yield "Claims that move it (held against failed):"
    for one in answer.citations[:_CITED]:
        claim = case.by_id.get(one.claim)
        if claim:
            words = f"{one.effect:+.2f} ± {one.error:.2f}  {_quoted(claim)} — {says_who(case, claim)}  {claim.id}"
            yield from wrap(words, "  ")
    if len(answer.citations) > _CITED:
        yield f"  and {len(answer.citations) - _CITED} more"


def _percent(share: float) -> str:
    return "–" if share != share else f"{share:.0%}"  # noqa: PLR0124 - NaN differs from itself


def _method(answer: Answer) -> str:
    method = answer.method
    worlds = f"; {method.worlds} worlds, seed {method.seed}" if method.worlds else ""
    return f"[{answer.shares.show()}. Read {method.reading}; {in_words(method.scope)}{worlds}; Delian {method.version}]"


def _table(table: Table) -> Iterator[str]:
    yield table.title
    if table.columns and not table.rows:
        yield f"  {table.empty}"
    if len(table.columns) > 1 and table.rows and not tail(table, table.rows[0])[1]:
        yield from wrap(f"({' · '.join(column for column in table.columns if column)})", "  ")
    for row in table.rows:
        yield from _row(table, row)
    if table.note:
        yield from wrap(table.note, "  ")
    for part in table.parts:
        yield from _table(part)


def _row(table: Table, row: Row) -> Iterator[str]:
    """Yield one row: a machine reading begins with its sentence and ends with its guesses."""
    voice, sentence = tail(table, row)
    own = row.cells[:-2] if voice or sentence else row.cells
    words = " · ".join(cell if cell.startswith("“") else in_words(cell) for cell in own if cell)
    note = f" [{row.note}]" if row.note else ""
    ids = f"  {row.claims[0]}" if len(row.claims) == 1 or (row.claims and sentence) else ""
    told = f" — {voice}" if voice else ""
    if row.machine and sentence:
        yield from wrap(f"{sentence}{told}{ids}", "  • ")
        yield from wrap(f"machine reading, guess: {words}{note}", "    ")
        return
    yield from wrap(f"{words}{note}{'' if sentence else ids}", "  • ")
    if sentence:
        yield from wrap(f"{sentence}{told}{ids}", "    ")


def render_summary(case: Case, reply: Reply) -> str:
    """Return what system the text describes on one terminal screen; what it lacks reads "not found in this text".

    Args:
        case: Material and scope.
        reply: Answer to the question `system`, or its card.
    """
    if reply.kind == "card":
        return render_text(case, reply)
    parts = {part.id: part for part in reply.table.parts}
    lines = [*head(_headline(case)), *_thesis(parts.get("thesis"))]
    for name, part in parts.items():
        if name not in {"rounds", "thesis", "voices", "chain"}:
            lines += _short(part)
    lines += [*_links(parts.get("chain")), *_says_so(case), f"({reply.table.note} All rows: delian ask STUDY system)"]
    return "\n".join(lines)


def _headline(case: Case) -> str:
    titles = [document.title or document.id for document in case.documents.values()]
    more = f" (and {len(titles) - 1} more)" if len(titles) > 1 else ""
    return f"{titles[0]}{more}" if titles else "No document yet"


def _thesis(table: Table | None) -> Iterator[str]:
    row = table.rows[0] if table and table.rows else None
    words = f"reported: {row.cells[0]} — {row.cells[1]}" if row else table.empty if table else NOT_FOUND
    yield from _labelled("The thesis", [words])


def _short(table: Table) -> Iterator[str]:
    made = panel(table, _FIRST)
    words = [_line(item) for group in made.groups for item in group.items]
    more = f"… and {made.more} more" if made.more else ""
    yield from _labelled(made.title, [*words, more] if more else words or [made.empty])


def _line(item: Item) -> str:
    if item.machine:
        return f"{item.sentence} (guess: {item.lead})"
    lead = f"{item.sentence} ({item.badge})" if not item.lead or item.badge in {"open", "rhetorical"} else item.lead
    notes = [word for word in (item.badge if lead is item.lead else "", item.note) if word]
    label = f"{item.label}: " if item.label else ""
    aside = f" [{'; '.join(notes)}]" if notes else ""
    source = f" — {item.voice}" if item.voice else f" · {item.aside}" if item.aside else ""
    return f"{label}{lead}{aside}{source}"


def _links(table: Table | None) -> Iterator[str]:
    links = chain(table) if table else ()
    steps = [f"{one.place} {one.sentence if one.machine else one.lead}" for one in links]
    title = table.title if table else "The thesis as a chain of links"
    joined = textwrap.shorten(" → ".join(steps), 4 * (WIDTH - 4), placeholder=" …")
    yield from _labelled(title, [joined or NOT_FOUND], room=4)


def _says_so(case: Case) -> Iterator[str]:
    groups = {name: sum(1 for claim in case.shown if basis(claim) == name) for name in BASES}
    total = sum(groups.values())
    shares = [f"{BASIS_WORDS[name]} {count} ({count / total:.0%})" for name, count in groups.items() if count]
    hidden = [f"{case.hidden} more hidden for their low score"] if case.hidden else []
    yield from _labelled("Who says so", [" · ".join([*shares, *hidden]) or NOT_FOUND], room=2)


def _labelled(title: str, lines: Sequence[str], room: int = 1) -> Iterator[str]:
    """Yield a title and its lines, each on `room` lines of the screen at most."""
    yield title
    for line in lines:
        wrapped = textwrap.wrap(" ".join(line.split()), WIDTH - 2, max_lines=room, placeholder=" …") or [""]
        yield from (f"  {one}" for one in wrapped)


def render_why(case: Case, claim: Claim) -> str:
    """Return what a claim rests on: its sentence in context, the chain of voices, its form, and what contests it."""
    document = case.documents.get(claim.document)
    where = f"{document.title or document.id}" if document else claim.document
    lines = [*head(f"{claim.id} · {claim.kind}"), *wrap(f"In: {where}"), ""]
    lines += [*_context(case, claim), "", *_reading(case, claim), "", "Who says so, outermost first"]
    for voice in claim.voices:
        lines += wrap(link_of_chain(case, voice), "  → ")
    if not claim.voices:
        lines.append("  unsigned")
    contests = rivals(case, claim)
    lines += ["", "What contests it" if contests else "Nothing in this study contests it."]
    for other, about in contests:
        lines += wrap(f"{_quoted(other)} — {says_who(case, other)} [{about}]  {other.id}", "  × ")
    same = [case.by_id[other] for other, first in case.doubles.items() if first == claim.id]
    if same:
        lines += ["", *wrap(f"Read alike by {', '.join(f'{one.coder.name} ({one.id})' for one in same)}")]
    if claim.id in case.doubles:
        lines += ["", *wrap(f"The same reading as {case.doubles[claim.id]}, which stands for both.")]
    if claim.flags:
        lines += wrap(f"To look at: {', '.join(claim.flags)}")
    lines += ["", *wrap(f"Propositions (first keys): {', '.join(claim.propositions) or 'none'}")]
    return "\n".join(lines)


def _context(case: Case, claim: Claim) -> list[str]:
    """Return the sentence between marks, with some of the text around it where that may be shown."""
    if not has_place(case, claim):
        return wrap(claim.quote or f"{claim.gloss or 'no gloss'} (quotation withheld)", "  ")
    text = case.documents[claim.document].body
    before, after = text[max(claim.start - _CONTEXT, 0) : claim.start], text[claim.end : claim.end + _CONTEXT]
    before = f"… {before.partition(' ')[2]}" if claim.start > _CONTEXT else before
    after = f"{after.rpartition(' ')[0]} …" if claim.end + _CONTEXT < len(text) else after
    return wrap(f"{before}»{text[claim.start : claim.end]}«{after}", "  ")


def _reading(case: Case, claim: Claim) -> Iterator[str]:
    said = " · ".join(triple(case, claim).parts)
    machine = case.is_machine(claim)
    guess = "machine reading that nobody has reviewed, guess: " if machine else "read as: "
    yield from wrap(f"{guess}{said.replace(' · ', '? · ') + '?' if machine else said}")
    polarity = "denied or negated (-)" if claim.denies else "affirmed (+)"
    absence = {"none": "", "reported": "; it is reported not to have happened", "unable": "; it is said to be unable"}
    hedge = f", hedge {claim.hedge}" if claim.hedge else ""
    yield from wrap(f"form: {claim.modality}{hedge}; {polarity}{absence[claim.absence]}")
    if manner(claim):
        yield f"so it is no plain statement: {manner(claim)}"
    yield f"when: {days(claim) or 'not said'}"
    score = "" if claim.score is None else f", score {claim.score:.2f} (that the reading is right)"
    version = f" {claim.coder.version}" if claim.coder.version else ""
    status: str = "accepted" if claim.id in case.accepted_ids and claim.status == "proposed" else claim.status
    status = "deprecated: it counts for nothing any more" if claim in case.retired else status
    yield from wrap(f"coder: {claim.coder.name}{version} ({claim.coder.kind}), {status}{score}")
    if claim.gloss:
        yield from wrap(f"gloss: {claim.gloss}")


def _quoted(claim: Claim) -> str:
    return f"“{' '.join(claim.quote.split())}”" if claim.quote else f"{claim.gloss or 'quotation withheld'}"


def head(title: str) -> list[str]:
    """Return a title on lines of its own, underlined."""
    lines = wrap(title)
    return [*lines, "─" * min(max(map(len, lines), default=1), WIDTH)]


def wrap(words: str, indent: str = "") -> list[str]:
    """Return `words` on lines that begin with `indent`, the later ones with as many blanks."""
    later = " " * len(indent)
    return textwrap.wrap(" ".join(words.split()), WIDTH, initial_indent=indent, subsequent_indent=later) or [indent]
