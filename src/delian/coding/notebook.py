"""What the claim stages write into: proposals with their voices, manner and time; events minted once for each place."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from delian.coding.clauses import Clause, Scene
from delian.coding.lexicon import Lexicon
from delian.coding.modality import Manner, is_left_open, is_only_in_prospect, is_to_come, manner
from delian.coding.proposers.proposer import Proposal, Quoted
from delian.coding.rank import score
from delian.coding.said.voices import Chains
from delian.coding.when.frames import Timeline
from delian.coding.who.actors import label_slug
from delian.model.claim import Kind
from delian.model.event import Event
from delian.model.ids import mint
from delian.model.text import Extent
from delian.model.vocabulary import Vocabulary

_LABEL = 10  # words of the label of an event that is called by its words
_PRONOUNS = frozenset({"PRP", "WP", "WDT", "DT", "EX"})
_STATES = frozenset({"tie", "attribute"})
_RELATIVE = frozenset({"WP", "WDT"})
_NEAR = 2  # tokens between a relative pronoun and the noun that it stands for


@dataclass(frozen=True, slots=True)
class Act:
    """An event read out of one clause or noun, for later stages to point at.

    Attributes:
        event: Its id.
        place: Token of its verb or noun.
        type: Event type.
        agents: Who acted.
        recipients: Whom it was done to.
        label: Name of its proposal; empty if none was made.
    """

    event: str
    place: int
    type: str
    agents: tuple[str, ...]
    recipients: tuple[str, ...]
    label: str


@dataclass
class Notebook:
    """Collects the readings of one text.

    Attributes:
        scene: The text with its actors.
        clauses: By the token of their verb.
        chains: Who says what.
        times: When what is told happened.
        vocabulary: The codebook.
        lexicon: The word lists.
        is_person: Whether an actor is a person.
        taken: Event ids that are not to be minted again.
    """

    scene: Scene
    clauses: dict[int, Clause]
    chains: Chains
    times: Timeline
    vocabulary: Vocabulary
    lexicon: Lexicon
    is_person: Callable[[str], bool]
    taken: set[str] = field(default_factory=set)
    proposals: list[Proposal] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    acts: list[Act] = field(default_factory=list)
    labels: dict[int, str] = field(default_factory=dict)
    private: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    in_words: dict[int, str] = field(default_factory=dict)
    manners: dict[int, Manner] = field(default_factory=dict)

    def manner(self, verb: int) -> Manner:
        """Return how the clause of a verb is put, a denial by whoever says it turned round."""
        if verb not in self.manners:
            self.manners[verb] = self._manner(verb)
        return self.manners[verb]

    def _manner(self, verb: int) -> Manner:
        found = manner(self.scene.parse, verb, self.vocabulary)
        place = self._place(verb)
        denied = sum(one.denied for one in self.chains.around(place, verb))
        if denied % 2 == 0:
            return found
        return Manner(found.modality, "-" if found.polarity == "+" else "+", "none", found.hedge)

    def _place(self, i: int) -> Extent:
        token = self.scene.parse.tokens[i]
        return Extent(token.start, token.end)

    def propose(
        self,
        family: str,
        kind: Kind,
        relation: str,
        at: int,
        *,
        extent: Extent | None = None,
        how: Manner | None = None,
        label: str = "",
        timed: bool = True,
        far: bool = False,
        evidence: tuple[Quoted, ...] = (),
        **fields: Any,
    ) -> bool:
        """Note a reading unless nobody can be said to say it, or it is not coded by policy; say whether it was noted.

        Args:
            family: Pattern that found it.
            kind: Kind of claim.
            relation: Its predicate.
            at: Token of its verb or noun.
            extent: Its clause; the verb's own by default.
            how: How it is put; by default as the verb's clause is.
            label: Name for causes and questions to point at.
            timed: Whether the clause's time is the claim's.
            far: Whether what it points at was found in another sentence.
            evidence: Further words that it rests on.
            fields: Further fields of the proposal.
        """
        parse = self.scene.parse
        extent = extent or self.scene.extent(at)
        quote = parse.text[extent.start : extent.end]
        topic = self._policy(quote, (*fields.get("subject", ()), *fields.get("object", ())))
        if topic:
            self.private[topic].add(parse.tokens[at].sentence)
            return False
        around = self.chains.around(self._place(at), at)
        voices = self.chains.speakers(around)
        if voices is None:
            return False
        put = how or self.manner(at)
        unsaid = put.modality == "question" or is_only_in_prospect(parse, at) or is_left_open(parse, at)
        if kind != "question" and (
            unsaid or (kind in _STATES and put.modality == "asserted" and is_to_come(parse, at))
        ):
            return False
        nested = voices[any(one.answer for one in around) :]
        spoken = any(voice.how in {"says", "writes"} for voice in nested)
        when = self.times.of(at, kind, modality=put.modality, spoken=spoken, own=timed)
        if any(voice.how == "intends" for voice in voices):
            when = None
        names = (*fields.get("subject", ()), *fields.get("object", ()))
        self.proposals.append(
            Proposal(
                kind=kind,
                relation=relation,
                quoted=(Quoted(quote, start=extent.start), *evidence),
                label=label,
                polarity=put.polarity,
                modality=put.modality,
                hedge=put.hedge,
                absence=put.absence,
                voices=voices,
                when=when,
                family=family,
                score=score(
                    family,
                    relation=relation,
                    subjects=len(fields.get("subject", ())),
                    objects=len(fields.get("object", ())),
                    length=len(quote),
                    depth=len(nested),
                    pronouns=self._pronouns(at, relatives=kind != "cause"),
                    nameless=self._nameless(kind, fields.get("subject", ()), fields.get("object", ())),
                    repeated=len(set(names)) < len(names),
                    far=far,
                ),
                **fields,
            )
        )
        return True

    def not_coded(self) -> dict[str, int]:
        """Return by topic how many sentences tell what policy leaves out, also where no reading would have come of it."""
        for clause in self.clauses.values():
            extent = self.scene.extent(clause.verb)
            who = self.scene.who((*clause.subjects, *clause.objects))
            topic = self._policy(self.scene.parse.text[extent.start : extent.end], who)
            if topic:
                self.private[topic].add(self.scene.parse.tokens[clause.verb].sentence)
        return {topic: len(sentences) for topic, sentences in self.private.items()}

    def _policy(self, words: str, actors: Sequence[str]) -> str | None:
        if not any(self.is_person(actor) for actor in actors):
            return None
        return next((topic for topic, pattern in self.lexicon.policy.items() if pattern.search(words)), None)

    @cached_property
    def named(self) -> frozenset[str]:
        """The actors that have a name in the text."""
        pairs = zip(self.scene.mentions, self.scene.of, strict=True)
        return frozenset(ident for one, ident in pairs if ident and one.form == "name")

    def _nameless(self, kind: Kind, *sides: Sequence[str]) -> int:
        """Return on how many sides of an event, a tie or an attribute stand actors of which none has a name."""
        if kind not in {"event", "tie", "attribute"}:
            return 0
        ends = sides[:1] if kind == "attribute" else sides
        return sum(bool(side) and self.named.isdisjoint(side) for side in ends)

    def _pronouns(self, at: int, *, relatives: bool) -> float:
        """Return how many arguments are pronouns, or belong to one.

        Those of relative clauses count only where asked, and right behind their noun half.
        """
        parse = self.scene.parse
        clause = self.clauses.get(at)
        heads = (*clause.subjects, *clause.objects) if clause else ()
        owners = [one for head in (*heads, at) for one in parse.of(head, "poss") if one.tag == "PRP$"]
        told = [parse.tokens[head] for head in heads if parse.tokens[head].tag in _PRONOUNS]
        behind = [one for one in told if one.tag in _RELATIVE]
        near = [one for one in behind if 0 < one.i - parse.tokens[at].head <= _NEAR]
        return len(owners) + len(told) - (len(near) / 2 if relatives else len(behind))

    def mint(self, label: str) -> str:
        """Return the id of a new event called `label`."""
        ident = mint(label_slug(label), self.taken, "e-")
        self.taken.add(ident)
        self.events.append(Event(ident, label))
        return ident

    def event_in_words(self, head: int, words: str) -> str:
        """Return the event that no reading covers, called by its first words; one event for one head."""
        if head not in self.in_words:
            self.in_words[head] = self.mint(" ".join(words.replace("*", "").split()[:_LABEL]).rstrip(" ,.;"))
        return self.in_words[head]

    def label_of(self, agents: Sequence[str], what: str, recipients: Sequence[str], names: Callable[[str], str]) -> str:
        """Return a few words for an event: who did what to whom."""
        who = " and ".join(names(one) for one in agents[:2])
        whom = " and ".join(names(one) for one in recipients[:2])
        return " · ".join(word for word in (who, what, whom) if word)

    def drop_act(self, place: int) -> None:
        """Forget the act read at a place, which a later stage reads better."""
        outdone = {act.label for act in self.acts if act.place == place and act.label}
        self.acts = [act for act in self.acts if act.place != place]
        self.proposals = [one for one in self.proposals if one.label not in outdone]

    def note_act(self, act: Act) -> None:
        """Keep an act for later stages to point at."""
        self.acts.append(act)
        if act.label:
            self.labels[act.place] = act.label
