"""Stage 5b: reported speech and thoughts: verbs of saying and thinking with what they bring in."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delian.coding.lexicon import Lexicon
from delian.coding.parse import Parse, Token
from delian.coding.said.holding import hold
from delian.coding.said.phrases import according, by_adjective, by_noun, is_predicate
from delian.coding.said.tellers import (
    SUBJECTS,
    THINGS,
    VERBAL,
    before_subject,
    goes_on,
    has_that,
    is_aside,
    is_finite,
    is_passive,
    opens_content,
    opens_sentence,
    source_of,
    word_after,
)
from delian.coding.said.told import Told, trimmed
from delian.model.claim import How
from delian.model.text import Extent
from delian.plugins import vocabulary

_TIMES = frozenset({"after", "before", "while", "since", "although", "though", "because", "until"})
_ASKING = frozenset({"ask", "wonder", "know", "doubt", "inquire", "question"})
_DENYING = frozenset({"deny", "doubt"})
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_COLON_NEAR = 8  # tokens between a verb of saying and the colon before the words


@dataclass(frozen=True, slots=True)
class _Part:
    """What a cue brings in: its tokens, and how it is taken."""

    tokens: tuple[int, ...]
    asked: bool = False
    about: bool = False


def reported(parse: Parse, lexicon: Lexicon) -> Iterator[Told]:
    """Yield reported speech and thoughts in order of their cues."""
    for token in parse.tokens:
        if token.text.lower() == "according":
            yield from according(parse, token, lexicon)
        elif token.text.lower() in lexicon.adjectives and is_predicate(parse, token):
            yield from by_adjective(parse, token, lexicon)
        elif token.pos in VERBAL:
            yield from _by_verb(parse, token, lexicon)
        elif token.pos == "NOUN" and token.lemma in lexicon.clause_nouns:
            yield from by_noun(parse, token, lexicon)


def _by_verb(parse: Parse, cue: Token, lexicon: Lexicon) -> Iterator[Told]:
    how = lexicon.telling.get(cue.lemma) or lexicon.thinking.get(cue.lemma)
    source = source_of(parse, cue.i, lexicon)
    text = cue.lemma in lexicon.shows and _is_text(parse, source, lexicon)
    if text:
        how = "says"
    if how is None and cue.lemma in lexicon.speaking_of:
        how = "says"
    if how is None or cue.dep == "amod" or (cue.dep == "compound" and not opens_sentence(parse, cue)):
        return
    if cue.lemma in lexicon.shows and not text and not _can_speak(parse, source, lexicon):
        return
    passive = is_passive(parse, cue.i)
    held = hold(parse, cue.i, vocabulary())
    for part in _parts(parse, cue, how, lexicon, passive=passive, text=text):
        if source is None and part.about:
            continue
        pieces = tuple(_pieces(parse, part.tokens, cue, source))
        if pieces:
            denied = held == "contrary" or (held == "held" and cue.lemma in _DENYING)
            about = part.about or (held == "presupposed" and not part.asked)  # then it stays the word of who tells
            void = held == "open" or part.asked
            yield Told(pieces, how, source, cue.i, denied=denied, void=void, about=about)


def _is_text(parse: Parse, source: int | None, lexicon: Lexicon) -> bool:
    return source is not None and parse.tokens[source].lemma.lower() in lexicon.texts


def _can_speak(parse: Parse, source: int | None, lexicon: Lexicon) -> bool:
    """Say whether a subject is somebody: what shows or suggests a thing may be any fact."""
    if source is None:
        return True
    token = parse.tokens[source]
    if token.pos == "PRON":
        return token.text.lower() not in THINGS
    return token.pos == "PROPN" or token.lemma in lexicon.nouns


def _parts(parse: Parse, cue: Token, how: How, lexicon: Lexicon, *, passive: bool, text: bool) -> Iterator[_Part]:
    """Yield what a verb brings in: clauses; else infinitives, what it is set beside; else what is spoken of."""
    found = [*_clauses(parse, cue, how, lexicon)]
    if not found:
        found = [*_infinitives(parse, cue, lexicon, passive=passive)]
    if not found:
        found = [*_charges(parse, cue, lexicon, passive=passive)]
    if not found:
        found = [*_spoken_of(parse, cue, lexicon, passive=passive, text=text)]
    if not found and (cue.lemma in lexicon.telling or cue.lemma in lexicon.thinking):
        found = [*_beside(parse, cue, lexicon)]
    if not found and cue.lemma in lexicon.telling and parse.of(cue.i, *SUBJECTS):
        found = [*_after_colon(parse, cue)]
    yield from found


def _clauses(parse: Parse, cue: Token, how: How, lexicon: Lexicon) -> Iterator[_Part]:
    for one in parse.of(cue.i, "ccomp"):
        if is_aside(parse, one, lexicon) or _is_of_source(parse, one, cue):
            continue
        if {mark.text.lower() for mark in parse.of(one.i, "mark")} & (_TIMES | {"for"}) or (
            how == "knows" and not is_finite(parse, one)
        ):
            continue
        marks = {child.text.lower() for child in parse.of(one.i, "mark", "advmod", "dobj", "attr", "nsubj")}
        asked = bool(marks & {"whether", "if"}) and cue.lemma in _ASKING
        whole = _clause(parse, one, cue, lexicon)
        for said in _each(parse, one, whole):
            yield _Part(said, asked=asked)
    if cue.lemma in lexicon.addressed:
        for whom in parse.of(cue.i, "dobj"):
            clauses = (
                parse.tokens[i] for i in parse.subtree(whom.i) if parse.tokens[i].dep in {"relcl", "acl", "ccomp"}
            )
            yield from (_Part(tuple(parse.subtree(one.i))) for one in clauses if has_that(parse, one))
    if cue.lemma == "deny":
        yield from (_Part(tuple(parse.subtree(one.i))) for one in parse.of(cue.i, "xcomp", "pcomp"))
        for thing in parse.of(cue.i, "dobj"):
            for one in parse.of(thing.i, "acl", "ccomp", "relcl"):
                if has_that(parse, one) and not parse.of(thing.i, "poss"):
                    yield _Part(tuple(parse.subtree(one.i)))


def _is_of_source(parse: Parse, verb: Token, cue: Token) -> bool:
    """Say whether a clause before a verb of saying tells of another source: "according to a clerk, who …, they asked"."""
    return verb.i < cue.i and any(parse.tokens[i].text.lower() == "according" for i in parse.subtree(verb.i))


def _clause(parse: Parse, head: Token, cue: Token, lexicon: Lexicon) -> tuple[int, ...]:
    """Return the tokens of a clause that is said, without what the teller goes on with: "said X, and blamed it on …"."""
    over = [one for one in parse.of(head.i, "conj", "advcl") if goes_on(parse, one, head, cue, lexicon)]
    cut = {i for one in over for i in parse.subtree(one.i)}
    below = _without_aside(parse, [i for i in parse.subtree(head.i) if i not in cut])
    if head.i < cue.i or word_after(parse, cue.i) == ",":
        below += before_subject(parse, cue)
    return tuple(sorted(below))


def _without_aside(parse: Parse, tokens: list[int]) -> list[int]:
    """Return the tokens without a last relative clause behind a comma: it is the teller's own word on what is said."""
    for one in reversed(tokens):
        if parse.tokens[one].dep == "relcl" and parse.tokens[one].head in tokens:
            first, *rest = [i for i in parse.subtree(one) if parse.tokens[i].pos != "PUNCT"]
            ends = max(first, *rest) >= max(i for i in tokens if parse.tokens[i].pos != "PUNCT") if rest else False
            if ends and parse.tokens[first - 1].text == "," and parse.tokens[first].text.lower() in {"who", "which"}:
                return [i for i in tokens if i < first - 1]
    return tokens


