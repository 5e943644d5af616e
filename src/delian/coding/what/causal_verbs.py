"""Stage 12b: verbs and nouns of cause: "the raid led to war", "the reason for the strike was the arrest"."""

from collections.abc import Iterator, Mapping
from functools import cache

from delian.coding.clauses import Clause, own_subjects
from delian.coding.parse import Parse, Token
from delian.coding.what.acts import follows
from delian.coding.what.causal_ends import (
    NOMINAL,
    VERBAL,
    End,
    Link,
    after_colon,
    cue_words,
    deed_of,
    effect_words,
    is_cleft,
    is_denied,
    is_event_noun,
    trimmed,
    unbroken,
)
from delian.plugins import read_list

POINTING = frozenset({"this", "that", "it", "which"})


def by_verb(parse: Parse, clause: Clause) -> Iterator[Link]:
    """Yield "the raid led to war", "war resulted from the raid", "the riot that the verdict sparked"."""
    verb = parse.tokens[clause.verb]
    for family, group in (("verb", "verbs"), ("effect", "effects")):
        forward, backward = (_last_of(parse, verb, group, name) for name in ("forward_phrases", "backward_phrases"))
        last = forward or backward or (verb.i if verb.lemma in cue_words(group, "forward") else 0)
        if not last:
            continue
        passive = clause.passive and not (forward and not parse.of(verb.i, "auxpass"))
        before = _subject_end(parse, verb)
        rest = _rest(parse, verb, last, whole=family == "effect" and not backward)
        others = list(_agent_ends(parse, verb)) if passive else [(rest, False)] if rest else []
        if family == "effect" and _is_wanted(parse, verb):
            return
        for other, denied in others:
            cause, effect = (other, before) if passive or backward else (before, other)
            if cause and effect and cause.words and effect.words and (family == "verb" or _happens(parse, cause)):
                yield Link(family, tuple(range(verb.i, last + 1)), cause, effect, verb.i, denied=denied)
        return


def by_noun(parse: Parse, verb: Token) -> Iterator[Link]:
    """Yield "the main reason for the strike was the arrest"."""
    if verb.lemma != "be":
        return
    for noun in parse.of(verb.i, "nsubj"):
        behind = [
            inner
            for one in parse.of(noun.i, "prep")
            if one.lemma in {"for", "of", "behind"}
            for inner in parse.of(one.i, "pobj", "pcomp")
        ]
        said = parse.of(verb.i, "attr", "ccomp", "acomp")
        if noun.lemma in cue_words("nouns") and behind and said:
            cause = End(said[0].i, trimmed(parse, parse.subtree(said[0].i)))
            effect = End(behind[0].i, trimmed(parse, parse.subtree(behind[0].i)))
            yield Link("verb", tuple(i for i in parse.subtree(noun.i) if i <= noun.i), cause, effect, verb.i)


def _last_of(parse: Parse, verb: Token, group: str, name: str) -> int:
    """Return the last token of a phrase that begins with the verb; 0 if none does."""
    for rest in _phrases(group, name).get(verb.lemma, ()):
        if follows(parse, verb.i, rest):
            i = verb.i
            for word in rest:
                i = next(j for j in range(i + 1, len(parse.tokens)) if word in _forms(parse.tokens[j]))
            return i
    return 0


@cache
def _phrases(group: str, name: str) -> Mapping[str, list[tuple[str, ...]]]:
    """Return phrases by their verb: the words after it."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in read_list("causes")[group][name]:
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return found


def _forms(token: Token) -> set[str]:
    return {token.text.lower(), token.lemma.lower()}


def _is_wanted(parse: Parse, verb: Token) -> bool:
    """Say whether a verb only tells what something is done for: "imposed a curfew to prevent clashes"."""
    return verb.tag == "VB" and any(one.text.lower() == "to" for one in parse.of(verb.i, "aux"))


def _happens(parse: Parse, end: End) -> bool:
    """Say whether an end of a verb's cause is what happened, or points at it, not somebody who did something."""
    token = parse.tokens[end.head]
    return token.pos in VERBAL or is_event_noun(token) or token.text.lower() in POINTING


