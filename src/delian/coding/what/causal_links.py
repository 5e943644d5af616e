"""Stage 12b: what ties a cause to an effect in a sentence: connectives, participles, verbs, and what befalls people."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from delian.coding.clauses import Clause
from delian.coding.lexicon import lexicon
from delian.coding.modality import is_only_in_prospect
from delian.coding.parse import Parse, Token
from delian.coding.what.causal_ends import (
    VERBAL,
    End,
    Link,
    cue_words,
    deed_of,
    effect_words,
    is_cleft,
    is_denied,
    is_event_noun,
    trimmed,
    unbroken,
)
from delian.coding.what.causal_verbs import by_noun, by_verb
from delian.plugins import read_list

_CONNECTIVES = ("because", "response", "time", "matter", "purpose", "condition", "therefore")
_CLAUSES = frozenset({"advcl", "ccomp", "xcomp", "conj", "parataxis", "ROOT", "relcl", "acl", "pcomp", "csubj"})
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "QUANTITY", "ORDINAL"})
_OVER_A_STOP = frozenset({"because", "therefore"})


@cache
def _phrases() -> Mapping[str, list[tuple[tuple[str, ...], str]]]:
    """Return connectives by their first word: all their words, and the family; longest first."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for family in _CONNECTIVES:
        for phrase in read_list("causes")[family]["words"]:
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((words, family))
    return {first: sorted(rows, key=lambda row: -len(row[0])) for first, rows in found.items()}


def find_links(parse: Parse, clauses: Mapping[int, Clause]) -> Iterator[Link]:
    """Yield the causes that verbs, connectives and participles tell of, and what befalls people in an event."""
    told: set[int] = set()
    for clause in clauses.values():
        for link in (*by_verb(parse, clause), *by_noun(parse, parse.tokens[clause.verb])):
            told |= set(link.cue)
            yield link
    skip = 0
    denied: Link | None = None
    for token in parse.tokens:
        if token.i < skip or token.i in told:
            continue
        phrase, family = _phrase_at(parse, token.i)
        if phrase:
            found = _linked(parse, token.i, token.i + len(phrase) - 1, family)
            if found:
                skip = token.i + len(phrase)
                if denied is not None and _goes_on(parse, denied, token):
                    found = replace(found, effect=denied.effect, at=denied.at)
                denied = found if found.denied else denied
                yield found
        if token.tag == "VBG":
            yield from _participle(parse, token)
        elif token.lemma in {"in", "during"} and token.dep == "prep":
            yield from _befallen(parse, token)
        elif token.lemma == "by" and token.dep in {"prep", "agent"}:
            yield from _means(parse, token)


def _goes_on(parse: Parse, denied: Link, opener: Token) -> bool:
    """Say whether a connective is set against a denied one: "not because the price fell but because nobody paid"."""
    before = parse.tokens[max(opener.i - 1, 0)].text.lower()
    return before == "but" and parse.tokens[denied.cue[0]].sentence == opener.sentence


def _phrase_at(parse: Parse, i: int) -> tuple[tuple[str, ...], str]:
    for words, family in _phrases().get(parse.tokens[i].text.lower(), ()):
        there = tuple(token.text.lower() for token in parse.tokens[i : i + len(words)])
        if there == words and parse.tokens[i + len(words) - 1].sentence == parse.tokens[i].sentence:
            return words, family
    return (), ""


def _linked(parse: Parse, first: int, last: int, family: str) -> Link | None:
    """Return what the connective from `first` to `last` ties together; None if it does not tie two events."""
    opener = parse.tokens[first]
    sentence = parse.sentences[opener.sentence]
    if last + 1 >= sentence.last:
        return None
    phrase = range(first, last + 1)
    brought = _brought_in(parse, first, last)
    if brought is None:
        return None
    governor = _governor(parse, first, brought, phrase)
    if family in _OVER_A_STOP and (governor is None or (first == sentence.first + 1 and is_denied(parse, first))):
        governor = _main_verb_before(parse, first)
    if governor is not None:
        governor = deed_of(parse, governor, first, verbs_only=opener.text.lower() == "because" and opener.dep == "mark")
    if governor is None or not _fits(parse, family, opener, parse.tokens[last], (brought, governor)):
        return None
    set_off = _set_off(parse, brought, governor)
    governor = governor if set_off is None else set_off
    outside = set() if set_off is None else set(parse.subtree(set_off))
    inside = [i for i in parse.subtree(brought) if i > last and i not in outside]
    cause = End(brought, trimmed(parse, unbroken(inside, last + 1)))
    effect = End(governor, effect_words(parse, governor, {*inside, *phrase}, first))
    if not cause.words or not effect.words:
        return None
    if family == "therefore":
        cause, effect = effect, cause
    denied = is_denied(parse, first)
    if family == "because" and set_off is None and is_cleft(parse, parse.tokens[governor]):
        it = parse.of(governor, "nsubj", "expl")[0].i  # "it is because nobody paid" tells of the sentence before
        effect, denied = End(it, (it,)), denied or bool(parse.of(governor, "neg"))
    return Link(family, tuple(phrase), cause, effect, governor, denied=denied)


def _main_verb_before(parse: Parse, first: int) -> int | None:
    """Return the main verb of the sentence before, in the paragraph, if a sentence begins with the connective."""
    sentence = parse.sentences[parse.tokens[first].sentence]
    before = parse.sentences[sentence.i - 1] if sentence.i else None
    if before is None or before.paragraph != sentence.paragraph or first > sentence.first + 1:
        return None
    return next((i for i in range(before.first, before.last) if parse.tokens[i].head == i), None)


