"""Finds what is added as one file: vocabularies, measures, proposers, readers."""

import tomllib
from functools import cache
from importlib import import_module
from importlib.resources import files
from pkgutil import iter_modules
from typing import Any

from delian.model.vocabulary import AttributeType, EventType, Hedge, Relation, Term, Vocabulary


@cache
def read_list(name: str) -> dict[str, Any]:
    """Return the vocabulary file `name` (without `.toml`) as nested dictionaries; do not change what comes back."""
    return tomllib.loads((files("delian.vocabulary") / f"{name}.toml").read_text("utf-8"))


def read_rows(name: str, separator: str = "\t") -> list[list[str]]:
    """Return the rows of the vocabulary table `name`, comments and empty lines left out."""
    lines = (files("delian.vocabulary") / name).read_text("utf-8").splitlines()
    return [line.split(separator) for line in lines if line and not line.startswith("#")]


def modules(package: str) -> dict[str, Any]:
    """Return the modules of `package` by name, each imported, in order of the alphabet."""
    found = import_module(package)
    return {info.name: import_module(f"{package}.{info.name}") for info in iter_modules(found.__path__)}


def _words(entry: dict[str, Any], field: str) -> tuple[str, ...]:
    return tuple(entry.get(field, ()))


def _term(name: str, entry: dict[str, Any]) -> dict[str, Any]:
    return {"id": name, "line": entry["line"], "example": entry["example"], "words": _words(entry, "words")}


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary that ships with Delian."""
    return Vocabulary(
        events={name: _event_type(name, entry) for name, entry in read_list("events").items()},
        relations={name: _relation(name, entry) for name, entry in read_list("relations").items()},
        hedges={name: Hedge(**_term(name, entry), p=entry["p"]) for name, entry in read_list("hedges").items()},
        attributes={
            name: AttributeType(**_term(name, entry), exclusive=entry.get("exclusive", False))
            for name, entry in read_list("attributes").items()
        },
        absences=_terms("absences"),
        modalities=_terms("modalities"),
        reasons=_terms("reasons"),
        means={name: term for name, term in _terms("forms").items() if name != "scale"},
    )


def _terms(name: str) -> dict[str, Term]:
    entries = read_list(name).items()
    return {key: Term(**_term(key, entry)) for key, entry in entries if isinstance(entry, dict) and "line" in entry}


def _event_type(name: str, entry: dict[str, Any]) -> EventType:
    modes = {mode: float(score) for mode, score in entry.get("modes", {}).items()}
    return EventType(
        **_term(name, entry),
        plover=entry["plover"],
        extension=entry.get("extension", False),
        quad=entry["quad"],
        score=entry.get("score"),
        modes=modes | dict.fromkeys(entry.get("unscored", ())),
        lemmas=_words(entry, "lemmas"),
        nouns=_words(entry, "nouns"),
        phrases=_words(entry, "phrases"),
        mode_words={mode: tuple(words) for mode, words in entry.get("mode_words", {}).items()},
        future=entry.get("future"),
    )


def _relation(name: str, entry: dict[str, Any]) -> Relation:
    return Relation(
        **_term(name, entry),
        sign=entry["sign"],
        symmetric=entry.get("symmetric", False),
        function=entry.get("function", ""),
        inverse=entry.get("inverse", ""),
        verbs=_words(entry, "verbs"),
        nouns=_words(entry, "nouns"),
        phrases=_words(entry, "phrases"),
        closes=_words(entry, "closes"),
    )
