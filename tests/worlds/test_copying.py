"""Copiers are known by the errors that they share, not by the truths."""

import random
from dataclasses import replace
from math import log

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delian.worlds.learn.copying import ASSUMED, Ballot, accuracies, ballot, copying, meetings, shares, suspects

Triple = tuple[str, str, str]
TRIPLES = st.lists(
    st.tuples(*(st.sampled_from(names) for names in ("ijklmn", "abcde", "xyz"))), max_size=60, unique=True
)


def told(source: str, values: dict[int, str]) -> list[Triple]:
    return [(f"item-{item:03}", source, value) for item, value in values.items()]


def honest(seed: int, items: int = 40, accuracy: float = 0.8, errors: int = 100) -> dict[int, str]:
    """Return what a source finds by itself: the truth, or one of so many errors."""
    chance = random.Random(seed)
    return {
        item: "true" if chance.random() < accuracy else f"false-{chance.randrange(errors)}" for item in range(items)
    }


def press(items: int = 40) -> list[Triple]:
    """Return six sources that find out by themselves, and two that copy the fifth, each with a word of its own."""
    rows = [row for seed in range(6) for row in told(f"own-{seed}", honest(seed, items))]
    source = honest(4, items)
    for number in range(2):
        rows += told(f"copy-{number}", {**source, **{item: v for item, v in honest(90 + number, items).items() if item % 8 == number}})  # fmt: skip
    return rows


def belief(votes: Ballot, true: str = "true") -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    return np.array([0.99 if value == true else 0.0001 for _, value in votes.values])


def pair_of(rows: list[Triple]) -> float:
    """Return the probability that the two sources of the rows copy, accuracies at .8."""
    votes = ballot(rows)
    p, _ = copying(votes, meetings(votes), belief(votes), np.full(2, 0.8))
    return float(p[0])


def test_who_shares_errors_is_found_and_who_shares_truths_is_not() -> None:
    votes = ballot(press())
    found = suspects(votes, belief(votes))
    assert {(one.one, one.other) for one in found} == {
        ("copy-0", "copy-1"), ("copy-0", "own-4"), ("copy-1", "own-4"),
    }  # fmt: skip
    assert all(one.p > 0.99 and one.shared_false >= 2 for one in found)


def test_shares_of_votes_find_them_too() -> None:
    votes = ballot(press())
    found = {(one.one, one.other) for one in suspects(votes, shares(votes))}
    assert {("copy-0", "own-4"), ("copy-1", "own-4")} <= found
    assert not any(one.startswith("own") and other.startswith("own") for one, other in found)


def test_good_sources_that_agree_on_everything_true_are_no_suspects() -> None:
    votes = ballot([row for name in "abcdef" for row in told(name, dict.fromkeys(range(60), "true"))])
    assert suspects(votes, shares(votes)) == ()
    p, _ = copying(votes, meetings(votes), shares(votes), accuracies(votes, shares(votes)))
    assert p.max() < 0.5


@pytest.mark.parametrize("errors", [1, 4, 30])
def test_of_a_press_the_copier_is_found_and_hardly_anybody_else(errors: int) -> None:
    found = alarms = 0
    for trial in range(20):
        press_of = {f"own-{one:02}": honest(100 * trial + one, accuracy=0.75, errors=errors) for one in range(12)}
        own = honest(100 * trial + 99, accuracy=0.75, errors=errors)
        copier = {item: own[item] if item % 5 == 0 else value for item, value in press_of["own-00"].items()}
        rows = [row for name, values in {**press_of, "copy": copier}.items() for row in told(name, values)]
        votes = ballot(rows, {item: errors for item, _, _ in rows})
        pairs = {(one.one, one.other) for one in suspects(votes, shares(votes))}
        found += ("copy", "own-00") in pairs
        alarms += len(pairs - {("copy", "own-00")})
    assert found >= 18
    assert alarms <= 0.01 * 20 * 77


def test_counts_are_those_of_the_items() -> None:
    rows = told("a", {0: "true", 1: "true", 2: "true", 3: "f", 4: "f", 5: "f", 6: "true", 9: "true"})
    rows += told("b", {0: "true", 1: "true", 2: "true", 3: "f", 4: "f", 5: "f", 6: "g", 8: "true"})
    votes = ballot(rows)
    (found,) = suspects(votes, belief(votes))
    assert (found.one, found.other, found.shared, found.shared_false, found.different) == ("a", "b", 6, 3, 1)


def test_with_true_and_false_known_it_is_the_formula_of_counts() -> None:
    true, false, different = 4, 3, 2
    values = ["true"] * true + ["f"] * false
    rows = told("a", dict(enumerate([*values, *["true"] * different])))
    rows += told("b", dict(enumerate([*values, *["g"] * different])))
    votes = ballot(rows)
    certain = np.array([float(value == "true") for _, value in votes.values])
    p, bayes = copying(votes, meetings(votes), certain, np.array([0.8, 0.6]))
    both, error = 0.8 * 0.6, 0.2 * 0.4 / 100
    copies = [
        (0.8 * a + 0.2 * both) ** true * (0.8 * (1 - a) + 0.2 * error) ** false * 0.2**different for a in (0.8, 0.6)
    ]
    factor = sum(copies) / 2 / (both**true * error**false)
    assert bayes[0] == pytest.approx(log(factor))
    assert p[0] == pytest.approx(0.2 * factor / (0.2 * factor + 0.8))


