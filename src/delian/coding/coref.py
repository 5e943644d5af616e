"""Stage 6: pronouns: who "he", "it" or "they" is, by who was spoken of last and in which part of the sentence.

First persons are whoever speaks: the speaker of the quotation, else the author.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from delian.coding.actors import Cast
from delian.coding.mentions import Found
from delian.coding.parse import Parse, Token

_HE = frozenset({"he", "him", "his", "himself"})
_SHE = frozenset({"she", "her", "hers", "herself"})
_IT = frozenset({"it", "its", "itself"})
_WHO = frozenset({"who", "whom", "whose", "which", "that"})
_I = frozenset({"i", "me", "my", "we", "us", "our"})
_NAMED, _NAMED_PERSON = 0.7, 1.6  # how much likelier a pronoun means somebody who was named
_FAR = 3  # sentences that a pronoun looks back over
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


@dataclass(frozen=True, slots=True)
class _Seen:
    """An actor mentioned before, as a candidate."""

    actor: str
    sentence: int
    token: int
    kind: str
    number: str
    gender: str
    is_subject: bool
    is_name: bool


def resolve(
    parse: Parse,
    mentions: Sequence[Found],
    cast: Cast,
    speaker: Callable[[int], str | None],
    subjects: frozenset[int] = frozenset(),
) -> tuple[str | None, ...]:
    """Return for each mention the id of its actor, pronouns included; None where nobody can be told.

    Args:
        parse: The text.
        mentions: In order of the text.
        cast: Who the names and nominals are.
        speaker: Whose words the token at a position is part of.
        subjects: Tokens that are subjects of clauses, those included that the parser missed.
    """
    of = list(cast.of)
    at = {one.head: n for n, one in enumerate(mentions)}
    seen: list[_Seen] = []
    for n, one in enumerate(mentions):
        if one.form == "pronoun":
            of[n] = _pronoun(parse, one, of, at, seen, cast, speaker)
        ident = of[n]
        if ident is not None:
            seen = [*seen[-30:], _see(parse, one, ident, cast, subjects)]
    return tuple(of)


def _see(parse: Parse, one: Found, ident: str, cast: Cast, subjects: frozenset[int]) -> _Seen:
    token = parse.tokens[one.head]
    cluster = cast.clusters.get(ident)
    gender = max(cluster.genders, key=cluster.genders.__getitem__) if cluster and cluster.genders else ""
    kind = cast.kind(ident)
    return _Seen(
        ident, token.sentence, token.i, kind, one.number, gender, _is_subject(token, subjects), one.form == "name"
    )


def _is_subject(token: Token, subjects: frozenset[int]) -> bool:
    return token.dep in _SUBJECTS or token.i in subjects


def _pronoun(
    parse: Parse,
    one: Found,
    of: Sequence[str | None],
    at: Mapping[int, int],
    seen: Sequence[_Seen],
    cast: Cast,
    speaker: Callable[[int], str | None],
) -> str | None:
    word = one.name
    token = parse.tokens[one.head]
    if word in _WHO:
        return _relative(parse, one, of, at)
    if word in _I:
        return speaker(one.head)
    if word in _IT and _is_expletive(parse, one):
        return None
    same_clause = (
        _clause_subject(parse, one, of, at)
        if token.dep in {"dobj", "pobj", "dative"} and not word.endswith("sel")
        else None
    )
    best: tuple[float, str] | None = None
    for candidate in reversed(seen):
        distance = token.sentence - candidate.sentence
        if distance > _FAR:
            break
        if candidate.actor == same_clause or not _agrees(word, candidate):
            continue
        named = _NAMED_PERSON if word in _HE | _SHE else _NAMED
        score = -2.0 * distance + 1.5 * candidate.is_subject + named * candidate.is_name
        score -= 0.02 * (token.i - candidate.token)
        if best is None or score > best[0]:
            best = (score, candidate.actor)
    if best and word in _HE | _SHE and best[1] in cast.clusters:
        cast.clusters[best[1]].genders["m" if word in _HE else "f"] += 1
    return best[1] if best else None


def _agrees(word: str, candidate: _Seen) -> bool:
    if word in _HE or word in _SHE:
        wrong = "f" if word in _HE else "m"
        return candidate.kind == "person" and candidate.number == "one" and candidate.gender != wrong
    if word in _IT:
        return candidate.kind in {"organisation", "state", "group", "unknown"} and not (
            candidate.kind == "group" and candidate.number == "many" and not candidate.is_name
        )
    return candidate.number == "many" or candidate.kind in {"group", "organisation"}


def _relative(parse: Parse, one: Found, of: Sequence[str | None], at: Mapping[int, int]) -> str | None:
    """Return the actor that a relative clause hangs on."""
    token = parse.tokens[one.head]
    for above in (token, *parse.ancestors(one.head)):
        if above.dep == "relcl":
            head = at.get(above.head)
            return of[head] if head is not None and above.head < one.head else None
    return None


def _clause_subject(parse: Parse, one: Found, of: Sequence[str | None], at: Mapping[int, int]) -> str | None:
    """Return the subject of the pronoun's own clause, which an object pronoun cannot mean."""
    for above in parse.ancestors(one.head):
        if above.pos in {"VERB", "AUX"}:
            for subject in parse.of(above.i, *_SUBJECTS):
                n = at.get(subject.i)
                return of[n] if n is not None else None
            return None
    return None


def _is_expletive(parse: Parse, one: Found) -> bool:
    """Say whether "it" stands for a clause: "it is clear that …"."""
    token = parse.tokens[one.head]
    if token.dep == "expl":
        return True
    verb = parse.tokens[token.head]
    return verb.lemma in {"be", "seem", "appear", "take"} and bool(parse.of(verb.i, "ccomp", "xcomp", "acl", "advcl"))
