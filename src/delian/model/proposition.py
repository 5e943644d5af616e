"""Proposition: what a claim is about, whoever says it; and the fixed table from claims to propositions (RECORDS 3-4)."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias, assert_never

from delian.model.claim import Claim
from delian.model.ids import Json, proposition_id
from delian.model.vocabulary import Vocabulary

STANCES = ("refuses", "tolerates", "accepts", "wants")  # from least to most

Resolve: TypeAlias = Callable[[str], str]
ClaimById: TypeAlias = Callable[[str], Claim | None]


@dataclass(frozen=True, slots=True)
class Tie:
    """`subject` stands in `relation` to `object`, within `scope`; object is None where only a matter is named."""

    subject: str
    relation: str
    object: str | None
    scope: str | None = None


@dataclass(frozen=True, slots=True)
class Occurred:
    """The event happened at all."""

    event: str


EventRole = Literal["agent", "recipient"]
EventFact = Literal["type", "date", "place", "severity"]


@dataclass(frozen=True, slots=True)
class Takes:
    """`actor` is agent or recipient of the event."""

    event: str
    role: EventRole
    actor: str


@dataclass(frozen=True, slots=True)
class Detail:
    """The event is of that type, or fell on that date, or took place there, or was that severe."""

    event: str
    fact: EventFact
    value: str


@dataclass(frozen=True, slots=True)
class Answers:
    """Event `answer` answers event `to`."""

    answer: str
    to: str


@dataclass(frozen=True, slots=True)
class Formed:
    """The answer had that form, `means:scale`."""

    answer: str
    to: str
    form: str


@dataclass(frozen=True, slots=True)
class Silent:
    """`actor` did not answer the event; excluded by any answer of that actor to it."""

    event: str
    actor: str


@dataclass(frozen=True, slots=True)
class Holds:
    """`actor` has that stance on the option in the round, or a position on the issue (value None)."""

    actor: str
    option: str
    round: str | None
    value: str | None


@dataclass(frozen=True, slots=True)
class Office:
    """`actor` holds the office; exclusive per day."""

    office: str
    scope: str | None
    actor: str


@dataclass(frozen=True, slots=True)
class Has:
    """`actor` has that kind, role, alias or strength."""

    actor: str
    relation: str
    value: str | None


@dataclass(frozen=True, slots=True)
class Caused:
    """Those propositions are the cause of those."""

    causes: tuple[str, ...]
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """The question is about these."""

    about: tuple[str, ...]


Content: TypeAlias = Tie | Occurred | Takes | Detail | Answers | Formed | Silent | Holds | Office | Has | Caused | Asked


@dataclass(frozen=True, slots=True)
class Proposition:
    """A content, in the world or in somebody's mind; equal propositions of several documents meet.

    Attributes:
        content: What is the case.
        mind: Actor or voice id of the mind in which it is so; None for the world.
    """

    content: Content
    mind: str | None = None

    @property
    def variable(self) -> tuple[str, dict[str, Json]]:
        """Kind and named roles: what has a value. Equal variables with other values exclude each other if exclusive."""
        return _variable(self.content)

    @property
    def value(self) -> str | None:
        """Value of the variable; None where the proposition just holds or not."""
        match self.content:
            case Detail(value=value) | Holds(value=value) | Has(value=value):
                return value
            case Formed(form=form):
                return form
            case Office(actor=actor):
                return actor
            case _:
                return None

    @property
    def key(self) -> Json:
        """Identity: kind, participants in their roles, relation and scope, without period and hedge (RECORDS 4)."""
        kind, roles = self.variable
        return {"mind": self.mind, "kind": kind, "variable": roles, "value": self.value}

    @property
    def id(self) -> str:
        """`p-` and twelve digits of the hash of the key."""
        return proposition_id(self.key)


def _variable(content: Content) -> tuple[str, dict[str, Json]]:
    match content:
        case Tie(subject, relation, obj, scope):
            return "tie", {"subject": subject, "relation": relation, "object": obj, "scope": scope}
        case Occurred(event):
            return "event", {"occurred": event}
        case Takes(event, role, actor):
            return "event", {role: [event, actor]}
        case Detail(event, fact, _):
            return "event", {fact: event}
        case Answers(answer, to):
            return "answer", {"answers": [answer, to]}
        case Formed(answer, to, _):
            return "answer", {"form": [answer, to]}
        case Silent(event, actor):
            return "unanswered", {"event": event, "actor": actor}
        case Holds(actor, option, round_, value):
            return "stance", {"actor": actor, "issue" if value is None else "option": option, "round": round_}
        case Office(office, scope, _):
            return "attribute", {"office": office, "scope": scope}
        case Has(actor, relation, _):
            return "attribute", {"actor": actor, "relation": relation}
        case Caused(causes, effects):
            return "cause", {"from": list(causes), "to": list(effects)}
        case Asked(about):
            return "question", {"about": list(about)}
        case _:
            assert_never(content)


def exclusive_variable(proposition: Proposition) -> Hashable:
    """Return what has one value at a time that the proposition gives: an office's holder, an event's type, date, place or
    severity, an answer's form; None for stances and whatever else can be several. Equal for values that exclude each other.
    """
    match proposition.content:
        case Office(office, scope, _):
            return proposition.mind, "office", office, scope
        case Detail(event, fact, _):
            return proposition.mind, fact, event
        case Formed(answer, to, _):
            return proposition.mind, "form", answer, to
        case _:
            return None


def propositions(
    claim: Claim, vocabulary: Vocabulary, find: ClaimById, resolve: Resolve = str
) -> tuple[Proposition, ...]:
    """Return what `claim` is about, by the fixed table of RECORDS 3: one proposition per filled field and pair.

    Args:
        claim: Any claim. Its polarity holds for each of the propositions returned: a denied event with an agent is
            only about the agent, a denied event without one about whether it happened.
        vocabulary: Says which relations are symmetric.
        find: Claims of the same document by id, for the ends of causes.
        resolve: Maps merged ids to the survivor; by default ids stay as first minted.
    """
    mind = claim.mind
    inside = None if mind is None else (resolve(mind.actor) if mind.actor else mind.id)
    contents = dict.fromkeys(_contents(claim, vocabulary, find, resolve, frozenset({claim.id})))
    return tuple(Proposition(content, inside) for content in contents)


def _contents(
    claim: Claim, vocabulary: Vocabulary, find: ClaimById, resolve: Resolve, seen: frozenset[str]
) -> Iterator[Content]:
    subjects, objects = [resolve(one) for one in claim.subject], [resolve(one) for one in claim.object]
    scope, event = claim.scope and resolve(claim.scope), resolve(claim.event or "")
    match claim.kind:
        case "tie":
            relation = vocabulary.relations.get(claim.relation)
            for subject in subjects:
                for obj in objects:
                    one, other = sorted((subject, obj)) if relation and relation.symmetric else (subject, obj)
                    yield Tie(one, claim.relation, other, scope)
                if not objects:
                    yield Tie(subject, claim.relation, None, scope)
        case "event":
            yield from _event_contents(claim, event, subjects, objects, resolve)
        case "answer":
            for obj in objects:
                yield Answers(event, obj)
                if claim.form and not claim.denies:
                    yield Formed(event, obj, str(claim.form))
        case "unanswered":
            yield from (Silent(obj, subject) for subject in subjects for obj in objects)
        case "stance":
            for subject in subjects:
                yield from (Holds(subject, option, scope, claim.value) for option in objects)
        case "attribute" if claim.relation == "office" and objects:
            yield from (Office(office, scope, subject) for subject in subjects for office in objects)
        case "attribute":
            yield from (Has(subject, claim.relation, claim.value) for subject in subjects)
        case "cause" if claim.cause:
            ends = (claim.cause.causes, claim.cause.effects)
            yield Caused(*(_end(end, vocabulary, find, resolve, seen) for end in ends))
        case "question":
            yield Asked(tuple(sorted(resolve(one) for one in claim.about)) or (claim.id,))


def _event_contents(
    claim: Claim, event: str, subjects: list[str], objects: list[str], resolve: Resolve
) -> Iterator[Content]:
    agents = (Takes(event, "agent", subject) for subject in subjects)
    if claim.denies:
        yield from agents if subjects else iter((Occurred(event),))
        return
    yield Occurred(event)
    yield Detail(event, "type", claim.relation)
    yield from agents
    yield from (Takes(event, "recipient", obj) for obj in objects)
    if claim.when:
        yield Detail(event, "date", claim.when.edtf)
    if claim.place:
        yield Detail(event, "place", resolve(claim.place))
    if claim.severity:
        yield Detail(event, "severity", str(claim.severity))


def _end(
    end: tuple[str, ...], vocabulary: Vocabulary, find: ClaimById, resolve: Resolve, seen: frozenset[str]
) -> tuple[str, ...]:
    """Return the proposition ids that one end of a cause resolves to; a claim that refers to itself adds nothing."""
    ids: set[str] = set()
    for name in end:
        claim = find(name)
        if claim is None:
            ids.add(Proposition(Occurred(resolve(name))).id)
        elif claim.id not in seen:
            inner = _contents(claim, vocabulary, find, resolve, seen | {claim.id})
            ids.update(Proposition(content).id for content in inner)
    return tuple(sorted(ids))
