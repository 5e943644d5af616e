"""Whom and what an entry is about, found by the words that a person uses for it; an unknown word is answered with its nearest."""

from collections.abc import Sequence

from delian.errors import DelianError
from delian.model.case import Case
from delian.model.ids import normalised
from delian.model.judgement import JudgementKind
from delian.worlds.names import find, find_claim


def find_abouts(case: Case, kind: JudgementKind, names: Sequence[str]) -> tuple[str, ...]:
    """Return the ids of what a judgement of that kind is about; an id that was merged away stays as it is.

    Raises:
        UnknownName: If the study has nothing of that name.
        DelianError: If a descriptor stands for several voices.
    """
    match kind:
        case "grade":
            return tuple(find_source(case, name) for name in names)
        case "interest":
            return (find_source(case, names[0]), *(_find_matter(case, name) for name in names[1:]))
        case "prior" | "resolution":
            return tuple(find_claim(case, name) for name in names)
        case "rule":
            return tuple(find_claim(case, name, retired=True) for name in names)  # why it ties nothing is told later
        case _:
            return tuple(_find_noun(case, name) for name in names)


def find_source(case: Case, name: str) -> str:
    """Return the actor, the voice without a name, or the unsigned document on whose word something rests.

    Args:
        case: Where it speaks.
        name: Its id, its name, its descriptor as in the text, or the title of an unsigned document.

    Raises:
        UnknownName: If there is none.
        DelianError: If voices of several texts are described so: nothing says that they are one.
    """
    actors = {ident: actor.name for ident, actor in case.actors.items()}
    unnamed, voices = {}, {}
    for claim in case.readings:
        if claim.origin is None:
            root = case.root(claim.document)
            unnamed[root] = case.documents[root].title or ""
        for voice in claim.voices:
            if voice.actor:
                voices[voice.id] = case.same(voice.actor)
            elif not voice.is_mind:
                unnamed[voice.id] = voice.descriptor or ""
    if name in voices:
        return voices[name]
    alike = [ident for ident, words in unnamed.items() if words and normalised(words) == normalised(name)]
    if len(alike) > 1:
        message = f"{len(alike)} voices without a name are called {name!r} here, and nothing says that they are one"
        raise DelianError(message, f"Name one by its id: {', '.join(alike)}.")
    return alike[0] if alike else _kept(case, name, find("voice", name, {**actors, **unnamed}, case.same))


def find_topic(case: Case, name: str) -> str:
    """Return the id of the topic, or of whatever else limits a claim, called `name`; raises UnknownName."""
    scopes = {claim.scope: case.name(claim.scope) for claim in case.readings if claim.scope}
    return find("topic", name, {**scopes, **{ident: topic.label for ident, topic in case.topics.items()}})


def _find_matter(case: Case, name: str) -> str:
    events = {ident: event.label for ident, event in case.events.items()}
    return _kept(case, name, find("claim or event", name, {**dict.fromkeys(case.by_id, ""), **events}, case.same))


def _find_noun(case: Case, name: str) -> str:
    documents = {ident: document.title or "" for ident, document in case.documents.items()}
    actors = {ident: actor.name for ident, actor in case.actors.items()}
    known = {**dict.fromkeys(case.by_id, ""), **documents, **actors, **case.labels}
    return _kept(case, name, find("record", name, known, case.same))


def _kept(case: Case, name: str, found: str) -> str:
    """Return the id as the person wrote it where it was merged into what was found: undoing the merge restores it."""
    return name if case.same(name) == found else found
