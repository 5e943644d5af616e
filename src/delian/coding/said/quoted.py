"""Stage 5c: quotations get their speakers: from a verb beside them, "according to", a name behind a dash, or what goes before."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile
from operator import attrgetter

from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.said.phrases import according_head
from delian.coding.said.quotes import Quotation
from delian.coding.said.tellers import source_of
from delian.coding.said.told import Told
from delian.model.text import Extent

_FEWEST = 2  # words that are more than a word held at arm's length
_NEAR = 8  # tokens between a quotation and the verb that brings it in
_DASHES = frozenset({"—", "–", "--", "-", "―"})
_CLOSING = frozenset({"”", '"', "»", "’", "''"})
_ENDING = frozenset({".", "“", '"', "«", "‘"})
_LONGEST_SIGNATURE = 16  # tokens


def with_speakers(
    parse: Parse, quotations: Sequence[Quotation], told: Sequence[Told], lexicon: Lexicon
) -> Iterator[Told]:
    """Yield the quotations with who is quoted."""
    previous: tuple[Quotation, Told] | None = None
    for one in quotations:
        short = one.short and not _is_brought_in(parse, one, lexicon)
        found = _short(parse, one, told) if short else _one(parse, one, previous, told, lexicon)
        if found is None:
            continue
        if not short:
            previous = (one, found)
        yield found


def _one(
    parse: Parse,
    quotation: Quotation,
    previous: tuple[Quotation, Told] | None,
    told: Sequence[Told],
    lexicon: Lexicon,
) -> Told:
    piece = (quotation.content,)
    fragment = _quoted_in(quotation, told) if _is_fragment(parse, quotation.content) else None
    if fragment is not None:
        return fragment
    cue = _cue_of(parse, quotation, lexicon)
    if cue is not None:
        how = lexicon.telling.get(parse.tokens[cue].lemma, "says")
        return Told(piece, how, source_of(parse, cue, lexicon), cue, direct=True)
    signed = _signature(parse, quotation)
    if signed is None:
        signed = _before_colon(parse, quotation)
    if signed is not None:
        return Told(piece, "says", signed[1], signed[0], direct=True)
    head = _according_near(parse, quotation, lexicon)
    if head is None and previous is not None:
        goes_on = previous[0].paragraph == quotation.paragraph or (
            not previous[0].closed and previous[0].paragraph == quotation.paragraph - 1
        )
        head = previous[1].source if goes_on else None
    if head is None:
        head = _spoke_before(parse, quotation, told)
    return Told(piece, "says", head, None, direct=True)


def _short(parse: Parse, quotation: Quotation, told: Sequence[Told]) -> Told | None:
    """Return a few quoted words as somebody's if they stand in what somebody says; else they are held at arm's length."""
    words = parse.text[quotation.content.start : quotation.content.end].split()
    if len(words) < _FEWEST or not any(word[:1].islower() for word in words):
        return None
    return _quoted_in(quotation, told)


def _quoted_in(quotation: Quotation, told: Sequence[Told]) -> Told | None:
    """Return quoted words as said by the innermost speaker in whose reported speech they stand."""
    content = quotation.content
    around = [
        (piece.end - piece.start, n)
        for n, one in enumerate(told)
        for piece in one.pieces
        if piece.start <= content.start and content.end <= piece.end + 1
        if not one.is_mind and not one.void and one.source is not None
    ]
    if not around:
        return None
    return replace(told[min(around)[1]], pieces=(content,), direct=True, denied=False, about=False)


def _is_brought_in(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> bool:
    """Say whether a verb of saying, whom it is said to and a comma or colon stand before the words: "He was, she said, “ready”"."""
    first, _ = tokens_in(parse, quotation.content)
    if first is None:
        return False
    before = parse.tokens[max(first - 3, 0) : first]
    marks = [one.i for one in before if one.text in {",", ":"}]
    if not marks:
        return False
    for verb in parse.tokens[max(marks[-1] - _NEAR, 0) : marks[-1]]:
        between = set(range(verb.i + 1, marks[-1]))
        if verb.lemma in lexicon.telling and verb.pos == "VERB" and between <= _objects(parse, verb.i):
            return True
    return False


def _objects(parse: Parse, verb: int) -> set[int]:
    """Return the tokens of whoever a verb of saying speaks to: "told the party paper"."""
    return {i for one in parse.of(verb, "dobj", "dative") for i in parse.subtree(one.i)}


def _is_fragment(parse: Parse, content: Extent) -> bool:
    """Say whether quoted words go on a sentence that stands outside the marks."""
    first = parse.text[content.start : content.start + 1]
    before = parse.text[max(content.start - 3, 0) : content.start].rstrip(' “"‘«')
    return first.islower() and not before.endswith((",", ":"))


def _signature(parse: Parse, quotation: Quotation) -> tuple[int, int] | None:
    """Return the dash after a quotation and the head of the name behind it that ends the paragraph, or the next one."""
    _, last = tokens_in(parse, quotation.content)
    if last is None:
        return None
    i = last + 1
    while i < len(parse.tokens) and parse.tokens[i].text in _CLOSING:
        i += 1
    if i >= len(parse.tokens) or parse.tokens[i].text not in _DASHES:
        return None
    sentence = parse.sentences[parse.tokens[i].sentence]
    if sentence.paragraph not in {quotation.paragraph, quotation.paragraph + 1}:
        return None
    name = [*takewhile(lambda one: one.text not in _ENDING, parse.tokens[i + 1 : i + _LONGEST_SIGNATURE])]
    if not name or name[0].pos != "PROPN" or any(one.pos in {"VERB", "AUX"} for one in name):
        return None
    known = [one.i for one in takewhile(lambda one: one.pos == "PROPN", name)]
    return i, known[-1]


def _before_colon(parse: Parse, quotation: Quotation) -> tuple[int, int] | None:
    """Return the colon and the head of a name that stands alone before a colon and the quotation: "Brandt: “We shall not …”"."""
    first, _ = tokens_in(parse, quotation.content)
    if first is None:
        return None
    colon = next((i for i in (first - 1, first - 2) if i > 0 and parse.tokens[i].text == ":"), None)
    if colon is None:
        return None
    start = parse.sentences[parse.tokens[colon].sentence].first
    name = parse.tokens[start:colon]
    if not 0 < len(name) <= _NEAR or any(one.pos in {"VERB", "AUX"} for one in name) or not _is_name(name[-1]):
        return None
    return colon, name[-1].i


def _is_name(token: Token) -> bool:
    return token.pos == "PROPN" or (token.pos == "NOUN" and token.text[:1].isupper())


def _spoke_before(parse: Parse, quotation: Quotation, told: Sequence[Told]) -> int | None:
    """Return who speaks in the sentence right before a quotation of the same paragraph that nobody brings in."""
    first, _ = tokens_in(parse, quotation.content)
    if first is None:
        return None
    sentence = parse.sentences[parse.tokens[first].sentence]
    if sentence.i == 0 or parse.sentences[sentence.i - 1].paragraph != sentence.paragraph:
        return None
    start = parse.tokens[sentence.first].start
    if quotation.content.start - start > 1:
        return None
    before = parse.sentences[sentence.i - 1]
    for one in told:
        if one.cue is not None and before.first <= one.cue < before.last and not one.is_mind and not one.void:
            return one.source
    return None


def _cue_of(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> int | None:
    """Return the verb of saying that brings a quotation in: beside it in its paragraph, or before a colon above it."""
    first, last = tokens_in(parse, quotation.content)
    if first is None or last is None:
        return None
    best: tuple[int, int] | None = None
    lowest = max(0, first - 40)
    for i in (*range(last + 1, min(last + 30, len(parse.tokens))), *range(first - 1, lowest - 1, -1)):
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
        if any(token.text in {".", "“", "«"} for token in between) or _is_over(parse, quotation, last):
            return False
        return parse.sentences[verb.sentence].paragraph == quotation.paragraph and (
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


def _is_over(parse: Parse, quotation: Quotation, last: int) -> bool:
    """Say whether a quotation ends its sentence: with a stop, and what follows begins with a capital."""
    behind = next((one.text for one in parse.tokens[last + 1 : last + 4] if one.text[:1].isalnum()), "")
    return parse.text[quotation.content.end - 1] == "." and behind[:1].isupper()


def tokens_in(parse: Parse, extent: Extent) -> tuple[int | None, int | None]:
    """Return the first and last token that begin inside a stretch; tokens stand in order of the text."""
    first = bisect_left(parse.tokens, extent.start, key=attrgetter("start"))
    last = bisect_left(parse.tokens, extent.end, key=attrgetter("start"))
    return (first, last - 1) if first < last else (None, None)


def _according_near(parse: Parse, quotation: Quotation, lexicon: Lexicon) -> int | None:
    first, last = tokens_in(parse, quotation.content)
    if first is None or last is None:
        return None
    sentences = {parse.tokens[first].sentence, parse.tokens[last].sentence}
    near = range(max(0, first - 30), min(len(parse.tokens), last + 12))
    for i in near:
        token = parse.tokens[i]
        after = last < i and not any(one.text == "." for one in parse.tokens[last + 1 : i])
        if token.sentence in sentences or after:
            head = according_head(parse, token, lexicon)
            if head is not None:
                return head
    return None
