"""Worlds weighted by grades: marginals as the ledger has them, what rests on one voice together, rules kept."""

from random import Random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import Builder
from delian.errors import DelianError
from delian.model.case import Assume, Case, Distrust
from delian.model.proposition import Answers, Detail, Occurred, Office, Proposition, Silent, Takes, Tie
from delian.model.worlds import Column, Truth, Worlds
from delian.worlds.sample.drawing import draw, sample

COUNT = 20_000
ERROR = 4 * 0.5 / COUNT**0.5  # four standard errors of a share


def weighted(study: Builder, **scope: object) -> Case:
    return study.case(reading="weighted-by-grades", **{"count": COUNT, **scope})


def held(worlds: Worlds, kind: type) -> list[Truth]:
    """Return where each column of that content holds, in order."""
    return [
        worlds.held(index)
        for index, column in enumerate(worlds.columns)
        if isinstance(column.proposition.content, kind)
    ]


def planes(worlds: Worlds) -> dict[Column, tuple[bytes, bytes]]:
    """Return where each column holds and fails."""
    return {
        column: (worlds.holds[index].tobytes(), worlds.fails[index].tobytes())
        for index, column in enumerate(worlds.columns)
    }


def phi(one: Truth, other: Truth) -> float:
    return float(np.corrcoef(one, other)[0, 1])


def largest_phi(p: float, q: float) -> float:
    """Return the largest correlation that two marginals allow: where the rarer holds only with the other."""
    low, high = sorted((p, q))
    return float((low * (1 - high) / (high * (1 - low))) ** 0.5)


def random_ties(random: Random) -> Builder:
    """Return a study with random ties said and denied by random origins, some of them graded."""
    study = Builder()
    names = ["argos", "elis", "corinth", "mantinea"]
    for _ in range(random.randint(1, 12)):
        first, second = random.sample(names, 2)
        source = random.choice([[], ["?an envoy"], ["person-a"], ["person-b"]])
        document = random.choice(["one", "two", "three"])
        sign = random.choice("+++-")
        study.tie(
            first,
            random.choice(["supports", "hosts"]),
            second,
            document=document,
            voices=source,
            polarity=sign,
            when="2001",
        )
    for who in ("person-a", "author-one", "author-two"):
        if random.random() < 0.5:
            study.enter("grade", who, random.choice("ABCDEF"))
    return study


@settings(max_examples=12)
@given(st.integers(0, 100_000))
def test_marginals_are_the_ledgers_closed_form(seed: int) -> None:
    worlds = sample(weighted(random_ties(Random(seed))))
    assert worlds.believed is not None
    for index in range(len(worlds.columns)):
        assert worlds.share(index) == pytest.approx(worlds.believed[index], abs=ERROR)
    assert not (worlds.holds & worlds.fails).any()


def test_what_nobody_denies_is_held_or_unknown_and_never_false() -> None:
    study = Builder()
    study.tie("argos", "supports", "elis", voices=["?an envoy"])
    worlds = sample(weighted(study))
    assert 0.5 < worlds.share(0) < 0.7
    assert not worlds.failed(0).any()


GRADES = ["A", "B", "C", "D", "F", None]


@pytest.mark.parametrize("first", GRADES)
@pytest.mark.parametrize("hedge", [None, "likely", "possible"])
def test_two_truths_of_one_origin_stand_or_fall_together(first: str | None, hedge: str | None) -> None:
    study = Builder()
    study.tie("argos", "supports", "elis", voices=["person-a"])
    modality = "hedged" if hedge else "asserted"
    study.tie("corinth", "supports", "mantinea", voices=["person-a"], modality=modality, hedge=hedge)
    if first:
        study.enter("grade", "person-a", first)
    worlds = sample(weighted(study))
    one, other = held(worlds, Tie)
    assert phi(one, other) >= 0.7 * largest_phi(one.mean(), other.mean())


