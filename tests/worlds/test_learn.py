"""Reliability learnt from agreement and from what is known: laws on made-up answers, and what others got on real ones."""

import csv
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from delian.model.calibration import accuracy
from delian.worlds.learn.camps import camps
from delian.worlds.learn.reliability import (
    RATHER_RIGHT,
    SLIGHT,
    TRUSTING,
    Beta,
    Learned,
    Smoothing,
    dawid_skene,
    enough,
    majority,
    one_coin,
)
from delian.worlds.learn.votes import Dependence, Floats, Places, Votes, index, one_group

DATA = Path(__file__).parents[3] / "shared" / "data" / "belief"


def answers(reliability: Floats, items: int, values: int, seed: int) -> tuple[Votes, Places]:
    """Return answers of sources that err independently, each speaking on most items, and what is so."""
    draw = np.random.default_rng(seed)
    truth = draw.integers(0, values, items)
    room = (len(reliability), items)
    wrong = (truth + draw.integers(1, values, room)) % values
    said = np.where(draw.random(room) < reliability[:, None], truth, wrong)
    source, item = np.nonzero(draw.random(room) < 0.8)
    return Votes(item, source, said[source, item], items, len(reliability), values), truth


MIXED = np.array([0.95, 0.6, 0.7, 0.5, 0.85, 0.75])
SEEDS = st.integers(0, 2**20)


def two_camps(seed: int, items: int = 200) -> tuple[Votes, Places]:
    """Return answers of eight that follow a line, which is right half of the time, and five that are mostly right."""
    draw = np.random.default_rng(seed)
    truth, line = draw.integers(0, 2, items), draw.integers(0, 2, items)
    told = np.where(draw.random((8, items)) < 0.9, line, 1 - line)
    found = np.where(draw.random((5, items)) < 0.8, truth, 1 - truth)
    source, item = np.divmod(np.arange(13 * items), items)
    return Votes(item, source, np.concatenate([told, found]).ravel(), items, 13, 2), truth


# laws


@given(SEEDS)
@settings(max_examples=20, deadline=None)
def test_what_is_known_stays_known(seed: int) -> None:
    votes, truth = answers(MIXED, 30, 3, seed)
    anchors = {item: int(2 - truth[item]) for item in range(10)}  # also where everybody says otherwise
    belief = one_coin(votes, anchors=anchors).belief
    assert all(belief[item].tolist() == np.eye(3)[value].tolist() for item, value in anchors.items())


@pytest.mark.parametrize("method", [one_coin, dawid_skene])
@given(SEEDS, st.randoms())
@settings(max_examples=20, deadline=None)
def test_nothing_depends_on_the_order_of_answers_sources_items_or_values(
    method: Callable[[Votes], Learned], seed: int, chance: Random
) -> None:
    votes, _ = answers(MIXED, 25, 3, seed)
    order, item, source, value = (
        np.array(chance.sample(range(count), count)) for count in (len(votes.item), votes.items, votes.sources, 3)
    )
    turned = replace(
        votes, item=item[votes.item][order], source=source[votes.source][order], value=value[votes.value][order]
    )
    plain, other = method(votes), method(turned)
    assert other.reliability[source] == pytest.approx(plain.reliability, abs=1e-6)
    assert other.belief[item][:, value] == pytest.approx(plain.belief, abs=1e-6)


@pytest.mark.parametrize("whole", [True, False])
def test_the_end_is_where_beliefs_and_reliabilities_agree_with_each_other(whole: bool) -> None:  # noqa: FBT001
    votes, _ = answers(MIXED, 60, 2, 3)
    dependence = one_group(votes.sources, 0.1)
    found = one_coin(votes, Beta(3.0, 2.0), dependence=dependence, whole=whole)
    assert found.settled
    weights = np.log(found.reliability / (1 - found.reliability))[votes.source]
    kept = dependence.shares(votes, weights)
    counted = np.ones(len(kept)) if whole else kept
    log_odds = np.bincount(votes.item, np.where(votes.value == 1, 1, -1) * kept * weights)
    assert found.belief[:, 1] == pytest.approx(1 / (1 + np.exp(-log_odds)), abs=1e-6)
    right = np.bincount(votes.source, counted * found.belief[votes.item, votes.value])
    assert found.reliability == pytest.approx((2 + right) / (3 + np.bincount(votes.source, counted)), abs=1e-6)


