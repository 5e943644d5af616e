"""Stage 14: how likely a reading is right: a score for each family of patterns, lowered by what often goes wrong.

The scores rank; they are not calibrated before reviews exist. Families and deductions were set by judgement on readings of
news outside the tests (`docs/accuracy.md`): what was wrong most often, such as pronouns, costs most.
"""

from collections.abc import Mapping, Sequence

# Family → share of its readings that are right where every argument is a name in a short clause.
_FAMILIES: Mapping[str, float] = {
    "event": 0.72,
    "event-phrase": 0.66,
    "event-verbal": 0.48,
    "event-noun": 0.55,
    "event-bare": 0.45,  # no actor does it, or none is named on either side
    "speech-act": 0.75,
    "tie-verb": 0.72,
    "tie-copula": 0.78,
    "tie-apposition": 0.74,
    "tie-title": 0.78,
    "tie-phrase": 0.66,
    "tie-noun": 0.56,
    "tie-belonging": 0.60,
    "role": 0.70,
    "role-copula": 0.56,
    "office": 0.82,
    "alias": 0.85,
    "strength": 0.80,
    "unanswered": 0.72,
    "unanswered-noun": 0.60,
    "answer": 0.66,
    "cause-verb": 0.56,
    "cause-because": 0.56,
    "cause-response": 0.56,
    "cause-loose": 0.30,  # "after", "when", "to": read, but not shown by default
    "counterfactual": 0.62,
    "question": 0.90,
    "llm-yes": 0.66,  # a second look at the words bore it out
    "llm-unsure": 0.48,  # no second look
    "llm-partly": 0.42,
    "stance": 0.66,
    "stance-deed": 0.62,
    "stance-noun": 0.58,
}
_UNKNOWN = 0.5  # a family of another version
_DEPENDENT = 0.5  # how much of a second coder's score counts: coders go wrong on the same sentences
_HIGHEST = 0.95
_ONE_SIDED = 0.14  # an event with one actor only
_PRONOUN = 0.17
_LONG = 0.08
_LONGEST = 160  # characters
_DEEP = 0.04
_FAR = 0.14  # what an answer or a silence belongs to is told in another sentence
_SELF = 0.35  # the same actor twice
_NAMELESS = 0.09  # a common noun in place of a name: often no actor, or one of another sentence
_LOOSE = 0.14
# Event types whose wordings are everyday words ("took", "offers", "called"), read where no act between parties is meant.
_LOOSE_TYPES = frozenset(
    {"agree", "consent", "consult", "cooperate", "concede", "merge", "succeed", "coerce", "retreat", "aid"}
)


def score(
    family: str,
    *,
    relation: str = "",
    subjects: int,
    objects: int,
    length: int,
    depth: int,
    pronouns: float,
    nameless: int = 0,
    repeated: bool = False,
    far: bool = False,
) -> float:
    """Return the score of a reading, in [.05, .95].

    Args:
        family: Pattern that found it.
        relation: Its predicate.
        subjects: Number of actors that are its subject.
        objects: Number of its objects.
        length: Characters of its clause.
        depth: Voices beyond author and outlet.
        pronouns: Arguments that are pronouns; a relative pronoun counts half.
        nameless: Sides on which nobody has a name in the text.
        repeated: Whether one actor stands in two places.
        far: Whether what it points at was found in another sentence.
    """
    value = _FAMILIES[family]
    if family.startswith(("event", "speech", "tie")) and not (subjects and objects):
        value -= _ONE_SIDED
    value -= (
        _PRONOUN * pronouns
        + _LONG * (length > _LONGEST and not family.startswith("cause"))
        + _DEEP * max(depth - 1, 0)
        + _NAMELESS * nameless
        + _LOOSE * (family.startswith(("event", "speech")) and relation in _LOOSE_TYPES)
        + _SELF * repeated
        + _FAR * far
    )
    return round(min(max(value, 0.05), _HIGHEST), 3)


def starting(family: str) -> float:
    """Return the share of a family's readings that is taken to be right before anybody has reviewed any."""
    return _FAMILIES.get(family, _UNKNOWN)


def agreed(scores: Sequence[float]) -> float:
    """Return the score of a reading that several coders made, never below the best of theirs.

    >>> agreed([0.6]), agreed([0.6, 0.5]), agreed([0.5, 0.6])
    (0.6, 0.7, 0.7)
    """
    best, *others = sorted(scores, reverse=True)
    wrong = 1 - best
    for other in others:
        wrong *= 1 - _DEPENDENT * other
    return round(max(best, min(1 - wrong, _HIGHEST)), 3)
