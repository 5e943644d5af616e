"""The report: one HTML file that works from disk and asks nothing of the network; every number leads to its claims."""

import base64
import hashlib
import re
import shlex
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from delian.model.answer import Answer, Reply, Row, Table
from delian.model.belief import Belief, State
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.contest import contradictions
from delian.model.document import Document
from delian.model.wording import BASES, BASIS_WORDS, Basis
from delian.report import weights
from delian.report.acts import Deed, deeds, entries
from delian.report.belief import Told, told_once
from delian.report.cards import Link, Panel, chain, panel
from delian.report.charts.network import network
from delian.report.charts.timeline import timeline
from delian.report.days import in_words
from delian.report.difference import changed
from delian.report.passages import Marked, Paragraph, paragraphs
from delian.report.references import References
from delian.report.sentence import Said, has_place, said
from delian.report.ties import Ties, ties

_NUMBER = re.compile(r"\s*[-–]?\d")
_ORDER = ("system", "ledger", "anatomy", "cohesion")  # other questions follow as they come


@dataclass(frozen=True, slots=True)
class Paper:
    """A document as the head of the page and the text section show it.

    Attributes:
        letter: What a reader cites it by: A, B, C …
        document: The document.
        authors: Who signed it.
        outlet: Who published it.
        published: When, in words.
        first: Where and when it first appeared, if it says so.
        reprint_of: Letter of the document of this study that it reprints.
        accepted: Ids of its claims that a person coded or reviewed.
        machine: Ids of the machine readings of it that nobody has reviewed.
        paragraphs: Its text, marked; empty where the text does not travel.
    """

    letter: str
    document: Document
    authors: str
    outlet: str
    published: str
    first: str
    reprint_of: str
    accepted: tuple[str, ...]
    machine: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]

    @property
    def title(self) -> str:
        """Headline, else that there is none."""
        return self.document.title or "Untitled document"


@dataclass(frozen=True, slots=True)
class Share:
    """Part of the claims that rests on one kind of word."""

    basis: Basis
    words: str
    claims: tuple[str, ...]
    total: int

    @property
    def percent(self) -> str:
        """Share of all claims that are shown."""
        return f"{len(self.claims) / self.total:.0%}"


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the page.

    Attributes:
        reply: Answer or card.
        panels: Cards of the system answer; empty for other questions.
        chain: Links of the thesis; empty for other questions.
        deeds: Acts of the ledger; empty for other questions.
        timeline: Drawing of the ledger; None for other questions.
        ties: Members and pairs of a network answer; None for other questions.
        network: Drawing of it; None where no tie is reported.
    """

    reply: Reply
    panels: tuple[Panel, ...] = ()
    chain: tuple[Link, ...] = ()
    deeds: tuple[Deed, ...] = ()
    timeline: Markup | None = None
    ties: Ties | None = None
    network: Markup | None = None


def render_page(
    case: Case,
    replies: Sequence[Reply],
    beliefs: Mapping[str, Sequence[Belief]],
    *,
    title: str,
    made_on: str,
    version: str,
) -> str:
    """Return the report as one HTML file.

    Args:
        case: Material and scope.
        replies: What the questions gave back; the page has a section for each.
        beliefs: Claim id → the ledgers of what it speaks of; claims that are not here are shown without.
        title: Name of the study.
        made_on: Day on which it is made, as ISO 8601.
        version: Version of Delian.
    """
    shown = _shown(case, replies)
    references = References({claim.id: number for number, claim in enumerate(shown, 1)})
    contested = _contested(case)
    claims = tuple(said(case, claim, place, contested.get(claim.id, ())) for place, claim in enumerate(shown, 1))
    told = told_once(case, {claim.id: beliefs.get(claim.id, ()) for claim in shown})
    papers = _papers(case, shown)
    script, style = _read("page.js"), _read("style.css")
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            case=case,
            title=title,
            headline=papers[0].title if papers else title,
            made_on=in_words(made_on),
            year=made_on[:4],
            version=version,
            papers=papers,
            letters={paper.document.id: paper.letter for paper in papers},
            claims=claims,
            by_id={one.id: one for one in claims},
            told=told,
            states={name: tuple(_states(ledgers)) for name, ledgers in told.items()},
            accepted=tuple(one.id for one in claims if not one.machine),
            machine=tuple(one.id for one in claims if one.machine),
            shares=_shares(claims),
            basis_words=BASIS_WORDS,
            sections=tuple(_section(case, reply, references) for reply in _ordered(replies)),
            refs=references,
            coalition=_coalition(case),
            style=Markup(style),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("delian.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["days"] = in_words
    environment.filters["plain"] = _plain
    environment.tests["number"] = lambda cell: bool(_NUMBER.match(cell))
    environment.globals["changed"] = changed
    environment.globals["command"] = command
    environment.globals["behind"] = behind
    environment.globals["weights"] = weights
    return environment


def _read(name: str) -> str:
    return (files("delian.report") / "templates" / name).read_text("utf-8")


def _plain(cell: str) -> str:
    """Return a table's cell with its dates in words; a sentence of the text stays as it is."""
    return cell if cell.startswith("“") else in_words(cell)


