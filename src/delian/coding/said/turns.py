"""Stage 5b: whose words stand under a label: answers are the speaker's, questions the author's own."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from delian.coding.clauses import Scene
from delian.coding.parse import Parse, Sentence
from delian.coding.said.labels import label_name, labelled
from delian.coding.said.told import Told
from delian.coding.who.mentions import Found
from delian.model.text import Extent

_MOST_INITIALS = 4
_BRACKETS = frozenset({"[", "("})


@dataclass(frozen=True, slots=True)
class Turn:
    """What stands under one label.

    Attributes:
        pieces: Its words, paragraph by paragraph.
        told: It as told by whoever answers; None where the interviewer asks.
        asked: Token that names whom a question is put to; None for an answer, or where that is not known.
    """

    pieces: tuple[Extent, ...]
    told: Told | None
    asked: int | None = None


def find_turns(scene: Scene, askers: Sequence[str], is_person: Callable[[str], bool]) -> tuple[Turn, ...]:
    """Return the turns of an interview; `askers` are the names of authors and outlet."""
    labels = [one for one in scene.parse.sentences if one.is_label]
    if not labels:
        return ()
    who = _Labels(scene, tuple(map(label_name, askers)), is_person, labels[0])
    bodies = list(_bodies(scene.parse, labels))
    named = [who.source(label, body) for label, body in zip(labels, bodies, strict=True)]
    asking = {one for one, body in zip(named, bodies, strict=True) if _ends_asking(scene.parse, body)}
    sources = [None if one in asking and who.is_body(one) else one for one in named]
    main = Counter(one for one in sources if one is not None).most_common(1)
    asked = main[0][0] if main else who.guest
    return tuple(
        Turn(pieces, None, asked)
        if source is None
        else Turn(pieces, Told(pieces, "says", source, label.last - 1, direct=True, answer=True))
        for label, body, source in zip(labels, bodies, sources, strict=True)
        if (pieces := tuple(_pieces(scene.parse, body)))
    )


def addressed_in(turns: Sequence[Turn], scene: Scene) -> Callable[[int], str | None]:
    """Return who "you" is at a token: in a question whoever answers."""

    def addressed(i: int) -> str | None:
        start = scene.parse.tokens[i].start
        for one in turns:
            if one.asked is not None and any(piece.start <= start < piece.end for piece in one.pieces):
                return scene.one(one.asked)
        return None

    return addressed


@dataclass(frozen=True)
class _Labels:
    """Who the labels of one text are."""

    scene: Scene
    askers: tuple[str, ...]
    is_person: Callable[[str], bool]
    first: Sentence

    def source(self, label: Sentence, body: Sequence[Sentence]) -> int | None:
        """Return a token that names whoever speaks under a label; None if it is the interviewer."""
        parse = self.scene.parse
        words = [*parse.words(label)]
        name = label_name(parse.text[words[0].start : words[-1].end])
        if not name or not name[0].isalpha():  # a dash
            return None if _ends_asking(parse, body) else self._guest_or(label)
        if name in labelled("question") or any(_is_of(name, asker) for asker in self.askers):
            return None
        return self._guest_or(label) if name in labelled("answer") else self._named(label, name)

    def is_body(self, head: int | None) -> bool:
        """Say whether a token names a body: one that asks is an outlet."""
        actor = self.scene.one(head) if head is not None else None
        return actor is not None and not self.is_person(actor)

    @property
    def guest(self) -> int | None:
        """A token that names the person most spoken of before the first label, the author apart."""
        found = [one for one in self._persons() if one.last <= self.first.first] or [*self._persons()]
        counts = Counter(self.scene.one(one.head) for one in found)
        return max(found, key=lambda one: counts[self.scene.one(one.head)]).head if found else None

    def _guest_or(self, label: Sentence) -> int:
        guest = self.guest
        return label.first if guest is None else guest

    def _persons(self) -> Iterator[Found]:
        for one in self._named_outside():
            actor = self.scene.one(one.head)
            if actor and self.is_person(actor) and not any(_is_of(one.name.lower(), asker) for asker in self.askers):
                yield one

    def _named_outside(self) -> Iterator[Found]:
        sentences, tokens = self.scene.parse.sentences, self.scene.parse.tokens
        for one in self.scene.mentions:
            if one.form == "name" and not sentences[tokens[one.head].sentence].is_label:
                yield one

    def _named(self, label: Sentence, name: str) -> int:
        """Return where the text names whoever a label means: by name, by initials, or by title; else the label's own word."""
        last = name.rsplit(maxsplit=1)[-1]
        outside = list(self._named_outside())
        for one in outside:
            if last in one.name.lower().split():
                return one.head
        if len(name) <= _MOST_INITIALS:
            for one in outside:
                if "".join(word[0] for word in one.name.lower().split()) == name:
                    return one.head
        for one in outside:
            if one.title and (one.title == name or name in one.title.split()):
                return one.head
        own = [one.head for one in self.scene.mentions if label.first <= one.head < label.last]
        words = [one.i for one in self.scene.parse.words(label) if one.text[0].isalpha()]
        return (own or words)[-1]


def _ends_asking(parse: Parse, body: Sequence[Sentence]) -> bool:
    return bool(body) and "?" in {one.text for one in parse.words(body[-1])[-2:]}


def _is_of(name: str, asker: str) -> bool:
    """Say whether a label is a name or its last words, some of its words, or its initials."""
    words = asker.split()
    initials = "".join(word[0] for word in words)
    return name.replace(".", "").replace(" ", "") == initials or set(name.split()) <= set(words)


def _bodies(parse: Parse, labels: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Yield the sentences under each label; the last has no more paragraphs than the longest of the others."""
    longest = 1
    for n, label in enumerate(labels):
        end = labels[n + 1].i if n + 1 < len(labels) else len(parse.sentences)
        body: list[Sentence] = []
        for one in parse.sentences[label.i + 1 : end]:
            new = not body or one.paragraph != body[-1].paragraph
            if new and one.paragraph != label.paragraph and _is_set_apart(parse, one):
                break
            body.append(one)
        numbers = list(dict.fromkeys(one.paragraph for one in body))
        if n + 1 == len(labels):
            body = [one for one in body if one.paragraph in numbers[:longest]]
        longest = max(longest, len(numbers))
        yield body


def _is_set_apart(parse: Parse, first: Sentence) -> bool:
    """Say whether a paragraph is the editors' own: in italics or brackets as a whole."""
    last = next((one for one in reversed(parse.sentences[first.i :]) if one.paragraph == first.paragraph), first)
    start, end = parse.tokens[first.first].start, parse.tokens[last.last - 1].end
    return parse.tokens[first.first].text in _BRACKETS or (
        parse.text[start - 1 : start] in {"*", "_"} and parse.text[end : end + 1] in {"*", "_"}
    )


def _pieces(parse: Parse, body: Sequence[Sentence]) -> Iterator[Extent]:
    for number in dict.fromkeys(one.paragraph for one in body):
        inside = [one for one in body if one.paragraph == number]
        yield parse.extent([inside[0].first, inside[-1].last - 1])
