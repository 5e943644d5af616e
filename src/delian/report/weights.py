"""The numbers of a ledger in words: decibans, the closed form, likelihood and confidence, what would turn them over.

Nothing here says that a thing is so: a likelihood is that of a thing reported, by conventions that a study can change.
"""

from collections.abc import Sequence

from delian.model.belief import Advocacy, Belief, Flip, Heard, Line, Link, State
from delian.plugins import admiralty, yardstick

CONVENTIONS = (
    "Letters and decibans are conventions: no data set calibrates these letters: docs/belief.md. What nobody graded counts by "
    "Delian’s defaults and reads “ungraded”."
)
CLOSED_FORM = "p = r × odds ÷ (1 + odds) + (1 − r) × base rate, where r is the probability that at least one claim for it was read rightly."
DECIBANS = (
    "A deciban (dB) is a tenth of a tenfold change of odds: +10 dB make a thing ten times as likely against its opposite, +3 dB "
    "twice, −3 dB half, and what each origin keeps is added up."
)
HELD_BACK = "Fewer than two independent origins speak: the probability and its word are held back"
STATES: dict[State, str] = {
    "unsupported": "no claim affirms it",
    "single-source": "fewer than two independent origins affirm it",
    "corroborated": "two or more independent origins affirm it",
    "conflicted": "it is denied as well, or something that excludes it is reported",
    "reviewed": "a person entered what is known of it, or how likely it was before anybody spoke",
    "superseded": "a person has deprecated what affirmed it",
}
_DEFAULT = " (Delian’s default)"
_FLIPS = 5  # of single origins that are named
_ALMOST = 0.005  # what two decimals would print as 0 or 1


def portion(p: float) -> str:
    """Return a probability or a retention with two decimals, four where it is almost 0 or 1.

    >>> portion(0.618), portion(0.9975), portion(-0.2), portion(1 - 1e-9)
    ('.62', '.9975', '−.20', '1')
    """
    almost = 0 < abs(p) < _ALMOST or 0 < 1 - abs(p) < _ALMOST
    digits = f"{abs(p):.{4 if almost else 2}f}"
    whole, _, after = digits.partition(".")
    sign = "−" if p < 0 else ""
    if not after.strip("0"):
        return f"{sign}{whole}" if whole != "0" else "0"
    return f"{sign}{whole.strip('0')}.{after}"


def decibans(weight: float, digits: int = 1) -> str:
    """Return a weight of evidence in decibans with its sign.

    >>> decibans(3.68), decibans(-0.35), decibans(0.0)
    ('+3.7', '−0.3', '0.0')
    """
    told = f"{abs(weight):.{digits}f}"
    return told if not told.strip("0.") else f"{'+' if weight > 0 else '−'}{told}"


def prior(belief: Belief) -> str:
    """Return the prior in words and as a probability, and what stands in its place if the text was misread."""
    word = yardstick(belief.yardstick).word(belief.prior)
    base = portion(belief.base) if belief.base else "unknown, counted as 0"
    return f"{word} ({portion(belief.prior)}); base rate of its kind if the reading is wrong: {base}"


def interest(advocacy: Advocacy) -> str:
    """Return how far an origin argues its own cause, and who says so."""
    way = "it is so" if advocacy.serves else "it is not so"
    return (
        f"interest: served if {way}, and says so with probability {portion(advocacy.b)} whatever is so; {advocacy.why}"
    )


def link(one: Link) -> str:
    """Return one link of a chain: who, how much it passes on, its grade, and where that comes from."""
    letter = f"{one.letter}, " if one.letter else ""
    who = f"hedge “{one.who}”" if one.role == "hedge" else one.who
    return f"{who} ({portion(one.retention)}, {letter}{one.why.removesuffix(_DEFAULT)})"


def chain(links: tuple[Link, ...]) -> str:
    """Return a chain from the origin to the reader."""
    return " → ".join(link(one) for one in links)


def chains(line: Line) -> dict[str, tuple[Heard, ...]]:
    """Return the ways in which an origin was heard, each with the claims that came through it."""
    ways: dict[str, list[Heard]] = {}
    for heard in line.heard:
        ways.setdefault(chain(heard.chain), []).append(heard)
    return {way: tuple(heard) for way, heard in ways.items()}


def kept(line: Line) -> str:
    """Return what an origin's word weighs by itself, the share of it that is kept, and what comes of that."""
    return f"{decibans(line.weight)} dB by itself × {share(line.share)} kept = {decibans(line.kept)} dB"


