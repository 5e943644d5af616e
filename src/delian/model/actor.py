"""Actor: somebody or something that is said to act, and where the text mentions it."""

from dataclasses import dataclass, field
from typing import Literal

from delian.model.ids import Json

ActorKind = Literal["person", "organisation", "state", "group", "office", "place", "unknown"]
Form = Literal["name", "nominal", "pronoun", "adjective"]


@dataclass(frozen=True, slots=True)
class Mention:
    """One place where a text mentions an actor.

    Attributes:
        document: Id of the document.
        start: First code point.
        end: Code point after the last.
        form: Name, common noun, pronoun, or adjective such as a demonym.
        extra: Fields of a newer minor version, kept as they are.
    """

    document: str
    start: int
    end: int
    form: Form = "name"
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Actor:
    """A person, organisation, state, group, office or place.

    Attributes:
        id: Slug of the name it was registered under; never changes.
        name: As it is shown.
        kind: What it is; `unknown` is honest.
        mentions: Where the documents of the study mention it.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    name: str
    kind: ActorKind = "unknown"
    mentions: tuple[Mention, ...] = ()
    extra: dict[str, Json] = field(default_factory=dict, hash=False)
