from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.model.when import Day, Period, When, edtf_bounds


def of(day: date) -> Day:
    return Day(day.year, day.month, day.day)


@given(st.dates())
def test_days_count_like_the_standard_library(day: date) -> None:
    assert of(day).ordinal == (day - date(1970, 1, 1)).days
    if day < date.max:
        assert of(day).next() == of(day + timedelta(days=1))


@given(st.dates())
def test_a_day_survives_writing_and_reading(day: date) -> None:
    assert Day.read(str(of(day))) == of(day)


def test_years_before_our_era_work_too() -> None:
    naxos = When.read("-0470")
    assert naxos.start == Day(-470, 1, 1)
    assert naxos.end == Day(-469, 1, 1)
    assert str(Day(-470, 3, 1)) == "-0470-03-01"
    assert Day(-470, 12, 31).next().ordinal - Day(-470, 12, 31).ordinal == 1


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("1936-07-17", Day(1936, 7, 17), Day(1936, 7, 18)),
        ("1936-07", Day(1936, 7, 1), Day(1936, 8, 1)),
        ("1991", Day(1991, 1, 1), Day(1992, 1, 1)),
        ("1954/1962", Day(1954, 1, 1), Day(1963, 1, 1)),
        ("1975/..", Day(1975, 1, 1), None),
        ("../1991-12-26", None, Day(1991, 12, 27)),
        ("196X", Day(1960, 1, 1), Day(1970, 1, 1)),
    ],
)
def test_edtf_keeps_its_precision_as_bounds(edtf: str, start: Day | None, end: Day | None) -> None:
    assert edtf_bounds(edtf) == Period(start, end)


@pytest.mark.parametrize("edtf", ["", "soon", "2020-13-01", "2020-02-30", "12/2019"])
def test_what_is_no_date_is_refused_with_an_example(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"no day|EDTF"):
        edtf_bounds(edtf)


@given(st.dates(), st.dates(), st.dates(), st.dates())
def test_overlap_is_symmetric_and_means_a_shared_day(a: date, b: date, c: date, d: date) -> None:
    one, other = Period(of(a), of(b)), Period(of(c), of(d))
    assert one.overlaps(other) == other.overlaps(one)
    if one.overlaps(other) and not one.is_empty and not other.is_empty:
        latest = max(of(a), of(c))
        assert one.has(latest)
        assert other.has(latest)
