"""Things that propositions are about besides actors: each an identity with a label and parents."""

from dataclasses import dataclass, field

from delian.model.ids import Json


@dataclass(frozen=True, slots=True)
class Event:
    """An identity of something that is said to have happened.

    Its type, agents, recipients, date and place are propositions about it, so that two reports with other dates
    or culprits meet. Minted per document; events meet only by a decision to merge them.

    Attributes:
        id: `e-` and a slug.
        label: A few words for people.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    label: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Issue:
    """A matter on which actors take positions, such as who becomes prime minister. Id: `i-` and a slug."""

    id: str
    label: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Option:
    """One possible outcome of an issue, such as one candidate. Id: `o-` and a slug.

    Attributes:
        id: `o-` and a slug.
        label: A few words for people.
        issue: Id of its issue.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    label: str
    issue: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Round:
    """One attempt to settle an issue.

    Attributes:
        id: `r-` and a slug.
        label: A few words for people.
        issue: Id of its issue.
        mediator: Id of the actor who went through the options with the stakeholders.
        tests: What an option had to pass, in words.
        outcome: Id of the option that was chosen; None if none was, or it is open.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    label: str
    issue: str
    mediator: str | None = None
    tests: tuple[str, ...] = ()
    outcome: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Topic:
    """A matter that a tie or a grade is limited to. Id: `t-` and a slug."""

    id: str
    label: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Coalition:
    """An alliance whose dated roster people enter as judgements of kind membership. Id: `k-` and a slug."""

    id: str
    label: str
    extra: dict[str, Json] = field(default_factory=dict, hash=False)
