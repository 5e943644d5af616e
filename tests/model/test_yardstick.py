"""Yardsticks say what their documents say, and something for every probability."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.errors import UnknownName
from delian.plugins import yardstick, yardsticks

RUNGS = {
    "icd203": [
        (0.01, 0.05, "almost no chance"),
        (0.05, 0.20, "very unlikely"),
        (0.20, 0.45, "unlikely"),
        (0.45, 0.55, "roughly even chance"),
        (0.55, 0.80, "likely"),
        (0.80, 0.95, "very likely"),
        (0.95, 0.99, "almost certain"),
    ],
    "phia": [
        (0.00, 0.05, "remote chance"),
        (0.10, 0.20, "highly unlikely"),
        (0.25, 0.35, "unlikely"),
        (0.40, 0.50, "realistic possibility"),
        (0.55, 0.75, "likely"),
        (0.80, 0.90, "highly likely"),
        (0.95, 1.00, "almost certain"),
    ],
    "ipcc": [
        (0.00, 0.01, "exceptionally unlikely"),
        (0.00, 0.05, "extremely unlikely"),
        (0.00, 0.10, "very unlikely"),
        (0.00, 0.33, "unlikely"),
        (0.33, 0.66, "about as likely as not"),
        (0.66, 1.00, "likely"),
        (0.90, 1.00, "very likely"),
        (0.95, 1.00, "extremely likely"),
        (0.99, 1.00, "virtually certain"),
    ],
    "kent": [
        (0.02, 0.12, "almost certainly not"),
        (0.20, 0.40, "probably not"),
        (0.40, 0.60, "chances about even"),
        (0.63, 0.87, "probable"),
        (0.87, 0.99, "almost certain"),
    ],
}
OPPOSITE = {
    "almost certain": "almost no chance",
    "very likely": "very unlikely",
    "likely": "unlikely",
    "roughly even chance": "roughly even chance",
}


@pytest.mark.parametrize("name", RUNGS)
def test_every_rung_is_the_one_of_its_document(name: str) -> None:
    scale = yardstick(name)
    assert [(rung.low, rung.high, rung.words[0]) for rung in scale.rungs] == RUNGS[name]
    assert any(year in scale.source for year in ("1964", "2010", "2015", "2025"))


@pytest.mark.parametrize("name", ["icd203", "phia", "kent"])
def test_inside_a_rung_its_word_is_said(name: str) -> None:
    for low, high, word in RUNGS[name]:
        assert yardstick(name).word((low + high) / 2) == word


@pytest.mark.parametrize(
    ("p", "word"),
    [
        (0.0, "exceptionally unlikely"),
        (0.01, "exceptionally unlikely"),
        (0.03, "extremely unlikely"),
        (0.08, "very unlikely"),
        (0.2, "unlikely"),
        (0.5, "about as likely as not"),
        (0.8, "likely"),
        (0.9, "very likely"),
        (0.97, "extremely likely"),
        (1.0, "virtually certain"),
    ],
)
def test_of_ranges_inside_each_other_the_narrowest_speaks(p: float, word: str) -> None:
    assert yardstick("ipcc").word(p) == word


@pytest.mark.parametrize(
    ("name", "p", "word"),
    [
        ("icd203", 0.05, "very unlikely"),
        ("icd203", 0.2, "unlikely"),
        ("icd203", 0.45, "roughly even chance"),
        ("icd203", 0.55, "roughly even chance"),
        ("icd203", 0.8, "likely"),
        ("icd203", 0.95, "very likely"),
        ("ipcc", 0.33, "about as likely as not"),
        ("ipcc", 0.66, "about as likely as not"),
        ("kent", 0.4, "chances about even"),
        ("kent", 0.87, "probable"),
    ],
)
def test_on_a_border_the_weaker_word_is_said(name: str, p: float, word: str) -> None:
    assert yardstick(name).word(p) == word


def test_past_the_outermost_rungs_their_words_are_said_with_the_end_of_the_scale() -> None:
    scale = yardstick()
    assert (scale.word(0), scale.word(0.005), scale.word(0.999)) == (
        "almost no chance",
        "almost no chance",
        "almost certain",
    )
    assert scale.sentence(0.005) == "Almost no chance (under 1 of 100, ICD 203)"
    assert scale.sentence(1) == "Almost certain (over 99 of 100, ICD 203)"
    assert yardstick("kent").word(0.01) == "almost certainly not"


def test_in_a_gap_both_neighbours_are_named() -> None:
    assert yardstick("phia").word(0.22) == "between highly unlikely and unlikely"
    assert yardstick("phia").sentence(0.22) == "Between highly unlikely and unlikely (20–25 of 100, PHIA)"
    assert yardstick("kent").word(0.61) == "between chances about even and probable"


def test_one_half_is_no_realistic_possibility_for_phia() -> None:
    scale = yardstick("phia")
    assert scale.word(0.499) == "realistic possibility"
    assert scale.sentence(0.45) == "Realistic possibility (40–under 50 of 100, PHIA)"
    assert scale.word(0.5) == "between realistic possibility and likely"


def test_a_sentence_gives_word_range_and_scale() -> None:
    assert yardstick().sentence(0.6) == "Likely (55–80 of 100, ICD 203)"
    assert yardstick().sentence(0.5) == "Roughly even chance (45–55 of 100, ICD 203)"


@given(st.floats(0, 1), st.sampled_from(sorted(RUNGS)))
def test_every_probability_has_a_word_whose_range_holds_it(p: float, name: str) -> None:
    scale = yardstick(name)
    rung = scale.rung(p)
    assert scale.word(p)
    assert rung is None or rung.low <= p <= rung.high
    assert scale.title in scale.sentence(p)


@given(st.integers(0, 1000))
def test_icd203_says_of_the_opposite_the_opposite(thousandths: int) -> None:
    scale, both = yardstick(), {**OPPOSITE, **{low: high for high, low in OPPOSITE.items()}}
    assert scale.word((1000 - thousandths) / 1000) == both[scale.word(thousandths / 1000)]


@given(st.floats(0, 1), st.floats(0, 1), st.sampled_from(["icd203", "kent", "ipcc"]))
def test_a_higher_probability_never_has_a_lower_word(one: float, other: float, name: str) -> None:
    words = [word for _, _, word in RUNGS[name]]
    low, high = (yardstick(name).rung(p) for p in sorted((one, other)))
    if low is not None and high is not None:
        assert words.index(low.words[0]) <= words.index(high.words[0])


@pytest.mark.parametrize("p", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_is_refused(p: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        yardstick().word(p)


def test_an_unknown_yardstick_is_met_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean icd203"):
        yardstick("ICD-203")
    with pytest.raises(UnknownName, match="Did you mean phia"):
        yardstick("phi")


def test_icd203_is_the_default_of_four() -> None:
    assert yardstick().id == "icd203"
    assert set(yardsticks()) == set(RUNGS)
