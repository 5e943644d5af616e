"""What-ifs: in words, in worlds, and paired."""

import pytest

from building import Builder
from delian.errors import DelianError, UnknownName
from delian.model.case import Answered, Assume, Deny, Distrust, Flip, Force, Without
from delian.model.judgement import Decision
from delian.model.proposition import Silent, Tie
from delian.model.when import Day
from delian.worlds.names import find_actor, find_coalition, find_voice
from delian.worlds.whatif import read_change, read_changes, read_day


def contested() -> Builder:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    study.tie("argos", "allied-with", "elis", document="two", polarity="-")
    study.tie("argos", "rivals", "sparta", document="two")
    study.say("unanswered", ["argos"], "unanswered", ["e-raid"], absence="reported", reason="unwilling")
    study.roster("argos", "elis", "sparta")
    return study


def test_words_become_changes() -> None:
    case = contested().case()
    claim = case.claims[0].id
    assert read_change(case, "without argos") == Without("argos")
    assert read_change(case, "without Argos since 1999-01-02") == Without("argos", Day(1999, 1, 2))
    assert read_change(case, "answered raid by elis with legal 3") == Answered("e-raid", "elis", "legal", 3)
    assert read_change(case, f"deny {claim}") == Deny(claim)
    assert read_change(case, f"assume {claim}") == Assume(claim)
    assert read_change(case, f"flip {claim}") == Flip(claim)
    assert read_change(case, "distrust an envoy") == Distrust(case.claims[0].voices[-1].id)
    assert find_voice(case, "author-two") == "author-two"
    assert find_coalition(case, "league") == "k-league"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("without Argoss", "Did you mean"),
        ("without argos since yesterday", "YYYY-MM-DD"),
        ("without argos since 2001-02-30", "no day"),
        ("answered raid with magic 2", "no means of an answer"),
        ("answered raid with legal 9", "between 0 and 4"),
        ("deny c-000000000000", "no claim"),
        ("make peace", "without ACTOR"),
    ],
)
def test_words_that_name_nothing_are_answered_with_what_would(words: str, says: str) -> None:
    with pytest.raises(DelianError, match=says):
        read_change(contested().case(), words)


def test_an_unknown_actor_carries_the_nearest_name() -> None:
    with pytest.raises(UnknownName, match="argos"):
        read_change(contested().case(), "without argus")


def test_forcing_holds_in_every_world_and_leaves_the_rest_alone() -> None:
    case = contested().case()
    before = case.draw()
    tie = next(index for index, column in enumerate(before.columns) if isinstance(column.proposition.content, Tie))
    forced = case.draw([Force(before.columns[tie].proposition.id, holds=True)])
    assert forced.held(tie).all()
    others = [index for index in range(len(before.columns)) if index != tie]
    assert all((forced.holds[index] == before.holds[index]).all() for index in others)


def test_distrust_makes_unknown_what_rested_on_that_voice_alone() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    case = study.case()
    assert case.draw().share(0) == 1.0
    assert not case.draw([read_change(case, "distrust an envoy")]).columns


def test_who_has_left_has_no_ties_from_that_day_on() -> None:
    study = contested()
    case = study.case()
    gone = case.draw([Without("argos")])
    ties = [index for index, column in enumerate(gone.columns) if isinstance(column.proposition.content, Tie)]
    assert all(gone.failed(index).all() for index in ties)


def test_leaving_later_than_the_day_asked_about_changes_nothing() -> None:
    study = contested()
    case = study.case(on=Day(2001, 6, 1))
    later = case.draw([Without("argos", Day(2002, 1, 1))])
    assert (later.holds == case.draw().holds).all()


def test_an_answer_given_ends_the_silence() -> None:
    case = contested().case()
    worlds = case.draw([Answered("e-raid", "argos", "force", 2)])
    silent = next(
        index for index, column in enumerate(worlds.columns) if isinstance(column.proposition.content, Silent)
    )
    assert worlds.failed(silent).all()


def test_a_flipped_friendship_is_a_quarrel_in_the_same_worlds() -> None:
    study = contested()
    case = study.case()
    before, after = case.draw(), case.draw([Flip(case.claims[0].id)])
    content = after.columns[0].proposition.content
    assert isinstance(content, Tie)
    assert content.relation == "opposes"
    assert (before.held(0) == after.held(0)).all()


def test_supposing_a_denial_makes_the_proposition_fail() -> None:
    study = contested()
    case = study.case()
    denial = next(claim for claim in case.claims if claim.denies)
    assert case.draw([Assume(denial.id)]).failed(0).all()
    assert case.draw([Deny(denial.id)]).held(0).all()


def test_a_bad_day_is_one_line() -> None:
    with pytest.raises(DelianError, match="2020-01-03"):
        read_day("3.1.2020")


def test_what_ifs_that_contradict_each_other_are_refused_and_doubles_are_folded() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis")
    case = study.case()
    with pytest.raises(DelianError, match="contradict each other"):
        read_changes(case, [f"assume {claim.id}", f"deny {claim.id}"])
    assert len(read_changes(case, ["without argos", "Without Argos"])) == 1


def test_whoever_was_merged_is_still_found_by_the_old_name() -> None:
    study = Builder()
    study.tie("old-argos", "supports", "elis")
    study.tie("argos", "supports", "elis")
    study.records.append(Decision("x-1", "argos", "merge", "argos", ("old-argos",)))
    assert find_actor(study.case(), "Old Argos") == "argos"
