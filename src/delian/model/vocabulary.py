"""Vocabulary: the closed lists that claims draw on, each entry with one line of meaning and one example."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, get_args

from delian.model.trust import Trust

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]
# Classes of a wording that the parse shows, not a list.
SHOWN = frozenset({"@somebody", "@person", "@something", "@nothing", "@only", "@agent"})


@dataclass(frozen=True, slots=True)
class Term:
    """An entry with meaning and example; hedges, absences, reasons, modalities and forms are plain terms.

    Attributes:
        id: Name in records.
        line: One line of meaning.
        example: One sentence written for Delian.
        words: Surface forms that signal it; may be empty.
    """

    id: str
    line: str
    example: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hedge(Term):
    """A word that weakens a claim.

    Attributes:
        p: Probability that what it hedges is so, in (0, 1).
    """

    p: float = 0.5


@dataclass(frozen=True, slots=True)
class EventType(Term):
    """A type of event: one of PLOVER 2.0's sixteen, or of Delian's extension.

    Attributes:
        plover: PLOVER root, upper case; for an extension the closest one.
        extension: Whether PLOVER lacks it.
        quad: Verbal or material, cooperation or conflict.
        score: PLOVER 2.0 score in [-10, 10]; None for an extension.
        modes: Mode to score; None where PLOVER gives none.
        lemmas: Verbs that report it.
        nouns: Nouns that name it.
        phrases: Wordings, verb first, that report it.
        mode_words: Mode to the words that signal it.
        mode_of: Type of the act that is asked for, refused or threatened to the mode that this makes.
        future: Type that it counts as where it is only announced, planned or promised; None for itself.
        ended: Type that ending it counts as; None if that is no event.
        negated: Type that its denial counts as for readers that want one type and no polarity; None if nothing.
        promises: Whether it is a promise, so that what is promised decides whether it is a threat.
        examples: Sentences that are read as it.
        near_misses: Sentences that are not.
    """

    plover: str = ""
    extension: bool = False
    quad: Quad = "verbal-cooperation"
    score: float | None = None
    modes: dict[str, float | None] = field(default_factory=dict, hash=False)
    lemmas: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    mode_words: dict[str, tuple[str, ...]] = field(default_factory=dict, hash=False)
    mode_of: dict[str, str] = field(default_factory=dict, hash=False)
    future: str | None = None
    ended: str | None = None
    negated: str | None = None
    promises: bool = False
    examples: tuple[str, ...] = ()
    near_misses: tuple[str, ...] = ()

    @property
    def is_conflict(self) -> bool:
        """Whether it is an act against somebody."""
        return self.quad.endswith("conflict")


@dataclass(frozen=True, slots=True)
class Relation(Term):
    """A kind of tie between actors.

    Attributes:
        sign: +1 friendly, -1 hostile, 0 neither.
        symmetric: Whether it holds both ways by nature.
        function: What the subject does for the object: command, finance, liaison …; empty if none.
        inverse: Name of the same tie read from the object; empty if symmetric.
        verbs: Verbs that state it.
        nouns: Role nouns that state it ("X, leader of Y").
        phrases: Phrases that state it ("close to").
        nouns_below: Role nouns of the object ("Y, a proxy of X").
        phrases_below: Phrases said of the object ("takes orders from").
        closes: Event types that end it for an agent or recipient.
        excludes: Relations that cannot hold between the same two on the same day.
    """

    sign: int = 0
    symmetric: bool = False
    function: str = ""
    inverse: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    nouns_below: tuple[str, ...] = ()
    phrases_below: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()
    excludes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeType(Term):
    """A kind of attribute.

    Attributes:
        exclusive: Whether only one value can hold at a time for one variable.
        ranks: Nouns that name a step of a ladder: nobody stands on two at a time, though a text may say so.
    """

    exclusive: bool = False
    ranks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """All lists that a study draws on.

    Attributes:
        events: Event types by id.
        relations: Relations by id.
        hedges: Hedges by id.
        attributes: Attribute kinds by id.
        absences: Absences by id.
        modalities: Modalities by id.
        reasons: Reasons for no answer by id.
        means: Means of an answer by id.
        classes: Classes of words that wordings share, by name.
        idioms: Wordings that are no event.
        trust: What is taken for granted of sources until a person grades them.
    """

    events: dict[str, EventType]
    relations: dict[str, Relation]
    hedges: dict[str, Hedge]
    attributes: dict[str, AttributeType]
    absences: dict[str, Term]
    modalities: dict[str, Term]
    reasons: dict[str, Term]
    means: dict[str, Term]
    trust: Trust
    classes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    idioms: tuple[str, ...] = ()

    def faults(self) -> Iterator[str]:
        """Yield where events, relations and wordings point at what is not there."""
        roots = {one.plover for one in self.events.values() if not one.extension}
        for name, one in self.events.items():
            if one.quad not in get_args(Quad):
                yield f"[{name}] quad {one.quad!r} is none of {', '.join(get_args(Quad))}"
            if one.plover not in roots:
                yield f"[{name}] plover {one.plover!r} is no root of PLOVER"
            for field_name, other in (("future", one.future), ("ended", one.ended), ("negated", one.negated)):
                if other is not None and other not in self.events:
                    yield f"[{name}] {field_name} names {other!r}, which is no event type"
            for other, mode in one.mode_of.items():
                if other not in self.events or mode not in one.modes:
                    yield f"[{name}] mode_of ties {other!r} to {mode!r}: one of them is not there"
            yield from (f"[{name}] {fault}" for phrase in one.phrases for fault in self._unknown_classes(phrase))
        yield from (f"idioms: {fault}" for idiom in self.idioms for fault in self._unknown_classes(idiom))
        for name, relation in self.relations.items():
            for other in relation.closes:
                if other not in self.events:
                    yield f"[{name}] closes names {other!r}, which is no event type"
            for other in relation.excludes:
                if other not in self.relations:
                    yield f"[{name}] excludes names {other!r}, which is no relation"

    def _unknown_classes(self, wording: str) -> Iterator[str]:
        for word in re.findall(r"@[\w-]+", wording):
            if word not in SHOWN and word[1:] not in self.classes and word[1:] not in self.events:
                yield f"the wording {wording!r} names the class {word}, which is not there"

    def is_rank(self, value: str) -> bool:
        """Say whether the value of a role is a rank, such as "Major General"."""
        words = value.lower().split()
        return bool(words) and words[-1] in self.attributes["role"].ranks

    def knows(self, kind: str, relation: str) -> bool:
        """Say whether `relation` is a predicate that a claim of `kind` may have."""
        match kind:
            case "tie":
                return relation in self.relations
            case "event":
                return relation in self.events
            case "attribute":
                return relation in self.attributes
            case "stance":
                return relation in {"stance", "position"}
            case _:
                return relation == {"answer": "answers", "unanswered": "unanswered", "cause": "causes"}.get(
                    kind, "asks"
                )
