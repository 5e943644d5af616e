"""Dates in words become EDTF, counted from the day of the document or from the time that the text is at."""

import pytest

from delian.coding.when.expressions import find_expressions
from delian.coding.when.stretches import Stretch, a_day, a_month, a_year
from delian.coding.when.times import Setting, Tense, read_time
from delian.model.when import Day

ANCHOR = Day(1998, 5, 14)  # a Thursday


def read(words: str, frame: Stretch | None = None, tense: Tense = "past", anchor: Day | None = ANCHOR) -> list[str]:
    """Return what the expressions of a sentence with those words say, with how they bound it."""
    text = f"The league met {words} again."
    found = [read_time(one, Setting(anchor, frame, tense)) for one in find_expressions(text, 0, len(text))]
    return [f"{one[1].means} {one[1].edtf}".removeprefix("during ") for one in found if one]


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("on 3 May 1941", "1941-05-03"),
        ("on the 3rd of May, 1941", "1941-05-03"),
        ("on May 3, 1941", "1941-05-03"),
        ("on Sept. 3, 1941", "1941-09-03"),
        ("on 1941-05-03", "1941-05-03"),
        ("on the night of 3–4 May 1941", "1941-05-03/1941-05-04"),
        ("between 3 and 5 May 1941", "1941-05-03/1941-05-05"),
        ("on May 3-5, 1941", "1941-05-03/1941-05-05"),
        ("from 28 April to 3 May 1941", "1941-04-28/1941-05-03"),
        ("in March 1921", "1921-03"),
        ("in the March of 1921", "1921-03"),
        ("from March to May 1921", "1921-03/1921-05"),
        ("from November to February 1921", "1920-11/1921-02"),
        ("in the spring of 1921", "1921-21"),
        ("in autumn 1921", "1921-23"),
        ("in 1921", "1921"),
        ("early in 1921", "1921"),
        ("in late 1921", "1921"),
        ("in the 1921 talks", "1921"),
        ("1914-18", "1914/1918"),
        ("between 1921 and 1925", "1921/1925"),
        ("from 1921 to 1925", "1921/1925"),
        ("in the 1920s", "192X"),
        ("in the early 1920s", "192X"),
        ("in the 17th century", "16XX"),
        ("in the seventeenth century", "16XX"),
        ("in 447 BC", "-0446"),
        ("in 447–445 BCE", "-0446/-0444"),
        ("in the 5th century BC", "-0499/-0400"),
        ("in AD 69", "0069"),
        ("since 1921", "1921/.."),
        ("from 1921", "1921/.."),
        ("until 1921", "throughout ../1921"),
        ("by 1921", "by 1921"),
        ("before March 1921", "before 1921-03"),
        ("prior to 1921", "before 1921"),
        ("after 3 May 1921", "after 1921-05-03"),
        ("throughout 1921", "throughout 1921"),
        ("before midnight on 3 March 1921", "1921-03-03"),
        ("by noon on 3 March 1921", "by 1921-03-03"),
    ],
)
def test_an_absolute_expression_becomes_edtf_with_or_without_a_day_to_count_from(words: str, edtf: str) -> None:
    assert read(words) == read(words, anchor=None) == [edtf]


