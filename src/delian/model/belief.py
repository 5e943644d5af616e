"""Belief: how likely it is that something is so, as a sum that a reader can check line by line."""

from dataclasses import dataclass
from typing import Literal

from delian.model.proposition import Proposition
from delian.model.quantity import Estimate
from delian.model.trust import Letter
from delian.model.when import Period

State = Literal["unsupported", "single-source", "corroborated", "conflicted", "reviewed", "superseded"]
Confidence = Literal["high", "moderate", "low"]


@dataclass(frozen=True, slots=True)
class Advocacy:
    """How far an origin argues its own cause.

    Attributes:
        b: Probability that it says what serves it, whatever is so, in [0, 1].
        serves: Whether it serves the origin that the thing is so; else that it is not.
        why: Who entered it, or by which default.
        accused: Whether it denies an act of its own: then it is no better a witness than the conventions let it be.
    """

    b: float
    serves: bool
    why: str = ""
    accused: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """One link of the chain between a fact and its reader.

    Attributes:
        who: Name, or descriptor of a voice without one; for a hedge its word.
        role: Origin, relay or hedge.
        retention: Probability that it passes on what it was given, else saying anything; [-1, 1] for a hedge.
        letter: Its grade; None where a default stands in for one.
        why: Where the retention comes from: the entry with its reason, or the default.
        entered: Whether a person graded it.
    """

    who: str
    role: Literal["origin", "relay", "hedge"]
    retention: float
    letter: Letter | None
    why: str
    entered: bool = False


@dataclass(frozen=True, slots=True)
class Heard:
    """One claim with the chain through which it reached the reader, origin first.

    Attributes:
        claim: Id of the claim.
        chain: Its links.
        denies: Whether it says that the thing is not so.
    """

    claim: str
    chain: tuple[Link, ...]
    denies: bool


@dataclass(frozen=True, slots=True)
class Line:
    """What one origin adds to a belief.

    Attributes:
        origin: Id of the actor, voice or document on whose word it rests.
        name: As a reader knows it.
        weight: What its word weighs by itself, in decibans; below zero where it speaks against.
        share: Share of that which is kept after pooling with what depends on the same people, in [0, 1].
        kept: Weight that is kept, in decibans.
        group: In words what it shares with the others, such as "shares the author X"; empty if nobody else speaks on its side.
        heard: Its claims, each with its chain.
        advocacy: How far it argues its own cause; None if it does not.
        without: Change of the probability if this origin had said nothing, in [-1, 1].
    """

    origin: str
    name: str
    weight: float
    share: float
    kept: float
    group: str
    heard: tuple[Heard, ...]
    advocacy: Advocacy | None = None
    without: float = 0.0


@dataclass(frozen=True, slots=True)
class Flip:
    """From which grade on of one origin the probability crosses one half.

    Attributes:
        origin: Id of the origin.
        name: As a reader knows it.
        letter: The grade, the nearest to its own with which the probability crosses.
        worse: Whether that is a worse grade than its own.
        falls: Whether the probability falls below one half there; else it rises above.
    """

    origin: str
    name: str
    letter: Letter
    worse: bool
    falls: bool


@dataclass(frozen=True, slots=True)
class Belief:
    """The ledger of a belief.

    Attributes:
        proposition: What is believed or not.
        period: Days it is about; open for what has no period.
        prior: Probability if it is reported, before any source is weighed, in [0, 1].
        base: Probability if the readings of the text are wrong: the base rate of its kind, in [0, 1]; 0 where unknown.
        reading: Probability that at least one claim for it was read rightly, in [0, 1].
        lines: What each origin adds, heaviest first.
        weight: Sum of what is kept, in decibans; 0 if nobody speaks.
        believed: Probability, in [0, 1], by the closed form reading * (prior and weight) + (1 - reading) * base.
        band: The same with 5 to 95 % of what the grades leave open, an interval over assumptions.
        word: The yardstick's word for `believed`.
        yardstick: Name of the yardstick.
        number: Credibility of the information on the Admiralty scale, 1 to 6, worked out and never entered.
        independent: Number of origins for it that share no author, outlet or coalition and weigh a deciban at least.
        speaking: The same of all that say anything of it, for or against.
        effective: Number of equal origins that the kept weights amount to: their sum over the largest; 0 if
            nobody speaks.
        confidence: High, moderate or low, by the stated rule.
        because: Why, in words.
        flips: Where the probability crosses one half, by origin.
        linchpin: The origin that holds more than half of all weight; None if there is none.
        state: Unsupported, single-source, corroborated, conflicted, reviewed or superseded.
        rivals: Ids of claims that exclude it.
        settled: What a person entered as known: holds, fails, or None.
        claims: Ids of the claims about it.
    """

    proposition: Proposition
    period: Period
    prior: float
    base: float
    reading: float
    lines: tuple[Line, ...]
    weight: float
    believed: float
    band: Estimate
    word: str
    yardstick: str
    number: int
    independent: int
    speaking: int
    effective: float
    confidence: Confidence
    because: str
    flips: tuple[Flip, ...]
    linchpin: str | None
    state: State
    rivals: tuple[str, ...] = ()
    settled: bool | None = None
    claims: tuple[str, ...] = ()

    @property
    def printable(self) -> bool:
        """Whether at least two effectively independent origins speak, so that the probability is printed unasked."""
        return self.speaking >= 2  # noqa: PLR2004 - DESIGN 1
