"""The command by which people enter rules: what is kept, what it ties, what is refused because it contradicts."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from building import MACHINE, Builder
from delian.cli.main import main
from delian.model.case import Scope
from delian.model.judgement import Decision, Judgement
from delian.study import Study

Run = Callable[..., tuple[str, str]]
WHY = ("--why", "by the treaty", "--by", "tester")


@pytest.fixture
def names() -> dict[str, str]:
    """Ids of the claims of the study, by what they are."""
    return {}


@pytest.fixture
def study(names: dict[str, str], tmp_path: Path) -> str:
    builder = Builder()
    claims = {
        "elis": builder.tie("argos", "supports", "elis", voices=["person-a"]),
        "corinth": builder.tie("argos", "supports", "corinth", voices=["person-b"]),
        "thebes": builder.tie("argos", "supports", "thebes", voices=["person-c"]),
        "again": builder.tie("argos", "supports", "elis", document="two"),
        "denial": builder.tie("argos", "supports", "sparta", polarity="-"),
        "doubtful": builder.tie("argos", "supports", "mantinea", coder=MACHINE),
        "wished": builder.tie("argos", "supports", "tegea", modality="conditional"),
        "nicias": builder.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/.."),
        "laches": builder.say("attribute", ["person-laches"], "office", ["general"], when="-0418/.."),
        "gone": builder.tie("argos", "supports", "athens"),
        "asked": builder.say("question", [], "asks", about=("argos",), asks="open", modality="question"),
        "thought": builder.tie(
            "argos",
            "supports",
            "delphi",
            voices=[builder.voice("person-a", builder.document("one"), role="mind", how="believes")],
        ),
    }
    builder.records.append(Decision("x-gone", claims["gone"].id, "deprecate", by="tester", why="withdrawn"))
    names.update({name: claim.id for name, claim in claims.items()})
    made = Study.new(tmp_path / "towns.delian")
    made.add(builder.records)
    return str(made.path)


@pytest.fixture
def run(study: str, names: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs a command on the study, claims named by what they are; returns what it printed and what it said on the side."""

    def runs(command: str, *words: str, code: int = 0) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["delian", command, study, *(names.get(word, word) for word in words), *WHY])
        capsys.readouterr()
        with pytest.raises(SystemExit) as stop:
            main()
        assert (stop.value.code or 0) == code
        return capsys.readouterr()

    return runs


def entries(study: str) -> list[Judgement]:
    return [one for one in Study.open(study).records if isinstance(one, Judgement)]


def share_together(study: str, *claims: str) -> list[float]:
    """Return in which share of the weighted worlds none, one, two … of the claims hold."""
    worlds = Study.open(study).case(Scope(reading="weighted-by-grades", count=2000)).draw()
    rows = [index for index, column in enumerate(worlds.columns) if {*claims} & {*column.claims}]
    counts = np.sum([worlds.held(index) for index in rows], axis=0)
    return [float(np.mean(counts == number)) for number in range(len(rows) + 1)]


def test_a_rule_is_kept_with_its_reason_says_what_it_ties_and_rules_the_worlds(
    study: str, names: dict[str, str], run: Run
) -> None:
    told = json.loads(run("rule", "exactly", "1", "elis", "corinth", "thebes", "--json")[0])
    (entry,) = entries(study)
    three = (names["elis"], names["corinth"], names["thebes"])
    assert (entry.kind, entry.about, entry.value, entry.low) == ("rule", three, "exactly", 1)
    assert (entry.why, entry.by) == ("by the treaty", "tester")
    assert told["ties"][1] == "tie: Argos, supports, Corinth"
    assert share_together(study, *three)[1] == 1.0


