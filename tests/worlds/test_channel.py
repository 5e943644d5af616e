"""The algebra of channels: numbers worked out by hand, and laws that hold for any reports."""

from collections.abc import Sequence
from itertools import product
from math import inf, isfinite, log10, prod
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.model.belief import Advocacy
from delian.worlds.trust.channel import (
    SILENCE,
    Report,
    accuracy,
    decibans,
    heard,
    hedged,
    odds,
    passed,
    pool,
    probability,
    shares,
    spoken,
)

READ = 0.95  # a reading checked by a person, as one more link of the chain
A, B, C, D, E, F = 0.90, 0.70, 0.40, 0.10, 0.025, 0.30
OUTLET = 0.9


def test_two_links_of_seven_tenths_are_right_three_times_in_four() -> None:
    assert accuracy(0.7 * 0.7) == pytest.approx(0.745)
    assert passed((0.85, 0.15), 0.7)[0] == pytest.approx(0.745)


@pytest.mark.parametrize(
    ("retention", "weight"),
    [
        (0.1, 0.9),
        (0.2, 1.8),
        (0.3, 2.7),
        (0.4, 3.7),
        (0.5, 4.8),
        (0.6, 6.0),
        (0.7, 7.5),
        (0.8, 9.5),
        (0.9, 12.8),
        (0.95, 15.9),
    ],
)
def test_retention_in_decibels(retention: float, weight: float) -> None:
    assert decibans(retention) == pytest.approx(weight, abs=0.06)


@pytest.mark.parametrize(("letter", "right"), [(A, 0.95), (B, 0.85), (C, 0.70), (D, 0.55), (E, 0.51), (F, 0.65)])
def test_grades_as_accuracies(letter: float, right: float) -> None:
    assert accuracy(letter) == pytest.approx(right, abs=0.005)


def word(retention: float, path: Sequence[float], *, affirms: bool = True, advocacy: Advocacy | None = None) -> float:
    """Return what one origin's word weighs that came through relays of those retentions."""
    return spoken(heard([Report(tuple(enumerate(path)), affirms)]), retention, advocacy)


ONE_OUTLET = word(B, [OUTLET * READ])
OWN_CAUSE, AGAINST_IT = Advocacy(0.8, serves=True), Advocacy(0.8, serves=False)
CASES = {
    "a B source through one outlet": (ONE_OUTLET, 6.0, 0.80, 0.50),
    "the same text in fifty outlets": (
        spoken(heard([Report((("text", OUTLET * READ),)) for _ in range(50)]), B),
        6.0,
        0.80,
        0.50,
    ),
    "fifty independent listeners of that source": (
        spoken(heard([Report(((n, OUTLET * READ),)) for n in range(50)]), B),
        7.5,
        0.85,
        0.59,
    ),
    "fifty outlets whose source is not known": (pool([ONE_OUTLET] * 50, 0.5), 12.0, 0.94, 0.80),
    "the same taken as independent": (pool([ONE_OUTLET] * 50, 0.0), 300.0, 1.0, 1.0),
    "three separate B origins": (pool([ONE_OUTLET] * 3, 0.3), 13.1, 0.95, 0.84),
    "an insider without a name through a B author": (word(F, [B * READ]), 1.8, 0.60, 0.27),
    "a second one of the same author": (pool([word(F, [B * READ])] * 2, 0.5), 2.6, 0.65, 0.31),
    "a B participant on record through a C outlet": (word(B, [C * READ]), 2.4, 0.63, 0.30),
    "a C source in its own interest": (word(C, [OUTLET * READ], advocacy=OWN_CAUSE), 0.35, 0.52, 0.21),
    "the same against its interest": (word(C, [OUTLET * READ], advocacy=AGAINST_IT), 1.9, 0.61, 0.28),
    "a flat denial by the accused": (
        word(C, [OUTLET * READ], affirms=False, advocacy=AGAINST_IT),
        -0.35,
        0.48,
        0.19,
    ),
    "a denial by a neutral B source": (word(B, [OUTLET * READ], affirms=False), -6.0, 0.20, 0.06),
}


@pytest.mark.parametrize("name", CASES)
def test_the_table_of_edge_cases(name: str) -> None:
    weight, expected, from_half, from_fifth = CASES[name]
    assert weight == pytest.approx(expected, abs=0.1 if expected < 100 else 1)
    assert probability(weight) == pytest.approx(from_half, abs=0.0051)
    assert probability(weight, 0.2) == pytest.approx(from_fifth, abs=0.0051)


