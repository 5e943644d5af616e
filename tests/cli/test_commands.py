"""The command line as a user meets it: help whose examples run, JSON everywhere, one clear line for what can be mended."""

import json
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from delian.cli.main import app, main
from delian.model.event import Coalition
from delian.study import Study

ROOT = Path(__file__).parents[2]
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>The league comes apart</title></head><body>
<div id="cookie-banner"><p>We use cookies. Accept them?</p></div><article><h1>The league comes apart</h1>
<p>Norway attacked the harbour of Malmö on 12 February 2011, and Sweden did not answer.</p>
<p>Finland warned Norway that a second attack would be met with force.</p></article><footer>Privacy</footer></body></html>
"""
COMMANDS = sorted(command.name or command.callback.__name__ for command in app.registered_commands if command.callback)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as a new user has it: the examples beside a study made by `delian demo`, and one with two coalitions."""
    made = tmp_path_factory.mktemp("user")
    (made / "examples").symlink_to(ROOT / "examples")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(made)
        patch.setattr(sys, "argv", ["delian", "demo", "--to", "delian-demo"])
        main_ends(0)
    shutil.copy(made / "delian-demo" / "axis-2020.delian", made / "axis-2020.delian")
    leagues = [Coalition("k-delian", "Delian League"), Coalition("k-peloponnesian", "Peloponnesian League")]
    Study.new(made / "leagues.delian").add(leagues)
    return made


def main_ends(code: int) -> None:
    try:
        main()
    except SystemExit as stop:
        assert (stop.code or 0) == code, stop.code  # noqa: PT017 - every run ends so


Run = Callable[..., tuple[str, str]]


@pytest.fixture
def undone(folder: Path) -> Iterator[None]:
    """Puts the user's studies back as they were: other tests take them as they were made."""
    kept = {study: study.read_bytes() for study in folder.glob("*.delian")}
    yield
    for study, records in kept.items():
        study.write_bytes(records)


@pytest.fixture
def run(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `delian` with those words in the user's folder; returns what it printed and what it said on the side."""

    def runs(*words: str, code: int = 0) -> tuple[str, str]:
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["delian", *words])
        capsys.readouterr()
        main_ends(code)
        printed = capsys.readouterr()
        return printed.out, printed.err

    return runs


def example_of(help_text: str) -> list[str]:
    words = " ".join(re.split(r"\n\s*\n", help_text.split("Example:")[1])[0].split())
    return shlex.split(words)


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.usefixtures("undone")
def test_the_help_of_each_command_ends_in_an_example_that_runs(command: str, run: Run) -> None:
    told, _ = run(command, "--help")
    example = example_of(told)
    assert example[:2] == ["delian", command]
    out, _ = run(*example[1:])
    assert out


def test_the_help_shows_only_commands_that_exist_and_is_quick() -> None:
    began = time.monotonic()
    told = subprocess.run(
        [sys.executable, "-m", "delian.cli.main", "--help"], capture_output=True, text=True, check=True
    )
    assert time.monotonic() - began < 5  # a hang, not a speed: the speed is measured in benchmarks
    for command in COMMANDS:
        assert f"  {command} " in told.stdout
    loaded = "import sys, delian.cli.main; print([m for m in ('spacy', 'numpy', 'jinja2') if m in sys.modules])"
    assert (
        subprocess.run([sys.executable, "-c", loaded], capture_output=True, text=True, check=True).stdout.strip()
        == "[]"
    )


def commands_in(text: str) -> list[list[str]]:
    lines = re.findall(r"^\$ (?:\.venv/bin/)?(delian .*?)(?:\s{2,}#.*)?$", text, re.MULTILINE)
    return [shlex.split(line) for line in lines]


