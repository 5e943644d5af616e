"""Draws of columns that listen to voices: exact marginals, and the joint law of two columns in closed form."""

from itertools import combinations

import numpy as np

from delian.model.worlds import bits, unpack
from delian.worlds.draw import Dice, Marginals, draw, rings

COUNT, TOGETHER = 1 << 18, 0.9
A, B, C = 101, 202, 303
COLUMNS = (  # key, holds, fails, voices, shares, affirms
    (1, 0.7, 0.2, (A, 0), (1, 0), (True, True)),
    (2, 0.4, 0.1, (A, 0), (1, 0), (True, True)),
    (3, 0.6, 0.3, (A, B), (5, 2), (True, True)),
    (4, 0.35, 0.3, (B, A), (4, 1), (True, False)),
    (5, 0.5, 0.5, (0, 0), (0, 0), (True, True)),
    (6, 0.15, 0.7, (B, 0), (3, 0), (False, True)),
    (7, 0.9, 0.02, (C, B), (1, 1), (True, False)),
)


def both(one: int, other: int) -> float:
    """Return how often both columns hold: a voice is followed by both where its clock rings before all that either hears."""
    first, second = COLUMNS[one], COLUMNS[other]
    p, q, found = first[1], second[1], first[1] * second[1]
    mine, its = (
        dict(zip(column[3], zip(column[4], column[5], strict=True), strict=False)) for column in (first, second)
    )
    for voice in (mine.keys() & its.keys()) - {0}:
        rivals = (mine.keys() | its.keys()) - {0, voice}
        faced = sum(max(heard[one][0] / heard[voice][0] for heard in (mine, its) if one in heard) for one in rivals)
        together = min(p, q) if mine[voice][1] == its[voice][1] else max(0.0, p + q - 1)
        found += TOGETHER**2 / (1 + faced) * (together - p * q)
    return found


def test_marginals_are_exact_and_two_columns_hold_together_as_their_clocks_have_it() -> None:
    columns = list(zip(*COLUMNS, strict=True))
    marginals = Marginals(
        np.array(columns[0], dtype=np.uint64),
        np.array(columns[1]),
        np.array(columns[2]),
        np.array(columns[3], dtype=np.uint64),
        np.array(columns[4], dtype=np.float32),
        np.array(columns[5]),
    )
    planes = draw(marginals, Dice(3, COUNT, TOGETHER))
    holds, fails = (np.stack([unpack(row, COUNT) for row in plane]) for plane in planes)
    error = 4 * 0.5 / COUNT**0.5
    assert not (holds & fails).any()
    assert np.abs(holds.mean(axis=1) - columns[1]).max() < error
    assert np.abs(fails.mean(axis=1) - columns[2]).max() < error
    for one, other in combinations(range(len(COLUMNS)), 2):
        assert abs((holds[one] & holds[other]).mean() - both(one, other)) < error


def test_what_chooses_is_independent_of_what_is_chosen() -> None:
    drawn = bits(np.array([77], dtype=np.uint64), seed=5, count=COUNT)[0]
    chosen, low, clock = drawn >> np.uint64(11), drawn.astype(np.uint16), rings(drawn)
    table = [
        np.histogram2d(
            chosen.astype(float), other, bins=[16, [-1.0, *np.quantile(other, np.arange(1, 16) / 16), np.inf]]
        )[0]
        for other in (low.astype(float), clock.astype(float))
    ]
    for cells in table:
        expected = np.outer(cells.sum(axis=1), cells.sum(axis=0)) / COUNT
        assert ((cells - expected) ** 2 / expected).sum() < 225 + 5 * (2 * 225) ** 0.5
    assert abs(float(clock.mean()) - 1) < 5 / COUNT**0.5
