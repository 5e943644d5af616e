"""`delian code --by llm` as a user meets it: off by default, nothing sent unasked, one clear line for what can be mended."""

import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from delian.cli.main import main
from delian.model.claim import Claim
from delian.model.judgement import Decision
from delian.study import Study
from endpoint import Fake, Reply, claim, serving

TEXT = "# The raid on Ystad\n\nNorway attacked Sweden on 3 May 1921. Sweden did not answer the attack. Peru trusts Chile.\n"
ATTACKED = claim("Norway attacked Sweden", subject=["Norway"], object=["Sweden"], n=1)
TRUSTS = claim("Peru trusts Chile", "tie", "trusts", subject=["Peru"], object=["Chile"], n=2)
INVENTED = claim("Peru attacked Chile", subject=["Peru"], object=["Chile"], n=3, always=True)

Run = Callable[..., tuple[str, str]]


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving(Fake(claims=[ATTACKED, TRUSTS, INVENTED])) as served:
        yield served


@pytest.fixture
def run(fake: Fake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `delian` in a folder with one article, the environment naming the fake model."""
    (tmp_path / "raid.md").write_text(TEXT, "utf-8")
    monkeypatch.chdir(tmp_path)
    for name, value in (("URL", fake.url), ("MODEL", "parrot"), ("PRICE", "1/2")):
        monkeypatch.setenv(f"DELIAN_LLM_{name}", value)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "kept"))

    def runs(*words: str, code: int = 0) -> tuple[str, str]:
        monkeypatch.setattr(sys, "argv", ["delian", *words])
        capsys.readouterr()
        try:
            main()
        except SystemExit as stop:
            assert (stop.code or 0) == code, capsys.readouterr().err  # noqa: PT017 - every run ends so
        printed = capsys.readouterr()
        return printed.out, printed.err

    return runs


def claims(path: str) -> list[Claim]:
    return [one for one in Study.open(path).nouns.values() if isinstance(one, Claim)]


def last_line(err: str) -> str:
    (line,) = [line for line in err.splitlines() if not line.startswith("…")]
    return line


def test_nobody_is_asked_unless_the_user_wishes_it(run: Run, fake: Fake) -> None:
    run("code", "raid.md", "--to", "rules.delian")
    assert not fake.asked
    assert {one.coder.name for one in claims("rules.delian")} == {"rules"}


def test_a_model_codes_and_what_was_turned_away_is_told_and_kept(run: Run, fake: Fake) -> None:
    out, err = run("code", "raid.md", "--to", "model.delian", "--by", "llm")
    assert {(one.coder.name, one.relation) for one in claims("model.delian")} == {
        ("llm:parrot", "assault"),
        ("llm:parrot", "trusts"),
    }
    assert "2 machine readings to review" in out
    assert "1 proposal of llm:parrot turned away: 1 × the quote does not stand in the text" in err
    assert "the text stays on this machine" in err
    assert "2 calls, 0 answers kept from before, 2,000 tokens sent, 200 back; cost 0.0024" in err
    assert any("turned away" in problem.says for problem in Study.open("model.delian").case().problems)


def test_a_second_run_makes_no_call_and_changes_nothing(run: Run, fake: Fake, tmp_path: Path) -> None:
    run("code", "raid.md", "--to", "model.delian", "--by", "llm", "--cache", "answers")
    before = (tmp_path / "model.delian").read_bytes()
    calls = len(fake.asked)
    _, err = run("code", "raid.md", "--to", "model.delian", "--by", "llm", "--cache", "answers")
    assert len(fake.asked) == calls
    assert f"0 calls, {calls} answers kept" in err
    assert (tmp_path / "model.delian").read_bytes() == before
    assert list((tmp_path / "answers").iterdir())


def test_rules_and_a_model_read_the_same_clause_once(run: Run, fake: Fake) -> None:
    run("code", "raid.md", "--to", "both.delian", "--by", "llm", "--by", "rules")
    found = claims("both.delian")
    assert {one.coder.name for one in found} == {"rules", "llm:parrot"}
    raids = [one for one in found if one.relation == "assault"]
    assert len(raids) == 2
    case = Study.open("both.delian").case()
    assert len({case.same(one.event or "") for one in raids}) == 1
    assert len([one for one in case.shown if one.relation == "assault"]) == 1
    (rules,) = [one for one in raids if one.coder.name == "rules"]
    assert case.by_id[rules.id].subject == next(one for one in raids if one is not rules).subject
    assert [actor["id"] for actor in fake.told(0)["actors"]]  # the rules read first, and told who is named
    again = len(Study.open("both.delian").records)
    run("code", "raid.md", "--to", "both.delian", "--by", "llm", "--by", "rules")
    assert len(Study.open("both.delian").records) == again


def test_the_rules_read_alike_whether_or_not_a_model_read_before(run: Run, fake: Fake) -> None:
    fake.claims = [claim("Peru trusts Chile", "tie", "trusts", subject=["Peru"], object=["the attack"]), ATTACKED]
    run("code", "raid.md", "--to", "alone.delian")
    run("code", "raid.md", "--to", "after.delian", "--by", "llm")
    run("code", "raid.md", "--to", "after.delian")
    alone, after = (
        [(one.id, one.relation, one.subject, one.score) for one in claims(path) if one.coder.name == "rules"]
        for path in ("alone.delian", "after.delian")
    )
    assert alone == after


def test_two_models_are_two_coders(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    run("code", "raid.md", "--to", "two.delian", "--by", "llm")
    monkeypatch.setenv("DELIAN_LLM_MODEL", "crow")
    run("code", "raid.md", "--to", "two.delian", "--by", "llm")
    assert {one.coder.name for one in claims("two.delian")} == {"llm:parrot", "llm:crow"}
    assert len(Study.open("two.delian").case().shown) == 2


AWAY = "https://models.example/v1"


def test_a_text_leaves_this_machine_only_for_a_host_that_the_user_names(
    run: Run, fake: Fake, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("DELIAN_LLM_URL", AWAY)
    for words in ((), ("--send-to", "other.example")):
        _, err = run("code", "raid.md", "--to", "away.delian", "--by", "llm", *words, code=2)
        line = last_line(err)
        assert "1 window, about" in line
        assert "the text leaves this machine: it goes to models.example" in line
        assert "--send-to models.example" in line
    assert not (tmp_path / "away.delian").exists()
    assert not fake.asked


def test_a_dry_run_counts_and_sends_nothing(run: Run, fake: Fake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DELIAN_LLM_URL", AWAY)
    out, _ = run("code", "raid.md", "--by", "llm", "--dry-run")
    assert "parrot is asked about 1 window, about" in out
    assert "goes to models.example. Nothing was sent." in out
    told = json.loads(run("code", "raid.md", "raid.md", "--by", "llm", "--dry-run", "--json")[0])
    assert (told["windows"], told["host"], told["leaves"]) == (2, "models.example", True)
    assert told["tokens"] > 2000
    assert "nothing is sent" in run("code", "raid.md", "--dry-run")[0]
    assert not fake.asked


@pytest.mark.parametrize(
    ("environment", "words", "says"),
    [
        ({"DELIAN_LLM_MODEL": ""}, [], "DELIAN_LLM_MODEL not set"),
        ({"DELIAN_LLM_URL": "nowhere"}, [], "no web address"),
        ({"DELIAN_LLM_URL": "http://127.0.0.1:9/v1"}, [], "127.0.0.1 cannot be reached"),
        ({}, ["--by", "oracle"], "no coder is called 'oracle' here. Did you mean rules or llm?"),
    ],
)
def test_what_a_user_can_mend_is_one_clear_line(
    run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], words: list[str], says: str
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    _, err = run("code", "raid.md", "--to", "x.delian", "--by", "llm", *words, code=2)
    assert last_line(err).startswith("delian: ")
    assert says in last_line(err)


def test_a_wrong_key_ends_at_once(run: Run, fake: Fake) -> None:
    fake.script = [Reply(401, "no")]
    _, err = run("code", "raid.md", "--to", "x.delian", "--by", "llm", code=2)
    assert "Set DELIAN_LLM_KEY" in last_line(err)
    assert len(fake.asked) == 1


def test_without_httpx_the_extra_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    _, err = run("code", "raid.md", "--to", "x.delian", "--by", "llm", code=2)
    assert last_line(err) == "delian: a language model needs the package httpx. pip install 'delian[llm]'"


def test_models_tells_which_model_and_where_the_text_goes(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "parrot at 127.0.0.1; the text stays on this machine" in run("models")[0]
    monkeypatch.setenv("DELIAN_LLM_URL", AWAY)
    assert "leaves this machine: it goes to models.example" in run("models")[0]
    monkeypatch.delenv("DELIAN_LLM_URL")
    assert "DELIAN_LLM_URL not set" in run("models")[0]


def test_coders_tells_what_the_reviews_say_of_the_scores(run: Run) -> None:
    run("code", "raid.md", "--to", "both.delian", "--by", "llm", "--by", "rules")
    assert "0 machine readings are reviewed: scores are ranks" in run("coders", "both.delian")[0]
    study = Study.open("both.delian")
    kinds: dict[str, Any] = {"assault": "accept", "trusts": "reject"}
    study.add(
        Decision(f"x-{one.id}", one.id, kinds[one.relation], by="A. Person")
        for one in claims("both.delian")
        if one.relation in kinds and one.coder.kind == "model"
    )
    out, _ = run("coders", "both.delian")
    assert "298 reviews are missing" in out
    assert "llm:parrot" in out
    assert "llm-yes" in out
    found = json.loads(run("coders", "both.delian", "--json")[0])
    assert found["coders"] == {"llm:parrot": [2, 1]}
    assert found["steps"] is None
