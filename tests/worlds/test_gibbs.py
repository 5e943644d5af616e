"""Blocked Gibbs sampling: agrees with what is exact, is reproducible, and says when it has not mixed."""

import numpy as np
import pytest

from delian.worlds.couple.diagram import diagram
from delian.worlds.couple.gibbs import MIXED, diagnose, sample
from delian.worlds.couple.joint import solve
from delian.worlds.couple.rules import Count, Exclude, Fix, Imply, NothingLeft, Rule, kept
from programs import program

WORLDS = 2000


def within_error(shares: np.ndarray, exact: np.ndarray, worlds: int) -> bool:
    """Say whether shares of worlds are within five standard errors of what is exact."""
    return bool((np.abs(shares - exact) <= 5 * np.sqrt(exact * (1 - exact) / worlds) + 1e-12).all())


def test_it_agrees_with_the_exact_joint_where_both_can() -> None:
    for seed in range(12):
        one = program(seed, most=12)
        drawn, mixing = sample(one.marginals, one.rules, "tied", seed=seed, count=WORLDS)
        assert mixing.mixed
        assert kept(one.rules, drawn).all()
        exact = solve(one.marginals, [-1] * len(one.marginals), one.rules)
        assert within_error(drawn.mean(axis=0), exact.marginals, WORLDS)


def test_forty_columns_with_pairwise_rules() -> None:
    rng = np.random.default_rng(8)
    pairs = [rng.choice(40, 2, replace=False).tolist() for _ in range(80)]
    rules: list[Rule] = [Exclude(one, other, "") for one, other in pairs[:54]]
    rules += [Imply(one, other, "") for one, other in pairs[54:]]
    marginals = rng.random(40)
    drawn, mixing = sample(marginals, rules, "forty", seed=1, count=WORLDS)
    assert mixing.mixed
    assert mixing.rhat.max() < MIXED
    assert kept(rules, drawn).all()
    assert within_error(drawn.mean(axis=0), diagram(40, rules).marginals(marginals), WORLDS)


def test_a_draw_depends_on_the_key_and_the_seed_alone() -> None:
    one = program(4)
    first, _ = sample(one.marginals, one.rules, "a", seed=1, count=100)
    again, _ = sample(one.marginals, tuple(reversed(one.rules)), "a", seed=1, count=100)
    assert (first == again).all()
    assert any(
        (first != sample(one.marginals, one.rules, key, seed=seed, count=100)[0]).any()
        for key, seed in [("b", 1), ("a", 2)]
    )


def test_chains_that_are_stopped_too_early_are_not_called_mixed() -> None:
    rules = [Count(tuple(range(100)), None, 1, "")]
    _, early = sample(np.full(100, 0.9), rules, "wide", seed=1, count=100, most_sweeps=8)
    assert not early.mixed
    assert early.sweeps == 8
    assert early.moved < 0.2


def test_settled_columns_stay_and_free_ones_move_around_them() -> None:
    rules: list[Rule] = [Fix(0, True, ""), Imply(0, 1, ""), Exclude(1, 2, ""), Imply(4, 3, "")]
    drawn, mixing = sample(np.array([0.1, 0.1, 0.9, 0.5, 1.0]), rules, "settled", seed=3, count=200)
    assert (drawn == [True, True, False, True, True]).all()
    assert mixing.mixed
    assert mixing.moved == 0


def test_what_has_no_chance_is_said() -> None:
    with pytest.raises(NothingLeft):
        sample(np.array([1.0, 0.0]), [Imply(0, 1, "")], "none", seed=1, count=10)


def test_the_diagnostics_are_those_of_gelman_and_rubin() -> None:
    rhat, effective = diagnose(np.array([[1, 4, 0, 2], [3, 4, 4, 2]], dtype=np.int32), 4)
    assert rhat == pytest.approx([1.25**0.5, 1.0, np.inf, 0.75**0.5])
    assert effective == pytest.approx([2.0, 2.0, 2.0, 2.0])
    assert diagnose(np.repeat([[0], [8]], 50, axis=0).astype(np.int32), 8)[1] == pytest.approx([100])


def test_two_regions_that_no_update_joins_are_shown_by_chains_that_begin_in_both() -> None:
    ring: list[Rule] = [Imply(one, (one + 1) % 20, "all or none") for one in range(20)]
    drawn, mixing = sample(np.full(20, 0.5), ring, "ring", seed=1, count=100, most_sweeps=16)
    assert set(drawn.sum(axis=1).tolist()) == {0, 20}
    assert np.isinf(mixing.rhat).all()
    assert mixing.moved == 0
    assert not mixing.mixed
