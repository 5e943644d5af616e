"""Stage 1: a view's tokens and sentences, as plain records with offsets into the frozen text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from sys import intern
from typing import Any

import numpy as np
from numpy.typing import NDArray

from delian.coding.language import find_model, load
from delian.coding.said.labels import find_labels
from delian.model.text import Extent
from delian.model.view import View


@dataclass(frozen=True, slots=True)
class Token:
    """One word as the parser sees it.

    Attributes:
        i: Position in the parse.
        text: The word.
        lemma: Dictionary form, lower case but for names.
        pos: Universal part of speech, such as VERB.
        tag: Penn Treebank tag, such as VBD.
        dep: Dependency label, such as nsubj.
        head: Position of its head; its own for a sentence's root.
        entity: Named-entity label, empty if none; a vote, never the last word.
        sentence: Position of its sentence.
        start: First code point in the frozen text.
        end: Code point after its last in the frozen text.
    """

    i: int
    text: str
    lemma: str
    pos: str
    tag: str
    dep: str
    head: int
    entity: str
    sentence: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens from `first` up to but not with `last`, in one paragraph; a speaker's label is a sentence by itself."""

    i: int
    first: int
    last: int
    paragraph: int
    is_label: bool = False


@dataclass(frozen=True)
class Parse:
    """One view, parsed. Empty tokens with `language` other than "en", or without a model, are honest.

    Attributes:
        text: The frozen text that offsets count.
        tokens: All words, in order.
        sentences: All sentences, in order.
        model: Name and version of the parser's model; empty if there is none.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    model: str = ""

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """Positions of the dependents of each token, in order."""
        found: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != token.i:
                found[token.head].append(token.i)
        return tuple(tuple(one) for one in found)

    def of(self, i: int, *deps: str) -> list[Token]:
        """Return the dependents of token `i` with one of those labels, in order."""
        return [self.tokens[child] for child in self.children[i] if self.tokens[child].dep in deps]

    def subtree(self, i: int) -> list[int]:
        """Return the positions of token `i` and all below it, in order."""
        found, stack = [], [i]
        while stack:
            one = stack.pop()
            found.append(one)
            stack.extend(self.children[one])
        return sorted(found)

    def ancestors(self, i: int) -> Iterator[Token]:
        """Yield the heads above token `i`, nearest first."""
        while self.tokens[i].head != i:
            i = self.tokens[i].head
            yield self.tokens[i]

    def extent(self, positions: list[int]) -> Extent:
        """Return the stretch of the frozen text from the first to the last of those tokens."""
        return Extent(self.tokens[min(positions)].start, self.tokens[max(positions)].end)

    def words(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of a sentence."""
        return self.tokens[sentence.first : sentence.last]


def parse(view: View, text: str, language: str | None) -> Parse:
    """Return the parse of `view`, a cleaned view of the frozen `text`.

    Each paragraph is parsed by itself, so that no sentence runs over a paragraph's end, and memory does not grow with
    the longest document. Scare quotes are not shown to the parser: they break names apart.
    """
    model = find_model(language or "en")
    if model is None:
        return Parse(text, (), ())
    quiet, places = _without_scare_quotes(view)
    pieces = list(_paragraphs(quiet, _label_places(text, places)))
    tokens: list[Token] = []
    sentences: list[Sentence] = []
    pipeline = load(model)
    shown = _LONE_SURROGATE.sub("\ufffd", quiet)
    docs = pipeline.pipe((shown[one.start : one.end] for one in pieces), batch_size=_BATCH)
    for piece, doc in zip(pieces, docs, strict=True):
        if piece.is_label:
            _append_label(doc, places[piece.start : piece.end], piece.paragraph, tokens, sentences)
        else:
            _append(doc, places[piece.start : piece.end], piece.paragraph, tokens, sentences)
    return Parse(
        text,
        _with_nested_appositions(_without_counted_times(_without_swallowed_names(tokens))),
        tuple(sentences),
        f"{model.name} {model.version}",
    )


CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\."
)
_DATES = frozenset({"DATE", "TIME"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def _without_swallowed_names(tokens: list[Token]) -> tuple[Token, ...]:
    """Return the tokens with a name that was read into the phrase before it made the subject: "In June Serani left"."""
    subjects = {token.head for token in tokens if token.dep in {"nsubj", "nsubjpass", "csubj", "expl"}}
    finite = {token.i for token in tokens if token.tag in _FINITE}
    finite |= {token.head for token in tokens if token.i in finite and token.dep in {"aux", "auxpass"}}
    mended = list(tokens)
    for token in tokens:
        preposition = tokens[token.head]
        verb = tokens[preposition.head]
        if token.dep != "pobj" or token.tag != "NNP" or preposition.dep != "prep" or verb.i <= token.i:
            continue
        if verb.i in subjects or verb.i not in finite or verb.pos not in {"VERB", "AUX"}:
            continue
        time = _end_of_time(tokens[preposition.i + 1 : token.i], token)
        if time is not None:
            mended[time.i] = replace(time, dep="pobj", head=preposition.i)
            mended[token.i] = replace(token, dep="nsubj", head=verb.i)
            subjects.add(verb.i)
    return tuple(mended)


def _without_counted_times(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with "three times" read as how often, not as who: "the king had three times asked for it"."""
    counted = {token.head for token in tokens if token.dep == "nummod"}
    often = {token.i for token in tokens if token.lemma == "time" and token.i in counted and token.dep in _SUBJECTS}
    verbs = {tokens[i].head for i in often}

    def mended(token: Token) -> Token:
        above = tokens[token.head]
        if token.i in often:
            return replace(token, dep="npadvmod")
        hangs_on_auxiliary = token.dep in _SUBJECTS and above.dep in {"aux", "auxpass"} and above.head in verbs
        return replace(token, head=above.head) if hangs_on_auxiliary else token

    return tuple(map(mended, tokens))


def _with_nested_appositions(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with appositions hung where they belong.

    A name on the role that brings it in: "the fund, whose director, Paul Weiss, …". A role in the singular on the last of
    several names, one in the plural on the first: "Chile and Peru, its ally", "Chile and Peru, its allies".
    """
    owned = {token.head for token in tokens if token.dep == "poss"}
    roles = {token.head: token for token in tokens if token.dep == "appos" and token.pos == "NOUN" and token.i in owned}
    joined = {token.head: token for token in tokens if token.dep == "conj" and token.pos == "PROPN"}

    def head(token: Token) -> int:
        above = tokens[token.head]
        role = roles.get(above.i)
        if token.tag == "NNP" and role is not None and role.i < token.i:
            return role.i
        if token.tag == "NN" and above.i in joined and joined[above.i].i < token.i:
            return joined[above.i].i
        if token.tag == "NNS" and above.dep == "conj" and above.pos == "PROPN":
            return above.head
        return above.i

    return tuple(
        replace(token, head=new) if token.dep == "appos" and (new := head(token)) != token.head else token
        for token in tokens
    )


def _end_of_time(before: Sequence[Token], name: Token) -> Token | None:
    """Return the last word of a date, or of a place, that stands between a preposition and a person's name."""
    last = None
    for token in before:
        dated = token.entity in _DATES and not CALENDAR.fullmatch(name.text)
        placed = token.entity in _PLACES and name.entity == "PERSON"
        if token.head == name.i and (dated or placed):
            last = token
    return last


def _append_label(
    doc: Any, places: NDArray[np.int64], paragraph: int, tokens: list[Token], sentences: list[Sentence]
) -> None:
    """Add a speaker's label as one sentence, however the parser cuts it."""
    before = len(sentences)
    _append(doc, places, paragraph, tokens, sentences)
    if before < len(sentences):
        whole = Sentence(before, sentences[before].first, len(tokens), paragraph, is_label=True)
        del sentences[before:]
        sentences.append(whole)
        tokens[whole.first :] = [replace(one, sentence=before) for one in tokens[whole.first :]]


def _append(
    doc: Any, places: NDArray[np.int64], paragraph: int, tokens: list[Token], sentences: list[Sentence]
) -> None:
    """Add the tokens and sentences of one parsed paragraph; blanks are no tokens."""
    kept = [word for word in doc if not word.is_space]
    first = len(tokens)
    position = {word.i: first + n for n, word in enumerate(kept)}
    for sentence in doc.sents:
        words = [word for word in sentence if word.i in position]
        if not words:
            continue
        root = position.get(sentence.root.i, position[words[0].i])
        sentences.append(Sentence(len(sentences), position[words[0].i], position[words[-1].i] + 1, paragraph))
        for word in words:
            start, end = _place(places, word.idx, word.idx + len(word))
            tokens.append(
                Token(
                    i=position[word.i],
                    text=intern(word.text),
                    lemma=intern(_lemma(word)),
                    pos=intern(word.pos_),
                    tag=intern(word.tag_),
                    dep=intern(word.dep_),
                    head=position.get(word.head.i, root),
                    entity=intern(word.ent_type_),
                    sentence=len(sentences) - 1,
                    start=start,
                    end=end,
                )
            )


# Verbs whose forms the small model's lemmatiser cuts too short.
_WHOLE = {"stag": "stage", "wag": "wage", "fin": "fine", "rap": "rape", "din": "dine", "instal": "install"}


def _lemma(word: Any) -> str:
    """Return the dictionary form of a word, lower case but for names."""
    if word.pos_ == "PROPN":
        return str(word.lemma_)
    lemma = str(word.lemma_).lower()
    return _WHOLE.get(lemma, lemma) if word.pos_ == "VERB" else lemma


def _place(places: NDArray[np.int64], start: int, end: int) -> tuple[int, int]:
    known = places[start:end]
    known = known[known >= 0]
    return int(known[0]), int(known[-1]) + 1


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of a view that the parser is given by itself."""

    paragraph: int
    start: int
    end: int
    is_label: bool = False


def _label_places(text: str, places: NDArray[np.int64]) -> list[tuple[int, int]]:
    """Return where the speakers' labels of the frozen text stand in the view."""
    found = []
    for one in find_labels(text):
        (inside,) = np.nonzero((places >= one.extent.start) & (places < one.extent.end))
        if inside.size:
            found.append((int(inside[0]), int(inside[-1]) + 1))
    return found


def _paragraphs(text: str, labels: Sequence[tuple[int, int]]) -> Iterator[_Piece]:
    """Yield the paragraphs of a view, numbered; headings are left out, labels stand apart."""
    start = 0
    for number, match in enumerate(re.finditer(r"\n\n+|\Z", text)):
        paragraph = text[start : match.start()].strip()
        inner = [one for one in labels if start <= one[0] and one[1] <= match.start()]
        if paragraph and (inner or not is_heading(paragraph)):
            for first, last in inner:
                if any(letter.isalnum() for letter in text[start:first]):  # else marks of a bold label
                    yield from (_Piece(number, *one) for one in _pieces(text, start, first))
                yield _Piece(number, first, last, is_label=True)
                start = last
            yield from (_Piece(number, *one) for one in _pieces(text, start, match.start()))
        start = match.end()


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")  # half a letter, which the parser cannot take
_BATCH = 8  # pieces that are parsed together
_LONGEST_PIECE = 8_000  # characters that the parser is given at once: its memory grows with them
_SENTENCE_END = re.compile(r"[.!?…][”\"’)»]*\s+")


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a paragraph whole, or in pieces cut after a sentence, else at a blank, else anywhere."""
    while end - start > _LONGEST_PIECE:
        limit = start + _LONGEST_PIECE
        ends = [match.end() for match in _SENTENCE_END.finditer(text, start, limit)]
        cut = ends[-1] if ends else max(text.rfind(" ", start, limit), text.rfind("\n", start, limit)) + 1
        cut = cut if cut > start else limit
        if text[start:cut].strip():
            yield start, cut
        start = cut
    if text[start:end].strip():
        yield start, end


_MOST_HEADING = 14  # words


def is_heading(paragraph: str) -> bool:
    """Say whether a paragraph is a heading or a signature: short, and no sentence ends in it."""
    return len(paragraph.split()) <= _MOST_HEADING and paragraph[-1] not in '.!?…:;,”"’»)'


_SCARE = re.compile(r"[“\"]([^“”\"\n]{1,60})[”\"]")
_LONGEST_SCARE = 5  # words


def _without_scare_quotes(view: View) -> tuple[str, NDArray[np.int64]]:
    """Return the view's text without the marks of scare quotes, and where each character stands in the frozen text."""
    places = np.full(len(view.text), -1, dtype=np.int64)
    for run in view.runs:
        places[run.start : run.start + run.length] = np.arange(run.raw, run.raw + run.length)
    keep = np.ones(len(view.text), dtype=np.bool_)
    for match in _SCARE.finditer(view.text):
        words = match[1].split()
        if is_scare_quote(words):
            keep[match.start()] = keep[match.end() - 1] = False
    text = "".join(letter for letter, kept in zip(view.text, keep.tolist(), strict=True) if kept)
    return text, places[keep]


def is_scare_quote(words: list[str]) -> bool:
    """Say whether quoted words are a name or a phrase held at arm's length, not speech: few, and no sentence."""
    return 0 < len(words) <= _LONGEST_SCARE and words[-1][-1:] not in ".!?,;:…"
