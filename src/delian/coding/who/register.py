"""Stage 3a: the names of a text and the actors that they are taken for: spellings and short forms of one name meet."""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import ratio

from delian.coding.lexicon import Lexicon
from delian.coding.who.mentions import Found
from delian.model.actor import Actor, ActorKind
from delian.model.ids import mint

SMALL = frozenset({"al", "el", "the", "of", "de", "bin", "ibn", "and", "for", "la", "le", "von", "van", "da"})
_LONG = 4  # letters from which two spellings may differ
_ALIKE = 75.0  # least similarity, in per cent, of two spellings of one name with the same consonants


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


@lru_cache(maxsize=65_536)
def name_words(name: str) -> tuple[str, ...]:
    """Return the words of a name as they are compared: no case, marks, articles or hyphens.

    >>> name_words("Muqtada al-Sadr"), name_words("the Sons of the Coast")
    (('muqtada', 'sadr'), ('sons', 'coast'))
    """
    folded = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(letter for letter in folded if not unicodedata.combining(letter))
    words = re.findall(r"\w+", re.sub(r"['’‘`]s\b|['’‘`]", "", plain))
    return tuple(word for word in words if word not in SMALL) or tuple(words)


def spelt_alike(one: str, other: str) -> bool:
    """Say whether two words are spellings of one: same consonants, and letters much the same.

    >>> spelt_alike("qassem", "qassim"), spelt_alike("soleimani", "solomon")
    (True, False)
    """
    if one == other:
        return True
    return len(one) >= _LONG and _consonants(one) == _consonants(other) and ratio(one, other) >= _ALIKE


@lru_cache(maxsize=65_536)
def _consonants(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyh]", "", word))


def _first_letters(words: tuple[str, ...]) -> str:
    """Return the first letters of the words of a name, as capitals."""
    return "".join(word[:1] for word in words).upper()


def _acronym(words: tuple[str, ...], found: Found) -> str:
    """Return the letters of a name in capitals, "GCU" or "G.C.U."; empty if it is no such name."""
    return found.name.replace(".", "") if len(words) == 1 and len(found.name) > 1 and found.name.isupper() else ""


def body_word(name: str, lexicon: Lexicon) -> str:
    """Return the word that says what kind of body a name is of; empty if none does.

    "ministry" for the Ministry of War, "union" for the Miners' Union.
    """
    lead = re.split(r"\s(?:of|for|in)\s", name)[0]
    for words in (name_words(lead), name_words(name)):
        found = [word for word in words if word in lexicon.organisation]
        if found:
            return found[-1]
    return ""


