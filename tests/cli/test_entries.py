"""The commands by which people enter grades and what else the weighing needs: what is kept, what changes, what is refused."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from building import MACHINE, Builder
from delian.model.claim import Claim
from delian.model.judgement import Judgement
from delian.study import Study
from delian.worlds.trust.channel import decibans

Run = Callable[..., tuple[str, str]]
RELAYED = 0.90  # by an author whom nobody graded
WHY = ("--why", "right so far", "--by", "tester")


@pytest.fixture
def built() -> Builder:
    """Two texts: an envoy and a herald on one tie, the envoy on another, and a clerk without a name in each."""
    builder = Builder()
    builder.tie("argos", "allied-with", "elis", voices=["person-envoy"], document="one")
    builder.tie("argos", "allied-with", "elis", voices=["person-herald"], document="two", polarity="-")
    builder.tie("argos", "allied-with", "tegea", voices=["person-envoy"], document="one", scope="t-ships")
    builder.say("event", ["argos"], "assault", ["elis"], event="e-raid", voices=["?a clerk"], document="one")
    builder.tie("argos", "opposes", "sparta", voices=["?a clerk"], document="two")
    builder.tie("argos", "opposes", "corinth", voices=["person-porter"], document="two", coder=MACHINE)
    builder.roster("person-envoy", coalition="k-league")
    builder.roster("person-herald", coalition="k-empire")
    return builder


@pytest.fixture
def study(built: Builder, tmp_path: Path) -> str:
    made = Study.new(tmp_path / "towns.delian")
    made.add(built.records)
    return str(made.path)


def claims(built: Builder) -> list[Claim]:
    return [one for one in built.records if isinstance(one, Claim)]


def entries(study: str) -> list[Judgement]:
    found = (record for record in Study.open(study).records if isinstance(record, Judgement))
    return [one for one in found if one.kind != "membership"]


def test_a_grade_is_kept_with_its_reason_and_says_what_it_moves(study: str, built: Builder, run: Run) -> None:
    told = json.loads(run("grade", study, "Person Envoy", "b", *WHY, "--on", "2001-01", "--json")[0])
    (entry,) = entries(study)
    assert (entry.about, entry.value, entry.on, entry.by, entry.why) == (
        "person-envoy",
        "B",
        "2001-01",
        "tester",
        "right so far",
    )
    assert entry.at
    assert told["judgement"]["id"] == entry.id == "j-grade-person-envoy"
    assert (told["concerned"], told["moved"]) == (2, 3)  # with the herald’s denial of the same
    contested, alone = (one.id for one in (claims(built)[0], claims(built)[2]))
    moved = {one["claim"]: one["decibans"] for one in told["shown"]}
    before, after = decibans(0.4 * RELAYED), decibans(0.7 * RELAYED)
    assert moved[alone] == pytest.approx([before, after])
    assert moved[contested] == pytest.approx([0.0, after - before])


def test_a_grade_says_decibans_and_no_probability(study: str, run: Run) -> None:
    out, _ = run("grade", study, "person-envoy", "A", *WHY)
    assert "Accepted claims that rest on Person Envoy or pass through it: 2." in out
    assert "+3.3 → +9.8 dB" in out
    assert "%" not in out
    assert "holds" not in run("grade", study, "person-envoy", "B", *WHY, "--json")[0]


def test_grades_are_added_and_the_later_one_is_in_force(study: str, run: Run) -> None:
    for letter in "BED":
        run("grade", study, "person-envoy", letter, *WHY)
    assert [one.id for one in entries(study)] == [f"j-grade-person-envoy{end}" for end in ("", "-2", "-3")]
    out, _ = run("voices", study)
    told = "origin of 2 claims: D, retention 0.10, graded by tester, in place of E by tester, B by tester: right so far"
    assert told in " ".join(out.split())


def test_a_grade_on_a_topic_moves_only_what_is_said_on_it(study: str, built: Builder, run: Run) -> None:
    told = json.loads(run("grade", study, "person-envoy", "D", "--topic", "t-ships", *WHY, "--json")[0])
    assert [one["claim"] for one in told["shown"]] == [claims(built)[2].id]
    assert told["moved"] == 1


def test_a_grade_of_whom_only_a_machine_read_moves_nothing_yet(study: str, run: Run) -> None:
    out, _ = run("grade", study, "person-porter", "D", *WHY)
    assert "pass through it: 0." in out
    assert out.endswith("weighs otherwise now: 0\n")


def test_an_interest_names_whom_it_serves_and_in_what(study: str, built: Builder, run: Run) -> None:
    tie = claims(built)[0]
    told = json.loads(run("interest", study, "person-envoy", "serves", tie.id, "--b", "0.5", *WHY, "--json")[0])
    (entry,) = entries(study)
    assert (entry.about, entry.value, entry.low) == (("person-envoy", tie.id), "serves", 0.5)
    ((before, after),) = [one["decibans"] for one in told["shown"]]
    assert after < before
    run("interest", study, "person-herald", "harms", "e-raid", *WHY)
    run("interest", study, "person-herald", "harms", *WHY)
    out, _ = run("voices", study)
    assert f"interest: serves it: {tie.id}; entered by tester: right so far" in out
    assert "interest: harms it: raid; entered" in out
    assert "interest: harms it: all that it says; entered" in out


def test_a_prior_and_a_resolution_of_a_denial_are_of_what_it_says(study: str, built: Builder, run: Run) -> None:
    denial = claims(built)[1]
    told = json.loads(run("prior", study, denial.id, "0.2", *WHY, "--json")[0])
    (shown,) = told["shown"]
    assert shown["prior"] == pytest.approx([0.5, 0.8])  # shown for the claim that affirms it
    assert shown["decibans"][0] == shown["decibans"][1]
    out, _ = run("resolve", study, denial.id, "holds", *WHY)
    assert "counts as known" in out
    assert [(one.kind, one.value) for one in entries(study)] == [("prior", 0.2), ("resolution", "holds")]


def test_a_dependence_is_about_two_coalitions_and_pools_their_voices(study: str, built: Builder, run: Run) -> None:
    both = Study.open(study)
    built.tie("argos", "allied-with", "tegea", voices=["person-herald"], document="two", scope="t-ships")
    both.add(built.records)
    told = json.loads(run("dependence", study, "league", "k-empire", "0.9", *WHY, "--json")[0])
    (entry,) = entries(study)
    assert (entry.kind, entry.about, entry.value) == ("weight", ("k-league", "k-empire"), 0.9)
    one = decibans(0.4 * RELAYED)
    assert [one["decibans"] for one in told["shown"]] == [pytest.approx([one * 1.7, one * 1.1])]


def test_voices_are_listed_by_number_of_claims_with_how_they_are_taken(study: str, run: Run) -> None:
    out, _ = run("voices", study)
    assert out.startswith("7 voices, those with most claims first. That is a count")
    told = json.loads(run("voices", study, "--json")[0])
    counts = [one["origin"] + one["relay"] for one in told["voices"]]
    assert counts == sorted(counts, reverse=True)
    assert "“a clerk” · without a name · in “one” · v-" in out
    assert "“a clerk” · without a name · in “two” · v-" in out
    assert "ungraded, on record (Delian’s default)" in out
    assert "coalition: League (core)" in out
    assert "1 claim (1 unreviewed)" in out


def test_it_asks_to_grade_first_on_whom_alone_most_rests(study: str, run: Run) -> None:
    before = json.loads(run("voices", study, "--json")[0])["grade_first"]
    assert "person-envoy" in before
    assert "person-herald" not in before  # the envoy speaks of the same
    run("grade", study, "person-envoy", "C", *WHY)
    assert json.loads(run("voices", study, "--json")[0])["grade_first"] == [
        one for one in before if one != "person-envoy"
    ]
    assert f"delian grade {study} " in run("voices", study)[0]


def test_outlets_that_look_alike_are_proposed(tmp_path: Path, run: Run) -> None:
    press = Builder()
    for paper in ("one", "two", "three", "four", "five", "six", "echo", "parrot"):
        for number in range(12):
            wrong = paper in {"echo", "parrot"} and number < 6
            sign = "-" if wrong else "+"
            press.tie("argos", "allied-with", f"town-{number}", document=paper, polarity=sign)
    made = Study.new(tmp_path / "press.delian")
    made.add(press.records)
    out, _ = run("voices", str(made.path))
    told = " ".join(out[out.index("Outlets that look like copies") :].split())
    assert "nothing follows from it before a person has looked" in told
    assert "Author echo and Author parrot say the same of 6 things, 6 of them against what most say" in told


def test_a_study_without_claims_says_so(tmp_path: Path, run: Run) -> None:
    made = Study.new(tmp_path / "empty.delian")
    assert "nobody’s word counts yet" in run("voices", str(made.path))[0]


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["grade", "person-envoy", "G"], "a letter from A to F, got 'G'"),
        (["grade", "person-envoi", "B"], "Did you mean person-envoy"),
        (["grade", "a clerk", "B"], "2 voices without a name are called 'a clerk'"),
        (["grade", "person-envoy", "B", "--on", "last May"], "written as 2020-01-03, got 'last May'"),
        (["grade", "person-envoy", "B", "--topic", "t-shops"], "Did you mean t-ships"),
        (["interest", "person-envoy", "likes"], "serves or harms, got 'likes'"),
        (["interest", "person-envoy", "serves", "e-rade"], "Did you mean e-raid"),
        (["interest", "person-envoy", "serves", "--b", "1.5"], "lies between 0 and 1, got 1.5"),
        (["prior", "c-0", "0.5"], "no claim is called 'c-0'"),
        (["prior", "CLAIM", "2"], "a prior lies between 0 and 1, got 2.0"),
        (["resolve", "CLAIM", "maybe"], "holds or fails, got 'maybe'"),
        (["dependence", "league", "empires", "0.5"], "no coalition is called 'empires'"),
        (["dependence", "league", "league", "0.5"], "'k-league' twice"),
        (["dependence", "league", "k-empire", "7"], "lies between 0 and 1, got 7.0"),
    ],
    ids=lambda value: value if isinstance(value, str) else value[0],
)
def test_what_can_be_mended_is_one_line(words: list[str], says: str, study: str, built: Builder, run: Run) -> None:
    named = [claims(built)[0].id if word == "CLAIM" else word for word in words]
    out, err = run(named[0], study, *named[1:], *WHY, code=2)
    assert not out
    assert err.startswith("delian: ")
    assert says in err
    assert len(err.splitlines()) == 1
    assert entries(study) == []


def test_no_entry_is_made_without_a_reason(study: str, run: Run) -> None:
    assert "--why" in run("grade", study, "person-envoy", "B", code=2)[1]
    assert "without a reason" in run("grade", study, "person-envoy", "B", "--why", " ", code=2)[1]
    assert entries(study) == []


def test_an_entry_is_signed_with_the_login_name(study: str, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOGNAME", "hildebrand")
    run("grade", study, "person-envoy", "B", "--why", "right so far")
    assert [one.by for one in entries(study)] == ["hildebrand"]


def test_an_entry_of_the_file_that_cannot_be_used_is_said_on_the_side(study: str, run: Run) -> None:
    with Path(study).open("a", encoding="utf-8") as file:
        file.write('{"record":"judgement","id":"j-bad","about":"person-envoy","kind":"grade","value":"Q"}\n')
    out, err = run("voices", study)
    assert "j-bad: the grade of person-envoy is not used: a grade is a letter from A to F, got 'Q'" in err
    assert "Mend its line" in err
    assert "graded by" not in out


def test_what_was_learnt_of_voices_stands_beside_their_grades(tmp_path: Path, run: Run) -> None:
    quarrel = Builder()
    for number in range(20):
        for who in ("person-a", "person-x"):
            sign = "+" if who == "person-a" else "-"
            claim = quarrel.tie("argos", "supports", f"city-{number}", document=who, voices=[who], polarity=sign)
        quarrel.enter("resolution", claim.id, "fails", why="in the archive")
    made = Study.new(tmp_path / "quarrel.delian")
    made.add(quarrel.records)
    told = json.loads(run("voices", str(made.path), "--trust", "anchored", "--json")[0])
    kept = {one["origin"]: one["learnt"] for one in told["origins"]}
    assert kept["person-x"] < 0.4 < kept["person-a"]
    out, _ = run("voices", str(made.path), "--trust", "anchored")
    assert "answers known for certain: 20" in out
    assert f"0.40 → {kept['person-a']:.2f}  Person A · person-a · 20 contested or known" in out


def test_where_too_little_can_be_learnt_it_says_what_is_lacking(study: str, run: Run) -> None:
    assert "too little to learn reliability from" in run("voices", study, "--trust", "anchored", code=2)[1]
    assert "no mode of trust is called 'blind'" in run("voices", study, "--trust", "blind", code=2)[1]


def test_an_entry_taken_back_counts_no_more_and_undoing_that_restores_it(study: str, run: Run) -> None:
    run("grade", study, "person-envoy", "B", *WHY)
    (entry,) = entries(study)
    told = json.loads(run("undo", study, entry.id, *WHY, "--json")[0])
    assert (told["in_force"], told["effect"]["moved"]) == (False, 3)
    assert "graded by" not in run("voices", study)[0]
    assert "undone already" in run("undo", study, entry.id, *WHY, code=2)[1]
    out, _ = run("undo", study, told["decision"]["id"], *WHY)
    assert f"{entry.id} (grade B of Person Envoy) counts again" in out
    assert "graded by tester" in run("voices", study)[0]
    assert entries(study) == [entry]


def test_of_two_grades_the_earlier_is_in_force_when_the_later_is_taken_back(study: str, run: Run) -> None:
    for letter in "BD":
        run("grade", study, "person-envoy", letter, *WHY)
    run("undo", study, "j-grade-person-envoy-2", *WHY)
    assert "origin of 2 claims: B, retention 0.70" in run("voices", study)[0]


def test_a_bad_entry_of_the_file_is_mended_by_taking_it_back(study: str, run: Run) -> None:
    with Path(study).open("a", encoding="utf-8") as file:
        file.write('{"record":"judgement","id":"j-bad","about":"person-envoy","kind":"grade","value":"Q"}\n')
    assert "delian undo STUDY j-bad" in run("voices", study)[1]
    run("undo", study, "j-bad", *WHY)
    assert run("voices", study)[1] == ""


def test_an_entry_about_nothing_in_the_study_is_said(built: Builder, study: str, run: Run) -> None:
    unnamed = next(voice.id for claim in claims(built) for voice in claim.voices if voice.actor is None)
    Study.open(Path(study)).add(
        [
            Judgement("j-good", unnamed, "grade", value="C", by="tester"),
            Judgement("j-nobody", "person-nobody", "grade", value="C", by="tester"),
            Judgement("j-nothing", ("c-1", claims(built)[0].id), "rule", value="at-most", low=1, by="tester"),
        ]
    )
    _, err = run("voices", study)
    assert "j-nobody: the entry names what is not in the study: person-nobody" in err
    assert "j-nothing: " in err
    assert "c-1 is not among this study’s claims" in err
    assert "j-good" not in err


def test_whoever_always_serves_himself_is_told_in_numbers(study: str, run: Run) -> None:
    out, _ = run("interest", study, "person-envoy", "serves", "--b", "1", *WHY)
    assert "inf" not in out
    assert "nan" not in out


def test_a_mode_of_trust_that_the_reading_would_pass_over_is_refused(study: str, run: Run) -> None:
    _, err = run("ask", study, "system", "--trust", "anchored", code=2)
    assert "changes nothing in the reading 'in-this-account'" in err
