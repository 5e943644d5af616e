"""One question to an OpenAI-compatible endpoint, one JSON object back; answers are kept, so that a second run asks nothing."""

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from delian.coding.proposers.llm.settings import Settings
from delian.errors import DelianError, UnwritableFile
from delian.model.ids import digest

if TYPE_CHECKING:
    import httpx

SEED = 1
_AGAIN = frozenset({408, 409, 425, 429, 500, 502, 503, 504, 529})
_KEY_REFUSED = frozenset({401, 403})
_NOT_SO = frozenset({400, 415, 422, 501})  # a server that does not know a form of asking says so by one of these
_NOT_FOUND = 404
_OK = 200
_LONGEST_WAIT = 60.0
_LETTERS_A_TOKEN = 4
_KEPT = "What was answered so far is kept: run it again to go on."


class NoAnswer(ValueError):
    """An answer that is no JSON object."""


@dataclass
class Tally:
    """What was asked, and what it cost.

    Attributes:
        calls: Questions sent.
        kept: Questions whose answer was kept from an earlier run.
        tokens_in: Tokens sent, as the endpoint counts them.
        tokens_out: Tokens that came back.
    """

    calls: int = 0
    kept: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def told(self, price: tuple[float, float] | None) -> str:
        """Return it in one line, with the cost where the price of a million tokens is known."""
        line = f"{self.calls} calls, {self.kept} answers kept from before, {self.tokens_in:,} tokens sent, {self.tokens_out:,} back"
        if price is None:
            return f"{line}; for the cost set DELIAN_LLM_PRICE"
        cost = (self.tokens_in * price[0] + self.tokens_out * price[1]) / 1e6
        return f"{line}; cost {cost:.4f} at {price[0]:g}/{price[1]:g} a million"