class Register:
    """Names met so far; one place where a name finds its actor or makes a new one."""

    def __init__(self, lexicon: Lexicon, known: Mapping[str, Actor]) -> None:
        """Start with the actors that the study knows."""
        self.lexicon = lexicon
        self.clusters: dict[str, Cluster] = {}
        self.merged: dict[str, str] = {}
        self.by_word: dict[str, list[str]] = {}
        self.by_sound: dict[str, set[str]] = {}
        self.by_initials: dict[str, set[str]] = {}
        self.known = {name_words(actor.name): actor for actor in known.values()}
        self.taken = set(known)
        self.states = {name_words(state) for state in lexicon.states}
        self.firm: frozenset[str] = frozenset()
        self.personal: frozenset[str] = frozenset()
        self.beside: set[frozenset[str]] = set()

    def survivor(self, ident: str) -> str:
        """Return the actor that `ident` was merged into, or itself."""
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
        if not words:
            return None
        acronym = _acronym(words, found)
        near = self.by_initials.get(acronym, frozenset()) if acronym else self.sharing(words[0])
        candidates = []
        for cluster in (self.clusters[ident] for ident in near if ident in self.clusters):
            if cluster.kind == "state" or frozenset({found.name, cluster.name}) in self.beside:
                continue
            if found.gender and cluster.genders and not cluster.genders[found.gender]:
                continue  # "Mr. Crane" is not Ada Crane
            for full in cluster.words:
                if self._short_for(words, full, found, cluster.kind):
                    is_tail = words == full[-len(words) :]
                    candidates.append((is_tail, sum(cluster.kinds.values()), cluster.id))
                    break
        return self.clusters[max(candidates)[2]] if candidates else None

    def _short_for(self, words: tuple[str, ...], full: tuple[str, ...], found: Found, kind: ActorKind) -> bool:
        if not full or len(words) > len(full):
            return False
        acronym = _acronym(words, found)
        if acronym:
            return _first_letters(full) == acronym
        if len(words) == len(full) and found.kind != "organisation":
            return all(spelt_alike(one, other) for one, other in zip(words, full, strict=True))
        of_person = (
            kind == "person" and found.kind in {"unknown", "organisation", "place"} and found.name not in self.firm
        )
        if (found.kind == "person" and kind in {"person", "unknown"}) or of_person:
            tail = full[-len(words) :]
            inner = all(any(spelt_alike(one, other) for other in full) for one in words)
            return all(spelt_alike(one, other) for one, other in zip(words, tail, strict=True)) or (
                kind == "person"
                and inner
                and (len(words) > 1 or words == full[:1] or self._is_inner(words, full, found))
            )
        if found.name in self.personal:
            return False  # a family name is no short form of "the Crane company"
        if kind not in {"organisation", "group"} or len(words[0]) <= 3:  # noqa: PLR2004 - initials
            return False
        of_state = full[: -len(words)] in self.states
        bare = full[:-1] if full[-1] in self.lexicon.organisation else ()
        return (
            set(words) == set(full)
            or words == full[: len(words)]
            or words == bare[-len(words) :]
            or (of_state and words == full[-len(words) :] and len(words) > 1)
        )

    def _is_inner(self, words: tuple[str, ...], full: tuple[str, ...], found: Found) -> bool:
        """Say whether one word is the first of two family names: "Colonel Quispe" for Efraín Quispe Mamani."""
        family = len(full) > 2 and words[0] in full[1:-1]  # noqa: PLR2004 - a given name and two more
        return family and bool(found.title or found.kind == "person")

    def _new(self, name: str, words: tuple[str, ...]) -> Cluster:
        ident = mint(name, self.taken)
        self.taken.add(ident)
        cluster = Cluster(ident, name, [words])
        self._add(cluster, words)
        return cluster

    def _add(self, cluster: Cluster, words: tuple[str, ...]) -> None:
        self.clusters[cluster.id] = cluster
        self._index(cluster.id, words)
        self.by_word.setdefault(words[0] if words else "", []).append(cluster.id)

    def _index(self, ident: str, words: tuple[str, ...]) -> None:
        """Let an actor be found by how the words of a name sound, and by its initials."""
        self.by_initials.setdefault(_first_letters(words), set()).add(ident)
        for word in words:
            self.by_sound.setdefault(_consonants(word), set()).add(ident)

    def sharing(self, word: str) -> AbstractSet[str]:
        """Return the ids of all actors with a name of which one word may be a spelling of `word`."""
        return self.by_sound.get(_consonants(word), frozenset())

    def _count(self, cluster: Cluster, found: Found, words: tuple[str, ...]) -> None:
        kind: ActorKind = "state" if cluster.name in self.lexicon.states else found.kind
        if cluster.kind == "person" and (cluster.titles or cluster.genders):
            kind = "person"  # a family name alone is often taken for a company or a place
        cluster.kinds[kind] += 3 if found.title else 1
        if found.title:
            cluster.titles.add(found.title)
        if found.gender:
            cluster.genders[found.gender] += 2
        if words not in cluster.words:
            cluster.words.append(words)
            self._index(cluster.id, words)
            self.by_word.setdefault(words[0] if words else "", []).append(cluster.id)

    def are_told_apart(self, name: str, actor: str) -> bool:
        """Say whether the text sets a name beside a name of the actor, as two do."""
        return frozenset({name, self.clusters[actor].name}) in self.beside

    def only_body(self, word: str, name: str) -> str | None:
        """Return the one body in the text whose name says that it is such a body; None if there are none or several."""
        found = [
            cluster.id
            for cluster in self.clusters.values()
            if cluster.kind != "state" and body_word(cluster.name, self.lexicon) == word and cluster.name != name
        ]
        return found[0] if len(found) == 1 else None

    def merge(self, keep: str, drop: str) -> None:
        """Make two actors one."""
        keep, drop = self.survivor(keep), self.survivor(drop)
        if keep == drop:
            return
        gone = self.clusters.pop(drop)
        kept = self.clusters[keep]
        kept.words += gone.words
        for words in gone.words:
            self._index(keep, words)
        kept.kinds.update(gone.kinds)
        kept.titles |= gone.titles
        self.merged[drop] = keep

    def name_described(self, actor: str, key: str) -> None:
        """Make whom common nouns alone described before, "the governor", the actor that bears a name."""
        described = self._exact(("", *name_words(key)))
        if described is not None:
            self.merge(actor, described.id)

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
