"""AccuCopy learns from agreement, and counts copies less."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delian.worlds.learn.copying import ASSUMED, Ballot, ballot, meetings
from delian.worlds.learn.fusion import believed, fuse, independence

TRIPLES = st.lists(
    st.tuples(*(st.sampled_from(names) for names in ("ijklmn", "abcde", "xyz"))), max_size=60, unique=True
)


def chosen(votes: Ballot, belief: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, str]:
    """Return the most believed value of each item."""
    return dict(votes.values[place] for place in np.argsort(belief, kind="stable"))


def capitals() -> list[tuple[str, str, str]]:
    """Return three that know the truth but for an error of their own, and four that copy one liar in ten of thirty items."""
    rows = []
    for number, name in enumerate(("ann", "bea", "cid")):
        rows += [(f"i{item:02}", name, f"slip-{name}" if item % 10 == number else "true") for item in range(30)]
    for name in ("lia", "mim", "mop", "mut"):
        rows += [(f"i{item:02}", name, "lie" if item % 3 == 0 else "true") for item in range(30)]
    return rows


def test_copied_lies_outvote_the_truth_unless_the_copying_is_seen() -> None:
    votes = ballot(capitals())
    alone, fused = fuse(votes, replace(ASSUMED, c=0.0)), fuse(votes)
    assert sum(value == "lie" for value in chosen(votes, alone.belief).values()) == 10
    assert set(chosen(votes, fused.belief).values()) == {"true"}
    accuracy = dict(zip(votes.sources, fused.accuracy, strict=True))
    assert min(accuracy[name] for name in ("ann", "bea", "cid")) > accuracy["lia"]


def test_of_sources_that_surely_copy_the_first_counts_in_full_and_each_other_a_fifth_of_the_last() -> None:
    votes = ballot([("i", name, "x") for name in "abc"])
    weight = independence(votes, meetings(votes), np.ones(3))
    assert sorted(weight) == pytest.approx([0.04, 0.2, 1.0])


def test_one_vote_is_believed_as_the_formula_has_it() -> None:
    votes = ballot([("i", "a", "x")])
    odds = 100 * 0.8 / 0.2
    assert believed(votes, np.ones(1), np.array([0.8])) == pytest.approx([odds / (odds + 100)])


@settings(deadline=None)
@given(TRIPLES)
def test_beliefs_in_the_values_of_an_item_never_add_up_to_more_than_one(rows: list[tuple[str, str, str]]) -> None:
    votes = ballot(rows)
    fused = fuse(votes)
    total = np.bincount(votes.item_of, weights=fused.belief) if rows else np.zeros(1)
    assert (fused.belief >= 0).all()
    assert (total <= 1 + 1e-9).all()


@settings(deadline=None)
@given(TRIPLES)
def test_the_order_of_what_is_told_does_not_matter(rows: list[tuple[str, str, str]]) -> None:
    one, other = fuse(ballot(rows)), fuse(ballot(rows[::-1]))
    assert one.belief.tolist() == other.belief.tolist()
    assert one.accuracy.tolist() == other.accuracy.tolist()
