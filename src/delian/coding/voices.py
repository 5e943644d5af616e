"""Stage 5b: who speaks: quotations get their speakers, reported speech its source, minds their bearer; voices nest."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter

from delian.coding.clauses import Scene, subjects_of
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.proposers.proposer import Heard, Quoted, Speaker
from delian.coding.quotes import Quotation
from delian.model.claim import Access, How
from delian.model.text import Extent

_CHARGES = frozenset({"accuse", "suspect"})  # "accused them of leaving": it is the accuser who says that they left
_ANY = frozenset({"a", "an", "one", "another", "some", "any"})
_NEAR = 8  # tokens between a quotation and the verb that brings it in


@dataclass(frozen=True, slots=True)
class Told:
    """A stretch of text that somebody says, writes, thinks or wants.

    Attributes:
        content: What is said or thought.
        how: Says, writes, believes, knows, feels or intends.
        source: Head token of who it is; None if the text does not name one there.
        cue: Token of the verb; None for a bare quotation.
        direct: Whether it is quoted.
        denied: Whether the cue is a denial: what is said is that the content is not so.
        void: Whether nobody says it: "did not say that", "asked whether".
    """

    content: Extent
    how: How
    source: int | None
    cue: int | None
    direct: bool = False
    denied: bool = False
    void: bool = False

    @property
    def is_mind(self) -> bool:
        """Whether it is a thought, told without a word of whoever has it."""
        return self.how not in {"says", "writes"}


def find_told(parse: Parse, quotations: Sequence[Quotation], lexicon: Lexicon) -> tuple[Told, ...]:
    """Return what is said or thought by whom, widest stretches first."""
    told = [*_reported(parse, lexicon), *_according(parse, lexicon), *_in_nouns(parse, lexicon)]
    quoted = [_within(parse, one, told) for one in _quoted(parse, quotations, lexicon)]
    inside = [one.content for one in quoted]
    reported = [
        one
        for one in told
        if not any(
            same.start <= one.content.start + 3 and one.content.end <= same.end + 3 and _cue_outside(parse, one, same)
            for same in inside
        )
    ]
    return tuple(sorted((*quoted, *reported), key=lambda one: (one.content.start, -one.content.end)))


def _within(parse: Parse, quoted: Told, reported: Sequence[Told]) -> Told:
    """Return a quotation inside reported speech as its speaker's: "she said that the council had “burned its books”"."""
    if not _is_fragment(parse, quoted.content):
        return quoted
    for one in reported:
        holds = one.content.start < quoted.content.start and quoted.content.end <= one.content.end + 1
        if holds and not one.is_mind and not one.void and one.source is not None:
            return replace(quoted, source=one.source, cue=one.cue, how=one.how)
    return quoted


def _is_fragment(parse: Parse, content: Extent) -> bool:
    """Say whether quoted words go on a sentence that stands outside the marks."""
    first = parse.text[content.start : content.start + 1]
    before = parse.text[max(content.start - 3, 0) : content.start].rstrip(' “"‘«')
    return first.islower() and not before.endswith((",", ":"))


def _cue_outside(parse: Parse, one: Told, quotation: Extent) -> bool:
    return one.cue is None or not quotation.start <= parse.tokens[one.cue].start < quotation.end


def _quoted(parse: Parse, quotations: Sequence[Quotation], lexicon: Lexicon) -> Iterator[Told]:
    previous: tuple[Quotation, Told] | None = None
    for one in quotations:
        cue = _cue_of(parse, one, lexicon)
        if cue is not None:
            source = _source(parse, cue)
            how = lexicon.telling.get(parse.tokens[cue].lemma, "says")
            told = Told(one.content, how, source, cue, direct=True)
        elif (head := _according_near(parse, one, lexicon)) is not None:
            told = Told(one.content, "says", head, None, direct=True)
        elif previous and previous[0].paragraph == one.paragraph and previous[1].source is not None:
            told = Told(one.content, "says", previous[1].source, None, direct=True)
        else:
            told = Told(one.content, "says", None, None, direct=True)
        previous = (one, told)
        yield told