@pytest.mark.usefixtures("undone")
def test_the_readmes_commands_exist_and_run(run: Run, folder: Path) -> None:
    shutil.copy(ROOT / "examples" / "catalog" / "axis-2020" / "fragmentation.md", folder / "article.txt")
    (folder / "page.html").write_text(PAGE, "utf-8")
    found = commands_in((ROOT / "README.md").read_text("utf-8"))
    assert len(found) >= 8
    for words in found:
        out, _ = run(*words[1:])
        assert out, words
    targets = re.findall(r"^\$ make (\w+)", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert targets
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)


@pytest.mark.parametrize(
    "words",
    [
        ["ask", "axis-2020.delian", "system"],
        ["ask", "axis-2020.delian", "cohesion", "--what-if", "without qassem-soleimani"],
        ["why", "axis-2020.delian", "c-7e8ad9d20aa5"],
        ["report", "axis-2020.delian", "--to", "json.html"],
        ["voices", "axis-2020.delian"],
        ["grade", "axis-2020.delian", "Meridian Wire", "C", "--why", "a test"],
        ["interest", "axis-2020.delian", "Meridian Wire", "serves", "--why", "a test"],
        ["prior", "axis-2020.delian", "c-7e8ad9d20aa5", "0.5", "--why", "a test"],
        ["resolve", "axis-2020.delian", "c-7e8ad9d20aa5", "holds", "--why", "a test"],
        ["dependence", "leagues.delian", "k-delian", "k-peloponnesian", "0.2", "--why", "a test"],
        ["models"],
        ["read", "examples/catalog/axis-2020/official-position.md", "--to", "json-read.html"],
        ["code", "examples/catalog/axis-2020/official-position.md", "--to", "json.delian"],
        ["demo", "--to", "json-demo"],
    ],
    ids=lambda words: words[0],
)
@pytest.mark.usefixtures("undone")
def test_every_command_prints_json(words: list[str], run: Run) -> None:
    out, _ = run(*words, "--json")
    assert json.loads(out)


def test_records_are_one_a_line_with_quotes_at_their_offsets(run: Run) -> None:
    out, _ = run("code", "examples/catalog/axis-2020/fragmentation.md", "--jsonl")
    records = [json.loads(line) for line in out.splitlines()]
    assert records[0] == {"record": "format", "name": "delian", "version": 1}
    (document,) = [one for one in records if one["record"] == "document"]
    claims = [one for one in records if one["record"] == "claim"]
    assert len(claims) > 30
    assert all(document["text"][one["start"] : one["end"]] == one["quote"] for one in claims)
    assert {one["status"] for one in claims} == {"proposed"}


def test_a_what_if_prints_two_estimates_and_a_range_for_persons(run: Run) -> None:
    out, _ = run("ask", "axis-2020.delian", "cohesion", "--what-if", "without qassem-soleimani", "--json")
    reply = json.loads(out)
    (difference,) = reply["differences"]
    assert difference["persons"]
    assert difference["change"] == "without qassem-soleimani"
    text, _ = run("ask", "axis-2020.delian", "cohesion", "--what-if", "without qassem-soleimani")
    assert "without qassem-soleimani" in text


def test_distrusting_a_voice_changes_what_rests_on_it(run: Run) -> None:
    whole = json.loads(run("ask", "axis-2020.delian", "cohesion", "--json")[0])
    less = json.loads(
        run("ask", "axis-2020.delian", "cohesion", "--distrust", "Norhaven Documentation Service", "--json")[0]
    )
    assert whole["contested"]
    assert less["estimate"] == whole["estimate"]
    (difference,) = less["differences"]
    assert difference["change"] == "distrust Norhaven Documentation Service"
    assert difference["after"] != difference["before"] == whole["estimate"]


def test_the_first_answers_contradict_each_other_somewhere(run: Run) -> None:
    reply = json.loads(run("ask", "axis-2020.delian", "cohesion", "--on", "2020-01-02", "--json")[0])
    assert reply["contested"]
    assert reply["estimate"]["over"] == "worlds"
    assert reply["estimate"]["low"] < reply["estimate"]["high"]


