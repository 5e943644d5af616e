"""A language model's endpoint in tests: a server on this machine that answers as it is told, and remembers what it was asked."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from delian.coding.proposers.llm.endpoint import Endpoint
from delian.coding.proposers.llm.proposer import LanguageModel
from delian.coding.proposers.llm.settings import Settings


@dataclass(frozen=True)
class Reply:
    """One answer of the server: a status, a body that is sent as it is, and how long that takes."""

    status: int = 200
    body: str = ""
    seconds: float = 0
    headers: dict[str, str] = field(default_factory=dict)


def completion(content: str, *, finish: str = "stop") -> str:
    """Return a chat completion with those words."""
    message = {"role": "assistant", "content": content}
    usage = {"prompt_tokens": 1000, "completion_tokens": 100}
    return json.dumps({"choices": [{"message": message, "finish_reason": finish}], "usage": usage})


@dataclass
class Fake:
    """A model that finds the same claims wherever their quote stands in the window.

    Attributes:
        claims: What it reads; a claim with `always` is given for every window, borne out or not.
        actors: Kinds of the actors that it names.
        verdicts: Quote → verdict at the second look; `yes` where it is not named.
        script: Answers that are given first, one a call.
        refuses: Forms of asking that the server does not know.
        asked: Bodies of the calls, in order.
        bearers: What each call showed as its key.
    """

    claims: list[dict[str, Any]] = field(default_factory=list)
    actors: list[dict[str, str]] = field(default_factory=list)
    verdicts: dict[str, str] = field(default_factory=dict)
    script: list[Reply] = field(default_factory=list)
    refuses: tuple[str, ...] = ()
    asked: list[dict[str, Any]] = field(default_factory=list)
    bearers: list[str | None] = field(default_factory=list)
    url: str = ""

    def answer(self, body: dict[str, Any]) -> Reply:
        """Return the answer to one call."""
        self.asked.append(body)
        if self.script:
            return self.script.pop(0)
        form = body.get("response_format", {}).get("type", "temperature" if "temperature" in body else "")
        if form in self.refuses:
            return Reply(400, json.dumps({"error": {"message": f"unknown: {form}"}}))
        told = json.loads(body["messages"][1]["content"])
        if "readings" in told:
            verdicts = [{"n": one["n"], "verdict": self.verdicts.get(one["quote"], "yes")} for one in told["readings"]]
            return Reply(body=completion(json.dumps({"verdicts": verdicts})))
        found = [one for one in self.claims if one.get("always") or one["quote"] in told["window"]]
        return Reply(body=completion(json.dumps({"actors": self.actors, "claims": found})))

    def told(self, number: int) -> dict[str, Any]:
        """Return what the call of that number was about."""
        found: dict[str, Any] = json.loads(self.asked[number]["messages"][1]["content"])
        return found


@contextmanager
def serving(fake: Fake) -> Iterator[Fake]:
    """Serve the fake model on this machine for a while."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            size = int(self.headers["Content-Length"])
            fake.bearers.append(self.headers.get("Authorization"))
            body = json.loads(self.rfile.read(size))
            reply = fake.answer(body) if self.path == "/v1/chat/completions" else Reply(404, "no such page")
            time.sleep(reply.seconds)
            sent = reply.body.encode()
            try:
                self.send_response(reply.status)
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.send_header("Content-Length", str(len(sent)))
                self.end_headers()
                self.wfile.write(sent)
            except ConnectionError:
                pass  # the client would not wait

        def log_message(self, *words: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    fake.url = f"http://127.0.0.1:{server.server_port}/v1"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def model_at(fake: Fake, cache: Path, **changes: Any) -> LanguageModel:
    """Return the proposer that asks the fake model, impatient enough for tests."""
    given: dict[str, Any] = {
        "url": fake.url,
        "model": "parrot",
        "key": "",
        "timeout": 5.0,
        "price": None,
        "cache": cache,
        "pause": 0.01,
    }
    return LanguageModel(Endpoint(Settings(**{**given, **changes})))


def claim(quote: str, kind: str = "event", relation: str = "assault", **fields: Any) -> dict[str, Any]:
    """Return a claim as a model answers it."""
    plain = {
        "n": 1,
        "kind": kind,
        "relation": relation,
        "quote": quote,
        "subject": [],
        "object": [],
        "value": None,
        "about": [],
        "act": None,
        "from": [],
        "to": [],
        "polarity": "+",
        "modality": "asserted",
        "hedge": None,
        "absence": "none",
        "reason": None,
        "when": None,
        "speaker": None,
    }
    return {**plain, **fields}
