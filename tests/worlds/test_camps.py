"""Two camps are told from sources of mixed quality."""

import numpy as np
import pytest
from numpy.typing import NDArray

from delian.worlds.learn.camps import camps
from delian.worlds.learn.votes import Floats, Votes

ITEMS = 100


def spoken(said: NDArray[np.intp], speaks: Floats | float = 1.0, values: int = 2) -> Votes:
    """Return what sources say of each item, shape (source, item), as votes; each speaks on a random part."""
    draw = np.random.default_rng(9)
    source, item = np.nonzero(draw.random(said.shape) < speaks)
    return Votes(item, source, said[source, item], said.shape[1], len(said), values)


def independent(reliability: Floats, seed: int, values: int = 2) -> NDArray[np.intp]:
    """Return what sources say that err independently, shape (source, item)."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, values, ITEMS)
    room = (len(reliability), ITEMS)
    wrong = (truth + draw.integers(1, values, room)) % values
    return np.where(draw.random(room) < reliability[:, None], truth, wrong)


MIXES = {
    "alike": np.full(14, 0.75),
    "mixed": np.linspace(0.5, 0.95, 14),
    "experts and guessers": np.repeat((0.95, 0.5), 7),
    "contrarians": np.repeat((0.9, 0.2), (11, 3)),
}


@pytest.mark.parametrize("mix", MIXES)
@pytest.mark.parametrize("values", [2, 4])
def test_sources_that_err_independently_are_no_camps(mix: str, values: int) -> None:
    warned = [camps(spoken(independent(MIXES[mix], seed, values), 0.7, values)).warns for seed in range(12)]
    assert sum(warned) <= 2  # one of twenty by chance


def parties(sizes: tuple[int, int], seed: int) -> Votes:
    """Return the answers of two parties that each follow an own line."""
    lines = np.random.default_rng(seed).integers(0, 2, (2, ITEMS))
    strays = np.random.default_rng(seed + 1).random((sum(sizes), ITEMS)) < 0.2
    return spoken(np.repeat(lines, sizes, axis=0) ^ strays)


@pytest.mark.parametrize("sizes", [(5, 5), (8, 4), (4, 8)])
def test_two_parties_are_split_and_warned_of(sizes: tuple[int, int]) -> None:
    for seed in range(5):
        found = camps(parties(sizes, seed))
        assert found.warns
        assert found.modularity > 2 * found.chance
        first = np.repeat((True, False), sizes)
        assert found.larger.tolist() in (
            [first.tolist(), (~first).tolist()] if sizes == (5, 5) else [(first == (sizes[0] > sizes[1])).tolist()]
        )


def test_the_order_of_the_answers_changes_nothing() -> None:
    votes = parties((6, 4), 3)
    order = np.random.default_rng(0).permutation(len(votes.item))
    turned = Votes(votes.item[order], votes.source[order], votes.value[order], ITEMS, 10, 2)
    one, other = camps(votes), camps(turned)
    assert (one.modularity, one.chance, one.warns) == (other.modularity, other.chance, other.warns)
    assert one.larger.tolist() == other.larger.tolist()


@pytest.mark.parametrize("sources", [0, 1, 2])
def test_of_fewer_than_three_nothing_is_said(sources: int) -> None:
    found = camps(spoken(np.zeros((sources, ITEMS), dtype=np.intp)))
    assert not found.warns
    assert found.larger.all()


def test_sources_that_never_meet_are_no_camps() -> None:
    places = np.arange(6)
    assert not camps(Votes(places, places, places % 2, 6, 6, 2)).warns


def test_sources_that_always_agree_are_no_camps() -> None:
    assert not camps(spoken(np.zeros((6, ITEMS), dtype=np.intp))).warns
