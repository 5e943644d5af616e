"""What the grades leave open: how far a probability moves when they do, and where it crosses one half."""

from dataclasses import dataclass

import numpy as np

from delian.model.belief import Flip
from delian.model.quantity import SHARE, Estimate
from delian.model.trust import LETTERS, Spread
from delian.worlds.gather.gathering import Gathering, Row, origin_key
from delian.worlds.trust.weigh import Scales, Weighed

_DRAWS = 99  # of the grades' spread
_MASS = 0.9
_HALF = 0.5


@dataclass(frozen=True, slots=True)
class Leeway:
    """What other grades would make of a column.

    Attributes:
        band: The probability with what the grades leave open, an interval over assumptions.
        flips: With which grade of which single origin the probability crosses one half.
    """

    band: Estimate
    flips: tuple[Flip, ...]


def leeway(scales: Scales, gathering: Gathering, row: Row, weighed: Weighed) -> Leeway:
    """Return what other grades would make of the column.

    Args:
        scales: Of the gathering.
        gathering: Where its claims are.
        row: The column.
        weighed: The same with the grades in force.
    """
    return Leeway(_band(scales, gathering, row, weighed), tuple(_flips(scales, gathering, row, weighed)))


def basis(scales: Scales, gathering: Gathering, row: Row, weighed: Weighed) -> object:
    """Return what a column's leeway rests on, equal for two that have the same: who was heard, how, and what it starts from."""
    counted = {said.claim for one in weighed.spoken for said in one.said}
    ways = []
    for said in row.said:
        claim = gathering.claims[said.claim]
        way = scales.chains.chain(claim)
        hedge = claim.hedge if claim.modality == "hedged" else None
        sure = tuple(way.sure.items())
        ways.append(
            (way.origin, way.name, way.spread, way.relays, sure, way.place, hedge, said.holds, said.claim in counted)
        )
    interests = tuple(one.advocacy for one in weighed.spoken)
    return tuple(ways), interests, weighed.prior, weighed.base, weighed.reading, weighed.settled


def _band(scales: Scales, gathering: Gathering, row: Row, weighed: Weighed) -> Estimate:
    """Return the probability with the range that holds 90 % of it where retentions are drawn from their spread."""
    spreads: dict[str, Spread] = {}
    for said in row.said:
        chain = scales.chains.chain(gathering.claims[said.claim])
        spreads |= {chain.origin: chain.spread, **chain.sure}
    drawn = {
        who: np.random.default_rng(origin_key(who)).beta(*spread.beta, size=_DRAWS) for who, spread in spreads.items()
    }
    values = [
        scales.weigh(row, gathering, {who: float(one[number]) for who, one in drawn.items()}).holds
        for number in range(_DRAWS if drawn else 0)
    ]
    if not values or min(values) == max(values):
        return Estimate(SHARE, weighed.holds, weighed.holds, weighed.holds, _MASS, "nothing")
    low, high = np.quantile(values, [(1 - _MASS) / 2, (1 + _MASS) / 2])
    return Estimate(SHARE, weighed.holds, float(low), float(high), _MASS, "assumptions")


def _flips(scales: Scales, gathering: Gathering, row: Row, weighed: Weighed) -> list[Flip]:
    """Return for each single origin the nearest grade to its own, F left out, with which the probability crosses one half."""
    above, found = weighed.holds >= _HALF, []
    grades = {letter: scales.chains.trust.grades[letter].retention for letter in LETTERS if letter != "F"}
    for one in weighed.spoken:
        chain = one.chain
        crossing = [
            (abs(retention - chain.spread.retention), letter)
            for letter, retention in grades.items()
            if (scales.weigh(row, gathering, {chain.origin: retention}).holds >= _HALF) != above
        ]
        if crossing:
            letter = min(crossing)[1]
            worse = grades[letter] < chain.spread.retention
            found.append(Flip(chain.origin, chain.name, letter, worse=worse, falls=above))
    return found
