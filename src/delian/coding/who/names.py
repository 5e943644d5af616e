"""Stage 2a: which words are one name: runs of capitalised words with the small words that join them."""

from collections.abc import Iterator
from itertools import takewhile

from delian.coding.lexicon import Lexicon
from delian.coding.parse import CALENDAR, Token

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
TIMES = frozenset({"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY"})


def name_runs(tokens: tuple[Token, ...], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Yield the first token of each name, titles included, and the token after its last."""
    plain = {token.text for token in tokens if token.text.islower()}
    i = 0
    while i < len(tokens):
        if not _starts_name(tokens, i, lexicon):
            i += 1
            continue
        end = _end_of_name(tokens, i, lexicon)
        if end > i + 1 or not _is_plain_noun(tokens, i, plain, lexicon):
            yield i, end
        i = end


def _is_plain_noun(tokens: tuple[Token, ...], i: int, plain: set[str], lexicon: Lexicon) -> bool:
    """Say whether a word is a common noun that has its capital from the sentence: "Curfew lifted", "Protesters met"."""
    token = tokens[i]
    if (i and tokens[i - 1].sentence == token.sentence) or token.entity in {"PERSON", "GPE"}:
        return False
    word = token.text.lower()
    many = token.tag == "NNPS" and word.removesuffix("s") in lexicon.nouns
    return word not in lexicon.organisation and (word in plain or many)


def is_title(word: str, lexicon: Lexicon) -> bool:
    """Say whether a lower-case word can stand as a title before a name."""
    return word in lexicon.honorifics or word in lexicon.ranks or word in lexicon.offices


def _starts_name(tokens: tuple[Token, ...], i: int, lexicon: Lexicon) -> bool:
    token = tokens[i]
    if token.text.lower() in _ARTICLES and _after_hyphen(tokens, i):
        return True
    if _is_date(token) or not token.text[:1].isalpha() or not token.text[0].isupper():
        return False
    if _is_role_before_name(tokens, i, lexicon):
        return False
    if token.tag in {"NNP", "NNPS"}:
        return len(token.text) > 1 or token.text.isupper()
    if token.text in lexicon.states or token.text in lexicon.capitals:
        return True
    if token.text.lower() in lexicon.given and i + 1 < len(tokens) and tokens[i + 1].tag == "NNP":
        return True
    if token.pos not in {"NOUN", "ADJ", "X"} or token.text in lexicon.demonyms:
        return False
    return bool(token.entity and token.entity not in TIMES) or _is_acronym(tokens, i)


def _is_acronym(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a word is written in capitals among words that are not."""
    around = [token.text for token in tokens[max(i - 1, 0) : i + 2] if token.text.isalpha() and token.i != i]
    return tokens[i].text.isupper() and len(tokens[i].text) > 2 and not any(map(str.isupper, around))  # noqa: PLR2004


def _is_date(token: Token) -> bool:
    """Say whether a capitalised word is part of a date and not of a name: "June", but not "June Allard"."""
    return (bool(CALENDAR.fullmatch(token.text)) and token.entity != "PERSON") or (
        token.entity in TIMES and token.tag not in {"NNP", "NNPS"}
    )


def _is_role_before_name(tokens: tuple[Token, ...], i: int, lexicon: Lexicon) -> bool:
    """Say whether a capitalised common noun only tells what the person named after it is: "Rival Hugo Stern"."""
    if i + 1 >= len(tokens) or tokens[i].entity == "PERSON" or tokens[i + 1].entity != "PERSON":
        return False
    word = tokens[i].text.lower()
    joined = tokens[i].head != i and tokens[i].dep in {"compound", "amod", "nmod"} and tokens[i].head > i
    role = lexicon.nouns.get(word) == "person" and word not in lexicon.given
    return joined and role and not is_title(word, lexicon)


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
        elif token.text in {"of", "for"} and _is_body(tokens[start:end], lexicon) and _after_of(tokens, end, lexicon):
            end = _after_of(tokens, end, lexicon)
        elif (glued and _is_second_half(tokens, end)) or (token.text == "&" and _continues_name(following, lexicon)):
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


def _is_second_half(tokens: tuple[Token, ...], hyphen: int) -> bool:
    """Say whether a hyphen joins the lower-case half of a given name: "Ki-moon"."""
    if tokens[hyphen].text != "-" or hyphen + 1 >= len(tokens):
        return False
    half = tokens[hyphen + 1]
    return half.start == tokens[hyphen].end and (half.entity == "PERSON" or half.tag in {"NNP", "NNPS"})


def _is_of_its_members(tokens: tuple[Token, ...], start: int, i: int, lexicon: Lexicon) -> bool:
    """Say whether a possessive joins members and their body: "the Miners’ Union", but not "Norway’s Labour Party"."""
    if i + 1 >= len(tokens) or tokens[i].text not in {"’s", "'s", "’", "'"}:
        return False
    members = tokens[i - 1].text
    after = takewhile(lambda token: token.text[:1].isupper(), tokens[i + 1 : i + 4])
    plural = (
        members.lower().endswith(("s", "men", "people"))
        and members not in lexicon.states
        and members not in lexicon.capitals
    )
    crowned = members in {"Queen", "King", "Governor", "President"} and i - start == 1
    return (plural or crowned) and any(token.text.lower() in lexicon.organisation for token in after)


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
    capital = token.text[:1].isupper() and not _is_date(token)
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


def _after_of(tokens: tuple[Token, ...], of: int, lexicon: Lexicon) -> int:
    """Return the token after the capitalised words that "of" or "of the" brings in; 0 if there are none."""
    end = of + 1
    if end < len(tokens) and tokens[end].text == "the":
        end += 1
    first = end
    if end < len(tokens) and (tokens[end].entity == "PERSON" or tokens[end].text.lower() in lexicon.given):
        return 0  # "the Brigades of Karim Sfeir"
    while end < len(tokens) and tokens[end].text[:1].isupper() and tokens[end].pos in {"PROPN", "NOUN", "ADJ"}:
        end += 1
    return end if end > first and tokens[end - 1].sentence == tokens[of].sentence else 0
