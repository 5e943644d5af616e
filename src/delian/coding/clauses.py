"""Stage 7: clauses: each verb with its subject, objects and what hangs on prepositions, implied arguments filled in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from delian.coding.parse import Parse, Token
from delian.coding.who.mentions import Found
from delian.model.text import Extent

# Verbs whose object does what the infinitive says: "asked them to leave".
_OBJECT_CONTROL = frozenset(
    "ask order tell urge force allow permit persuade encourage invite warn instruct enable help press beg lead cause compel "
    "authorise authorize forbid advise direct appoint push prompt embolden".split()
)
# Verbs whose clause tells what whoever it is about shall do: "demands that the guards leave".
_DEMANDS = frozenset("demand insist request require recommend propose".split())
# Conjunctions that the parser may take for prepositions.
_CONJUNCTIONS = frozenset({"as", "since", "after", "before", "until", "while", "though", "than", "when", "because"})
_TO_BLAME = frozenset({"guilty", "responsible"})
_CALLS_ON = frozenset({"call", "appeal", "rely", "count"})
_SUBJECT = ("nsubj", "nsubjpass", "csubj")
_SPLIT_OFF = frozenset({"advcl", "parataxis", "ccomp", "relcl", "conj"})
# Nouns that stand for some of what follows: "hundreds of soldiers", "members of the party".
_PARTITIVE = frozenset(
    "number hundred thousand dozen score most some many part half rest majority minority lot member group team series wave all none "
    "one two three couple several handful body remainder leadership rank".split()
)
_ABOUT = frozenset({"of", "on", "against", "by", "to", "for", "with"})
_SELVES = frozenset({"us", "me", "you"})  # "the rest of us" are not who speaks
_INSIDERS = frozenset({"member", "leadership", "rank"})  # who are not the body that they are of


@dataclass(frozen=True, slots=True)
class Clause:
    """A verb and what belongs to it.

    Attributes:
        verb: Token of the verb, or of the copula's complement's verb.
        subjects: Heads of its subjects.
        objects: Heads of its objects.
        preposed: Preposition → heads of what it brings in.
        passive: Whether it is passive.
        implied: Whether the subject was taken from another clause.
    """

    verb: int
    subjects: tuple[int, ...]
    objects: tuple[int, ...]
    preposed: tuple[tuple[str, int], ...]
    passive: bool
    implied: bool

    def after(self, *prepositions: str) -> tuple[int, ...]:
        """Return the heads that one of those prepositions brings in."""
        return tuple(head for preposition, head in self.preposed if preposition in prepositions)


@dataclass(frozen=True)
class Scene:
    """A parsed text with its mentions told apart: what every later stage reads.

    Attributes:
        parse: The text.
        mentions: In order of the text.
        of: For each mention the id of its actor.
        others: For a mention such as "they", whom it means besides.
    """

    parse: Parse
    mentions: Sequence[Found]
    of: Sequence[str | None]
    others: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def at(self) -> Mapping[int, int]:
        """Mention by each token that it covers; the shortest wins."""
        found: dict[int, int] = {}
        for n, one in enumerate(self.mentions):
            for i in range(one.first, one.last):
                found.setdefault(i, n)
            found[one.head] = n
        return found

    def mention(self, i: int) -> Found | None:
        """Return the mention whose head is token `i`."""
        n = self.at.get(i)
        return self.mentions[n] if n is not None and self.mentions[n].head == i else None

    def one(self, i: int) -> str | None:
        """Return the actor that the phrase headed by token `i` means; None if it means none."""
        n = self.at.get(i)
        if n is not None and self.mentions[n].head == i and self.mentions[n].form != "adjective":
            return self._apposed(self.mentions[n]) or self.of[n]
        token = self.parse.tokens[i]
        if (
            n is None and token.pos == "NOUN" and token.lemma not in _PARTITIVE
        ):  # a title that is no mention of its own: "the envoy Nikias"
            return next((self.one(beside.i) for beside in self.parse.of(i, "appos") if beside.pos == "PROPN"), None)
        if token.lemma in _PARTITIVE or token.pos in {"NUM", "PRON", "DET"}:
            for preposition in self.parse.of(i, "prep"):
                if preposition.lemma in {"of", "among"}:
                    for inner in self.parse.of(preposition.i, "pobj"):
                        return None if inner.text.lower() in _SELVES else self.one(inner.i)
        return None

    def _apposed(self, found: Found) -> str | None:
        """Return whom a name set beside a common noun makes it: "the secretary, Ana Ruiz"."""
        if found.form != "nominal":
            return None
        for beside in (one for j in range(found.first, found.last) for one in self.parse.of(j, "appos")):
            other = self.at.get(beside.i)
            if other is not None and self.mentions[other].form == "name" and self.mentions[other].kind == found.kind:
                return self.of[other]
        return None

    def who(self, heads: Sequence[int]) -> tuple[str, ...]:
        """Return the actors that the phrases mean, each once, coordinated ones included."""
        found: dict[str, None] = {}
        for head in heads:
            for inner in self._some_of(head):
                for i in (inner, *self._joined(inner)):
                    ident = self.one(i)
                    if ident is not None:
                        found |= dict.fromkeys((ident, *self.others.get(self.at.get(i, -1), ())))
        return tuple(found)

    def _some_of(self, head: int) -> tuple[int, ...]:
        """Return whom a noun of number stands for: "a group of deputies and senators" are deputies and senators."""
        token = self.parse.tokens[head]
        if token.lemma not in _PARTITIVE - _INSIDERS or token.pos == "PROPN":
            return (head,)
        inner = tuple(
            one.i
            for of in self.parse.of(head, "prep")
            if of.lemma in {"of", "among"}
            for one in self.parse.of(of.i, "pobj")
            if one.text.lower() not in _SELVES
        )
        return inner if any(self.one(one) for one in inner) else (head,)

    def _joined(self, i: int) -> Iterator[int]:
        for other in self.parse.of(i, "conj"):
            if other.pos in {"NOUN", "PROPN", "PRON", "NUM"} and not self._is_next_subject(other):
                yield other.i
                yield from self._joined(other.i)

    def _is_next_subject(self, token: Token) -> bool:
        """Say whether a phrase that the parser joins to the one before is the subject of the verb behind it."""
        following = self.parse.tokens[token.i + 1 : token.i + 2]
        return bool(following) and token.i in own_subjects(self.parse, following[0].i)

    def owner(self, i: int) -> tuple[str, ...]:
        """Return the actors that own the thing headed by token `i`: possessive, adjective or compound before it.

        Whoever a thing belongs to, or was made by, owns it too: "a bill drafted by the guild".
        """
        found: dict[str, None] = dict.fromkeys(self._made_by(i) if self.mention(i) is None else ())
        for child in self.parse.children[i]:
            token = self.parse.tokens[child]
            if token.dep in {"poss", "amod", "compound", "nmod"}:
                n = self.at.get(child)
                if n is not None and self.mentions[n].head != i and self.of[n] is not None:
                    found[self.of[n] or ""] = None
        return tuple(found)

    def _made_by(self, i: int) -> tuple[str, ...]:
        heads = [
            inner.i
            for made in self.parse.of(i, "acl")
            for by in self.parse.of(made.i, "agent" if made.tag == "VBN" else "prep")
            if made.tag == "VBN" or (made.lemma == "belong" and by.lemma == "to")
            for inner in self.parse.of(by.i, "pobj")
        ]
        return self.who(heads)

    def of_whom(self, i: int, *prepositions: str) -> tuple[str, ...]:
        """Return the actors that a preposition after the noun at token `i` brings in."""
        heads = [
            inner.i
            for preposition in self.parse.of(i, "prep", "agent")
            if preposition.lemma.lower() in prepositions
            for inner in self.parse.of(preposition.i, "pobj")
        ]
        return self.who(heads)

    def reached(self, heads: Sequence[int], depth: int = 2) -> tuple[str, ...]:
        """Return the actors that a thing is about or of: "the demands of the drivers", "a raid on the offices of a guild"."""
        found: dict[str, None] = {}
        for head in heads:
            prepositions = [one for one in self.parse.of(head, "prep", "agent") if one.lemma.lower() in _ABOUT]
            inner = [one.i for preposition in prepositions for one in self.parse.of(preposition.i, "pobj")]
            actors = self.who([head]) or (self.reached(inner, depth - 1) if depth else ()) or self.owner(head)
            found |= dict.fromkeys(actors)
        return tuple(found)

    def extent(self, clause_head: int) -> Extent:
        """Return the stretch of the clause at a verb, without the clauses that are joined to it."""
        keep = self._own(clause_head)
        while len(keep) > 1 and self.parse.tokens[keep[-1]].pos in {"PUNCT", "CCONJ"}:
            keep.pop()
        while len(keep) > 1 and (self.parse.tokens[keep[0]].pos in {"PUNCT", "CCONJ", "SCONJ"}):
            keep.pop(0)
        return self.parse.extent(self._without_aside(clause_head, keep))

    def _without_aside(self, verb: int, keep: list[int]) -> list[int]:
        """Return a clause without the relative clause behind a comma that it ends in, which is a clause of its own."""
        tokens = self.parse.tokens
        for i in (one for one in reversed(keep) if tokens[one].dep == "relcl"):
            below = self.parse.subtree(i)
            aside = verb < below[0] and below[-1] >= keep[-1]
            if aside and (tokens[below[0] - 1].text == "," or tokens[tokens[i].head].dep == "appos"):
                kept = [j for j in keep if j < below[0] and (j < below[0] - 1 or tokens[j].text != ",")]
                return kept or keep
        return keep

    def _own(self, i: int) -> list[int]:
        found, stack = [i], list(self.parse.children[i])
        while stack:
            child = stack.pop()
            token = self.parse.tokens[child]
            joined = token.dep in _SPLIT_OFF and token.pos in {"VERB", "AUX"}
            if joined and token.head == i and token.dep != "ccomp":
                continue
            if token.dep in {"advcl", "parataxis"} and token.pos in {"VERB", "AUX"}:
                continue
            found.append(child)
            stack.extend(self.parse.children[child])
        return sorted(found)


def find_clauses(parse: Parse) -> tuple[Clause, ...]:
    """Return the clauses of the text, in order of their verbs."""
    return tuple(_clause(parse, token) for token in parse.tokens if _is_predicate(parse, token))


def _is_predicate(parse: Parse, token: Token) -> bool:
    if token.pos == "VERB":
        return token.dep not in {"amod", "compound", "aux", "prep"}
    if token.tag == "NNS" and token.dep == "ROOT":  # "The ministry thanks the bishop": tagged as a noun
        return bool(parse.of(token.i, "nsubj") and parse.of(token.i, "dobj"))
    return (
        token.pos == "AUX" and token.dep not in {"aux", "auxpass"} and bool(parse.of(token.i, "attr", "acomp", "prep"))
    )


def _clause(parse: Parse, verb: Token) -> Clause:
    passive = _is_passive(parse, verb)
    own = own_subjects(parse, verb.i)
    subjects = own or _implied_subjects(parse, verb)
    objects = tuple(token.i for token in parse.of(verb.i, "dobj", "dative", "attr", "oprd"))
    objects = tuple(i for i in objects if parse.tokens[i].pos != "ADP") + tuple(
        inner.i for token in parse.of(verb.i, "dative") if token.pos == "ADP" for inner in parse.of(token.i, "pobj")
    )
    objects += tuple(
        inner.i  # a small clause: "holds the council responsible"
        for small in parse.of(verb.i, "ccomp")
        if small.pos == "ADJ"
        for inner in parse.of(small.i, "nsubj")
    )
    objects += _raised(parse, verb) + _relative_object(parse, verb, objects)
    agents = _agents(parse, verb) if passive else ()
    preposed = tuple(_prepositions(parse, verb.i))
    if passive:
        return Clause(verb.i, agents, subjects + objects, preposed, passive=True, implied=not own)
    return Clause(verb.i, subjects, objects, preposed, passive=False, implied=not own)


def _is_passive(parse: Parse, verb: Token) -> bool:
    """Say whether a verb is passive: by its auxiliary, as a bare participle, or joined to one: "was shot and killed"."""
    if parse.of(verb.i, "auxpass", "nsubjpass", "agent"):
        return True
    if verb.tag != "VBN" or parse.of(verb.i, "aux", "dobj", *_SUBJECT):
        return False
    if verb.dep == "conj":
        return _is_passive(parse, parse.tokens[verb.head])
    return verb.dep in {"acl", "advcl"} and not _is_main(parse, verb)


def _is_main(parse: Parse, verb: Token) -> bool:
    """Say whether a past tense is taken for a participle: "the League, whose deputies agreed, left" has no other verb."""
    return verb.dep == "acl" and parse.tokens[verb.head].dep == "ROOT" and parse.tokens[verb.i - 1].text == ","


def _agents(parse: Parse, verb: Token) -> tuple[int, ...]:
    """Return the heads that "by" brings in after a passive verb, also where the parser took it for a place or time."""
    phrases = parse.of(verb.i, "prep")
    inner = [by for one in phrases for noun in parse.of(one.i, "pobj") for by in parse.of(noun.i, "prep")]
    by = parse.of(verb.i, "agent") or [one for one in (*phrases, *inner) if one.lemma == "by"]  # "vetoed in turn by"
    if not by:  # "was shot and killed by a gunman"
        joined = (one for one in parse.of(verb.i, "conj") if one.tag == "VBN" and _is_passive(parse, one))
        return next((_agents(parse, one) for one in joined), ())
    heads = [inner for one in by for inner in parse.of(one.i, "pobj")]
    return tuple(one.i for one in heads if one.entity not in {"DATE", "TIME", "PERCENT", "CARDINAL", "MONEY"})


def _raised(parse: Parse, verb: Token) -> tuple[int, ...]:
    """Return the subject below a verb that is done to somebody: "ordered the guards to fire", "demands that it leave"."""
    if verb.lemma not in _OBJECT_CONTROL | _DEMANDS:
        return ()
    bare = {"VB", "VBP"} if verb.lemma in _DEMANDS else {"VB"}
    return tuple(
        one.i
        for below in parse.of(verb.i, "ccomp")
        for one in parse.of(below.i, "nsubj")
        if (below.tag in bare and not any(aux.tag == "MD" for aux in parse.of(below.i, "aux")))
        or (below.tag == "VBN" and not parse.of(below.i, "aux", "auxpass"))
    )


def _relative_object(parse: Parse, verb: Token, objects: tuple[int, ...]) -> tuple[int, ...]:
    """Return the noun that a relative clause without a relative is said of, as its object: "the man they accuse"."""
    if verb.dep != "relcl" or objects or not parse.of(verb.i, "nsubj"):
        return ()
    below = [parse.tokens[i] for i in parse.subtree(verb.i)]
    if any(one.tag in {"WP", "WDT", "WP$", "WRB"} or (one.tag == "IN" and one.text == "that") for one in below):
        return ()
    stranded = any(one.dep == "prep" and not parse.of(one.i, "pobj", "pcomp") for one in below)
    return () if stranded or parse.of(verb.i, "ccomp", "xcomp") else (verb.head,)


def _prepositions(parse: Parse, i: int) -> Iterator[tuple[str, int]]:
    for preposition in parse.of(i, "prep"):
        for inner in parse.of(preposition.i, "pobj"):
            yield preposition.lemma.lower(), inner.i
        for further in parse.of(preposition.i, "prep"):
            for inner in parse.of(further.i, "pobj"):
                yield f"{preposition.lemma.lower()} {further.lemma.lower()}", inner.i
    for particle in parse.of(i, "prt"):
        for preposition in parse.of(particle.i, "prep"):
            for inner in parse.of(preposition.i, "pobj"):
                yield preposition.lemma.lower(), inner.i


def subjects_of(parse: Parse, i: int) -> tuple[int, ...]:
    """Return the heads of the subjects of the verb at token `i`, taken from the clause above where it has none."""
    return own_subjects(parse, i) or _implied_subjects(parse, parse.tokens[i])


def own_subjects(parse: Parse, i: int) -> tuple[int, ...]:
    """Return the heads of the subjects of the verb at token `i`, also where the parser gave them to what stands before."""
    found = tuple(token.i for token in parse.of(i, *_SUBJECT))
    return found or _swallowed_subject(parse, parse.tokens[i])


def _swallowed_subject(parse: Parse, verb: Token) -> tuple[int, ...]:
    """Return the phrase right before a finite verb without a subject, where it hangs on the clause before it.

    "When the port closed the gates, the guild did not move": the parser takes "the guild" for an apposition of "gates".
    """
    auxiliaries = parse.of(verb.i, "aux", "auxpass", "neg")
    finite = verb.tag in {"VBD", "VBZ", "VBP", "MD"} or any(
        one.tag in {"VBD", "VBZ", "VBP", "MD"} for one in auxiliaries
    )
    if not finite or verb.dep not in {"ROOT", "ccomp", "advcl", "conj"} or parse.of(verb.i, "expl"):
        return ()
    if verb.dep == "conj":  # "Peru named Ito and Chile named Holm": the parser takes Chile for a second object
        before = parse.tokens[verb.i - 1]
        return (before.i,) if before.dep == "conj" and parse.tokens[before.head].head == verb.head else ()
    left = min([verb.i, *(one.i for one in auxiliaries if one.i < verb.i)])
    while left and parse.tokens[left - 1].pos == "ADV" and parse.tokens[left - 1].head == verb.i:
        left -= 1
    i = left - 1
    sentence = parse.sentences[verb.sentence]
    while i >= sentence.first:
        token = parse.tokens[i]
        above = parse.tokens[token.head]
        if token.pos not in {"NOUN", "PROPN", "PRON", "ADP", "NUM"} or token.head == i or above.i > left:
            return ()
        if token.dep in {"appos", "conj"} and token.pos != "ADP":
            return (i,)
        if token.dep == "pobj" and above.text.lower() in _CONJUNCTIONS:
            return (i,)
        i = token.head
    return ()


def _implied_subjects(parse: Parse, verb: Token) -> tuple[int, ...]:
    above = parse.tokens[verb.head]
    if above.i == verb.i:
        return ()
    match verb.dep:
        case "conj" if above.pos in {"VERB", "AUX"} or (above.tag == "NNS" and own_subjects(parse, above.i)):
            noun = parse.tokens[above.head]
            if above.dep == "relcl" and noun.dep == "ROOT" and parse.tokens[verb.i - 1].text == ",":
                return (noun.i,)  # "the League, whose deputies agreed, left": no verb was found for the League
            if above.dep == "ccomp" and above.tag == "VB" and verb.tag == "VBZ":
                return subjects_of(parse, noun.i)  # "demands that it leave, and calls on the guild"
            return subjects_of(parse, above.i)
        case "conj" if above.dep == "ccomp":
            return subjects_of(parse, above.head)
        case "xcomp" | "ccomp" if above.pos in {"VERB", "AUX"}:
            objects = tuple(token.i for token in parse.of(above.i, "dobj", "dative", "nsubjpass"))
            if above.lemma in _CALLS_ON and not objects:
                objects = tuple(inner.i for one in parse.of(above.i, "prep") for inner in parse.of(one.i, "pobj"))
            if above.lemma in _OBJECT_CONTROL | _CALLS_ON and objects:
                return objects
            return subjects_of(parse, above.i) if verb.dep == "xcomp" else ()
        case "xcomp" if above.pos == "ADJ" and parse.tokens[above.head].pos in {"VERB", "AUX"}:
            return subjects_of(parse, above.head)
        case "advcl" if above.lemma in _CALLS_ON and verb.tag == "VB":
            return tuple(inner.i for one in parse.of(above.i, "prep") for inner in parse.of(one.i, "pobj"))
        case "advcl" if above.pos in {"VERB", "AUX"}:
            return subjects_of(parse, above.i)
        case "acl" | "relcl" if above.pos in {"NOUN", "PROPN", "PRON"}:
            return _subjects_of_noun_clause(parse, verb, above)
        case "pcomp":
            governor = parse.tokens[above.head]
            charged = tuple(token.i for token in parse.of(governor.i, "dobj", "nsubjpass"))
            if above.lemma in {"of", "with", "from", "for", "into", "over"} and charged and governor.pos == "VERB":
                return charged  # "accused them of leaving", "kept them from leaving"
            if governor.pos in {"VERB", "AUX"}:
                return subjects_of(parse, governor.i)
            if governor.lemma in _TO_BLAME and parse.tokens[governor.head].pos == "AUX":
                return subjects_of(parse, governor.head)  # "is guilty of breaking the truce"
            return tuple(token.i for token in parse.of(governor.i, "poss"))
        case _:
            return ()


def _subjects_of_noun_clause(parse: Parse, verb: Token, noun: Token) -> tuple[int, ...]:
    """Return who does what a participle or infinitive after a noun says."""
    if verb.tag != "VB":
        return (noun.i,)
    owners = tuple(token.i for token in parse.of(noun.i, "poss"))
    if owners:
        return owners
    governor = parse.tokens[noun.head]
    return subjects_of(parse, governor.i) if governor.pos in {"VERB", "AUX"} and governor.i != verb.i else ()
