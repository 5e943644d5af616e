"""A person's coding beside a coder's: which claims and actors are the same, and tallies of what is right.

Claims are matched one to one, best first, where their clauses overlap by `OVERLAP` or more (intersection over union). An actor of the coder
stands for the person's actor that its mentions overlap most; two sides of a claim agree if they share an actor or both have none.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from delian.coding.proposers.gate import Grounded
from delian.model.actor import Actor, Mention
from delian.model.claim import Claim
from delian.model.document import Document
from delian.model.text import Extent

OVERLAP = 0.3

Match = tuple[Claim, Claim]


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts of what is right, among what was found and among what there is; fractions where a measure weighs."""

    right_found: float = 0.0
    found: float = 0.0
    right_gold: float = 0.0
    gold: float = 0.0

    def __add__(self, other: "Tally") -> "Tally":
        """Add the counts of another article."""
        return Tally(
            self.right_found + other.right_found,
            self.found + other.found,
            self.right_gold + other.right_gold,
            self.gold + other.gold,
        )

    @property
    def share(self) -> float | None:
        """What is right of what was found; None if nothing was."""
        return self.right_found / self.found if self.found else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of precision and recall; None if there is nothing on either side."""
        if not self.found and not self.gold:
            return None
        precision = self.share or 0.0
        recall = self.right_gold / self.gold if self.gold else 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


@dataclass(frozen=True)
class Coded:
    """One article with a person's coding and a coder's."""

    document: Document
    gold: Grounded
    rules: Grounded
    facts: Mapping[str, Any]

    @cached_property
    def same(self) -> dict[str, str]:
        """The coder's actors as the person's."""
        return same_actors(self.gold.actors, self.rules.actors)

    @cached_property
    def matched(self) -> list[Match]:
        """Matched claims, the person's first; of several with one clause those that agree best."""
        return match(
            self.gold.claims, self.rules.claims, lambda one, other: (self.agreement(one, other), overlap(one, other))
        )

    def agreement(self, gold: Claim, found: Claim) -> int:
        """Count which of subject, object and kind agree."""
        return (
            self.sides_agree(gold.subject, found.subject)
            + self.sides_agree(gold.object, found.object)
            + (gold.kind == found.kind)
        )

    def sides_agree(self, gold: Sequence[str], found: Sequence[str]) -> bool:
        """Say whether two sides share an actor, or have none."""
        wanted, got = actors_of(gold), {self.same.get(name, name) for name in actors_of(found)}
        return bool(wanted & got) or (not wanted and not got)

    def both_agree(self, gold: Claim, found: Claim) -> bool:
        """Say whether subject and object agree."""
        return self.sides_agree(gold.subject, found.subject) and self.sides_agree(gold.object, found.object)

    def entries(self, name: str) -> list[dict[str, str]]:
        """Return the tables of that name in the facts."""
        return list(self.facts.get(name, ()))


def actors_of(side: Iterable[str]) -> set[str]:
    """Return the actors of a side: events, options and the like have a one-letter prefix."""
    return {name for name in side if "-" not in name[:2]}


def same_actors(gold: Sequence[Actor], found: Sequence[Actor]) -> dict[str, str]:
    """Return for each actor found the person's actor that its mentions overlap most, summed over them."""
    places = [(mention, actor.id) for actor in gold for mention in actor.mentions]
    same = {}
    for actor in found:
        votes: Counter[str] = Counter()
        for mention in actor.mentions:
            votes.update({ident: overlap(place, mention) for place, ident in places if touch(place, mention)})
        if votes:
            same[actor.id] = votes.most_common(1)[0][0]
    return same


def touch(one: Mention | Extent, other: Mention | Extent) -> bool:
    """Say whether two places have a character in common."""
    return one.start < other.end and other.start < one.end


def overlap(one: Claim | Mention, other: Claim | Mention) -> float:
    """Return intersection over union of two places."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (max(one.end, other.end) - min(one.start, other.start))


def match(gold: Sequence[Claim], found: Sequence[Claim], rank: Callable[[Claim, Claim], object]) -> list[Match]:
    """Return claims that overlap enough, one to one, those of the highest rank first."""
    near = [(one, other) for one in gold for other in found if overlap(one, other) >= OVERLAP]
    near.sort(key=lambda pair: rank(*pair), reverse=True)  # type: ignore[arg-type,return-value]
    used: set[str] = set()
    matched = []
    for one, other in near:
        if not {one.id, other.id} & used:
            used |= {one.id, other.id}
            matched.append((one, other))
    return matched