def _brought_in(parse: Parse, first: int, last: int) -> int | None:
    """Return the head of what a connective brings in."""
    opener, closer = parse.tokens[first], parse.tokens[last]
    for one in (opener, closer):
        if one.dep in {"mark", "advmod", "aux"} and one.head > last and one.sentence == opener.sentence:
            return one.head
    below = [i for i in parse.children[last] if i > last]
    if below and closer.dep not in {"aux", "mark"}:
        return below[0]
    i = last + 1
    while parse.tokens[i].head > i and parse.tokens[i].dep not in _CLAUSES:
        i = parse.tokens[i].head
    return i if parse.tokens[i].sentence == opener.sentence and parse.tokens[i].pos != "PUNCT" else None


def _governor(parse: Parse, first: int, brought: int, phrase: range) -> int | None:
    """Return the head of the clause, or noun, that a connective with what it brings in belongs to."""
    below = {*parse.subtree(brought), *phrase}
    i = parse.tokens[first].head if parse.tokens[first].head not in below else parse.tokens[brought].head
    for _ in phrase:
        if i in below and parse.tokens[i].head != i:
            i = parse.tokens[i].head
    if i in below:
        return None
    beside = parse.tokens[i]
    word = parse.tokens[first].text.lower()
    if parse.tokens[brought].dep == "conj" and word in {one.text.lower() for one in parse.of(i, "mark")}:
        return beside.head  # "not because the price fell but because nobody paid"
    return i


def _set_off(parse: Parse, brought: int, governor: int) -> int | None:
    """Return the clause that "it was" sets a cause off from: "it was because of the price that the union fell"."""
    if not is_cleft(parse, parse.tokens[governor]):
        return None
    beside = [*parse.of(governor, "ccomp", "advcl", "relcl"), *parse.of(brought, "relcl", "acl", "ccomp")]
    return next((one.i for one in beside if one.i > brought), None)


def _fits(parse: Parse, family: str, opener: Token, closer: Token, ends: tuple[int, int]) -> bool:
    """Say whether connective and ends are of the kinds that tell a cause in that family."""
    word, single = opener.text.lower(), opener.i == closer.i
    head, above = (parse.tokens[i] for i in ends)
    verbal = head.pos in VERBAL
    if not single:
        return family != "response" or above.lemma != "be"  # "they were in favour of the bill"
    match family:
        case "time":
            if word in {"as", "since", "once", "when"}:
                return verbal and opener.dep in {"mark", "advmod"} and head.dep == "advcl"
            return verbal or is_event_noun(head) or (head.pos == "NOUN" and head.entity not in _TIMES)
        case "matter":
            deed = above.lemma.lower() in cue_words("deeds", "about")
            if word == "for":
                return head.tag in {"VBG", "VBN"} or (deed and is_event_noun(head))
            if word == "over":
                return deed or (above.pos in VERBAL and is_event_noun(head))
            return deed
        case "purpose":
            return verbal and _is_purpose(parse, head, above)
        case "condition":
            return verbal and opener.dep in {"mark", "advmod", "prep"}
        case "therefore":
            return verbal and opener.dep in {"cc", "advmod", "mark"}
        case _:
            return True


def _is_purpose(parse: Parse, verb: Token, above: Token) -> bool:
    """Say whether an infinitive tells what something is done for."""
    if above.lemma in lexicon().telling:
        return False  # "called on the bank to stop"
    if verb.dep == "advcl":
        return True
    if verb.dep == "xcomp":  # "mined the harbour to keep the fleet out", not "asked the pilot to leave"
        return bool(parse.of(above.i, "dobj")) and above.pos == "VERB" and is_only_in_prospect(parse, verb.i)
    return verb.dep in {"acl", "relcl"} and above.lemma in cue_words("deeds", "about")


def _participle(parse: Parse, verb: Token) -> Iterator[Link]:
    """Yield ", killing two", which tells an effect, and ", demanding higher pay", which tells a cause."""
    if verb.dep not in {"advcl", "acl"} or parse.of(verb.i, "mark", "nsubj", "nsubjpass"):
        return
    after_comma = verb.i > 0 and parse.tokens[verb.i - 1].text == ","
    if verb.lemma in cue_words("consequence") and after_comma and verb.head < verb.i:
        family = "consequence"
    elif verb.lemma in cue_words("wish"):
        family = "wish"
    else:
        return
    inside = parse.subtree(verb.i)
    own = End(verb.i, trimmed(parse, unbroken(inside, inside[0])))
    deed = deed_of(parse, verb.head, inside[0])
    other = End(deed, effect_words(parse, deed, set(inside), inside[0]))
    if own.words and other.words:
        cause, effect = (other, own) if family == "consequence" else (own, other)
        yield Link(family, (verb.i,), cause, effect, deed)


def _befallen(parse: Parse, preposition: Token) -> Iterator[Link]:
    """Yield "three were killed in the clashes"."""
    above = parse.tokens[preposition.head]
    if above.lemma.lower() not in cue_words("deeds", "befalls"):
        return
    for inner in parse.of(preposition.i, "pobj"):
        if inner.lemma.lower() in cue_words("deeds", "events"):
            inside = parse.subtree(inner.i)
            cause = End(inner.i, trimmed(parse, inside))
            effect = End(above.i, effect_words(parse, above.i, {*inside, preposition.i}, preposition.i))
            if effect.words:
                yield Link("befallen", (preposition.i,), cause, effect, above.i)


def _means(parse: Parse, by: Token) -> Iterator[Link]:
    """Yield "blocked the road by burning tyres"."""
    for inner in parse.of(by.i, "pcomp"):
        if inner.tag == "VBG":
            inside = parse.subtree(inner.i)
            effect = End(by.head, effect_words(parse, by.head, {*inside, by.i}, by.i))
            if effect.words:
                yield Link("means", (by.i,), End(inner.i, trimmed(parse, inside)), effect, by.head)
