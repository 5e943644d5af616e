"""Exact-match precision, recall and F1 of source, cue and content of attributions, against PolNeAR in CofeNet's form.

Prints one JSON line. `--data PATH`: lines of JSON with `tokens`, BIO `labels` of source, cue and content, and the article's
`id`; by default the development set in `../shared/data`. `--limit N`: the first N sentences only.

The passages of an article are its paragraphs, written without the blanks that tokens leave about marks; a span counts if
its token range is that of a person's (the scoring of CofeNet's paper). What is said over several passages counts in each.
The corpus holds what is thought, wanted, asked or not said for attributions like speech, so all that the voice stage finds
counts. "exact" maps Delian's reading onto the conventions of the corpus:

- content takes in the quotation marks around it and a "that", "whether" or "if" before it; quotations that follow each other
  without a word between are one; of an attribution inside what another says nothing is marked;
- the cue takes in auxiliaries, "not" and adverbs that touch the verb, the verb that it is the infinitive of ("continued to
  call"), its particle, the preposition before the content ("called for", "according to"), a colon right behind it;
- the source of a relative clause is its pronoun; otherwise it takes in the comma that closes an apposition.

"as recorded" counts the offsets as Delian's records have them.
"""

import argparse
import json
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from delian.coding.clauses import subjects_of
from delian.coding.lexicon import lexicon
from delian.coding.parse import Parse, Token, parse
from delian.coding.said.quotes import find_quotations
from delian.coding.said.told import Told
from delian.coding.said.voices import find_told
from delian.model.text import Extent
from delian.model.view import whole

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding" / "polnear_dev.jsonl"
PARTS = ("source", "cue", "content")
# How the Penn Treebank writes marks, and how a text does.
_MARKS = {"``": "“", "''": "”", "-LRB-": "(", "-RRB-": ")", "-LSB-": "[", "-RSB-": "]", "--": "—"}
_BEFORE_WORD = frozenset("“‘([$#")  # noqa: RUF001 - meant
_BEHIND_WORD = frozenset("”’',.;:?!)]%")  # noqa: RUF001 - meant
_ENDINGS = frozenset({"n't", "'s", "'re", "'ve", "'ll", "'d", "'m"})
_SPEAKS = frozenset(
    {"said", "says", "say", "told", "added", "wrote", "continued", "asked", "noted", "argued", "declared"}
)
_OPENING_QUOTES = ("“", "‘")  # noqa: RUF001 - meant
_CLOSING_QUOTES = ("”", "’")  # noqa: RUF001 - meant
_OPENING = (*_OPENING_QUOTES, "[")


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """A source, cue or content: tokens from `first` up to but not with `last` of one sentence."""

    name: str
    sentence: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of the set, a sentence or several: its article, words and labels."""

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


def read_sentences(path: Path, limit: int | None) -> list[Passage]:
    """Return the first sentences of the set."""
    lines = path.read_text("utf-8").splitlines()[:limit]
    rows = (json.loads(line) for line in lines if line.strip())
    return [Passage(row["id"], tuple(_as_written(row["tokens"])), tuple(row["labels"])) for row in rows]


def _as_written(tokens: Sequence[str]) -> Iterator[str]:
    """Yield the tokens with a text's marks; where a passage has none that opens, each second one is held to open."""
    broken = "``" not in tokens
    opens = broken and _first_opens(tokens)
    single = False
    for word in tokens:
        if word == "''" and broken:
            yield "“" if opens else "”"
            opens = not opens
        elif word == "`":
            single = True
            yield "‘"  # noqa: RUF001 - meant
        elif word == "'" and single:
            single = False
            yield "’"  # noqa: RUF001 - meant
        else:
            yield _MARKS.get(word, word)


