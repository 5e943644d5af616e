"""Stage 5b: what nouns, adjectives and "according to" bring in: "her claim that …", "was convinced that …"."""

from collections.abc import Iterator

from delian.coding.clauses import subjects_of
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.said.tellers import FINITE, THINGS, has_that, is_passive, is_to, source_of
from delian.coding.said.told import Told, trimmed

# Verbs that say no more than that their object is done: "issued a warning that".
_LIGHT = frozenset(
    {"make", "issue", "give", "deliver", "raise", "voice", "express", "have", "repeat", "renew", "publish"}
)


def according(parse: Parse, token: Token, lexicon: Lexicon) -> Iterator[Told]:
    """Yield "according to X": the rest of the sentence is X's, or of the phrase that it hangs on."""
    head = according_head(parse, token, lexicon)
    if head is None:
        return
    sentence = parse.sentences[token.sentence]
    phrase = {i for part in (token.i, token.i + 1) for i in parse.subtree(part)}
    if len(phrase) >= sentence.last - sentence.first - 1:  # the parser took the whole sentence into the phrase
        comma = next((i for i in sorted(phrase) if i > token.i and parse.tokens[i].text == ","), sentence.last)
        phrase = {i for i in phrase if token.i <= i < comma}
    phrase |= _aside_after(parse, max(phrase), sentence.last)
    above = parse.tokens[token.head]
    if any(parse.tokens[i].text.lower() == "which" for i in phrase):
        rest = [i for i in parse.subtree(above.i) if i > max(phrase)]
    elif above.dep in {"acl", "relcl", "appos"} or (above.pos == "NUM"):
        rest = [i for i in parse.subtree(above.i) if i not in phrase]
    else:
        rest = [i for i in range(sentence.first, sentence.last) if i not in phrase]
    runs = [[i for i in rest if i < token.i], [i for i in rest if i > token.i]]
    if any(parse.tokens[i].tag in FINITE for i in runs[0]):
        runs.pop()  # what follows is added: "the port was closed, according to X, for the first time in years"
    pieces = tuple(piece for run in runs for piece in trimmed(parse, run))
    if pieces:
        yield Told(pieces, "says", head, token.i)


def _aside_after(parse: Parse, last: int, end: int) -> set[int]:
    """Return the relative clause between commas behind a source, which tells of it: "according to a diplomat, who …, "."""
    if [one.text.lower() for one in parse.tokens[last + 1 : last + 3]] not in ([",", "who"], [",", "which"]):
        return set()
    comma = next((i for i in range(last + 3, end) if parse.tokens[i].text == ","), None)
    return set(range(last + 1, comma)) if comma is not None else set()


def according_head(parse: Parse, token: Token, lexicon: Lexicon) -> int | None:
    """Return the head of whoever "according to" at a token brings in; None if it is none."""
    if token.text.lower() != "according" or "according to" not in lexicon.according:
        return None
    for i in (token.i + 1, token.i):
        if i < len(parse.tokens):
            for inner in parse.of(i, "pobj"):
                return _stood_for(parse, token) if inner.text.lower() == "which" else inner.i
    return None


def _stood_for(parse: Parse, token: Token) -> int | None:
    """Return what "which" in "…, according to which" stands for: the last name or noun before it."""
    sentence = parse.sentences[token.sentence]
    return next(
        (i for i in range(token.i - 1, sentence.first - 1, -1) if parse.tokens[i].pos in {"NOUN", "PROPN"}), None
    )


def is_predicate(parse: Parse, token: Token) -> bool:
    """Say whether an adjective or participle stands after "be" or its like."""
    return token.dep == "acomp" or (token.tag == "VBN" and bool(parse.of(token.i, "auxpass")))


def by_adjective(parse: Parse, cue: Token, lexicon: Lexicon) -> Iterator[Told]:
    """Yield "was convinced that …", "is ready to …", "are wary of …"."""
    verb = parse.tokens[cue.head] if cue.dep == "acomp" else cue
    subjects = subjects_of(parse, verb.i)
    if not subjects or parse.tokens[subjects[0]].text.lower() in THINGS:
        return
    void = bool(parse.of(verb.i, "neg"))
    clauses = [*parse.of(cue.i, "ccomp"), *(one for one in parse.of(cue.i, "xcomp") if is_to(parse, one))]
    spoken_of = [
        inner
        for one in parse.of(cue.i, "prep")
        if one.lemma.lower() in {"about", "of", "over", "with", "at", "to"}
        for inner in parse.of(one.i, "pobj", "pcomp")
    ]
    for one in (clauses or spoken_of)[:1]:
        for piece in trimmed(parse, [i for i in parse.subtree(one.i) if i > cue.i]):
            how = lexicon.adjectives[cue.text.lower()]
            yield Told((piece,), how, subjects[0], cue.i, void=void, about=not clauses)


def by_noun(parse: Parse, noun: Token, lexicon: Lexicon) -> Iterator[Told]:
    """Yield "her claim that …", "the council's plan to …": the clause is theirs to whom the noun belongs."""
    clauses = [one for one in parse.of(noun.i, "acl", "ccomp", "relcl") if has_that(parse, one) or is_to(parse, one)]
    if not clauses:
        return
    owner = _owner(parse, noun, lexicon)
    if owner is None:
        return
    for piece in trimmed(parse, parse.subtree(clauses[0].i)):
        yield Told((piece,), lexicon.clause_nouns[noun.lemma], owner, noun.i)


def _owner(parse: Parse, noun: Token, lexicon: Lexicon) -> int | None:
    owners = parse.of(noun.i, "poss")
    owners += [
        inner for by in parse.of(noun.i, "prep") if by.lemma in {"by", "from"} for inner in parse.of(by.i, "pobj")
    ]
    if owners:
        return owners[0].i
    verb = parse.tokens[noun.head]
    if noun.dep == "dobj" and verb.lemma in _LIGHT and not is_passive(parse, verb.i):
        return source_of(parse, verb.i, lexicon)
    return None
