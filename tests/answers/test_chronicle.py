"""Days between an act and a later one: exact where both dates are days, a range where one is a month or a year."""

import pytest

from building import Builder
from delian.answers.chronicle import chronicle, lag


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("2001-03-01", "2001-03-09", "8"),
        ("2001-03-01", "2001-03-01", "0"),
        ("2001-03", "2001-03", "0–30"),
        ("2001-03-10", "2001-04", "22–51"),
        ("2001", "2002-01-05", "5–369"),
        ("2001-03-09", "2001-03-01", None),
        ("2001-03-09", None, None),
        ("2001/..", "2002-01-05", None),
    ],
)
def test_the_days_between_are_as_sure_as_the_dates(first: str, second: str | None, days: str | None) -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", when=first)
    study.say("event", ["elis"], "assault", ["argos"], event="e-reply", when=second)
    acts = {act.event: act for act in chronicle(study.case(), study.case().claims)}
    found = lag(acts["e-raid"], acts["e-reply"])
    assert (None if found is None else str(found)) == days
