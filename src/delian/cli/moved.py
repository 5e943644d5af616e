"""What an entry changes: the statements about what weighs otherwise after it, as every entering command prints them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from delian.model.case import Case
    from delian.worlds.trust.effect import Shift

_SHOWN = 5  # statements whose change is printed


@dataclass(frozen=True, slots=True)
class Moved:
    """What speaks for one statement before and after an entry.

    Attributes:
        claim: Id of a claim that makes it.
        words: Its sentence.
        decibans: Weight of all that is said for and against what the sentence says, before and after.
        prior: Its probability before anybody is weighed, before and after.
        known: Whether a person had entered it as known, before and after.
    """

    claim: str
    words: str
    decibans: tuple[float, float]
    prior: tuple[float, float]
    known: tuple[bool, bool]

    def __str__(self) -> str:
        """Write it on one line."""
        (weight, now), (prior, later) = self.decibans, self.prior
        if weight != now:
            change = f"{weight:+.1f} → {now:+.1f} dB"
        elif prior != later:
            change = f"prior {prior:.2f} → {later:.2f}"
        else:
            change = "counts as known" if self.known[1] else "counts as known no more"
        return f"{change}  “{self.words}”  {self.claim}"


@dataclass(frozen=True, slots=True)
class Effect:
    """What an entry moves.

    Attributes:
        moved: Number of accepted claims about what weighs otherwise now, or counts as known.
        shown: What moved most.
    """

    moved: int
    shown: tuple[Moved, ...]

    def told(self) -> Iterator[str]:
        """Yield the lines."""
        yield f"Accepted claims about what weighs otherwise now: {self.moved}{', such as' if self.shown else ''}"
        yield from (f"  {line}" for line in self.shown)


def effect(before: "Case", after: "Case") -> Effect:
    """Return what the entries of `after` move, of the same claims as `before`."""
    from delian import pipeline  # noqa: PLC0415

    shifts = pipeline.shifts(before, after)
    claims = {name for shift in shifts for name in shift.column.claims}
    return Effect(len(claims), tuple(islice(_most_moved(after, shifts), _SHOWN)))


def _most_moved(case: "Case", shifts: "Sequence[Shift]") -> Iterator[Moved]:
    """Yield what moved in order, each sentence once; what several details of one event share is told once."""
    from delian.model.wording import sentence  # noqa: PLC0415

    told: set[str] = set()
    for shift in shifts:
        claim = min((case.by_id[name] for name in shift.column.claims), key=lambda one: one.denies)
        words, both = sentence(claim), (shift.before, shift.after)
        if words not in told:
            told.add(words)
            weight, now = (-one.weight if claim.denies else one.weight for one in both)
            prior, later = (1 - one.prior if claim.denies else one.prior for one in both)
            known, settled = (one.settled is not None for one in both)
            yield Moved(claim.id, words, (weight, now), (prior, later), (known, settled))
