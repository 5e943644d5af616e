from typing import Any

import pytest

from building import Builder
from delian.model.when import When
from delian.report.days import days, in_words


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2020-01-03", "3 Jan 2020"),
        ("2020-01", "Jan 2020"),
        ("2020", "2020"),
        ("2020-21", "2020-21"),  # a season
        ("-0476-05", "May 477 BC"),
        ("-0428-06-01", "1 Jun 429 BC"),
        ("-0469~", "about 470 BC"),
        ("-0477/-0411", "478 – 412 BC"),
        ("-0477/..", "from 478 BC"),
        ("0000-03", "Mar 1 BC"),
        ("Samos leaves, -0439", "Samos leaves, 440 BC"),
        ("-0.05 ± 0.01", "-0.05 ± 0.01"),
        ("2011/..", "from 2011"),
        ("../2020-01-02", "up to 2 Jan 2020"),
        ("2018/2019-12-31", "2018 – 31 Dec 2019"),
        ("on 2020-01-03; level bloc", "on 3 Jan 2020; level bloc"),
        ("no date", "no date"),
    ],
)
def test_dates_read_as_people_write_them(edtf: str, words: str) -> None:
    assert in_words(edtf) == words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, ""),
        (When.read("2014-03"), "Mar 2014"),
        (When.read("2014-03", "before"), "before Mar 2014"),
        (When.read("2014/2015", "throughout"), "2014 – 2015"),
    ],
)
def test_a_claim_says_when(when: Any, words: str) -> None:
    assert days(Builder().tie("athens", "leads", "league", when=when)) == words
