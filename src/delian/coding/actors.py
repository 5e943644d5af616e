"""Stage 3: mentions become actors: spellings, short forms, acronyms and titles of one name meet; people outrank rules.

Actors that the study knows already keep their ids; a name meets them as it meets the names of the text.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from rapidfuzz.fuzz import ratio

from delian.coding.lexicon import Lexicon
from delian.coding.mentions import Found
from delian.coding.parse import Parse
from delian.model.actor import Actor, ActorKind, Mention
from delian.model.ids import mint, slug

_SMALL = frozenset({"al", "el", "the", "of", "de", "bin", "ibn", "and", "for", "la", "le", "von", "van", "da"})
_LONG = 4  # letters from which two spellings may differ
_ALIKE = 75.0  # least similarity, in per cent, of two spellings of one name with the same consonants
_FIRM, _MOSTLY = 3, 0.6  # votes, and their share, that make a name firmly a body's
_CLOSE = 3  # tokens between names that stand side by side
_ALSO = re.compile(
    r"\s*,?\s*\(?\s*(?:a\.?k\.?a\.?|also known as|better known as|known as|alias)\s+(?:the\s+)?", re.IGNORECASE
)


@dataclass
class Cluster:
    """Names that are taken for one actor.

    Attributes:
        id: Id of the actor; minted from the fullest name.
        name: Fullest name seen.
        words: Words of each name that it goes by.
        kinds: Votes on what it is.
        titles: Titles that stand before its name.
        genders: Votes on sex, from titles and pronouns.
    """

    id: str
    name: str
    words: list[tuple[str, ...]] = field(default_factory=list)
    kinds: Counter[ActorKind] = field(default_factory=Counter)
    titles: set[str] = field(default_factory=set)
    genders: Counter[str] = field(default_factory=Counter)

    @property
    def kind(self) -> ActorKind:
        """What most of its mentions make it."""
        known = [(count, kind) for kind, count in self.kinds.items() if kind != "unknown"]
        return max(known)[1] if known else "unknown"


@dataclass(frozen=True)
class Cast:
    """Who is who in one text.

    Attributes:
        clusters: Actors by id.
        of: For each mention the id of its actor; None where nobody can be told, and for pronouns.
        aliases: Pairs of mentions of which the second is said to be another name of the first.
    """

    clusters: Mapping[str, Cluster]
    of: tuple[str | None, ...]
    aliases: tuple[tuple[int, int], ...] = ()

    def kind(self, actor: str) -> ActorKind:
        """Return what the actor is."""
        return self.clusters[actor].kind if actor in self.clusters else "unknown"


def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no case, marks, articles or hyphens.

    >>> name_words("Muqtada al-Sadr"), name_words("the Sons of the Coast")
    (('muqtada', 'sadr'), ('sons', 'coast'))
    """
    folded = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’‘`]s\b|['’‘`]", "", plain))
    return tuple(word for word in words if word not in _SMALL) or tuple(words)


def spelt_alike(one: str, other: str) -> bool:
    """Say whether two words are spellings of one: same consonants, and letters much the same.

    >>> spelt_alike("qassem", "qassim"), spelt_alike("soleimani", "solomon")
    (True, False)
    """
    if one == other:
        return True
    return len(one) >= _LONG and _consonants(one) == _consonants(other) and ratio(one, other) >= _ALIKE


