"""Stage 2: where the text mentions somebody: names with their titles, demonyms, common nouns, pronouns."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.model.actor import ActorKind, Form

Number = Literal["one", "many"]

_JOINS = frozenset(
    {
        "al",
        "el",
        "bin",
        "ibn",
        "abu",
        "de",
        "da",
        "di",
        "do",
        "dos",
        "du",
        "la",
        "le",
        "del",
        "von",
        "van",
        "der",
        "den",
        "ul",
        "ud",
        "-",
        "’",
        "'",
    }
)
_ARTICLES = frozenset({"al", "el", "ul", "ud", "as", "ad", "ar", "an", "ash", "at", "az", "bin"})
# What may stand between "of" and a name in a title: "Minister of Defence Ito".
_PORTFOLIOS = frozenset(
    "State Defense Defence Staff Interior Finance Justice Treasury Health Trade War Education Foreign Labour Labor Energy Oil Affairs "
    "Agriculture Security Republic Information Transport".split()
)
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})
_VOTES: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "advmod", "punct", "case", "det"})
_CALENDAR = re.compile(
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days?|January|February|March|April|May|June|July|August|September|October|"
    r"November|December|(?:Jan|Feb|Aug|Sept?|Oct|Nov|Dec)\."
)
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "into", "outside", "around", "inside", "over", "above", "through", "towards"}
)
PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves who whom whose which that i me my "
    "we us our".split()
)


@dataclass(frozen=True, slots=True)
class Found:
    """One mention, as tokens.

    Attributes:
        first: First token.
        last: Token after its last.
        head: Token that the rest of the sentence hangs on.
        form: Name, nominal, pronoun or adjective.
        name: Its words without titles; for a nominal its modifiers and the head's lemma.
        kind: What the words themselves make it; `unknown` where they don't say.
        number: One or many.
        title: Words of the title before a name, lower case; empty if there are none.
        gender: `m`, `f` or empty.
        definite: Whether it is a nominal with "the", "this", "its" …
    """

    first: int
    last: int
    head: int
    form: Form
    name: str
    kind: ActorKind = "unknown"
    number: Number = "one"
    title: str = ""
    gender: str = ""
    definite: bool = False


def find_mentions(parse: Parse, lexicon: Lexicon) -> tuple[Found, ...]:
    """Return the mentions in the text, in order."""
    names = list(_names(parse, lexicon))
    taken = {i for one in names for i in range(one.first, one.last)}
    others = [one for token in parse.tokens if token.i not in taken for one in _other(parse, token, lexicon, taken)]
    return tuple(sorted((*names, *others), key=lambda one: (one.first, -one.last)))


def _names(parse: Parse, lexicon: Lexicon) -> Iterator[Found]:
    tokens, i = parse.tokens, 0
    while i < len(tokens):
        if not _starts_name(tokens, i, lexicon):
            i += 1
            continue
        end = _end_of_name(tokens, i, lexicon)
        yield from _split(parse, i, end, lexicon)
        i = end


def _starts_name(tokens: tuple[Token, ...], i: int, lexicon: Lexicon) -> bool:
    token = tokens[i]
    if token.text.lower() in _ARTICLES and _after_hyphen(tokens, i):
        return True
    if token.entity in _TIMES or _CALENDAR.fullmatch(token.text) or not token.text[:1].isalpha():
        return False
    if not token.text[0].isupper():
        return False
    if token.tag in {"NNP", "NNPS"}:
        return len(token.text) > 1 or token.text.isupper()
    if token.text in lexicon.states or token.text in lexicon.capitals:
        return True
    return token.pos in {"NOUN", "ADJ", "X"} and token.entity in _VOTES and token.text not in lexicon.demonyms


def _after_hyphen(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether an article is joined to a capitalised word: "al-Amin"."""
    if i + 2 >= len(tokens):
        return False
    hyphen, word = tokens[i + 1], tokens[i + 2]
    return hyphen.text == "-" and hyphen.start == tokens[i].end and word.start == hyphen.end and word.text[:1].isupper()