def _subject_end(parse: Parse, verb: Token) -> End | None:
    """Return the subject of a verb; what a relative clause or a participle hangs on where it has none of its own."""
    own = [i for i in own_subjects(parse, verb.i) if parse.tokens[i].tag not in {"WDT", "WP"}]
    above = parse.tokens[verb.head]
    cleft = next((one for one in list(parse.ancestors(verb.i))[:3] if is_cleft(parse, one)), None)
    if cleft is not None and not own:
        return _cleft_end(parse, verb, cleft)
    if own:
        inside = [i for i in parse.subtree(own[0]) if i < verb.i] or [own[0]]
        opener = inside[0] - 1 if inside[0] and parse.tokens[inside[0] - 1].text.lower() == "not" else inside[0]
        between = [token for token in parse.tokens[opener : verb.i] if token.dep not in {"aux", "auxpass"}]
        if between and between[0].text.lower() == "not" and any(token.text.lower() == "but" for token in between):
            inside = [token.i for token in between]  # "not the tax but the famine led to the revolt"
        return End(own[0], trimmed(parse, after_colon(parse, tuple(inside), own[0])))
    if verb.dep in {"relcl", "acl"} and above.i < verb.i:
        outside = set(parse.subtree(verb.i))
        if parse.of(verb.i, "nsubj") and not is_event_noun(above) and parse.tokens[verb.i - 2].text == ",":
            deed = deed_of(parse, above.i, min(outside))
            return End(deed, effect_words(parse, deed, outside, min(outside)))
        return End(above.i, trimmed(parse, [i for i in parse.subtree(above.i) if i < min(outside)]))
    if verb.dep == "advcl" and above.i < verb.i:
        outside = set(parse.subtree(verb.i))
        return End(above.i, effect_words(parse, above.i, outside, min(outside)))
    if verb.dep == "conj" and above.pos in VERBAL:
        return _subject_end(parse, above)
    return None


def _cleft_end(parse: Parse, verb: Token, be: Token) -> End | None:
    """Return what "it was" sets off: "it was not the tax but the famine that led to the revolt"; "not" is kept."""
    outside = set(parse.subtree(verb.i))
    for one in parse.of(be.i, "attr"):
        kept = [i for i in parse.subtree(one.i) if i not in outside]
        denied = [kept[0] - 1] if parse.tokens[kept[0] - 1].text.lower() == "not" else []
        return End(one.i, trimmed(parse, [*denied, *kept]))
    return None


def _agent_ends(parse: Parse, verb: Token) -> Iterator[tuple[End, bool]]:
    """Yield what a passive's "by" brings in, and whether it is denied: "not by the tax but by the famine"."""
    first = [one for one in parse.of(verb.i, "agent", "prep") if one.lemma == "by"]
    for by in [*first, *(other for one in first for other in parse.of(one.i, "conj") if other.lemma == "by")]:
        for inner in parse.of(by.i, "pobj", "pcomp"):
            yield End(inner.i, trimmed(parse, parse.subtree(inner.i))), is_denied(parse, by.i)


def _rest(parse: Parse, verb: Token, last: int, *, whole: bool) -> End | None:
    """Return what follows a verb of cause, or its phrase; with the verb where it tells itself what came about."""
    inside = [i for i in parse.subtree(verb.i) if i > last]
    apart = {i for one in parse.of(verb.i, "advcl", "conj", "parataxis") for i in parse.subtree(one.i)}
    kept = trimmed(parse, unbroken([i for i in inside if i not in apart], last + 1))
    if kept and whole:
        return End(verb.i, tuple(sorted({*range(verb.i, last + 1), *kept})))
    if not kept:
        return None
    heads = [i for i in kept if parse.tokens[i].head not in kept]
    nominal = [i for i in heads if parse.tokens[i].pos in {*NOMINAL, *VERBAL, "NUM"}]
    return End((nominal or heads)[0], kept)