def share(kept: float) -> str:
    """Return the share of a weight that is kept, to three digits.

    >>> share(0.0625), share(0.5), share(1.0)
    ('.0625', '.5', '1')
    """
    return f"{kept:.3g}".removeprefix("0") or "0"


def change(by: float) -> str:
    """Return a change of a probability with its sign.

    >>> change(-0.012), change(0.0001)
    ('−.01', '.00')
    """
    told = f"{abs(by):.2f}".removeprefix("0")
    return told if told == ".00" else f"{'−' if by < 0 else '+'}{told}"


def arithmetic(belief: Belief, *, told: bool) -> str:
    """Return the closed form with its numbers, to be checked by hand; its result only where it is `told`."""
    if belief.settled is not None:
        return f"a person entered that it {'holds' if belief.settled else 'does not hold'}: the sum changes nothing"
    r, prior = portion(belief.reading), portion(belief.prior)
    base = f"{portion(1 - belief.reading)} × {portion(belief.base)}"
    result = f" = {portion(belief.believed)}" if told else ""
    if belief.prior in {0, 1}:
        return f"p = {r} × {prior} + {base}{result}, as nothing moves a prior of {prior}"
    odds = belief.prior / (1 - belief.prior) * 10 ** (belief.weight / 10)
    sum_ = f"odds = {prior} ÷ {portion(1 - belief.prior)} × 10^({decibans(belief.weight, 2)} ÷ 10) = {odds:.3g}"
    return f"r = {r}; {sum_}; p = {r} × {odds:.3g} ÷ {1 + odds:.3g} + {base}{result}"


def is_told(belief: Belief, *, asked: bool = False) -> bool:
    """Say whether the probability is printed: two independent origins speak, a person settled it, or it was asked for."""
    return asked or belief.printable or belief.settled is not None


def likelihood(belief: Belief) -> str:
    """Return the sentence of how likely it is; it never speaks of confidence (ICD 203, D.6.e(2))."""
    if belief.settled is not None:
        return f"It is entered as known {'to hold' if belief.settled else 'not to hold'}."
    word = yardstick(belief.yardstick).sentence(belief.believed)
    band = f", between {portion(belief.band.low)} and {portion(belief.band.high)} over what the grades leave open"
    return f"{word}: p = {portion(belief.believed)}{band if belief.band.varies else ''}."


def confidence(belief: Belief) -> str:
    """Return the sentence of how far the sourcing can be trusted; it never speaks of likelihood (ICD 203, D.6.e(2))."""
    return f"Confidence in the sourcing is {belief.confidence}: {belief.because}."


def flips(belief: Belief) -> str:
    """Return with which grade of which origin the probability crosses one half."""
    if belief.settled is not None:
        return "No grade moves what is entered as known."
    if not belief.flips:
        return "No other grade of a single origin moves it across one half."
    told = "; ".join(_flip(one) for one in belief.flips[:_FLIPS])
    left = len(belief.flips) - _FLIPS
    more = f"; and so with {left} more single {'origin' if left == 1 else 'origins'}" if left > 0 else ""
    return f"{told[0].upper()}{told[1:]}{more}."


def _flip(one: Flip) -> str:
    last = one.letter == ("E" if one.worse else "A")
    grade = one.letter if last else f"{one.letter} or {'worse' if one.worse else 'better'}"
    return f"{'falls below' if one.falls else 'rises above'} one half if {one.name} is graded {grade}"


def linchpin(belief: Belief) -> str:
    """Return who carries more than half of all weight; empty if nobody does."""
    name = next((line.name for line in belief.lines if line.origin == belief.linchpin), "")
    part = "all of the" if len(belief.lines) == 1 else "more than half of all"
    return f"Linchpin: {name} carries {part} weight." if name else ""


def number(belief: Belief, *, told: bool) -> str:
    """Return the number of the Admiralty scale that it comes to, in the words of the scale; empty unless it is `told`."""
    if not told:
        return ""
    return f"Admiralty number: {belief.number} (“{admiralty().words(belief.number)}”), worked out and not entered."


def states(found: Sequence[tuple[State, tuple[str, ...]]]) -> str:
    """Return the states with what each means; with what stands so where there are several."""
    return "; ".join(
        f"{state} ({STATES[state]})" + (f" for {'; '.join(abouts)}" if len(found) > 1 else "")
        for state, abouts in found
    )