def _end_of_name(tokens: tuple[Token, ...], start: int, lexicon: Lexicon) -> int:
    """Return the token after a run of capitalised words with the small words that names are joined by."""
    end, sentence = (
        start + (3 if _after_hyphen(tokens, start) and tokens[start].text.lower() in _ARTICLES else 1),
        tokens[start].sentence,
    )
    while end < len(tokens) and tokens[end].sentence == sentence:
        token = tokens[end]
        following = tokens[end + 1] if end + 1 < len(tokens) else token
        glued = token.start == tokens[end - 1].end
        if _continues_name(token, lexicon):
            end += 1
        elif token.text.lower() in _ARTICLES and _after_hyphen(tokens, end) and token.sentence == sentence:
            end += 3
        elif token.text.lower() in _JOINS and _continues_name(following, lexicon) and following.sentence == sentence:
            end += 2
        elif token.text in {"of", "for"} and _is_body(tokens[start:end], lexicon) and _after_of(tokens, end):
            end = _after_of(tokens, end)
        elif token.text == "&" and _continues_name(following, lexicon):
            end += 2
        elif token.text in {"’", "'"} and glued and token.tag != "POS":
            end += 1
        elif _is_of_its_members(tokens, start, end, lexicon) and following.sentence == sentence:
            end += 2
        elif _is_common_body(tokens, end, lexicon) and token.sentence == sentence:
            return end + 1
        else:
            break
    return end


def _is_of_its_members(tokens: tuple[Token, ...], start: int, i: int, lexicon: Lexicon) -> bool:
    """Say whether a possessive joins members and their body: "the Miners’ Union", but not "Norway’s Labour Party"."""
    if i + 1 >= len(tokens) or tokens[i].text not in {"’s", "'s", "’", "'"}:
        return False
    members, body = tokens[i - 1].text, tokens[i + 1].text
    plural = (
        members.endswith(("s", "men", "people")) and members not in lexicon.states and members not in lexicon.capitals
    )
    crowned = members in {"Queen", "King", "Governor", "President"} and i - start == 1
    return (plural or crowned) and body[:1].isupper() and body.lower() in lexicon.organisation


def _is_common_body(tokens: tuple[Token, ...], i: int, lexicon: Lexicon) -> bool:
    """Say whether a common noun completes the name before it: "the Harvest movement", "Nordfront militia"."""
    token, before = tokens[i], tokens[i - 1]
    joined = before.head == i and before.dep in {"compound", "amod", "nmod"}
    plain = (
        before.text not in lexicon.states
        and before.text not in lexicon.demonyms
        and before.text not in lexicon.capitals
    )
    return joined and plain and token.pos == "NOUN" and token.lemma in lexicon.organisation and token.tag == "NN"


def _continues_name(token: Token, lexicon: Lexicon) -> bool:
    capital = token.text[:1].isupper() and not _CALENDAR.fullmatch(token.text) and token.entity not in _TIMES
    if not capital or (token.text in lexicon.demonyms and token.tag not in {"NNP", "NNPS"}):
        return False
    return token.pos in {"PROPN", "NOUN", "ADJ", "X"} or (token.pos == "NUM" and token.text.isupper())


def _is_body(words: tuple[Token, ...], lexicon: Lexicon) -> bool:
    return words[-1].text.lower() in lexicon.organisation or words[-1].text.lower() in {
        "republic",
        "people",
        "sons",
        "army",
    }


def _after_of(tokens: tuple[Token, ...], of: int) -> int:
    """Return the token after the capitalised words that "of" or "of the" brings in; 0 if there are none."""
    end = of + 1
    if end < len(tokens) and tokens[end].text == "the":
        end += 1
    first = end
    while end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].pos in {"PROPN", "NOUN", "ADJ"}:
        end += 1
    return end if end > first and tokens[end - 1].sentence == tokens[of].sentence else 0


def _split(parse: Parse, start: int, end: int, lexicon: Lexicon) -> Iterator[Found]:
    """Yield the mentions in a run of capitalised words: a title may stand between an organisation and a person."""
    words = [parse.tokens[i].text for i in range(start, end)]
    office = _office_of(parse, start, end, lexicon)
    if office:
        skip, title = office
        yield _name(parse, start + skip, end, lexicon, title)
        return
    if _is_place_before(parse, start, end, lexicon):
        yield _name(parse, start, start + 1, lexicon, "")
        yield from _split(parse, start + 1, end, lexicon)
        return
    after = parse.tokens[end].text.lower() if end < len(parse.tokens) else ""
    if after in lexicon.offices and len(words) > 1 and words[-1].lower() in lexicon.inside - lexicon.organisation:
        yield from _split(parse, start, end - 1, lexicon)  # "Bolivian Presidential envoy"
        return
    lower = [word.lower() for word in words]
    cut = _title_end(lower, lexicon)
    before = _title_before(parse, start, lexicon)
    if cut == 0 or cut == len(words):
        if cut:  # a title without a name: "Prime Minister"
            yield _title_alone(parse, start, end, lexicon)
            return
        yield _name(parse, start, end, lexicon, before)
        return
    begin = cut
    while begin and (lower[begin - 1] in lexicon.inside or _is_title(lower[begin - 1], lexicon)):
        begin -= 1
    if begin:
        lead = parse.tokens[start : start + begin]
        if all(lexicon.state(token.text) for token in lead):
            yield Found(start, start + begin, start, "adjective", words[0], "state")
        else:
            yield _name(parse, start, start + begin, lexicon, "")
    title = " ".join([*([before] if before and not begin else []), *lower[begin:cut]])
    yield _name(parse, start + cut, end, lexicon, title)


