"""The decision diagram of what keeps the rules: counted, listed, weighed and drawn as enumeration has it."""

import numpy as np
import pytest
from hypothesis import given

from delian.worlds.couple.diagram import diagram
from delian.worlds.couple.layers import distinct
from delian.worlds.couple.rules import Count, Exclude, Fix, Imply, NothingLeft, Rule, TooMany, kept
from programs import all_states, enumerated, program, rules


@given(rules(6))
def test_its_paths_are_the_states_that_keep_the_rules(some: list[Rule]) -> None:
    states = all_states(6)
    states = states[kept(some, states)]
    if not len(states):
        with pytest.raises(NothingLeft):
            diagram(6, some)
        return
    found = diagram(6, some)
    assert found.count == len(states)
    assert (found.states() == states).all()


def test_it_weighs_200_random_programs_as_enumeration_does() -> None:
    for seed in range(200):
        one = program(seed)
        states, p = enumerated(one)
        found = diagram(len(one.marginals), one.rules).marginals(one.marginals)
        assert found == pytest.approx(p @ states, abs=1e-12)


def test_its_draws_are_those_of_the_joint() -> None:
    one = program(7)
    states, p = enumerated(one)
    uniform = np.random.default_rng(1).random((len(one.marginals), 40_000))
    drawn = diagram(len(one.marginals), one.rules).draw(one.marginals, uniform)
    shares = np.array([(drawn == state).all(axis=1).mean() for state in states])
    assert shares.sum() == pytest.approx(1)
    assert (np.abs(shares - p) < 5 * np.sqrt(p * (1 - p) / 40_000)).all()


def test_a_draw_of_free_columns_is_the_threshold_of_each() -> None:
    uniform = np.random.default_rng(2).random((3, 500))
    marginals = np.array([0.0, 0.3, 1.0])
    assert (diagram(3, []).draw(marginals, uniform) == (uniform < marginals[:, None]).T).all()


def test_an_exclusive_variable_of_thousands_of_values_is_two_nodes_wide() -> None:
    found = diagram(2000, [Count(tuple(range(2000)), None, 1, "")])
    assert found.count == 2001
    assert max(layer.to.shape[1] for layer in found.layers) == 2
    assert found.states().shape == (2001, 2000)
    assert found.marginals(np.full(2000, 0.5)) == pytest.approx(1 / 2001)


def test_many_variables_around_one_column_stay_narrow() -> None:
    variables = [Count(tuple(range(1 + 5 * place, 6 + 5 * place)), None, 1, "") for place in range(20)]
    found = diagram(101, [*variables, *(Imply(0, 1 + 5 * place, "") for place in range(20))])
    assert found.count == 6**20 + 1
    assert max(layer.to.shape[1] for layer in found.layers) <= 4


def test_more_states_than_are_listed_are_refused() -> None:
    assert len(diagram(16, []).states()) == 2**16
    with pytest.raises(TooMany):
        diagram(17, []).states()


def test_more_nodes_than_a_layer_holds_are_refused() -> None:
    tangle = [Exclude(one, (one * step + 7) % 211, "") for one in range(211) for step in (3, 19, 46, 87)]
    with pytest.raises(TooMany):
        diagram(211, tangle)


def test_a_state_without_a_chance_is_never_drawn() -> None:
    either = diagram(2, [Count((0, 1), 1, 1, "")])
    assert (either.draw(np.array([0.0, 0.5]), np.random.default_rng(3).random((2, 100))) == [False, True]).all()
    with pytest.raises(NothingLeft):
        either.marginals(np.zeros(2))
    with pytest.raises(NothingLeft):
        diagram(1, [Fix(0, True, ""), Fix(0, False, "")])
    with pytest.raises(NothingLeft):
        diagram(1, [Count((), 1, None, "")])


@pytest.mark.parametrize("width", [0, 1, 5, 200])
def test_rows_are_told_apart_however_many_columns_they_have(width: int) -> None:
    rng = np.random.default_rng(4)
    rows = rng.integers(-1, 2000, (40, width)).astype(np.int32)[rng.integers(0, 40, 300)]
    rows[:150, :1] += 1
    first, which = distinct(rows)
    assert (rows[first][which] == rows).all()
    assert len(first) == len({tuple(row) for row in rows.tolist()})