def test_with_known_items_one_perfect_source_is_found_among_many_that_guess() -> None:
    votes, truth = answers(np.array([*[0.5] * 9, 0.999]), 100, 2, 7)
    anchors = {item: int(truth[item]) for item in range(40)}
    found = one_coin(votes, anchors=anchors)
    assert found.reliability.argmax() == 9
    assert found.reliability[9] > 0.9
    assert found.reliability[:9].max() < 0.75
    unknown = np.arange(40, 100)
    assert accuracy(found.belief[unknown], truth[unknown]) > accuracy(majority(votes)[unknown], truth[unknown]) + 0.1


def test_without_known_items_the_larger_camp_is_crowned_and_warned_of() -> None:
    votes, truth = two_camps(1)
    found, seen = one_coin(votes), camps(votes)
    assert found.reliability[:8].min() > 0.85 > found.reliability[8:].max()
    assert accuracy(found.belief, truth) < 0.6
    assert seen.warns
    assert seen.larger.tolist() == [True] * 8 + [False] * 5


def test_known_items_and_pooling_give_the_crown_back() -> None:
    votes, truth = two_camps(1)
    camp = Dependence(np.repeat((0, 1), (8, 5)), np.array([0.8, 0.3]), 0.3)
    found = one_coin(votes, anchors={item: int(truth[item]) for item in range(40)}, dependence=camp)
    assert found.reliability[:8].max() < found.reliability[8:].min()
    assert accuracy(found.belief[40:], truth[40:]) > 0.85


def test_what_was_gained_is_the_learned_less_the_prior_and_nothing_for_the_silent() -> None:
    votes, _ = answers(MIXED, 50, 2, 1)
    found = one_coin(replace(votes, sources=7), Beta(np.linspace(2, 8, 7), 2.0))
    assert found.gained == pytest.approx(found.reliability - found.prior)
    assert found.prior == pytest.approx((np.linspace(2, 8, 7) - 1) / np.linspace(2, 8, 7))
    assert found.gained[6] == 0
    assert found.gained[0] > 0.2


def test_a_strong_prior_is_hardly_moved() -> None:
    votes, _ = answers(MIXED, 50, 2, 1)
    assert abs(one_coin(votes, Beta(70_000.0, 30_000.0)).gained).max() < 0.001


@pytest.mark.parametrize(("alpha", "beta"), [(1.0, 2.0), (2.0, 0.5), (np.array([2.0, 1.0]), 2.0)])
def test_a_prior_that_lets_a_source_be_beyond_doubt_is_refused(alpha: float, beta: float) -> None:
    with pytest.raises(ValueError, match="above 1"):
        Beta(alpha, beta)


