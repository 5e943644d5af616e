"""The codebook at work: which type a verb with its particles, objects and phrases reports, or a noun names.

A wording is a verb and what must stand with it, in order: `open fire on`. Alternatives are parted by `|`, `_` ties a particle
to its verb (`call_off`), and `@name` stands for a class of words of `wordings.toml`, for the nouns of an event type, or for what
the parse must show: `@somebody` and `@person` an actor among the objects, `@something` any object, `@nothing` none, `@only`
no further complement, `@agent` a subject or "by".
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from delian.coding.parse import Parse, Token
from delian.model.vocabulary import SHOWN, Vocabulary

_OBJECTS = frozenset({"dobj", "dative", "attr", "oprd", "acomp"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "nummod", "npadvmod", "poss"})
_LOOSE = frozenset({"prep", "prt", "advmod", "agent", "dative", "advcl", "npadvmod"})
_SMALL = frozenset(
    "about across against ahead along alongside apart around as aside at away back before behind between by down for forward "
    "from free in inside into of off on onto out outside over through to together toward towards under up upon with within "
    "without home loose".split()
)
By = Literal["lemma", "phrase", "noun"]


@dataclass(frozen=True, slots=True)
class Wording:
    """What must stand with a verb for it to report `type`; an idiom has none."""

    type: str | None
    words: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A type read out of a verb or a noun.

    Attributes:
        type: Event type.
        by: Whether the verb alone, a wording, or an event noun under a verb that says little shows it.
        nouns: Tokens of the words that the wording found.
        undergone: Whether the subject is whom it is done to: "came under attack from".
    """

    type: str
    by: By = "lemma"
    nouns: tuple[int, ...] = ()
    undergone: bool = False


@dataclass(frozen=True, slots=True)
class Codebook:
    """The wordings of a vocabulary by the verb that heads them, and its nouns by their last word."""

    wordings: Mapping[str, Sequence[Wording]]
    lemmas: Mapping[str, str]
    nouns: Mapping[str, Sequence[tuple[tuple[str, ...], str, str]]]
    carriers: Mapping[str, Sequence[tuple[str, tuple[str, ...]]]]
    ended: Mapping[str, str]
    vague: AbstractSet[str]

    def of_verb(
        self, parse: Parse, verb: int, is_actor: Callable[[int], bool], is_person: Callable[[int], bool]
    ) -> Reading | None:
        """Return what the verb reports: the longest wording that fits, an event noun that it carries, or its own lemma."""
        token = parse.tokens[verb]
        lemma = token.lemma.lower()
        frame = _Frame(parse, token, is_actor, is_person)
        for wording in self.wordings.get(lemma, ()):
            found = frame.fits(wording.words)
            if found is not None:
                return None if wording.type is None else Reading(wording.type, "phrase", found)
        return self._carried(frame, lemma) or (Reading(self.lemmas[lemma]) if lemma in self.lemmas else None)

    def _carried(self, frame: "_Frame", lemma: str) -> Reading | None:
        """Return the act whose noun or gerund a verb of doing, undergoing or ending has: "launched an attack"."""
        for role, particles in self.carriers.get(lemma, ()):
            found = frame.fits(tuple(frozenset({one}) for one in particles))
            if found is None:
                continue
            for noun in frame.objects if not particles else [*frame.objects, *frame.after(found)]:
                name = self.of_noun(frame.parse, noun.i) or self._of_vague(frame.parse, noun)
                if name is None and role == "ending" and noun.pos == "VERB":
                    name = self.lemmas.get(noun.lemma.lower())
                if name is not None and role == "ending":
                    return Reading(self.ended[name], "noun", (noun.i,)) if name in self.ended else None
                if name is not None:
                    return Reading(name, "noun", (noun.i,), undergone=role == "undergoing")
            if role == "ending":
                for one in frame.parse.of(frame.verb.i, "xcomp"):
                    name = self.lemmas.get(one.lemma.lower()) if one.tag == "VBG" else None
                    if name in self.ended:
                        return Reading(self.ended[name or ""], "noun", (one.i,))
        return None

    def _of_vague(self, parse: Parse, noun: Token) -> str | None:
        """Return the type that the noun before a vague one names: "mediation efforts", "a bombing campaign"."""
        if noun.lemma.lower() not in self.vague:
            return None
        named = (self.of_noun(parse, one.i) for one in parse.of(noun.i, "compound"))
        return next((name for name in named if name is not None), None)

    def of_noun(self, parse: Parse, noun: int) -> str | None:
        """Return the type that a noun names, with the words before it and the preposition after it that it needs."""
        token = parse.tokens[noun]
        for before, after, name in self.nouns.get(token.lemma.lower(), ()):
            if before and not set(before) <= _modifiers(parse, noun):
                continue
            if after and all(one.lemma.lower() != after for one in parse.of(noun, "prep")):
                continue
            return name
        return None


