"""Case: claims and judgements as a question sees them, merges applied, with worlds drawn when an answer needs them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeAlias

from delian.model.actor import Actor
from delian.model.claim import DIFFER, SHOWN_FROM, Claim, Means, Voice
from delian.model.document import Document
from delian.model.event import Coalition, Event, Issue, Option, Round, Topic
from delian.model.judgement import Identities, Judgement
from delian.model.problem import Problem
from delian.model.proposition import Proposition, propositions
from delian.model.vocabulary import Vocabulary
from delian.model.when import Day, edtf_bounds
from delian.model.worlds import Worlds

Level = Literal["person", "organisation", "bloc"]
Reading = Literal["in-this-account", "named-voices-only", "weighted-by-grades"]
Mode = Literal["graded", "anchored"]
LEVELS: tuple[Level, ...] = ("person", "organisation", "bloc")
READINGS: tuple[Reading, ...] = ("in-this-account", "named-voices-only", "weighted-by-grades")

MODES: tuple[Mode, ...] = ("graded", "anchored")


@dataclass(frozen=True, slots=True)
class Without:
    """The actor has left: its ties do not hold from that day on (None: the day asked about)."""

    actor: str
    since: Day | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The event was answered after all: by `by`, if given, with those means and scale."""

    event: str
    by: str | None = None
    means: Means | None = None
    scale: int | None = None


@dataclass(frozen=True, slots=True)
class Assume:
    """What the claim says holds in every world."""

    claim: str


@dataclass(frozen=True, slots=True)
class Deny:
    """What the claim says fails in every world."""

    claim: str


@dataclass(frozen=True, slots=True)
class Distrust:
    """Claims that pass through the voice are not believed; what rested on it alone becomes unknown."""

    voice: str


@dataclass(frozen=True, slots=True)
class Flip:
    """The sign of the tie that the claim reports is turned round."""

    claim: str


@dataclass(frozen=True, slots=True)
class Force:
    """One proposition is set, whatever is claimed; used to measure how far it moves an answer."""

    proposition: str
    holds: bool


@dataclass(frozen=True, slots=True)
class Lean:
    """Every source is as reliable as that share of what its grade leaves open; used to see how far grades matter."""

    share: float


Change: TypeAlias = Without | Answered | Assume | Deny | Distrust | Flip | Force | Lean
Draw: TypeAlias = Callable[["Case", Sequence[Change]], Worlds]


@dataclass(frozen=True, slots=True)
class Scope:
    """What a question is asked of.

    Attributes:
        of: Id of the coalition; None if the study has none, or one only is meant.
        on: Day it is about; None: as last reported.
        known_by: Only documents published by that day count; None for all.
        level: Persons, organisations or blocs.
        reading: How the claims are taken.
        changes: What-ifs, with the words in which they were asked.
        count: Number of worlds.
        seed: Seed of the draw.
        unreviewed: Whether machine readings that nobody has reviewed count too.
        yardstick: Whose words are used for probabilities.
        trust: Whether sources weigh by their grades alone, or by what is learnt from what is known for certain.
    """

    of: str | None = None
    on: Day | None = None
    known_by: Day | None = None
    level: Level = "organisation"
    reading: Reading = "in-this-account"
    changes: tuple[tuple[str, Change], ...] = ()
    count: int = 1000
    seed: int = 0
    unreviewed: bool = False
    yardstick: str = "icd203"
    trust: Mode = "graded"


