"""What a person enters: decisions about records, and judgements. Both append-only."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from delian.model.ids import Json

DecisionKind = Literal["accept", "edit", "reject", "deprecate", "merge", "split", "apart", "undo"]
JudgementKind = Literal[
    "grade",
    "interest",
    "membership",
    "threshold",
    "weight",
    "rating",
    "prior",
    "forecast",
    "resolution",
    "thesis",
    "list-origin",
    "rule",
]


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about a claim, or about which actors or events are the same.

    Attributes:
        id: Unique in the study.
        about: Id of the claim (accept, edit, reject, deprecate), of the decision or judgement (undo), or of the survivor.
        kind: What is decided.
        keep: Survivor of a merge, or the one that a split leaves.
        drop: Those merged into it, split off it, or kept apart from it; their ids stay valid.
        before: Fields as they were, for an edit.
        after: Fields as they shall be, for an edit.
        by: Who decided.
        at: ISO day or moment.
        why: Reason.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    about: str
    kind: DecisionKind
    keep: str | None = None
    drop: tuple[str, ...] = ()
    before: dict[str, Json] | None = field(default=None, hash=False)
    after: dict[str, Json] | None = field(default=None, hash=False)
    by: str = ""
    at: str = ""
    why: str = ""
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Judgement:
    """One entry of a person, such as a grade, a membership or a thesis.

    Attributes:
        id: Unique in the study.
        about: Ids that it is about, as they were when it was entered; read through the merges in force.
        kind: What is judged.
        topic: Topic that it is limited to.
        coalition: Coalition of a membership.
        value: Word or ids; for a thesis the claim ids in order.
        low: Lower end of a range, or first day of a membership.
        high: Upper end of a range, or day after the last.
        on: Day that it is about.
        by: Who judged.
        at: When it was entered.
        why: Reason.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    about: str | tuple[str, ...]
    kind: JudgementKind
    topic: str | None = None
    coalition: str | None = None
    value: str | float | tuple[str, ...] | None = None
    low: str | float | None = None
    high: str | float | None = None
    on: str | None = None
    by: str = ""
    at: str = ""
    why: str = ""
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    @property
    def abouts(self) -> tuple[str, ...]:
        """What it is about, always as a tuple."""
        return (self.about,) if isinstance(self.about, str) else self.about


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """Return the decisions that no live `undo` takes back, in order, without the undos themselves.

    An undo of an undo restores. A decision can be undone only by a later one.
    """
    return _sifted(decisions)[0]


def taken_back(decisions: Sequence[Decision]) -> frozenset[str]:
    """Return the ids of the decisions and judgements that a live `undo` takes back."""
    return _sifted(decisions)[1]


def _sifted(decisions: Sequence[Decision]) -> tuple[list[Decision], frozenset[str]]:
    undone: set[str] = set()
    live: list[Decision] = []
    for decision in reversed(decisions):
        if decision.id in undone:
            continue
        if decision.kind == "undo":
            undone.add(decision.about)
        else:
            live.append(decision)
    return live[::-1], frozenset(undone)


@dataclass(frozen=True, slots=True)
class Identities:
    """Which ids are the same thing: every id ever merged away resolves to the survivor.

    Attributes:
        parents: Merged id to the id it was merged into.
        apart: Pairs that no rule may merge again.
    """

    parents: Mapping[str, str] = field(default_factory=dict)
    apart: frozenset[frozenset[str]] = frozenset()

    @classmethod
    def of(cls, decisions: Sequence[Decision]) -> "Identities":
        """Return the identities that the decisions in force leave."""
        parents: dict[str, str] = {}
        apart: set[frozenset[str]] = set()
        for decision in in_force(decisions):
            keep = decision.keep or decision.about
            match decision.kind:
                case "merge":
                    _merge(parents, keep, decision.drop)
                case "split":
                    for one in decision.drop:
                        parents.pop(one, None)
                case "apart":
                    apart.update(frozenset({keep, one}) for one in decision.drop)
                case _:
                    pass
        return cls(parents, frozenset(apart))

    def __call__(self, name: str) -> str:
        """Return the survivor that `name` resolves to; itself if it was never merged."""
        while name in self.parents:
            name = self.parents[name]
        return name

    def all_of(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the survivors of `names`, each once, in order."""
        return tuple(dict.fromkeys(self(name) for name in names))


def _merge(parents: dict[str, str], keep: str, drop: Iterable[str]) -> None:
    """Merge `drop` and all that was merged with them into `keep`, which survives."""
    identities = Identities(parents)
    root = identities(keep)
    if root != keep:  # the survivor had been merged away before: it is the survivor now
        parents.pop(keep)
        parents[root] = keep
    for one in drop:
        other = Identities(parents)(one)
        if other != keep:
            parents[other] = keep