def _is_place_before(parse: Parse, start: int, end: int, lexicon: Lexicon) -> bool:
    """Say whether a run is a place and then a name: "In Lisbon Soares said"."""
    if end - start < 2 or start == 0:  # noqa: PLR2004 - a run of one word is one name
        return False
    first, following = parse.tokens[start], parse.tokens[start + 1]
    known = first.text in lexicon.states or first.text in lexicon.capitals
    rest = {parse.tokens[i].text.lower() for i in range(start + 1, end)}
    in_place = parse.tokens[start - 1].text.lower() in _PLACE_PREPOSITIONS
    return known and in_place and not rest & lexicon.organisation and following.text[:1].isalpha()


def _office_of(parse: Parse, start: int, end: int, lexicon: Lexicon) -> tuple[int, str] | None:
    """Return how many words of a run still belong to a title such as "Minister of Defence", and that title."""
    skip = 0
    while start + skip < end and parse.tokens[start + skip].text in _PORTFOLIOS:
        skip += 1
    of = start - 1
    while of > 0 and parse.tokens[of].text == "the":
        of -= 1
    if not 0 < skip < end - start or of < 1 or parse.tokens[of].text != "of":
        return None
    noun = parse.tokens[of - 1].text.lower()
    if noun not in lexicon.offices:
        return None
    return skip, " ".join([noun, "of", *(parse.tokens[i].text.lower() for i in range(start, start + skip))])


def _is_title(word: str, lexicon: Lexicon) -> bool:
    return word in lexicon.honorifics or word in lexicon.ranks or word in lexicon.offices


def _title_end(lower: list[str], lexicon: Lexicon) -> int:
    """Return how many leading words end in a title; 0 if the words after it make an organisation, or there is none."""
    last = max((n for n, word in enumerate(lower) if _is_title(word, lexicon)), default=-1)
    rest = lower[last + 1 :]
    if last < 0 or any(word in lexicon.organisation for word in rest):
        return 0
    if not rest and len(lower) > 1 and not any(word in lexicon.offices for word in lower[-1:]):
        return 0
    if not rest and any(word in lexicon.organisation for word in lower):
        return 0
    return last + 1


def _title_before(parse: Parse, start: int, lexicon: Lexicon) -> str:
    """Return the lower-case title that stands right before a name, as in "foreign minister Ito"."""
    words: list[str] = []
    i = start - 1
    while i >= 0 and parse.tokens[i].sentence == parse.tokens[start].sentence:
        word = parse.tokens[i].text.lower()
        compound = parse.tokens[i].pos in {"NOUN", "ADJ", "PROPN"}
        if not compound or not (_is_title(word, lexicon) or (words and word in lexicon.inside)):
            break
        words.insert(0, word)
        i -= 1
    return " ".join(words) if words and any(word in lexicon.offices or word in lexicon.ranks for word in words) else ""


def _title_alone(parse: Parse, start: int, end: int, lexicon: Lexicon) -> Found:
    words = [parse.tokens[i].text.lower() for i in range(start, end)]
    head = _head(parse, start, end)
    gender = next((lexicon.gender[word] for word in words if word in lexicon.gender), "")
    return Found(start, end, head, "nominal", " ".join(words), "person", gender=gender, definite=True)


