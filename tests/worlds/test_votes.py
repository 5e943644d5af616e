"""Answers as arrays, and the pooling of what depends: the law of the ledger, many at once."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.worlds.learn.votes import Dependence, Floats, Votes, index, likely, log_odds, one_group
from delian.worlds.trust.channel import pool

WEIGHTS = st.lists(st.floats(0, 20), min_size=1, max_size=9)
RHO = st.floats(0, 1)


def of_one_value(sources: int) -> Votes:
    """Return the answers of sources that all say the same of one thing."""
    nothing = np.zeros(sources, dtype=np.intp)
    return Votes(nothing, np.arange(sources), nothing, 1, sources, 2)


@given(WEIGHTS, RHO)
def test_one_group_keeps_what_the_ledger_pools(weights: list[float], rho: float) -> None:
    votes, size = of_one_value(len(weights)), np.array(weights)
    kept = size * one_group(len(weights), rho).shares(votes, size)
    assert kept.sum() == pytest.approx(pool(weights, rho), abs=1e-6)


@given(WEIGHTS, WEIGHTS, RHO, RHO, RHO)
def test_groups_are_pooled_inside_and_then_across(
    one: list[float], other: list[float], first: float, second: float, across: float
) -> None:
    votes, size = of_one_value(len(one) + len(other)), np.array([*one, *other])
    groups = np.repeat((0, 1), (len(one), len(other)))
    kept = size * Dependence(groups, np.array([first, second]), across).shares(votes, size)
    assert kept.sum() == pytest.approx(pool([pool(one, first), pool(other, second)], across), abs=1e-6)


@given(st.permutations(range(8)), st.lists(st.sampled_from([1.0, 2.0, 5.0]), min_size=8, max_size=8))
def test_shares_do_not_depend_on_the_order_of_the_answers(order: list[int], weights: list[float]) -> None:
    item, value = np.arange(8) // 5, np.arange(8) % 2
    size, dependence = np.array(weights), Dependence(np.arange(8) % 3, np.array([0.8, 0.3, 0.5]), 0.1)
    plain = dependence.shares(Votes(item, np.arange(8), value, 2, 8, 2), size)
    turned = dependence.shares(Votes(item[order], np.arange(8)[order], value[order], 2, 8, 2), size[order])
    assert turned == pytest.approx(plain[order])


def test_values_and_items_are_pooled_apart() -> None:
    votes = Votes(np.array([0, 0, 1]), np.array([0, 1, 2]), np.array([0, 1, 0]), 2, 3, 2)
    assert one_group(3, 0.9).shares(votes, np.ones(3)).tolist() == [1, 1, 1]


def test_equal_weights_keep_equal_shares() -> None:
    assert one_group(2, 0.5).shares(of_one_value(2), np.array([3.0, 3.0])).tolist() == [0.75, 0.75]


def test_a_source_that_is_oftener_wrong_ranks_by_its_size() -> None:
    assert one_group(2, 0.5).shares(of_one_value(2), np.array([1.0, -3.0])).tolist() == [0.5, 1.0]


def test_nobody_keeps_nothing() -> None:
    nobody = Votes(*(np.empty(0, dtype=np.intp),) * 3, 1, 1, 2)
    assert one_group(1, 0.5).shares(nobody, np.empty(0)).tolist() == []


@given(st.lists(st.floats(-30, 30), min_size=2, max_size=5), st.floats(-500, 500))
def test_what_is_likely_depends_on_differences_of_support_only(support: list[float], more: float) -> None:
    def belief(by: float) -> Floats:
        return likely(np.array([support]) + by)

    assert belief(more) == pytest.approx(belief(0), abs=1e-9)
    assert belief(0).sum() == pytest.approx(1)


def test_one_answer_makes_a_value_as_likely_as_its_source_is_reliable() -> None:
    votes = Votes(np.array([0]), np.array([0]), np.array([2]), 1, 1, 4)
    assert likely(votes.tally(log_odds(np.array([0.7]), 4)))[0] == pytest.approx([0.1, 0.1, 0.7, 0.1])


def test_names_are_put_in_order_and_values_may_be_unsaid() -> None:
    votes, names = index([("q2", "bo", "yes"), ("q1", "al", "no")], values=["maybe"])
    assert (names.items, names.sources, names.values) == (("q1", "q2"), ("al", "bo"), ("maybe", "no", "yes"))
    assert votes.cell.tolist() == [1, 5]
    assert votes.tally().tolist() == [[0, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize(
    ("item", "value", "values", "says"),
    [([0], [2], 2, "outside"), ([-1], [0], 2, "outside"), ([0, 0], [0], 2, "length"), ([0], [0], 1, "two values")],
)
def test_what_is_out_of_range_is_refused(item: list[int], value: list[int], values: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Votes(np.array(item), np.array([0]), np.array(value), 1, 1, values)