@lru_cache(maxsize=8)
def codebook(vocabulary: Vocabulary) -> Codebook:
    """Return the codebook of a vocabulary, worked out once."""
    events = vocabulary.events
    wordings: dict[str, list[Wording]] = {}
    phrases = [(name, phrase) for name, one in events.items() for phrase in one.phrases]
    for name, phrase in [*((None, idiom) for idiom in vocabulary.idioms), *phrases]:
        first, *rest = phrase.split()
        words = tuple(_spread(vocabulary, word) for word in rest)
        for verb in sorted(_spread(vocabulary, first)):
            head, *particles = verb.split("_")
            tied = tuple(frozenset({one}) for one in particles)
            wordings.setdefault(head, []).append(Wording(name, tied + words))
    nouns: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for name, one in events.items():
        for noun in one.nouns:
            *before, head = noun.split()
            after = head if before and head in _SMALL else ""
            head = before.pop() if after else head
            nouns.setdefault(head, []).append((tuple(before), after, name))
    carriers: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for role in ("doing", "undergoing", "ending"):
        for verb in vocabulary.classes.get(role, ()):
            head, *particles = verb.split("_")
            carriers.setdefault(head, []).append((role, tuple(particles)))
    return Codebook(
        wordings={verb: sorted(rows, key=_rank) for verb, rows in wordings.items()},
        lemmas={lemma: name for name, one in events.items() for lemma in one.lemmas},
        nouns={head: sorted(rows, key=lambda row: -len(row[0]) - bool(row[1])) for head, rows in nouns.items()},
        carriers={verb: sorted(rows, key=lambda row: -len(row[1])) for verb, rows in carriers.items()},
        ended={name: one.ended for name, one in events.items() if one.ended},
        vague=frozenset(vocabulary.classes["vague"]),
    )


def _rank(wording: Wording) -> tuple[int, int]:
    """Return what sorts wordings: most named words first, then most that the parse must show."""
    named = sum(not word & SHOWN for word in wording.words)
    return -named, -len(wording.words)


def _spread(vocabulary: Vocabulary, word: str) -> frozenset[str]:
    """Return the alternatives of one word of a wording, classes resolved."""
    found: set[str] = set()
    for one in word.split("|"):
        name = one.removeprefix("@")
        if name == one or one in SHOWN:
            found.add(one)
        elif name in vocabulary.classes:
            found.update(vocabulary.classes[name])
        else:
            found.update(noun for noun in vocabulary.events[name].nouns if " " not in noun)
    return frozenset(found)


def _modifiers(parse: Parse, noun: int) -> set[str]:
    found: set[str] = set()
    for one in (parse.tokens[i] for i in parse.children[noun]):
        if one.dep in _MODIFIERS:
            found |= {one.lemma.lower(), one.text.lower()}
            found |= _modifiers(parse, one.i)
    return found


