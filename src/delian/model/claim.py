"""Claim: what a document attributes to somebody about one proposition."""

from dataclasses import dataclass, field, replace
from typing import Literal

from delian.model.ids import Json, claim_id, normalised, voice_id
from delian.model.text import Extent, Span
from delian.model.when import When

Kind = Literal["tie", "event", "answer", "unanswered", "stance", "attribute", "cause", "question"]
Polarity = Literal["+", "-"]
Modality = Literal["asserted", "hedged", "conditional", "counterfactual", "normative", "question"]
Absence = Literal["none", "reported", "unable"]
Reason = Literal["unable", "unwilling", "deferred", "unstated"]
Means = Literal["verbal", "legal", "political", "economic", "force"]
Grade = Literal["proximate", "enabling", "sole", "partial"]
Asks = Literal["open", "rhetorical", "answered"]
VoiceRole = Literal["outlet", "author", "source", "mind"]
VoiceKind = Literal["named", "anonymous", "institution"]
How = Literal["says", "writes", "believes", "knows", "feels", "intends", "unstated"]
Access = Literal["took-part", "was-told", "unstated"]
CoderKind = Literal["human", "rules", "model"]
Status = Literal["proposed", "accepted", "edited", "rejected", "deprecated"]

SHOWN_FROM = 0.5  # a machine reading with a lower score is hidden by default; every view says how many are
DIFFER = "coders differ on "  # begins a flag of a claim that another coder reads otherwise
UNREAL: frozenset[Modality] = frozenset({"conditional", "counterfactual", "normative", "question"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One link of the chain outlet → author → source through which a claim reaches the reader.

    Attributes:
        id: Computed from the root document and who it is.
        role: Outlet, author, source, or mind: somebody whose thought is told without a word of theirs.
        actor: Id of the actor; None for a voice without a name.
        kind: Named, anonymous, or an institution.
        descriptor: What the text calls a voice without a name.
        how: Says or writes make somebody a source; the rest is what a mind is said to do.
        access: Whether the voice took part in what it tells or was told.
        cue: Where the text says that this voice speaks.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    role: VoiceRole
    actor: str | None
    kind: VoiceKind
    descriptor: str | None = None
    how: How = "unstated"
    access: Access = "unstated"
    cue: Extent | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    @property
    def is_mind(self) -> bool:
        """Whether the voice only thinks: then it is no source."""
        return self.role == "mind"


@dataclass(frozen=True, slots=True)
class Coder:
    """Who read the claim out of the text.

    Attributes:
        name: A person's name, or the name of the machine coder.
        kind: Human, rules or model.
        version: Of the machine coder.
        model: Language model that it used.
        prompt_sha256: Hash of the prompt, if there was one.
        extra: Fields of a newer minor version, kept as they are.
    """

    name: str
    kind: CoderKind
    version: str | None = None
    model: str | None = None
    prompt_sha256: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity with its unit, as reported."""

    value: float
    unit: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """The form of an answer in two dimensions.

    Attributes:
        means: Verbal, legal, political, economic or force.
        scale: 0 none, 1 token, 2 limited, 3 substantial, 4 major.
        extra: Fields of a newer minor version, kept as they are.
    """

    means: Means
    scale: int
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a scale that the codebook does not have."""
        if not 0 <= self.scale <= 4:  # noqa: PLR2004 - the codebook's ladder
            msg = f"the scale of an answer lies between 0 and 4, got {self.scale}"
            raise ValueError(msg)

    def __str__(self) -> str:
        """Write it as in a proposition's key."""
        return f"{self.means}:{self.scale}"


@dataclass(frozen=True, slots=True)
class CauseLink:
    """What is said to have caused what; ends are ids of events or claims of the same document.

    Attributes:
        causes: Record field `from`.
        effects: Record field `to`.
        contrast: Cause claims that this one is set against ("not A but B").
        grade: Proximate, enabling, sole or partial.
        extra: Fields of a newer minor version, kept as they are.
    """

    causes: tuple[str, ...] = field(metadata={"record": "from"})
    effects: tuple[str, ...] = field(metadata={"record": "to"})
    contrast: tuple[str, ...] = ()
    grade: Grade = "partial"
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What a document attributes to somebody about one proposition; which fields count depends on `kind` (RECORDS 3).

    Attributes:
        id: Computed from text, place, kind and coder; an edit keeps it.
        document: Id of the document.
        kind: Tie, event, answer, unanswered, stance, attribute, cause or question.
        start: First code point of the clause.
        end: Code point after its last.
        quote: The clause; None where rights forbid to carry it.
        quote_sha256: Hash of the clause where `quote` is None.
        evidence: The spans that carry the claim, each with its role.
        subject: Actor ids: who holds the tie, acts, answers or stays silent.
        relation: Id in the vocabulary of its kind.
        object: Ids of actors, events, options or offices, by kind.
        scope: Id of a topic, round, actor or issue that limits it; never free text.
        value: Ordinal stance, rank, alias and the like.
        amount: Quantity reported.
        event: Id of the event (kind event), or of the answering event (kind answer).
        plover: PLOVER 2.0 root of the event type.
        mode: PLOVER mode.
        place: Actor id of kind place.
        severity: 1 to 5.
        jointly: Whether several agents acted together or each.
        form: Form of an answer.
        until: Day until which an answer was expected.
        reason: Why there was no answer.
        cause: Ends of a cause.
        about: What a question asks about: ids.
        asks: Open, rhetorical, or answered in the text.
        polarity: `-` for a denial or a negated clause.
        modality: Asserted, hedged, conditional, counterfactual, normative or question.
        hedge: Id in the vocabulary of hedges.
        absence: Whether the text reports that something did not happen or could not.
        voices: The chain, outermost first.
        when: When it held or happened.
        coder: Who read it.
        score: Probability that the reading is right, whatever the source is worth; a rank until it is calibrated.
        gloss: One line in the coder's words.
        status: As the coder left it; decisions change it.
        propositions: Ids of its propositions as first computed: its first keys.
        flags: What a reviewer should look at, such as a polarity that the words do not bear out.
        family: Pattern of the machine coder that found it, by which its precision is counted.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    document: str
    kind: Kind
    start: int
    end: int
    quote: str | None
    quote_sha256: str | None = None
    evidence: tuple[Span, ...] = ()
    subject: tuple[str, ...] = ()
    relation: str
    object: tuple[str, ...] = ()
    scope: str | None = None
    value: str | None = None
    amount: Amount | None = None
    event: str | None = None
    plover: str | None = None
    mode: str | None = None
    place: str | None = None
    severity: int | None = None
    jointly: Literal["together", "each"] | None = None
    form: AnswerForm | None = None
    until: str | None = None
    reason: Reason | None = None
    cause: CauseLink | None = None
    about: tuple[str, ...] = ()
    asks: Asks | None = None
    polarity: Polarity = "+"
    modality: Modality = "asserted"
    hedge: str | None = None
    absence: Absence = "none"
    voices: tuple[Voice, ...] = ()
    when: When | None = None
    coder: Coder
    score: float | None = None
    gloss: str | None = None
    status: Status = "proposed"
    propositions: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    family: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse what RECORDS 3 rules out whatever the text says."""
        for fault in faults(self):
            msg = f"claim {self.id}: {fault}"
            raise ValueError(msg)

    @property
    def origin(self) -> Voice | None:
        """The last voice that is not a mind: on whose word the claim rests."""
        return next((voice for voice in reversed(self.voices) if not voice.is_mind), None)

    @property
    def named(self) -> frozenset[str]:
        """Ids of everybody and everything that it names, voices included."""
        voices = (voice.actor for voice in self.voices)
        names = (*self.subject, *self.object, self.scope, self.place, self.event, *voices)
        return frozenset(name for name in names if name)

    @property
    def mind(self) -> Voice | None:
        """The mind that the claim is inside of, if it is."""
        return self.voices[-1] if self.voices and self.voices[-1].is_mind else None

    @property
    def is_about_the_world(self) -> bool:
        """Whether it says that something is or was so: asserted or hedged, and not inside a mind."""
        return self.modality not in UNREAL and self.mind is None

    @property
    def denies(self) -> bool:
        """Whether it counts against its proposition: a denial, a reported absence or an inability (RECORDS 3)."""
        return self.polarity == "-"


def faults(claim: Claim) -> list[str]:
    """Return what RECORDS 3 rules out in `claim`, one line each; an empty list if it is sound."""
    found = []
    if claim.quote is not None and len(claim.quote) != claim.end - claim.start:
        found.append(f"the quote is {len(claim.quote)} characters long, its place {claim.end - claim.start}")
    if any(voice.is_mind for voice in claim.voices[:-1]):
        found.append("a mind may only come last among the voices")
    if claim.absence != "none" and claim.polarity == "+" and claim.kind != "unanswered":
        found.append(f"absence {claim.absence} goes with polarity - in kind {claim.kind}")
    if claim.kind == "unanswered" and claim.absence == "unable" and claim.reason != "unable":
        found.append("an unanswered claim with absence unable has reason unable")
    if claim.kind == "event" and claim.event is None:
        found.append("a claim of kind event names its event")
    if claim.kind == "cause" and claim.cause is None:
        found.append("a claim of kind cause names its ends")
    if claim.severity is not None and not 1 <= claim.severity <= 5:  # noqa: PLR2004 - the codebook's ladder
        found.append(f"severity lies between 1 and 5, got {claim.severity}")
    return found


def new_claim_id(document_text_sha256: str, claim: Claim, taken: set[str]) -> str:
    """Return the id of a freshly coded claim and add it to `taken`: `n` counts claims otherwise equal."""
    n = 0
    while True:
        name = claim_id(document_text_sha256, claim.start, claim.end, claim.kind, claim.coder.name, n)
        if name not in taken:
            taken.add(name)
            return name
        n += 1


_MOST_ORDINALS = 10


def revoiced(claim: Claim, old_root: str, new_root: str) -> Claim:
    """Return the claim with the voices of another root document: a reprint shares its root's voices.

    For a document whose original joins the study after it. A voice that was not minted from `old_root` stays.
    """

    def moved(voice: Voice) -> Voice:
        who = voice.actor or normalised(voice.descriptor or "unsigned")
        ordinals = (n for n in range(_MOST_ORDINALS) if voice_id(old_root, who, n) == voice.id)
        ordinal = next(ordinals, None)
        return voice if ordinal is None else replace(voice, id=voice_id(new_root, who, ordinal))

    return replace(claim, voices=tuple(moved(voice) for voice in claim.voices))


@dataclass(frozen=True, slots=True)
class Attribution:
    """One place where a text lets somebody speak: who, with which words, what.

    Attributes:
        id: Computed from its place.
        document: Id of the document.
        source: Where the speaker stands; None if the text does not name one.
        cue: Where the verb of saying stands.
        content: What is said.
        speaker: Id of the actor, or None for a voice without a name.
        direct: Whether the content is quoted.
        claims: Ids of the claims read out of the content.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    document: str
    source: Extent | None
    cue: Extent | None
    content: Extent
    speaker: str | None = None
    direct: bool = False
    claims: tuple[str, ...] = ()
    extra: dict[str, Json] = field(default_factory=dict, hash=False)