def _first_opens(tokens: Sequence[str]) -> bool:
    """Say whether the first of marks that all look closing opens: by who speaks behind them, else if they are even."""
    marks = [i for i, word in enumerate(tokens) if word == "''"]
    votes = 0
    for n, i in enumerate(marks):
        first_if_closing = 1 if n % 2 else -1
        behind = {word.lower() for word in tokens[i + 1 : i + 4]}
        if i and tokens[i - 1] in {",", "?", "!"} and behind & _SPEAKS:
            votes += first_if_closing
        elif i == 0 or tokens[i - 1].isalpha() or tokens[i - 1] == ":" or set(tokens[max(i - 2, 0) : i]) & _SPEAKS:
            votes -= first_if_closing
    return votes > 0 if votes else len(marks) % 2 == 0


def wanted(sentences: Sequence[Passage]) -> set[Part]:
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


def write_article(numbered: Iterable[tuple[int, Passage]]) -> Article:
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


def hear(article: Article) -> tuple[Parse, tuple[Told, ...]]:
    """Return the article as parsed, and what the voice stage hears said and thought in it."""
    view = whole(article.text)
    parsed = parse(view, article.text, "en")
    return parsed, find_told(parsed, find_quotations(view), lexicon())


def recorded(article: Article, parsed: Parse, told: Iterable[Told]) -> set[Part]:
    """Return the spans as Delian has them, as tokens of the set, cut at the ends of passages."""
    return {
        part
        for one in told
        for name, extents in (
            ("source", [one.named(parsed)]),
            ("cue", [parsed.extent([one.cue])] if one.cue is not None else []),
            ("content", one.pieces),
        )
        for extent in extents
        if extent is not None
        for part in _tokens(article, name, extent)
    }


def conventional(article: Article, parsed: Parse, told: Sequence[Told], passages: Mapping[int, Passage]) -> set[Part]:
    """Return the spans by the conventions of the corpus."""
    parts = {part for one in attributions(article, parsed, told, passages) for part in one}
    contents = sorted(part for part in parts if part.name == "content")
    return {part for part in parts if part.name != "content"} | set(_joined(passages, contents))


def attributions(
    article: Article, parsed: Parse, told: Sequence[Told], passages: Mapping[int, Passage]
) -> Iterator[set[Part]]:
    """Yield the spans of each attribution that stands in no other."""
    for one in told:
        if any(_is_inside(parsed, one, other) for other in told):
            continue
        source, cue = _source(parsed, one), _cue_group(parsed, one)
        sources = _tokens(article, "source", source) if source is not None else ()
        cues = _tokens(article, "cue", cue) if cue is not None else ()
        contents = (part for piece in one.pieces for part in _tokens(article, "content", piece))
        yield {
            *(_with_comma(passages, part) for part in sources),
            *cues,
            *(_with_marks(passages, part) for part in contents),
        }


def holders(gold: set[Part], found: Iterable[set[Part]]) -> tuple[int, int]:
    """Return of how many attributions with a content of the set the source is one of the set, and of how many it is not."""
    right = wrong = 0
    for parts in found:
        sources = _called("source", parts)
        if sources and _called("content", parts) & gold:
            right += bool(sources & gold)
            wrong += not sources & gold
    return right, wrong


def _is_inside(parsed: Parse, one: Told, other: Told) -> bool:
    """Say whether an attribution stands in what another says."""
    if one is other or not all(map(other.holds, one.pieces)):
        return False
    if one.cue is not None and one.cue != other.cue:
        return other.holds(parsed.extent([one.cue]))
    return one.pieces != other.pieces or other.cue is not None


def _source(parsed: Parse, told: Told) -> Extent | None:
    """Return the source; in a relative clause it is the pronoun."""
    pronoun = (
        next(iter(subjects_of(parsed, told.cue)), None) if told.cue is not None and told.source is not None else None
    )
    if pronoun is not None and parsed.tokens[pronoun].text.lower() in {"who", "which", "that"}:
        return parsed.extent([pronoun])
    return told.named(parsed)


_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})


