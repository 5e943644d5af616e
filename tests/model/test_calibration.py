"""Scores of probabilities against what was so."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.model.calibration import accuracy, calibration_error, log_loss


def test_the_scores_of_a_small_case_worked_out_by_hand() -> None:
    belief = np.array([[0.9, 0.1], [0.9, 0.1], [0.35, 0.65]])
    truth = np.array([0, 1, 1])
    assert accuracy(belief, truth) == pytest.approx(2 / 3)
    assert calibration_error(belief, truth) == pytest.approx((abs(1.8 - 1) + abs(0.65 - 1)) / 3)
    assert log_loss(belief, truth) == pytest.approx(-(math.log(0.9) + math.log(0.1) + math.log(0.65)) / 3)


def test_bins_are_kept_apart_so_that_too_sure_does_not_make_up_for_too_unsure() -> None:
    belief = np.array([[0.9, 0.1]] * 10 + [[0.6, 0.4]] * 10)
    truth = np.array([0] * 6 + [1] * 4 + [0] * 9 + [1])
    assert calibration_error(belief, truth) == pytest.approx(0.3)


def test_certainty_that_is_wrong_costs_much_but_not_all() -> None:
    assert 20 < log_loss(np.array([[1.0, 0.0]]), np.array([1])) < 30


def test_nothing_to_score_is_no_number() -> None:
    nothing = np.empty((0, 2)), np.empty(0, dtype=np.intp)
    assert all(math.isnan(score(*nothing)) for score in (accuracy, calibration_error, log_loss))


@given(st.integers(2, 6), st.integers(1, 30))
def test_knowing_nothing_costs_the_logarithm_of_the_number_of_values(values: int, items: int) -> None:
    belief = np.full((items, values), 1 / values)
    assert log_loss(belief, np.zeros(items, dtype=np.intp)) == pytest.approx(math.log(values))
    assert calibration_error(belief, np.zeros(items, dtype=np.intp)) == pytest.approx(1 - 1 / values)
