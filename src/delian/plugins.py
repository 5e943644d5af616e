"""Finds what is added as one file: vocabularies, measures, proposers, readers."""

import tomllib
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from delian.errors import BadVocabulary, UnknownName
from delian.model.admiralty import Admiralty, Credibility
from delian.model.merging import merged
from delian.model.trust import LETTERS, trust_from
from delian.model.vocabulary import AttributeType, EventType, Hedge, Relation, Term, Vocabulary
from delian.model.yardstick import Rung, Yardstick


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


def vocabulary(folder: Path | None = None) -> Vocabulary:
    """Return the vocabulary that ships with Delian, with the lists of `folder`, a study's own, merged over it.

    Raises:
        BadVocabulary: If a list of the folder cannot be used.
    """
    own = _own_lists(folder) if folder else {}
    return _vocabulary(tuple((path, path.stat().st_mtime_ns) for path in own.values()))


@lru_cache(maxsize=8)
def _vocabulary(own: tuple[tuple[Path, int], ...]) -> Vocabulary:
    """Return the vocabulary with a study's own lists, read again when one of them was changed."""
    lists = {name: read_list(name) for name in MERGED}
    trust = trust_from(lists["trust"])
    for path, _ in own:
        name = path.stem
        try:
            lists[name] = merged(name, lists[name], tomllib.loads(path.read_text("utf-8")))
            trust = trust_from(lists["trust"])
        except (ValueError, OSError) as fault:
            raise BadVocabulary(f"{path}: {fault}", "See docs/vocabulary.md.") from fault
    found = Vocabulary(
        events={name: _event_type(name, entry) for name, entry in lists["events"].items()},
        relations={name: _relation(name, entry) for name, entry in lists["relations"].items()},
        hedges={name: Hedge(**_term(name, entry), p=entry["p"]) for name, entry in read_list("hedges").items()},
        attributes={
            name: AttributeType(
                **_term(name, entry), exclusive=entry.get("exclusive", False), ranks=tuple(entry.get("ranks", ()))
            )
            for name, entry in read_list("attributes").items()
        },
        absences=_terms("absences"),
        modalities=_terms("modalities"),
        reasons=_terms("reasons"),
        means={name: term for name, term in _terms("forms").items() if name != "scale"},
        classes={name: tuple(words) for name, words in lists["wordings"]["classes"].items()},
        idioms=tuple(lists["wordings"]["idioms"]),
        trust=trust,
    )
    fault_or_none = next(found.faults(), None)
    if fault_or_none is not None:
        where = own[0][0].parent if own else "the vocabulary"
        raise BadVocabulary(f"{where}: {fault_or_none}", "See docs/vocabulary.md.")
    return found


MERGED = ("events", "relations", "wordings", "trust")  # lists that a study may bring its own of


def _own_lists(folder: Path) -> dict[str, Path]:
    """Return a study's own lists by name."""
    if not folder.is_dir():
        raise BadVocabulary(
            f"there is no folder {folder}", f"Give the folder that holds {MERGED[0]}.toml or {MERGED[1]}.toml."
        )
    own = {path.stem: path for path in sorted(folder.glob("*.toml"))}
    strange = [path.name for name, path in own.items() if name not in MERGED]
    if strange or not own:
        says = f"{folder / strange[0]} is no list that a study can bring" if strange else f"{folder} holds no list"
        raise BadVocabulary(says, f"Lists are {', '.join(f'{name}.toml' for name in MERGED)}.")
    return own


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
        mode_of=entry.get("mode_of", {}),
        future=entry.get("future"),
        ended=entry.get("ended"),
        negated=entry.get("negated"),
        promises=entry.get("promises", False),
        examples=(entry["example"], *_words(entry, "examples")),
        near_misses=_words(entry, "near_misses"),
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
        nouns_below=_words(entry, "nouns_below"),
        phrases_below=_words(entry, "phrases_below"),
        closes=_words(entry, "closes"),
        excludes=_words(entry, "excludes"),
    )


YARDSTICK = "icd203"  # unless a study chooses another


@cache
def yardsticks() -> dict[str, Yardstick]:
    """Return the yardsticks that ship with Delian, by id; do not change what comes back."""
    return {
        name: Yardstick(name, entry["title"], entry["source"], tuple(_rung(rung) for rung in entry["rungs"]))
        for name, entry in read_list("yardsticks").items()
    }


def _rung(entry: dict[str, Any]) -> Rung:
    return Rung(entry["low"], entry["high"], tuple(entry["words"]), below=entry.get("below", False))


def yardstick(name: str = YARDSTICK) -> Yardstick:
    """Return the yardstick of that id.

    Raises:
        UnknownName: If there is none.
    """
    known = yardsticks()
    if name not in known:
        raise UnknownName("yardstick", name, get_close_matches(name.lower(), known, n=1, cutoff=0))
    return known[name]


@cache
def admiralty() -> Admiralty:
    """Return the Admiralty scale."""
    entries = read_list("admiralty")
    letters = {letter: entries["letters"][letter] for letter in LETTERS}
    numbers = tuple(Credibility(int(number), **entry) for number, entry in sorted(entries["numbers"].items()))
    return Admiralty(entries["source"], letters, numbers)
