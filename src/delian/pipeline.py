"""The road, top to bottom: bytes → document → claims → case → worlds → answer → page. Read this first.

Layers never meet below here; each function is one arrow.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version as installed_version
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from delian.answers.ask import ask
from delian.answers.measure import Measure
from delian.coding.merge import meet
from delian.coding.merge import same_events as merge_events
from delian.coding.proposers.proposer import Context, Proposer
from delian.errors import UnknownName
from delian.model.actor import Actor
from delian.model.answer import Reply
from delian.model.belief import Belief
from delian.model.case import Case, Change, Scope
from delian.model.claim import Claim
from delian.model.contest import describe_whole
from delian.model.document import Document
from delian.model.event import Coalition, Event, Issue, Option, Round, Topic
from delian.model.judgement import Decision, Identities, Judgement, taken_back
from delian.model.problem import Problem
from delian.model.record import Noun, Record
from delian.model.view import View
from delian.model.vocabulary import Vocabulary
from delian.model.worlds import Worlds
from delian.plugins import modules, vocabulary
from delian.settling import (
    about_nothing,
    dangling,
    differing,
    in_codebook,
    in_place,
    in_scope,
    latest_nouns,
    settle,
    usable,
)

if TYPE_CHECKING:
    from delian.worlds.learn.anchored import Lessons
    from delian.worlds.learn.copying import Suspect
    from delian.worlds.sample.drawing import Drawing
    from delian.worlds.trust.effect import Shift
    from delian.worlds.trust.voices import Standing

VERSION = installed_version("delian")
AnyNoun = TypeVar("AnyNoun")


def read(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document at `path` with its metadata, and what was wrong with it."""
    from delian.documents.metadata import find_metadata  # noqa: PLC0415 - each command loads what it needs
    from delian.documents.read import read_document  # noqa: PLC0415

    document, problems = read_document(path)
    return find_metadata(document), problems


def view(document: Document) -> View:
    """Return the document's text cleaned for parsing, mapped to the frozen text."""
    from delian.documents.clean import parse_view  # noqa: PLC0415

    return parse_view(document)


def chain(documents: Sequence[Document]) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """Return the documents with reprints tied to what they reprint."""
    from delian.documents.reprints import mark_reprints  # noqa: PLC0415

    return mark_reprints(documents)


