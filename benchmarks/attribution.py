"""Exact-match precision, recall and F1 of source, cue and content of attributions, against PolNeAR in CofeNet's form.

Prints one JSON line. `--data PATH`: lines of JSON with `tokens`, BIO `labels` of source, cue and content, and the article's
`id`; by default the development set in `../shared/data`. `--limit N`: the first N sentences only.

The sentences of an article are its paragraphs, written without the blanks that tokens leave about marks; a span counts if
its token range is that of a person's (the scoring of CofeNet's paper). What is said over several sentences counts in each.
Further readings of the same run tell what of the difference is convention: "edges alike" leaves marks, "that" and "to" at
the ends of spans out on both sides, as Delian's records have them outside the content and the corpus inside; "with
thoughts" takes in what is thought, wanted, asked or not said, which the corpus holds for attributions and Delian for no
speech. The corpus's form has no span within another, so that a voice inside a quotation counts as wrong.
"""

import argparse
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from delian.coding.actors import cast
from delian.coding.clauses import Scene
from delian.coding.lexicon import lexicon
from delian.coding.mentions import find_mentions
from delian.coding.parse import parse
from delian.coding.proposers.proposer import Heard
from delian.coding.quotes import find_quotations
from delian.coding.voices import Chains, find_told
from delian.model.view import whole

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding" / "polnear_dev.jsonl"
PARTS = ("source", "cue", "content")
# How the Penn Treebank writes marks, and how a text does.
_MARKS = {"``": "“", "''": "”", "`": "‘", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "—"}  # noqa: RUF001 - meant
_BEFORE_WORD = frozenset("“‘([$#")  # noqa: RUF001 - meant
_BEHIND_WORD = frozenset("”',.;:?!)]%")
_ENDINGS = frozenset({"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"})
_EDGES = frozenset({"“", "”", "‘", "'", '"', ",", ".", ":", ";", "?", "!", "—", "(", ")", "[", "]", "that", "to"})  # noqa: RUF001 - meant


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A source, cue or content: tokens from `first` up to but not with `last` of one sentence."""

    name: str
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the set: its article, words and labels."""

    article: str
    tokens: tuple[str, ...]
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """The text of an article, and for each of its tokens where it begins and ends and which sentence it is of."""

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    places: tuple[tuple[int, int], ...]


def read_sentences(path: Path, limit: int | None) -> list[Sentence]:
    """Return the first sentences of the set."""
    lines = path.read_text("utf-8").splitlines()[:limit]
    rows = (json.loads(line) for line in lines if line.strip())
    return [Sentence(row["id"], tuple(_as_written(row["tokens"])), tuple(row["labels"])) for row in rows]


