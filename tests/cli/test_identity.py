"""The commands on what is one: proposals with sentences and commands, and what each decision changes."""

import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from building import HUMAN, MACHINE, Builder
from delian.model.judgement import Decision, Judgement
from delian.study import Study

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def study(tmp_path: Path) -> str:
    """A study in which two documents tell one strike, and one of them another act."""
    builder = Builder()
    for document, event, agent, victim, coder in (
        ("one", "e-strike", "norway", "sweden", HUMAN),
        ("two", "e-raid", "norway", "sweden", MACHINE),
        ("two", "e-siege", "denmark", "finland", HUMAN),
    ):
        builder.say(
            "event", [agent], "assault", [victim], document=document, event=event, when="2001-01-03", coder=coder
        )
    builder.records.append(Judgement("j-weight", "e-raid", "weight", value="high", by="tester"))
    made = Study.new(tmp_path / "my strikes.delian")
    made.add(builder.records)
    return str(made.path)


def decisions(study: str) -> list[Decision]:
    return [record for record in Study.open(study).records if isinstance(record, Decision)]


def test_a_proposal_is_told_with_the_sentences_of_both_sides(study: str, run: Run) -> None:
    out, _ = run("same", study)
    assert "both: assault by Norway on Sweden, date 3 Jan 2001; 1 of 2 claims unreviewed" in out
    case = Study.open(study).case()
    assert all(f"“{one.quote}”" in out for one in case.shown if one.event in {"e-strike", "e-raid"})
    assert out.count("(unreviewed)") == 1
    assert "e-siege" not in out


def test_the_command_that_a_proposal_names_merges_it(study: str, run: Run) -> None:
    (proposal,) = json.loads(run("same", study, "--json")[0])
    assert {one["event"] for one in proposal["sentences"]} == {"e-strike", "e-raid"}
    assert [one["reviewed"] for one in proposal["sentences"]] == [True, False]
    out, _ = run(*shlex.split(proposal["command"])[1:])
    assert "propositions now meet another" in out
    (decision,) = decisions(study)
    assert (decision.keep, decision.drop, decision.why) == ("e-strike", ("e-raid",), proposal["why"])
    assert decision.by
    assert run("same", study)[0] == "No two events of different documents look like one.\n"


def test_how_many_propositions_meet_and_part_is_the_same_number(study: str, run: Run) -> None:
    why = ("--why", "one strike", "--by", "tester", "--json")
    merged = json.loads(run("merge", study, "e-strike", "e-raid", *why)[0])
    assert merged["meet"] == 5  # it happened, its type, agent, recipient and date
    assert merged["decision"]["by"] == "tester"
    split = json.loads(run("split", study, "e-strike", "e-raid", *why)[0])
    assert split["meet"] == -5
    assert [one["id"] for one in split["judgements"]] == ["j-weight"]
    undone = json.loads(run("undo", study, split["decision"]["id"], *why)[0])
    assert undone["meet"] == 5


def test_a_split_says_what_is_to_be_bound_again(study: str, run: Run) -> None:
    run("merge", study, "e-strike", "e-raid", "--why", "one strike")
    out, _ = run("split", study, "e-strike", "e-raid", "--why", "two strikes")
    assert "5 propositions now stand alone" in out
    assert "To be bound again" in out
    assert "j-weight (weight of e-raid)" in out


def test_what_is_declared_apart_is_not_proposed(study: str, run: Run) -> None:
    out, _ = run("apart", study, "e-strike", "e-raid", "--why", "two strikes of one day")
    assert out == "x-apart-e-strike: no proposition meets another or parts from it\n"
    assert json.loads(run("same", study, "--json")[0]) == []
    _, err = run("merge", study, "e-raid", "e-strike", "--why", "after all", code=2)
    assert err == (
        "delian: e-raid and e-strike are declared apart by x-apart-e-strike (two strikes of one day). "
        "To merge them all the same, undo that: delian undo STUDY x-apart-e-strike --why TEXT\n"
    )


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["merge", "e-strike", "e-rade"], "Did you mean e-raid"),
        (["merge", "e-strike", "norway"], "norway an actor"),
        (["apart", "e-strike", "e-strike"], "without another"),
        (["split", "e-strike", "e-raid"], "is not merged with"),
        (["undo", "x-merge-e-strike"], "no decision or judgement is called"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_can_be_mended_is_one_line(words: list[str], says: str, study: str, run: Run) -> None:
    out, err = run(words[0], study, *words[1:], "--why", "because", code=2)
    assert not out
    assert err.startswith("delian: ")
    assert says in err
    assert len(err.splitlines()) == 1
    assert decisions(study) == []
