"""Who "we" are: the body that the speaker holds an office of, or that the text is the statement of; else the speaker."""

import re
from collections.abc import Callable, Iterator

from delian.coding.clauses import Scene
from delian.coding.lexicon import Lexicon
from delian.coding.parse import Token
from delian.coding.said.labels import labelled
from delian.coding.who.mentions import Found

_OF = ("of", "for")
_FORMER = frozenset({"former", "ex", "late", "old", "then"})
_BODIES = frozenset({"organisation", "state", "group"})


def selves_at(
    scene: Scene,
    lexicon: Lexicon,
    speaker: Callable[[int], str | None],
    kind: Callable[[str], str],
    author: str | None,
) -> Callable[[int], str | None]:
    """Return whose "we" stands at a token; outside quotations it is the author's if the author is a body."""
    bodies = dict(_offices_held(scene, lexicon, kind))
    signing = author if author is not None and kind(author) in _BODIES else None

    def selves(i: int) -> str | None:
        one = speaker(i) or signing
        return bodies.get(one, one) if one is not None else None

    return selves


def by_whom(title: str) -> str:
    """Return what a title says a statement is by: "Joint Statement by the Council" is the council's; empty if it says nothing."""
    lead, by, name = re.split(r"\s+(by|of|from)\s+(?:the\s+)?", f"{title} by ", maxsplit=1, flags=re.IGNORECASE)
    words = lead.lower().removeprefix("joint ").removeprefix("official ")
    return name.removesuffix(" by ") if by and words in labelled("statement") else ""


def _offices_held(scene: Scene, lexicon: Lexicon, kind: Callable[[str], str]) -> Iterator[tuple[str, str]]:
    """Yield each person with the body that the text names an office of: "Falk, the guild's spokesman"."""
    for one in scene.mentions:
        actor = scene.one(one.head) if one.form == "name" else None
        if actor is None or kind(actor) in _BODIES:
            continue
        for noun in _role_nouns(scene, one):
            words = {child.text.lower() for child in scene.parse.of(noun.i, "amod", "advmod", "compound")}
            if noun.lemma not in lexicon.offices or words & _FORMER:
                continue
            for body in (*scene.of_whom(noun.i, *_OF), *scene.owner(noun.i)):
                if kind(body) in _BODIES and body != actor:
                    yield actor, body


def _role_nouns(scene: Scene, name: Found) -> Iterator[Token]:
    parse = scene.parse
    head = parse.tokens[name.head]
    above = parse.tokens[head.head]
    yield from parse.of(name.head, "appos")
    if head.dep == "appos":
        yield above
    if head.dep == "nsubj" and above.lemma == "be":
        yield from parse.of(above.i, "attr")
