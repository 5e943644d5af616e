"""The Admiralty number is worked out from belief, origins and evidence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.model.trust import LETTERS
from delian.plugins import admiralty


@pytest.mark.parametrize(
    ("p", "number"),
    [(1, 1), (0.8, 1), (0.799, 2), (0.6, 2), (0.595, 3), (0.4, 3), (0.39, 4), (0.2, 4), (0.199, 5), (0, 5)],
)
def test_a_belief_comes_to_the_number_of_its_range(p: float, number: int) -> None:
    assert admiralty().credibility(p, independent=2, decibans=6) == number


def test_one_origin_confirms_nothing() -> None:
    scale = admiralty()
    assert [scale.credibility(0.9, independent, 6) for independent in (0, 1, 2)] == [2, 2, 1]
    assert scale.words(1) == "confirmed by other sources"


@given(st.floats(0, 1), st.integers(0, 9), st.floats(-0.99, 0.99))
def test_too_little_evidence_judges_nothing(p: float, independent: int, decibans: float) -> None:
    assert admiralty().credibility(p, independent, decibans) == 6


def test_one_deciban_either_way_is_enough_to_judge() -> None:
    assert [admiralty().credibility(0.5, 1, decibans) for decibans in (1.0, -1.0)] == [3, 3]


@given(st.floats(0, 1), st.floats(0, 1), st.integers(0, 5))
def test_what_is_believed_more_is_never_less_credible(one: float, other: float, independent: int) -> None:
    low, high = (admiralty().credibility(p, independent, 5) for p in sorted((one, other)))
    assert high <= low


def test_ranges_and_words_are_those_of_the_standards() -> None:
    scale = admiralty()
    assert [(one.number, one.low, one.high) for one in scale.numbers] == [
        (1, 80, 100), (2, 60, 79), (3, 40, 59), (4, 20, 39), (5, 0, 19), (6, None, None),
    ]  # fmt: skip
    assert tuple(scale.letters) == LETTERS
    assert (scale.letters["A"], scale.letters["F"]) == ("completely reliable", "cannot be judged")


@pytest.mark.parametrize("p", [-0.1, 1.1, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        admiralty().credibility(p, 2, 6)
