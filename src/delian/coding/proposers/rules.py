"""The proposer that needs nothing but the text: rules over a small parser. The stages of `coding/` in order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from delian.coding.clauses import Clause, Scene, find_clauses
from delian.coding.doubts import doubts, doubts_of_parse
from delian.coding.language import by_language, find_model
from delian.coding.lexicon import lexicon
from delian.coding.notebook import Notebook
from delian.coding.parse import parse
from delian.coding.proposers.proposer import Context, Heard, Proposal, Proposed
from delian.coding.said.quotes import find_quotations
from delian.coding.said.selves import by_whom, selves_at
from delian.coding.said.told import Told
from delian.coding.said.turns import addressed_in, find_turns
from delian.coding.said.voices import Chains, find_told, speaker_at
from delian.coding.what.acts import note_acts
from delian.coding.what.causes import note_causes
from delian.coding.what.departures import note_departures
from delian.coding.what.offices import Offices
from delian.coding.what.questions import note_questions
from delian.coding.what.reactions import note_reactions
from delian.coding.what.rounds import note_rounds
from delian.coding.what.slate import Slate
from delian.coding.what.stances import note_stances
from delian.coding.what.ties import note_ties
from delian.coding.when.frames import Timeline
from delian.coding.who.actors import Cast, cast, to_actors
from delian.coding.who.coref import first_persons, resolve
from delian.coding.who.foreign import read_foreign
from delian.coding.who.mentions import find_mentions
from delian.coding.who.register import name_words
from delian.model.actor import Actor
from delian.model.claim import Coder
from delian.model.problem import Problem
from delian.model.view import slices

_BLOCK = 150_000  # characters of a view that are parsed at once: what bounds the memory
_ONCE = frozenset(
    {"office", "tie-title", "tie-belonging", "alias"}
)  # families whose readings repeat with every mention


_CODER = Coder("rules", "rules", "1")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules over spaCy; for other languages than English who is named, and who is quoted where."""

    title: str = "Rules over a small parser"
    coder: Coder = _CODER

    def propose(self, context: Context) -> Proposed:
        """Return the readings of the document, block by block where it is long."""
        language = context.document.language or "en"
        pieces: list[Proposed] = []
        known = dict(context.actors)
        taken = set(context.events)
        parts = by_language(context.view, language)
        blocks = [(one, view) for one, part in parts.items() for view in slices(part, _BLOCK)]
        for number, (one, view) in enumerate(blocks):
            if len(blocks) > 1:
                context.tell(f"coding: {number / len(blocks):.0%} of {len(context.view.text):,} characters")
            inner = replace(context, view=view, actors=known)
            piece = _propose(inner, taken) if find_model(one) else _without_parser(inner, one)
            known |= {actor.id: actor for actor in piece.actors}
            taken |= {one.id for one in (*piece.events, *piece.issues)}
            pieces.append(piece)
        joined = _joined(context, pieces) if pieces else Proposed(())
        unread = {one: part for one, part in parts.items() if find_model(one) is None}
        return replace(joined, problems=(*doubts(context, unread), *joined.problems))


PROPOSER = Rules()


def _without_parser(context: Context, language: str) -> Proposed:
    actors, heard = read_foreign(context.view, language, context.document.id, context.actors)
    return Proposed((), actors=actors, attributions=heard)


def _propose(context: Context, taken: set[str]) -> Proposed:
    """Return the readings of one block."""
    words = lexicon()
    parsed = parse(context.view, context.document.body, "en")
    mentions = find_mentions(parsed, words)
    who = cast(parsed, mentions, context.actors, words)
    named = Scene(parsed, mentions, who.of)
    turns = find_turns(named, _askers(context), lambda ident: who.kind(ident) == "person")
    told = find_told(parsed, find_quotations(context.view), words, turns)
    author = _author(context, who)
    clauses = find_clauses(parsed)
    subjects = frozenset(
        head for clause in clauses if not clause.implied and not clause.passive for head in clause.subjects
    )
    third, others = resolve(parsed, mentions, who, words, speaker_at(named.one, parsed, told, None), subjects)
    speaker = speaker_at(Scene(parsed, mentions, third).one, parsed, told, author)
    addressed = addressed_in(turns, named)
    selves = selves_at(named, words, speaker, who.kind, author or _signing(context, who))
    scene = Scene(parsed, mentions, first_persons(mentions, third, speaker, selves, addressed), others)
    notebook = _notebook(context, scene, clauses, who, told, taken)
    offices = Offices(context.document.id, set(who.clusters) | set(context.actors))

    def names(ident: str) -> str:
        return who.clusters[ident].name if ident in who.clusters else ident

    slate = Slate(notebook.taken)
    note_acts(notebook, names)
    note_departures(notebook, names)
    note_stances(notebook, slate, names)
    note_rounds(notebook, slate, names)
    note_ties(notebook, who, offices, names)
    note_reactions(notebook, names)
    note_causes(notebook)
    note_questions(notebook)
    proposals = tuple(_distinct(notebook.proposals))
    heard = notebook.chains.heard()
    used = _used(proposals, heard)
    actors = to_actors(parsed, mentions, scene.of, who, context.document.id, used)
    return Proposed(
        proposals=proposals,
        actors=(*actors, *(office for office in offices.actors.values() if office.id in used)),
        events=tuple(event for event in notebook.events if event.id in used),
        issues=slate.used(used),
        attributions=heard,
        problems=tuple(doubts_of_parse(context.document.id, parsed, scene.of, notebook.not_coded())),
    )


