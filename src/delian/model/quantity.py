"""Quantities that reach a reader: always with a unit, and an interval that says what it is over."""

from dataclasses import dataclass
from typing import Literal

Over = Literal["worlds", "assumptions", "sampling", "nothing"]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a number counts, and the range that it can take.

    Attributes:
        name: As printed after the number: `of 1`, `components`.
        low: Smallest possible value; None if unbounded.
        high: Largest possible value; None if unbounded.
        digits: Decimals that are worth printing.
    """

    name: str
    low: float | None = None
    high: float | None = None
    digits: int = 2

    def show(self, value: float) -> str:
        """Return `value` as it is printed, without the unit; `–` for a value that could not be worked out."""
        return "–" if value != value else f"{value:.{self.digits}f}"  # noqa: PLR0124 - NaN differs from itself


SHARE = Unit("of 1", 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Estimate:
    """One number with what it counts and how far it could be off.

    Attributes:
        unit: What it counts.
        middle: Median over what varies; NaN where the measure is not defined.
        low: Lower end of the interval.
        high: Upper end.
        mass: Probability inside the interval, in (0, 1).
        over: What the interval is over; `nothing` if nothing varies. Never mixed in one interval.
    """

    unit: Unit
    middle: float
    low: float
    high: float
    mass: float = 0.9
    over: Over = "nothing"

    @property
    def varies(self) -> bool:
        """Whether there is an interval to print."""
        return self.over != "nothing" and self.low != self.high

    def show(self) -> str:
        """Return the number with unit and interval, in one short phrase."""
        unit = f" {self.unit.name}" if self.unit.name else ""
        if not self.varies:
            return f"{self.unit.show(self.middle)}{unit}"
        ends = f"{self.unit.show(self.low)}–{self.unit.show(self.high)}"
        return f"{self.unit.show(self.middle)}{unit} ({ends} in {self.mass:.0%} of {self.over})"