def _cue_group(parsed: Parse, told: Told) -> Extent | None:
    if told.cue is None:
        return None
    first = last = told.cue
    tokens, verb = parsed.tokens, told.cue
    while first:
        before = tokens[first - 1]
        if told.holds(parsed.extent([before.i])):
            break
        if before.dep in _GROUP and before.head in {verb, tokens[verb].head}:
            first -= 1
        elif before.i == tokens[verb].head and tokens[verb].dep in {"xcomp", "acomp"} and before.pos in {"VERB", "AUX"}:
            first, verb = before.i, before.i
        else:
            break
    behind = told.cue + 1
    while behind < len(tokens) and not told.holds(parsed.extent([behind])):
        after = tokens[behind]
        if after.text == ":":
            last = behind
            break
        if after.pos not in {"ADP", "ADV", "PART"}:
            break
        if after.dep == "prt" or _touches(parsed, told, after):
            last = behind
        behind += 1
    if tokens[told.cue].text.lower() == "according":
        last = told.cue + 1
    return parsed.extent([first, last])


def _touches(parsed: Parse, told: Told, word: Token) -> bool:
    """Say whether nothing but a mark stands between a word and what is said."""
    marks = "".join(_OPENING_QUOTES) + " "
    return any(word.end < piece.start and not parsed.text[word.end : piece.start].strip(marks) for piece in told.pieces)


def _with_comma(passages: Mapping[int, Passage], part: Part) -> Part:
    words = passages[part.sentence].tokens
    apposed = "," in words[part.first : part.last] and words[part.last : part.last + 1] == (",",)
    return replace(part, last=part.last + 1) if apposed else part


def _with_marks(passages: Mapping[int, Passage], part: Part) -> Part:
    words = passages[part.sentence].tokens
    first, last = part.first, part.last
    while first and words[first - 1] in _OPENING:
        first -= 1
    behind = first - 1 if first and words[first - 1] == "," else first
    if behind and words[behind - 1].lower() in {"that", "whether", "if"}:
        first = behind - 1
    within = words[first:last]
    if sum(map(within.count, _OPENING_QUOTES)) > sum(map(within.count, _CLOSING_QUOTES)):
        ahead = last
        while ahead < len(words) and words[ahead] in {".", ",", "?", "!", "'"}:
            ahead += 1
        if ahead < len(words) and words[ahead] in _CLOSING_QUOTES:
            last = ahead + 1
    return replace(part, first=first, last=last)


_JOINS = frozenset({"and", "or", "but"})
_BETWEEN = _JOINS | {",", "that"}


def _joined(passages: Mapping[int, Passage], contents: Sequence[Part]) -> Iterator[Part]:
    """Yield the contents as one where nothing stands between them, or "and that"."""
    run: Part | None = None
    for part in contents:
        if run is not None and part.sentence == run.sentence:
            between = passages[part.sentence].tokens[run.last : part.first]
            if not between or (_BETWEEN.issuperset(between) and _JOINS & set(between)):
                run = replace(run, last=max(run.last, part.last))
                continue
        if run is not None:
            yield run
        run = part
    if run is not None:
        yield run


def _tokens(article: Article, name: str, extent: Extent) -> Iterator[Part]:
    first = bisect_right(article.ends, extent.start)
    last = bisect_left(article.starts, extent.end)
    for number, inside in groupby(article.places[first:last], key=lambda place: place[0]):
        words = [i for _, i in inside]
        yield Part(name, number, words[0], words[-1] + 1)


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


def measure(sentences: Sequence[Passage]) -> Mapping[str, object]:
    """Return the figures of the set."""
    exact: set[Part] = set()
    plain: set[Part] = set()
    right = wrong = 0
    gold = wanted(sentences)
    for _, numbered in groupby(enumerate(sentences), key=lambda one: one[1].article):
        passages = dict(numbered)
        article = write_article(passages.items())
        parsed, told = hear(article)
        exact |= conventional(article, parsed, told, passages)
        plain |= recorded(article, parsed, told)
        more = holders(gold, attributions(article, parsed, told, passages))
        right, wrong = right + more[0], wrong + more[1]
    return {
        "benchmark": "attribution",
        "sentences": len(sentences),
        "spans": len(gold),
        "exact": figures(gold, exact),
        "source right of contents found": round(right / max(right + wrong, 1), 3),
        "as recorded": figures(gold, plain),
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
