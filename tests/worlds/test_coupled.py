"""Columns drawn together: shares of joint states against sums over all that could be, with an event above them and without."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import Builder
from delian.model.proposition import Detail, Occurred, Office, Proposition
from delian.model.when import Period
from delian.model.worlds import Column, Truth, unpack
from delian.worlds.bundles import bounds
from delian.worlds.couple.parts import Part, draw_part
from delian.worlds.couple.rules import Exclude
from delian.worlds.draw import Dice, Marginals, draw
from delian.worlds.gather.gathering import Row
from delian.worlds.sample.drawing import sample

COUNT, TOGETHER = 40_000, 0.9
ERROR = 4.5 * 0.5 / COUNT**0.5
VOICES = (0, 11, 12, 13)
EVENT = Proposition(Occurred("e-raid"))


def marginals(keys: list[int], holds: list[float], voices: list[tuple[int, int]], affirms: list[bool]) -> Marginals:
    """Return columns whose heavier voice has three quarters of the evidence."""
    size = len(keys)
    return Marginals(
        np.array(keys, dtype=np.uint64),
        np.array(holds),
        np.zeros(size),
        np.array(voices, dtype=np.uint64),
        np.tile(np.array([3, 1], dtype=np.float32), (size, 1)),
        np.array([(one, True) for one in affirms]),
    )


def places(number: int) -> tuple[Row, ...]:
    found = [Proposition(Detail("e-raid", "place", f"l-{place}")) for place in range(number)]
    return tuple(Row(Column(one.id, one, Period(), ()), (), EVENT) for one in found)


def shares_by_integration(p: list[float], voice: list[int], against: list[bool], states: Truth) -> np.ndarray:
    """Return the law of columns of one voice each before rules: over the intervals in which all say the same."""
    found = np.ones(len(states))
    for one in set(voice):
        group = [column for column in range(len(p)) if voice[column] == one]
        listens = TOGETHER if one else 0.0
        cuts = sorted({0.0, 1.0, *((1 - p[column] if against[column] else p[column]) for column in group)})
        total = np.zeros(len(states))
        for low, high in pairwise(cuts):
            part, middle = np.full(len(states), high - low), (low + high) / 2
            for column in group:
                says = middle >= 1 - p[column] if against[column] else middle < p[column]
                chance = listens * says + (1 - listens) * p[column]
                part *= np.where(states[:, column], chance, 1 - chance)
            total += part
        found *= total
    return found


@pytest.mark.parametrize("above_them", ["nothing", "an event"])
@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_values_that_exclude_each_other_have_the_shares_of_their_joint_law(
    above_them: str, data: st.DataObject
) -> None:
    size = data.draw(st.integers(2, 4))
    p = data.draw(st.lists(st.floats(0.05, 0.9), min_size=size, max_size=size))
    voice = data.draw(st.lists(st.sampled_from(VOICES), min_size=size, max_size=size))
    affirms = data.draw(st.lists(st.booleans(), min_size=size, max_size=size))
    rows, seed = places(size), data.draw(st.integers(0, 1000))
    event = data.draw(st.floats(0.3, 0.97))
    above = marginals([rows[0].key], [event], [(data.draw(st.sampled_from(VOICES)), 0)], [data.draw(st.booleans())])
    part = Part(
        rows,
        marginals([row.key for row in rows], p, [(one, 0) for one in voice], affirms),
        tuple(Exclude(one, other, "") for one in range(size) for other in range(one)),
        0.95,
        above if above_them == "an event" else None,
    )
    drawn = draw_part(part, Dice(seed, COUNT, TOGETHER)).holds
    states = np.array([one for one in product((False, True), repeat=size) if sum(one) <= 1])
    law = shares_by_integration(p, voice, [not one for one in affirms], states)
    law /= law.sum()
    if above_them == "an event":
        drawn = drawn & unpack(draw(above, Dice(seed, COUNT, TOGETHER))[0][0], COUNT)
        law[1:] *= min(1.0, event / law[1:].sum())
        law[0] = 1 - law[1:].sum()
    got = [(state == drawn.T).all(axis=1).mean() for state in states]
    assert np.abs(got - law).max() < ERROR


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_a_detail_that_rests_on_several_voices_keeps_its_probability(data: st.DataObject) -> None:
    event = data.draw(st.floats(0.3, 0.95))
    p = data.draw(st.lists(st.floats(0.02, 1.0).map(lambda one: one * event), min_size=3, max_size=3))
    pairs = st.sampled_from([(0, 0), (11, 0), (12, 0), (11, 12), (12, 11), (11, 13), (13, 12)])
    signs = st.lists(st.booleans(), min_size=3, max_size=3)
    details = marginals([5] * 3, p, data.draw(st.lists(pairs, min_size=3, max_size=3)), data.draw(signs))
    whole = marginals([5], [event], [data.draw(pairs)], [data.draw(st.booleans())])
    bound = bounds(details, whole.only(np.zeros(3, dtype=np.intp)), TOGETHER)
    dice = Dice(data.draw(st.integers(0, 1000)), COUNT, TOGETHER)
    told = marginals(
        [5] * 3, bound.tolist(), [tuple(one) for one in details.voices.tolist()], details.affirms[:, 0].tolist()
    )
    there = draw(whole, dice)[0][0]
    for drawn, expected in zip(draw(told, dice)[0], p, strict=True):
        assert abs(unpack(drawn & there, COUNT).mean() - expected) < ERROR


def test_one_office_that_implies_another_is_not_taken_for_the_same() -> None:
    study = Builder()
    one = study.say("attribute", ["person-x"], "office", ["general"], voices=["person-a"], when="1998")
    other = study.say("attribute", ["person-y"], "office", ["mayor"], voices=["person-b"], when="1999", document="two")
    study.enter("rule", (one.id, other.id), "implies")
    worlds = sample(study.case(reading="weighted-by-grades", count=4000))
    general, mayor = (
        worlds.held(index)
        for office in ("general", "mayor")
        for index, column in enumerate(worlds.columns)
        if isinstance(column.proposition.content, Office) and column.proposition.content.office == office
    )
    assert 0.4 < general.mean() < mayor.mean()
    assert not (general & ~mayor).any()
