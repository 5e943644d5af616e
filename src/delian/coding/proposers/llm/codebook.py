"""The prompts: written once, filled with the codebook in use, so that a study's own terms reach the model."""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from delian.model.actor import ActorKind
from delian.model.claim import How
from delian.model.ids import Json, text_digest
from delian.model.vocabulary import Term, Vocabulary

KINDS = ("tie", "event", "answer", "unanswered", "attribute", "cause", "question")
VERDICTS = ("yes", "partly", "no")
_FIXED = ("answers", "unanswered", "causes", "asks")


@cache
def _prompt(name: str) -> str:
    return (files("delian.coding.proposers.llm") / "prompts" / f"{name}.txt").read_text("utf-8")


def prompt_sha256(vocabulary: Vocabulary) -> str:
    """Return the hash of both prompts, the codebook in them."""
    return text_digest(extract_prompt(vocabulary) + verify_prompt())


def extract_prompt(vocabulary: Vocabulary) -> str:
    """Return what the model is told before it reads a window."""
    filled = {
        "{modalities}": _options(vocabulary.modalities.values()),
        "{hedges}": " | ".join(vocabulary.hedges),
        "{absences}": _options(vocabulary.absences.values()),
        "{reasons}": _options(vocabulary.reasons.values()),
        "{codebook}": "\n".join(_codebook(vocabulary)),
    }
    text = _prompt("extract")
    for place, words in filled.items():
        text = text.replace(place, words)
    return text


def verify_prompt() -> str:
    """Return what the model is told before it looks at readings a second time."""
    return _prompt("verify")


def _options(terms: Iterable[Term]) -> str:
    return "; ".join(f"{term.id} ({term.line.rstrip('.').lower()})" for term in terms)


def _codebook(vocabulary: Vocabulary) -> Iterable[str]:
    parts: tuple[tuple[str, Mapping[str, Term]], ...] = (
        ("Event types", vocabulary.events),
        ("Relations of ties, subject → object", vocabulary.relations),
        ("Attributes", vocabulary.attributes),
    )
    for title, terms in parts:
        yield f"{title}:"
        for term in terms.values():
            yield f"  {term.id}: {term.line} E.g. “{term.example}”"


def claims_schema(vocabulary: Vocabulary) -> dict[str, Json]:
    """Return the JSON schema of an answer to the first prompt."""
    relations = [*vocabulary.events, *vocabulary.relations, *vocabulary.attributes, *_FIXED]
    speaker = _object(who=_TEXT, named={"type": "boolean"}, how=_one_of(get_args(How)), cue=_TEXT)
    claim = _object(
        n=_NUMBER,
        kind=_one_of(KINDS),
        relation=_one_of(dict.fromkeys(relations)),
        quote=_TEXT,
        subject=_list(_TEXT),
        object=_list(_TEXT),
        value=_or_null(_TEXT),
        about=_list(_NUMBER),
        act=_or_null(_NUMBER),
        **{"from": _list(_NUMBER)},
        to=_list(_NUMBER),
        polarity=_one_of(("+", "-")),
        modality=_one_of(vocabulary.modalities),
        hedge=_or_null(_one_of(vocabulary.hedges)),
        absence=_one_of(vocabulary.absences),
        reason=_or_null(_one_of(vocabulary.reasons)),
        when=_or_null(_TEXT),
        speaker=_or_null(speaker),
    )
    return _object(actors=_list(_object(name=_TEXT, kind=_one_of(get_args(ActorKind)))), claims=_list(claim))


def verdicts_schema() -> dict[str, Json]:
    """Return the JSON schema of an answer to the second prompt."""
    return _object(verdicts=_list(_object(n=_NUMBER, verdict=_one_of(VERDICTS))))


_TEXT: dict[str, Json] = {"type": "string"}
_NUMBER: dict[str, Json] = {"type": "integer"}


def _object(**fields: Any) -> dict[str, Any]:
    return {"type": "object", "properties": fields, "required": list(fields), "additionalProperties": False}


def _list(item: Any) -> dict[str, Any]:
    return {"type": "array", "items": item}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _or_null(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}
