"""Decisions on what is one: merge, apart, split, undo, each refused where it would change nothing or contradict another.

A judgement can be undone as a decision can.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product

from delian.errors import DelianError, UnknownName
from delian.model.actor import Actor
from delian.model.event import Event
from delian.model.ids import mint, slug
from delian.model.judgement import Decision, DecisionKind, Identities, Judgement, in_force, taken_back
from delian.model.record import Noun
from delian.worlds.names import nearest

Thing = Actor | Event


@dataclass(frozen=True, slots=True)
class Signature:
    """Who decides, when and for what reason.

    Attributes:
        by: A person's name.
        at: ISO day or moment.
        why: Reason.
    """

    by: str
    at: str
    why: str

    def __post_init__(self) -> None:
        """Refuse a decision without a reason."""
        if not self.why.strip():
            message = "a decision needs a reason"
            raise DelianError(message, "Say why in a few words.")


@dataclass(frozen=True)
class Identity:
    """What a study's decisions make one, and the decisions that may follow. None of them is entered here.

    Attributes:
        nouns: By id, as they stand.
        decisions: In order of entry.
    """

    nouns: Mapping[str, Noun]
    decisions: Sequence[Decision]

    @cached_property
    def same(self) -> Identities:
        """Which ids are the same thing."""
        return Identities.of(self.decisions)

    def merge(self, keep: str, drop: Sequence[str], signed: Signature) -> Decision:
        """Return the decision that `drop` are the same as `keep`, which survives.

        Raises:
            UnknownName: If one of them is no actor or event of the study.
            DelianError: If they are of different kinds, one already, or declared apart.
        """
        decision = self._decided("merge", keep, drop, signed)
        self._refuse_merged(decision)
        for one, other in combinations((decision.about, *decision.drop), 2):
            for declared in self._declared_apart(one, other):
                message = f"{one} and {other} are declared apart by {declared.id} ({declared.why.rstrip('.')})"
                raise DelianError(message, f"To merge them all the same, undo that: {_undo(declared.id)}")
        return decision

    def apart(self, one: str, others: Sequence[str], signed: Signature) -> Decision:
        """Return the decision that no rule may merge `one` with any of `others`, nor propose it.

        Raises:
            UnknownName: If one of them is no actor or event of the study.
            DelianError: If they are of different kinds, merged, or declared apart already.
        """
        decision = self._decided("apart", one, others, signed)
        self._refuse_merged(decision)
        declared = [next(self._declared_apart(decision.about, other), None) for other in decision.drop]
        if all(declared):
            made = dict.fromkeys(one.id for one in declared if one)
            message = f"they are declared apart already, by {', '.join(made)}"
            raise DelianError(message)
        return decision

    def split(self, keep: str, drop: Sequence[str], signed: Signature) -> Decision:
        """Return the decision that `drop`, with what had been merged into them, leave `keep`.

        Raises:
            UnknownName: If one of them is no actor or event of the study.
            DelianError: If one of them was not merged, or is itself the survivor.
        """
        decision = self._decided("split", keep, drop, signed)
        left = decision.about
        after = Identities.of([*self.decisions, decision])
        for one in decision.drop:
            if self.same(one) != self.same(left):
                message = f"{one} is not merged with {left}"
                raise DelianError(message, "Only what a merge brought together can be split.")
            if after(one) == after(left):
                message = f"{one} cannot be split off {left}, for {left} was merged into it"
                raise DelianError(message, f"Name the survivor first: {self.same(left)}.")
        return decision

    def undo(self, decision: str, signed: Signature) -> Decision:
        """Return the decision that takes `decision`, or a judgement, back; to undo an undo restores what it took back.

        Raises:
            UnknownName: If there is no such decision or judgement.
            DelianError: If it is undone already.
        """
        known = [*(one.id for one in self.decisions), *(one.id for one in self._judgements)]
        if decision not in known:
            raise UnknownName("decision or judgement", decision, nearest(decision, known))
        if decision in self._undone:
            message = f"{decision} is undone already, by {self._undone[decision]}"
            raise DelianError(message, f"To restore it, undo that: {_undo(self._undone[decision])}")
        return Decision(self._name("undo", decision), decision, "undo", by=signed.by, at=signed.at, why=signed.why)

    def bound(self, name: str) -> tuple[Judgement, ...]:
        """Return the judgements in force about `name` or anything merged with it, in order of entry."""
        group, gone = self.same(name), taken_back(self.decisions)
        return tuple(one for one in self._judgements if one.id not in gone and group in map(self.same, one.abouts))

    def judgement_of(self, undo: Decision) -> Judgement | None:
        """Return the judgement that an undo takes back or, as the undo of an undo, restores; None if it is about a decision."""
        about = undo.about
        for one in reversed(self.decisions):
            if one.id == about and one.kind == "undo":
                about = one.about
        return next((one for one in self._judgements if one.id == about), None)

    @property
    def _judgements(self) -> list[Judgement]:
        return [noun for noun in self.nouns.values() if isinstance(noun, Judgement)]

    def _decided(self, kind: DecisionKind, keep: str, drop: Sequence[str], signed: Signature) -> Decision:
        first, *others = (self._find(name) for name in (keep, *drop))
        for other in others:
            if type(other) is not type(first):
                message = f"{first.id} is an {_kind(first)}, {other.id} an {_kind(other)}"
                raise DelianError(message, "Name things of one kind.")
        names = tuple(dict.fromkeys(one.id for one in others))
        if not names or first.id in names:
            message = f"{first.id} is named without another"
            raise DelianError(message, "Name at least two different ids.")
        name = self._name(kind, first.id)
        return Decision(name, first.id, kind, first.id, names, by=signed.by, at=signed.at, why=signed.why)

    def _find(self, name: str) -> Thing:
        things = {ident: noun for ident, noun in self.nouns.items() if isinstance(noun, Thing)}
        if name in things:
            return things[name]
        folded = slug(name)
        called = [thing for thing in things.values() if slug(_label(thing)) == folded]
        if len(called) == 1:
            return called[0]
        near = [thing.id for thing in called] or nearest(name, [*things, *map(_label, things.values())])
        raise UnknownName("actor or event", name, near)

    def _name(self, kind: str, about: str) -> str:
        return mint(about.removeprefix("x-"), self.nouns, f"x-{kind}-")

    def _refuse_merged(self, decision: Decision) -> None:
        group = self.same(decision.about)
        for other in decision.drop:
            if self.same(other) == group:
                merges = [
                    made.id for made in in_force(self.decisions) if made.kind == "merge" and self._made(made, group)
                ]
                message = f"{decision.about} and {other} are one already, by {', '.join(merges)}"
                raise DelianError(message, f"To part them, split {other} off, or undo a merge: {_undo(merges[0])}")

    def _made(self, merge: Decision, group: str) -> bool:
        return self.same(merge.keep or merge.about) == group

    def _declared_apart(self, one: str, other: str) -> Iterator[Decision]:
        """Yield the decisions in force that hold apart the groups to which the two belong."""
        groups = {self.same(one), self.same(other)}
        for made in in_force(self.decisions):
            pairs = product((made.keep or made.about,), made.drop) if made.kind == "apart" else ()
            if any({self.same(a), self.same(b)} == groups for a, b in pairs):
                yield made

    @cached_property
    def _undone(self) -> dict[str, str]:
        """Each decision or judgement that is not in force, and the undo that took it back."""
        found: dict[str, str] = {}
        for made in reversed(self.decisions):
            if made.kind == "undo" and made.id not in found:
                found.setdefault(made.about, made.id)
        return found


def _kind(thing: Thing) -> str:
    return "actor" if isinstance(thing, Actor) else "event"


def _label(thing: Thing) -> str:
    return thing.name if isinstance(thing, Actor) else thing.label


def _undo(decision: str) -> str:
    return f"delian undo STUDY {decision} --why TEXT"
