"""Stage 10e, third part: attributes that are no office: other names, and how many fighters, seats or votes."""

import re

from delian.coding.clauses import Clause
from delian.coding.modality import Manner
from delian.coding.notebook import Notebook
from delian.coding.what.roles import settled
from delian.coding.who.actors import Cast
from delian.coding.who.register import name_words
from delian.model.claim import Amount

_COUNTED = frozenset(
    {
        "seat",
        "fighter",
        "member",
        "troop",
        "soldier",
        "deputy",
        "vote",
        "man",
        "combatant",
        "lawmaker",
        "delegate",
        "gunman",
        "supporter",
        "minister",
        "follower",
    }
)
_HOLDING = frozenset("hold have command control win field muster number lead".split())
_NUMBER = re.compile(r"\d[\d,.]*")
_WORDS = {
    word: n for n, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
}


def note_aliases(notebook: Notebook, cast: Cast) -> None:
    """Note "Tomás Rivera, known as the Heron"."""
    for one, other in cast.aliases:
        left, right = notebook.scene.mentions[one], notebook.scene.mentions[other]
        actor = notebook.scene.of[one]
        if actor is not None and name_words(left.name) != name_words(right.name):
            extent = notebook.scene.parse.extent([left.first, right.last - 1])
            notebook.propose(
                "alias",
                "attribute",
                "alias",
                left.head,
                extent=extent,
                how=Manner(),
                timed=False,
                subject=(actor,),
                value=right.name,
            )


def note_strength(notebook: Notebook, clause: Clause) -> None:
    """Note "the list holds 42 seats"."""
    scene, parse = notebook.scene, notebook.scene.parse
    if parse.tokens[clause.verb].lemma not in _HOLDING:
        return
    subjects = scene.who(clause.subjects)
    for head in clause.objects:
        token = parse.tokens[head]
        numbers = parse.of(head, "nummod")
        if token.lemma in _COUNTED and numbers and len(subjects) == 1:
            value = _number(numbers[-1].text)
            if value is not None:
                notebook.propose(
                    "strength",
                    "attribute",
                    "strength",
                    clause.verb,
                    how=settled(notebook.manner(clause.verb)),
                    subject=subjects,
                    amount=Amount(value, token.text.lower()),
                )


def note_numbers(notebook: Notebook, noun: int) -> None:
    """Note "whose 31 deputies", "the rebels, numbering about 300"."""
    scene, parse = notebook.scene, notebook.scene.parse
    token = parse.tokens[noun]
    if token.lemma == "number" and token.tag == "VBG":
        subjects = scene.who([token.head])
        numbers = [one for one in (parse.tokens[i] for i in parse.subtree(noun)) if one.pos == "NUM"]
        first = next((i for i in parse.subtree(token.head)), token.head)
        extent, unit = parse.extent([first, *parse.subtree(noun)]), "member"
    elif token.lemma in _COUNTED and parse.of(noun, "poss"):
        subjects = scene.who([one.i for one in parse.of(noun, "poss")])
        numbers = parse.of(noun, "nummod")
        extent, unit = parse.extent([*(i for i in parse.subtree(noun) if i <= noun)]), token.text.lower()
    else:
        return
    value = _number(numbers[-1].text) if numbers else None
    several = parse.tokens[token.head].tag in {"NNS", "NNPS"}  # "the mutineers" are several
    if value is not None and len(subjects) == 1 and (several or not notebook.is_person(subjects[0])):
        notebook.propose(
            "strength",
            "attribute",
            "strength",
            noun,
            extent=extent,
            how=Manner(),
            subject=subjects,
            amount=Amount(value, unit),
        )


def _number(word: str) -> float | None:
    if word.lower() in _WORDS:
        return float(_WORDS[word.lower()])
    plain = word.replace(",", "")
    return float(plain) if _NUMBER.fullmatch(plain) and plain.count(".") < 2 else None  # noqa: PLR2004 - one decimal point
