"""A study's own word lists: found beside it or named, merged over the shipped ones, refused in one clear line."""

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from building import Builder
from delian.cli.main import main
from delian.errors import BadVocabulary
from delian.plugins import vocabulary
from delian.study import Study
from delian.worlds.trust.channel import decibans

OWN_EVENTS = """
[levy]
plover = "COERCE"
quad = "material-conflict"
line = "An alliance makes a member pay."
example = "The league levied forty talents from Naxos."
lemmas = ["levy"]
phrases = ["exact tribute"]

[assault]
lemmas = ["scuttle"]
"""
OWN_RELATIONS = """
[vassal-of]
line = "Owes service to it."
example = "Mytilene was a vassal of Athens."
sign = 1
inverse = "overlord of"
phrases = ["vassal of"]
nouns = ["vassal"]
verbs = ["homage"]
"""
ARTICLE = "Tribute\n\nThe Coast League levied forty talents from Norway. Denmark scuttled the Swedish fleet. The Coast League exacted tribute from Finland.\n"


def lists(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder


def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "argv", ["delian", *words])
    code = 0
    try:
        main()
    except SystemExit as left:
        code = int(left.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def events(out: str) -> list[str]:
    records = [json.loads(line) for line in out.splitlines()]
    return [one["relation"] for one in records if one["record"] == "claim" and one["kind"] == "event"]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "tribute.txt"
    path.write_text(ARTICLE, "utf-8")
    return path


def test_own_types_and_words_are_read_where_they_are_named(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lists(tmp_path / "mine", events=OWN_EVENTS)
    assert "levy" not in events(run(monkeypatch, capsys, "code", str(article), "--jsonl")[1])
    code, out, _ = run(monkeypatch, capsys, "code", str(article), "--jsonl", "--vocabulary", str(folder))
    assert code == 0
    assert sorted(events(out)) == ["assault", "levy", "levy"]


def test_a_study_finds_the_lists_beside_it_and_answers_with_them(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lists(tmp_path / "vocabulary", events=OWN_EVENTS, relations=OWN_RELATIONS)
    study = tmp_path / "tribute.delian"
    assert run(monkeypatch, capsys, "code", str(article), "--to", str(study))[0] == 0
    told = [json.loads(line) for line in study.read_text("utf-8").splitlines()]
    assert "levy" in {one.get("relation") for one in told}
    code, _, err = run(monkeypatch, capsys, "ask", str(study), "system", "--json")
    assert (code, err) == (0, "")


def test_lists_that_later_answers_would_not_find_are_refused(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = lists(tmp_path / "mine", events=OWN_EVENTS)
    study = tmp_path / "tribute.delian"
    code, _, err = run(monkeypatch, capsys, "code", str(article), "--to", str(study), "--vocabulary", str(folder))
    assert code == 2
    assert len(err.splitlines()) == 1
    assert str(tmp_path / "vocabulary") in err


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("events", '[levy]\nline = "x."\nexample = "y."\nplover = "COERCE"\n', "[levy] is new and lacks quad"),
        ("events", '[assault]\nlemmata = ["scuttle"]\n', "[assault] has the unknown key 'lemmata'"),
        ("events", '[assault]\nlemmas = "scuttle"\n', "[assault] lemmas has a value of the wrong form"),
        ("events", '[assault]\nquad = "war"\n', "[assault] quad 'war' is none of"),
        ("events", '[assault]\nfuture = "menace"\n', "future names 'menace', which is no event type"),
        ("events", '[assault]\nphrases = ["hurl @stones"]\n', "names the class @stones, which is not there"),
        ("events", "lemmas = []\n", "'lemmas' stands outside an entry"),
        ("events", "[assault\n", "events.toml"),
        ("relations", '[vassal-of]\nline = "x."\nexample = "y."\n', "[vassal-of] is new and lacks sign"),
        ("relations", '[leads]\ncloses = ["menace"]\n', "closes names 'menace', which is no event type"),
        ("wordings", 'words = ["x"]\n', "unknown key 'words'"),
        ("wordings", '[classes]\ntalk = "parley"\n', "lists of words"),
        ("trust", "[grade.A]\nretention = 0.8\n", "it has the unknown table 'grade'; tables are grades, origins"),
        ("trust", "[grades.G]\nretention = 0.8\nn = 5\n", "[grades] has the unknown key 'G'; keys are A, B, C"),
        ("trust", "[relays]\ncourier = 0.8\n", "[relays] has the unknown key 'courier'"),
        ("trust", "[grades.A]\nmean = 0.8\n", "[grades.A] has the unknown key 'mean'; keys are line, retention, n"),
        ("trust", "[grades]\nA = 0.8\n", "[grades.A] is a table with the keys line, retention, n, got 0.8"),
        ("trust", "[grades.A]\nretention = 1.0\n", "[grades.A] needs a retention between 0 and 1"),
        (
            "trust",
            "[origins.anonymous]\nn = 0\n",
            "[origins.anonymous] needs a retention between 0 and 1, both left out, and an n from 0.01",
        ),
        (
            "trust",
            "[grades.A]\nn = inf\n",
            "[grades.A] needs a retention between 0 and 1, both left out, and an n from",
        ),
        (
            "trust",
            "[grades.A]\nn = 1e-300\n",
            "[grades.A] needs a retention between 0 and 1, both left out, and an n from",
        ),
        ("trust", "[origins.anonymous]\nretention = 1e-300\n", "[origins.anonymous] needs a retention between 0 and 1"),
        ("trust", "[worlds]\nstay = 0\n", "worlds.stay lies between 0 and 1, both left out, got 0"),
        ("trust", "[worlds]\nstay = 1.0\n", "worlds.stay lies between 0 and 1, both left out, got 1"),
        ("trust", "[worlds]\ntogether = true\n", "worlds.together lies between 0 and 1, got True"),
        ("trust", "[shared]\nbloc = 1.2\n", "shared.bloc lies between 0 and 1, got 1.2"),
        ("trust", '[prior]\nreported = "half"\n', "prior.reported lies between 0 and 1, got 'half'"),
        ("trust", '[advocacy]\naccused = "G"\n', "advocacy.accused is a letter from A to F, got 'G'"),
        ("trust", "reported = 0.4\n", "it has the unknown table 'reported'"),
        ("verbs", "x = 1\n", "no list that a study can bring"),
    ],
)
def test_a_list_that_cannot_be_used_is_one_clear_line(tmp_path: Path, name: str, text: str, says: str) -> None:
    folder = lists(tmp_path / "mine", **{name: text})
    with pytest.raises(BadVocabulary) as fault:
        vocabulary(folder)
    assert says in str(fault.value)
    assert len(str(fault.value).splitlines()) == 1


def test_a_folder_without_lists_is_said() -> None:
    with pytest.raises(BadVocabulary, match="there is no folder"):
        vocabulary(Path("nowhere"))


def test_lists_grow_and_a_word_stands_in_one_place(tmp_path: Path) -> None:
    own = vocabulary(
        lists(tmp_path / "mine", events='[accuse]\nlemmas = ["torpedo"]\n', wordings='idioms = ["sink ship"]\n')
    )
    assert "torpedo" in own.events["accuse"].lemmas
    assert "torpedo" not in own.events["veto"].lemmas
    assert set(vocabulary().events["accuse"].lemmas) < set(own.events["accuse"].lemmas)
    assert own.events["accuse"].line == vocabulary().events["accuse"].line
    assert own.idioms[-1] == "sink ship"


def test_a_study_of_another_folder_leaves_out_ties_that_nobody_defines(
    article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    beside = lists(tmp_path / "vocabulary", relations=OWN_RELATIONS)
    article.write_text("Vassals\n\nMytilene Council was a vassal of the Coast League.\n", "utf-8")
    study = tmp_path / "vassals.delian"
    run(monkeypatch, capsys, "code", str(article), "--to", str(study))
    assert '"vassal-of"' in study.read_text("utf-8")
    (beside / "relations.toml").unlink()
    beside.rmdir()
    problems = [problem.says for problem in Study.open(study).case().problems]
    assert "ties 'vassal-of' are left out: the vocabulary has no such relation" in problems
    assert run(monkeypatch, capsys, "ask", str(study), "system")[0] == 0


OWN_TRUST = """
[grades.B]
retention = 0.6

[relays]
author = 1.0

[base]
stance = 0.2
"""


def test_own_conventions_replace_single_numbers_and_leave_the_others(tmp_path: Path) -> None:
    own = vocabulary(lists(tmp_path / "mine", trust=OWN_TRUST)).trust
    shipped = vocabulary().trust
    assert own.grades["B"] == replace(shipped.grades["B"], retention=0.6)
    assert own.relays == {**shipped.relays, "author": 1.0}
    assert own.base == {**shipped.base, "stance": 0.2}
    assert replace(own, grades=shipped.grades, relays=shipped.relays, base=shipped.base) == shipped


def test_a_study_weighs_by_its_own_conventions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    builder = Builder()
    builder.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    weights = {}
    for name, own in (("shipped", ""), ("own", OWN_TRUST)):
        folder = tmp_path / name
        folder.mkdir()
        if own:
            lists(folder / "vocabulary", trust=own)
        made = Study.new(folder / "towns.delian")
        made.add(builder.records)
        words = ("grade", str(made.path), "person-envoy", "B", "--why", "right so far", "--json")
        code, out, _ = run(monkeypatch, capsys, *words)
        assert code == 0
        weights[name] = [one["decibans"] for one in json.loads(out)["shown"]]
    assert weights == {
        "shipped": [pytest.approx([decibans(0.4 * 0.9), decibans(0.7 * 0.9)])],
        "own": [pytest.approx([decibans(0.4), decibans(0.6)])],
    }


def test_conventions_that_cannot_be_used_end_every_command_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = lists(tmp_path / "vocabulary", trust="[shared]\nbloc = 1.2\n") / "trust.toml"
    made = Study.new(tmp_path / "towns.delian")
    for words in (["voices", str(made.path)], ["ask", str(made.path), "system"]):
        code, out, err = run(monkeypatch, capsys, *words)
        assert (code, out) == (2, "")
        assert err == f"delian: {path}: shared.bloc lies between 0 and 1, got 1.2. See docs/vocabulary.md.\n"