def _cue_of(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> int | None:
    """Return the verb of saying that brings a quotation in: beside it in its paragraph, or before a colon above it."""
    first, last = _tokens_in(parse, quotation.content)
    if first is None or last is None:
        return None
    best: tuple[int, int] | None = None
    lowest = max(0, first - 40)
    for i in (*range(last + 1, min(last + 30, len(parse.tokens))), *range(first - 1, lowest, -1)):
        token = parse.tokens[i]
        if token.lemma not in lexicon.telling or token.pos not in {"VERB", "AUX"}:
            continue
        distance = i - last if i > last else first - i
        joined = _is_joined(parse, token, first, last, quotation)
        if not joined or any(one.dep == "aux" and one.text.lower() == "to" for one in parse.of(i, "aux")):
            continue
        if best is None or distance < best[0]:
            best = (distance, i)
    return best[1] if best else None


def _is_joined(parse: Parse, verb: Token, first: int, last: int, quotation: Quotation) -> bool:
    """Say whether the verb belongs to the quotation: same sentence, or nothing but its own clause in between."""
    sentences = {parse.tokens[first].sentence, parse.tokens[last].sentence}
    if verb.i > last:
        between = parse.tokens[last + 1 : verb.i]
        return not any(token.text in {".", "“", "«"} for token in between) and (
            verb.sentence in sentences or len(between) <= _NEAR
        )
    between = parse.tokens[verb.i + 1 : first]
    if any(token.text in {"”", "»"} for token in between):
        return False
    marks = {token.text for token in parse.tokens[max(first - 3, 0) : first]}
    if verb.sentence in sentences:
        return bool(marks & {":", ","}) or parse.tokens[first].head == verb.i or len(between) <= _NEAR
    paragraph = parse.sentences[verb.sentence].paragraph
    return ":" in marks and paragraph in {quotation.paragraph, quotation.paragraph - 1} and len(between) <= 4 * _NEAR


def _tokens_in(parse: Parse, extent: Extent) -> tuple[int | None, int | None]:
    inside = _token_range(parse.tokens, extent)
    return (inside[0], inside[1] - 1) if inside[0] < inside[1] else (None, None)


def _token_range(tokens: Sequence[Token], extent: Extent) -> tuple[int, int]:
    """Return [first, last) of the tokens that begin inside the stretch; tokens stand in order of the text."""
    return (
        bisect_left(tokens, extent.start, key=attrgetter("start")),
        bisect_left(tokens, extent.end, key=attrgetter("start")),
    )


def _source(parse: Parse, cue: int) -> int | None:
    if parse.of(cue, "auxpass"):
        return next((inner.i for by in parse.of(cue, "agent") for inner in parse.of(by.i, "pobj")), None)
    subjects = subjects_of(parse, cue)
    return subjects[0] if subjects else None


def _reported(parse: Parse, lexicon: Lexicon) -> Iterator[Told]:
    """Yield reported speech and thoughts: a verb of saying or thinking with a clause under it, or set beside it."""
    for token in parse.tokens:
        how = lexicon.telling.get(token.lemma) or lexicon.thinking.get(token.lemma)
        if how is None or token.pos not in {"VERB", "AUX"}:
            continue
        contents = list(_complements(parse, token, how))
        source = _source(parse, token.i)
        passive = bool(parse.of(token.i, "auxpass"))
        if source is None and (passive or not contents):
            continue
        negated = bool(parse.of(token.i, "neg"))
        for head, asked in contents:
            extent = _content_extent(parse, head, token.i)
            if extent is not None:
                denied = token.lemma in {"deny", "doubt"}
                yield Told(extent, how, source, token.i, denied=denied and not negated, void=negated or asked)


def _complements(parse: Parse, cue: Token, how: How) -> Iterator[tuple[int, bool]]:
    """Yield the heads of the clauses that a cue brings in, and whether each is a question."""
    said = list(parse.of(cue.i, "ccomp"))
    said += [other for one in said for other in parse.of(one.i, "conj") if _begins_anew(parse, other)]
    for one in said:
        marks = {child.text.lower() for child in parse.of(one.i, "mark", "advmod", "dobj", "attr", "nsubj")}
        yield one.i, bool(marks & {"whether", "if"}) and cue.lemma in {"ask", "wonder", "know", "doubt", "inquire"}
    if cue.lemma == "deny":
        yield from ((one.i, False) for one in parse.of(cue.i, "xcomp", "pcomp"))
    if cue.lemma in _CHARGES:
        yield from ((one.i, False) for by in parse.of(cue.i, "prep") for one in parse.of(by.i, "pcomp"))
    if how in {"intends", "believes", "feels"}:
        yield from ((one.i, False) for one in parse.of(cue.i, "xcomp") if one.pos in {"VERB", "AUX"})
    above = parse.tokens[cue.head]
    beside = cue.dep in {"parataxis", "ccomp", "advcl"} and above.i != cue.i and above.pos in {"VERB", "AUX"}
    if beside and not parse.of(cue.i, "mark", "ccomp") and above.i < cue.i and cue.dep == "parataxis":
        yield above.i, False


def _begins_anew(parse: Parse, verb: Token) -> bool:
    """Say whether a joined clause is said for itself: "that the ships had left and that the port was closed"."""
    return any(one.text.lower() == "that" for one in parse.of(verb.i, "mark"))


def _content_extent(parse: Parse, head: int, cue: int) -> Extent | None:
    anew = {i for one in parse.of(head, "conj") if _begins_anew(parse, one) for i in parse.subtree(one.i)}
    below = [i for i in parse.subtree(head) if i != cue and i not in anew]
    cut = set(parse.subtree(cue)) if cue in parse.subtree(head) else set()
    below = [i for i in below if i not in cut]
    while below and (parse.tokens[below[0]].pos in {"SCONJ", "PUNCT"} or parse.tokens[below[0]].text.lower() == "that"):
        below.pop(0)
    while below and parse.tokens[below[-1]].pos in {"PUNCT", "CCONJ"}:
        below.pop()
    return parse.extent(below) if below else None


def _in_nouns(parse: Parse, lexicon: Lexicon) -> Iterator[Told]:
    """Yield "her claim that …", "the council's fear that …": the clause is theirs to whom the noun belongs."""
    for token in parse.tokens:
        how = lexicon.clause_nouns.get(token.lemma)
        if how is None or token.pos != "NOUN":
            continue
        owners = [one.i for one in parse.of(token.i, "poss")]
        owners += [inner.i for by in parse.of(token.i, "prep") if by.lemma == "by" for inner in parse.of(by.i, "pobj")]
        clauses = [one for one in parse.of(token.i, "acl", "ccomp", "relcl") if _begins_anew(parse, one)]
        for one in clauses[: len(owners)]:
            extent = _content_extent(parse, one.i, token.i)
            if extent is not None:
                yield Told(extent, how, owners[0], token.i)


def _according(parse: Parse, lexicon: Lexicon) -> Iterator[Told]:
    """Yield "according to X": the rest of the sentence is X's."""
    for token in parse.tokens:
        head = _according_head(parse, token, lexicon)
        if head is None:
            continue
        phrase = set(parse.subtree(token.i))
        sentence = parse.sentences[token.sentence]
        rest = [i for i in range(sentence.first, sentence.last) if i not in phrase]
        while rest and parse.tokens[rest[0]].pos == "PUNCT":
            rest.pop(0)
        while rest and parse.tokens[rest[-1]].pos == "PUNCT":
            rest.pop()
        if rest:
            yield Told(parse.extent(rest), "says", head, None)


def _according_head(parse: Parse, token: Token, lexicon: Lexicon) -> int | None:
    if token.text.lower() != "according" or "according to" not in lexicon.according:
        return None
    for i in (token.i + 1, token.i):
        if i < len(parse.tokens):
            for inner in parse.of(i, "pobj"):
                return inner.i
    return None


def _according_near(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> int | None:
    first, last = _tokens_in(parse, quotation.content)
    if first is None or last is None:
        return None
    sentences = {parse.tokens[first].sentence, parse.tokens[last].sentence}
    near = range(max(0, first - 30), min(len(parse.tokens), last + 12))
    for i in near:
        token = parse.tokens[i]
        after = last < i and not any(one.text == "." for one in parse.tokens[last + 1 : i])
        if token.sentence in sentences or after:
            head = _according_head(parse, token, lexicon)
            if head is not None:
                return head
    return None


class Chains:
    """The chain of voices at each place of a text."""

    def __init__(self, scene: Scene, told: Sequence[Told], lexicon: Lexicon) -> None:
        """Keep the text, who says or thinks what in it, and the word lists."""
        self.scene = scene
        self.told = told
        self.lexicon = lexicon

    def around(self, place: Extent, cue: int | None = None) -> list[Told]:
        """Return what holds `place`, outermost first; `cue` is a verb whose own content does not count."""
        return [
            one
            for one in self.told
            if one.content.start <= place.start and place.end <= one.content.end and (one.cue != cue or cue is None)
        ]

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
        actor = self.scene.one(one.source)
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

    def is_nameless(self, source: int) -> bool:
        """Say whether the phrase at token `source` describes somebody without a name: "a senior official"."""
        found = self.scene.mention(source)
        if found is None:
            return self.scene.one(source) is None  # a title of a name is a name
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
        cut = [i for child in parse.of(source, "relcl", "appos", "acl") for i in parse.subtree(child.i)]
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
            source = parse.extent(parse.subtree(one.source)) if one.source is not None else None
            if source is not None and source.overlaps(one.content) and one.source is not None:
                source = Extent(parse.tokens[one.source].start, parse.tokens[one.source].end)
            cue = parse.tokens[one.cue] if one.cue is not None else None
            nameless = one.source is None or self.is_nameless(one.source)
            found.append(
                Heard(
                    (one.content.start, one.content.end),
                    (source.start, source.end) if source else None,
                    (cue.start, cue.end) if cue else None,
                    None if nameless or one.source is None else self.scene.one(one.source),
                    one.direct,
                )
            )
        return tuple(found)


def speaker_at(
    scene_of: Callable[[int], str | None], parse: Parse, told: Sequence[Told], author: str | None
) -> Callable[[int], str | None]:
    """Return whose "I" stands at a token: the innermost quotation's speaker, else the author."""
    quotations = [one for one in told if one.direct]

    def speaker(i: int) -> str | None:
        start = parse.tokens[i].start
        for one in quotations:
            if one.content.start <= start < one.content.end:
                return scene_of(one.source) if one.source is not None else None
        return author if parse.tokens[i].text.lower() in {"i", "me", "my"} else None

    return speaker
