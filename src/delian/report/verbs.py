"""Ids of the codebook as verbs of a sentence: "direct-access-to" reads "has direct access to"."""

from collections.abc import Mapping

_TIES: Mapping[str, str] = {
    "alias": "is also called",
    "allied-with": "is allied with",
    "deputises": "deputises for",
    "direct-access-to": "has direct access to",
    "kind": "is of the kind",
    "member-of": "is a member of",
    "office": "holds the office of",
    "part-of": "is part of",
    "patron-of": "is a patron of",
    "religious-authority-for": "is a religious authority for",
    "rivals": "is a rival of",
    "role": "has the role of",
    "split": "split",
    "strength": "has the strength",
    "asks": "asks about",
    "answers": "answered",
    "unanswered": "did not answer",
}


def reads(relation: str) -> str:
    """Return a relation of the codebook as a verb.

    >>> reads("member-of"), reads("leads"), reads("decides-alone-on")
    ('is a member of', 'leads', 'decides alone on')
    """
    return _TIES.get(relation, relation.replace("-", " "))


def happened(event_type: str) -> str:
    """Return a type of event as a verb in the past.

    >>> happened("warn"), happened("nominate"), happened("split")
    ('warned', 'nominated', 'split')
    """
    if event_type in _TIES or not event_type.isalpha():
        return reads(event_type)
    return f"{event_type}d" if event_type.endswith("e") else f"{event_type}ed"


def opening(phrase: str) -> str:
    """Return a phrase that begins with a relation, its hyphens written as blanks, with that relation as a verb.

    >>> opening("direct access to Athens"), opening("leads the league")
    ('has direct access to Athens', 'leads the league')
    """
    for relation, verb in _TIES.items():
        words = relation.replace("-", " ")
        if phrase == words or phrase.startswith(f"{words} "):
            return verb + phrase[len(words) :]
    return phrase
