"""What a person enters through a study: found by name, checked, kept as it was entered."""

from pathlib import Path

import numpy as np
import pytest

from building import Builder
from delian.errors import DelianError, UnknownName
from delian.model.case import Scope
from delian.model.judgement import Decision, Judgement
from delian.study import Study


@pytest.fixture
def study() -> Study:
    builder = Builder()
    builder.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    builder.tie("argos", "allied-with", "elis", voices=["person-herald"])
    builder.say("event", ["argos"], "assault", ["elis"], event="e-raid")
    return Study(builder.records)


def test_a_judgement_keeps_the_id_that_it_was_entered_for_so_that_undoing_the_merge_restores_it(study: Study) -> None:
    study.add([Decision("x-1", "person-envoy", "merge", "person-envoy", ("person-herald",), by="tester")])
    by_id = study.judge("grade", "person-herald", "A", why="right so far", by="tester")
    by_name = study.judge("grade", "Person Envoy", "C", why="right so far", by="tester")
    assert (by_id.about, by_name.about) == ("person-herald", "person-envoy")


def test_entries_of_any_kind_name_what_is_in_the_study(study: Study) -> None:
    entry = study.judge("rating", "Raid", 2.0, why="two ships", by="tester")
    assert (entry.id, entry.about) == ("j-rating-e-raid", "e-raid")
    assert study.case().judgements[-1] == entry
    with pytest.raises(UnknownName, match="e-raid"):
        study.judge("rating", "e-rade", 2.0, why="two ships", by="tester")


def test_no_two_entries_have_one_id_and_the_study_file_has_them_all(study: Study, tmp_path: Path) -> None:
    kept = Study.new(tmp_path / "towns.delian")
    kept.add(study.records)
    made = [kept.judge("grade", "person-envoy", letter, why="right so far", by="tester") for letter in "ABA"]
    assert len({one.id for one in made}) == 3
    again = Study.open(tmp_path / "towns.delian")
    assert [one for one in again.records if isinstance(one, Judgement)] == made


def test_what_cannot_be_used_is_not_entered(study: Study) -> None:
    before = list(study.records)
    with pytest.raises(DelianError, match="a letter from A to F"):
        study.judge("grade", "person-envoy", "Z", why="right so far", by="tester")
    assert study.records == before


def test_grades_leave_the_reading_in_this_account_as_it_is(study: Study) -> None:
    before = study.case(Scope(count=64)).draw()
    study.judge("grade", "person-envoy", "E", why="wrong so far", by="tester")
    after = study.case(Scope(count=64)).draw()
    assert after.columns == before.columns
    assert np.array_equal(after.holds, before.holds)
    assert np.array_equal(after.fails, before.fails)