@pytest.mark.parametrize(
    ("p", "weight", "believed"), [(0.875, 4.2, 0.72), (0.675, 1.9, 0.61), (0.70, 2.1, 0.62), (0.5, 0.0, 0.50)]
)
def test_hedges_of_a_b_source(p: float, weight: float, believed: float) -> None:
    report = Report((("outlet", OUTLET * READ),), retention=hedged(p))
    assert spoken(heard([report]), B) == pytest.approx(weight, abs=0.1)
    assert probability(spoken(heard([report]), B)) == pytest.approx(believed, abs=0.006)


def test_an_unlikely_thing_is_spoken_against() -> None:
    assert spoken(heard([Report((), retention=hedged(0.325))]), B) == pytest.approx(
        -spoken(heard([Report((), retention=hedged(0.675))]), B)
    )


def test_several_values_of_one_variable() -> None:
    assert decibans(0.5, values=4) == pytest.approx(10 * 0.69897)  # (1 + 3 * .5) / (1 - .5) = 5
    assert accuracy(0.5, values=4) == pytest.approx(0.625)
    assert hedged(0.25, values=4) == 0.0
    assert decibans(1.0) == inf


def test_a_retention_that_no_channel_has_is_refused() -> None:
    with pytest.raises(ValueError, match="between"):
        decibans(1.2)


def test_listeners_saturate_at_what_the_speaker_is_worth() -> None:
    many = spoken(heard([Report(((n, 0.9),)) for n in range(500)]), B)
    assert many == pytest.approx(decibans(B), abs=1e-6)


def test_a_path_that_reports_both_says_nothing() -> None:
    assert heard([Report((("o", 0.9),)), Report((("o", 0.9),), affirms=False)]) == (1.0, 1.0)


def test_shares_with_rhos_of_their_own_never_fall_by_a_weight_more() -> None:
    between = lambda one, other: 0.9 if 2 in {one, other} else 0.0  # noqa: E731
    kept = shares([4.0, 4.0, 5.0], between)
    assert sum(w * s for w, s in zip([4.0, 4.0, 5.0], kept, strict=True)) >= 8.0
    assert kept[2] == pytest.approx(0.01)


WEIGHTS = st.lists(st.floats(0, 40), min_size=1, max_size=7)


@given(WEIGHTS, st.floats(0, 1), st.randoms(use_true_random=False))
def test_pooling_knows_no_order(weights: list[float], rho: float, random: Random) -> None:
    turned = weights.copy()
    random.shuffle(turned)
    assert pool(weights, rho) == pytest.approx(pool(turned, rho))


@given(WEIGHTS, st.floats(0, 40), st.floats(0, 1))
def test_a_weight_more_never_lowers_the_sum(weights: list[float], more: float, rho: float) -> None:
    assert pool([*weights, more], rho) >= pool(weights, rho) - 1e-9
    assert max(weights) - 1e-9 <= pool(weights, rho) <= sum(weights) + 1e-9


@given(st.lists(st.floats(0, 20), min_size=1, max_size=5), st.floats(0, 20), st.integers(0, 10_000))
def test_a_weight_more_never_lowers_the_sum_of_pairwise_shares(weights: list[float], more: float, seed: int) -> None:
    random = Random(seed)
    rho = {frozenset({one, other}): random.random() for one in range(6) for other in range(one)}

    def total(all_of: list[float]) -> float:
        kept = shares(all_of, lambda one, other: rho[frozenset({one, other})])
        return sum(weight * share for weight, share in zip(all_of, kept, strict=True))

    assert total([*weights, more]) >= total(weights) - 1e-9


def random_reports(random: Random) -> list[Report]:
    """Return reports of one origin over a random tree of relays."""
    relays = {name: random.uniform(0.05, 0.99) for name in "abcdef"}
    return [
        Report(
            tuple((name, relays[name]) for name in random.sample("abcdef", random.randint(0, 3))),
            random.random() < 0.7,
            random.choice([1.0, 0.75, 0.4, 0.0]),
        )
        for _ in range(random.randint(1, 6))
    ]


