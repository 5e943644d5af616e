"""Admiralty scale: the letter that a person gives a source, and the number that is worked out for what it says."""

from dataclasses import dataclass

from delian.model.trust import Letter

CONFIRMED, PROBABLE, UNJUDGED = 1, 2, 6
ENOUGH = 2  # independent origins that confirm each other
TOO_LITTLE = 1.0  # decibans: evidence below it decides nothing


@dataclass(frozen=True, slots=True)
class Credibility:
    """One number of the scale.

    Attributes:
        number: 1 to 6.
        words: Its meaning.
        low: Lowest probability that it stands for, in hundredths; None for 6.
        high: Highest, in hundredths.
    """

    number: int
    words: str
    low: int | None = None
    high: int | None = None


@dataclass(frozen=True, slots=True)
class Admiralty:
    """The scale with its words.

    Attributes:
        source: Documents that lay it down.
        letters: Letter of a source's reliability → its meaning. No letter stands for a probability.
        numbers: Credibility of what is said, 1 first.
    """

    source: str
    letters: dict[Letter, str]
    numbers: tuple[Credibility, ...]

    def words(self, number: int) -> str:
        """Return the meaning of a number."""
        return next(one.words for one in self.numbers if one.number == number)

    def credibility(self, p: float, independent: int, decibans: float) -> int:
        """Return the number of the scale, 1 to 6, that a belief comes to: it is worked out and never entered.

        STIX's ranges are whole hundredths; what lies between two, such as .795, belongs to the less credible. 1 says
        "confirmed by other sources", so that it takes two independent origins: one alone comes to 2. 6 where the
        evidence is too little to judge, whatever the prior.

        Args:
            p: Probability that it is so, in [0, 1].
            independent: Number of origins for it that share no author, outlet or coalition.
            decibans: Sum of the weights that are kept.

        Raises:
            ValueError: If `p` is no probability.
        """
        if not 0 <= p <= 1:
            message = f"a probability lies between 0 and 1, got {p:g}"
            raise ValueError(message)
        if abs(decibans) < TOO_LITTLE:
            return UNJUDGED
        number = next(one.number for one in self.numbers if one.low is not None and p >= one.low / 100)
        return PROBABLE if number == CONFIRMED and independent < ENOUGH else number