@pytest.mark.parametrize("prior", [0.03, 0.1, 0.3, 0.5, 0.8, 0.95])
def test_equal_marginals_of_one_origin_correlate_by_half_at_least(prior: float) -> None:
    study = Builder()
    claims = [study.tie("argos", "supports", other, voices=["person-a"]) for other in ("elis", "corinth")]
    study.enter("prior", tuple(claim.id for claim in claims), prior)
    worlds = sample(weighted(study))
    one, other = held(worlds, Tie)
    assert phi(one, other) >= 0.7
    assert one.mean() == pytest.approx(other.mean(), abs=ERROR)


def test_truths_of_different_origins_do_not_correlate() -> None:
    study = Builder()
    study.tie("argos", "supports", "elis", voices=["person-a"])
    study.tie("corinth", "supports", "mantinea", voices=["person-b"])
    study.tie("corinth", "supports", "argos", voices=["?an envoy"])
    study.tie("corinth", "hosts", "argos", document="two")
    columns = held(sample(weighted(study)), Tie)
    assert all(abs(phi(one, other)) < 0.05 for one in columns for other in columns if one is not other)


def test_a_denial_by_the_same_origin_falls_where_its_other_word_stands() -> None:
    study = Builder()
    study.tie("argos", "supports", "elis", voices=["person-a"])
    study.tie("corinth", "supports", "mantinea", document="two")
    study.tie("corinth", "supports", "mantinea", voices=["person-a"], polarity="-")
    study.enter("grade", "person-a", "A")
    affirmed, denied = held(sample(weighted(study)), Tie)
    assert phi(affirmed, denied) < -0.3


def test_five_claims_of_one_doubtful_voice_hold_together_far_oftener_than_their_product() -> None:
    study = Builder()
    for other in ("elis", "corinth", "mantinea", "sparta", "thebes"):
        study.tie("argos", "supports", other, voices=["?an envoy"])
    columns = held(sample(weighted(study)), Tie)
    together = np.logical_and.reduce(columns).mean()
    product = float(np.prod([column.mean() for column in columns]))
    assert product == pytest.approx(0.08, abs=0.02)
    assert together > 5 * product


def test_an_office_contested_by_two_origins_has_one_holder_by_their_odds() -> None:
    study = Builder()
    study.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/..", voices=["person-a"])
    study.say(
        "attribute", ["person-laches"], "office", ["general"], when="-0418/..", document="two", voices=["person-b"]
    )
    study.enter("grade", "person-a", "B")
    worlds = sample(weighted(study))
    one, other = held(worlds, Office)
    assert not (one & other).any()
    assert worlds.believed is not None
    odds = worlds.believed / (1 - worlds.believed)
    assert one.mean() == pytest.approx(odds[0] / (1 + odds.sum()), abs=ERROR)
    assert other.mean() == pytest.approx(odds[1] / (1 + odds.sum()), abs=ERROR)
    assert (worlds.failed(0) == other).all()
    assert any("Rules tie 2 statements" in note for note in worlds.notes)


def test_an_office_over_time_is_a_chain_and_a_claim_of_many_periods_counts_once() -> None:
    study = Builder(day="1935-01-01")
    study.say("attribute", ["person-a"], "office", ["premier"], when="1920-01-01", voices=["person-x"])
    study.say("attribute", ["person-b"], "office", ["premier"], when="1922/1923", document="two", voices=["person-y"])
    study.say("attribute", ["person-c"], "office", ["premier"], when="1922", document="three", voices=["person-z"])
    worlds = sample(weighted(study))
    holders = held(worlds, Office)
    by_period = [column.period for column in worlds.columns]
    for one in range(len(holders)):
        for other in range(one):
            if by_period[one].overlaps(by_period[other]):
                same = worlds.columns[one].proposition == worlds.columns[other].proposition
                assert same or not (holders[one] & holders[other]).any()
    assert worlds.believed is not None
    assert all(0.05 < worlds.share(index) <= worlds.believed[index] + ERROR for index in range(len(holders)))


