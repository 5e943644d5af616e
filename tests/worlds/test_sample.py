"""Laws of the reading "in this account"."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import Builder
from delian.model.case import Case
from delian.model.proposition import Answers, Detail, Occurred, Office, Silent, Takes, Tie
from delian.model.worlds import Worlds, pack, uniforms, unpack
from delian.worlds.sample.drawing import sample

NAMES = ("argos", "corinth", "elis", "mantinea")


def share(worlds: Worlds, kind: type) -> list[float]:
    """Return the share of worlds in which each column of that content holds, in order."""
    return [
        worlds.share(index)
        for index, column in enumerate(worlds.columns)
        if isinstance(column.proposition.content, kind)
    ]


def planes(worlds: Worlds) -> dict[tuple[str, str], tuple[bytes, bytes]]:
    """Return both bit planes of each column, by first key and period."""
    return {
        (column.first_key, str(column.period)): (worlds.holds[index].tobytes(), worlds.fails[index].tobytes())
        for index, column in enumerate(worlds.columns)
    }


def test_the_draw_is_the_one_written_down() -> None:
    drawn = uniforms(0x1234567890AB, seed=7, count=4)
    assert drawn == pytest.approx([0.754989, 0.775539, 0.854754, 0.548491], abs=1e-6)
    assert uniforms(0x1234567890AB, seed=7, count=2).tolist() == drawn[:2].tolist()


def test_draws_are_uniform_and_differ_between_keys() -> None:
    drawn = uniforms(99, seed=0, count=20_000)
    assert drawn.min() >= 0
    assert drawn.max() < 1
    assert drawn.mean() == pytest.approx(0.5, abs=0.01)
    assert abs(np.corrcoef(drawn, uniforms(100, seed=0, count=20_000))[0, 1]) < 0.03


@given(st.lists(st.booleans(), max_size=200))
def test_packing_loses_no_world(truth: list[bool]) -> None:
    assert unpack(pack(np.array(truth, dtype=np.bool_)), len(truth)).tolist() == truth


def test_what_nobody_contests_holds_in_every_world() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    worlds = sample(study.case())
    assert share(worlds, Tie) == [1.0]
    assert not worlds.contested


def test_a_denial_by_another_origin_makes_a_contest_of_two() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.tie("argos", "allied-with", "elis", document="two", polarity="-")
    worlds = sample(study.case(count=4096))
    assert share(worlds, Tie)[0] == pytest.approx(0.5, abs=0.03)
    assert worlds.contested == {0}
    assert (worlds.held(0) ^ worlds.failed(0)).all()


def test_an_origin_counts_once_however_often_it_speaks() -> None:
    study = Builder()
    for _ in range(5):
        study.tie("argos", "allied-with", "elis")
    study.tie("argos", "allied-with", "elis", document="two", polarity="-")
    assert share(sample(study.case(count=4096)), Tie)[0] == pytest.approx(0.5, abs=0.03)


def test_one_origin_against_itself_is_no_contest_but_unknown() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.tie("argos", "allied-with", "elis", polarity="-")
    worlds = sample(study.case())
    assert not worlds.held(0).any()
    assert not worlds.failed(0).any()
    assert not worlds.contested


def test_what_rests_on_one_origin_stands_or_falls_together() -> None:
    study = Builder()
    for first, second in (("argos", "elis"), ("corinth", "elis"), ("argos", "mantinea")):
        study.tie(first, "allied-with", second)
        study.tie(first, "allied-with", second, document="two", polarity="-")
    worlds = sample(study.case())
    assert all((worlds.held(0) == worlds.held(index)).all() for index in range(3))


def test_an_office_has_one_holder_a_day() -> None:
    study = Builder()
    study.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/..")
    study.say("attribute", ["person-laches"], "office", ["general"], document="two", when="-0418/..")
    worlds = sample(study.case(count=2048))
    nicias, laches = (worlds.held(index) for index in range(2))
    assert (nicias ^ laches).all()
    assert nicias.mean() == pytest.approx(0.5, abs=0.04)
    assert (worlds.failed(0) == laches).all()
    assert isinstance(worlds.columns[0].proposition.content, Office)


def test_successive_holders_are_no_contest() -> None:
    study = Builder(day="1930-01-01")
    study.say("attribute", ["person-a"], "office", ["premier"], when="1920-01-01")
    study.say("attribute", ["person-b"], "office", ["premier"], when="1925-01-01", document="two")
    worlds = sample(study.case())
    assert not worlds.contested
    first = worlds.columns[0]
    assert str(first.period.end) == "1925-01-01"


def test_silence_and_an_answer_by_the_same_actor_exclude_each_other() -> None:
    study = Builder()
    study.say("unanswered", ["argos"], "unanswered", ["e-raid"], absence="reported", reason="unstated")
    study.say("answer", ["argos"], "answers", ["e-raid"], event="e-march", document="two")
    study.say("unanswered", ["elis"], "unanswered", ["e-raid"], absence="reported", reason="unstated")
    worlds = sample(study.case(count=2048))
    silent, answers = share(worlds, Silent), share(worlds, Answers)
    assert silent[0] == pytest.approx(0.5, abs=0.04)
    assert silent[0] + answers[0] == pytest.approx(1.0)
    assert silent[1] == 1.0


def test_minds_questions_and_the_unreal_fill_no_column() -> None:
    study = Builder()
    source = study.document("one")
    mind = study.voice("corinth", source, role="mind", how="believes")
    study.tie("argos", "allied-with", "elis", voices=[mind])
    study.tie("argos", "allied-with", "mantinea", modality="counterfactual")
    study.tie("argos", "allied-with", "corinth", modality="normative")
    study.say("question", [], "asks", about=("argos",), asks="open", modality="question")
    assert not sample(study.case()).columns


def test_an_undated_tie_holds_on_its_documents_day_only() -> None:
    study = Builder(day="1956-10-29")
    study.tie("argos", "allied-with", "elis")
    column = sample(study.case()).columns[0]
    assert column.undated
    assert (str(column.period.start), str(column.period.end)) == ("1956-10-29", "1956-10-30")


def test_a_defection_ends_membership_on_its_day() -> None:
    study = Builder(day="1970-01-01")
    study.tie("argos", "member-of", "league", when="1960-01-01")
    study.say("event", ["argos"], "defect", ["league"], event="e-leaving", when="1965-05-05")
    ties = [column for column in sample(study.case()).columns if isinstance(column.proposition.content, Tie)]
    assert str(ties[0].period.end) == "1965-05-05"


def random_study(data: st.DataObject) -> Builder:
    """Return a study with random ties said and denied by random origins."""
    study = Builder()
    for _ in range(data.draw(st.integers(1, 10))):
        first, second = data.draw(st.permutations(NAMES))[:2]
        relation = data.draw(st.sampled_from(["allied-with", "rivals", "supports"]))
        document, sign = data.draw(st.sampled_from(["one", "two", "three"])), data.draw(st.sampled_from("+-"))
        study.tie(first, relation, second, document=document, polarity=sign, when="2001")
    return study


@settings(max_examples=40)
@given(st.data())
def test_a_new_claim_leaves_all_other_columns_byte_for_byte(data: st.DataObject) -> None:
    study = random_study(data)
    before = planes(sample(study.case()))
    added = study.tie("argos", "fights", "sparta", document="four", when="2001")
    after = planes(sample(study.case()))
    new = {key for key in after if key[0] in added.propositions}
    assert {key: value for key, value in after.items() if key not in new} == before


@settings(max_examples=40)
@given(st.data())
def test_no_world_lets_a_proposition_hold_and_fail(data: st.DataObject) -> None:
    worlds = sample(random_study(data).case())
    assert not (worlds.holds & worlds.fails).any()


@settings(max_examples=25)
@given(st.data())
def test_the_order_of_claims_changes_nothing(data: st.DataObject) -> None:
    study = random_study(data)
    case = study.case()
    shuffled = data.draw(st.permutations(case.claims))
    turned = Case(**{**{name: getattr(case, name) for name in case.__dataclass_fields__}, "claims": tuple(shuffled)})
    assert planes(sample(case)) == planes(sample(turned))


def test_a_reprint_adds_nothing() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    root = study.document("one")
    copy = study.document("copy", reprint_of=root.id)
    shared = study.voice("?an envoy", root)
    study.tie("argos", "allied-with", "elis", document="copy", voices=[shared])
    study.tie("argos", "allied-with", "elis", document="two", polarity="-")
    assert copy.reprint_of == root.id
    assert share(sample(study.case(count=4096)), Tie)[0] == pytest.approx(0.5, abs=0.03)


def test_where_an_event_is_contested_no_detail_stands_without_it() -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid")
    study.say("event", [], "assault", [], event="e-raid", polarity="-", document="two")
    worlds = sample(study.case(count=2048))
    (whole,) = (worlds.held(i) for i, one in enumerate(worlds.columns) if isinstance(one.proposition.content, Occurred))
    details = [i for i, one in enumerate(worlds.columns) if isinstance(one.proposition.content, Takes | Detail)]
    assert 0.4 < whole.mean() < 0.6
    assert len(details) == 3
    assert all((worlds.held(i) == whole).all() and (worlds.failed(i) == ~whole).all() for i in details)
    assert worlds.contested.issuperset(details)
