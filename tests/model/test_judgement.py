"""Laws of merging, splitting and undoing."""

from hypothesis import given
from hypothesis import strategies as st

from delian.model.judgement import Decision, Identities, in_force

NAMES = ["a", "b", "c", "d", "e"]
pairs = st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] != pair[1])


def merge(number: int, keep: str, drop: str) -> Decision:
    return Decision(f"x-{number}", keep, "merge", keep, (drop,))


def merges(chosen: list[tuple[str, str]]) -> list[Decision]:
    return [merge(number, keep, drop) for number, (keep, drop) in enumerate(chosen)]


def partition(same: Identities) -> set[frozenset[str]]:
    return {frozenset(name for name in NAMES if same(name) == root) for root in {same(name) for name in NAMES}}


@given(st.lists(pairs, max_size=8))
def test_merging_is_an_equivalence_whatever_the_order(chosen: list[tuple[str, str]]) -> None:
    forwards = Identities.of(merges(chosen))
    backwards = Identities.of(merges(chosen[::-1]))
    assert partition(forwards) == partition(backwards)
    for keep, drop in chosen:
        assert forwards(keep) == forwards(drop)


@given(st.lists(pairs, min_size=1, max_size=8))
def test_the_last_named_survivor_survives(chosen: list[tuple[str, str]]) -> None:
    keep, _ = chosen[-1]
    assert Identities.of(merges(chosen))(keep) == keep


@given(st.lists(pairs, min_size=1, max_size=8), st.data())
def test_undoing_a_merge_is_as_if_it_had_never_been(chosen: list[tuple[str, str]], data: st.DataObject) -> None:
    decisions = merges(chosen)
    victim = data.draw(st.sampled_from(decisions))
    undone = [*decisions, Decision("u-1", victim.id, "undo")]
    without = [decision for decision in decisions if decision.id != victim.id]
    assert Identities.of(undone) == Identities.of(without)
    restored = [*undone, Decision("u-2", "u-1", "undo")]
    assert Identities.of(restored) == Identities.of(decisions)


@given(pairs)
def test_a_split_takes_the_dropped_one_out_again(pair: tuple[str, str]) -> None:
    keep, drop = pair
    decisions = [merge(1, keep, drop), Decision("x-2", keep, "split", keep, (drop,))]
    assert partition(Identities.of(decisions)) == partition(Identities())


def test_apart_is_remembered_for_the_rules_that_merge() -> None:
    same = Identities.of([Decision("x-1", "a", "apart", "a", ("b",))])
    assert frozenset({"a", "b"}) in same.apart


def test_an_undo_reaches_only_back() -> None:
    later = merge(1, "a", "b")
    assert in_force([Decision("u-1", "x-1", "undo"), later]) == [later]
