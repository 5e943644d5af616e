"""Stage 10c, first part: how somebody takes something: verbs, adjectives and nouns of refusing, tolerating, accepting, wanting."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.parse import Token
from delian.plugins import read_list

WILL = frozenset({"would", "will", "can", "could", "’d", "'d", "’ll", "'ll"})
_NOBODY = frozenset({"nobody", "none", "nothing"})


@dataclass(frozen=True, slots=True)
class Take:
    """How somebody takes something.

    Attributes:
        at: Token whose clause tells it.
        value: Ordinal of the stance.
        subjects: Who.
        heads: Heads of the phrases that name the options.
        put: How it is put.
        lemma: The word that tells it.
        family: Pattern that found it.
    """

    at: int
    value: str
    subjects: tuple[str, ...]
    heads: tuple[int, ...]
    put: Manner
    lemma: str
    family: str = "stance"

    @property
    def is_weak(self) -> bool:
        """Whether the word has many objects that are no options."""
        return self.lemma in listed("weak")

    @property
    def is_of_persons(self) -> bool:
        """Whether it is said of a candidate as of a plan; with other words it is a tie."""
        return self.family == "stance-noun" or self.lemma in listed("of_persons")


@cache
def values(kind: str) -> Mapping[str, str]:
    """Return the words of one list of stances with the stance that each tells."""
    return {word: value for value, words in read_list("stances")[kind].items() for word in words}


@cache
def listed(name: str) -> frozenset[str]:
    """Return one of the lists of words beside those that tell a stance."""
    return frozenset(read_list("stances")["other"][name])


def takes(notebook: Notebook, clause: Clause) -> Iterator[Take]:
    """Yield how a clause may be read as a stance, the more telling words first."""
    parse, scene = notebook.scene.parse, notebook.scene
    token = parse.tokens[clause.verb]
    subjects = scene.who(clause.subjects)
    if token.lemma == "be":
        yield from _predicative(notebook, clause, subjects)
        return
    preposed = values("preposed")
    for preposition, head in clause.preposed:
        value = preposed.get(f"{token.lemma} {preposition}")
        if value and not clause.passive:
            yield _take(notebook, clause, value, subjects, (head,))
    for particle in parse.of(token.i, "prt"):
        value = preposed.get(f"{token.lemma} {particle.lemma.lower()}")
        if value:
            yield _take(notebook, clause, value, subjects, clause.objects)
            return
    if token.lemma == "oppose" and clause.passive and not subjects:  # "is opposed to the quota"
        yield _take(notebook, clause, "refuses", scene.who(clause.objects), clause.after("to"))
    if token.lemma == "hear" and clause.after("of") and {one.text.lower() for one in parse.of(token.i, "aux")} & WILL:
        take = _take(notebook, clause, "tolerates", subjects, clause.after("of"))
        if take.put.polarity == "-":
            yield take
    value = values("verbs").get(token.lemma)
    if value and (subjects or not clause.passive):
        yield _take(notebook, clause, value, subjects, clause.objects)


def _take(notebook: Notebook, clause: Clause, value: str, subjects: tuple[str, ...], heads: tuple[int, ...]) -> Take:
    parse = notebook.scene.parse
    at, turned = governed(notebook, clause.verb)
    put = notebook.manner(at)
    if turned:
        put = replace(put, polarity="-" if put.polarity == "+" else "+")
    elif any(is_nobody_else(notebook, head) for head in heads):
        put = replace(put, polarity="+", absence="none")
    return Take(at, value, subjects, heads, put, parse.tokens[clause.verb].lemma)


def governed(notebook: Notebook, verb: int) -> tuple[int, bool]:
    """Return the verb that tells how an infinitive is meant, and whether that turns it round: "is unwilling to accept"."""
    parse = notebook.scene.parse
    token = parse.tokens[verb]
    above = parse.tokens[token.head]
    if token.dep not in {"xcomp", "ccomp", "acomp"} or token.tag != "VB" or above.i == verb:
        return verb, False
    words = {above.lemma, *(one.lemma for one in parse.of(above.i, "acomp"))}
    if not words & (listed("willing") | listed("unwilling")):
        return verb, False
    top = above.head if above.pos == "ADJ" and above.dep == "acomp" else above.i
    return top, bool(words & listed("unwilling"))


def is_nobody_else(notebook: Notebook, head: int) -> bool:
    """Say whether a phrase means nobody but whoever was spoken of: "wanted nobody else"."""
    parse = notebook.scene.parse
    beside = {one.text.lower() for one in parse.of(head, "advmod", "amod")}
    return "else" in beside and parse.tokens[head].text.lower() in _NOBODY


def settled(take: Take) -> tuple[str, Manner]:
    """Return the stance with a denial drawn into it: who will not accept, refuses; who does not object, tolerates."""
    plain = replace(take.put, polarity="+", absence="none")
    if take.put.polarity == "+":
        return take.value, plain
    if take.value in {"accepts", "tolerates"}:
        return "refuses", plain
    if take.value == "refuses" and take.lemma in listed("let"):
        return "tolerates", plain
    return take.value, replace(plain, polarity="-")


def _predicative(notebook: Notebook, clause: Clause, subjects: tuple[str, ...]) -> Iterator[Take]:
    """Yield "is against the move", "is opposed to the treaty", "is unacceptable to the league"."""
    parse = notebook.scene.parse
    put = notebook.manner(clause.verb)
    for one in parse.of(clause.verb, "acomp"):
        to = [inner.i for by in parse.of(one.i, "prep") if by.lemma == "to" for inner in parse.of(by.i, "pobj")]
        if one.lemma in {"acceptable", "unacceptable"} and to:
            value = "accepts" if one.lemma == "acceptable" else "refuses"
            yield Take(clause.verb, value, notebook.scene.who(to), clause.subjects, put, "accept")
    last = parse.sentences[parse.tokens[clause.verb].sentence].last
    following = (one.i for one in parse.tokens[clause.verb + 1 : last] if one.pos not in {"ADV", "PART"})
    beside = next(following, clause.verb)
    for one in parse.of(clause.verb, "acomp", "prep", "advmod"):
        for words, value in values("predicative").items():
            first, *rest = words.split()
            if one.text.lower() == first and (one.i == beside or one.pos == "ADJ"):
                heads = _heads_after(notebook, one.i, rest)
                if heads:
                    yield Take(clause.verb, value, subjects, heads, put, "want" if words == "for" else "accept")


def _heads_after(notebook: Notebook, i: int, rest: Sequence[str]) -> tuple[int, ...]:
    """Return what the last of some words in a row brings in."""
    parse = notebook.scene.parse
    if [one.text.lower() for one in parse.tokens[i + 1 : i + 1 + len(rest)]] != list(rest):
        return ()
    return tuple(one.i for one in parse.of(i + len(rest), "pobj"))


def deeds(notebook: Notebook, clause: Clause) -> Iterator[Take]:
    """Yield stances whose option is a verb: "wants the secretariat moved", "refuses to recognise it", "called for lifting it"."""
    subjects = notebook.scene.who(clause.subjects)
    if subjects and not clause.passive:
        for value, deed in _deeds(notebook, clause):
            yield replace(_take(notebook, clause, value, subjects, (deed,)), family="stance-deed")


def _deeds(notebook: Notebook, clause: Clause) -> Iterator[tuple[str, int]]:
    parse = notebook.scene.parse
    token = parse.tokens[clause.verb]
    if token.lemma == "want":
        for done in parse.of(token.i, "ccomp"):
            own = parse.of(done.i, "nsubj", "nsubjpass")
            if done.pos == "VERB" and own and token.i < own[0].i and own[0].pos in {"NOUN", "PROPN"}:
                yield "wants", done.i
    if token.lemma in {"want", "refuse", "decline"}:
        for one in parse.of(token.i, "xcomp"):
            is_act = any(act.place == one.i for act in notebook.acts)
            if one.tag == "VB" and is_act and one.lemma not in values("verbs") and parse.of(one.i, "dobj", "prep"):
                yield "wants" if token.lemma == "want" else "refuses", one.i
    for preposition in parse.of(token.i, "prep"):
        told = values("preposed").get(f"{token.lemma} {preposition.lemma.lower()}")
        for one in parse.of(preposition.i, "pcomp") if told else ():
            if told and one.tag == "VBG" and one.pos == "VERB":
                yield told, one.i


def of_noun(notebook: Notebook, token: Token) -> Iterator[Take]:
    """Yield "the union's opposition to the treaty"."""
    scene, parse = notebook.scene, notebook.scene.parse
    lemma = token.lemma.lower()
    for preposition in parse.of(token.i, "prep"):
        value = values("nouns").get(f"{lemma} {preposition.lemma.lower()}")
        if value:
            subjects = tuple(dict.fromkeys((*scene.owner(token.i), *scene.of_whom(token.i, "by", "from"))))
            heads = tuple(one.i for one in parse.of(preposition.i, "pobj"))
            yield Take(token.i, value, subjects, heads, Manner(), lemma, "stance-noun")