def test_a_shared_error_says_more_than_a_shared_truth_and_a_difference_speaks_against() -> None:
    base = {0: "true", 1: "true"}
    alike = [pair_of(told("a", {**base, 2: more}) + told("b", {**base, 2: more})) for more in ("true", "false")]
    apart = pair_of(told("a", {**base, 2: "true"}) + told("b", {**base, 2: "false"}))
    same = pair_of(told("a", base) + told("b", base))
    assert apart < same < alike[0] < 0.5
    assert alike[1] > 0.95


def test_a_shared_error_says_less_where_few_errors_are_possible() -> None:
    rows = told("a", dict.fromkeys(range(3), "f")) + told("b", dict.fromkeys(range(3), "f"))
    probable = []
    for errors in (1, 4, 100):
        votes = ballot(rows, {item: errors for item, _, _ in rows})
        p, _ = copying(votes, meetings(votes), belief(votes), np.full(2, 0.8))
        probable.append(float(p[0]))
    assert probable == sorted(probable)
    assert probable[-1] == pytest.approx(pair_of(rows))
    assert probable[0] < probable[1]


def test_too_few_items_or_errors_are_no_ground() -> None:
    errors = dict.fromkeys(range(4), "f")
    few = ballot(told("a", errors) + told("b", errors))
    assert suspects(few, belief(few)) == ()
    assert len(suspects(few, belief(few), replace(ASSUMED, shared=4))) == 1
    single = {**dict.fromkeys(range(20), "true"), 20: "f"}
    one = ballot(told("a", single) + told("b", single))
    assert suspects(one, belief(one)) == ()
    assert len(suspects(one, belief(one), replace(ASSUMED, false=1))) == 1


@settings(deadline=None)
@given(TRIPLES, st.randoms(use_true_random=False))
def test_the_order_of_what_is_told_does_not_matter(rows: list[Triple], chance: random.Random) -> None:
    shuffled = chance.sample(rows, len(rows))
    one, other = ballot(rows), ballot(shuffled)
    loose = replace(ASSUMED, shared=1, false=0, likely=0)
    assert suspects(one, shares(one), loose) == suspects(other, shares(other), loose)


@settings(deadline=None)
@given(TRIPLES)
def test_the_two_of_a_pair_have_the_same_part(rows: list[Triple]) -> None:
    turned = dict(zip("abcde", "edcba", strict=True))
    votes, mirrored = ballot(rows), ballot((item, turned[source], value) for item, source, value in rows)
    loose = replace(ASSUMED, shared=1, false=0, likely=0)
    there = {(one.one, one.other): one for one in suspects(votes, shares(votes), loose)}
    back = {(turned[one.other], turned[one.one]): one for one in suspects(mirrored, shares(mirrored), loose)}
    assert there.keys() == back.keys()
    for pair, one in there.items():
        assert one.p == pytest.approx(back[pair].p)
        assert (one.shared, one.shared_false, one.different) == (
            back[pair].shared, back[pair].shared_false, back[pair].different,
        )  # fmt: skip


@settings(deadline=None)
@given(TRIPLES, st.integers(1, 4))
def test_the_pairs_are_those_that_meet_often_enough(rows: list[Triple], least: int) -> None:
    votes = ballot(rows)
    spoken: dict[str, set[int]] = {}
    for source, item in zip(votes.source, votes.item, strict=True):
        spoken.setdefault(votes.sources[source], set()).add(int(item))
    wanted = {
        (a, b): len(spoken[a] & spoken[b])
        for a in spoken
        for b in spoken
        if a < b and len(spoken[a] & spoken[b]) >= least
    }
    pairs = meetings(votes, least)
    count = np.bincount(pairs.pair, minlength=len(pairs.one))
    assert wanted == {
        (votes.sources[one], votes.sources[other]): int(many)
        for one, other, many in zip(pairs.one, pairs.other, count, strict=True)
    }


def test_a_source_that_says_two_things_as_often_says_nothing() -> None:
    votes = ballot([("i", "a", "x"), ("i", "a", "y"), ("i", "b", "x"), ("i", "b", "x"), ("i", "b", "y")])
    assert (votes.sources, votes.values) == (("b",), (("i", "x"),))


def test_nothing_told_suspects_nobody() -> None:
    votes = ballot([])
    assert suspects(votes, shares(votes)) == ()


def test_without_a_prior_nobody_copies() -> None:
    votes = ballot(press())
    assert suspects(votes, belief(votes), replace(ASSUMED, alpha=0.0)) == ()