def test_support_never_lowers_belief_in_five_thousand_random_trees() -> None:
    random = Random(1837)
    for _ in range(5000):
        reports, retention = random_reports(random), random.uniform(0, 0.95)
        advocacy = random.choice([None, Advocacy(random.random(), random.random() < 0.5)])
        more = random_reports(random)[0]
        support = Report(more.path, True, abs(more.retention))
        before = spoken(heard(reports), retention, advocacy)
        assert spoken(heard([*reports, support]), retention, advocacy) >= before - 1e-9
        turned = [Report(one.path, not one.affirms, one.retention) for one in reports]
        other = None if advocacy is None else Advocacy(advocacy.b, not advocacy.serves)
        assert spoken(heard(turned), retention, other) == pytest.approx(-before, abs=1e-9)
        random.shuffle(reports)
        assert spoken(heard(reports), retention, advocacy) == pytest.approx(before, abs=1e-12)
        assert spoken(heard([*reports, reports[0]]), retention, advocacy) == pytest.approx(before, abs=1e-12)


def summed_over_relays(reports: list[Report], said: bool) -> float:  # noqa: FBT001 - of the origin
    """Return how likely the reports are by taking every state of every relay one by one."""
    relays = sorted({one.path[: end + 1] for one in reports for end in range(len(one.path))}, key=len)
    likelihood = 0.0
    for states in product((False, True), repeat=len(relays)):
        says = {(): said, **dict(zip(relays, states, strict=True))}
        chance = prod(accuracy(relay[-1][1] * (1 if says[relay] == says[relay[:-1]] else -1)) for relay in relays)
        chance *= prod(accuracy(one.retention * (1 if says[one.path] == one.affirms else -1)) for one in reports)
        likelihood += chance
    return likelihood


def test_a_tree_of_relays_weighs_what_the_sum_over_all_their_states_gives() -> None:
    random = Random(8)
    for _ in range(150):
        retention = {(depth, name): random.choice([0.1, 0.5, 0.9]) for depth in range(3) for name in "ab"}
        paths = [tuple(random.choice("ab") for _ in range(random.randint(0, 3))) for _ in range(random.randint(1, 5))]
        reports = [
            Report(
                tuple((name, retention[depth, name]) for depth, name in enumerate(path)),
                random.random() < 0.6,
                random.choice([1.0, 0.35, -0.4]),
            )
            for path in dict.fromkeys(paths)
        ]
        so, not_so = (summed_over_relays(reports, said) for said in (True, False))
        for advocacy in (None, Advocacy(0.8, serves=True, why=""), Advocacy(0.5, serves=False, why="")):
            b, serves = (advocacy.b, advocacy.serves) if advocacy else (0.0, True)
            right, wrong = ((1 - b) * one for one in (accuracy(0.4), 1 - accuracy(0.4)))
            one, other = (
                (affirms + b * serves) * so + (denies + b * (not serves)) * not_so
                for affirms, denies in ((right, wrong), (wrong, right))
            )
            assert spoken(heard(reports), 0.4, advocacy) == pytest.approx(10 * log10(one / other), abs=1e-9)


def test_a_hedge_that_leaves_everything_open_takes_nothing_from_a_plain_word() -> None:
    plain, open_ = Report((("outlet", 0.9),)), Report((("outlet", 0.9),), affirms=False, retention=0.0)
    assert heard([plain, open_]) == heard([plain])
    assert heard([open_]) == SILENCE


def test_no_weight_is_too_far_from_zero() -> None:
    assert probability(-1e5) == pytest.approx(0.0)
    assert probability(1e5) == pytest.approx(1.0)


@pytest.mark.parametrize("affirms", [True, False])
@pytest.mark.parametrize("serves", [True, False])
@pytest.mark.parametrize("retention", [0.4, 1.0])
@pytest.mark.parametrize("path", [(), (("outlet", 0.9),)])
def test_whoever_always_argues_his_cause_still_weighs_a_finite_amount(
    *, affirms: bool, serves: bool, retention: float, path: tuple[tuple[str, float], ...]
) -> None:
    said = heard([Report(path, affirms)])
    weight = spoken(said, retention, Advocacy(1.0, serves, ""))
    assert isfinite(weight)
    if affirms == serves:
        assert abs(weight) < 1e-9
    elif not path:
        assert abs(weight) == pytest.approx(decibans(0.4) if retention < 1 else 123, abs=1)


@pytest.mark.parametrize("weight", [-1e6, 1e6])
def test_odds_are_never_nothing_and_never_infinite(weight: float) -> None:
    assert 0 < odds(weight) < inf
