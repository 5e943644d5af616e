"""Which values an entry can have, by its kind."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import Builder
from delian.model.entries import COUNTS, faults, is_dependence
from delian.model.judgement import Judgement, JudgementKind
from delian.model.trust import LETTERS
from delian.worlds.trust.chains import Chains

PAIR = ("k-league", "k-empire")
SHARES = st.floats(0, 1) | st.sampled_from([0, 1])
NO_SHARES = (
    st.floats().filter(lambda number: not 0 <= number <= 1)
    | st.integers().filter(lambda number: number not in {0, 1})
    | st.booleans()
    | st.text()
    | st.none()
)


def entry(kind: JudgementKind, value: Any, about: str | tuple[str, ...] = "argos", **fields: Any) -> Judgement:
    return Judgement("j-1", about, kind, value=value, **fields)


@pytest.mark.parametrize("letter", LETTERS)
def test_a_grade_is_a_letter(letter: str) -> None:
    assert faults(entry("grade", letter)) == []


@given(st.text() | st.floats() | st.none() | st.just(("A", "B")))
def test_anything_else_is_no_grade(value: Any) -> None:
    assert bool(faults(entry("grade", value))) == (value not in LETTERS)


def test_a_grade_holds_from_a_day_that_there_is() -> None:
    assert faults(entry("grade", "A", on="-0431-05")) == []
    assert faults(entry("grade", "A", on="2001-02-30"))
    assert faults(entry("grade", "A", on="last May"))


@given(SHARES)
def test_shares_are_taken(share: float) -> None:
    assert faults(entry("prior", share)) == []
    assert faults(entry("weight", share, PAIR)) == []
    assert faults(entry("interest", "harms", low=share)) == []


@given(NO_SHARES)
def test_what_is_no_share_is_not(value: Any) -> None:
    assert faults(entry("prior", value))
    assert faults(entry("weight", value, PAIR))
    assert value is None or faults(entry("interest", "serves", low=value))


@pytest.mark.parametrize(("kind", "words"), [("interest", ["serves", "harms"]), ("resolution", ["holds", "fails"])])
def test_interests_and_resolutions_have_two_words(kind: JudgementKind, words: list[str]) -> None:
    assert [faults(entry(kind, word)) for word in words] == [[], []]
    for value in ("Serves", "hold", "", None, 1.0, True):
        assert faults(entry(kind, value))


def test_a_weight_of_one_thing_is_not_a_dependence_and_a_coalition_depends_on_no_other_if_it_is_alone() -> None:
    assert faults(entry("weight", "high", "e-raid")) == []
    assert faults(entry("weight", 12.0, ("e-raid", "e-siege"))) == []
    assert is_dependence(entry("weight", 0.1, PAIR))
    assert not is_dependence(entry("rating", 0.1, PAIR))
    assert faults(entry("weight", 0.1, ("k-league", "k-league")))


def test_kinds_without_a_rule_are_left_as_they_are() -> None:
    for kind in ("membership", "threshold", "rating", "forecast", "thesis", "list-origin"):
        assert faults(entry(kind, object())) == []


@pytest.mark.parametrize(
    ("kind", "about", "value", "says"),
    [
        ("grade", "argos", "G", "a grade is a letter from A to F, got 'G'"),
        ("interest", ("argos", "elis"), "likes", "serves or harms, got 'likes'"),
        ("prior", "c-1", 1.5, "lies between 0 and 1, got 1.5"),
        ("resolution", "c-1", "maybe", "holds or fails, got 'maybe'"),
        ("weight", PAIR, -1, "lies between 0 and 1, got -1"),
        ("rule", ("c-1", "c-2"), "excludes", "at-most, at-least, exactly or implies, got 'excludes'"),
    ],
)
def test_an_entry_of_a_file_that_cannot_be_used_is_a_problem_and_not_used(
    kind: JudgementKind, about: Any, value: Any, says: str
) -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["argos"])
    study.enter("grade", "argos", "B")
    sound = study.case()
    bad = study.enter(kind, about, value)
    case = study.case()
    (problem,) = case.problems
    assert problem.where == bad.id
    assert says in problem.says
    assert problem.fix
    assert case.judgements == sound.judgements
    assert Chains(case).chain(claim) == Chains(sound).chain(claim)


TRIPLE = ("c-1", "c-2", "c-3")


@given(st.sampled_from(COUNTS), st.integers(0, 3))
def test_a_rule_says_how_many_of_its_claims_hold(form: str, number: int) -> None:
    assert faults(entry("rule", form, TRIPLE, low=number)) == []
    assert faults(entry("rule", form, TRIPLE, low=float(number))) == []


@given(st.sampled_from(COUNTS), NO_SHARES | st.sampled_from([-1, 4, 1.5]))
def test_no_other_number_of_them_is_taken(form: str, number: Any) -> None:
    is_count = isinstance(number, int | float) and not isinstance(number, bool) and number in range(4)
    assert bool(faults(entry("rule", form, TRIPLE, low=number))) == (not is_count)


@pytest.mark.parametrize(
    ("about", "value", "says"),
    [
        (TRIPLE, "implies", "one claim implies one other, got 3"),
        ("c-1", "implies", "two or more claims"),
        (("c-1", "c-1"), "implies", "each named once"),
        (("c-1", "c-1", "c-2"), "at-most", "each named once"),
        (TRIPLE, "excludes", "at-most, at-least, exactly or implies, got 'excludes'"),
    ],
)
def test_a_rule_ties_two_or_more_claims_and_implies_exactly_two(about: Any, value: str, says: str) -> None:
    assert says in "; ".join(faults(entry("rule", value, about, low=1)))
    assert faults(entry("rule", "implies", ("c-1", "c-2"))) == []
