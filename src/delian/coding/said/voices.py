"""Stage 5d: who speaks: quotations get their speakers, reported speech its source, minds their bearer; voices nest."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from delian.coding.clauses import Scene
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse
from delian.coding.proposers.proposer import Heard, Quoted, Speaker
from delian.coding.said.quoted import with_speakers
from delian.coding.said.quotes import Quotation
from delian.coding.said.reported import reported
from delian.coding.said.told import MARKS, Told, ToldAt
from delian.coding.said.turns import Turn
from delian.model.claim import Access
from delian.model.text import Extent

_ANY = frozenset({"a", "an", "one", "another", "some", "any"})


def find_told(
    parse: Parse, quotations: Sequence[Quotation], lexicon: Lexicon, turns: Sequence[Turn] = ()
) -> tuple[Told, ...]:
    """Return what is said or thought by whom, widest stretches first."""
    told = tuple(reported(parse, lexicon))
    quoted = tuple(with_speakers(parse, quotations, told, lexicon))
    at = ToldAt(quoted)
    rest = (_without(parse, one, at) for one in told)
    answers = (one.told for one in turns if one.told is not None)
    found = (*answers, *quoted, *(one for one in rest if one is not None))
    return tuple(sorted(found, key=lambda one: (one.content.start, -one.content.end)))


def _without(parse: Parse, one: Told, quoted: ToldAt) -> Told | None:
    """Return reported speech without what is found as a quotation already; None if nothing is left."""

    def is_quoted(piece: Extent) -> bool:
        near = (same for same in quoted.near(piece.start) if _cue_outside(parse, one, same.content))
        return any(_is_same(parse, one, piece, same) for same in near)

    left = tuple(piece for piece in one.pieces if not is_quoted(piece))
    return replace(one, pieces=left) if left else None


def _is_same(parse: Parse, one: Told, piece: Extent, quotation: Told) -> bool:
    """Say whether a stretch of reported speech is a quotation, or begins with a whole one that its verb brings in."""
    content = quotation.content
    if content.start <= piece.start + MARKS and piece.end <= content.end + MARKS:
        return True
    begins = abs(content.start - piece.start) <= MARKS
    return begins and quotation.cue == one.cue and parse.text[content.end - 1 : content.end] in {*".,?!…"}


def _cue_outside(parse: Parse, one: Told, quotation: Extent) -> bool:
    return one.cue is None or not quotation.start <= parse.tokens[one.cue].start < quotation.end


class Chains:
    """The chain of voices at each place of a text."""

    def __init__(self, scene: Scene, told: Sequence[Told], lexicon: Lexicon) -> None:
        """Keep the text, who says or thinks what in it, and the word lists."""
        self.scene = scene
        self.told = told
        self.lexicon = lexicon
        self._at = ToldAt(told)

    def around(self, place: Extent, cue: int | None = None) -> list[Told]:
        """Return what holds `place`, outermost first; `cue` is a verb whose own content does not count."""
        near = self._at.near(place.start)
        return [one for one in near if one.holds(place) and not one.about and (one.cue != cue or cue is None)]

    def speakers(self, around: Sequence[Told]) -> tuple[Speaker, ...] | None:
        """Return the voices beyond author and outlet; None where nobody can be told, or nobody says it."""
        speakers: list[Speaker] = []
        for one in around:
            if one.void:
                return None
            speaker = self._speaker(one)
            if speaker is None:
                if one.direct:
                    return None
                continue
            if speakers and speaker.actor is not None and speakers[-1].actor == speaker.actor and not one.is_mind:
                continue
            speakers.append(speaker)
            if one.is_mind:
                break
        return tuple(speakers)

    def _speaker(self, one: Told) -> Speaker | None:
        if one.source is None:
            return None
        actor = self._who(one.source)
        nameless = actor is None or self.is_nameless(one.source)
        descriptor = self.descriptor(one.source) if nameless else None
        if actor is None and not descriptor:
            return None
        institution = actor is not None and not nameless and self._is_body(one.source)
        return Speaker(
            actor=None if nameless else actor,
            descriptor=descriptor,
            role="mind" if one.is_mind else "source",
            kind="anonymous" if nameless else "institution" if institution else "named",
            how=one.how,
            access="unstated" if one.is_mind else self._access(one.source),
            cue=self._cue(one),
        )

    def _who(self, source: int) -> str | None:
        """Return the actor at token `source`, or set beside it: "the secretary-general, Ana Ruiz"."""
        beside = (self.scene.one(one.i) for one in self.scene.parse.of(source, "appos"))
        return self.scene.one(source) or next((actor for actor in beside if actor is not None), None)

    def is_nameless(self, source: int) -> bool:
        """Say whether the phrase at token `source` describes somebody without a name: "a senior official"."""
        found = self.scene.mention(source)
        if found is None:
            return self._who(source) is None  # a title of a name is a name
        actor = self.scene.one(source)
        if found.form == "name" or actor != self.scene.of[self.scene.at[source]]:
            return False  # a name, or set beside one
        first = self.first_described(actor)
        return first is not None and self._is_anonymous(first)

    def first_described(self, actor: str | None) -> int | None:
        """Return the head of the phrase that first describes an actor whom nothing in the text names; else None."""
        if actor not in self._described:
            return None
        return self._described[actor]

    @cached_property
    def _described(self) -> dict[str | None, int]:
        found: dict[str | None, int] = {}
        named: set[str | None] = set()
        for one, actor in zip(self.scene.mentions, self.scene.of, strict=True):
            if one.form == "name":
                named.add(actor)
            elif one.form == "nominal":
                found.setdefault(actor, one.head)
        return {actor: head for actor, head in found.items() if actor is not None and actor not in named}

    def _is_anonymous(self, head: int) -> bool:
        """Say whether a phrase leaves somebody without a name; "the foreign minister" is one person, "a minister" anybody."""
        parse, found = self.scene.parse, self.scene.mention(head)
        if found is None or found.kind == "organisation":
            return False
        lemma = parse.tokens[head].lemma
        determiners = {one.lemma.lower() for one in parse.of(head, "det", "poss")}
        if lemma in self.lexicon.offices and determiners and not determiners & _ANY and found.number == "one":
            return False
        return lemma in self.lexicon.anonymous or (found.kind == "person" and not found.definite)

    def _is_body(self, source: int) -> bool:
        found = self.scene.mention(source)
        return found is not None and found.kind in {"organisation", "state"}

    def descriptor(self, source: int) -> str:
        """Return the words by which the text first describes a speaker, without what follows a comma."""
        parse = self.scene.parse
        first = self.first_described(self.scene.one(source))
        source = source if first is None else first
        below = [i for i in parse.subtree(source) if parse.tokens[i].dep != "punct"]
        aside = [i for i in below if parse.tokens[i].dep == "relcl" and _follows_comma(parse, i)]
        clauses = [*(child.i for child in parse.of(source, "relcl", "appos", "acl")), *aside]
        cut = [i for child in clauses for i in parse.subtree(child)]
        kept = [i for i in below if i not in cut] or [source]
        return " ".join(parse.text[parse.tokens[kept[0]].start : parse.tokens[kept[-1]].end].replace("*", "").split())

    def _access(self, source: int) -> Access:
        parse = self.scene.parse
        extent = parse.extent(parse.subtree(source))
        words = parse.text[extent.start : extent.end].lower()
        if any(cue in words for cue in self.lexicon.took_part):
            return "took-part"
        return "was-told" if any(cue in words for cue in self.lexicon.was_told) else "unstated"

    def _cue(self, one: Told) -> Quoted | None:
        if one.cue is None:
            return None
        token = self.scene.parse.tokens[one.cue]
        return Quoted(self.scene.parse.text[token.start : token.end], start=token.start, role="cue")

    def heard(self) -> tuple[Heard, ...]:
        """Return who speaks where; thoughts are no speech."""
        parse = self.scene.parse
        found = []
        for one in self.told:
            if one.is_mind or one.void:
                continue
            source = one.named(parse)
            cue = parse.tokens[one.cue] if one.cue is not None else None
            nameless = one.source is None or self.is_nameless(one.source)
            found += [
                Heard(
                    (piece.start, piece.end),
                    (source.start, source.end) if source else None,
                    (cue.start, cue.end) if cue else None,
                    None if nameless or one.source is None else self._who(one.source),
                    one.direct,
                )
                for piece in one.pieces
            ]
        return tuple(found)


def _follows_comma(parse: Parse, verb: int) -> bool:
    first = parse.subtree(verb)[0]
    return "," in {one.text for one in parse.tokens[max(first - 1, 0) : first + 1]}


def speaker_at(
    scene_of: Callable[[int], str | None], parse: Parse, told: Sequence[Told], author: str | None
) -> Callable[[int], str | None]:
    """Return whose "I" stands at a token: the innermost quotation's speaker, else the author."""
    quotations = ToldAt(one for one in told if one.direct)

    def speaker(i: int) -> str | None:
        start = parse.tokens[i].start
        around = [one for one in quotations.near(start) if one.content.start <= start < one.content.end]
        if around:
            source = around[-1].source
            return scene_of(source) if source is not None else None
        return author if parse.tokens[i].text.lower() in {"i", "me", "my"} else None

    return speaker
