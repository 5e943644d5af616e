"""Stage 3b: common nouns and short words for bodies become actors, in order of the text.

"The general" is whoever last bore that rank, "the bloc" the bloc named last, "the archbishop" whom an apposition called so.
A noun that nothing in the text ties to a name stays an actor of its own, whoever is spoken of most.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from delian.coding.parse import Parse, Token
from delian.coding.who.mentions import Found
from delian.coding.who.register import Register, body_word, name_words

_FITS = {
    "person": frozenset({"person", "organisation", "state", "place", "unknown"}),
    "group": frozenset({"organisation", "state", "group", "unknown"}),
    "organisation": frozenset({"organisation", "unknown"}),
}
_SINGULAR = frozenset({"NN", "NNP"})
_NEAR = 3  # sentences over which "the movement" looks back for a name


@dataclass
class Nominals:
    """Resolves common nouns in order of the text.

    Attributes:
        register: The names of the text.
        parse: The text.
        named: Names by the token of their head, with their actors.
    """

    register: Register
    parse: Parse
    named: Mapping[int, tuple[Found, str]]
    _bearers: dict[str, str] = field(default_factory=dict)
    _called_so: dict[str, set[str]] = field(default_factory=dict)
    _bodies: dict[str, str] = field(default_factory=dict)
    _modified: dict[str, str] = field(default_factory=dict)
    _last: dict[str, tuple[str, int]] = field(default_factory=dict)

    def see(self, found: Found, actor: str) -> None:
        """Take note of a name: who bears which title, which body is a movement or a council."""
        lexicon, tokens = self.register.lexicon, self.parse.tokens
        if found.form != "name":
            return
        titles = {found.title, *found.title.split()} - {""} if found.title else set(self._called(found))
        if "prime" in titles:
            titles -= {"prime", "minister"}
        owner = self._owner_before(found.first - len(found.title.split()))
        self._bearers |= dict.fromkeys(titles, actor)
        for title in titles:
            self._called_so.setdefault(title, set()).add(actor)
        if owner:
            self._bearers |= dict.fromkeys((f"{owner} {title}" for title in titles), actor)
        word = body_word(found.name, lexicon)
        if word:
            self._bodies[word] = actor
        self._last[self.register.clusters[actor].kind] = (actor, tokens[found.head].sentence)

    def _called(self, found: Found) -> Iterator[str]:
        """Yield the common noun that stands right before a name: "the Lutheran archbishop Eduard Saare"."""
        token = self.parse.tokens[max(found.first - 1, 0)]
        joined = token.dep in {"compound", "nmod"} and token.head == found.head
        if joined and token.pos == "NOUN" and self.register.lexicon.nouns.get(token.lemma) == "person":
            yield token.lemma

    def _owner_before(self, i: int) -> str | None:
        """Return the state whose name or adjective stands right before token `i`."""
        if i <= 0:
            return None
        before = self.parse.tokens[i - 1]
        return self.register.lexicon.state(self.parse.tokens[i - 2].text if before.tag == "POS" else before.text)

    def body(self, found: Found) -> str:
        """Return the id of the body that a name such as "the Front" is short for: the last one, else the only one."""
        (word,) = name_words(found.name)
        actor = self._bodies.get(word) or self.register.only_body(word, found.name)
        if actor is None or self.register.are_told_apart(found.name, actor):
            actor = self.register.place(found)
        self._bodies[word] = actor
        self._last["organisation"] = (actor, self.parse.tokens[found.head].sentence)
        return actor

    def place(self, found: Found) -> str:
        """Return the id of the actor that a nominal means."""
        token, noun = self.parse.tokens[found.head], found.name.rpartition(" ")[2]
        bare = found.name == noun
        known = self._apposed(found) or self._turned_round(found) or self._borne(found, noun, bare=bare)
        if known is None and found.definite and bare and token.tag in _SINGULAR:
            known = self._bodies.get(noun) or self._named_last(noun, token)
        if known is None and found.definite and bare:
            known = self._modified.get(token.text.lower())
        if known:
            return known
        ident = self.register.nominal(self._shown(found, token), found.kind)
        if not bare or found.name != self._shown(found, token):
            self._modified[token.text.lower()] = ident
        return ident

    def _shown(self, found: Found, token: Token) -> str:
        """Return the words that an actor without a name is called by, with whose it is where that is a name."""
        shown = found.name
        if found.number == "many":
            shown = f"{found.name.rpartition(' ')[0]} {token.text.lower()}".strip()
        lexicon = self.register.lexicon
        if token.lemma not in lexicon.offices | lexicon.ranks | lexicon.organisation:
            return shown
        owners = [one.i for one in self.parse.of(found.head, "poss")]
        owner = next((self.named[i][1] for i in owners if i in self.named), None)
        return f"{shown} of {self.register.clusters[owner].name}" if owner else shown

    def _borne(self, found: Found, lemma: str, *, bare: bool) -> str | None:
        """Return who bears the title or was called by the noun: "the general", "the Norwegian president"."""
        if found.number != "one" or found.kind != "person" or lemma.endswith("person"):
            return None
        *before, last = found.name.split()
        states = [state for word in before if (state := self.register.lexicon.state(word))]
        states += [
            self.register.clusters[self.named[one.i][1]].name
            for one in self.parse.of(found.head, "poss")
            if one.i in self.named
        ]
        plain = " ".join(word for word in (*before, last) if not self.register.lexicon.state(word))
        if states:
            return self._bearers.get(f"{states[0]} {plain}")
        if not found.definite:
            return None
        return self._bearers.get(found.name) or (self._bearers.get(lemma) if bare else self._only_bearer(found, lemma))

    def _only_bearer(self, found: Found, noun: str) -> str | None:
        """Return who alone is called by the noun, where only a place or party is said besides: "the Ohio senator"."""
        bearers = self._called_so.get(noun, set())
        said = self.parse.tokens[found.first : found.head]
        return next(iter(bearers)) if len(bearers) == 1 and all(one.tag == "NNP" for one in said) else None

    def _named_last(self, noun: str, token: Token) -> str | None:
        """Return the body that "the movement", or the state that "the country", means: the one named just before."""
        lexicon = self.register.lexicon
        kind = "organisation" if noun in lexicon.last_body else "state" if noun in lexicon.last_state else ""
        actor, sentence = self._last.get(kind, ("", 0))
        return actor if actor and token.sentence - sentence <= _NEAR else None

    def _apposed(self, found: Found) -> str | None:
        """Return whom a name set beside the noun makes it: "the mediator, Eduard Saare"; the noun is kept for later."""
        tokens, head = self.parse.tokens, found.head
        for i in self._beside(found):
            if i not in self.named:
                continue
            name, actor = self.named[i]
            kind = self.register.clusters[actor].kind
            if kind in _FITS.get(found.kind, ()) and self._is_one_beside_one(found, name, kind):
                last = tokens[head].lemma
                self._bearers |= dict.fromkeys((found.name, last), actor)
                if found.kind != "person":
                    self._bodies[last] = actor
                if found.definite:
                    self.register.name_described(actor, found.name)
                return actor
        return None

    def _beside(self, found: Found) -> list[int]:
        """Return the heads of what the text sets beside the noun: appositions, what it is known as, who serves as it."""
        token = self.parse.tokens[found.head]
        beside = [one.i for one in self.parse.of(token.i, "appos")]
        if token.lemma.lower() in self.register.lexicon.offices:  # "the mayor of Lund, Ada Berg"
            after = [
                one.i
                for of in self.parse.of(token.i, "prep")
                if of.lemma == "of"
                for one in self.parse.of(of.i, "pobj")
            ]
            beside += [one.i for place in after for one in self.parse.of(place, "appos")]
        for known in self.parse.of(token.i, "acl"):
            if known.lemma in {"know", "call", "name"}:  # "its leader, known as Ramiro"
                beside += [inner.i for inner in (*self.parse.of(known.i, "oprd"), *self._after_as(known.i))]
        of_another = any(
            one.tag == "WP$" for one in self.parse.of(token.i, "poss")
        )  # "the port, whose harbour master …"
        if token.dep == "appos" and not of_another:
            beside.append(token.head)
        elif token.dep in {"nsubj", "nsubjpass"} and not of_another:
            beside += self._name_and_comma_before(found)
        return beside + self._serving_as(token.i)

    def _serving_as(self, head: int) -> list[int]:
        """Return who serves as what the noun says: "Weiss served as director of the fund"."""
        tokens = self.parse.tokens
        verb = tokens[tokens[tokens[head].head].head]
        as_such = tokens[head].dep == "pobj" and tokens[tokens[head].head].lemma == "as"
        return [one.i for one in self.parse.of(verb.i, "nsubj")] if as_such and verb.lemma in {"serve", "act"} else []

    def _after_as(self, i: int) -> list[Token]:
        return [one for to in self.parse.of(i, "prep") if to.lemma == "as" for one in self.parse.of(to.i, "pobj")]

    def _name_and_comma_before(self, found: Found) -> list[int]:
        """Return the name before "X, the eldest member, left" where the parser took the member alone for the subject."""
        tokens = self.parse.tokens
        below = self.parse.subtree(found.head)
        name, last = below[0] - 2, below[-1]
        closed = "," in {tokens[last].text, tokens[min(last + 1, len(tokens) - 1)].text}
        if not closed or tokens[found.head].head < found.head or name < 0 or not found.definite:
            return []
        near = (name, tokens[name].head, tokens[tokens[name].head].head)
        return [i for i in near if i in self.named][:1] if tokens[name + 1].text == "," else []

    def _is_one_beside_one(self, found: Found, name: Found, kind: str) -> bool:
        """Say whether the noun and the name beside it are alike in number, and no list is meant."""
        singular = self.parse.tokens[found.head].tag in _SINGULAR
        listed = self.parse.of(name.head, "conj") or self.parse.tokens[name.head].dep == "conj"
        return singular and (not listed or kind != "person" or name.number == "one")

    def _turned_round(self, found: Found) -> str | None:
        """Return the body whose name has the same words in another order, as in "league of the coast"."""
        parse = self.parse
        below = [
            inner.text
            for preposition in parse.of(found.head, "prep")
            if preposition.text == "of"
            for inner in parse.of(preposition.i, "pobj")
        ]
        for words in ({*name_words(found.name)}, {*name_words(found.name), *(word.lower() for word in below)}):
            if len(words) > 1:
                near = self.register.sharing(min(words))
                for cluster in self.register.clusters.values():
                    if cluster.id in near and any(words == set(full) for full in cluster.words if full[:1] != ("",)):
                        return cluster.id
        return None
