"""Entries: which values a judgement can have, by its kind; what is of no such value is not used."""

from collections.abc import Callable, Mapping
from typing import TypeGuard

from delian.model.judgement import Judgement
from delian.model.trust import LETTERS
from delian.model.when import edtf_bounds

SERVES, HARMS = "serves", "harms"
HOLDS, FAILS = "holds", "fails"
COUNTS, IMPLIES = ("at-most", "at-least", "exactly"), "implies"
_PAIR = 2
_COALITION = "k-"  # what the ids of coalitions begin with (RECORDS 1)


def faults(judgement: Judgement) -> list[str]:
    """Return what keeps the judgement from being used, one line each; an empty list if it is sound.

    Kinds that nothing is laid down for are always sound.
    """
    check = _CHECKS.get(judgement.kind)
    return check(judgement) if check else []


def is_dependence(judgement: Judgement) -> bool:
    """Say whether the judgement is a weight about two coalitions: how much their members have in common."""
    names = judgement.abouts
    return judgement.kind == "weight" and len(names) == _PAIR and all(name.startswith(_COALITION) for name in names)


def _grade(judgement: Judgement) -> list[str]:
    found = []
    if judgement.value not in LETTERS:
        found.append(f"a grade is a letter from A to F, got {judgement.value!r}")
    if judgement.on is not None and not _is_date(judgement.on):
        found.append(f"the day from which a grade holds is written as 2020-01-03, got {judgement.on!r}")
    return found


def _interest(judgement: Judgement) -> list[str]:
    found = _one_of("an interest", (SERVES, HARMS), judgement.value)
    if not judgement.abouts:
        found.append("an interest is about a voice, and names none")
    if judgement.low is not None:
        found += _share("b, how surely a voice says what serves it,", judgement.low)
    return found


def _prior(judgement: Judgement) -> list[str]:
    return _share("a prior", judgement.value)


def _resolution(judgement: Judgement) -> list[str]:
    return _one_of("a resolution", (HOLDS, FAILS), judgement.value)


def _weight(judgement: Judgement) -> list[str]:
    if not is_dependence(judgement):
        return []
    found = _share("what two coalitions have in common", judgement.value)
    if len(set(judgement.abouts)) < _PAIR:
        found.append(f"a dependence is about two coalitions, got {judgement.abouts[0]!r} twice")
    return found


def _rule(judgement: Judgement) -> list[str]:
    found = _one_of("a rule", (*COUNTS, IMPLIES), judgement.value)
    most, low = len(set(judgement.abouts)), judgement.low
    if most < _PAIR or most < len(judgement.abouts):
        found.append(f"a rule is about two or more claims, each named once, got {', '.join(judgement.abouts)}")
    elif judgement.value == IMPLIES and most > _PAIR:
        found.append(f"one claim implies one other, got {most} claims")
    if judgement.value in COUNTS and not (_is_number(low) and low in range(most + 1)):
        found.append(f"how many hold is a whole number from 0 to {most}, got {low!r}")
    return found


_CHECKS: Mapping[str, Callable[[Judgement], list[str]]] = {
    "grade": _grade,
    "interest": _interest,
    "prior": _prior,
    "resolution": _resolution,
    "rule": _rule,
    "weight": _weight,
}


def _one_of(what: str, words: tuple[str, ...], value: object) -> list[str]:
    named = f"{', '.join(words[:-1])} or {words[-1]}"
    return [] if value in words else [f"{what} is {named}, got {value!r}"]


def _share(what: str, value: object) -> list[str]:
    return [] if _is_number(value) and 0 <= value <= 1 else [f"{what} lies between 0 and 1, got {value!r}"]


def _is_number(value: object) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_date(edtf: str) -> bool:
    try:
        edtf_bounds(edtf)
    except ValueError:
        return False
    return True