@dataclass(frozen=True)
class _Frame:
    """A verb with its objects, particles and prepositions, against which wordings are held."""

    parse: Parse
    verb: Token
    is_actor: Callable[[int], bool]
    is_person: Callable[[int], bool]

    @cached_property
    def objects(self) -> list[Token]:
        """What the verb has as objects, with what is joined to them and what they are part of."""
        return [other for one in self.heads for other in self._spread(one)]

    @cached_property
    def heads(self) -> list[Token]:
        """Heads of what the verb has as objects: also of a passive, a participle and a relative clause."""
        parse, verb = self.parse, self.verb
        heads = [one for one in parse.of(verb.i, *_OBJECTS) if one.pos != "ADP"]
        heads += parse.of(verb.i, "nsubjpass")
        above = parse.tokens[verb.head]
        relative = any(one.tag in {"WDT", "WP"} for one in heads)
        if (verb.dep == "acl" and verb.tag == "VBN") or (
            verb.dep == "relcl" and above.pos in {"NOUN", "PROPN"} and (relative or not heads)
        ):
            heads.append(above)
        for one in parse.of(verb.i, "ccomp", "advcl"):  # a small clause: "held the council responsible"
            if one.pos in {"ADJ", "NOUN"} and not parse.of(one.i, "mark"):
                heads += [one, *parse.of(one.i, "nsubj")]
        heads += raised(parse, verb.i)
        return heads

    def _spread(self, head: Token, depth: int = 2) -> Iterator[Token]:
        """Yield a head with what is joined to it and what it is a part of: "a series of attacks"."""
        yield head
        if depth:
            for other in self.parse.of(head.i, "conj"):
                yield from self._spread(other, depth - 1)
            for of in self.parse.of(head.i, "prep"):
                if of.lemma == "of":
                    for inner in self.parse.of(of.i, "pobj"):
                        yield from self._spread(inner, depth - 1)

    def after(self, tokens: Sequence[int]) -> list[Token]:
        """Return what prepositions among those tokens bring in."""
        return [other for i in tokens for inner in self.parse.of(i, "pobj", "pcomp") for other in self._spread(inner)]

    def fits(self, words: Sequence[frozenset[str]]) -> tuple[int, ...] | None:
        """Return the tokens that the words were found at, in their order; None where one is missing."""
        found: list[int] = []
        anchors = [self.verb.i]  # what a particle or preposition may hang on
        preposition: int | None = None
        for word in words:
            shown, options = word & SHOWN, word - SHOWN
            if options and options <= _SMALL:
                token = self._small(options, anchors)
                preposition = token.i if token else None
            else:
                token = next((one for one in self._heads(preposition) if self._is(one, options)), None)
            if token is not None:
                found.append(token.i)
                anchors.append(token.i)
            elif any(self._shows(one) for one in shown):
                anchors += [one.i for one in self.objects]
            else:
                return None
        return tuple(found)

    def _heads(self, preposition: int | None) -> list[Token]:
        """Return what a word of a wording may be: an object, what a preposition brings in, or the verb behind a "to"."""
        if preposition is None:
            return self.objects
        if self.parse.tokens[preposition].pos == "VERB":
            return [self.parse.tokens[preposition]]  # "sent troops to help"
        return [*self.after([preposition]), *self.objects]

    def _is(self, head: Token, options: frozenset[str]) -> bool:
        if head.lemma.lower() in options or head.text.lower() in options:
            return True
        return bool(options & _modifiers(self.parse, head.i))

    def _small(self, options: frozenset[str], anchors: Sequence[int]) -> Token | None:
        """Return a particle, preposition or "to" that hangs on one of the anchors, or stands right behind the verb."""
        for i in anchors:
            for one in (self.parse.tokens[child] for child in self.parse.children[i]):
                if one.dep in _LOOSE | {"oprd", "acomp"} and one.lemma.lower() in options:
                    return one
                if one.dep == "ccomp" and one.lemma.lower() in options:
                    return one  # "let free"
                if (
                    "to" in options
                    and one.dep in {"xcomp", "acl", "ccomp", "advcl", "relcl"}
                    and _is_infinitive(self.parse, one)
                ):
                    return one
        after = self.verb.i + 1
        if after < len(self.parse.tokens) and self.parse.tokens[after].dep in {"prep", "prt", "advmod"}:
            return self.parse.tokens[after] if self.parse.tokens[after].lemma.lower() in options else None
        return None

    def _shows(self, what: str) -> bool:
        match what:
            case "@somebody":
                return any(self.is_actor(one.i) for one in self.heads)
            case "@person":
                return any(self.is_person(one.i) for one in self.heads)
            case "@something":
                return bool(self.objects)
            case "@nothing":
                return not self.objects
            case "@agent":
                return bool(self.parse.of(self.verb.i, "nsubj", "agent")) or goes_on_from(self.parse, self.verb)
            case _:
                return not self.parse.of(self.verb.i, "oprd", "ccomp")


def raised(parse: Parse, verb: int) -> list[Token]:
    """Return the subjects of infinitives under a verb, which are its objects as well: "urged them to leave"."""
    return [
        subject
        for one in parse.of(verb, "ccomp")
        if one.tag == "VB" and not parse.of(one.i, "mark") and not _has_modal(parse, one)
        for subject in parse.of(one.i, "nsubj")
    ]


def goes_on_from(parse: Parse, verb: Token) -> bool:
    """Say whether a verb is joined to one whose subject is its own: "dropped one and named another"."""
    above = parse.tokens[verb.head]
    if verb.dep != "conj" or above.pos != "VERB" or parse.of(verb.i, "nsubjpass", "auxpass"):
        return False
    return bool(parse.of(above.i, "nsubj")) or goes_on_from(parse, above)


def _has_modal(parse: Parse, verb: Token) -> bool:
    return any(one.tag == "MD" or one.lemma == "do" for one in parse.of(verb.i, "aux"))


def _is_infinitive(parse: Parse, verb: Token) -> bool:
    return any(one.text.lower() == "to" for one in parse.of(verb.i, "aux"))
