"""Merge, apart, split and undo in a study: what they enter, what they refuse, and what they leave."""

from collections.abc import Callable
from pathlib import Path

import pytest

from building import Builder
from delian.errors import DelianError, UnknownName
from delian.model.judgement import Judgement
from delian.study import Study

WHY = {"why": "same day and place", "by": "tester"}


@pytest.fixture
def study() -> Study:
    """Three strikes told by three documents, two actors, and a grade of one strike."""
    builder = Builder()
    for number, document in enumerate(("one", "two", "three")):
        builder.say("event", ["norway"], "assault", ["sweden"], document=document, event=f"e-strike-{number}")
    builder.records.append(Judgement("j-weight", "e-strike-1", "weight", value="high", by="tester"))
    builder.records.append(Judgement("j-other", "sweden", "weight", value="low", by="tester"))
    return Study(list(builder.records))


def test_a_merge_makes_one_of_two_and_is_recorded_with_its_reason(study: Study) -> None:
    decision = study.merge("e-strike-0", ["e-strike-1", "e-strike-2"], **WHY)
    case = study.case()
    assert {case.same(f"e-strike-{number}") for number in range(3)} == {"e-strike-0"}
    assert list(case.events) == ["e-strike-0"]
    assert study.records[-1] == decision
    assert (decision.kind, decision.keep, decision.drop) == ("merge", "e-strike-0", ("e-strike-1", "e-strike-2"))
    assert (decision.by, decision.why) == ("tester", "same day and place")
    assert decision.at[:2] == "20"


def test_a_thing_can_be_named_by_its_label(study: Study) -> None:
    assert study.merge("Norway", ["Sweden"], **WHY).drop == ("sweden",)


def test_every_decision_has_an_id_of_its_own(study: Study) -> None:
    made = [study.merge("e-strike-0", ["e-strike-1"], **WHY), study.split("e-strike-0", ["e-strike-1"], **WHY)[0]]
    made += [study.merge("e-strike-0", ["e-strike-1"], **WHY), study.merge("e-strike-0", ["e-strike-2"], **WHY)]
    assert len({one.id for one in made}) == 4
    assert len(study.nouns) == len(study.records)


def test_a_split_lists_the_judgements_on_what_was_one(study: Study) -> None:
    study.merge("e-strike-0", ["e-strike-1", "e-strike-2"], **WHY)
    decision, judgements = study.split("e-strike-0", ["e-strike-2"], **WHY)
    assert decision.kind == "split"
    assert [one.id for one in judgements] == ["j-weight"]
    assert sorted(study.case().events) == ["e-strike-0", "e-strike-2"]


def test_what_had_been_merged_into_it_leaves_with_it(study: Study) -> None:
    study.merge("e-strike-1", ["e-strike-2"], **WHY)
    study.merge("e-strike-0", ["e-strike-1"], **WHY)
    study.split("e-strike-0", ["e-strike-1"], **WHY)
    assert study.case().same("e-strike-2") == "e-strike-1"


def test_undo_takes_back_and_undo_of_undo_restores(study: Study) -> None:
    merge = study.merge("e-strike-0", ["e-strike-1"], **WHY)
    undo = study.undo(merge.id, **WHY)
    assert study.case().same("e-strike-1") == "e-strike-1"
    study.undo(undo.id, **WHY)
    assert study.case().same("e-strike-1") == "e-strike-0"


def test_what_is_apart_is_merged_only_after_that_is_undone(study: Study) -> None:
    apart = study.apart("e-strike-0", ["e-strike-1"], **WHY)
    with pytest.raises(DelianError, match=f"apart by {apart.id}.*delian undo STUDY {apart.id}"):
        study.merge("e-strike-1", ["e-strike-0"], **WHY)
    study.merge("e-strike-2", ["e-strike-0"], **WHY)
    with pytest.raises(DelianError, match="declared apart"):
        study.merge("e-strike-2", ["e-strike-1"], **WHY)
    study.undo(apart.id, **WHY)
    study.merge("e-strike-2", ["e-strike-1"], **WHY)
    assert len(study.case().events) == 1


REFUSED: dict[str, tuple[Callable[[Study], object], str]] = {
    "an unknown event": (lambda study: study.merge("e-strike-0", ["e-strik-1"], **WHY), "Did you mean e-strike-1"),
    "a claim": (lambda study: study.merge("e-strike-0", ["c-1"], **WHY), "no actor or event"),
    "two kinds": (lambda study: study.merge("e-strike-0", ["norway"], **WHY), "norway an actor"),
    "itself": (lambda study: study.merge("e-strike-0", ["e-strike-0"], **WHY), "without another"),
    "nothing": (lambda study: study.apart("e-strike-0", [], **WHY), "without another"),
    "no reason": (lambda study: study.apart("e-strike-0", ["e-strike-1"], why=" ", by="tester"), "reason"),
    "what was not merged": (lambda study: study.split("e-strike-0", ["e-strike-1"], **WHY), "is not merged with"),
    "an unknown decision": (lambda study: study.undo("x-merge-e", **WHY), "no decision or judgement is called"),
}


@pytest.mark.parametrize(("enters", "says"), REFUSED.values(), ids=REFUSED.keys())
def test_what_cannot_be_is_refused_and_leaves_no_record(
    enters: Callable[[Study], object], says: str, study: Study
) -> None:
    before = len(study.records)
    with pytest.raises(DelianError, match=says):
        enters(study)
    assert len(study.records) == before


def test_what_is_one_already_is_neither_merged_nor_declared_apart(study: Study) -> None:
    merge = study.merge("e-strike-0", ["e-strike-1"], **WHY)
    for enters in (study.merge, study.apart):
        with pytest.raises(DelianError, match=f"one already, by {merge.id}"):
            enters("e-strike-1", ["e-strike-0"], **WHY)


def test_the_survivor_cannot_be_split_off(study: Study) -> None:
    study.merge("e-strike-0", ["e-strike-1"], **WHY)
    with pytest.raises(DelianError, match="Name the survivor first: e-strike-0"):
        study.split("e-strike-1", ["e-strike-0"], **WHY)


def test_what_is_apart_or_undone_is_not_entered_twice(study: Study) -> None:
    apart = study.apart("e-strike-0", ["e-strike-1"], **WHY)
    with pytest.raises(DelianError, match=f"already, by {apart.id}"):
        study.apart("e-strike-1", ["e-strike-0"], **WHY)
    undo = study.undo(apart.id, **WHY)
    with pytest.raises(DelianError, match=f"undone already, by {undo.id}"):
        study.undo(apart.id, **WHY)
    with pytest.raises(UnknownName, match="Did you mean x-"):
        study.undo(f"{apart.id}s", **WHY)


def test_decisions_are_kept_in_the_file(study: Study, tmp_path: Path) -> None:
    kept = Study.new(tmp_path / "strikes.delian")
    kept.add(study.records)
    kept.merge("e-strike-0", ["e-strike-1"], **WHY)
    assert Study.open(tmp_path / "strikes.delian").case().same("e-strike-1") == "e-strike-0"
