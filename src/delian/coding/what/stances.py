"""Stage 10c, second part: stances: who refuses, tolerates, accepts or wants which option of an issue."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Act, Notebook
from delian.coding.parse import Token
from delian.coding.what.candidates import (
    as_candidates,
    borne_by,
    enter_candidates,
    office_at,
    office_near,
    sole_office,
    standing,
)
from delian.coding.what.slate import Slate, heads_of, phrase, sentences_apart
from delian.coding.what.takes import WILL, Take, deeds, governed, is_nobody_else, listed, of_noun, settled, takes
from delian.model.vocabulary import Vocabulary
from delian.plugins import read_list

Names = Callable[[str], str]
_IT = frozenset({"it", "this", "that", "them"})
_ONESELF = frozenset({"himself", "herself"})
_EVERY = frozenset({"every", "all", "any", "each", "both", "no", "neither"})
_MORE = ("dobj", "xcomp", "ccomp", "prep", "prt", "dative", "auxpass", "advcl", "parataxis")
_DESCRIBING = frozenset({"det", "poss", "amod", "compound", "prep"})
_WORDS = 12  # of a phrase that a noun's stance quotes


@dataclass(frozen=True, slots=True)
class Poll:
    """What the stances of a text are read with.

    Attributes:
        notebook: Where readings go.
        slate: Issues and options.
        matters: Nouns that name what can be wanted or refused.
        names: Name of an actor.
        office: The one office that the text tells is to be filled, if it is but one.
        acts: By the token of their verb.
        outdone: Labels of readings of acts that a stance tells better.
    """

    notebook: Notebook
    slate: Slate
    matters: frozenset[str]
    names: Names
    office: str | None
    acts: Mapping[int, Act]
    outdone: set[str] = field(default_factory=set)


def note_stances(notebook: Notebook, slate: Slate, names: Names) -> None:
    """Note the stances of the text, and put what they are about on the slate."""
    enter_candidates(notebook, slate, names)
    matters = (listed("matters") | _event_nouns(notebook.vocabulary)) - listed("no_matter")
    acts = {act.place: act for act in notebook.acts}
    poll = Poll(notebook, slate, matters, names, sole_office(notebook), acts)
    for token in notebook.scene.parse.tokens:
        clause = notebook.clauses.get(token.i)
        if clause is not None:
            _of_clause(poll, clause)
        elif token.pos == "NOUN":
            _of_noun(poll, token)
    notebook.proposals = [one for one in notebook.proposals if one.label not in poll.outdone]


def _event_nouns(vocabulary: Vocabulary) -> frozenset[str]:
    return frozenset(noun for one in vocabulary.events.values() for noun in one.nouns if " " not in noun)


def _of_clause(poll: Poll, clause: Clause) -> None:
    if _stands(poll, clause) or _stands_alone(poll, clause):
        return
    for take in takes(poll.notebook, clause):
        options = tuple(dict.fromkeys(_options(poll, take)))
        if options and take.subjects:
            _note(poll, take, options)
            return
    for take in deeds(poll.notebook, clause):
        _note(poll, take, tuple(_named(poll, head) for head in take.heads))


def _of_noun(poll: Poll, token: Token) -> None:
    parse = poll.notebook.scene.parse
    for take in of_noun(poll.notebook, token):
        options = tuple(dict.fromkeys(_options(poll, take))) if take.subjects else ()
        if options:
            _note(poll, take, options)
    if token.lemma.lower() in read_list("rounds")["search"]["candidates"] and parse.of(token.i, "poss"):
        owners = poll.notebook.scene.owner(token.i)
        options = as_candidates(poll.slate, borne_by(poll.notebook, token))
        if owners and options:
            _note(poll, Take(token.i, "wants", owners, (), Manner(), token.lemma, "stance-noun"), options)


def _note(poll: Poll, take: Take, options: Sequence[str], *, far: bool = False) -> None:
    parse = poll.notebook.scene.parse
    value, put = settled(take)
    if put.modality == "normative":
        return
    label = f"stance-{take.at}"
    of_noun = take.at not in poll.notebook.clauses
    noted = poll.notebook.propose(
        take.family,
        "stance",
        "stance",
        take.at,
        extent=parse.extent([i for i in parse.subtree(take.at) if i < take.at + _WORDS]) if of_noun else None,
        how=put,
        far=far,
        label=label,
        subject=take.subjects,
        object=tuple(options),
        value=value,
    )
    if noted:
        poll.slate.last = options[-1], parse.tokens[take.at].sentence
        _outdo(poll, take, label)


def _outdo(poll: Poll, take: Take, label: str) -> None:
    """Let a stance stand for a bare "refused", and for an act that is read as done to what are options, not actors."""
    act = poll.acts.get(take.at)
    options = poll.notebook.scene.who(take.heads)
    misread = act is not None and {*act.recipients} <= {*options} and bool(act.recipients or not take.heads)
    if act is not None and act.label and misread:
        poll.outdone.add(act.label)
        poll.notebook.labels[take.at] = label
    poll.notebook.labels.setdefault(take.at, label)


def _options(poll: Poll, take: Take) -> Iterator[str]:
    """Yield the options that the phrases of a stance name."""
    scene, slate, parse = poll.notebook.scene, poll.slate, poll.notebook.scene.parse
    for head in heads_of(parse, take.heads):
        token = parse.tokens[head]
        word = token.text.lower()
        persons = as_candidates(slate, scene.who([head]))
        last = _spoken_of(poll, head)
        every = bool({one.text.lower() for one in parse.of(head, "det")} & _EVERY)
        if word in _ONESELF and len(take.subjects) == 1:
            yield slate.candidate(take.subjects[0], poll.names(take.subjects[0]), None)
        elif persons and take.is_of_persons:
            yield from persons
        elif last and is_nobody_else(poll.notebook, head):
            yield last
        elif every and token.lemma in read_list("rounds")["search"]["candidates"]:
            yield from slate.candidates.values()
        elif last and word in _IT and last not in slate.candidates.values():
            yield last
        elif scene.mention(head) is None or token.lemma.lower() in poll.matters:
            yield from _matter(poll, take, head)


def _matter(poll: Poll, take: Take, head: int) -> Iterator[str]:
    """Yield the option that a noun phrase names: an office for oneself, or a plan, a demand, a step."""
    parse = poll.notebook.scene.parse
    token = parse.tokens[head]
    chosen = _chosen(poll, head)
    if chosen:
        yield from chosen
        return
    office = office_at(poll.notebook, head) if token.lemma.lower() in _posts() else None
    if office and len(take.subjects) == 1 and poll.notebook.is_person(take.subjects[0]):
        yield poll.slate.candidate(take.subjects[0], poll.names(take.subjects[0]), office)
    elif token.pos == "NOUN" and token.lemma.lower() in poll.matters and not office:
        described = any(parse.tokens[i].dep in _DESCRIBING for i in parse.children[head])
        if described or not take.is_weak:
            yield _named(poll, head)


def _chosen(poll: Poll, head: int) -> list[str]:
    """Return the candidates whose choice a noun names: "the appointment of General Ito"."""
    scene, notebook = poll.notebook.scene, poll.notebook
    token = scene.parse.tokens[head]
    if token.lemma.lower() not in read_list("rounds")["search"]["choices"] or token.tag != "NN":
        return []
    persons = [one for one in (*scene.of_whom(head, "of"), *scene.owner(head)) if notebook.is_person(one)]
    office = office_near(notebook, head) or poll.office
    return [poll.slate.candidate(one, poll.names(one), office) for one in persons[:1]]


def _named(poll: Poll, head: int) -> str:
    scene = poll.notebook.scene
    return poll.slate.matter(scene.parse, head, phrase(scene, head, poll.names))


@cache
def _posts() -> frozenset[str]:
    return frozenset(read_list("rounds")["posts"]) | {"post", "office", "job"}


def _spoken_of(poll: Poll, i: int) -> str | None:
    """Return the option spoken of last before token `i`, in its sentence or the one before."""
    scene, slate, parse = poll.notebook.scene, poll.slate, poll.notebook.scene.parse
    here = parse.tokens[i].sentence
    found = [slate.last] if slate.last else []
    for j in range(parse.sentences[max(here - 1, 0)].first, i):
        actor = scene.of[scene.at[j]] if j in scene.at else None
        if actor in slate.candidates:
            found.append((slate.candidates[actor or ""], parse.tokens[j].sentence))
    option, there = max(found, key=lambda one: one[1], default=(None, here))
    return option if sentences_apart(parse, there, here) <= 1 else None


def _stands(poll: Poll, clause: Clause) -> bool:
    """Note "would not stand again", "is running for president"; say whether the clause tells it."""
    notebook, parse = poll.notebook, poll.notebook.scene.parse
    told, office = standing(notebook, clause.verb)
    subjects = notebook.scene.who(clause.subjects)
    verb = parse.tokens[clause.verb]
    if not told or len(subjects) != 1 or verb.dep == "pcomp":
        return False
    mention = notebook.scene.mention(verb.head if verb.dep == "relcl" else clause.subjects[0])
    if mention is None or mention.form == "nominal" or mention.kind not in {"person", "unknown"}:
        return False
    at, turned = governed(notebook, clause.verb)
    put = notebook.manner(at)
    denied = (put.polarity == "-") != turned
    meant = turned or bool({one.text.lower() for one in parse.of(at, "aux")} & WILL)
    option = poll.slate.candidate(subjects[0], poll.names(subjects[0]), office)
    value = "refuses" if denied and meant else "wants"
    put = replace(put, polarity="-" if denied and not meant else "+", absence="none")
    _note(poll, Take(at, value, subjects, (), put, verb.lemma), (option,))
    return True


def _stands_alone(poll: Poll, clause: Clause) -> bool:
    """Note "Labour refused." after an option; say whether the clause tells it."""
    parse = poll.notebook.scene.parse
    token = parse.tokens[clause.verb]
    inner = token.dep in {"relcl", "acl", "xcomp", "ccomp"}
    if token.lemma not in listed("alone") or inner or parse.of(token.i, *_MORE):
        return False
    subjects = poll.notebook.scene.who(clause.subjects)
    option = _spoken_of(poll, min([token.i, *clause.subjects]))
    if not subjects or option is None or poll.slate.candidates.get(subjects[0]) == option:
        return False
    value = "accepts" if token.lemma == "accept" else "refuses"
    put = poll.notebook.manner(token.i)
    _note(poll, Take(token.i, value, subjects, (), put, token.lemma), (option,), far=True)
    return True