def _askers(context: Context) -> list[str]:
    """Return the names under which the author may ask: the authors' own, and the outlet's."""
    outlet = context.document.outlet
    return [*(author.name for author in context.document.authors), *([outlet.name] if outlet else [])]


def _author(context: Context, who: Cast) -> str | None:
    """Return the actor that the document's author is, if the text or the study names them."""
    return _called(context.document.authors[0].name, who) if context.document.authors else None


def _signing(context: Context, who: Cast) -> str | None:
    """Return the actor that a document without an author is the statement of: its outlet, or whom its title names."""
    document = context.document
    names = [document.outlet.name] if document.outlet and not document.authors else []
    names += [name for name in [by_whom(document.title or "")] if name]
    return next((ident for name in names if (ident := _called(name, who))), None)


def _called(name: str, who: Cast) -> str | None:
    words = name_words(name)
    return next((ident for ident, cluster in who.clusters.items() if words in cluster.words), None)


def _notebook(
    context: Context, scene: Scene, clauses: Sequence[Clause], who: Cast, told: Sequence[Told], taken: set[str]
) -> Notebook:
    def is_person(actor: str) -> bool:
        return who.kind(actor) == "person"

    words = lexicon()
    return Notebook(
        scene=scene,
        clauses={clause.verb: clause for clause in clauses},
        chains=Chains(scene, told, words),
        times=Timeline(scene.parse, context.document.original_day, frozenset(words.telling)),
        vocabulary=context.vocabulary,
        lexicon=words,
        is_person=is_person,
        taken=set(taken),
    )


def _distinct(proposals: Sequence[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals without those that say the same of overlapping words, the likeliest kept, or repeat a title."""
    seen: dict[object, list[tuple[int, int]]] = {}
    kept: set[int] = set()
    for n in sorted(range(len(proposals)), key=lambda n: (-(proposals[n].score or 0), n)):
        one = proposals[n]
        start = one.quoted[0].start or 0
        place = (start, start + len(one.quoted[0].quote))
        said = (one.kind, one.relation, one.subject, one.object, one.value, one.polarity, one.cause)
        places = seen.setdefault(said, [])
        told = one.family in _ONCE and places
        if not told and not any(place[0] < end and begin < place[1] for begin, end in places):
            kept.add(n)
            places.append(place)
    yield from (proposals[n] for n in sorted(kept))


def _used(proposals: Sequence[Proposal], heard: Sequence[Heard]) -> set[str]:
    """Return the ids that proposals and attributions point at."""
    used: set[str] = set()
    for one in proposals:
        cause = (*one.cause.causes, *one.cause.effects) if one.cause else ()
        fields = (one.event, one.place, one.scope, *(voice.actor for voice in one.voices))
        used.update(name for name in (*one.subject, *one.object, *one.about, *cause, *fields) if name)
    used.update(one.speaker for one in heard if one.speaker)
    return used


def _joined(context: Context, pieces: Sequence[Proposed]) -> Proposed:
    """Return the readings of all blocks as one; an actor of several blocks has all its mentions."""
    if len(pieces) == 1:
        return pieces[0]
    actors: dict[str, Actor] = {}
    counts: dict[tuple[str, str], int] = {}
    for piece in pieces:
        for actor in piece.actors:
            old = actors.get(actor.id)
            actors[actor.id] = replace(actor, mentions=(*old.mentions, *actor.mentions)) if old else actor
        for problem in piece.problems:
            number, _, rest = problem.says.partition(" ")
            if number.isdigit():
                counts[rest, problem.fix] = counts.get((rest, problem.fix), 0) + int(number)
    everywhere = [one for one in pieces[0].problems if all(one in piece.problems for piece in pieces)]
    said = [one for one in everywhere if not one.says[0].isdigit()]
    counted = [Problem(context.document.id, f"{count} {rest}", fix) for (rest, fix), count in counts.items()]
    renamed = [_apart(piece, number) for number, piece in enumerate(pieces)]
    return Proposed(
        proposals=tuple(one for piece in renamed for one in piece.proposals),
        actors=tuple(actors.values()),
        events=tuple(event for piece in pieces for event in piece.events),
        issues=tuple(one for piece in pieces for one in piece.issues),
        attributions=tuple(one for piece in pieces for one in piece.attributions),
        problems=(*said, *counted),
    )


def _apart(piece: Proposed, number: int) -> Proposed:
    """Return the piece with labels that no other block has."""

    def label(name: str) -> str:
        return f"{number}/{name}" if name in own else name

    own = {one.label for one in piece.proposals if one.label}

    def relabelled(one: Proposal) -> Proposal:
        cause = one.cause and replace(
            one.cause, causes=tuple(map(label, one.cause.causes)), effects=tuple(map(label, one.cause.effects))
        )
        return replace(one, label=label(one.label), cause=cause)

    return replace(piece, proposals=tuple(map(relabelled, piece.proposals)))
