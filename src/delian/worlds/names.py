"""Things of a study by the names that people write for them; an unknown name is answered with the nearest that there are."""

from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

from delian.errors import UnknownName
from delian.model.case import Case
from delian.model.ids import normalised, slug


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