def test_what_excludes_and_what_implies_is_told_with_values(study: str, names: dict[str, str], run: Run) -> None:
    out, _ = run("rule", "excludes", "elis", "nicias")
    assert "at most 1 of these holds\n" in out
    assert f"  attribute: General: Person Nicias  {names['nicias']}\n" in out
    assert "where the first holds, the second does\n" in run("rule", "implies", "corinth", "elis")[0]
    assert [(one.value, one.low) for one in entries(study)] == [("at-most", 1), ("implies", None)]
    assert share_together(study, names["elis"], names["nicias"])[2] == 0.0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["at-most", "one", "elis", "corinth"], "needs how many hold, got 'one'"),
        (["at-most", "3", "elis", "corinth"], "a whole number from 0 to 2, got 3"),
        (["at-least", "1", "elis"], "two or more claims"),
        (["exactly", "1", "elis", "elis"], "each named once"),
        (["implies", "elis", "corinth", "thebes"], "implies is about two claims, got 3"),
        (["excludes", "elis"], "excludes is about two claims, got 1"),
        (["forbids", "elis", "corinth"], "no rule is called 'forbids'"),
        (["excludes", "elis", "c-0"], "no claim is called 'c-0'"),
        (["excludes", "elis", "gone"], "is deprecated"),
        (["excludes", "elis", "again"], "say the same"),
        (["excludes", "elis", "denial"], "denies something"),
        (["excludes", "elis", "wished"], "is conditional: it says nothing of how the world is"),
        (["excludes", "elis", "asked"], "is a question"),
        (["excludes", "elis", "thought"], "in somebody’s mind"),
        (["at-least", "2", "nicias", "laches"], "there is one attribute: General at a time"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, list) else "",
)
def test_what_can_be_mended_is_one_line_and_leaves_no_record(words: list[str], says: str, study: str, run: Run) -> None:
    out, err = run("rule", *words, code=2)
    assert not out
    assert err.startswith("delian: ")
    assert says in err
    assert len(err.splitlines()) == 1
    assert entries(study) == []


def test_a_rule_or_resolution_that_contradicts_what_is_in_force_is_refused_with_the_least_that_does(
    study: str, run: Run
) -> None:
    run("rule", "excludes", "elis", "corinth")
    run("rule", "at-least", "1", "elis", "thebes")
    run("resolve", "corinth", "holds")
    kept = entries(study)
    for command, *words in (
        ("rule", "at-least", "2", "elis", "corinth"),
        ("rule", "implies", "corinth", "elis"),
        ("resolve", "thebes", "fails"),
        ("resolve", "elis", "holds"),
    ):
        _, err = run(command, *words, code=2)
        assert "cannot stand, for these contradict each other" in err
        assert kept[0].id in err
        assert "delian undo STUDY" in err
    assert entries(study) == kept


def test_two_holders_of_one_office_cannot_both_be_entered_as_known(study: str, run: Run) -> None:
    run("resolve", "nicias", "holds")
    _, err = run("resolve", "laches", "holds", code=2)
    assert "attribute: General: Person Laches holds by entry" in err


def test_a_rule_taken_back_rules_no_more_and_is_not_restored_into_a_contradiction(
    study: str, names: dict[str, str], run: Run
) -> None:
    run("rule", "excludes", "elis", "corinth")
    (entry,) = entries(study)
    undo = json.loads(run("undo", entry.id, "--json")[0])["decision"]["id"]
    assert share_together(study, names["elis"], names["corinth"])[2] > 0.0
    run("resolve", "elis", "holds")
    run("resolve", "corinth", "holds")
    _, err = run("undo", undo, code=2)
    assert f"{entry.id} cannot stand" in err
    assert entry not in Study.open(study).case().judgements


def test_a_rule_on_a_machine_reading_waits_until_a_person_accepts_it(
    study: str, names: dict[str, str], run: Run
) -> None:
    out, _ = run("rule", "excludes", "elis", "doubtful")
    assert "the rule is not used" in out
    opened = Study.open(study)
    (problem,) = opened.faults
    assert problem.says.endswith(f"{names['doubtful']} is a machine reading that nobody has accepted")
    assert not opened.case(Scope(unreviewed=True)).problems
    opened.add([Decision("x-accept", names["doubtful"], "accept", by="tester", why="it says so")])
    assert not opened.faults
    assert share_together(study, names["elis"], names["doubtful"])[2] == 0.0


@pytest.mark.parametrize(
    ("name", "says"),
    [("gone", "is deprecated"), ("c-none", "is not among this study’s claims"), ("asked", "is a question")],
)
def test_a_rule_of_the_file_about_what_has_no_column_is_said_and_not_used(
    name: str, says: str, study: str, names: dict[str, str]
) -> None:
    opened = Study.open(study)
    about = (names["elis"], names.get(name, name))
    opened.add([Judgement("j-rule", about, "rule", value="exactly", low=2, by="tester", why="as ever")])
    (problem,) = opened.faults
    assert problem.where == "j-rule"
    assert says in problem.says
    assert "delian undo STUDY j-rule" in problem.fix
    opened.case(Scope(reading="weighted-by-grades", count=64)).draw()
