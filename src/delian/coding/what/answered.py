"""Stage 12a: what a reaction, or the lack of one, belongs to: an act named in its clause or told shortly before."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from delian.coding.clauses import Clause
from delian.coding.notebook import Act, Notebook
from delian.coding.parse import Parse, Token
from delian.coding.what.causal_ends import is_event_noun
from delian.coding.what.codebook import codebook
from delian.plugins import read_list

_BACK = 3  # sentences in which an act is looked for that the reaction does not name
_FAR = 40  # sentences in which the act is looked for that a noun points back to: "the raid"
_POINTING = frozenset({"the", "this", "that", "these", "those"})
_IT = frozenset({"it", "this", "that"})
_LIMITING = frozenset({"prep", "acl", "relcl", "poss", "appos", "amod", "compound", "nummod"})
_WHEN = frozenset({"when", "after", "once"})


def named_acts(notebook: Notebook, heads: Sequence[int], at: int, subjects: Sequence[str]) -> tuple[Act, ...]:
    """Return the acts that phrases name, coordinated ones each: "the raid and the seizure of two boats"."""
    found: dict[str, Act] = {}
    for head in heads:
        for one in (head, *_joined(notebook, head)):
            act = _named(notebook, one, at, subjects)
            if act is not None:
                found.setdefault(act.event, act)
                _note_mention(notebook, act, one)
    return tuple(found.values())


def _note_mention(notebook: Notebook, act: Act, head: int) -> None:
    """Keep that a noun names an act told before, so that what follows finds it near."""
    if head > act.place and all(one.place != head for one in notebook.acts):
        notebook.acts.append(replace(act, place=head))
        notebook.acts.sort(key=lambda one: one.place)


def _joined(notebook: Notebook, head: int) -> Iterator[int]:
    for one in notebook.scene.parse.of(head, "conj"):
        if one.pos in {"NOUN", "PROPN"}:
            yield one.i
            yield from _joined(notebook, one.i)


def _named(notebook: Notebook, head: int, at: int, subjects: Sequence[str]) -> Act | None:
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[head]
    told = next((act for act in notebook.acts if act.place == head), None)
    if told is not None:
        return _known(notebook, head, subjects) or told
    if token.tag in {"WDT", "WP"} and parse.tokens[at].dep == "relcl":
        return _named(notebook, parse.tokens[at].head, at, subjects)
    if token.pos in {"PRON", "DET"} and token.text.lower() in _IT:
        return next(acts_before(notebook, at, subjects), None) if scene.one(head) is None else None
    generic = any(one.text.lower() in {"any", "every", "each"} for one in parse.of(head, "det"))
    if generic or scene.one(head) is not None or not is_act_noun(notebook, head):
        return None
    return _known(notebook, head, subjects) or minted(notebook, head)


def is_act_noun(notebook: Notebook, head: int) -> bool:
    """Say whether a noun names an act, or what is sent or said and waits for an answer."""
    token = notebook.scene.parse.tokens[head]
    return is_event_noun(token) or token.lemma.lower() in read_list("absences")["reported"]["awaiting"]


def is_hostile(notebook: Notebook, act: Act, *, deeds: bool = False) -> bool:
    """Say whether an act is done against somebody, by its type or by its noun; on request only in deeds."""
    parse = notebook.scene.parse
    name = act.type or codebook(notebook.vocabulary).of_noun(parse, act.place)
    if name:
        one = notebook.vocabulary.events[name]
        return one.is_conflict and (not deeds or one.quad.startswith("material"))
    return parse.tokens[act.place].lemma.lower() in read_list("absences")["reported"]["wrongs"]


def _known(notebook: Notebook, head: int, subjects: Sequence[str]) -> Act | None:
    """Return the act told before that a noun points back to: "the raid" the last raid, "the move" the last act at all."""
    parse = notebook.scene.parse
    beside = [parse.tokens[i] for i in parse.children[head]]
    pointing = any(one.dep == "det" and one.text.lower() in _POINTING for one in beside)
    if not pointing or any(one.dep in _LIMITING for one in beside):
        return None
    lemma = parse.tokens[head].lemma
    again = [act for act in reversed(notebook.acts) if act.place < head and parse.tokens[act.place].lemma == lemma]
    if again:
        return again[0]
    name = codebook(notebook.vocabulary).of_noun(parse, head)
    if name is None:
        general = lemma.lower() in read_list("absences")["reported"]["general"]
        return next(acts_before(notebook, head, subjects), None) if general else None
    here = parse.tokens[head].sentence
    before = [act for act in reversed(notebook.acts) if act.place < head]
    same = (act for act in before if act.type == name and here - parse.tokens[act.place].sentence <= _FAR)
    quad = notebook.vocabulary.events[name].quad
    like = (act for act in acts_before(notebook, head, subjects) if notebook.vocabulary.events[act.type].quad == quad)
    return next(same, None) or next(like, None)


def acts_before(notebook: Notebook, at: int, subjects: Sequence[str]) -> Iterator[Act]:
    """Yield acts of conflict of others told shortly before, nearest first."""
    tokens = notebook.scene.parse.tokens
    for act in sorted(notebook.acts, key=lambda act: -act.place):
        if act.place >= at:
            continue
        if tokens[at].sentence - tokens[act.place].sentence > _BACK:
            return
        by_others = not set(act.agents) & set(subjects) and (bool(act.agents) or not act.type)
        if by_others and is_hostile(notebook, act):
            yield act


def beside_acts(notebook: Notebook, clause: Clause, subjects: Sequence[str]) -> tuple[Act, ...]:
    """Return the act of the when-clause that a reaction stands beside: "when A …, B did nothing"."""
    parse = notebook.scene.parse
    governor = parse.tokens[clause.verb]
    beside = [one.i for one in parse.of(clause.verb, "advcl")]
    if governor.dep == "conj" and parse.tokens[governor.head].dep == "advcl":
        beside.append(governor.head)
    elif governor.dep == "conj":
        beside += [governor.head, *(one.i for one in parse.of(governor.head, "advcl"))]
    for verb in beside:
        for i in (verb, *parse.subtree(verb)):
            act = next((act for act in notebook.acts if act.place == i), None)
            if act is None or i == clause.verb or set(act.agents) & set(subjects):
                continue
            if is_hostile(notebook, act):
                return (act,)
    for verb in beside:
        marks = {one.text.lower() for one in parse.of(verb, "advmod", "mark")}
        if parse.tokens[verb].dep == "advcl" and marks & _WHEN:
            return (minted(notebook, verb),)
    return ()


def is_all(parse: Parse, token: Token) -> bool:
    """Say whether a verb tells that nothing else was done: "and did nothing more"."""
    nothing = [one.i for one in parse.of(token.i, "dobj") if one.lemma.lower() == "nothing"]
    return token.lemma == "do" and any(
        parse.tokens[i].lemma.lower() in {"else", "more", "further", "but"}
        for one in nothing
        for i in parse.children[one]
    )


def strikes_back(parse: Parse, token: Token) -> bool:
    """Say whether a verb and its particle tell of a blow returned: "hit back"."""
    pairs = {f"{token.lemma} {one.lemma.lower()}" for one in parse.of(token.i, "prt", "advmod")}
    return bool(pairs & set(read_list("forms")["answering"]["back"]))


def minted(notebook: Notebook, head: int) -> Act:
    """Return an act in the words of a clause, or of a noun, that the codebook has no type for."""
    scene = notebook.scene
    known = next((act for act in notebook.acts if act.place == head), None)
    if known is not None:
        return known
    clause = notebook.clauses.get(head)
    extent = scene.extent(head) if clause else scene.parse.extent(_phrase(notebook, head))
    words = scene.parse.text[extent.start : extent.end].split()
    words = words[1:] if words[0].lower() in _WHEN else words
    agents = scene.who(clause.subjects) if clause else scene.owner(head)
    act = Act(notebook.event_in_words(head, " ".join(words)), head, "", agents, (), "")
    notebook.acts.append(act)
    notebook.acts.sort(key=lambda act: act.place)
    return act


def _phrase(notebook: Notebook, head: int) -> list[int]:
    """Return the tokens of a noun's phrase, without what is joined to it."""
    parse = notebook.scene.parse
    beside = [
        *parse.of(head, "conj", "cc", "relcl", "punct"),
        *(one for one in parse.of(head, "prep") if one.lemma == "with"),
    ]
    joined = {i for one in beside for i in parse.subtree(one.i)}
    return [i for i in parse.subtree(head) if i not in joined]
