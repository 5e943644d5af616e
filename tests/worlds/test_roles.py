"""Roles over time: smoothing and draws as all paths, gone through one by one, have them."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from delian.worlds.couple.roles import draw, filtered, smoothed

Reals = NDArray[np.float64]
odds = st.one_of(st.just(0.0), st.floats(1e-6, 1e6))


def all_paths(weights: Reals, stay: float) -> dict[tuple[int, ...], float]:
    """Return every path of holders, nobody as -1, and how likely it is."""
    intervals, candidates = weights.shape
    found = {}
    for path in product(range(-1, candidates), repeat=intervals):
        p = float(np.prod([1.0 if who < 0 else weights[at, who] for at, who in enumerate(path)]))
        for before, after in pairwise(path):
            p *= stay if before == after else (1 - stay) / candidates
        found[path] = p
    total = sum(found.values())
    return {path: p / total for path, p in found.items()}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_smoothed_and_filtered_are_sums_over_all_paths(data: st.DataObject) -> None:
    intervals, candidates = data.draw(st.integers(1, 5)), data.draw(st.integers(1, 3))
    cells = data.draw(st.lists(odds, min_size=intervals * candidates, max_size=intervals * candidates))
    weights, stay = np.array(cells).reshape(intervals, candidates), data.draw(st.floats(0.05, 0.99))
    paths = all_paths(weights, stay)
    exact = np.zeros((intervals, candidates))
    for path, p in paths.items():
        for at, who in enumerate(path):
            if who >= 0:
                exact[at, who] += p
    assert smoothed(weights, stay) == pytest.approx(exact, abs=1e-9)
    assert filtered(weights, stay)[-1, :-1] == pytest.approx(exact[-1], abs=1e-9)


def test_draws_are_whole_paths_of_the_exact_law() -> None:
    weights = np.array([[4.0, 0.5], [0.0, 1.0], [2.0, 3.0]])
    drawn = draw(weights, np.random.default_rng(9).random((3, 50_000)), 0.8)
    for path, p in all_paths(weights, 0.8).items():
        share = (drawn == np.array(path)[:, None]).all(axis=0).mean()
        assert abs(share - p) <= 5 * np.sqrt(p * (1 - p) / 50_000)


def test_draws_agree_with_the_smoothed_marginals() -> None:
    rng = np.random.default_rng(10)
    weights = np.exp(rng.normal(0, 2, (60, 6)))
    drawn, exact = draw(weights, rng.random((60, 4000))), smoothed(weights)
    shares = (drawn[:, None, :] == np.arange(6)[None, :, None]).mean(axis=2)
    assert (np.abs(shares - exact) <= 5 * np.sqrt(exact * (1 - exact) / 4000) + 1e-12).all()


def test_a_holder_is_carried_over_intervals_on_which_nothing_is_said() -> None:
    weights = np.ones((9, 3))
    weights[[0, 8], 1] = 50.0
    middle = smoothed(weights)[4]
    assert middle[1] > 0.8
    assert middle[0] == pytest.approx(middle[2])
    assert smoothed(np.ones((9, 3))) == pytest.approx(0.25)


@pytest.mark.parametrize("scale", [1e-300, 1.0, 1e300])
def test_ten_thousand_intervals_stay_within_floats(scale: float) -> None:
    rng = np.random.default_rng(11)
    weights = rng.random((10_000, 3)) * scale
    weights[rng.random((10_000, 3)) < 0.3] = 0.0
    found = smoothed(weights)
    assert np.isfinite(found).all()
    assert (found.sum(axis=1) <= 1 + 1e-9).all()
    drawn = draw(weights, rng.random((10_000, 4)))
    held = drawn >= 0
    assert (np.take_along_axis(weights, np.where(held, drawn, 0), axis=1)[held] > 0).all()


def test_a_certain_holder_holds_and_without_candidates_nobody_does() -> None:
    weights = np.array([[np.inf, 5.0], [1.0, np.inf]])
    assert smoothed(weights) == pytest.approx(np.eye(2))
    assert (draw(weights, np.random.default_rng(12).random((2, 50))) == [[0], [1]]).all()
    assert (draw(np.zeros((3, 0)), np.zeros((3, 5))) == -1).all()
    assert smoothed(np.zeros((0, 2))).shape == (0, 2)


@pytest.mark.parametrize(
    ("weights", "stay"), [([[-1.0]], 0.9), ([[float("nan")]], 0.9), ([[1.0]], 1.0), ([[1.0]], 0.0)]
)
def test_what_is_no_chain_is_refused(weights: list[list[float]], stay: float) -> None:
    with pytest.raises(ValueError, match=r"odds|stay"):
        smoothed(np.array(weights), stay)