def _name(parse: Parse, start: int, end: int, lexicon: Lexicon, title: str) -> Found:
    tokens = parse.tokens[start:end]
    text = " ".join(parse.text[tokens[0].start : tokens[-1].end].replace("*", "").split())
    name = text.strip("’'“”\"-., ")
    head = _head(parse, start, end)
    kind = _kind_of_name(parse, tokens, head, name, lexicon)
    if title and kind in {"unknown", "place", "organisation", "group"} and not _has_body(tokens, lexicon):
        kind = "person"
    people = kind == "group" or tokens[-1].tag == "NNPS"
    gender = next((lexicon.gender[word] for word in title.split() if word in lexicon.gender), "")
    return Found(start, end, head, "name", name, kind, "many" if people else "one", title, gender)


def _has_body(tokens: tuple[Token, ...], lexicon: Lexicon) -> bool:
    return any(token.text.lower() in lexicon.organisation for token in tokens)


def _kind_of_name(parse: Parse, tokens: tuple[Token, ...], head: int, name: str, lexicon: Lexicon) -> ActorKind:
    if name in lexicon.states:
        return "state"
    if name in lexicon.capitals:
        return "place" if _is_in_place(parse, head) else "state"
    if name in lexicon.demonyms or name.removesuffix("s") in lexicon.demonyms:
        return "group"
    if _has_body(tokens, lexicon):
        return "organisation"
    votes = [_VOTES[token.entity] for token in tokens if token.entity in _VOTES]
    return max(set(votes), key=votes.count) if votes else "unknown"


def _is_in_place(parse: Parse, head: int) -> bool:
    token = parse.tokens[head]
    above = parse.tokens[token.head]
    return token.dep == "pobj" and above.lemma.lower() in _PLACE_PREPOSITIONS


def _head(parse: Parse, start: int, end: int) -> int:
    """Return the token of the run whose head lies outside it."""
    for i in range(end - 1, start - 1, -1):
        if not start <= parse.tokens[i].head < end or parse.tokens[i].head == i:
            return i
    return end - 1


def _other(parse: Parse, token: Token, lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    if token.text in lexicon.demonyms and token.dep in {"amod", "compound", "nmod"}:
        yield Found(token.i, token.i + 1, token.i, "adjective", token.text, "state")
    elif token.lemma.removesuffix("s") in lexicon.demonyms or token.text.removesuffix("s") in lexicon.demonyms:
        yield Found(token.i, token.i + 1, token.i, "name", token.text, "group", "many")
    elif (token.pos == "PRON" and token.text.lower() in PRONOUNS) or token.tag == "PRP$":
        yield Found(token.i, token.i + 1, token.i, "pronoun", token.text.lower())
    elif token.pos == "NOUN" and token.dep != "compound":
        yield from _nominal(parse, token, lexicon, taken)


def _nominal(parse: Parse, token: Token, lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    kind = lexicon.nouns.get(token.lemma) or lexicon.nouns.get(token.text.lower())
    if kind is None or token.entity in _TIMES:
        return
    if any(
        parse.tokens[child].dep in {"appos", "compound"} and child in taken and child == token.i + 1
        for child in parse.children[token.i]
    ):
        return  # the title of a name
    if token.i + 1 in taken and token.text.lower() in lexicon.offices and parse.tokens[token.i + 1].head == token.head:
        return
    first = token.i
    while (
        first
        and parse.tokens[first - 1].head in range(first, token.i + 1)
        and parse.tokens[first - 1].dep in _PREMODIFIERS
    ):
        if parse.tokens[first - 1].dep in {"poss", "det"} or parse.tokens[first - 1].tag == "POS":
            break
        first -= 1
    words = [parse.tokens[i] for i in range(first, token.i) if _tells_apart(parse.tokens[i])]
    name = " ".join(
        [*(word.text.lower() if word.text not in lexicon.demonyms else word.text for word in words), token.lemma]
    )
    many = token.tag == "NNS" or (kind == "group" and token.lemma != "government")
    determiner = parse.tokens[first - 1] if first else token
    definite = determiner.dep == "det" and determiner.lemma not in {"a", "an", "some", "any", "no", "every", "each"}
    gender = lexicon.gender.get(token.lemma, "")
    yield Found(
        first, token.i + 1, token.i, "nominal", name, kind, "many" if many else "one", gender=gender, definite=definite
    )


_EMPTY = frozenset(
    "longer other others many several such same own more most few certain various different whole entire very so-called alleged".split()
)


def _tells_apart(modifier: Token) -> bool:
    """Say whether a word before a common noun tells one actor from another."""
    return modifier.dep not in {"nummod", "advmod", "punct"} and modifier.text.lower() not in _EMPTY