@pytest.mark.parametrize(("each", "right"), [(0.0, 1.0), (0.5, -0.1)])
def test_smoothing_that_makes_a_confusion_impossible_is_refused(each: float, right: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        Smoothing(each, right)


def test_confusion_tells_those_who_always_err_one_way_from_those_who_guess() -> None:
    draw = np.random.default_rng(0)
    truth = draw.integers(0, 2, 400)
    timid = np.where(draw.random((5, 400)) < 0.5, truth, 0)  # says 1 only where it is so
    source, item = np.divmod(np.arange(2000), 400)
    votes = Votes(item, source, timid.ravel(), 400, 5, 2)
    assert accuracy(dawid_skene(votes).belief, truth) > 0.95
    assert accuracy(majority(votes), truth) < 0.8


def test_majority_counts_answers_and_knows_nothing_where_nobody_speaks() -> None:
    votes = Votes(np.array([0, 0, 0]), np.array([0, 1, 2]), np.array([1, 1, 0]), 2, 3, 2)
    assert majority(votes) == pytest.approx(np.array([[1 / 3, 2 / 3], [0.5, 0.5]]))


# what may be learnt at all


def of_three(items: int) -> Votes:
    """Return the answers of three sources that speak on each item."""
    source, item = np.divmod(np.arange(3 * items), items)
    return Votes(item, source, np.zeros(3 * items, dtype=np.intp), items, 3, 2)


def test_twenty_known_items_are_enough() -> None:
    votes = Votes(np.arange(25), np.zeros(25, dtype=np.intp), np.zeros(25, dtype=np.intp), 25, 1, 2)
    assert enough(votes, dict.fromkeys(range(20), 0)).holds
    lacking = enough(votes, dict.fromkeys(range(19), 0))
    assert not lacking.holds
    assert "known for certain: 19, needed: 20" in lacking.why
    assert "independent of it: 0, needed: 5" in lacking.why


def test_known_items_of_which_nobody_speaks_do_not_count() -> None:
    votes = Votes(np.array([0]), np.array([0]), np.array([0]), 50, 1, 2)
    assert "certain: 1," in enough(votes, dict.fromkeys(range(50), 0)).why


def test_five_items_with_two_others_are_enough_if_these_are_independent() -> None:
    assert not enough(of_three(4), {}).holds
    assert enough(of_three(5), {}).holds
    assert not enough(of_three(5), {}, groups=np.array([0, 1, 1])).holds
    assert not enough(of_three(5), {}, groups=np.array([0, 0, 1])).holds


def test_one_source_that_answers_twice_is_no_two_others() -> None:
    twice = Votes(np.repeat(np.arange(9), 3), np.tile([0, 1, 1], 9), np.zeros(27, dtype=np.intp), 9, 2, 2)
    assert not enough(twice, {}).holds


# what others got


@cache
def real(name: str) -> tuple[Votes, Places]:
    folder = DATA / "zheng2017" / name
    if not folder.exists():
        pytest.skip(f"there is no {folder}")
    with (folder / "answer.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["question"], row["worker"], row["answer"]) for row in csv.DictReader(file)]
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["question"]: row["truth"] for row in csv.DictReader(file)}
    votes, names = index(rows, truth.values())
    return votes, np.array([names.values.index(truth[item]) for item in names.items])


@pytest.mark.parametrize(
    ("name", "voted", "one"),
    [
        ("duck", 0.7593, 0.7222),
        ("product", 0.8966, 0.9282),
        ("dog", 0.8178, 0.8315),
        ("face", 0.6301, 0.6284),
    ],
)
def test_one_reliability_a_source_gives_what_zencrowd_gave(name: str, voted: float, one: float) -> None:
    votes, truth = real(name)
    assert accuracy(majority(votes), truth) == pytest.approx(voted, abs=1e-3)
    assert accuracy(one_coin(votes, RATHER_RIGHT).belief, truth) == pytest.approx(one, abs=1e-3)


@pytest.mark.parametrize(
    ("name", "smoothing", "expected"),
    [
        ("duck", SLIGHT, 0.8981),
        ("product", SLIGHT, 0.9400),
        ("product", TRUSTING, 0.9373),
        ("dog", SLIGHT, 0.8426),
        ("face", SLIGHT, 0.6404),
    ],
)
def test_a_confusion_matrix_a_source_gives_what_dawid_and_skene_gave(
    name: str, smoothing: Smoothing, expected: float
) -> None:
    votes, truth = real(name)
    assert accuracy(dawid_skene(votes, smoothing).belief, truth) == pytest.approx(expected, abs=2e-3)


def test_the_prevalence_of_the_anaesthesia_ratings() -> None:
    path = DATA / "anesthesia.csv"
    if not path.exists():
        pytest.skip(f"there is no {path}")
    with path.open(encoding="utf-8", newline="") as file:
        votes, _ = index((row["item"], row["rater"], row["rating"]) for row in csv.DictReader(file))
    assert dawid_skene(votes).prevalence == pytest.approx([0.4000, 0.4216, 0.1118, 0.0667], abs=1e-3)


@pytest.mark.parametrize(("name", "misled"), [("duck", True), ("face", False)])
def test_a_crowd_whose_agreement_misleads_is_warned_of(name: str, misled: bool) -> None:  # noqa: FBT001
    votes, truth = real(name)
    assert camps(votes).warns is misled
    assert (accuracy(dawid_skene(votes).belief, truth) > accuracy(one_coin(votes).belief, truth) + 0.1) is misled