@pytest.mark.parametrize(
    ("words", "tense", "edtf"),
    [
        ("yesterday", "past", "1998-05-13"),
        ("last night", "past", "1998-05-13"),
        ("the day before yesterday", "past", "1998-05-12"),
        ("this morning", "past", "1998-05-14"),
        ("tomorrow", "future", "1998-05-15"),
        ("on Tuesday", "past", "1998-05-12"),
        ("on Tuesday evening", "past", "1998-05-12"),
        ("last Thursday", "past", "1998-05-07"),
        ("on Tuesday", "future", "1998-05-19"),
        ("next Tuesday", "past", "1998-05-19"),
        ("last week", "past", "1998-05-04/1998-05-10"),
        ("this week", "past", "1998-05-11/1998-05-17"),
        ("last weekend", "past", "1998-05-09/1998-05-10"),
        ("last month", "past", "1998-04"),
        ("next month", "future", "1998-06"),
        ("last year", "past", "1997"),
        ("last May", "past", "1997-05"),
        ("last summer", "past", "1997-22"),
        ("this spring", "past", "1998-21"),
        ("in March of last year", "past", "1997-03"),
        ("three days ago", "past", "1998-05-11"),
        ("two weeks ago", "past", "1998-04-30~"),
        ("a month ago", "past", "1998-04"),
        ("twenty years ago", "past", "1978"),
        ("more than twenty years ago", "past", "by 1978"),
        ("about three months ago", "past", "1998-02~"),
        ("two years earlier", "past", "1996"),
        ("on 28 December", "present", "1997-12-28"),
        ("on 2 October", "present", "1998-10-02"),
        ("on 2 May", "past", "1998-05-02"),
        ("on 28 December", "past", "1997-12-28"),
        ("on 28 May", "future", "1998-05-28"),
        ("on 2 May", "future", "1999-05-02"),
        ("in December", "past", "1997-12"),
        ("in June", "future", "1998-06"),
        ("by June", "none", "by 1998-06"),
        ("since Monday", "perfect", "1998-05-11/1998-05-14"),
        ("in mid-March", "past", "1998-03"),
    ],
)
def test_a_relative_expression_counts_from_the_document_by_its_tense(words: str, tense: Tense, edtf: str) -> None:
    assert read(words, tense=tense) == [edtf]
    assert read(words, tense=tense, anchor=None) == []


@pytest.mark.parametrize(
    ("words", "frame", "edtf"),
    [
        ("the next day", a_day(Day(1931, 5, 3)), "1931-05-04"),
        ("the day before,", a_day(Day(1931, 5, 3)), "1931-05-02"),
        ("two days later", a_day(Day(1931, 5, 3)), "1931-05-05"),
        ("a week later", a_day(Day(1931, 5, 3)), "1931-05-10~"),
        ("that week", a_day(Day(1931, 5, 3)), "1931-04-27/1931-05-03"),
        ("the same month", a_day(Day(1931, 5, 3)), "1931-05"),
        ("a month earlier", a_day(Day(1931, 5, 3)), "1931-04"),
        ("the following month", a_month(1931, 12), "1932-01"),
        ("two years later", a_year(1931), "1933"),
        ("the following year", a_year(1931), "1932"),
        ("the previous year", a_year(1931), "1930"),
        ("that autumn", a_year(1931), "1931-23"),
        ("at the time", a_year(1931), "1931"),
        ("until then", a_year(1931), "throughout ../1931"),
        ("in June", a_year(1931), "1931-06"),
        ("on 3 June", a_day(Day(1931, 5, 3)), "1931-06-03"),
        ("in February", a_day(Day(1931, 5, 3)), "1932-02"),
        ("the following Monday", a_day(Day(1931, 5, 3)), "1931-05-04"),
    ],
)
def test_what_counts_from_the_text_s_own_time_does(words: str, frame: Stretch, edtf: str) -> None:
    assert read(words, frame) == [edtf]


@pytest.mark.parametrize(
    "words",
    [
        "1921 soldiers",
        "and lost $1921",
        "with 3,1921 of them",
        "1998.5 times",
        "as May God help them",
        "with April Jones",
        "by May Collins",
        "the next day",  # nothing to count from
        "the following year",
        "two days later",
        "on 31 June",
        "before the war",
        "two days after the vote",
    ],
)
def test_what_is_no_date_or_cannot_be_counted_says_nothing(words: str) -> None:
    assert read(words) == []


def test_an_expression_stands_where_it_says() -> None:
    text = "By June 1921 the league had met; on 3 July it met, and the next day it parted."
    assert [text[one.place.start : one.place.end] for one in find_expressions(text, 0, len(text))] == [
        "By June 1921",
        "on 3 July",
        "the next day",
    ]
