"""Coupled columns as independent ones under rules: the same law, drawn where joint states are too many to list."""

from random import Random

import numpy as np
import pytest

from delian.worlds.couple.diagram import diagram
from delian.worlds.couple.gibbs import sample
from delian.worlds.couple.joint import solve
from delian.worlds.couple.rules import Exclude, Imply, Rule, kept
from delian.worlds.couple.unfold import unfold
from programs import program


@pytest.mark.parametrize("together", [0.0, 1e-17, 0.5, 0.9, 0.99])
def test_200_random_programs_with_voices_are_what_the_exact_joint_has(together: float) -> None:
    for seed in range(200):
        one, random = program(seed), Random(seed)
        size = len(one.marginals)
        voices = [random.choice([-1, 0, 0, 1]) for _ in range(size)]
        against = [random.random() < 0.3 for _ in range(size)]
        exact = solve(one.marginals, voices, one.rules, against=against, together=together).marginals
        whole = unfold(one.marginals, voices, one.rules, against=against, together=together)
        found = diagram(len(whole.marginals), whole.rules).marginals(whole.marginals)
        assert found[:size] == pytest.approx(exact, abs=1e-9)


def test_draws_of_the_columns_are_those_of_the_coupled_joint() -> None:
    marginals, voices, rules = np.array([0.3, 0.6, 0.6, 0.8]), [0, 0, 0, 1], [Exclude(0, 3, "")]
    exact = solve(marginals, voices, rules)
    whole = unfold(marginals, voices, rules)
    size = len(whole.marginals)
    drawn = diagram(size, whole.rules).draw(whole.marginals, np.random.default_rng(1).random((size, 40_000)))[:, :4]
    mixed, mixing = sample(whole.marginals, whole.rules, "voices", seed=1, count=10_000)
    assert mixing.mixed
    for states in (drawn, mixed[:, :4]):
        shares = np.array([(states == state).all(axis=1).mean() for state in exact.states])
        assert (np.abs(shares - exact.p) < 5 * np.sqrt(exact.p * (1 - exact.p) / len(states))).all()


def test_columns_without_rules_keep_their_marginals_and_columns_alone_need_no_helper() -> None:
    marginals = np.array([1e-20, 1e-6, 0.3, 0.3, 0.999999, 1.0, 0.5])
    whole = unfold(marginals, [0, 0, 0, 0, 0, 0, 1], [], against=[True, False, True, False, True, True, True])
    found = diagram(len(whole.marginals), whole.rules).marginals(whole.marginals)
    assert found[:7] == pytest.approx(marginals, abs=1e-9)
    assert unfold(marginals, range(7), []).rules == ()


def test_sixty_columns_of_ten_voices_are_drawn_exactly() -> None:
    rng = np.random.default_rng(2)
    marginals, voices = rng.uniform(0.05, 0.95, 60), [place // 6 for place in range(60)]
    rules: list[Rule] = [Imply(place, place + 1, "") for place in range(0, 59, 2)]
    rules += [Exclude(place, place + 2, "") for place in range(0, 58, 3)]
    whole = unfold(marginals, voices, rules)
    found = diagram(len(whole.marginals), whole.rules)
    drawn = found.draw(whole.marginals, rng.random((len(whole.marginals), 4000)))[:, :60]
    exact = found.marginals(whole.marginals)[:60]
    assert kept(rules, drawn).all()
    assert (np.abs(drawn.mean(axis=0) - exact) <= 5 * np.sqrt(exact * (1 - exact) / 4000)).all()


@pytest.mark.parametrize("together", [-0.1, 1.0])
def test_listening_always_is_refused(together: float) -> None:
    with pytest.raises(ValueError, match="listens"):
        unfold(np.array([0.5, 0.5]), [0, 0], [], together=together)
