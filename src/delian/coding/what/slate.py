"""The slate of a text: issues, the options that answer them, the rounds in which they are gone through; each minted once."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from delian.coding.clauses import Scene
from delian.coding.parse import Parse
from delian.coding.who.actors import label_slug
from delian.model.event import Issue, Option, Round
from delian.model.ids import mint

_CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB", "NUM"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "such"})
_LOOSE_ENDS = frozenset({"PUNCT", "CCONJ", "ADP", "SCONJ", "PART"})
_ALIKE = 4  # letters that a verb and its noun share: "moved", "the move"; "withdraw", "the withdrawal"
_WORDS = 10
_CANDIDATE = "Who is put forward"


@dataclass(frozen=True, slots=True)
class Matter:
    """An option in the words of the text.

    Attributes:
        option: Its id.
        head: Lemma of its noun or verb.
        words: Lemmas that it is told apart by.
    """

    option: str
    head: str
    words: frozenset[str]


@dataclass
class Slate:
    """Issues and options met in the text, in order.

    Attributes:
        taken: Ids in use.
        issues: Issues, options and rounds as minted.
        candidates: Actor → option that the actor is.
        matters: Options that are no candidates.
        last: The option met last, and the sentence that it was met in.
    """

    taken: set[str]
    issues: dict[str, Issue | Option | Round] = field(default_factory=dict)
    candidates: dict[str, str] = field(default_factory=dict)
    matters: list[Matter] = field(default_factory=list)
    last: tuple[str, int] | None = None

    def _mint(self, label: str, prefix: str) -> str:
        ident = mint(label_slug(label), self.taken, prefix)
        self.taken.add(ident)
        return ident

    def issue(self, label: str) -> str:
        """Return the id of the issue called `label`, made if it is new."""
        for one in self.issues.values():
            if isinstance(one, Issue) and one.label == label:
                return one.id
        ident = self._mint(label, "i-")
        self.issues[ident] = Issue(ident, label)
        return ident

    def option(self, label: str, issue: str) -> str:
        """Return the id of a new option."""
        ident = self._mint(label, "o-")
        self.issues[ident] = Option(ident, label, issue)
        return ident

    def candidate(self, actor: str, name: str, office: str | None) -> str:
        """Return the option that `actor` is, made if it is new; `office` is what for, if the text says."""
        if actor not in self.candidates:
            issue = self.issue(f"Who becomes {office}" if office else _CANDIDATE)
            self.candidates[actor] = self.option(name, issue)
        return self.candidates[actor]

    def issue_of(self, option: str) -> str:
        """Return the id of the issue that an option answers."""
        found = self.issues[option]
        return found.issue if isinstance(found, Option) else ""

    def rivals(self, option: str) -> tuple[str, ...]:
        """Return the candidates met so far that answer the same issue, `option` included."""
        return tuple(one for one in self.candidates.values() if self.issue_of(one) == self.issue_of(option))

    def round(self, label: str, issue: str, mediator: str | None) -> str:
        """Return the id of the round of an issue called `label`, made if it is new."""
        for one in self.issues.values():
            if isinstance(one, Round) and (one.label, one.issue) == (label, issue):
                if mediator and not one.mediator:
                    self.issues[one.id] = replace(one, mediator=mediator)
                return one.id
        ident = self._mint(label, "r-")
        self.issues[ident] = Round(ident, label, issue, mediator)
        return ident

    def matter(self, parse: Parse, head: int, label: str) -> str:
        """Return the option that the phrase headed by token `head` names; a known one where the words say no more."""
        token = parse.tokens[head]
        below = [parse.tokens[i] for i in parse.subtree(head)]
        words = frozenset(one.lemma.lower() for one in below if one.pos in _CONTENT)
        lemma = token.lemma.lower()
        pointing = bool(_POINTING & {one.text.lower() for one in parse.of(head, "det")})
        for one in reversed(self.matters):
            short = pointing and words <= one.words | {lemma}
            if _same_head(one.head, lemma) and (words == one.words or short):
                return one.option
        option = self.option(label, self.issue(label[:1].upper() + label[1:]))
        self.matters.append(Matter(option, lemma, words))
        return option

    def used(self, used: set[str]) -> tuple[Issue | Option | Round, ...]:
        """Return what claims point at, with the issues that it answers."""
        wanted = {self.issue_of(one) for one in used if one in self.issues} | used
        wanted |= {one.issue for one in self.issues.values() if isinstance(one, Round) and one.id in used}
        return tuple(one for one in self.issues.values() if one.id in wanted)


def _same_head(one: str, other: str) -> bool:
    """Say whether two heads name the same thing: one word, or a verb and its noun."""
    short, long = sorted((one, other), key=len)
    return one == other or (len(short) >= _ALIKE and long.startswith(short.removesuffix("e")))


def phrase(scene: Scene, head: int, names: Callable[[str], str], *, article: bool = True) -> str:
    """Return the words of a phrase without clauses beside it; a possessive pronoun is told by the name it stands for."""
    parse = scene.parse
    kept = list(_kept(parse, head))
    while not article and len(kept) > 1 and parse.tokens[kept[0]].pos in {"DET", "PUNCT"}:
        kept.pop(0)
    words: list[str] = []
    for place, i in enumerate(kept):
        token = parse.tokens[i]
        told = token.tag == "PRP$" and token.head == head and i in scene.at
        owner = scene.of[scene.at[i]] if told else None
        word = f"{names(owner)}’s" if owner else token.text
        glued = bool(place) and parse.tokens[kept[place - 1]].end == token.start
        words.append(word if glued or not words else f" {word}")
    return "".join(words).replace("*", "").strip(" ,;:-–")


def _kept(parse: Parse, head: int) -> Iterator[int]:
    """Yield the tokens of a phrase up to the first clause, apposition or joined phrase after its head."""
    own = parse.subtree(head)
    cut = [
        one.i
        for i in own
        if i >= head
        for one in parse.of(i, "relcl", "appos", "advcl", "cc", "conj", "parataxis")
        if not (one.dep in {"cc", "conj"} and i != head)
    ]
    end = min((min(parse.subtree(i)) for i in cut), default=own[-1] + 1)
    before = [i for i in own if i < end]
    whole = len(before)
    before = [i for place, i in enumerate(before) if place < _WORDS or i <= head]
    loose = _LOOSE_ENDS if len(before) == whole else _LOOSE_ENDS | {"DET", "ADJ", "NUM"}
    while before[-1] > head and parse.tokens[before[-1]].pos in loose:
        before.pop()
    yield from before


def sentences_apart(parse: Parse, one: int, other: int) -> int:
    """Return how many sentences lie between two, or many if they stand in different paragraphs."""
    if parse.sentences[one].paragraph != parse.sentences[other].paragraph:
        return len(parse.sentences)
    return abs(one - other)


def heads_of(parse: Parse, heads: Sequence[int]) -> Iterator[int]:
    """Yield heads and the heads that are joined to them."""
    for head in heads:
        yield head
        yield from heads_of(parse, [one.i for one in parse.of(head, "conj")])
