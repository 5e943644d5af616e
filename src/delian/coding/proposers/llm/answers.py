"""What a model answered, read into proposals; an entry that is not of the form is refused with the reason."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, get_args

from delian.coding.proposers.llm.codebook import KINDS
from delian.coding.proposers.llm.windows import Window
from delian.coding.proposers.proposer import CauseEnds, Proposal, Quoted, Refusal, Speaker
from delian.model.actor import Actor, ActorKind
from delian.model.claim import Absence, How, Modality, Polarity, Reason
from delian.model.event import Event
from delian.model.ids import mint, normalised, slug
from delian.model.when import When

_THOUGHT = frozenset({"believes", "knows", "feels", "intends"})
_BODIES = frozenset({"organisation", "state", "group"})
_LONGEST_LABEL = 48
_NOT_OF_THE_FORM = "not of the form that was asked for"


class Malformed(ValueError):
    """An entry of an answer that is not of the form."""


@dataclass
class Register:
    """Who and what the readings of one document name: known ids, and those minted while reading.

    Attributes:
        actors: Known actors, and new ones, by id.
        taken: Ids of events that are not to be minted again.
        new: Ids of the new actors.
        events: Events minted.
    """

    actors: dict[str, Actor]
    taken: set[str]
    new: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)

    def actor(self, word: str, kind: ActorKind, stands: Callable[[str], bool]) -> str:
        """Return the id for an id or a name; a new actor only for words that the window has, else the words themselves."""
        if word in self.actors:
            return word
        name = " ".join(word.split())
        alike = normalised(name)
        for ident, actor in self.actors.items():
            if normalised(actor.name) == alike:
                return ident
        if not alike or not stands(name):
            return word
        ident = mint(name, self.actors)
        self.actors[ident] = Actor(ident, name, kind)
        self.new.append(ident)
        return ident

    def event(self, label: str) -> str:
        """Return the id of a new event."""
        ident = mint(slug(label)[:_LONGEST_LABEL].strip("-"), self.taken, "e-")
        self.taken.add(ident)
        self.events.append(Event(ident, label))
        return ident

    def name(self, ident: str) -> str:
        """Return the name of an actor or event; the id itself if nobody has it."""
        labels = {event.id: event.label for event in self.events}
        return self.actors[ident].name if ident in self.actors else labels.get(ident, ident)


@dataclass(frozen=True)
class Reading:
    """Turns the entries of one window's answer into proposals.

    Attributes:
        register: Who and what is known.
        window: Where it stands in the view.
        number: Of the window, so that labels of two windows differ.
        stands: Whether words stand in the window.
    """

    register: Register
    window: Window
    number: int
    stands: Callable[[str], bool]

    def read(self, answer: Mapping[str, Any]) -> tuple[list[Proposal], list[Refusal]]:
        """Return the proposals of an answer, in its order, and what was refused."""
        kinds = dict(_kinds(answer.get("actors")))
        entries = answer.get("claims")
        if not isinstance(entries, list):
            return [], [Refusal("the answer has no list of claims")]
        numbered = _numbered(entries)
        refused = [Refusal(_NOT_OF_THE_FORM, "claim")] * (len(entries) - len(numbered))
        told: dict[int, Proposal] = {}
        for number, entry in sorted(numbered.items(), key=lambda one: _rank(one[1])):
            try:
                told[number] = self._proposal(entry, number, kinds, told)
            except Malformed as fault:
                refused.append(Refusal(_NOT_OF_THE_FORM, str(fault)))
        return [told[number] for number in numbered if number in told], refused

    def _proposal(
        self, entry: Mapping[str, Any], number: int, kinds: Mapping[str, ActorKind], told: Mapping[int, Proposal]
    ) -> Proposal:
        kind = _one_of(entry, "kind", KINDS)
        relation = _text(entry, "relation")
        office = kind == "attribute" and relation == "office"
        subject = tuple(self._actor(word, kinds, "unknown") for word in _texts(entry, "subject"))
        named = tuple(self._actor(word, kinds, "office" if office else "unknown") for word in _texts(entry, "object"))
        proposal = Proposal(
            kind=kind,
            relation=relation,
            quoted=(Quoted(_text(entry, "quote"), within=self.window),),
            label=f"{self.number}.{number}",
            subject=subject,
            object=named,
            value=_text_or_none(entry, "value"),
            polarity=_one_of(entry, "polarity", get_args(Polarity), "+"),
            modality="question" if kind == "question" else _one_of(entry, "modality", get_args(Modality), "asserted"),
            hedge=_text_or_none(entry, "hedge"),
            absence=_one_of(entry, "absence", get_args(Absence), "none"),
            reason=_one_of(entry, "reason", get_args(Reason), "unstated") if kind == "unanswered" else None,
            voices=self._voices(entry.get("speaker"), kinds),
            when=_when(_text_or_none(entry, "when")),
        )
        return self._tied(proposal, entry, told)

    def _tied(self, proposal: Proposal, entry: Mapping[str, Any], told: Mapping[int, Proposal]) -> Proposal:
        """Return the proposal with the events and claims that it is about."""
        match proposal.kind:
            case "event":
                who, whom = (self._names(ids) for ids in (proposal.subject, proposal.object))
                label = " · ".join(words for words in (who, proposal.relation, whom) if words)
                return replace(proposal, event=self.register.event(label))
            case "answer" | "unanswered":
                about = tuple(one.event for one in _pointed(entry, "about", told) if one.event)
                if not about:
                    raise Malformed("about")
                if proposal.kind == "unanswered":
                    return replace(proposal, object=about)
                act = told.get(entry["act"]) if isinstance(entry.get("act"), int) else None
                event = (act and act.event) or self.register.event(f"{self._names(proposal.subject)} · answer")
                return replace(proposal, object=about, event=event)
            case "cause":
                causes, effects = (tuple(one.label for one in _pointed(entry, end, told)) for end in ("from", "to"))
                return replace(proposal, subject=(), object=(), cause=CauseEnds(causes, effects))
            case "question":
                about = tuple(one.label for one in _pointed(entry, "about", told))
                return replace(proposal, subject=(), object=(), about=about, asks="open")
            case _:
                return proposal

    def _names(self, idents: Iterable[str]) -> str:
        return " and ".join(self.register.name(ident) for ident in idents)

    def _actor(self, word: str, kinds: Mapping[str, ActorKind], otherwise: ActorKind) -> str:
        return self.register.actor(word, kinds.get(normalised(word), otherwise), self.stands)

    def _voices(self, entry: Any, kinds: Mapping[str, ActorKind]) -> tuple[Speaker, ...]:
        if entry is None:
            return ()
        if not isinstance(entry, dict) or not isinstance(entry.get("named"), bool):
            raise Malformed("speaker")
        who, how = _text(entry, "who"), _one_of(entry, "how", get_args(How))
        cue = Quoted(_text(entry, "cue"), role="cue", within=self.window)
        actor = self._actor(who, kinds, "unknown") if entry["named"] else None
        body = actor in self.register.actors and self.register.actors[actor].kind in _BODIES
        return (
            Speaker(
                actor=actor,
                descriptor=None if actor else who,
                role="mind" if how in _THOUGHT else "source",
                kind="institution" if body else "named" if actor else "anonymous",
                how=how,
                cue=cue,
            ),
        )


def _numbered(entries: Sequence[Any]) -> dict[int, Mapping[str, Any]]:
    """Return the entries that are objects by their number; one without a number of its own gets one that nobody has."""
    found: dict[int, Mapping[str, Any]] = {}
    for place, entry in enumerate(entries, 1):
        if isinstance(entry, dict):
            number = entry.get("n")
            found[number if isinstance(number, int) and number not in found else -place] = entry
    return found


def _rank(entry: Mapping[str, Any]) -> int:
    """Return when an entry is read: first what others point at."""
    kind = entry.get("kind")
    return 2 if kind in ("cause", "question") else 1 if kind in ("answer", "unanswered") else 0


def _pointed(entry: Mapping[str, Any], name: str, told: Mapping[int, Proposal]) -> list[Proposal]:
    """Return the proposals whose numbers a field lists."""
    numbers = entry.get(name)
    if not isinstance(numbers, list) or any(number not in told for number in numbers if isinstance(number, int)):
        raise Malformed(name)
    found = [told[number] for number in numbers if isinstance(number, int)]
    if not found and name != "about":
        raise Malformed(name)
    return found


def _kinds(entries: Any) -> Iterable[tuple[str, ActorKind]]:
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("name"), str) and entry.get("kind") in get_args(ActorKind):
            yield normalised(entry["name"]), entry["kind"]


def _text(entry: Mapping[str, Any], name: str) -> str:
    value = entry.get(name)
    if not isinstance(value, str) or not value.strip():
        raise Malformed(name)
    return value


def _text_or_none(entry: Mapping[str, Any], name: str) -> str | None:
    value = entry.get(name)
    if value is None or value == "":
        return None
    return _text(entry, name)


def _texts(entry: Mapping[str, Any], name: str) -> list[str]:
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise Malformed(name)
    return value


def _one_of(entry: Mapping[str, Any], name: str, known: tuple[Any, ...], otherwise: Any = None) -> Any:
    value = entry.get(name)
    if value is None and otherwise is not None:
        return otherwise
    if not isinstance(value, str) or value not in known:
        raise Malformed(name)
    return value


def _when(words: str | None) -> When | None:
    try:
        return None if words is None else When.read(words)
    except ValueError as fault:
        raise Malformed("when") from fault
