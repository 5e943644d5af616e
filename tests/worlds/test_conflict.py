"""Rules that cannot be kept together: found, minimal, and named by the entries in them."""

from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.worlds.couple.conflict import minimal_conflict, satisfiable
from delian.worlds.couple.rules import Count, Exclude, Fix, Imply, Rule, TooMany, kept
from delian.worlds.couple.satisfy import find
from programs import all_states, rules


@given(rules(6))
def test_there_is_a_conflict_exactly_where_no_state_keeps_all_rules(some: list[Rule]) -> None:
    assert bool(minimal_conflict(some)) == (not kept(some, all_states(6)).any())


@given(rules(6))
def test_a_conflict_cannot_be_kept_and_any_one_rule_less_can(some: list[Rule]) -> None:
    conflict, states = minimal_conflict(some), all_states(6)
    assert set(conflict) <= set(some)
    for place in range(len(conflict)):
        assert not kept(conflict, states).any()
        assert kept(conflict[:place] + conflict[place + 1 :], states).any()


@given(rules(6), st.randoms())
def test_the_order_of_rules_does_not_matter(some: list[Rule], random: Random) -> None:
    shuffled = some * 2
    random.shuffle(shuffled)
    assert minimal_conflict(shuffled) == minimal_conflict(some)


@given(rules(7), st.lists(st.booleans(), min_size=7, max_size=7))
def test_the_state_found_keeps_all_rules_and_is_the_one_wished_for_where_that_does(
    some: list[Rule], wish: list[bool]
) -> None:
    wished = np.array(wish)
    found = find(wished, some)
    assert (found is not None) == kept(some, all_states(7)).any()
    if found is not None:
        assert kept(some, found[None]).all()
        assert (found == wished).all() or not kept(some, wished[None]).all()


def test_entries_are_named_rather_than_what_contradicts_itself_beside_them() -> None:
    entries: list[Rule] = [Fix(0, True, "assume c-1"), Fix(0, False, "deny c-1")]
    vocabulary: list[Rule] = [Count((0, 1), 2, None, "both"), Exclude(0, 1, "one at a time")]
    assert minimal_conflict([*vocabulary, *entries]) == (entries[1], entries[0])
    assert set(minimal_conflict(vocabulary)) == set(vocabulary)


def test_two_holders_assumed_of_one_office() -> None:
    office = Count((0, 1, 2), None, 1, "office of premier has one holder at a time")
    chain: list[Rule] = [Imply(5, 4, "who leads is a member"), Imply(4, 1, "a member is the premier")]
    entries = [Fix(0, True, "assume c-12"), Fix(5, True, "assume c-30"), Fix(7, True, "assume c-31")]
    conflict = minimal_conflict([office, *chain, Exclude(7, 8, "elsewhere"), *entries])
    assert set(conflict) == {office, *chain, *entries[:2]}
    assert [rule.why for rule in conflict[:2]] == ["assume c-12", "assume c-30"]


def test_a_rule_that_no_state_keeps_is_a_conflict_by_itself() -> None:
    impossible = Count((), 1, None, "one of nobody")
    assert minimal_conflict([impossible, Fix(0, True, "")]) == (impossible,)
    assert minimal_conflict([]) == ()


@pytest.mark.parametrize("size", [300])
def test_hundreds_of_columns(size: int) -> None:
    terms: list[Rule] = [Count(tuple(range(first, first + 6)), None, 1, f"term {first}") for first in range(0, size, 6)]
    follows: list[Rule] = [Imply(first, first + 6, f"after {first}") for first in range(0, size - 6, 6)]
    entries: list[Rule] = [Fix(0, True, "assume the first"), Fix(size - 1, True, "assume another last")]
    assert satisfiable([*terms, *follows])
    assert len(minimal_conflict([*terms, *follows, *entries])) == len(follows) + 3


def test_more_offices_than_holders_are_a_conflict_that_search_alone_would_not_find() -> None:
    holders = 10
    columns = np.arange((holders + 1) * holders).reshape(holders + 1, holders)
    offices: list[Rule] = [Count(tuple(row.tolist()), 1, None, "an office has a holder") for row in columns]
    people: list[Rule] = [Count(tuple(one.tolist()), None, 1, "nobody has two offices") for one in columns.T]
    with pytest.raises(TooMany):
        find(np.zeros(columns.size, dtype=np.bool_), [*offices, *people])
    assert not satisfiable([*offices, *people])
    assert satisfiable([*offices[1:], *people])