def _each(parse: Parse, head: Token, whole: tuple[int, ...]) -> Iterator[tuple[int, ...]]:
    """Yield the clauses that are said each for itself: "that the ships had left and that the port was closed"."""
    anew = [set(parse.subtree(one.i)) & set(whole) for one in parse.of(head.i, "conj") if has_that(parse, one)]
    yield tuple(i for i in whole if not any(i in one for one in anew))
    yield from (tuple(sorted(one)) for one in anew if one)


def _infinitives(parse: Parse, cue: Token, lexicon: Lexicon, *, passive: bool) -> Iterator[_Part]:
    if cue.lemma in lexicon.of_what["for"]:  # "called for the gates to be opened"
        for one in parse.of(cue.i, "advcl", "xcomp", "ccomp"):
            marks = {mark.i for mark in parse.of(one.i, "mark") if mark.text.lower() == "for"}
            if marks:
                yield _Part(tuple(i for i in parse.subtree(one.i) if i not in marks))
                return
    if cue.lemma not in lexicon.infinitive:
        return
    about = cue.lemma in lexicon.refuses
    for one in parse.of(cue.i, "xcomp"):
        if one.pos not in VERBAL and not parse.of(one.i, "aux"):
            continue
        whom = parse.of(cue.i, "nsubjpass") if passive else parse.of(cue.i, "dobj")
        whom += [
            inner
            for by in parse.of(cue.i, "prep")
            if cue.lemma in lexicon.of_what.get(by.lemma.lower(), ())
            for inner in parse.of(by.i, "pobj")
        ]
        asked = [i for child in whom for i in parse.subtree(child.i) if i < one.i]
        yield _Part((*asked, *parse.subtree(one.i)), about=about)


