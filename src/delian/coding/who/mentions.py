"""Stage 2: where the text mentions somebody: names with their titles, demonyms, common nouns, pronouns."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.who.names import TIMES, is_title, name_runs
from delian.model.actor import ActorKind, Form

Number = Literal["one", "many"]

# What may stand between "of" and a name in a title: "Minister of Defence Ito".
_PORTFOLIOS = frozenset(
    "State Defense Defence Staff Interior Finance Justice Treasury Health Trade War Education Foreign Labour Labor Energy Oil Affairs "
    "Agriculture Security Republic Information Transport".split()
)
_ADDRESS = frozenset("mr mr. mrs mrs. ms ms. miss dr dr. madame monsieur rep. sen. gov.".split())
_VOTES: dict[str, ActorKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "NORP": "group",
}
_PREMODIFIERS = frozenset({"amod", "compound", "nmod", "poss", "nummod", "advmod", "punct", "case", "det"})
_PLACE_PREPOSITIONS = frozenset(
    {"in", "at", "near", "from", "to", "into", "outside", "around", "inside", "over", "above", "through", "towards"}
)
PRONOUNS = frozenset(
    "he him his himself she her hers herself it its itself they them their theirs themselves who whom whose which that i me my "
    "we us our you your yourself".split()
)
PAIRS = frozenset({"both", "neither"})


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
    things = [one for one in names if _is_thing(one, lexicon)]
    acting = {_last_word(one) for one in things if _acts(parse, one.head, lexicon)}
    bodies = [replace(one, kind="organisation") for one in things if _last_word(one) in acting]
    names = [*bodies, *(one for one in names if one not in things)]
    return tuple(sorted((*names, *others), key=lambda one: (one.first, -one.last)))


def _is_thing(name: Found, lexicon: Lexicon) -> bool:
    """Say whether a name is of what can do nothing: "the Treaty of Orsk", "the Clean Air Act"."""
    return _last_word(name) in lexicon.things and name.kind not in {"person", "state"}


def _last_word(name: Found) -> str:
    return next(iter(name.name.lower().split(" of ")[0].split()[-1:]), "")


def _acts(parse: Parse, head: int, lexicon: Lexicon) -> bool:
    """Say whether somebody goes by the name of a thing: "the Upper Valley refused", "the Accord’s council"."""
    token = parse.tokens[head]
    above = parse.tokens[token.head]
    if token.dep == "poss":
        return above.lemma in lexicon.offices | lexicon.organisation
    return token.dep == "nsubj" and above.lemma in lexicon.willed


def _names(parse: Parse, lexicon: Lexicon) -> Iterator[Found]:
    for first, last in name_runs(parse.tokens, lexicon):
        yield from _split(parse, first, last, lexicon)


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
    cut = 0 if lower[0] in lexicon.given else _title_end(lower, lexicon)  # "Larry King"
    if cut == len(words) > 1 and lower[0] in _ADDRESS:
        cut -= 1  # "Mr. King"
    before = _title_before(parse, start, lexicon)
    if cut == 0 or cut == len(words):
        if cut:  # a title without a name: "Prime Minister"
            yield _title_alone(parse, start, end, lexicon)
            return
        yield _name(parse, start, end, lexicon, "" if _has_body(parse.tokens[start:end], lexicon) else before)
        return
    begin = cut
    while begin and (lower[begin - 1] in lexicon.inside or is_title(lower[begin - 1], lexicon)):
        begin -= 1
    while 0 < begin < cut - 1 and lower[begin] in lexicon.organisation:
        begin += 1  # "Reform Party Chairman Pell"
    if begin:
        lead = parse.tokens[start : start + begin]
        text = parse.text[lead[0].start : lead[-1].end]
        if lexicon.state(text):
            yield Found(start, start + begin, start, "adjective", text, "state")
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


def _title_end(lower: list[str], lexicon: Lexicon) -> int:
    """Return how many leading words end in a title; 0 if the words after it make an organisation, or there is none."""
    last = max((n for n, word in enumerate(lower) if is_title(word, lexicon)), default=-1)
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
        if not compound or not (is_title(word, lexicon) or (words and word in lexicon.inside)):
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
    last = tokens[-1].text.lower()
    bodies = last.endswith("s") and last in lexicon.organisation and last.removesuffix("s") in lexicon.organisation
    people = kind == "group" or tokens[-1].tag == "NNPS" or bodies
    gender = next((lexicon.gender[word] for word in title.split() if word in lexicon.gender), "")
    if not gender and kind == "person":
        gender = lexicon.given.get(tokens[0].text.lower(), "")
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
    # Of equal votes the last: a name ends in its head.
    kind = max(reversed(votes), key=votes.count) if votes else "unknown"
    given = len(tokens) > 1 and tokens[0].text.lower() in lexicon.given
    return "person" if given and kind in {"unknown", "organisation"} else kind


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
    elif (token.pos == "PRON" and token.text.lower() in PRONOUNS) or token.tag in {"PRP$", "WP$"}:
        yield Found(token.i, token.i + 1, token.i, "pronoun", token.text.lower())
    elif _is_pair(parse, token):
        yield Found(token.i, token.i + 1, token.i, "pronoun", token.text.lower(), number="many")
    elif (token.pos == "NOUN" or _is_plain(parse, token)) and token.dep != "compound":
        yield from _nominal(parse, token, lexicon, taken)


def _is_plain(parse: Parse, token: Token) -> bool:
    """Say whether a word tagged as a name is written as a noun: in small letters, or with a sentence's capital."""
    first = parse.sentences[token.sentence].first == token.i
    return token.pos == "PROPN" and (token.text.islower() or first)