def _as_written(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the tokens with a text's marks; where every mark of a sentence is a closing one, each second one opens."""
    closing = tokens.count("''")
    paired = "``" not in tokens and closing and closing % 2 == 0
    opened = False
    for word in tokens:
        if word == "''" and paired:
            opened = not opened
            yield "“" if opened else "”"
        else:
            yield _MARKS.get(word, word)


def wanted(sentences: Sequence[Sentence]) -> set[Part]:
    """Return the spans that a person marked."""
    return {part for number, sentence in enumerate(sentences) for part in _labelled(number, sentence.labels)}


def _labelled(number: int, labels: Sequence[str]) -> Iterator[Part]:
    name, first = "", 0
    for i, label in enumerate((*labels, "O")):
        if name and label != f"I-{name}":
            yield Part(name, number, first, i)
            name = ""
        if label.startswith("B-") or (label.startswith("I-") and not name):
            name, first = label[2:], i


def write_article(numbered: Iterable[tuple[int, Sentence]]) -> Article:
    """Return the sentences as the paragraphs of one text, blanks between tokens where a text has them."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    places: list[tuple[int, int]] = []
    length = 0
    for number, sentence in numbered:
        for i, (token, after) in enumerate(zip(sentence.tokens, (*sentence.tokens[1:], ""), strict=True)):
            gap = "\n\n" if not after else "" if _is_glued(token, after) else " "
            starts.append(length)
            ends.append(length + len(token))
            places.append((number, i))
            pieces.append(token + gap)
            length += len(token) + len(gap)
    return Article("".join(pieces), tuple(starts), tuple(ends), tuple(places))


def _is_glued(token: str, after: str) -> bool:
    """Say whether no blank stands between two tokens: a mark that does not touch its word opens and closes nothing."""
    return token in _BEFORE_WORD or after in _BEHIND_WORD or after.lower() in _ENDINGS


def hear(article: Article) -> tuple[tuple[Heard, ...], tuple[Heard, ...]]:
    """Return what the voice stage hears said, and the same with thoughts."""
    words = lexicon()
    view = whole(article.text)
    parsed = parse(view, article.text, "en")
    mentions = find_mentions(parsed, words)
    scene = Scene(parsed, mentions, cast(parsed, mentions, {}, words).of)
    told = find_told(parsed, find_quotations(view), words)
    aloud = tuple(replace(one, how="says", void=False) for one in told)
    return Chains(scene, told, words).heard(), Chains(scene, aloud, words).heard()


def found(article: Article, heard: Iterable[Heard]) -> set[Part]:
    """Return the spans of what was heard, as tokens of the set, cut at the ends of sentences."""
    return {
        part
        for one in heard
        for name, extent in zip(PARTS, (one.source, one.cue, one.content), strict=True)
        if extent is not None
        for part in _tokens(article, name, extent)
    }


def _tokens(article: Article, name: str, extent: tuple[int, int]) -> Iterator[Part]:
    first = bisect_right(article.ends, extent[0])
    last = bisect_left(article.starts, extent[1])
    for number, inside in groupby(article.places[first:last], key=lambda place: place[0]):
        words = [i for _, i in inside]
        yield Part(name, number, words[0], words[-1] + 1)


def without_edges(parts: Iterable[Part], sentences: Sequence[Sentence]) -> set[Part]:
    """Return the spans without marks, "that" and "to" at their ends; those of nothing else are left out."""
    cut = set()
    for part in parts:
        words = sentences[part.sentence].tokens
        inner = [i for i in range(part.first, part.last) if words[i].lower() not in _EDGES]
        if inner:
            cut.add(replace(part, first=inner[0], last=inner[-1] + 1))
    return cut


def figures(gold: set[Part], seen: set[Part]) -> Mapping[str, Mapping[str, float]]:
    """Return precision, recall and F1 of each part."""
    return {name: _figure(_called(name, gold), _called(name, seen)) for name in PARTS}


def _called(name: str, parts: Iterable[Part]) -> set[Part]:
    return {one for one in parts if one.name == name}


def _figure(gold: set[Part], seen: set[Part]) -> Mapping[str, float]:
    right = len(gold & seen)
    return {
        "precision": round(right / max(len(seen), 1), 3),
        "recall": round(right / max(len(gold), 1), 3),
        "F1": round(2 * right / max(len(gold) + len(seen), 1), 3),
    }


def measure(sentences: Sequence[Sentence]) -> Mapping[str, object]:
    """Return the figures of the set."""
    speech: set[Part] = set()
    thought: set[Part] = set()
    for _, numbered in groupby(enumerate(sentences), key=lambda one: one[1].article):
        article = write_article(numbered)
        said, aloud = hear(article)
        speech |= found(article, said)
        thought |= found(article, aloud)
    gold = wanted(sentences)
    even = without_edges(gold, sentences)
    return {
        "benchmark": "attribution",
        "sentences": len(sentences),
        "spans": len(gold),
        "exact": figures(gold, speech),
        "edges alike": figures(even, without_edges(speech, sentences)),
        "with thoughts": figures(gold, thought),
        "with thoughts, edges alike": figures(even, without_edges(thought, sentences)),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_file():
        parser.exit(2, f"attribution: there is no file {chosen.data}; --data names another\n")
    print(json.dumps(measure(read_sentences(chosen.data, chosen.limit))))


if __name__ == "__main__":
    main()