def test_no_detail_without_its_event_and_each_as_often_as_its_ledger_says() -> None:
    study = Builder()
    day = "2001-03-04"
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", when=day, voices=["person-a"], severity=3)
    study.say("event", [], "assault", ["elis"], event="e-raid", when=day, voices=["?a porter"], document="two")
    study.say(
        "event", ["argos"], "assault", [], event="e-raid", voices=["person-c"], document="three", place="place-pass"
    )
    worlds = sample(weighted(study))
    whole = next(
        worlds.held(i) for i, one in enumerate(worlds.columns) if isinstance(one.proposition.content, Occurred)
    )
    assert worlds.believed is not None
    for index, column in enumerate(worlds.columns):
        if isinstance(column.proposition.content, Takes | Detail):
            assert not (worlds.held(index) & ~whole).any()
        assert worlds.share(index) == pytest.approx(worlds.believed[index], abs=ERROR)


def test_two_dates_of_an_event_exclude_each_other() -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", when="2001-03-04", voices=["person-a"])
    study.say(
        "event", ["argos"], "assault", ["elis"], event="e-raid", when="2001-03-09", voices=["person-b"], document="two"
    )
    worlds = sample(weighted(study))
    dates = [
        worlds.held(index)
        for index, column in enumerate(worlds.columns)
        if isinstance(column.proposition.content, Detail) and column.proposition.content.fact == "date"
    ]
    assert not (dates[0] & dates[1]).any()
    assert all(0.2 < date.mean() < 0.5 for date in dates)


def test_silence_and_an_answer_exclude_each_other() -> None:
    study = Builder()
    study.say("unanswered", ["argos"], "unanswered", ["e-raid"], absence="reported", reason="unstated")
    study.say("answer", ["argos"], "answers", ["e-raid"], event="e-march", document="two")
    worlds = sample(weighted(study))
    (silent,), (answer,) = held(worlds, Silent), held(worlds, Answers)
    assert not (silent & answer).any()


@settings(max_examples=25)
@given(st.integers(0, 100_000))
def test_a_new_claim_leaves_all_other_columns_bit_identical(seed: int) -> None:
    study = random_ties(Random(seed))
    before = sample(weighted(study, count=256))
    added = study.tie("argos", "fights", "sparta", document="four", when="2001", voices=["person-a"])
    after = sample(weighted(study, count=256))
    rows = {(one.first_key, one.period): index for index, one in enumerate(after.columns)}
    assert len(after.columns) == len(before.columns) + len(added.propositions)
    for index, column in enumerate(before.columns):
        place = rows[column.first_key, column.period]
        assert (before.holds[index] == after.holds[place]).all()
        assert (before.fails[index] == after.fails[place]).all()


def random_events(random: Random) -> Builder:
    """Return a study with contested events, offices, answers and ties."""
    study = random_ties(random)
    for number in range(random.randint(1, 6)):
        document = f"paper-{number % 3}"
        event = random.choice(["e-raid", "e-march"])
        when = random.choice([None, "2001-03-04", "2001-03-09"])
        voice = [random.choice(["person-a", "person-b", "?an envoy"])]
        study.say(
            "event",
            random.choice([[], ["argos"], ["elis"]]),
            "assault",
            ["elis"],
            event=event,
            document=document,
            voices=voice,
            when=when,
        )
        study.say(
            "attribute",
            [random.choice(["person-x", "person-y"])],
            "office",
            ["general"],
            document=document,
            voices=voice,
            when=random.choice(["1999", "2000", "1999/2001"]),
        )
        if random.random() < 0.5:
            study.say(
                "unanswered",
                ["argos"],
                "unanswered",
                ["e-raid"],
                absence="reported",
                reason="unstated",
                document=document,
                voices=voice,
            )
            study.say(
                "answer",
                ["argos"],
                "answers",
                ["e-raid"],
                event="e-march",
                document=f"paper-{number}",
                voices=["person-b"],
            )
    return study


@pytest.mark.parametrize("reading", ["in-this-account", "weighted-by-grades"])
@settings(max_examples=40, deadline=None)
@given(seed=st.integers(0, 100_000))
def test_distrust_draws_only_what_it_touches_and_the_same_as_a_fresh_sample(reading: str, seed: int) -> None:
    random = Random(seed)
    case = random_events(random).case(reading=reading, count=128)
    voice = random.choice(case.claims).voices[-1]
    who = voice.actor or voice.id
    again, fresh = draw(case).without([who]).worlds, sample(case.believing(frozenset({who})))
    assert planes(again) == planes(fresh)


