"""Vocabulary: the closed lists that claims draw on, each entry with one line of meaning and one example."""

from dataclasses import dataclass, field
from typing import Literal

Quad = Literal["verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"]


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
        phrases: Verb phrases that report it.
        mode_words: Mode to the words that signal it.
        future: Type that a promise of this one counts as; None for itself.
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
    future: str | None = None

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
        closes: Event types that end it for an agent or recipient.
    """

    sign: int = 0
    symmetric: bool = False
    function: str = ""
    inverse: str = ""
    verbs: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    closes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AttributeType(Term):
    """A kind of attribute.

    Attributes:
        exclusive: Whether only one value can hold at a time for one variable.
    """

    exclusive: bool = False


@dataclass(frozen=True, slots=True)
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
    """

    events: dict[str, EventType]
    relations: dict[str, Relation]
    hedges: dict[str, Hedge]
    attributes: dict[str, AttributeType]
    absences: dict[str, Term]
    modalities: dict[str, Term]
    reasons: dict[str, Term]
    means: dict[str, Term]

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
