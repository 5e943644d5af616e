"""Stage 12b, what its parts share: a cause and its effect as words of a text, and where a clause's own words end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from delian.coding.lexicon import lexicon
from delian.coding.parse import Parse, Token
from delian.plugins import read_list

VERBAL = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
# Words that stand between a clause and its connective: "not because", "two days after".
_LEAD_IN = frozenset(
    "not rather than but only partly mainly largely just simply even allegedly apparently shortly immediately soon "
    "a day days hours , and".split()
)
_EVENT_ENDINGS = ("tion", "sion", "ment", "ing", "ance", "ence", "al", "ure")
_ONLY = frozenset({"only", "just", "merely", "simply", "least"})
_SET_OFF = (("rather", "than"), ("instead", "of"), ("and", "not"), (",", "not"))
_GAP = 2  # tokens between words of one stretch


@dataclass(frozen=True, slots=True)
class End:
    """A cause or an effect: the token that it hangs on, and its words."""

    head: int
    words: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """One cause with one effect.

    Attributes:
        family: What ties them: `because`, `time`, `purpose` …
        cue: The words that do.
        cause: What brings it about.
        effect: What is brought about.
        at: Verb, or noun, of whose clause the tie is told.
        denied: Whether it is told not to be the cause: "not because of the price".
    """

    family: str
    cue: tuple[int, ...]
    cause: End
    effect: End
    at: int
    denied: bool = False


@cache
def cue_words(group: str, name: str = "words") -> frozenset[str]:
    """Return a word list of the causes in the vocabulary."""
    return frozenset(read_list("causes")[group][name])


def is_event_noun(token: Token) -> bool:
    """Say whether a noun names what happens or is done."""
    if token.pos not in {"NOUN", "PROPN"}:
        return False
    lemma = token.lemma.lower()
    return lemma in _happenings() or (token.pos == "NOUN" and lemma.endswith(_EVENT_ENDINGS))


@cache
def _happenings() -> frozenset[str]:
    nouns = {noun for one in read_list("events").values() for noun in one.get("nouns", ())}
    return frozenset(nouns) | cue_words("deeds", "events") | cue_words("deeds", "about")


def deed_of(parse: Parse, governor: int, border: int, *, verbs_only: bool = False) -> int:
    """Return the clause or noun that a connective is about, where the parser hung it on a word beside it.

    A noun that names no event gives way to its verb; a verb of speech to what is said, where that stands before.
    """
    token = parse.tokens[governor]
    while token.pos not in VERBAL and token.head != token.i and (verbs_only or not is_event_noun(token)):
        token = parse.tokens[token.head]
    if token.lemma in lexicon().telling:
        said = [one for one in parse.of(token.i, "ccomp") if one.i < border]
        token = said[-1] if said else token
    return token.i


def is_denied(parse: Parse, first: int) -> bool:
    """Say whether a connective is denied: "not because", "rather than because"."""
    before = [token.text.lower() for token in parse.tokens[max(first - 2, 0) : first]]
    return before[-1:] == ["not"] or before == ["rather", "than"]


def is_cleft(parse: Parse, verb: Token) -> bool:
    """Say whether a verb is the "was" of "it was the tax that led to the revolt"."""
    return verb.lemma == "be" and any(one.text.lower() == "it" for one in parse.of(verb.i, "nsubj", "expl"))


def effect_words(parse: Parse, governor: int, without: set[int], border: int) -> tuple[int, ...]:
    """Return the words of a clause, or noun, on the side of its connective where its head stands.

    Args:
        parse: The text.
        governor: Head of the clause, or the noun.
        without: Words of the connective and of what it brings in.
        border: First word of the connective.
    """
    head = _whole(parse, governor)
    top = head
    if parse.tokens[head].dep in {"relcl", "acl"} and parse.tokens[head].head < head:
        top = parse.tokens[head].head
    own = [i for i in parse.subtree(top) if i not in without]
    side = [i for i in own if i < border] if governor < border else [i for i in own if i > max(without)]
    cut = {
        i
        for child in parse.children[head]
        if _is_apart(parse, parse.tokens[child]) and governor not in parse.subtree(child)
        for i in parse.subtree(child)
    }
    kept = [i for i in side if i not in cut and not _opens(parse, parse.tokens[i], head)]
    while kept and parse.tokens[kept[-1]].text.lower() in _LEAD_IN and kept[-1] != governor:
        kept.pop()
    return trimmed(parse, after_colon(parse, _around(kept, governor), governor))


def _whole(parse: Parse, verb: int) -> int:
    """Return the verb that a verb without a subject of its own goes on: "marched and held a vigil", "tried to leave"."""
    token = parse.tokens[verb]
    while token.head != token.i and token.pos in VERBAL:
        above = parse.tokens[token.head]
        goes_on = token.dep == "xcomp" or (token.dep == "conj" and not parse.of(token.i, "nsubj", "nsubjpass"))
        if not goes_on or above.pos not in VERBAL:
            break
        token = above
    return token.i


def _is_apart(parse: Parse, token: Token) -> bool:
    """Say whether a clause beside another one is told for itself."""
    if token.pos not in VERBAL:
        return False
    return token.dep in {"advcl", "parataxis"} or (
        token.dep == "conj" and bool(parse.of(token.i, "nsubj", "nsubjpass"))
    )


def _opens(parse: Parse, token: Token, head: int) -> bool:
    """Say whether a word opens the clause of `head` under another one: "after", "when"."""
    under = parse.tokens[head].dep in {"advcl", "pcomp", "ccomp"}
    return under and token.i < head and (token.dep == "mark" or (token.tag == "WRB" and token.head == head))


def after_colon(parse: Parse, positions: tuple[int, ...], head: int) -> tuple[int, ...]:
    """Return the positions without a kicker before the clause: "GOTHENBURG: Dockers walked out"."""
    colons = [n for n, i in enumerate(positions) if parse.tokens[i].text == ":" and i < head]
    return positions[colons[-1] + 1 :] if colons else positions


def _around(positions: Sequence[int], head: int) -> tuple[int, ...]:
    """Return the run of positions without large gaps that holds `head`."""
    if head not in positions:
        return tuple(positions)
    at = positions.index(head)
    first = last = at
    while first > 0 and positions[first] - positions[first - 1] <= _GAP:
        first -= 1
    while last < len(positions) - 1 and positions[last + 1] - positions[last] <= _GAP:
        last += 1
    return tuple(positions[first : last + 1])


def unbroken(positions: Sequence[int], start: int) -> tuple[int, ...]:
    """Return the positions from `start` on up to the first gap."""
    found: list[int] = []
    for i in positions:
        if i < start:
            continue
        if found and i - found[-1] > _GAP:
            break
        found.append(i)
    return tuple(found)


def trimmed(parse: Parse, positions: Sequence[int]) -> tuple[int, ...]:
    """Return the positions without marks and joining words at either end; a bracket closed stays closed."""
    kept = list(positions)
    while kept and parse.tokens[kept[-1]].pos in {"PUNCT", "CCONJ"}:
        if parse.tokens[kept[-1]].text == ")" and any(parse.tokens[i].text == "(" for i in kept):
            break
        kept.pop()
    while kept and (parse.tokens[kept[0]].pos in {"PUNCT", "CCONJ"} or parse.tokens[kept[0]].text.lower() == "that"):
        kept.pop(0)
    return tuple(kept)


def sides(parse: Parse, link: Link) -> list[tuple[End, bool]]:
    """Return the parts of a cause that are set against each other, and whether each is denied.

    "Not the tax but the famine", "the famine rather than the tax", "the famine, not the tax"; else the cause alone.
    """
    end = link.cause
    words = [parse.tokens[i].text.lower() for i in end.words]
    opened = words[0] == "not" and words[1:2] and words[1] not in _ONLY
    if opened or link.denied:
        first, but = int(bool(opened)), words.index("but") if "but" in words[1:] else len(words)
        if words[but + 1 : but + 2] == [parse.tokens[link.cue[0]].text.lower()]:
            return [(_part(parse, end, first, but), True)]  # "not because … but because …" are two ties
        cut = [(first, but, True), (but + 1, len(words), False)]
    else:
        pair = next((n for n in range(1, len(words) - 2) if tuple(words[n : n + 2]) in _SET_OFF), len(words))
        told = any(
            parse.tokens[i].pos in VERBAL for i in end.words
        )  # "they feared for the mill and not without reason"
        if told or set(words[pair + 2 : pair + 3]) & _ONLY:
            pair = len(words)
        cut = [(0, pair, False), (pair + 2, len(words), True)]
    parts = [(_part(parse, end, first, last), denied) for first, last, denied in cut if first < last]
    return [(part, denied) for part, denied in parts if part.words]


def _part(parse: Parse, end: End, first: int, last: int) -> End:
    """Return a part of an end; a preposition before it is left out, as in "but by the famine"."""
    if (first, last) == (0, len(end.words)):
        return end
    words = trimmed(parse, end.words[first:last])
    words = words[1:] if words and parse.tokens[words[0]].pos == "ADP" else words
    heads = [i for i in words if parse.tokens[i].head not in words and parse.tokens[i].pos in VERBAL | NOMINAL]
    return End((heads or words or (end.head,))[0], words)
