"""Stage 6: pronouns: who "he", "it" or "they" is, by who was spoken of last and in which part of the sentence.

A pronoun may also stand for a thing that is no actor: such nouns compete, and where one wins the pronoun is nobody. First
persons are whoever speaks: the speaker of the quotation, else the author.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate

from delian.coding.clauses import subjects_of
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.who.actors import Cast
from delian.coding.who.mentions import Found, Number
from delian.coding.who.register import Cluster, body_word

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
_I = frozenset({"i", "me", "my"})
_WE = frozenset({"we", "us", "our"})
_YOU = frozenset({"you", "your", "yourself"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "pobj", "dative"})
_BEFORE_NOUN = frozenset({"amod", "compound", "nmod"})
_EXPLETIVE = frozenset({"be", "seem", "appear", "take", "turn", "remain", "become", "happen", "follow", "make", "find"})

# What makes a pronoun mean a candidate, in points. Set by judgement on texts outside the tests.
_SENTENCE = 2.0  # each sentence between
_HALF = 0.5  # of a sentence, where a semicolon ends it
_SUBJECT = 1.5
_NAMED, _NAMED_PERSON = 0.7, 1.6  # who was named
_SAME_PART = 0.5  # subject for subject, object for object
_OWN_SUBJECT = 0.6  # the subject of its own clause, for a possessive
_KNOWN_SEX = 0.8
_OFTEN = 0.15  # each earlier mention, up to four
_QUOTED = 2.0  # candidate inside a quotation, pronoun outside
_LOOSE, _STATE = 0.8, 1.6  # "they" for a body, for a state
_PLACE = 1.6  # "it" for a place
_SPOKE = 2.5  # who spoke last, for whoever speaks again
_VAGUE = 0.8  # "a lawyer", "any rival"
_UNSURE = 1.0  # a name that may be a person's
_STEP = 0.02  # each token between
_FAR, _FAR_PERSON = 3, 10  # sentences that a pronoun looks back over
_FARTHEST = 4  # sentences from which on distance counts no more
_LEAST = -0.5  # below it "it" and "they" are nobody
_LEAST_OBJECT, _LEAST_OWNER = 0.9, -1.6  # "it" as an object; "its" and "their"
_KEPT = 60  # candidates that are remembered


@dataclass(frozen=True, slots=True)
class _Seen:
    """Somebody, or something, mentioned before; `actor` is empty for a thing that is no actor."""

    actor: str
    sentence: int
    token: int
    kind: str
    number: str
    gender: str = ""
    is_subject: bool = False
    is_name: bool = False
    is_vague: bool = False
    is_quoted: bool = False
    speaks: bool = False
    mentions: int = 1
    others: tuple[str, ...] = ()
    may_be_person: bool = False


@dataclass
class Resolver:
    """Resolves pronouns in order of the text.

    Attributes:
        parse: The text.
        mentions: In order of the text.
        cast: Who the names and nominals are.
        lexicon: The word lists.
        speaker: Whose words the token at a position is part of.
        subjects: Tokens that are subjects of clauses, those included that the parser missed.
    """

    parse: Parse
    mentions: Sequence[Found]
    cast: Cast
    lexicon: Lexicon
    speaker: Callable[[int], str | None]
    subjects: frozenset[int]
    of: list[str | None] = field(default_factory=list)
    others: dict[int, tuple[str, ...]] = field(default_factory=dict)
    _seen: list[_Seen] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    _numbers: dict[str, Number] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the names and nominals."""
        self.of = list(self.cast.of)
        self._at = {one.head: n for n, one in enumerate(self.mentions)}
        tokens = self.parse.tokens
        lengths = (
            0.0 if one.is_label else _HALF if tokens[one.last - 1].text == ";" else 1.0 for one in self.parse.sentences
        )
        self._order = list(accumulate(lengths, initial=0.0))

    def run(self) -> None:
        """Resolve every pronoun of the third person and every relative."""
        covered = {i for one in self.mentions for i in range(one.first, one.last)}
        things = [token for token in self.parse.tokens if token.i not in covered and self._is_thing(token)]
        places = [(one.first, n, None) for n, one in enumerate(self.mentions)]
        for _, n, thing in sorted([*places, *((one.i, -1, one) for one in things)], key=lambda place: place[0]):
            if thing is not None:
                self._keep(self._thing(thing))
                continue
            one = self.mentions[n]
            if one.form == "pronoun":
                self.of[n] = self._pronoun(n, one)
            elif one.form == "nominal" and self._is_pair(one):
                self._resolve_pair(n, one)
            ident = self.of[n]
            token = self.parse.tokens[one.head]
            if self.parse.sentences[token.sentence].is_label:
                continue
            if ident is not None and one.form != "adjective" and token.dep not in _BEFORE_NOUN:
                self._keep(self._see(n, one, ident))

    def _is_pair(self, one: Found) -> bool:
        """Say whether common nouns mean two at once: "the two men", "both countries"."""
        before = {token.lemma.lower() for token in self.parse.of(one.head, "nummod", "det", "predet")}
        return "both" in before or {"the", "two"} <= before

    def _resolve_pair(self, n: int, one: Found) -> None:
        """Make "both sides" the two that were last named together, if they fit the noun."""
        place = self._order[self.parse.tokens[one.head].sentence]
        for candidate in reversed(self._seen):
            if place - self._order[candidate.sentence] > _FAR:
                return
            if len(candidate.others) == 1 and (one.kind == "person") == (candidate.kind == "person"):
                self.of[n], self.others[n] = candidate.actor, candidate.others
                return

    def _keep(self, seen: _Seen) -> None:
        self._seen.append(seen)
        del self._seen[:-_KEPT]

    def _is_thing(self, token: Token) -> bool:
        """Say whether a token is a noun that a later "it" or "they" may stand for, though it is no actor."""
        return (
            token.pos in {"NOUN", "PROPN"} and not token.entity and token.dep in _SUBJECTS | _OBJECTS | {"attr", "conj"}
        )

    def _thing(self, token: Token) -> _Seen:
        number = "many" if token.tag in {"NNS", "NNPS"} else "one"
        return _Seen("", token.sentence, token.i, "thing", number, is_subject=self._is_subject(token))

    def _see(self, n: int, one: Found, ident: str) -> _Seen:
        token = self.parse.tokens[one.head]
        cluster = self.cast.clusters.get(ident)
        gender = max(cluster.genders, key=cluster.genders.__getitem__) if cluster and cluster.genders else ""
        self._counts[ident] += 1
        joined = [self.of[self._at[other.i]] for other in self.parse.of(one.head, "conj") if other.i in self._at]
        others = (*(other for other in joined if other and other != ident), *self.others.get(n, ()))
        if one.form != "pronoun":
            self._numbers[ident] = one.number
        return _Seen(
            ident,
            token.sentence,
            token.i,
            self.cast.kind(ident),
            "many" if others else self._numbers.get(ident, one.number),
            gender or one.gender,
            self._is_subject(token),
            one.form == "name",
            one.form == "nominal" and not one.definite and not self.parse.of(one.head, "poss"),
            self.speaker(one.head) is not None,
            self._speaks(token),
            self._counts[ident],
            tuple(dict.fromkeys(others)),
            self._may_be_person(one, cluster),
        )

    def _may_be_person(self, one: Found, cluster: Cluster | None) -> bool:
        """Say whether a name of several words, none of which says what it is of, could be a person's after all."""
        if cluster is None or one.form != "name" or one.number == "many" or " " not in cluster.name:
            return False
        return cluster.kind in {"unknown", "organisation", "place"} and not body_word(cluster.name, self.lexicon)

    def _is_subject(self, token: Token) -> bool:
        while token.dep == "appos" and token.head != token.i:
            token = self.parse.tokens[token.head]
        return token.dep in _SUBJECTS or token.i in self.subjects

    def _speaks(self, token: Token) -> bool:
        return token.dep == "nsubj" and self.parse.tokens[token.head].lemma in self.lexicon.telling

    def _pronoun(self, n: int, one: Found) -> str | None:
        word, token = one.name, self.parse.tokens[one.head]
        if word in _WHO:
            return self._relative(one)
        if word.endswith(("self", "selves")) and word not in _YOU:
            return next(self._subject_actors(token), None)
        if word in _I | _WE | _YOU or (
            word in _IT and (_is_expletive(self.parse, token) or self._is_in_compound(token))
        ):
            return None
        barred = {*self._clause_mates(token)}
        inside = self.speaker(one.head)
        barred |= {inside} if inside else set()
        best: tuple[float, _Seen] | None = None
        for candidate in self._candidates(word, token):
            if candidate.actor in barred or not self._agrees(word, token, candidate):
                continue
            score = self._score(word, token, candidate, is_inside=inside is not None)
            if best is None or score > best[0]:
                best = (score, candidate)
        if best is None or not best[1].actor:
            return None
        least = _LEAST_OBJECT if word == "it" and token.dep in _OBJECTS else _LEAST
        least = _LEAST_OWNER if token.dep == "poss" else least
        if best[0] < least and word not in _HE | _SHE:
            return None
        actor = best[1].actor
        if word in _HE | _SHE and actor in self.cast.clusters:
            self.cast.clusters[actor].genders["m" if word in _HE else "f"] += 1
            self.cast.clusters[actor].kinds["person"] += 1
        if best[1].others and word not in _IT:
            self.others[n] = best[1].others
        return actor

    def _is_in_compound(self, token: Token) -> bool:
        """Say whether a pronoun is part of a word: "go-it-alone"."""
        return token.i > 0 and self.parse.tokens[token.i - 1].end == token.start

    def _candidates(self, word: str, token: Token) -> Iterator[_Seen]:
        yield from self._ahead(token)
        far = _FAR_PERSON if word in _HE | _SHE else _FAR
        for candidate in reversed(self._seen):
            if token.sentence - candidate.sentence > far:
                return
            yield candidate if candidate.number == "many" or not candidate.others else replace(candidate, others=())

    def _ahead(self, token: Token) -> Iterator[_Seen]:
        """Yield the subject of the sentence for a pronoun in a clause or phrase before it: "As he left, Deng spoke"."""
        for above in (token, *self.parse.ancestors(token.i)):
            if above.dep in {"advcl", "prep"} and self.parse.tokens[above.head].pos in {"VERB", "AUX"}:
                for subject in subjects_of(self.parse, above.head):
                    n = self._at.get(subject)
                    ident = self.of[n] if n is not None else None
                    if subject > token.i and n is not None and ident and self.mentions[n].form == "name":
                        yield self._see(n, self.mentions[n], ident)

    def _score(self, word: str, token: Token, candidate: _Seen, *, is_inside: bool) -> float:
        person = word in _HE | _SHE
        subject = self._is_subject(token)
        between = abs(self._order[token.sentence] - self._order[candidate.sentence])
        score = -_SENTENCE * min(between, _FARTHEST) - _STEP * abs(token.i - candidate.token)
        score += _SUBJECT * candidate.is_subject
        score += (_NAMED_PERSON if person else _NAMED) * candidate.is_name
        score += _SAME_PART * (candidate.is_subject == subject and token.dep in _SUBJECTS | _OBJECTS)
        score += _OFTEN * min(candidate.mentions, 4)
        score += _SPOKE * (person and candidate.speaks and self._speaks(token))
        score -= _QUOTED * (candidate.is_quoted and not is_inside)
        score += _KNOWN_SEX * (person and bool(candidate.gender))
        if token.dep == "poss" and candidate.actor and candidate.actor in self._subject_actors(token):
            score += _OWN_SUBJECT
        score -= _VAGUE * (person and candidate.is_vague) + _UNSURE * (person and candidate.kind != "person")
        if word in _IT:
            return score - _PLACE * (candidate.kind == "place")
        if candidate.number == "one" and not person:
            score -= _STATE if candidate.kind == "state" else _LOOSE * (candidate.kind in {"organisation", "unknown"})
        return score

    def _agrees(self, word: str, token: Token, candidate: _Seen) -> bool:
        if not candidate.actor and (word in _HE | _SHE or self._must_be_somebody(token)):
            return False
        if word in _HE | _SHE:
            wrong = "f" if word in _HE else "m"
            single = candidate.number == "one" and not candidate.others
            person = candidate.kind == "person" or candidate.may_be_person
            return person and single and candidate.gender != wrong
        if word in _IT:
            kinds = {"organisation", "state", "group", "unknown", "place", "thing"}
            return candidate.kind in kinds and (candidate.number == "one" or candidate.kind == "organisation")
        if word not in _THEY:
            return candidate.number == "many" and bool(candidate.actor)
        return candidate.number == "many" or candidate.kind in {"group", "organisation", "state"}

    def _must_be_somebody(self, token: Token) -> bool:
        """Say whether a pronoun speaks, thinks, or has people: it stands for no thing then."""
        above = self.parse.tokens[token.head]
        if token.dep == "poss":
            return above.lemma in self.lexicon.nouns
        speaks = above.lemma in self.lexicon.telling or above.lemma in self.lexicon.thinking
        return token.dep == "nsubj" and speaks

    def _clause_mates(self, token: Token) -> Iterator[str]:
        """Yield the actors that a pronoun cannot mean: for an object the subject and the other objects of its clause.

        A subject cannot be whom its own relative clause hangs on: "Salas, whom he had tried to kill".
        """
        if self._is_subject(token):
            yield from self._related(token)
        if token.dep not in _OBJECTS:
            return
        yield from self._subject_actors(token)
        for above in self.parse.ancestors(token.i):
            if above.pos in {"VERB", "AUX"}:
                for other in self.parse.of(above.i, "dobj", "dative"):
                    ident = self._actor(other.i)
                    if ident and other.i < token.i:
                        yield ident
                return

    def _related(self, token: Token) -> Iterator[str]:
        verb = self.parse.tokens[token.head]
        relative = any(one.tag in {"WP", "WDT"} for one in self.parse.of(verb.i, *_SUBJECTS))
        if verb.dep == "relcl" and not relative:
            ident = self._actor(verb.head)
            if ident:
                yield ident

    def _subject_actors(self, token: Token) -> Iterator[str]:
        for above in self.parse.ancestors(token.i):
            if above.pos in {"VERB", "AUX"}:
                for subject in subjects_of(self.parse, above.i):
                    ident = self._actor(subject)
                    if ident:
                        yield ident
                return

    def _actor(self, head: int) -> str | None:
        n = self._at.get(head)
        return self.of[n] if n is not None else None

    def _relative(self, one: Found) -> str | None:
        """Return the actor that a relative clause hangs on."""
        tokens = self.parse.tokens
        for above in (tokens[one.head], *self.parse.ancestors(one.head)):
            if above.dep == "relcl":
                return self._antecedent(one, above) if above.head < one.head else None
        nearest = self._at.get(one.first - 2) if one.name == "whose" and tokens[one.first - 1].text == "," else None
        return self.of[nearest] if nearest is not None else None

    def _antecedent(self, one: Found, verb: Token) -> str | None:
        """Return the nearest phrase above a relative clause that fits it.

        "The fund, based in a city, whose chairman …" is the fund's; "the alliance of four parties that has governed" has.
        """
        tokens = self.parse.tokens
        is_subject = tokens[one.head].dep in _SUBJECTS
        finite = {verb.tag, *(aux.tag for aux in self.parse.of(verb.i, "aux", "auxpass"))}
        for up in (tokens[verb.head], *self.parse.ancestors(verb.head)):
            if is_subject and (("VBZ" in finite and up.tag == "NNS") or ("VBP" in finite and up.tag in {"NN", "NNP"})):
                continue
            n = self._at.get(up.i)
            if n is None and up.i == verb.head:
                return None  # "the pact that brought peace"
            if n is None or up.i > one.head:
                continue
            if one.name in {"who", "whom", "whose"} and (
                self.mentions[n].kind == "place" or self._is_body_of_person(n, up)
            ):
                continue
            return self.of[n]
        return self._actor(verb.head)

    def _is_body_of_person(self, n: int, head: Token) -> bool:
        """Say whether a phrase is one body that tells where a person belongs: "an aide in the office, who …"."""
        if self.mentions[n].kind == "person" or head.tag not in {"NN", "NNP"} or head.dep != "pobj":
            return False
        above = self._at.get(self.parse.tokens[head.head].head)
        return above is not None and self.mentions[above].kind == "person"


