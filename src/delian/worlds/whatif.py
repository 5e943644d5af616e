"""The words in which a what-if is asked (RECORDS 8), read into a change; an unknown word is answered with its nearest."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from typing import cast, get_args

from delian.errors import DelianError, UnknownName
from delian.model.case import Answered, Assume, Case, Change, Deny, Distrust, Flip, Without
from delian.model.claim import Means
from delian.model.ids import normalised, slug
from delian.model.when import Day

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
        rival = (
            Deny(change.claim)
            if isinstance(change, Assume)
            else Assume(change.claim)
            if isinstance(change, Deny)
            else None
        )
        if rival in found:
            message = f"two what-ifs contradict each other: {found[rival]!r} and {words!r}"
            raise DelianError(message, "Ask them one at a time.")
        found.setdefault(change, words)
    return tuple((words, change) for change, words in found.items())


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


def find_actor(case: Case, name: str) -> str:
    """Return the id of the actor called `name` (id or name); raises UnknownName with the nearest."""
    return find("actor", name, {ident: actor.name for ident, actor in case.actors.items()}, case.same)


def find_claim(case: Case, name: str, *, retired: bool = False) -> str:
    """Return the id of the claim called `name`, deprecated ones if wanted; raises UnknownName with the nearest."""
    return find("claim", name, dict.fromkeys(case.known if retired else case.by_id, ""))


def find_coalition(case: Case, name: str) -> str:
    """Return the id of the coalition called `name` (id, or label); raises UnknownName with the nearest."""
    labels = {ident: coalition.label for ident, coalition in case.coalitions.items()}
    return find("coalition", name if name in labels else name.removeprefix("k-"), labels)


def find_voice(case: Case, name: str) -> str:
    """Return the voice id, or the actor id, that `name` means: an id, a name, or a descriptor as in the text."""
    actors, described = {}, {}
    for claim in case.shown:
        for voice in claim.voices:
            if voice.actor:
                actors[case.same(voice.actor)] = case.name(voice.actor)
                described[voice.id] = ""
            else:
                described[voice.id] = voice.descriptor or ""
    wanted = normalised(name)
    for ident, descriptor in described.items():
        if descriptor and normalised(descriptor) == wanted:
            return ident
    return find("voice", name, {**described, **actors}, case.same)


def find(kind: str, name: str, known: Mapping[str, str], same: Callable[[str], str] = str) -> str:
    """Return which of `known` (id → label) is called `name`, by its id or label; raises UnknownName with the nearest."""
    if same(name) in known:
        return same(name)
    folded = slug(name)
    if same(folded) in known:
        return same(folded)
    for ident, label in known.items():
        if folded == ident or folded == ident.partition("-")[2] or (label and slug(label) == folded):
            return ident
    raise UnknownName(kind, name, nearest(name, [*known, *(label for label in known.values() if label)]))


def nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return up to three of `known` that are spelt most like `name`."""
    by_folded: dict[str, str] = {}
    for one in known:
        by_folded.setdefault(one.lower(), one)  # ids come before the names that they were made from
    close = get_close_matches(name.lower(), by_folded, n=3, cutoff=0.5)
    return [by_folded[one] for one in close]