def _consonants(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", word))


def cast(parse: Parse, mentions: Sequence[Found], known: Mapping[str, Actor], lexicon: Lexicon) -> Cast:
    """Return who is who.

    Args:
        parse: The text.
        mentions: In order of the text.
        known: Actors of the study, by id.
        lexicon: The word lists.
    """
    register = _Register(lexicon, known)
    names, firm, personal = _agreed({n: one for n, one in enumerate(mentions) if one.form in {"name", "adjective"}})
    register.firm, register.personal, register.beside = firm, personal, _beside(parse, names)
    fullest = sorted(names, key=lambda n: (-len(name_words(names[n].name)), n))
    found: dict[int, str] = {n: register.place(names[n]) for n in fullest}
    aliases = tuple(_aliases(parse, names))
    for one, other in aliases:
        register.merge(found[one], found[other])
    found = {n: register.survivor(ident) for n, ident in found.items()}
    nominals = _Nominals(register, parse)
    of: list[str | None] = []
    for n, mention in enumerate(mentions):
        if n in found:
            nominals.see(mention, found[n])
            of.append(found[n])
        else:
            of.append(nominals.place(mention) if mention.form == "nominal" else None)
    return Cast(register.clusters, tuple(of), aliases)


def _agreed(names: Mapping[int, Found]) -> tuple[dict[int, Found], frozenset[str], frozenset[str]]:
    """Return the mentions with each spelling made what most of its mentions are; firm names of bodies; names of persons.

    One vote of a tagger is little: family names are often taken for organisations.
    """
    votes: dict[str, Counter[ActorKind]] = {}
    for one in names.values():
        if one.kind != "unknown" and one.form == "name":
            votes.setdefault(one.name, Counter())[one.kind] += 3 if one.title or one.kind == "state" else 1
    agreed = {
        n: replace(one, kind=votes[one.name].most_common(1)[0][0])
        if one.name in votes and one.kind not in {"state", "place"} and not one.title
        else one
        for n, one in names.items()
    }
    firm = frozenset(
        name
        for name, count in votes.items()
        if count["organisation"] >= _FIRM and count["organisation"] > _MOSTLY * count.total()
    )
    personal = frozenset(name for name, count in votes.items() if count["person"])
    return agreed, firm, personal


def _beside(parse: Parse, names: Mapping[int, Found]) -> set[frozenset[str]]:
    """Return pairs of names that stand side by side: whoever says "the Hill and Fort Hill" means two."""
    order = sorted(names.values(), key=lambda one: one.first)
    return {
        frozenset({one.name, other.name})
        for one, other in pairwise(order)
        if other.first - one.last <= _CLOSE and parse.tokens[one.first].sentence == parse.tokens[other.first].sentence
    }


def _aliases(parse: Parse, names: Mapping[int, Found]) -> Iterable[tuple[int, int]]:
    """Yield pairs "X, also known as Y" and "X (XYZ)" where XYZ are X's initials."""
    order = sorted(names, key=lambda n: names[n].first)
    for one, other in pairwise(order):
        left, right = names[one], names[other]
        between = parse.text[parse.tokens[left.last - 1].end : parse.tokens[right.first].start]
        if _ALSO.fullmatch(between) or (
            between.strip() == "(" and right.name.isupper() and _initials(left.name).endswith(right.name)
        ):
            yield one, other


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"\w+", name) if word.lower() not in _SMALL).upper()


class _Register:
    """Names met so far; one place where a name finds its actor or makes a new one."""

    def __init__(self, lexicon: Lexicon, known: Mapping[str, Actor]) -> None:
        self.lexicon = lexicon
        self.clusters: dict[str, Cluster] = {}
        self.merged: dict[str, str] = {}
        self.by_word: dict[str, list[str]] = {}
        self.known = {name_words(actor.name): actor for actor in known.values()}
        self.taken = set(known)
        self.firm: frozenset[str] = frozenset()
        self.personal: frozenset[str] = frozenset()
        self.beside: set[frozenset[str]] = set()

    def survivor(self, ident: str) -> str:
        while ident in self.merged:
            ident = self.merged[ident]
        return ident

    def place(self, found: Found) -> str:
        """Return the id of the actor that the mention names."""
        state = self.lexicon.state(found.name) if found.kind == "state" else None
        if found.kind == "state" and state is None:
            state = self.lexicon.capitals.get(found.name)
        name = state or found.name
        words = name_words(name)
        cluster = self._exact(words) or (None if state else self._similar(words, found))
        if cluster is None:
            cluster = self._new(name, words)
        self._count(cluster, found, words)
        return cluster.id

    def _exact(self, words: tuple[str, ...]) -> Cluster | None:
        for ident in self.by_word.get(words[0] if words else "", ()):
            if ident in self.clusters and words in self.clusters[ident].words:
                return self.clusters[ident]
        actor = self.known.get(words)
        if actor is None:
            return None
        if actor.id not in self.clusters:
            self._add(Cluster(actor.id, actor.name, [words], Counter({actor.kind: 3})), words)
        return self.clusters[actor.id]

    def _similar(self, words: tuple[str, ...], found: Found) -> Cluster | None:
        """Return the likeliest fuller name: a person by family name, a body by its first word or initials."""
        candidates = []
        for cluster in self.clusters.values():
            if cluster.kind == "state" or frozenset({found.name, cluster.name}) in self.beside:
                continue
            for full in cluster.words:
                if self._short_for(words, full, found, cluster.kind):
                    candidates.append((sum(cluster.kinds.values()), cluster.id))
                    break
        return self.clusters[max(candidates)[1]] if candidates else None

    def _short_for(self, words: tuple[str, ...], full: tuple[str, ...], found: Found, kind: ActorKind) -> bool:
        if not words or not full or len(words) > len(full):
            return False
        if found.name.isupper() and len(found.name) > 1 and len(words) == 1:
            return "".join(word[0] for word in full).upper() == found.name.replace(".", "")
        if len(words) == len(full) and found.kind != "organisation":
            return all(spelt_alike(one, other) for one, other in zip(words, full, strict=True))
        of_person = (
            kind == "person" and found.kind in {"unknown", "organisation", "place"} and found.name not in self.firm
        )
        if found.kind == "person" or of_person:
            tail = full[-len(words) :]
            inner = all(any(spelt_alike(one, other) for other in full) for one in words)
            return all(spelt_alike(one, other) for one, other in zip(words, tail, strict=True)) or (
                kind == "person" and inner and (len(words) > 1 or words == full[:1])
            )
        if found.name in self.personal:
            return False  # a family name is no short form of "the Crane company"
        if kind not in {"organisation", "group"} or len(words[0]) <= 3:  # noqa: PLR2004 - initials
            return False
        lead = " ".join(full[: -len(words)])
        of_state = any(lead == " ".join(name_words(state)) for state in self.lexicon.states) if lead else False
        return (
            set(words) == set(full)
            or words == full[: len(words)]
            or (of_state and words == full[-len(words) :] and len(words) > 1)
        )

    def _new(self, name: str, words: tuple[str, ...]) -> Cluster:
        ident = mint(name, self.taken)
        self.taken.add(ident)
        cluster = Cluster(ident, name, [words])
        self._add(cluster, words)
        return cluster

    def _add(self, cluster: Cluster, words: tuple[str, ...]) -> None:
        self.clusters[cluster.id] = cluster
        self.by_word.setdefault(words[0] if words else "", []).append(cluster.id)

    def _count(self, cluster: Cluster, found: Found, words: tuple[str, ...]) -> None:
        kind: ActorKind = "state" if cluster.name in self.lexicon.states else found.kind
        cluster.kinds[kind] += 3 if found.title else 1
        if found.title:
            cluster.titles.add(found.title)
        if found.gender:
            cluster.genders[found.gender] += 2
        if words not in cluster.words:
            cluster.words.append(words)
            self.by_word.setdefault(words[0] if words else "", []).append(cluster.id)

    def merge(self, keep: str, drop: str) -> None:
        keep, drop = self.survivor(keep), self.survivor(drop)
        if keep == drop:
            return
        gone = self.clusters.pop(drop)
        kept = self.clusters[keep]
        kept.words += gone.words
        kept.kinds.update(gone.kinds)
        kept.titles |= gone.titles
        self.merged[drop] = keep

    def nominal(self, key: str, kind: ActorKind) -> str:
        """Return the id of the actor that common nouns alone describe."""
        words = ("", *name_words(key))
        cluster = self._exact(words)
        if cluster is None:
            known = self.known.get(words[1:])
            shown = known.name if known else key[:1].upper() + key[1:]
            cluster = Cluster(known.id, shown, [words]) if known else self._new(shown, words)
            self._add(cluster, words)
        cluster.kinds[kind] += 1
        return cluster.id