def code(
    document: Document,
    proposer: Proposer,
    known: Mapping[str, Noun],
    *,
    root: str | None = None,
    words: Vocabulary | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> list[Record]:
    """Return the records that `proposer` reads out of `document`, grounded.

    Args:
        document: With metadata.
        proposer: Rules, a model or a person's sheet.
        known: Nouns of the study by id; its actors keep their ids, the ids of its events and issues are not taken again.
        root: Id of the first document of the reprint chain.
        words: The study's vocabulary; by default the one that ships with Delian.
        tell: Told how far a long document is.
    """
    from delian.coding.proposers.gate import ground  # noqa: PLC0415

    actors = {ident: noun for ident, noun in known.items() if isinstance(noun, Actor)}
    taken = frozenset(_minted_for_others(document, proposer.coder.name, known))
    untold = _named_by_models_only(document, known)
    told = {ident: actor for ident, actor in actors.items() if ident not in untold}
    context = Context(document, view(document), words or vocabulary(), told, taken, tell)
    proposed = proposer.propose(context)
    grounded = ground(proposed, context, proposer.coder, root=root)
    return [
        grounded.document,
        *(_joined(actor, actors) for actor in grounded.actors),
        *grounded.events,
        *grounded.issues,
        *grounded.attributions,
        *grounded.claims,
        *grounded.problems,
    ]


def outlook(documents: Iterable[Document]) -> tuple[int, int]:
    """Return in how many windows a language model would read the documents, and about how many tokens that would send."""
    from delian.coding.proposers.llm.proposer import outlook as look  # noqa: PLC0415

    found = [look(view(document), vocabulary()) for document in documents]
    return sum(windows for windows, _ in found), sum(tokens for _, tokens in found)


def _joined(actor: Actor, known: Mapping[str, Actor]) -> Actor:
    """Return a known actor with the new mentions added, or the new one."""
    old = known.get(actor.id)
    if old is None:
        return actor
    return replace(old, mentions=tuple(dict.fromkeys((*old.mentions, *actor.mentions))))


def same_events(document: str, records: Sequence[Record], words: Vocabulary) -> list[Decision]:
    """Return decisions that merge the events which several coders of a document minted for one clause."""
    claims = [one for one in latest_nouns(records).values() if isinstance(one, Claim) and one.document == document]
    decisions = [record for record in records if isinstance(record, Decision)]
    settled = settle({claim.id: claim for claim in claims}, decisions)
    live = [*settled.accepted, *settled.proposed]
    made = {decision.id for decision in decisions}
    found = merge_events(live, Identities.of(decisions), words)
    return [decision for decision in found if decision.id not in made]


def _named_by_models_only(document: Document, known: Mapping[str, Noun]) -> set[str]:
    """Return the actors that only language models' readings of the document named.

    No coder is told of them: coders are to read on their own, and a model that is run again is to be asked the same.
    """
    models: set[str] = set()
    others: set[str] = set()
    for noun in known.values():
        if isinstance(noun, Claim):
            is_model = noun.document == document.id and noun.coder.kind == "model"
            (models if is_model else others).update(noun.named)
    return models - others


def _minted_for_others(document: Document, coder: str, known: Mapping[str, Noun]) -> Iterable[str]:
    """Yield the ids of events, options, rounds and issues that claims of other documents, or of another coder, speak of."""
    for noun in known.values():
        if isinstance(noun, Claim) and (noun.document != document.id or noun.coder.name != coder):
            for name in (noun.event, noun.scope, *noun.object):
                if name:
                    yield name
                    of = known.get(name)
                    yield from (of.issue for of in (of,) if isinstance(of, Option | Round))


def assemble(records: Sequence[Record], scope: Scope, words: Vocabulary | None = None) -> Case:
    """Return the case that the records make under `scope`: decisions applied, merges in force, claims sorted apart.

    Its vocabulary is `words`, by default the one that ships with Delian.
    """
    nouns = latest_nouns(records)

    def of(kind: type[AnyNoun]) -> dict[str, AnyNoun]:
        return {ident: noun for ident, noun in nouns.items() if isinstance(noun, kind)}

    decisions = [record for record in records if isinstance(record, Decision)]
    same = Identities.of(decisions)
    gone = taken_back(decisions)
    judgements, unusable = usable(one for one in of(Judgement).values() if one.id not in gone)
    words = words or vocabulary()
    known, unknown = in_codebook(of(Claim), words)
    sound, misplaced = in_place(known, of(Document))
    settled = settle(sound, decisions)
    met = meet(settled.accepted, settled.proposed, same, words)
    case = Case(
        documents=of(Document),
        actors={ident: actor for ident, actor in of(Actor).items() if same(ident) == ident},
        events={ident: event for ident, event in of(Event).items() if same(ident) == ident},
        issues=of(Issue),
        options=of(Option),
        rounds=of(Round),
        topics=of(Topic),
        coalitions=of(Coalition),
        vocabulary=words,
        claims=met.claims,
        proposed=met.proposed,
        doubles=met.doubles,
        retired=settled.retired,
        judgements=judgements,
        same=same,
        problems=tuple(one for one in records if isinstance(one, Problem))
        + unknown
        + misplaced
        + unusable
        + dangling(decisions, nouns)
        + about_nothing(judgements, nouns)
        + differing(records, judgements, same),
        scope=scope,
        sampler=Sampler(),
    )
    counts = in_scope(case)
    return replace(
        case,
        claims=tuple(filter(counts, case.claims)),
        proposed=tuple(filter(counts, case.proposed)),
        problems=case.problems + _unbound(case),
    )


def _unbound(case: Case) -> tuple[Problem, ...]:
    """Return a problem for each rule that a person entered and that ties nothing."""
    if not any(one.kind == "rule" for one in case.judgements):
        return ()
    from delian.worlds.couple.entered import unbound  # noqa: PLC0415

    return tuple(unbound(case))


@dataclass
class Sampler:
    """Draws worlds for a case; keeps the draws of one case, so that what-ifs re-draw nothing that they leave alone."""

    drawn: "dict[tuple[Scope, frozenset[str], float | None], Drawing]" = field(default_factory=dict)

    def __call__(self, case: Case, changes: Sequence[Change]) -> Worlds:
        """Return the case's worlds with `changes` made."""
        from delian.worlds.change import apply, distrusted, leaning  # noqa: PLC0415

        drawing = self._drawing(case, distrusted(case, changes), leaning(changes))
        return apply(case, drawing.worlds, changes, drawing.table.excludes)

    def _drawing(self, case: Case, voices: frozenset[str], share: float | None) -> "Drawing":
        from delian.worlds.sample.drawing import draw  # noqa: PLC0415

        key = (replace(case.scope, changes=()), voices, share)
        if key not in self.drawn:
            if share is not None:
                self.drawn[key] = self._drawing(case, voices, None).leaning(share)
            elif voices:
                self.drawn[key] = self._drawing(case, frozenset(), None).without(voices)
            else:
                self.drawn[key] = draw(case)
        return self.drawn[key]


def beliefs(case: Case, claims: Iterable[str]) -> dict[str, tuple[Belief, ...]]:
    """Return for each of the claims the ledgers of what it speaks of; none where it says nothing of how the world is.

    The claims are weighed by grades whatever the case's reading is.
    """
    from delian.worlds.trust.belief import Ledgers  # noqa: PLC0415

    ledgers = Ledgers(case)
    return {claim: ledgers.of(claim) for claim in claims}


def standings(case: Case) -> "tuple[Standing, ...]":
    """Return on whose word claims rest and through whom they pass, most claims first."""
    from delian.worlds.trust.voices import standings as find  # noqa: PLC0415

    return find(case)


def alike(case: Case) -> "tuple[Suspect, ...]":
    """Return pairs of outlets of which one may copy the other, most probable first: proposals, never applied."""
    from delian.worlds.learn.outlets import copied_outlets  # noqa: PLC0415

    return copied_outlets(case)


def refuse_entry(case: Case, entry: str) -> None:
    """Raise DelianError if a rule or resolution of the case ties nothing, or contradicts the others or the vocabulary."""
    from delian.worlds.couple.binding import refuse_entry as refuse  # noqa: PLC0415

    refuse(case, entry)


def tied(case: Case, rule: Judgement) -> tuple[str, ...]:
    """Return in words what each claim of a rule that a person entered stands for."""
    from delian.worlds.couple.entered import meant  # noqa: PLC0415

    found = ((name, meant(case, name)) for name in rule.abouts)
    return tuple(describe_whole(case, one) if one else name for name, one in found)


def lessons(case: Case) -> "Lessons":
    """Return what reliability of origins can be learnt; raises DelianError if there is too little to learn from."""
    from delian.worlds.learn.anchored import lessons as learn  # noqa: PLC0415

    return learn(case)


def shifts(before: Case, after: Case) -> "tuple[Shift, ...]":
    """Return the columns that the entries of `after` move, most first."""
    from delian.worlds.trust.effect import shifts as find  # noqa: PLC0415

    return find(before, after)


def ledger(case: Case, claim: Claim) -> tuple[Belief, ...]:
    """Return the ledgers of what one claim speaks of.

    A machine reading that nobody has accepted is weighed as if machine readings counted, and by the reading that stands
    for it where several coders made it.
    """
    if not case.is_machine(claim):
        return beliefs(case, [claim.id])[claim.id]
    name = case.doubles.get(claim.id, claim.id)
    return beliefs(case.asked(replace(case.scope, unreviewed=True)), [name])[name]


def measures() -> dict[str, Measure]:
    """Return the questions by name: every file of `answers/measures` that ends in a MEASURE."""
    return {
        name: module.MEASURE
        for name, module in modules("delian.answers.measures").items()
        if hasattr(module, "MEASURE")
    }


def answer(case: Case, question: str) -> Reply:
    """Return the reply to the question of that name.

    Raises:
        UnknownName: If there is no such question.
    """
    known = measures()
    if question not in known:
        raise UnknownName("question", question, sorted(known))
    return ask(case, question, known[question], version=VERSION)


def page(case: Case, replies: Sequence[Reply], *, title: str, made_on: str) -> str:
    """Return the report: one self-contained HTML file."""
    from delian.report.page import render_page  # noqa: PLC0415

    weighed = beliefs(case, [claim.id for claim in case.ordered])
    return render_page(case, replies, weighed, title=title, made_on=made_on, version=VERSION)