@dataclass(frozen=True)
class Case:
    """Everything that answers a question; frozen, and built anew for every scope.

    Attributes:
        documents: By id.
        actors: By id; merged-away ids are not keys, see `same`.
        events: By id.
        issues: By id.
        options: By id.
        rounds: By id.
        topics: By id.
        coalitions: By id.
        vocabulary: Lists that the claims draw on.
        claims: Accepted claims, in order of document and text.
        proposed: Machine readings that nobody has decided on.
        retired: Claims that a person has deprecated: they count for nothing any more.
        doubles: Machine reading → the reading of the same clause by another coder that stands for it.
        judgements: What people entered.
        same: Which ids are the same thing.
        problems: Faults in the material.
        scope: What is asked.
        sampler: Draws worlds; put in by the pipeline.
    """

    documents: Mapping[str, Document]
    actors: Mapping[str, Actor]
    events: Mapping[str, Event]
    issues: Mapping[str, Issue]
    options: Mapping[str, Option]
    rounds: Mapping[str, Round]
    topics: Mapping[str, Topic]
    coalitions: Mapping[str, Coalition]
    vocabulary: Vocabulary
    claims: tuple[Claim, ...]
    proposed: tuple[Claim, ...]
    judgements: tuple[Judgement, ...]
    same: Identities
    problems: tuple[Problem, ...]
    scope: Scope
    sampler: Draw = field(compare=False)
    doubles: Mapping[str, str] = field(default_factory=dict)
    retired: tuple[Claim, ...] = ()

    def draw(self, changes: Sequence[Change] = ()) -> Worlds:
        """Return worlds with `changes` made: same seed and keys every time, so that any two draws are paired."""
        return self.sampler(self, changes)

    def asked(self, scope: Scope) -> "Case":
        """Return the same material under another scope."""
        return replace(self, scope=scope)

    @cached_property
    def by_id(self) -> Mapping[str, Claim]:
        """Every claim, accepted or proposed, by id."""
        return {claim.id: claim for claim in (*self.claims, *self.proposed)}

    @cached_property
    def shown(self) -> tuple[Claim, ...]:
        """Accepted claims, and machine readings that score high enough to be shown by default, in order of the text."""
        return tuple(
            claim
            for claim in self.readings
            if claim.id in self.accepted_ids or claim.score is None or claim.score >= SHOWN_FROM
        )

    @property
    def hidden(self) -> int:
        """Number of machine readings that the default view leaves out for their low score."""
        return len(self.readings) - len(self.shown)

    @cached_property
    def readings(self) -> tuple[Claim, ...]:
        """Claims in order of the text, a reading that several coders made once."""
        return tuple(claim for claim in self.ordered if claim.id not in self.doubles)

    def is_disputed(self, claim: Claim) -> bool:
        """Say whether it is a machine reading that another coder reads otherwise: it counts when a person has decided."""
        return self.is_machine(claim) and any(flag.startswith(DIFFER) for flag in claim.flags)

    @cached_property
    def ordered(self) -> tuple[Claim, ...]:
        """Accepted and proposed claims together, in order of document and text."""
        order = {name: place for place, name in enumerate(self.documents)}
        return tuple(
            sorted(self.by_id.values(), key=lambda one: (order.get(one.document, 0), one.start, one.end, one.id))
        )

    def believing(self, distrusted: frozenset[str]) -> "Case":
        """Return the case without the claims that pass through one of those voices or actors, minds not counted."""
        if not distrusted:
            return self

        def trusted(claim: Claim) -> bool:
            return not any(
                voice.id in distrusted or (voice.actor and self.same(voice.actor) in distrusted)
                for voice in claim.voices
                if not voice.is_mind
            )

        claims, proposed = (tuple(filter(trusted, group)) for group in (self.claims, self.proposed))
        return replace(self, claims=claims, proposed=proposed)

    @cached_property
    def accepted_ids(self) -> frozenset[str]:
        """Ids of the accepted claims."""
        return frozenset(claim.id for claim in self.claims)

    def is_machine(self, claim: Claim) -> bool:
        """Say whether the claim is a machine reading that nobody has reviewed."""
        return claim.id not in self.accepted_ids and claim not in self.retired

    @cached_property
    def known(self) -> Mapping[str, Claim]:
        """Every claim by id, those too that a person has deprecated."""
        return {**{claim.id: claim for claim in self.retired}, **self.by_id}

    def propositions(self, claim: Claim) -> tuple[Proposition, ...]:
        """Return what `claim` is about, merges applied."""
        return propositions(claim, self.vocabulary, self.by_id.get, self.same)

    def name(self, ident: str | None) -> str:
        """Return the name or label that people know `ident` by; the id itself where there is none."""
        if not ident:
            return "unnamed"
        known = self.same(ident)
        if known in self.actors:
            return self.actors[known].name
        return self.labels.get(known, known)

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """Labels of events, issues, options, rounds, topics and coalitions, by id."""
        groups = (self.events, self.issues, self.options, self.rounds, self.topics, self.coalitions)
        return {ident: noun.label for group in groups for ident, noun in group.items()}

    def names(self, idents: Sequence[str]) -> str:
        """Return the names of `idents`, joined by commas."""
        return ", ".join(self.name(ident) for ident in idents)

    def root(self, document: str) -> str:
        """Return the id of the first document of the reprint chain; itself where it reprints nothing in the study."""
        seen = set()
        while document not in seen:
            seen.add(document)
            found = self.documents.get(document)
            if found is None or found.reprint_of is None or found.reprint_of not in self.documents:
                return document
            document = found.reprint_of
        return document

    def origin(self, claim: Claim) -> str:
        """Return who counts as one origin: the actor on whose word the claim rests, else that voice, else the root."""
        voice = claim.origin
        if voice is None:
            return self.root(claim.document)
        return self.who(voice)

    def who(self, voice: Voice) -> str:
        """Return the id of who speaks: the actor, merges applied; of a voice without a name its own."""
        return self.same(voice.actor) if voice.actor else voice.id

    @cached_property
    def latest(self) -> Day | None:
        """Date of the latest document; after it nothing is known."""
        days = [document.published_day or document.original_day for document in self.documents.values()]
        return max((day for day in days if day), default=None)

    def roster(self, coalition: str, on: Day | None = None) -> dict[str, str]:
        """Return the coalition's members and what they are: `core`, `contested` or `left`, in order of entry.

        Leavers stay in the denominator. With `on`, memberships whose range does not hold that day are left out, but
        for those that have left by then.
        """
        members: dict[str, str] = {}
        for judgement in self.judgements:
            if judgement.kind != "membership" or judgement.coalition != coalition:
                continue
            start = str(judgement.low or judgement.on or "")
            begins = edtf_bounds(start).start if start else None
            if on is None or begins is None or begins <= on:
                for about in judgement.abouts:
                    members[self.same(about)] = str(judgement.value)
        return members
