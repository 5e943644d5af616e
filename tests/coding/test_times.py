"""Dates in words become EDTF, counted from the day of the document."""

import pytest

from delian.coding.times import find_times
from delian.model.when import Day

ANCHOR = Day(1998, 5, 14)  # a Thursday


@pytest.mark.parametrize(
    ("words", "edtf", "means"),
    [
        ("on 3 May 1941", "1941-05-03", "during"),
        ("on May 3, 1941", "1941-05-03", "during"),
        ("in March 1921", "1921-03", "during"),
        ("in 1921", "1921", "during"),
        ("since 1921", "1921/..", "during"),
        ("by 1921", "1921", "by"),
        ("before March 1921", "1921-03", "before"),
        ("throughout 1921", "1921", "throughout"),
        ("on 28 December", "1997-12-28", "during"),
        ("on 2 May", "1998-05-02", "during"),
        ("yesterday", "1998-05-13", "during"),
        ("on Tuesday", "1998-05-12", "during"),
        ("last month", "1998-04", "during"),
        ("last year", "1997", "during"),
        ("last week", "1998-05-04/1998-05-10", "during"),
        ("1914-18", "1914/1918", "during"),
        ("in the 1920s", "192X", "during"),
    ],
)
def test_an_expression_becomes_edtf(words: str, edtf: str, means: str) -> None:
    text = f"The league met {words} again."
    (found,) = find_times(text, 0, len(text), ANCHOR)
    assert (found.when.edtf, found.when.means) == (edtf, means)
    assert text[found.place.start : found.place.end] in words or words in text[found.place.start : found.place.end]


@pytest.mark.parametrize("words", ["1921 soldiers", "seats of may", "May God help them", "on Tuesday"])
def test_what_is_no_date_or_cannot_be_counted_says_nothing(words: str) -> None:
    text = f"The league saw {words}."
    assert not [one for one in find_times(text, 0, len(text), None) if one.when.edtf.startswith("1921")]