def test_what_is_known_is_so_in_every_world_and_what_it_excludes_in_none() -> None:
    study = Builder()
    one = study.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/..", voices=["person-a"])
    other = study.say("attribute", ["person-laches"], "office", ["general"], when="-0418/..", document="two")
    study.enter("resolution", one.id, "holds", why="the inscription names him")
    worlds = sample(weighted(study))
    assert worlds.held(0).all()
    assert worlds.failed(1).all()
    study.enter("resolution", other.id, "holds", why="another inscription")
    with pytest.raises(DelianError, match="contradict each other"):
        sample(weighted(study))


def test_rules_that_people_enter_are_kept() -> None:
    study = Builder()
    claims = [
        study.tie("argos", "supports", other, voices=[f"person-{other}"]) for other in ("elis", "corinth", "thebes")
    ]
    study.enter("rule", tuple(claim.id for claim in claims), "exactly", low=1, why="the treaty allows one ally")
    columns = held(sample(weighted(study)), Tie)
    assert (np.sum(columns, axis=0) == 1).all()
    study.enter("rule", (claims[0].id, claims[1].id), "implies", why="they sign only together")
    columns = held(sample(weighted(study)), Tie)
    assert not columns[0].any()


def test_what_ifs_that_contradict_a_rule_are_refused_with_the_least_that_do() -> None:
    study = Builder()
    one = study.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/..")
    other = study.say("attribute", ["person-laches"], "office", ["general"], when="-0418/..", document="two")
    tie = study.tie("argos", "supports", "elis")
    case = study.case()
    with pytest.raises(DelianError, match=f"assume {one.id}; assume {other.id}; there is one") as refused:
        case.draw([Assume(one.id), Assume(tie.id), Assume(other.id)])
    assert tie.id not in str(refused.value)


def test_distrust_makes_unknown_what_rested_on_that_voice() -> None:
    study = Builder()
    study.tie("argos", "supports", "elis", voices=["?an envoy"])
    study.tie("argos", "supports", "elis", document="two", voices=["person-b"])
    case = weighted(study)
    voice = case.claims[0].voices[-1].id
    assert case.draw([Distrust(voice)]).share(0) < case.draw().share(0)


def test_several_quantities_are_drawn_by_weight_and_stand_with_their_origin() -> None:
    from delian.model.claim import Amount  # noqa: PLC0415 - here only

    study = Builder()
    study.say("attribute", ["argos"], "strength", amount=Amount(3000, "men"), voices=["person-a"])
    study.say("attribute", ["argos"], "strength", amount=Amount(9000, "men"), voices=["person-b"], document="two")
    study.enter("grade", "person-a", "A")
    study.enter("grade", "person-b", "D")
    worlds = sample(weighted(study))
    assert worlds.amount is not None
    known = worlds.amount[:, 0][~np.isnan(worlds.amount[:, 0])]
    assert set(known.tolist()) == {3000.0, 9000.0}
    assert (known == 3000).mean() > 0.8
    assert (np.isnan(worlds.amount[:, 0]) == ~worlds.held(0)).all()


def test_how_acceptable_an_option_is_lies_between_nothing_and_one() -> None:
    study = Builder()
    study.say("stance", ["argos"], "stance", ["o-peace"], value="tolerates")
    worlds = sample(weighted(study))
    assert worlds.amount is not None
    assert np.nanmax(worlds.amount) == pytest.approx(1 / 3)


def test_distrust_of_whoever_tells_of_an_event_leaves_who_denies_a_part_in_it_as_in_a_fresh_sample() -> None:
    study = Builder()
    study.say("event", [], "assault", ["elis"], event="e-raid", voices=["person-a"])
    study.say("event", ["argos"], "assault", event="e-raid", voices=["person-b"], polarity="-", document="two")
    case = weighted(study)
    again = draw(case).without(["person-a"]).worlds
    assert planes(again) == planes(sample(case.believing(frozenset({"person-a"}))))


