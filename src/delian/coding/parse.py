"""Stage 1: a view's tokens and sentences, as plain records with offsets into the frozen text."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

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
    """Tokens from `first` up to but not with `last`, in one paragraph."""

    i: int
    first: int
    last: int
    paragraph: int


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


def parse(view: View, text: str) -> Parse:
    """Return the parse of `view`, a cleaned view of the frozen `text`."""
    raise NotImplementedError
