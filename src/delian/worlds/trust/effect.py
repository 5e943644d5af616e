"""What an entry changes: the columns whose evidence weighs otherwise after it."""

from dataclasses import dataclass

from delian.model.case import Case
from delian.model.worlds import Column
from delian.worlds.gather.gathering import gather
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.weigh import Scales, Weighed


@dataclass(frozen=True, slots=True)
class Shift:
    """A column before and after an entry.

    Attributes:
        column: What it is about, with its claims.
        before: What was said of it, weighed.
        after: The same with the entry.
    """

    column: Column
    before: Weighed
    after: Weighed

    @property
    def size(self) -> tuple[float, float]:
        """How far it moved: in decibans, and in probability, which a prior and a resolution move alone."""
        return abs(self.after.weight - self.before.weight), abs(self.after.holds - self.before.holds)


def shifts(before: Case, after: Case) -> tuple[Shift, ...]:
    """Return the columns that the entries of `after` move, most first.

    Args:
        before: Case without the entries.
        after: The same claims with them.
    """
    gathering = gather(before)
    old, new = Scales.of(Chains(before)), Scales.of(Chains(after))
    rows = [row for rows in gathering.rows.values() for row in rows]
    found = [Shift(row.column, old.weigh(row, gathering), new.weigh(row, gathering)) for row in rows]
    moved = [one for one in found if any(one.size) or one.before.settled != one.after.settled]
    return tuple(sorted(moved, key=lambda one: (-one.size[0], -one.size[1], one.column.first_key)))