def _ordered(replies: Sequence[Reply]) -> list[Reply]:
    place = {name: number for number, name in enumerate(_ORDER)}
    return sorted(replies, key=lambda reply: place.get(reply.question, len(place)))


def _shown(case: Case, replies: Sequence[Reply]) -> list[Claim]:
    """Return the claims that the page lists: those shown by default, and any other that an answer names."""
    named = {claim for reply in replies for claim in _named(reply)}
    listed = {claim.id for claim in case.shown} | named
    return [claim for claim in case.ordered if claim.id in listed]


def _named(reply: Reply) -> tuple[str, ...]:
    if reply.kind == "card":
        return reply.review
    return (*reply.table.claims, *reply.used, *(one.claim for one in reply.citations))


def _contested(case: Case) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one, other, _ in contradictions(case):
        found[one.id].append(other.id)
        found[other.id].append(one.id)
    return {name: tuple(dict.fromkeys(others)) for name, others in found.items()}


def _shares(claims: Sequence[Said]) -> tuple[Share, ...]:
    groups: dict[Basis, list[str]] = defaultdict(list)
    for one in claims:
        groups[one.basis].append(one.id)
    return tuple(Share(name, BASIS_WORDS[name], tuple(groups[name]), len(claims)) for name in BASES if groups[name])


def _states(told: Sequence[Told]) -> dict[State, None]:
    """Return the states of what a claim speaks of, each once, in order."""
    return dict.fromkeys(state for one in told for state, _ in one.reckoning.states)


def _letter(place: int) -> str:
    """Return A to Z, then A2 to Z2 and so on.

    >>> [_letter(place) for place in (0, 25, 26)]
    ['A', 'Z', 'A2']
    """
    turn, within = divmod(place, 26)
    return f"{chr(ord('A') + within)}{turn + 1 if turn else ''}"


def _papers(case: Case, shown: Sequence[Claim]) -> tuple[Paper, ...]:
    letters = {name: _letter(place) for place, name in enumerate(case.documents)}
    by_document: dict[str, list[Claim]] = defaultdict(list)
    for claim in shown:
        by_document[claim.document].append(claim)
    return tuple(_paper(case, document, letters, by_document[name]) for name, document in case.documents.items())


def _paper(case: Case, document: Document, letters: Mapping[str, str], claims: Sequence[Claim]) -> Paper:
    first = document.original
    marks = [Marked(claim.start, claim.end, claim.id) for claim in claims if has_place(case, claim)]
    return Paper(
        letter=letters[document.id],
        document=document,
        authors=", ".join(author.name for author in document.authors) or "unsigned",
        outlet=document.outlet.name if document.outlet else "outlet not found",
        published=in_words(document.published) if document.published else "undated",
        first=", ".join(part for part in (first.outlet, in_words(first.published or "")) if part) if first else "",
        reprint_of=letters.get(document.reprint_of or "", ""),
        accepted=tuple(claim.id for claim in claims if not case.is_machine(claim)),
        machine=tuple(claim.id for claim in claims if case.is_machine(claim)),
        paragraphs=paragraphs(document.body, marks),
    )


def _section(case: Case, reply: Reply, references: References) -> Section:
    if reply.kind == "card":
        return Section(reply)
    parts = {part.id: part for part in reply.table.parts}
    match reply.question:
        case "system":
            return Section(reply, panels=_panels(parts), chain=chain(parts["chain"]) if "chain" in parts else ())
        case "ledger" if "acts" in parts:
            found = deeds(case, parts["acts"])
            return Section(reply, deeds=found, timeline=_timeline(case, found, references))
        case _ if reply.estimate is not None:
            return _with_ties(case, reply, references)
        case _:
            return Section(reply)


def _panels(parts: Mapping[str, Table]) -> tuple[Panel, ...]:
    apart = {"thesis", "voices", "chain"}  # they have a form of their own
    return tuple(panel(part) for name, part in parts.items() if name not in apart)


def _coalition(case: Case) -> str:
    """Return the name of the coalition asked about; empty if there is none."""
    if case.scope.of:
        return case.name(case.scope.of)
    return case.name(next(iter(case.coalitions))) if len(case.coalitions) == 1 else ""


def _timeline(case: Case, found: Sequence[Deed], references: References) -> Markup | None:
    if not found:
        return None
    name = _coalition(case)
    heads = ("acts of others", f"acts on the side of {name}") if name else ("reported acts", "what followed")
    return timeline(entries(found, references), left=heads[0], right=heads[1])


def _with_ties(case: Case, answer: Answer, references: References) -> Section:
    if case.scope.level != "organisation":
        return Section(answer)
    found = ties(case, answer, references)
    drawing = network(found.nodes, [pair.edge for pair in found.pairs]) if found.pairs else None
    return Section(answer, ties=found, network=drawing)


def behind(part: Table, row: Row, place: int, claims: Sequence[Said]) -> tuple[str, ...]:
    """Return the claims behind the number in cell `place`: its row's, unless the row names those that are left out."""
    if part.id != "without-anonymous":
        return row.claims
    own = tuple(one.id for one in claims if one.kind == row.cells[0])
    return own if place == 1 else tuple(name for name in own if name not in row.claims)


def command(*words: str) -> str:
    """Return a command of Delian as it is typed into a shell."""
    return shlex.join(("delian", *words))
