"""Asking a model: the strictest form that the server takes, patience where it is busy, one clear line where it is not to be had."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from delian.coding.proposers.llm.endpoint import Endpoint, NoAnswer, read_object
from delian.coding.proposers.llm.settings import read_settings
from delian.errors import DelianError
from endpoint import Fake, Reply, completion, model_at, serving

SCHEMA: dict[str, Any] = {"type": "object"}


@pytest.fixture
def fake() -> Iterator[Fake]:
    with serving(Fake()) as served:
        yield served


def asks(fake: Fake, cache: Path, **changes: Any) -> Endpoint:
    return model_at(fake, cache, **changes).endpoint


def test_a_second_run_asks_nothing_and_gets_the_same(fake: Fake, tmp_path: Path) -> None:
    fake.script = [Reply(body=completion('{"claims": [1]}'))]
    first = asks(fake, tmp_path)
    answer = first.ask("prompt", {"window": "one"}, SCHEMA)
    second = asks(fake, tmp_path)
    assert second.ask("prompt", {"window": "one"}, SCHEMA) == answer == {"claims": [1]}
    assert len(fake.asked) == 1
    assert (second.tally.calls, second.tally.kept) == (0, 1)
    assert (first.tally.tokens_in, first.tally.tokens_out) == (1000, 100)


@pytest.mark.parametrize("change", ["prompt", "window", "model", "schema"])
def test_another_prompt_window_or_model_is_asked_anew(fake: Fake, tmp_path: Path, change: str) -> None:
    fake.script = [Reply(body=completion('{"n": 1}')), Reply(body=completion('{"n": 2}'))]
    asks(fake, tmp_path).ask("prompt", {"window": "one"}, SCHEMA)
    other = asks(fake, tmp_path, **({"model": "crow"} if change == "model" else {}))
    prompt, window = ("other" if change == "prompt" else "prompt"), ("two" if change == "window" else "one")
    schema = {"type": "array"} if change == "schema" else SCHEMA
    assert other.ask(prompt, {"window": window}, schema) == {"n": 2}


def test_runs_are_steady_and_the_text_is_data(fake: Fake, tmp_path: Path) -> None:
    asks(fake, tmp_path, key="k-1").ask("prompt", {"window": 'He said: "stop"\n'}, SCHEMA)
    (body,) = fake.asked
    assert body["temperature"] == 0
    assert "seed" in body
    assert body["response_format"]["type"] == "json_schema"
    assert [one["role"] for one in body["messages"]] == ["system", "user"]
    assert json.loads(body["messages"][1]["content"]) == {"window": 'He said: "stop"\n'}
    assert fake.bearers == ["Bearer k-1"]


def test_a_server_that_knows_no_schema_is_asked_more_plainly_and_that_is_remembered(fake: Fake, tmp_path: Path) -> None:
    fake.refuses = ("json_schema", "json_object")
    endpoint = asks(fake, tmp_path)
    endpoint.ask("prompt", {"window": "one"}, SCHEMA)
    endpoint.ask("prompt", {"window": "two"}, SCHEMA)
    forms = [body.get("response_format", {}).get("type") for body in fake.asked]
    assert forms == ["json_schema", "json_object", None, None]
    fake.refuses += ("temperature",)
    asks(fake, tmp_path).ask("prompt", {"window": "three"}, SCHEMA)
    assert "temperature" not in fake.asked[-1]


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_busy_server_is_asked_again(fake: Fake, tmp_path: Path, status: int) -> None:
    fake.script = [Reply(status, "busy", headers={"Retry-After": "0"}), Reply(status, "busy")]
    assert asks(fake, tmp_path).ask("prompt", {"window": "one"}, SCHEMA)
    assert len(fake.asked) == 3


def test_a_slow_server_is_asked_again(fake: Fake, tmp_path: Path) -> None:
    fake.script = [Reply(seconds=1.0)]
    assert asks(fake, tmp_path, timeout=0.2).ask("prompt", {"window": "one"}, SCHEMA)
    assert len(fake.asked) == 2


@pytest.mark.parametrize(
    ("replies", "says"),
    [
        ([Reply(401, "k-secret is no key")], "refuses the key (401). Set DELIAN_LLM_KEY"),
        ([Reply(403, "k-secret is no key")], "refuses the key (403)"),
        ([Reply(404, '{"error": {"message": "no model parrot"}}')], "404): no model parrot. Look at DELIAN_LLM_URL"),
        ([Reply(429, '{"error": "quota"}')] * 4, "busy or broken (429): quota. What was answered so far is kept"),
        ([Reply(402, "pay first")], "refuses the call (402): pay first"),
        ([Reply(200, "<html><body>Welcome</body></html>")], "does not answer as an OpenAI-compatible endpoint"),
        ([Reply(200, '{"choices": []}')], "does not answer as an OpenAI-compatible endpoint"),
        ([Reply(400, '{"error": {"message": "too long"}}')] * 4, "refuses the call (400): too long"),
        ([Reply(307, "", headers={"Location": "http://127.0.0.1:9/v1"})], "refuses the call (307)"),
    ],
    ids=["401", "403", "404", "429", "402", "html", "no choice", "400", "redirect"],
)
def test_what_the_user_can_mend_is_one_line_without_the_key(
    fake: Fake, tmp_path: Path, replies: list[Reply], says: str
) -> None:
    fake.script = list(replies)
    with pytest.raises(DelianError) as fault:
        asks(fake, tmp_path, key="k-secret").ask("prompt", {"window": "one"}, SCHEMA)
    assert says in str(fault.value)
    assert "k-secret" not in str(fault.value)
    assert "\n" not in str(fault.value)
    assert len(fake.asked) == len(replies)


def test_nobody_there_and_nobody_in_time(fake: Fake, tmp_path: Path) -> None:
    with pytest.raises(DelianError, match="cannot be reached"):
        asks(fake, tmp_path, url="http://127.0.0.1:9/v1").ask("prompt", {"window": "one"}, SCHEMA)
    fake.script = [Reply(seconds=0.5)] * 2
    with pytest.raises(DelianError, match=r"did not answer within 0.1 s, 2 times over\. Set DELIAN_LLM_TIMEOUT"):
        asks(fake, tmp_path, timeout=0.1, tries=2).ask("prompt", {"window": "one"}, SCHEMA)


def test_answers_that_cannot_be_kept_are_told(fake: Fake, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(DelianError, match="--cache"):
        asks(fake, tmp_path / "file").ask("prompt", {"window": "one"}, SCHEMA)


@pytest.mark.parametrize(
    "words",
    [
        '{"a": 1}',
        '```json\n{"a": 1}\n```',
        'Here it is:\n{"a": 1}\nThat is all.',
        ' {"a": 1}',
        '<think>Is it {"b": 2}?</think>{"a": 1}',
    ],
)
def test_an_object_is_found_with_words_around_it(words: str) -> None:
    assert read_object(words) == {"a": 1}


@pytest.mark.parametrize(
    "words",
    ["", "I cannot help with that.", '{"a": ', "[1, 2]", "<html></html>", '{"a": 1} {"b": 2}', "{" * 100_000 + "}"],
)
def test_what_is_no_object_is_no_answer_and_is_not_kept(fake: Fake, tmp_path: Path, words: str) -> None:
    fake.script = [Reply(body=completion(words))]
    with pytest.raises(NoAnswer):
        asks(fake, tmp_path).ask("prompt", {"window": "one"}, SCHEMA)
    assert not list(tmp_path.iterdir())


def test_an_answer_that_was_cut_off_is_told_as_such(fake: Fake, tmp_path: Path) -> None:
    fake.script = [Reply(body=completion('{"claims": [{"quote": "No', finish="length"))]
    with pytest.raises(NoAnswer, match="longer than the endpoint lets"):
        asks(fake, tmp_path).ask("prompt", {"window": "one"}, SCHEMA)


HERE = {"DELIAN_LLM_URL": "http://localhost:8080/v1/", "DELIAN_LLM_MODEL": "parrot"}


def test_settings_come_from_the_environment() -> None:
    settings = read_settings(HERE | {"DELIAN_LLM_KEY": " k\n", "DELIAN_LLM_TIMEOUT": "7", "DELIAN_LLM_PRICE": "0.5/2"})
    assert (settings.url, settings.key, settings.timeout) == ("http://localhost:8080/v1", "k", 7)
    assert settings.price == (0.5, 2.0)
    assert settings.is_here
    assert "stays on this machine" in settings.where_to
    away = read_settings(HERE | {"DELIAN_LLM_URL": "http://models.example/v1", "XDG_CACHE_HOME": "/var/cache"})
    assert not away.is_here
    assert away.where_to == "the text leaves this machine: it goes to models.example, not encrypted"


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"DELIAN_LLM_MODEL": ""}, "DELIAN_LLM_MODEL not set"),
        ({"DELIAN_LLM_URL": "", "DELIAN_LLM_MODEL": ""}, "DELIAN_LLM_URL and DELIAN_LLM_MODEL not set"),
        ({"DELIAN_LLM_URL": "localhost:8080"}, "no web address"),
        ({"DELIAN_LLM_URL": "https://user:word@models.example/v1"}, "names a user"),
        ({"DELIAN_LLM_KEY": "k\x00ey"}, "characters that no key has"),
        ({"DELIAN_LLM_TIMEOUT": "soon"}, "DELIAN_LLM_TIMEOUT is no number"),
        ({"DELIAN_LLM_PRICE": "cheap"}, "DELIAN_LLM_PRICE is no number"),
    ],
)
def test_settings_that_are_not_of_their_form_are_told(change: dict[str, str], says: str) -> None:
    with pytest.raises(DelianError, match=says) as fault:
        read_settings(HERE | change)
    assert "k\x00ey" not in str(fault.value)
    assert "word@" not in str(fault.value)


def test_the_cost_is_told_where_the_price_is_known(fake: Fake, tmp_path: Path) -> None:
    endpoint = asks(fake, tmp_path)
    endpoint.ask("prompt", {"window": "one"}, SCHEMA)
    assert "cost 0.0012 at 1/2 a million" in endpoint.tally.told((1.0, 2.0))
    assert "DELIAN_LLM_PRICE" in endpoint.tally.told(None)