class _Nominals:
    """Resolves common nouns in order of the text: "the president" is whoever last bore that title."""

    def __init__(self, register: _Register, parse: Parse) -> None:
        self.register = register
        self.parse = parse
        self.bearers: dict[str, str] = {}
        self.bodies: dict[str, str] = {}
        self.modified: dict[str, str] = {}

    def see(self, found: Found, actor: str) -> None:
        """Take note of a name: who bears which title, which body is a movement or a council."""
        if found.title:
            self.bearers[found.title] = actor
            self.bearers[found.title.split()[-1]] = actor
        last = name_words(found.name)[-1:] or ("",)
        if found.form == "name" and last[0] in self.register.lexicon.organisation:
            self.bodies[last[0]] = actor

    def place(self, found: Found) -> str:
        """Return the id of the actor that a nominal means."""
        head = self.parse.tokens[found.head].lemma
        bare = found.name == head
        turned = self._turned_round(found)
        if turned:
            return turned
        if found.definite and found.number == "one" and found.kind == "person":
            bearer = self.bearers.get(found.name) or (self.bearers.get(head) if bare else None)
            if bearer:
                return bearer
        if found.definite and bare and head in self.bodies:
            return self.bodies[head]
        if found.definite and bare and head in self.modified:
            return self.modified[head]
        shown = (
            found.name
            if found.number == "one"
            else f"{found.name.rpartition(' ')[0]} {self.parse.tokens[found.head].text.lower()}".strip()
        )
        ident = self.register.nominal(shown, found.kind)
        if not bare:
            self.modified[head] = ident
        return ident

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
                for cluster in self.register.clusters.values():
                    if any(words == set(full) for full in cluster.words if full[:1] != ("",)):
                        return cluster.id
        return None


def to_actors(
    parse: Parse, mentions: Sequence[Found], of: Sequence[str | None], cast_: Cast, document: str, used: Iterable[str]
) -> tuple[Actor, ...]:
    """Return the actors with their mentions: those with a name, and those without that a claim is about."""
    wanted = set(used)
    places: dict[str, list[Mention]] = {}
    for found, ident in zip(mentions, of, strict=True):
        if ident is None:
            continue
        if found.form in {"name", "adjective"}:
            wanted.add(ident)
        extent = parse.extent([found.first, found.last - 1])
        places.setdefault(ident, []).append(Mention(document, extent.start, extent.end, found.form))
    return tuple(
        Actor(ident, cluster.name, cluster.kind, tuple(places.get(ident, ())))
        for ident, cluster in cast_.clusters.items()
        if ident in wanted
    )


def label_slug(label: str, longest: int = 48) -> str:
    """Return a slug of `label` that is short enough to read."""
    return slug(label)[:longest].strip("-")
