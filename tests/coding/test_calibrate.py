"""Scores are ranks until enough readings are reviewed; then they follow what people accepted."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import HUMAN, MACHINE, Builder
from delian.coding.calibrate import ENOUGH, Review, calibrate, precision, reviewed, rising
from delian.coding.rank import starting
from delian.model.claim import Claim
from delian.model.judgement import Decision

REVIEWS = st.builds(
    Review,
    coder=st.sampled_from(["rules", "llm:parrot"]),
    family=st.sampled_from(["event", "tie-verb", "llm-yes", "a-new-one"]),
    score=st.floats(0, 1),
    right=st.booleans(),
)


@given(st.lists(REVIEWS, min_size=1, max_size=60))
def test_a_familys_precision_lies_between_where_it_began_and_what_reviews_show(reviews: list[Review]) -> None:
    found = precision("tie-verb", reviews)
    low, high = sorted((starting("tie-verb"), found.right / found.n))
    assert low - 1e-12 <= found.mean <= high + 1e-12


@given(st.lists(REVIEWS, min_size=1, max_size=60))
def test_reviews_move_a_family_the_further_the_more_there_are(reviews: list[Review]) -> None:
    few, many = precision("tie-verb", reviews), precision("tie-verb", reviews * 5)
    share = few.right / few.n
    assert abs(many.mean - share) <= abs(few.mean - share) + 1e-12


@given(st.lists(REVIEWS, min_size=1, max_size=60))
def test_steps_rise_stay_within_what_was_seen_and_keep_the_mean(reviews: list[Review]) -> None:
    steps = rising(reviews)
    assert all(one < other for one, other in pairwise(steps.shares))
    assert all(one < other for one, other in pairwise(steps.scores))
    assert all(0 <= share <= 1 for share in steps.shares)
    assert sum(steps(one.score) for one in reviews) == pytest.approx(sum(one.right for one in reviews))


@given(st.lists(REVIEWS, min_size=1, max_size=60))
def test_no_constant_is_nearer_by_squares_than_the_steps(reviews: list[Review]) -> None:
    steps = rising(reviews)
    share = sum(one.right for one in reviews) / len(reviews)
    off = sum((steps(one.score) - one.right) ** 2 for one in reviews)
    assert off <= sum((share - one.right) ** 2 for one in reviews) + 1e-9


@given(st.lists(REVIEWS, max_size=60))
def test_every_review_is_in_one_bin_one_family_and_one_coder(reviews: list[Review]) -> None:
    found = calibrate(reviews)
    assert sum(one.n for one in found.bins) == sum(one.n for one in found.families) == found.reviews == len(reviews)
    assert sum(n for n, _ in found.coders.values()) == len(reviews)
    assert all(place.low <= place.score <= place.high for place in found.bins)
    assert found.missing == ENOUGH - len(reviews)
    assert found.steps is None
    if reviews:
        assert found.brier == pytest.approx(sum(one.n * one.brier for one in found.bins) / len(reviews))


def test_without_reviews_there_is_nothing_to_tell() -> None:
    found = calibrate([])
    assert (found.reviews, found.missing, found.brier, found.steps) == (0, ENOUGH, None, None)
    assert not found.bins


def test_enough_reviews_make_scores_probabilities() -> None:
    good = [Review("rules", "event", 0.8, number % 10 != 0) for number in range(200)]
    poor = [Review("rules", "event", 0.3, number % 5 == 0) for number in range(100)]
    found = calibrate(good + poor)
    assert found.missing == 0
    assert found.steps is not None
    assert [found.steps(score) for score in (0.0, 0.3, 0.5, 0.8, 1.0)] == pytest.approx([0.2, 0.2, 0.2, 0.9, 0.9])
    assert calibrate((good + poor)[:-1]).steps is None


def test_only_peoples_last_words_on_machine_readings_are_reviews() -> None:
    built = Builder()
    readings = [built.tie("norway", "trusts", f"land-{number}", coder=MACHINE) for number in range(6)]
    own = built.tie("norway", "trusts", "sweden", coder=HUMAN)
    kinds = ("accept", "reject", "edit", "deprecate", "accept")
    decisions = [
        Decision(f"x-{number}", reading.id, kind, by="A. Person")  # type: ignore[arg-type]
        for number, (reading, kind) in enumerate(zip(readings, kinds, strict=False))
    ]
    decisions += [Decision("x-own", own.id, "accept"), Decision("x-undo", "x-4", "undo")]
    decisions += [Decision("x-again", readings[1].id, "accept", by="A. Person")]
    claims = [one for one in built.records if isinstance(one, Claim)]
    assert [one.right for one in reviewed(claims, decisions)] == [True, True, False]
    assert {one.coder for one in reviewed(claims, decisions)} == {"rules"}
