"""Yardstick: which word a published scale has for a probability."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of a yardstick.

    Attributes:
        low: Lowest probability that it stands for, in [0, 1].
        high: Highest, in [0, 1].
        words: The word that is said, then others of the same meaning.
        below: Whether the highest itself is left out.
    """

    low: float
    high: float
    words: tuple[str, ...]
    below: bool = False

    def holds(self, p: float) -> bool:
        """Say whether it stands for probability `p`."""
        return self.low <= p < self.high or (p == self.high and not self.below)

    def lies_in(self, other: "Rung") -> bool:
        """Say whether it is a narrower range inside that of the other."""
        return self != other and other.low <= self.low and self.high <= other.high


@dataclass(frozen=True, slots=True)
class Yardstick:
    """A scale of words for probabilities, as a document lays it down.

    Where ranges lie inside each other, the narrowest speaks. On a border that two share, the rung nearer to one half
    speaks, so that no word is stronger than the number. In a gap both neighbours are named. Past the outermost rungs
    their words are said.

    ICD 203 (D.6.e(2)) advises against mixing its two sets of words: the first is used. It forbids to put a likelihood and
    a confidence into one sentence: `sentence` speaks of likelihood alone, and how sure one may be of it belongs into
    another.

    Attributes:
        id: Name in settings.
        title: Name that readers know.
        source: Document, year and section.
        rungs: In order, lowest first.
    """

    id: str
    title: str
    source: str
    rungs: tuple[Rung, ...]

    def rung(self, p: float) -> Rung | None:
        """Return the rung that stands for `p`; None in a gap and past the outermost.

        Raises:
            ValueError: If `p` is no probability.
        """
        if not 0 <= p <= 1:
            message = f"a probability lies between 0 and 1, got {p:g}"
            raise ValueError(message)
        holding = [one for one in self.rungs if one.holds(p)]
        narrowest = [one for one in holding if not any(other.lies_in(one) for other in holding)]
        return min(narrowest, key=lambda one: abs(one.low + one.high - 1), default=None)

    def word(self, p: float) -> str:
        """Return what is said for probability `p`, such as "likely", or "between unlikely and realistic possibility".

        Raises:
            ValueError: If `p` is no probability.
        """
        rung = self.rung(p)
        if rung is not None:
            return rung.words[0]
        before, after = self._neighbours(p)
        if before and after:
            return f"between {before.words[0]} and {after.words[0]}"
        return (before or after or self.rungs[0]).words[0]

    def sentence(self, p: float) -> str:
        """Return the word with the range that it stands for, such as "Likely (55–80 of 100, ICD 203)".

        Raises:
            ValueError: If `p` is no probability.
        """
        word = self.word(p)
        return f"{word[0].upper()}{word[1:]} ({self._range(p)} of 100, {self.title})"

    def _range(self, p: float) -> str:
        rung = self.rung(p)
        if rung is not None:
            return f"{rung.low * 100:.0f}–{'under ' if rung.below else ''}{rung.high * 100:.0f}"
        before, after = self._neighbours(p)
        if before and after:
            return f"{before.high * 100:.0f}–{after.low * 100:.0f}"
        return f"over {before.high * 100:.0f}" if before else f"under {self.rungs[0].low * 100:.0f}"

    def _neighbours(self, p: float) -> tuple[Rung | None, Rung | None]:
        """Return the rungs on either side of a gap; None past the outermost."""
        below = [one for one in self.rungs if one.high <= p]
        above = [one for one in self.rungs if one.low > p]
        return max(below, key=lambda one: one.high, default=None), min(above, key=lambda one: one.low, default=None)