SINGLE = "c-a018a82f720c"  # one origin speaks


def test_why_prints_a_probability_where_two_origins_speak_and_else_on_request(run: Run) -> None:
    out, _ = run("why", "axis-2020.delian", "c-7e8ad9d20aa5")
    assert "Roughly even chance (45–55 of 100, ICD 203): p = " in out
    out, _ = run("why", "axis-2020.delian", SINGLE)
    assert "Confidence in the sourcing is low: one origin speaks." in out
    assert "held back;\n  --probability prints them." in out
    assert "of 100" not in out
    out, _ = run("why", "axis-2020.delian", SINGLE, "--probability", "--yardstick", "phia")
    assert "of 100, PHIA): p = " in out
    assert "held back" not in out


def test_why_gives_the_ledgers_as_data(run: Run) -> None:
    told = json.loads(run("why", "axis-2020.delian", "c-7e8ad9d20aa5", "--yardstick", "kent", "--json")[0])
    (belief,) = told["beliefs"]
    assert belief["yardstick"] == "kent"
    assert belief["printable"]
    assert belief["state"] == "conflicted"
    assert sum(line["kept"] for line in belief["lines"]) == pytest.approx(belief["weight"])
    assert {heard["claim"] for line in belief["lines"] for heard in line["heard"]} == set(belief["claims"])
    (belief,) = json.loads(run("why", "axis-2020.delian", SINGLE, "--json")[0])["beliefs"]
    assert not belief["printable"]


def test_why_of_a_machine_reading_says_first_that_nobody_accepted_it(run: Run, folder: Path) -> None:
    run("code", "examples/catalog/axis-2020/fragmentation.md", "--to", "unread.delian")
    read = [json.loads(line) for line in (folder / "unread.delian").read_text("utf-8").splitlines()]
    tie = next(
        one["id"] for one in read if one["record"] == "claim" and one["kind"] == "tie" and one["modality"] == "asserted"
    )
    out, _ = run("why", "unread.delian", tie)
    ledger = out[out.index("Nobody has accepted this machine reading: it stays out of worlds.") :]
    assert "How likely, and why" in ledger
    assert json.loads(run("why", "unread.delian", tie, "--json")[0])["beliefs"]


def test_why_of_what_is_inside_a_mind_has_no_ledger(run: Run, folder: Path) -> None:
    read = [json.loads(line) for line in (folder / "axis-2020.delian").read_text("utf-8").splitlines()]
    inside = next(
        one["id"] for one in read if one["record"] == "claim" and one["voices"] and one["voices"][-1]["role"] == "mind"
    )
    out, _ = run("why", "axis-2020.delian", inside)
    assert re.search(
        r"No ledger: it is inside the mind of .+ is no evidence on what\s+happened\.", " ".join(out.split())
    )
    assert json.loads(run("why", "axis-2020.delian", inside, "--json")[0])["beliefs"] == []