def tokens(words: str) -> int:
    """Return about how many tokens `words` are."""
    return -(-len(words) // _LETTERS_A_TOKEN)


@dataclass
class Endpoint:
    """Asks one model, in the strictest form that its server takes.

    Attributes:
        settings: Which model, where.
        tally: What was asked so far.
    """

    settings: Settings
    tally: Tally = field(default_factory=Tally)
    _form: int = 0

    def ask(self, system: str, told: Mapping[str, Any], schema: Mapping[str, Any]) -> dict[str, Any]:
        """Return the JSON object that the model answers.

        Args:
            system: The prompt.
            told: What it is about, sent as one JSON object: data, not words of the conversation.
            schema: Form of the answer.

        Raises:
            NoAnswer: If the answer is no JSON object; it is not kept.
            DelianError: If the endpoint cannot be asked, with how to mend it.
        """
        data = _sendable(json.dumps(told, ensure_ascii=False))
        messages = [{"role": "system", "content": system}, {"role": "user", "content": data}]
        place = self.settings.cache / f"{digest([self.settings.model, SEED, system, data, dict(schema)])}.json"
        kept = _kept(place)
        if kept is not None:
            self.tally.kept += 1
            return kept
        reply = self._send(messages, schema)
        content = _content(reply, self.settings.host)
        self._count(reply, messages, content)
        try:
            answer = read_object(content)
        except NoAnswer as fault:
            if _was_cut_off(reply):
                raise NoAnswer("the answer is longer than the endpoint lets the model write") from fault
            raise
        _keep(place, answer)
        return answer

    def _send(self, messages: list[dict[str, str]], schema: Mapping[str, Any]) -> "httpx.Response":
        """Return the answer to the strictest form of asking that the server takes; the form is remembered."""
        forms = list(_forms(schema))
        while True:
            body = {"model": self.settings.model, "messages": messages, **forms[self._form]}
            reply = self._post(body)
            if reply.status_code == _OK:
                return reply
            if reply.status_code in _NOT_SO and self._form + 1 < len(forms):
                self._form += 1
                continue
            raise self._fault(reply)

    def _post(self, body: Mapping[str, Any]) -> "httpx.Response":
        """Return the endpoint's reply, tried again after a pause where it is busy or slow."""
        client = self._client
        import httpx  # noqa: PLC0415 - an extra; `_client` says so where it is missing

        host, wait = self.settings.host, self.settings.pause
        for number in range(self.settings.tries):
            last = number + 1 == self.settings.tries
            try:
                self.tally.calls += 1
                reply = client.post(f"{self.settings.url}/chat/completions", json=body)
            except httpx.TimeoutException as fault:
                if last:
                    says = f"{host} did not answer within {self.settings.timeout:g} s, {self.settings.tries} times over"
                    raise DelianError(says, f"Set DELIAN_LLM_TIMEOUT higher. {_KEPT}") from fault
            except httpx.TransportError as fault:
                says = f"{host} cannot be reached: {str(fault) or type(fault).__name__}"
                raise DelianError(says, f"Look at DELIAN_LLM_URL, {self.settings.url}. {_KEPT}") from fault
            else:
                if reply.status_code not in _AGAIN or last:
                    return reply
                wait = max(wait, _asked_to_wait(reply))
            time.sleep(min(wait, _LONGEST_WAIT))
            wait *= 2
        raise AssertionError  # the last try returns or raises

    @cached_property
    def _client(self) -> "httpx.Client":
        try:
            import httpx  # noqa: PLC0415 - an extra
        except ImportError as fault:
            raise DelianError("a language model needs the package httpx", "pip install 'delian[llm]'") from fault
        bearer = {"Authorization": f"Bearer {self.settings.key}"} if self.settings.key else {}
        timeout = httpx.Timeout(self.settings.timeout)
        return httpx.Client(headers=bearer, timeout=timeout, trust_env=not self.settings.is_here)

    def _fault(self, reply: "httpx.Response") -> DelianError:
        """Return what is wrong in one line; a reply about the key is not repeated, it may carry part of it."""
        host, status = self.settings.host, reply.status_code
        if status in _KEY_REFUSED:
            what = "the key" if self.settings.key else "a call without a key"
            return DelianError(f"{host} refuses {what} ({status})", "Set DELIAN_LLM_KEY to a key that it knows.")
        words = " ".join(_message(reply).split())[:200]
        if status == _NOT_FOUND:
            fix = f"Look at DELIAN_LLM_URL, {self.settings.url}, and DELIAN_LLM_MODEL, {self.settings.model}."
            return DelianError(f"{host} knows no such address or model (404): {words}", fix)
        if status in _AGAIN:
            return DelianError(f"{host} is busy or broken ({status}): {words}", _KEPT)
        return DelianError(
            f"{host} refuses the call ({status}): {words}", "Look at DELIAN_LLM_URL and DELIAN_LLM_MODEL."
        )

    def _count(self, reply: "httpx.Response", messages: list[dict[str, str]], content: str) -> None:
        usage = reply.json().get("usage") or {}
        sent = usage.get("prompt_tokens")
        back = usage.get("completion_tokens")
        self.tally.tokens_in += (
            sent if isinstance(sent, int) else sum(tokens(message["content"]) for message in messages)
        )
        self.tally.tokens_out += back if isinstance(back, int) else tokens(content)


def _forms(schema: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield ways to ask for JSON, the strictest first; the last for servers that take no temperature either."""
    steady = {"temperature": 0, "seed": SEED}
    named = {"name": "coding", "schema": dict(schema), "strict": True}
    yield {**steady, "response_format": {"type": "json_schema", "json_schema": named}}
    yield {**steady, "response_format": {"type": "json_object"}}
    yield steady
    yield {}


def _sendable(words: str) -> str:
    return words.encode("utf-8", "replace").decode("utf-8")


def _asked_to_wait(reply: "httpx.Response") -> float:
    try:
        return float(reply.headers.get("Retry-After", "0"))
    except ValueError:
        return 0.0


def _message(reply: "httpx.Response") -> str:
    try:
        error = reply.json()["error"]
        return str(error["message"] if isinstance(error, dict) else error)
    except (ValueError, KeyError, TypeError):
        return reply.text


def _content(reply: "httpx.Response", host: str) -> str:
    """Return the words of the model.

    Raises:
        DelianError: If the reply is not of the form of a chat completion: then this is no such endpoint.
    """
    try:
        message = reply.json()["choices"][0]["message"]
        return str(message.get("content") or message.get("refusal") or "")
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        says = f"{host} does not answer as an OpenAI-compatible endpoint does"
        raise DelianError(says, "DELIAN_LLM_URL mostly ends in /v1.") from fault


def _was_cut_off(reply: "httpx.Response") -> bool:
    return bool(reply.json()["choices"][0].get("finish_reason") == "length")


def read_object(words: str) -> dict[str, Any]:
    """Return the JSON object in a model's words, with or without a fence, a sentence or a train of thought around it.

    Raises:
        NoAnswer: If there is none.
    """
    words = words.rpartition("</think>")[2]
    start, end = words.find("{"), words.rfind("}")
    try:
        found = json.loads(words[start : end + 1]) if 0 <= start < end else None
    except (ValueError, RecursionError) as fault:
        raise NoAnswer("the answer is no JSON") from fault
    if not isinstance(found, dict):
        raise NoAnswer("the answer is no JSON object")
    return found


def _kept(place: Path) -> dict[str, Any] | None:
    try:
        found = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _keep(place: Path, answer: Mapping[str, Any]) -> None:
    """Write an answer whole or not at all; the folder is the user's alone, for answers quote the text."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        half = place.with_suffix(".half")
        half.write_text(json.dumps(answer, ensure_ascii=False), "utf-8")
        half.replace(place)
    except OSError as fault:
        raise UnwritableFile(
            f"answers cannot be kept in {place.parent}: {fault}", "Name another folder: --cache."
        ) from fault
