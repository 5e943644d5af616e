"""Which model, where: read from the environment, so that no key stands in a command or a study."""

import math
import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from delian.errors import DelianError

_HERE = frozenset({"localhost", "127.0.0.1", "::1"})
_TIMEOUT = 120.0


@dataclass(frozen=True, slots=True)
class Settings:
    """An OpenAI-compatible endpoint.

    Attributes:
        url: Base address, such as http://localhost:8080/v1.
        model: Name of the model, as the endpoint knows it.
        key: Sent as a bearer token; empty if the endpoint wants none.
        timeout: Seconds to wait for one answer.
        price: Price of a million tokens in, and out; None if not told.
        cache: Folder in which answers are kept.
        pause: Seconds before the first retry; doubled each time.
        tries: How often a call is tried.
    """

    url: str
    model: str
    key: str = field(repr=False)
    timeout: float
    price: tuple[float, float] | None
    cache: Path
    pause: float = 1.0
    tries: int = 4

    @property
    def host(self) -> str:
        """Name of the machine that the text goes to."""
        return urlsplit(self.url).hostname or ""

    @property
    def is_here(self) -> bool:
        """Whether that machine is this one."""
        return self.host in _HERE

    @property
    def where_to(self) -> str:
        """In one line, whether the text leaves this machine, and for where."""
        if self.is_here:
            return f"the text stays on this machine ({self.host})"
        plain = ", not encrypted" if urlsplit(self.url).scheme == "http" else ""
        return f"the text leaves this machine: it goes to {self.host}{plain}"


def read_settings(environment: Mapping[str, str] = os.environ, cache: Path | None = None) -> Settings:
    """Return the endpoint that the environment names.

    Args:
        environment: DELIAN_LLM_URL and DELIAN_LLM_MODEL; if need be DELIAN_LLM_KEY, DELIAN_LLM_TIMEOUT, DELIAN_LLM_PRICE.
        cache: Folder for answers; by default in the user's cache folder.

    Raises:
        DelianError: If one of them is missing or not of its form.
    """
    url, model = environment.get("DELIAN_LLM_URL", "").rstrip("/"), environment.get("DELIAN_LLM_MODEL", "")
    if not url or not model:
        missing = " and ".join(
            name for name, value in (("DELIAN_LLM_URL", url), ("DELIAN_LLM_MODEL", model)) if not value
        )
        raise DelianError(
            f"no language model is named: {missing} not set in the environment",
            "Set DELIAN_LLM_URL (such as http://localhost:8080/v1) and DELIAN_LLM_MODEL; docs/language-models.md tells more.",
        )
    if urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise DelianError(f"DELIAN_LLM_URL is no web address: {url!r}", "Write it as http://localhost:8080/v1.")
    if urlsplit(url).username:
        raise DelianError("DELIAN_LLM_URL names a user", "Put what the endpoint wants to see into DELIAN_LLM_KEY.")
    key = environment.get("DELIAN_LLM_KEY", "").strip()
    if not (key.isascii() and key.isprintable()):
        raise DelianError("DELIAN_LLM_KEY holds characters that no key has", "Copy the key again.")
    return Settings(
        url=url,
        model=model,
        key=key,
        timeout=_number("DELIAN_LLM_TIMEOUT", environment.get("DELIAN_LLM_TIMEOUT") or str(_TIMEOUT)),
        price=_price(environment.get("DELIAN_LLM_PRICE", "")),
        cache=cache or _cache_folder(environment),
    )


def _number(name: str, words: str) -> float:
    try:
        value = float(words)
    except ValueError:
        value = math.nan
    if not 0 <= value < math.inf:
        raise DelianError(f"{name} is no number: {words!r}", "Write it as 120 or 0.15.")
    return value


def _price(words: str) -> tuple[float, float] | None:
    if not words:
        return None
    first, _, second = words.partition("/")
    paid, got = (_number("DELIAN_LLM_PRICE", part.strip()) for part in (first, second or first))
    return paid, got


def _cache_folder(environment: Mapping[str, str]) -> Path:
    """Return the user's cache folder, as each system has it."""
    home = Path.home()
    named = environment.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME")
    usual = home / "Library" / "Caches" if sys.platform == "darwin" else home / ".cache"
    return (Path(named) if named else usual) / "delian" / "llm"