BAD = {
    "a missing article": (["read", "nowhere.txt"], "nowhere.txt"),
    "an empty article": (["read", "empty.txt"], "empty"),
    "a binary file": (["read", "binary.bin"], "binary.bin"),
    "a table": (["read", "table.csv"], "looks like a table: import it"),
    "a folder": (["read", "examples"], "folder"),
    "a missing study": (["ask", "nowhere.delian", "system"], "no study at nowhere.delian"),
    "a study of a newer version": (["ask", "newer.delian", "system"], "newer Delian"),
    "an empty study": (["ask", "blank.delian", "system"], "is empty"),
    "no study at all": (["ask", "article.md", "system"], "article.md"),
    "an unknown question": (["ask", "axis-2020.delian", "cohesio"], "cohesion"),
    "an unknown level": (["ask", "axis-2020.delian", "system", "--level", "planet"], "organisation"),
    "an unknown reading": (["ask", "axis-2020.delian", "system", "--reading", "tarot"], "in-this-account"),
    "an unknown coalition": (["ask", "axis-2020.delian", "cohesion", "--of", "axiss"], "axis"),
    "a day that is none": (["ask", "axis-2020.delian", "system", "--on", "2020-02-31"], "2020-02-31"),
    "a day out of range": (["ask", "axis-2020.delian", "system", "--on", "2031-01-01"], "after the latest document"),
    "known by a day before all": (["ask", "axis-2020.delian", "system", "--known-by", "1999-01-01"], "no document"),
    "an unknown actor": (
        ["ask", "axis-2020.delian", "cohesion", "--what-if", "without qasem-solemani"],
        "qassem-soleimani",
    ),
    "an unknown what-if": (["ask", "axis-2020.delian", "cohesion", "--what-if", "abracadabra"], "Write one of"),
    "an unknown voice": (["ask", "axis-2020.delian", "cohesion", "--distrust", "nobody here"], "nobody here"),
    "an unknown claim": (["why", "axis-2020.delian", "c-0"], "c-0"),
    "an unknown yardstick": (["why", "axis-2020.delian", "c-7e8ad9d20aa5", "--yardstick", "icd20"], "icd203"),
    "a sheet that is no TOML": (["code", "article.md", "--sheet", "article.md", "--to", "x.delian"], "TOML"),
    "a sheet that is missing": (["code", "article.md", "--sheet", "nowhere.toml", "--to", "x.delian"], "nowhere.toml"),
    "nowhere to put claims": (["code", "article.md"], "--to NAME.delian"),
}


@pytest.mark.parametrize(("words", "says"), BAD.values(), ids=BAD.keys())
def test_what_a_user_can_mend_is_one_clear_line(words: list[str], says: str, run: Run, folder: Path) -> None:
    (folder / "empty.txt").write_text("", "utf-8")
    (folder / "binary.bin").write_bytes(b"\x7fELF\x00\x01\x02\x00" * 40)
    (folder / "table.csv").write_text("a,b,c\n" + "1,2,3\n" * 40, "utf-8")
    (folder / "newer.delian").write_text('{"record":"format","name":"delian","version":99}\n', "utf-8")
    (folder / "blank.delian").write_text("", "utf-8")
    (folder / "article.md").write_text("# A Day\n\nNorway attacked Sweden.\n", "utf-8")
    out, err = run(*words, code=2)
    last = [line for line in err.splitlines() if not line.startswith("…")]
    assert not out.strip() or "Traceback" not in out
    assert len(last) == 1, err
    assert last[0].startswith("delian: ")
    assert says in last[0]


def test_a_bad_article_among_good_ones_loses_nothing(run: Run, folder: Path) -> None:
    (folder / "good.md").write_text("# A Day\n\nNorway attacked Sweden in 1921.\n", "utf-8")
    run("code", "good.md", "nowhere.txt", "--to", "kept.delian", code=2)
    out, _ = run("ask", "kept.delian", "anatomy")
    assert "author" in out


def test_an_encoding_that_was_guessed_is_said(run: Run, folder: Path) -> None:
    text = (
        "# Der Tag\n\nDer Präsident von Österreich grüßte die Königin, die früher für Öl und Käse zuständig war.\n" * 20
    )
    (folder / "latin.md").write_bytes(text.encode("cp1252"))
    _, err = run("code", "latin.md", "--to", "latin.delian")
    assert "not UTF-8" in err


def test_an_unreviewed_study_gives_cards_and_marked_readings(run: Run) -> None:
    run("code", "examples/catalog/axis-2020/fragmentation.md", "--to", "machine.delian")
    card = json.loads(run("ask", "machine.delian", "cohesion", "--json")[0])
    assert card["kind"] == "card"
    assert card["missing"]
    system = json.loads(run("ask", "machine.delian", "system", "--json")[0])
    rows = [
        row
        for part in system["table"]["parts"]
        for row in part["rows"]
        if row["claims"] and part["id"] not in {"voices", "thesis"}
    ]
    assert rows
    assert all(row["machine"] for row in rows)


