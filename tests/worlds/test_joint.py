"""The exact joint of tied columns: as enumeration and ProbLog have it, with marginals that coupling leaves exact."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.worlds.couple.joint import Joint, draw, law, solve
from delian.worlds.couple.rules import Count, Exclude, Fix, Imply, NothingLeft, Rule, TooMany, bound
from programs import Program, all_states, enumerated, program

chances = st.one_of(st.floats(0.0, 1.0), st.sampled_from([0.0, 0.5, 1.0]))


def test_a_voice_each_is_plain_enumeration_in_200_random_programs() -> None:
    for seed in range(200):
        one = program(seed)
        states, p = enumerated(one)
        for voices in (range(len(states[0])), [-1] * len(states[0])):
            found = solve(one.marginals, voices, one.rules)
            assert (found.states == states).all()
            assert found.p == pytest.approx(p, abs=1e-12)


def test_a_voice_each_is_problog_in_200_random_programs() -> None:
    problog = pytest.importorskip("problog", reason="the oracle is not installed")
    language = pytest.importorskip("problog.program", reason="the oracle is not installed")
    for seed in range(200):
        one = program(seed)
        found = solve(one.marginals, [-1] * len(one.marginals), one.rules).marginals
        answers = problog.get_evaluatable().create_from(language.PrologString(as_problog(one))).evaluate()
        told = {str(name): p for name, p in answers.items()}
        assert found == pytest.approx([told[f"x{column}"] for column in range(len(found))], abs=1e-9)


def as_problog(one: Program) -> str:
    """Return the program in ProbLog: a rule that is broken is evidence that is not so."""
    lines = [f"{p:.17g}::x{column}. query(x{column})." for column, p in enumerate(one.marginals)]
    for index, rule in enumerate(one.rules):
        faults = [" , ".join(fault) for fault in broken_by(rule)]
        lines += [f"broken{index} :- {fault}." for fault in faults]
        lines += [f"evidence(\\+broken{index})."] if faults else []
    return "\n".join(lines)


def broken_by(rule: Rule) -> list[list[str]]:
    """Return the conjunctions of literals that break the rule: too many that hold, or too many that fail."""
    match rule:
        case Exclude(one, other):
            return [[f"x{one}", f"x{other}"]]
        case Imply(if_, then):
            return [[f"x{if_}", f"\\+x{then}"]]
        case Fix(column, holds):
            return [[f"\\+x{column}" if holds else f"x{column}"]]
        case Count(columns):
            limits = bound(rule)
            many = combinations([f"x{column}" for column in columns], limits.high + 1)
            few = combinations([f"\\+x{column}" for column in columns], len(columns) - limits.low + 1)
            return [list(fault) for fault in (*many, *few) if fault]


@given(st.data())
def test_coupling_leaves_every_marginal_exact(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 7))
    marginals = np.array(data.draw(st.lists(chances, min_size=size, max_size=size)))
    voices = data.draw(st.lists(st.integers(-1, 2), min_size=size, max_size=size))
    against = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    found = solve(marginals, voices, [], against=against, together=data.draw(st.floats(0.0, 1.0)))
    assert found.p.sum() == pytest.approx(1)
    assert found.marginals == pytest.approx(marginals, abs=1e-9)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), st.floats(0.0, 1.0))
def test_two_columns_of_one_voice_correlate_by_s_squared_of_the_most_they_can(p: float, q: float, s: float) -> None:
    alike = solve(np.array([p, q]), [0, 0], [], together=s)
    assert covariance(alike) == pytest.approx(s**2 * (min(p, q) - p * q), abs=1e-12)
    opposed = solve(np.array([p, q]), [0, 0], [], against=[False, True], together=s)
    assert covariance(opposed) == pytest.approx(s**2 * (max(p + q - 1, 0) - p * q), abs=1e-12)


def covariance(found: Joint) -> float:
    """Return the covariance of the first two columns."""
    one, other = found.marginals
    return float(found.p @ (found.states[:, 0] & found.states[:, 1]) - one * other)


def test_columns_that_always_listen_are_nested() -> None:
    found = solve(np.array([0.2, 0.7, 0.5]), [0, 0, 0], [], together=1.0)
    likely = {tuple(map(int, state)): round(float(p), 12) for state, p in zip(found.states, found.p, strict=True) if p}
    assert likely == {(1, 1, 1): 0.2, (0, 1, 1): 0.3, (0, 1, 0): 0.2, (0, 0, 0): 0.3}


def test_the_law_is_that_of_worlds_drawn_by_listening() -> None:
    rng = np.random.default_rng(5)
    worlds, s = 200_000, 0.9
    marginals, voices, against = np.array([0.3, 0.6, 0.8, 0.5]), np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1]) > 0
    own, voice = rng.random((worlds, 4)), rng.random((worlds, 2))[:, voices]
    heard = np.where(rng.random((worlds, 4)) < s, voice, own)
    held = np.where(against, heard >= 1 - marginals, heard < marginals)
    p = np.exp(law(all_states(4), marginals, [0, 0, 0, 1], against=[False, False, True, True], together=s))
    shares = np.bincount(held @ (8, 4, 2, 1), minlength=16) / worlds
    assert (np.abs(shares - p) < 5 * np.sqrt(p * (1 - p) / worlds)).all()


def test_what_rests_on_one_voice_survives_a_rule_together() -> None:
    rule = [Exclude(0, 2, "")]
    apart = solve(np.array([0.6, 0.6, 0.6]), [0, 1, 2], rule).marginals
    tied = solve(np.array([0.6, 0.6, 0.6]), [0, 0, 1], rule).marginals
    assert apart[1] == pytest.approx(0.6)
    assert tied[1] < 0.5


def test_the_names_of_voices_and_the_order_of_columns_do_not_matter() -> None:
    one = program(11)
    size = len(one.marginals)
    order = np.random.default_rng(6).permutation(size)
    voices = np.array([place % 2 for place in range(size)])
    place = {int(column): index for index, column in enumerate(order)}
    moved = [Fix(place[column], True, "") for column in range(1)]
    found = solve(one.marginals, voices.tolist(), [Fix(0, True, "")]).marginals
    other = solve(one.marginals[order], (7 - voices[order]).tolist(), moved).marginals
    assert other == pytest.approx(found[order], abs=1e-12)


def test_an_exclusive_variable_of_a_thousand_values_has_one_state_each_and_nobody() -> None:
    odds = np.random.default_rng(7).uniform(0.01, 2.0, 1000)
    found = solve(odds / (1 + odds), [-1] * 1000, [Count(tuple(range(1000)), None, 1, "")])
    assert found.states.shape == (1001, 1000)
    assert found.marginals == pytest.approx(odds / (1 + odds.sum()), rel=1e-9)


def test_a_thousand_columns_of_one_voice_stay_within_floats() -> None:
    found = solve(np.full(1000, 0.5), [0] * 1000, [Count(tuple(range(1000)), 1, 1, "")])
    assert found.marginals == pytest.approx(0.001)


def test_what_cannot_be_or_is_too_much_is_said() -> None:
    with pytest.raises(NothingLeft):
        solve(np.array([1.0, 1.0]), [0, 1], [Exclude(0, 1, "")])
    with pytest.raises(NothingLeft):
        solve(np.array([0.5]), [0], [Fix(0, True, ""), Fix(0, False, "")])
    with pytest.raises(TooMany):
        solve(np.full(20, 0.5), [-1] * 20, [Exclude(0, 1, "")])


def test_draws_follow_the_states_in_the_order_they_are_laid() -> None:
    found = Joint(all_states(2), np.array([0.1, 0.0, 0.4, 0.5]))
    uniform = np.array([0.0, 0.05, 0.1, 0.49, 0.5, 0.999])
    assert draw(found, uniform).tolist() == [0, 0, 2, 2, 3, 3]
    assert draw(found, uniform, np.array([1, 3, 2, 0])).tolist() == [3, 3, 3, 3, 2, 0]


def test_shares_of_draws_are_the_probabilities() -> None:
    one = program(3)
    found = solve(one.marginals, [0] * len(one.marginals), one.rules)
    drawn = draw(found, (np.arange(10_000) + 0.5) / 10_000)
    assert np.bincount(drawn, minlength=len(found.p)) / 10_000 == pytest.approx(found.p, abs=1.01e-4)
