"""The word lists that the rules draw on, read once from `vocabulary/`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from delian.model.actor import ActorKind
from delian.model.claim import How
from delian.plugins import read_list, read_rows


@dataclass(frozen=True)
class Lexicon:
    """Words by what they tell.

    Attributes:
        nouns: Common nouns that can name an actor, with what they name.
        states: Names of states to the name that is shown.
        demonyms: Adjectives and peoples to the name of their state.
        capitals: Capitals and seats to the state whose government they can stand for.
        honorifics: Words before a name that say nothing but respect or sex.
        ranks: Military ranks.
        offices: Nouns that name an office, some of several words.
        posts: Those of them that name a post where the text does not say of what.
        inside: Words that stand inside a title.
        gender: Words to `m` or `f`.
        given: Given names to `m` or `f`.
        organisation: Words in a name that make it an organisation.
        things: Last words of names of what can do nothing.
        last_body: Nouns that mean the body that was named last.
        last_state: Nouns that mean the state that was named last.
        telling: Verbs to how a voice speaks or a mind works; `says` outranks the minds.
        thinking: Verbs of minds only.
        clause_nouns: Nouns that bring in a clause with "that", to how whoever they belong to has it.
        shows: Verbs by which a text says something.
        texts: Nouns of things that say what is written in them.
        infinitive: Verbs with whose infinitive it is told what is said or wanted.
        refuses: Those of them by which nothing is said.
        addressed: Verbs whose object may be whom the words are for.
        named: Verbs whose object is what is said or spoken of.
        adjectives: Adjectives after "be" that bring in what somebody says or has in mind.
        of_what: Preposition to the verbs behind which it brings in what is spoken of.
        of_whom: Preposition to the verbs behind whose object it brings in what is said of it.
        according: Phrases before a speaker.
        anonymous: Nouns that make a speaker one without a name.
        took_part: Words that say a voice took part.
        was_told: Words that say a voice was told.
        policy: What is not coded, each topic with its pattern.
    """

    nouns: Mapping[str, ActorKind]
    states: Mapping[str, str]
    demonyms: Mapping[str, str]
    capitals: Mapping[str, str]
    honorifics: frozenset[str]
    ranks: frozenset[str]
    offices: frozenset[str]
    posts: frozenset[str]
    inside: frozenset[str]
    gender: Mapping[str, str]
    given: Mapping[str, str]
    organisation: frozenset[str]
    things: frozenset[str]
    willed: frozenset[str]
    last_body: frozenset[str]
    last_state: frozenset[str]
    telling: Mapping[str, How]
    thinking: Mapping[str, How]
    clause_nouns: Mapping[str, How]
    shows: frozenset[str]
    texts: frozenset[str]
    infinitive: frozenset[str]
    refuses: frozenset[str]
    addressed: frozenset[str]
    named: frozenset[str]
    adjectives: Mapping[str, How]
    of_what: Mapping[str, frozenset[str]]
    of_whom: Mapping[str, frozenset[str]]
    according: tuple[str, ...]
    anonymous: frozenset[str]
    took_part: tuple[str, ...]
    was_told: tuple[str, ...]
    policy: Mapping[str, re.Pattern[str]]

    @cached_property
    def speaking_of(self) -> frozenset[str]:
        """Verbs by which something is spoken of, with or without a preposition."""
        return self.named.union(self.infinitive, *self.of_what.values(), *self.of_whom.values())

    def state(self, name: str) -> str | None:
        """Return the state that `name` is, or is the people or adjective of; None if it is none."""
        return self.states.get(name) or self.demonyms.get(name) or self.demonyms.get(name.removesuffix("s"))


@cache
def lexicon() -> Lexicon:
    """Return the word lists that ship with Delian."""
    states, demonyms, capitals = _countries()
    titles, given, cues = read_list("titles"), read_list("given_names"), read_list("cues")
    minds: dict[str, How] = {}
    for how in ("intends", "feels", "knows", "believes"):
        minds |= dict.fromkeys(cues[how], how)
    telling: dict[str, How] = dict.fromkeys(cues["writes"], "writes")
    telling |= dict.fromkeys(cues["says"], "says")
    return Lexicon(
        nouns=_nouns(titles),
        states=states,
        demonyms=demonyms,
        capitals=capitals,
        honorifics=frozenset(titles["honorifics"]),
        ranks=frozenset(titles["ranks"]),
        offices=frozenset(titles["offices"]),
        posts=frozenset(titles["posts"]),
        inside=frozenset(titles["inside"]),
        gender=dict.fromkeys(titles["male"], "m") | dict.fromkeys(titles["female"], "f"),
        given=dict.fromkeys(given["male"].split(), "m") | dict.fromkeys(given["female"].split(), "f"),
        organisation=frozenset(titles["organisation"]),
        things=frozenset(titles["things"]),
        willed=frozenset(titles["willed"]),
        last_body=frozenset(titles["last_body"]),
        last_state=frozenset(titles["last_state"]),
        telling=telling,
        thinking=minds,
        clause_nouns=dict.fromkeys(cues["thought_nouns"], "believes") | dict.fromkeys(cues["said_nouns"], "says"),
        **{name: frozenset(cues[name]) for name in ("shows", "texts", "infinitive", "refuses", "addressed", "named")},
        adjectives={word: how for how, words in cues["adjectives"].items() for word in words},
        of_what={word: frozenset(verbs) for word, verbs in cues["of_what"].items()},
        of_whom={word: frozenset(verbs) for word, verbs in cues["of_whom"].items()},
        according=tuple(cues["according"]),
        anonymous=frozenset(cues["anonymous"]),
        took_part=tuple(cues["took_part"]),
        was_told=tuple(cues["was_told"]),
        policy={topic: re.compile("|".join(found), re.IGNORECASE) for topic, found in read_list("policy").items()},
    )


def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    states: dict[str, str] = {}
    demonyms: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for name, peoples, seats, others in read_rows("countries.tsv", "|"):
        states |= dict.fromkeys(filter(None, [name, *others.split(",")]), name)
        demonyms |= dict.fromkeys(filter(None, peoples.split(",")), name)
        capitals |= dict.fromkeys(filter(None, seats.split(",")), name)
    return states, demonyms, capitals


def _nouns(titles: Mapping[str, list[str]]) -> dict[str, ActorKind]:
    kinds: dict[str, ActorKind] = {"person": "person", "group": "group"}
    nouns: dict[str, ActorKind] = dict.fromkeys(titles["collectives"], "group")
    nouns |= dict.fromkeys(titles["persons"], "person")
    never = set(titles["never"])
    return nouns | {word: kinds[kind] for word, kind in read_rows("nouns.tsv") if kind in kinds and word not in never}
