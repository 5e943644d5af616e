"""Stage 3: mentions become actors: spellings, short forms, acronyms and titles of one name meet; people outrank rules.

Actors that the study knows already keep their ids; a name meets them as it meets the names of the text.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse
from delian.coding.who.mentions import Found
from delian.coding.who.nominals import Nominals
from delian.coding.who.register import Cluster, Register, name_words
from delian.model.actor import Actor, ActorKind, Mention
from delian.model.ids import slug

_FIRM, _MOSTLY = 3, 0.6  # votes, and their share, that make a name firmly a body's
_CLOSE = 3  # tokens between names that stand side by side
_ALSO = re.compile(
    r"\s*,?\s*\(?\s*(?:a\.?k\.?a\.?|also known as|better known as|known as|alias)\s+(?:the\s+)?", re.IGNORECASE
)


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


def cast(parse: Parse, mentions: Sequence[Found], known: Mapping[str, Actor], lexicon: Lexicon) -> Cast:
    """Return who is who.

    Args:
        parse: The text.
        mentions: In order of the text.
        known: Actors of the study, by id.
        lexicon: The word lists.
    """
    register = Register(lexicon, known)
    named = {
        n: _told_person(parse, one, lexicon) for n, one in enumerate(mentions) if one.form in {"name", "adjective"}
    }
    names, firm, personal = _agreed(named)
    register.firm, register.personal, register.beside = firm, personal, _beside(parse, names)
    bare = {n for n, one in names.items() if one.form == "name" and _is_bare_body(one.name, lexicon)}
    fullest = sorted(names.keys() - bare, key=lambda n: (-len(name_words(names[n].name)), n))
    found: dict[int, str] = {n: register.place(names[n]) for n in fullest}
    aliases = tuple(_aliases(parse, names))
    for one, other in aliases:
        register.merge(found[one], found[other])
    found = {n: register.survivor(ident) for n, ident in found.items()}
    nominals = Nominals(register, parse, {names[n].head: (names[n], ident) for n, ident in found.items()})
    of: list[str | None] = []
    for n, mention in enumerate(mentions):
        if n in bare:
            of.append(nominals.body(names[n]))
        elif n in found:
            nominals.see(mention, found[n])
            of.append(found[n])
        else:
            of.append(nominals.place(mention) if mention.form == "nominal" else None)
    return Cast(register.clusters, tuple(ident and register.survivor(ident) for ident in of), aliases)


def _is_bare_body(name: str, lexicon: Lexicon) -> bool:
    """Say whether a name is nothing but a word for a body: "the Front", which is short for the front named before."""
    words = name_words(name)
    return len(words) == 1 and words[0] in lexicon.organisation and not (name.isupper() and len(name) > 1)


def _told_person(parse: Parse, found: Found, lexicon: Lexicon) -> Found:
    """Return a name as a person's where an apposition tells so: "Aidos Tolegen, captain of the guard"."""
    beside = [
        one for one in parse.of(found.head, "appos") if one.tag == "NN" and one.lemma in lexicon.offices | lexicon.ranks
    ]
    return replace(found, kind="person") if beside and found.kind in {"organisation", "group", "unknown"} else found


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
    persons = [one for one in names.values() if one.kind == "person"]
    surely = {name_words(one.name)[-1] for one in persons if one.title or one.gender}
    family = {name_words(one.name)[-1] for one in persons if " " in one.name} | surely
    firm = frozenset(
        name
        for name, count in votes.items()
        if count["organisation"] >= _FIRM
        and count["organisation"] > _MOSTLY * count.total()
        and name_words(name)[-1] not in surely
    )
    personal = frozenset(name for name, count in votes.items() if count["person"] and name_words(name)[-1] in family)
    return agreed, firm, personal


def _beside(parse: Parse, names: Mapping[int, Found]) -> set[frozenset[str]]:
    """Return pairs of names that stand side by side: whoever says "the Hill and Fort Hill" means two."""
    order = sorted(names.values(), key=lambda one: one.first)
    return {
        frozenset({one.name, other.name})
        for one, other in pairwise(order)
        if other.first - one.last <= _CLOSE
        and parse.tokens[one.first].sentence == parse.tokens[other.first].sentence
        and not any(token.pos in {"VERB", "AUX"} for token in parse.tokens[one.last : other.first])
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
    return "".join(word[0] for word in name_words(name)).upper()


def to_actors(
    parse: Parse, mentions: Sequence[Found], of: Sequence[str | None], cast_: Cast, document: str, used: Iterable[str]
) -> tuple[Actor, ...]:
    """Return the actors with their mentions: those with a name, and those without that a claim is about.

    A role set beside a name says what somebody is: it is no mention of its own.
    """
    wanted = set(used)
    names = {one.head: ident for one, ident in zip(mentions, of, strict=True) if one.form == "name"}
    places: dict[str, list[Mention]] = {}
    for found, ident in zip(mentions, of, strict=True):
        if ident is None:
            continue
        beside = {parse.tokens[found.head].head, *(one.i for one in parse.of(found.head, "appos"))}
        if found.form == "nominal" and any(names.get(i) == ident for i in beside):
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
