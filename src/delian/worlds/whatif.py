"""The words in which a what-if is asked (RECORDS 8), read into a change."""

import re
from collections.abc import Iterable
from typing import cast, get_args

from delian.errors import DelianError, UnknownName
from delian.model.case import Answered, Assume, Case, Change, Deny, Distrust, Flip, Without
from delian.model.claim import Means
from delian.model.when import Day
from delian.worlds.names import find, find_actor, find_claim, find_voice

FORMS = (
    "without ACTOR [since DATE]",
    "answered EVENT [by ACTOR] [with MEANS SCALE]",
    "assume CLAIM",
    "deny CLAIM",
    "distrust VOICE",
    "flip CLAIM",
)
_WITHOUT = re.compile(r"without (?P<actor>.+?)(?: since (?P<since>\S+))?", re.IGNORECASE)
_ANSWERED = re.compile(
    r"answered (?P<event>.+?)(?: by (?P<by>.+?))?(?: with (?P<means>\w+)(?: (?P<scale>\d))?)?", re.IGNORECASE
)
_CLAIM = re.compile(r"(?P<verb>assume|deny|flip) (?P<claim>\S+)", re.IGNORECASE)
_DISTRUST = re.compile(r"distrust (?P<voice>.+)", re.IGNORECASE)


def read_change(case: Case, words: str) -> Change:
    """Return the change that `words` ask for.

    Raises:
        DelianError: If the words are of none of the forms, or a date or number in them cannot be.
        UnknownName: If they name an actor, event, claim or voice that the study does not have.
    """
    asked = " ".join(words.split())
    if match := _WITHOUT.fullmatch(asked):
        since = match["since"]
        return Without(find_actor(case, match["actor"]), read_day(since) if since else None)
    if match := _ANSWERED.fullmatch(asked):
        return _answered(case, match)
    if match := _CLAIM.fullmatch(asked):
        claim = find_claim(case, match["claim"])
        changes: dict[str, Change] = {"assume": Assume(claim), "deny": Deny(claim), "flip": Flip(claim)}
        return changes[match["verb"].lower()]
    if match := _DISTRUST.fullmatch(asked):
        return Distrust(find_voice(case, match["voice"]))
    message = f"a what-if cannot be read: {words!r}"
    raise DelianError(message, f"Write one of: {'; '.join(FORMS)}.")


def read_changes(case: Case, asked: Iterable[str]) -> tuple[tuple[str, Change], ...]:
    """Return the changes that the words ask for, each once.

    Raises:
        DelianError: If two of them contradict each other, naming both.
    """
    found: dict[Change, str] = {}
    for words in asked:
        change = read_change(case, words)
        rival = _opposite(change)
        if rival in found:
            message = f"two what-ifs contradict each other: {found[rival]!r} and {words!r}"
            raise DelianError(message, "Ask them one at a time.")
        found.setdefault(change, words)
    return tuple((words, change) for change, words in found.items())


def _opposite(change: Change) -> Change | None:
    """Return the what-if that cannot be asked together with this one; None if there is none."""
    match change:
        case Assume(claim):
            return Deny(claim)
        case Deny(claim):
            return Assume(claim)
        case _:
            return None


def _answered(case: Case, match: re.Match[str]) -> Answered:
    means, scale = match["means"], match["scale"]
    if means is not None and means not in get_args(Means):
        raise UnknownName("means of an answer", means, get_args(Means))
    if scale is not None and int(scale) > 4:  # noqa: PLR2004 - the codebook's ladder
        message = f"the scale of an answer lies between 0 and 4, got {scale}"
        raise DelianError(message)
    by = find_actor(case, match["by"]) if match["by"] else None
    event = find("event", match["event"], {name: event.label for name, event in case.events.items()}, case.same)
    return Answered(event, by, cast("Means | None", means), int(scale) if scale else (2 if means else None))


def read_day(iso: str) -> Day:
    """Return the day that `iso` writes.

    Raises:
        DelianError: If it is no day.
    """
    try:
        return Day.read(iso)
    except ValueError as fault:
        raise DelianError(str(fault), "Write a day as 2020-01-03.") from fault
