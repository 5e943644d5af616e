"""Rules over columns: what they keep, what they tie together."""

import networkx as nx
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.worlds.couple.rules import (
    Count,
    Exclude,
    Fix,
    Imply,
    Rule,
    bound,
    cliques,
    components,
    distinct_bounds,
    kept,
    within,
)
from programs import all_states, rules


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        (Exclude(0, 2, ""), {0b000, 0b001, 0b010, 0b011, 0b100, 0b110}),
        (Imply(0, 1, ""), {0b000, 0b001, 0b010, 0b011, 0b110, 0b111}),
        (Count((0, 1, 2), 1, 2, ""), {0b001, 0b010, 0b100, 0b011, 0b101, 0b110}),
        (Count((0, 1, 2), 2, None, ""), {0b011, 0b101, 0b110, 0b111}),
        (Count((0, 1, 2), None, 0, ""), {0b000}),
        (Count((0, 1), 3, None, ""), set()),
        (Count((), None, None, ""), set(range(8))),
        (Fix(2, holds=True, why=""), {0b001, 0b011, 0b101, 0b111}),
        (Fix(2, holds=False, why=""), {0b000, 0b010, 0b100, 0b110}),
    ],
)
def test_each_rule_keeps_the_states_that_it_names(rule: Rule, held: set[int]) -> None:
    assert set(np.flatnonzero(kept([rule], all_states(3)))) == held


def test_without_rules_every_state_is_kept() -> None:
    assert kept([], all_states(3)).all()


@given(rules(5), st.integers(0, 4))
def test_one_rule_more_keeps_no_state_more(some: list[Rule], column: int) -> None:
    states = all_states(5)
    assert not (kept([*some, Fix(column, True, "")], states) & ~kept(some, states)).any()


@given(rules(6))
def test_components_are_those_of_the_graph_of_rules(some: list[Rule]) -> None:
    graph = nx.Graph()
    for rule in some:
        columns = bound(rule).columns
        graph.add_nodes_from(columns)
        graph.add_edges_from((columns[0], column) for column in columns[1:])
    assert components(some) == sorted(tuple(sorted(one)) for one in nx.connected_components(graph))


def test_columns_that_no_rule_speaks_of_are_in_no_component() -> None:
    some: list[Rule] = [Exclude(4, 1, ""), Imply(1, 6, ""), Fix(3, True, "")]
    assert components(some) == [(1, 4, 6), (3,)]
    assert within([(1, 4, 6), (3,)], some) == [(Exclude(1, 0, ""), Imply(0, 2, "")), (Fix(0, True, ""),)]


@given(rules(6))
def test_components_taken_apart_keep_what_the_whole_keeps(some: list[Rule]) -> None:
    states = all_states(6)
    apart = np.ones(len(states), dtype=np.bool_)
    groups = components(some)
    for columns, own in zip(groups, within(groups, some), strict=True):
        apart &= kept(own, states[:, list(columns)])
    assert (apart == kept(some, states)).all()


@given(st.sets(st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] != pair[1])))
def test_cliques_say_what_all_the_pairs_say(pairs: set[tuple[int, int]]) -> None:
    exclusions = [Exclude(one, other, "") for one, other in sorted(pairs)]
    counts = [Count(group, None, 1, "") for group in cliques(exclusions)]
    states = all_states(8)
    assert (kept(counts, states) == kept(exclusions, states)).all()


def test_an_exclusive_variable_in_pairs_is_one_bound_and_what_cannot_be_broken_none() -> None:
    pairs = [Exclude(one, other, "") for one in range(30) for other in range(one)]
    assert [one.columns for one in distinct_bounds([*pairs, Count((1, 2), 0, 2, "")])] == [tuple(range(30))]