def resolve(
    parse: Parse,
    mentions: Sequence[Found],
    cast: Cast,
    lexicon: Lexicon,
    speaker: Callable[[int], str | None],
    subjects: frozenset[int] = frozenset(),
) -> tuple[tuple[str | None, ...], Mapping[int, tuple[str, ...]]]:
    """Return for each mention the id of its actor, pronouns of the third person included, and whom else "they" are.

    Args:
        parse: The text.
        mentions: In order of the text.
        cast: Who the names and nominals are.
        lexicon: The word lists.
        speaker: Whose words the token at a position is part of.
        subjects: Tokens that are subjects of clauses, those included that the parser missed.
    """
    resolver = Resolver(parse, mentions, cast, lexicon, speaker, subjects)
    resolver.run()
    return tuple(resolver.of), resolver.others


def first_persons(
    mentions: Sequence[Found],
    of: Sequence[str | None],
    speaker: Callable[[int], str | None],
    selves: Callable[[int], str | None],
    addressed: Callable[[int], str | None],
) -> tuple[str | None, ...]:
    """Return the actors of the mentions with "I" made whoever speaks there, "we" their body, "you" whoever is asked."""

    def who(one: Found, ident: str | None) -> str | None:
        if one.form != "pronoun":
            return ident
        if one.name in _I:
            return speaker(one.head)
        if one.name in _WE:
            return selves(one.head)
        return addressed(one.head) if one.name in _YOU else ident

    return tuple(who(one, ident) for one, ident in zip(mentions, of, strict=True))


def _is_expletive(parse: Parse, token: Token) -> bool:
    """Say whether "it" stands for a clause: "it is clear that …"."""
    if token.dep == "expl":
        return True
    verb = parse.tokens[token.head]
    if verb.lemma not in _EXPLETIVE:
        return False
    said = [verb.i, *(one.i for one in parse.of(verb.i, "acomp", "attr", "oprd"))]
    return any(parse.of(i, "ccomp", "xcomp", "csubj", "acl", "relcl") for i in said)