def _is_pair(parse: Parse, token: Token) -> bool:
    """Say whether "both", "neither" or "the two" stands by itself for those named before."""
    if token.dep not in {"nsubj", "nsubjpass", "dobj", "pobj"} or parse.of(token.i, "prep", "compound"):
        return False
    word = token.text.lower()
    return word in PAIRS or (word in {"two", "three"} and any(one.lemma == "the" for one in parse.of(token.i, "det")))


def _nominal(parse: Parse, token: Token, lexicon: Lexicon, taken: set[int]) -> Iterator[Found]:
    lemma = token.lemma if token.pos == "NOUN" else _lemma_of_proper(token, lexicon)
    kind = lexicon.nouns.get(lemma) or lexicon.nouns.get(token.text.lower())
    bare = lemma in _BARE and not parse.of(token.i, "det", "poss", "compound", "amod")
    if kind is None or token.entity in TIMES or bare:
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
        before = parse.tokens[first - 1]
        if before.dep in {"poss", "det"} or before.tag == "POS" or before.entity in {"DATE", "TIME"}:
            break
        first -= 1
    words = [parse.tokens[i] for i in range(first, token.i) if _tells_apart(parse.tokens[i])]
    name = " ".join([*(word.text.lower() if word.text not in lexicon.demonyms else word.text for word in words), lemma])
    many = token.tag in {"NNS", "NNPS"} or (kind == "group" and lemma != "government")
    determiner = parse.tokens[first - 1] if first else token
    definite = determiner.dep == "det" and determiner.lemma not in {"a", "an", "some", "any", "no", "every", "each"}
    gender = lexicon.gender.get(lemma, "")
    yield Found(
        first, token.i + 1, token.i, "nominal", name, kind, "many" if many else "one", gender=gender, definite=definite
    )


def _lemma_of_proper(token: Token, lexicon: Lexicon) -> str:
    """Return the common noun that a word which the tagger takes for a name is a form of."""
    word = token.text.lower()
    singular = word.removesuffix("s")
    return singular if token.tag == "NNPS" and singular in lexicon.nouns else word


_BARE = frozenset({"office", "court", "church", "side", "power", "camp"})  # "took office" names nobody
_EMPTY = frozenset(
    "longer other others many several such same own more most few certain various different whole entire very so-called alleged "
    "last next then current now".split()
)


def _tells_apart(modifier: Token) -> bool:
    """Say whether a word before a common noun tells one actor from another."""
    plain = modifier.dep not in {"nummod", "advmod", "punct"} and modifier.entity not in TIMES
    return plain and modifier.text.lower() not in _EMPTY