def test_a_saved_web_page_is_read(run: Run, folder: Path) -> None:
    (folder / "saved.html").write_text(PAGE, "utf-8")
    out, err = run("read", "saved.html", "--to", "saved.report.html")
    assert "The league comes apart" in out + err
    assert "Sweden did not answer" in out
    assert "cookies" not in out + (folder / "saved.report.html").read_text("utf-8")
    (folder / "empty.html").write_text("<!DOCTYPE html><html><body></body></html>", "utf-8")
    _, err = run("read", "empty.html", code=2)
    assert err.startswith("delian: empty.html is a web page without the text of an article. ")


def test_a_text_in_another_script_is_read_and_says_what_is_left_out(run: Run, folder: Path) -> None:
    words = "قال الوزير: «لن نهاجم الجيران أبدا في هذه السنة». ورفض المجلس القرار بعد اجتماع طويل في العاصمة.\n\n"
    (folder / "arabic.txt").write_text("بيان الوزارة\n\n" + words * 3, "utf-8")
    out, err = run("read", "arabic.txt", "--to", "arabic.html")
    assert "claims are skipped" in out + err
    assert 'dir="' in (folder / "arabic.html").read_text("utf-8")


def test_progress_is_told_on_the_side_for_a_long_document(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from delian.coding.proposers import rules  # noqa: PLC0415

    monkeypatch.setattr(rules, "_BLOCK", 2000)
    (folder / "long.md").write_text(
        "# Long\n\n" + "Norway attacked Sweden in 1921, and nobody answered.\n\n" * 200, "utf-8"
    )
    _, err = run("code", "long.md", "--to", "long.delian")
    assert re.search(r"coding: \d+% of [\d,]+ characters", err)


def test_the_commands_of_the_tutorial_run_and_print_what_it_says(run: Run) -> None:
    text = (ROOT / "docs" / "tutorial.md").read_text("utf-8")
    printed = [run(*words[1:])[0] for words in commands_in(text)]
    assert len(printed) > 12
    assert all(printed)
    for line in re.findall(r"^> (.+)$", text, re.MULTILINE):
        assert any(line in out for out in printed), line


def test_the_worked_cases_are_listed(run: Run) -> None:
    out, _ = run("demo", "--list")
    assert "merrow-cabinet: Five parties" in out
    assert "Cite as: " in out


def test_a_worked_case_of_another_name_is_pointed_to(run: Run) -> None:
    _, err = run("demo", "delian", code=2)
    assert "no worked case is called 'delian'" in err
    assert "delian-league" in err


def test_a_new_study_is_made_once(run: Run, tmp_path: Path) -> None:
    study = tmp_path / "new.delian"
    out, _ = run("new", str(study), "examples/catalog/merrow-cabinet/letter.md")
    assert "1 documents" in out
    _, err = run("new", str(study), code=2)
    assert "already" in err
    assert "--study" in err


def test_the_report_of_the_weighted_reading_shows_what_the_grades_leave_open(run: Run, folder: Path) -> None:
    run("report", "axis-2020.delian", "--to", "weighted.html", "--reading", "weighted-by-grades", "--yardstick", "kent")
    run("report", "axis-2020.delian", "--to", "account.html")
    weighted, account = ((folder / f"{name}.html").read_text("utf-8") for name in ("weighted", "account"))
    ends = "every source at the low or the high end of what its grade leaves open"
    assert ends in weighted
    assert ends not in account
    assert "Read weighted by grades" in weighted
    assert "in 90% of worlds" in weighted
    assert "if everything reported but unbelieved were so" in weighted
    assert "each reported tie holds as often as its sources make it likely" in weighted
    assert "no reading is called 'weighted'" in run("report", "axis-2020.delian", "--reading", "weighted", code=2)[1]
    assert "no yardstick is called" in run("report", "axis-2020.delian", "--yardstick", "inch", code=2)[1]
