"""On whose word claims rest and through whom they pass, with what is taken for granted of each: what a person may grade."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from delian.model.belief import Link
from delian.model.case import Case
from delian.model.claim import Claim, VoiceKind
from delian.model.judgement import Judgement
from delian.worlds.gather.gathering import counted
from delian.worlds.trust.chains import Chains

Kind = VoiceKind | Literal["unsigned"]
_FIRST = 5  # how many voices a person is asked to grade first


@dataclass(frozen=True, slots=True)
class Taken:
    """How a voice is taken in some of its claims.

    Attributes:
        link: As origin or relay: retention, letter, and the entry or default that it comes from.
        claims: Number of claims.
    """

    link: Link
    claims: int


@dataclass(frozen=True, slots=True)
class Standing:
    """One voice with what depends on it.

    Attributes:
        id: Id of the actor, of the voice without a name, or of the unsigned document.
        name: Its name, descriptor, or title.
        kind: Named, anonymous, an institution, or unsigned.
        documents: Ids of the first documents of the reprint chains in which it speaks.
        origin: Number of claims that rest on its word.
        relay: Number of claims of others that pass through it.
        alone: Number of the claims that rest on its word alone: nobody else speaks of the same.
        unreviewed: Number of all these that are machine readings which nobody has accepted.
        taken: With which grade or default, most claims first.
        coalitions: Coalition → what it is there: core, contested or left.
        interests: Entries on what serves or harms it.
    """

    id: str
    name: str
    kind: Kind
    documents: tuple[str, ...]
    origin: int
    relay: int
    alone: int
    unreviewed: int
    taken: tuple[Taken, ...]
    coalitions: Mapping[str, str]
    interests: tuple[Judgement, ...]

    @property
    def graded(self) -> bool:
        """Whether a person graded it in all that rests on its word, or passes through it where nothing does."""
        role = "origin" if self.origin else "relay"
        return all(one.link.entered for one in self.taken if one.link.role == role)


def standings(case: Case) -> tuple[Standing, ...]:
    """Return the voices, those with most claims first: a count, no verdict on anybody.

    Claims count that say how the world is. A voice without a name stands for one text only.
    """
    claims, chains = tuple(counted(case)), Chains(case)
    rosters = {name: case.roster(name) for name in case.coalitions}
    passes: dict[str, list[tuple[Claim, Link, Kind]]] = defaultdict(list)
    for claim in claims:
        for who, link, kind in _links(chains, claim):
            passes[who].append((claim, link, kind))
    alone = _alone(case, claims)
    found = [_standing(case, who, through, alone, rosters) for who, through in passes.items()]
    return tuple(sorted(found, key=lambda one: (-one.origin - one.relay, -one.origin, one.id)))


def grade_first(voices: Iterable[Standing]) -> tuple[Standing, ...]:
    """Return the ungraded voices on whose word alone most claims rest, most first, five at most."""
    open_ = [one for one in voices if one.alone and not one.graded]
    return tuple(sorted(open_, key=lambda one: (-one.alone, one.id))[:_FIRST])


def _links(chains: Chains, claim: Claim) -> Iterator[tuple[str, Link, Kind]]:
    """Yield whom the claim comes from and passes through, each with its link."""
    chain, voices = chains.chain(claim), [voice for voice in claim.voices if not voice.is_mind]
    named = [who for who, _ in chain.relays if not who.startswith("untold-")]
    tail = len(chain.links) - len(named)
    yield chain.origin, chain.links[tail - 1], voices[-1].kind if voices else "unsigned"
    kinds = {chains.case.who(voice): voice.kind for voice in voices}
    yield from ((who, link, kinds[who]) for who, link in zip(named, chain.links[tail:], strict=True))


def _standing(
    case: Case,
    who: str,
    through: list[tuple[Claim, Link, Kind]],
    alone: Mapping[str, frozenset[str]],
    rosters: Mapping[str, Mapping[str, str]],
) -> Standing:
    links, kinds = Counter(link for _, link, _ in through), Counter(kind for _, _, kind in through)
    kind = min(kinds, key=lambda one: (-kinds[one], one))
    order = sorted(links, key=lambda one: (-links[one], one.role, one.why))
    title = case.documents[who].title if who in case.documents else None
    return Standing(
        id=who,
        name=title or (case.name(who) if who in case.actors else _described(who, through)),
        kind=kind,
        documents=tuple(dict.fromkeys(case.root(claim.document) for claim, _, _ in through)),
        origin=sum(link.role == "origin" for _, link, _ in through),
        relay=sum(link.role == "relay" for _, link, _ in through),
        alone=len(alone.get(who, ())),
        unreviewed=len({claim.id for claim, _, _ in through if case.is_machine(claim)}),
        taken=tuple(Taken(link, links[link]) for link in order),
        coalitions={name: roster[who] for name, roster in rosters.items() if who in roster},
        interests=tuple(one for one in case.judgements if one.kind == "interest" and case.same(one.abouts[0]) == who),
    )


def _described(who: str, through: list[tuple[Claim, Link, Kind]]) -> str:
    voices = (voice for claim, _, _ in through for voice in claim.voices if voice.id == who)
    return next((voice.descriptor for voice in voices if voice.descriptor), who)


def _alone(case: Case, claims: Iterable[Claim]) -> Mapping[str, frozenset[str]]:
    """Return for each origin the claims of which nothing is told by anybody else."""
    origins: dict[str, set[str]] = defaultdict(set)
    about: dict[str, tuple[str, list[str]]] = {}
    for claim in claims:
        names = [one.id for one in case.propositions(claim)]
        about[claim.id] = case.origin(claim), names
        for name in names:
            origins[name].add(case.origin(claim))
    found: dict[str, set[str]] = defaultdict(set)
    for claim_id, (origin, names) in about.items():
        if names and all(len(origins[name]) == 1 for name in names):
            found[origin].add(claim_id)
    return {origin: frozenset(ids) for origin, ids in found.items()}
