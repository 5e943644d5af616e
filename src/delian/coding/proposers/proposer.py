"""What a proposer is: rules, a language model or a person read claims out of a text through one interface.

A proposal names its evidence by quote, never by offset: the grounding gate (`gate.py`) finds the places, and turns away
whatever does not stand in the text.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from delian.model.actor import Actor
from delian.model.claim import (
    Absence,
    Access,
    Amount,
    AnswerForm,
    Asks,
    Coder,
    Grade,
    How,
    Kind,
    Modality,
    Polarity,
    Reason,
    VoiceKind,
    VoiceRole,
)
from delian.model.document import Document
from delian.model.event import Event, Issue, Option, Round, Topic
from delian.model.problem import Problem
from delian.model.text import EvidenceRole
from delian.model.view import View
from delian.model.vocabulary import Vocabulary
from delian.model.when import When


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words of the text that a proposal rests on.

    Attributes:
        quote: The words, exactly.
        start: Where they stand in the frozen text, if the proposer knows; the gate checks it.
        nth: Which occurrence is meant where the proposer does not know the place, from 1.
        role: What the words are to the claim.
        within: Window of the view, [start, end), in which the words must stand; None for anywhere in the text.
    """

    quote: str
    start: int | None = None
    nth: int = 1
    role: EvidenceRole = "clause"
    within: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Speaker:
    """One voice beyond outlet and author: an actor's id, or a descriptor of somebody without a name.

    Attributes:
        actor: Id of a known actor; None for a voice without a name.
        descriptor: What the text calls it.
        role: Source, or mind.
        kind: Named, anonymous, or an institution.
        how: Says, writes, believes …
        access: Took part, was told, or unstated.
        cue: Words of the text that let it speak; None for the author's own frame.
        ordinal: Tells equal descriptors of one text apart.
    """

    actor: str | None = None
    descriptor: str | None = None
    role: VoiceRole = "source"
    kind: VoiceKind = "named"
    how: How = "says"
    access: Access = "unstated"
    cue: Quoted | None = None
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class CauseEnds:
    """Ends of a proposed cause: event ids, or labels of other proposals."""

    causes: tuple[str, ...]
    effects: tuple[str, ...]
    contrast: tuple[str, ...] = ()
    grade: Grade = "partial"


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A reading that a proposer offers; fields as in `Claim`.

    Attributes:
        label: Name among the proposals of one run, for causes and questions to point at; empty if nobody does.
        quoted: The clause, then further evidence.
        voices: The chain after outlet and author.
        cause: Ends of a cause.
        score: The proposer's own estimate that the reading is right.
        family: Pattern that found it, for calibration.
    """

    kind: Kind
    relation: str
    quoted: tuple[Quoted, ...]
    label: str = ""
    subject: tuple[str, ...] = ()
    object: tuple[str, ...] = ()
    scope: str | None = None
    value: str | None = None
    amount: Amount | None = None
    event: str | None = None
    mode: str | None = None
    place: str | None = None
    severity: int | None = None
    jointly: Literal["together", "each"] | None = None
    form: AnswerForm | None = None
    until: str | None = None
    reason: Reason | None = None
    cause: CauseEnds | None = None
    about: tuple[str, ...] = ()
    asks: Asks | None = None
    polarity: Polarity = "+"
    modality: Modality = "asserted"
    hedge: str | None = None
    absence: Absence = "none"
    voices: tuple[Speaker, ...] = ()
    when: When | None = None
    score: float | None = None
    gloss: str | None = None
    family: str = ""


@dataclass(frozen=True, slots=True)
class Heard:
    """A place where the text lets somebody speak, as offsets; becomes an attribution record.

    Attributes:
        content: [start, end) of what is said.
        source: [start, end) of the speaker; None if not named there.
        cue: [start, end) of the verb; None for a bare quotation.
        speaker: Actor id; None for a voice without a name.
        direct: Whether it is quoted.
    """

    content: tuple[int, int]
    source: tuple[int, int] | None = None
    cue: tuple[int, int] | None = None
    speaker: str | None = None
    direct: bool = False


@dataclass(frozen=True, slots=True)
class Context:
    """What a proposer is given.

    Attributes:
        document: The document, with its metadata.
        view: Its text cleaned for parsing, mapped to the frozen text.
        vocabulary: The codebook.
        actors: Actors that the study knows already, by id.
        events: Ids of events, issues, options and rounds that other documents of the study have: they meet only by decision.
        tell: Told how far a long document is.
    """

    document: Document
    view: View
    vocabulary: Vocabulary
    actors: dict[str, Actor] = field(default_factory=dict)
    events: frozenset[str] = frozenset()
    tell: Callable[[str], None] = field(default=lambda _: None)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why one proposal was turned away: the reason, which is counted, and the word that gave it, if one did."""

    reason: str
    word: str = ""


@dataclass(frozen=True, slots=True)
class Proposed:
    """What a proposer gives back.

    Attributes:
        proposals: Readings, in order of the text.
        actors: Actors that it found, with their mentions; known ids are kept.
        events: Events that it minted.
        issues: Issues, options, rounds and topics that it minted.
        attributions: Who speaks where.
        problems: What it left out, and why nothing was coded where nothing was.
        refused: Readings that the proposer itself turned away.
    """

    proposals: tuple[Proposal, ...]
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    issues: tuple[Issue | Option | Round | Topic, ...] = ()
    attributions: tuple[Heard, ...] = ()
    problems: tuple[Problem, ...] = ()
    refused: tuple[Refusal, ...] = ()


class Proposer(Protocol):
    """Reads claims out of a document; rules, language models and coding sheets are such."""

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        ...

    @property
    def coder(self) -> Coder:
        """Under which name its claims go."""
        ...

    def propose(self, context: Context) -> Proposed:
        """Return what this proposer reads; nothing of it is accepted yet."""
        ...