def test_a_voice_can_be_distrusted_after_another() -> None:
    case = weighted(random_events(Random(4)), count=128)
    one, other = case.claims[0].voices[-1].actor or "", case.claims[0].voices[0].actor or ""
    again = draw(case).without([one]).without([other]).worlds
    assert planes(again) == planes(sample(case.believing(frozenset({one, other}))))


def test_of_unequal_words_each_quantity_stands_as_often_as_its_share_has_it() -> None:
    from delian.model.claim import Amount  # noqa: PLC0415 - here only

    study = Builder()
    study.say("attribute", ["argos"], "strength", amount=Amount(1, "men"), voices=["person-a"])
    study.say("attribute", ["argos"], "strength", amount=Amount(2, "men"), voices=["person-b"], document="two")
    study.enter("grade", "person-a", "C")
    study.enter("grade", "person-b", "D")
    drawing = draw(weighted(study, count=COUNT))
    heavy, light = (drawing.reading.weight(0, who) for who in ("person-a", "person-b"))
    assert drawing.worlds.amount is not None
    known = drawing.worlds.amount[drawing.worlds.held(0), 0]
    assert abs((known == 1).mean() - heavy / (heavy + light)) < ERROR
    leaning = drawing.leaning(0.95).worlds
    assert leaning.amount is not None
    assert (np.isnan(leaning.amount[:, 0]) == ~leaning.held(0)).all()


def test_what_the_grades_leave_open_of_one_statement_hangs_on_nothing_that_its_author_says_elsewhere() -> None:
    ends = []
    for speaks in (False, True):
        study = Builder()
        study.tie("argos", "supports", "elis", voices=["person-a"], when="2001")
        if speaks:
            study.tie("corinth", "hosts", "elis", when="2001")
        drawing = draw(weighted(study, count=64))
        ends.append([drawing.leaning(share).reading.weighed[0].holds for share in (0.05, 0.95)])  # type: ignore[union-attr]
    assert ends[0] == ends[1]


def test_a_grade_leans_by_its_own_spread_on_every_topic() -> None:
    study = Builder()
    for number, topic in enumerate(("grain", "ships")):
        study.tie(f"city-{number}", "supports", "elis", voices=["person-a"], when="2001", scope=topic)
        study.enter("grade", "person-a", "AD"[number], topic=topic)
    low, high = (draw(weighted(study, count=64)).leaning(share).reading.weighed for share in (0.05, 0.95))  # type: ignore[union-attr]
    assert low[0].holds > high[1].holds


def test_where_a_rule_takes_out_what_is_denied_it_fails_as_often_as_the_denial_has_it() -> None:
    study = Builder()
    one = study.tie("argos", "supports", "elis", voices=["person-a"], when="2001")
    study.tie("argos", "supports", "elis", voices=["person-b"], document="two", when="2001", polarity="-")
    other = study.tie("corinth", "supports", "elis", voices=["person-c"], document="three", when="2001")
    study.enter("rule", (one.id, other.id), "at-most", low=1)
    drawing = draw(weighted(study))
    weighed = drawing.reading.weighed[0]  # type: ignore[union-attr]
    fails = weighed.fails * (1 - drawing.worlds.share(0)) / (1 - weighed.holds)
    assert abs(drawing.worlds.failed(0).mean() - fails) < ERROR
    assert not (drawing.worlds.held(0) & drawing.worlds.failed(0)).any()


def test_what_is_a_detail_of_an_event_fails_where_the_event_does() -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", voices=["person-a"])
    study.say("event", [], "assault", [], event="e-raid", voices=["person-b"], polarity="-", document="two")
    worlds = sample(weighted(study))
    event, agent = (
        next(index for index, column in enumerate(worlds.columns) if isinstance(column.proposition.content, kind))
        for kind in (Occurred, Takes)
    )
    assert worlds.failed(event).mean() > 0.2
    assert (worlds.failed(event) <= worlds.failed(agent)).all()


def test_where_it_is_known_who_took_part_the_event_happened() -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", voices=["person-a"])
    study.enter("resolution", Proposition(Takes("e-raid", "agent", "argos")).id, "holds")
    worlds = sample(weighted(study))
    for kind in (Occurred, Takes):
        assert held(worlds, kind)[0].all()