def _charges(parse: Parse, cue: Token, lexicon: Lexicon, *, passive: bool) -> Iterator[_Part]:
    """Yield what is said of whom: "accused them of leaving", "described it as a ruse", "called him a liar"."""
    things = parse.of(cue.i, "nsubjpass") if passive else parse.of(cue.i, "dobj")
    whom = [i for one in things for i in parse.subtree(one.i)]
    inner = [one for thing in things for one in parse.of(thing.i, "prep") if one.lemma.lower() == "as"]
    for preposition in (*parse.of(cue.i, "prep", "advcl"), *inner):
        word = preposition.lemma.lower()
        if whom and cue.lemma in lexicon.of_whom.get(word, ()) and preposition.i > cue.i:
            clause = parse.of(preposition.i, "pcomp")
            said = set(_without_aside(parse, parse.subtree(preposition.i)))
            if not any(cue.i < i < preposition.i for i in whom):
                said.discard(preposition.i)
            yield _Part(tuple(sorted({*whom, *said})), about=not clause or word != "of")
            return
    small = parse.of(cue.i, "oprd")
    if small and whom and (cue.lemma in lexicon.telling or cue.lemma in lexicon.thinking):
        yield _Part(tuple(sorted({*whom, *(i for one in small for i in parse.subtree(one.i))})), about=True)


def _spoken_of(parse: Parse, cue: Token, lexicon: Lexicon, *, passive: bool, text: bool) -> Iterator[_Part]:
    for particle in (cue, *parse.of(cue.i, "prt")):
        for one in parse.of(particle.i, "prep"):
            if cue.lemma in lexicon.of_what.get(one.lemma.lower(), ()) and one.i > cue.i:
                spoken = parse.of(one.i, "pobj", "pcomp")
                inner = [i for what in spoken for i in _without_aside(parse, parse.subtree(what.i))]
                more = [
                    what for what in parse.of(cue.i, "xcomp", "advcl", "ccomp") if what.i > one.i and what.tag == "VB"
                ]
                asked = [i for what in more for i in parse.subtree(what.i)]
                if inner:
                    yield _Part((*inner, *asked), about=not asked)
                    return
    if cue.lemma not in lexicon.named or (cue.lemma in lexicon.shows and not text):
        return
    things = parse.of(cue.i, "nsubjpass") if passive else parse.of(cue.i, "dobj")
    for one in things[:1]:
        if one.text.lower() in _RELATIVE and cue.dep == "relcl":
            continue
        yield _Part(tuple(_without_aside(parse, parse.subtree(one.i))), about=True)
    if not things and cue.dep == "relcl" and not passive:
        clause = set(parse.subtree(cue.i))
        yield _Part(tuple(i for i in parse.subtree(cue.head) if i not in clause and i < cue.i), about=True)


def _beside(parse: Parse, cue: Token, lexicon: Lexicon) -> Iterator[_Part]:
    """Yield the clause in which a verb of saying is set as an aside: "the port, he said, was closed", "as he said"."""
    above = parse.tokens[cue.head]
    if above.i == cue.i or above.pos not in VERBAL or not parse.of(cue.i, *SUBJECTS):
        return
    marks = {one.text.lower() for one in parse.of(cue.i, "mark", "advmod")}
    own = set(parse.subtree(cue.i)) - set(before_subject(parse, cue))
    first = min(own)
    set_off = parse.tokens[first].pos == "PUNCT" or (first > 0 and parse.tokens[first - 1].pos == "PUNCT")
    aside = cue.dep in {"parataxis", "ccomp", "dep"} and not marks and set_off
    if not aside and not (cue.dep == "advcl" and marks == {"as"}):
        return
    own |= {
        i
        for one in parse.of(above.i, "conj", "advcl")
        if one.i > cue.i and goes_on(parse, one, above, cue, lexicon)
        for i in parse.subtree(one.i)
    }
    whole = [i for i in {*parse.subtree(above.i), *before_subject(parse, cue)} if i not in own]
    words = [i for i in whole if parse.tokens[i].pos != "PUNCT"]
    if words and (first > min(words) or marks):
        yield _Part(tuple(sorted(whole)))


def _after_colon(parse: Parse, cue: Token) -> Iterator[_Part]:
    sentence = parse.sentences[cue.sentence]
    for i in range(cue.i + 1, min(cue.i + _COLON_NEAR, sentence.last)):
        if parse.tokens[i].text == "," or parse.tokens[i].pos in VERBAL:
            return
        if parse.tokens[i].text == ":" and i + 1 < sentence.last:
            yield _Part(tuple(range(i + 1, sentence.last)))
            return


def _pieces(parse: Parse, tokens: Iterable[int], cue: Token, source: int | None) -> Iterator[Extent]:
    """Yield the stretches of what is said, the cue and its subject cut out, without marks at their ends."""
    inside = set(tokens)
    teller = {cue.i, *(i for one in parse.of(cue.i, "aux", "auxpass", "neg", "prt") for i in parse.subtree(one.i))}
    if cue.head in inside or any(one.i in inside for one in parse.of(cue.i, "ccomp", "xcomp")):
        subjects = (one for one in parse.of(cue.i, "nsubj") if not opens_content(parse, one, cue.i))
        teller |= {i for one in subjects for i in parse.subtree(one.i)}
    if cue.i in inside:
        teller |= set(parse.subtree(cue.i))
    if source is not None:
        teller.add(source)
    run: list[int] = []
    for i in sorted(inside - teller):
        if run and any(between in teller for between in range(run[-1] + 1, i)):
            yield from trimmed(parse, run)
            run = []
        run.append(i)
    yield from trimmed(parse, run)
