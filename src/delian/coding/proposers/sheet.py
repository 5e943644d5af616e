"""A person as proposer: a coding sheet, one TOML file a document, whose quotes the gate grounds like a machine's.

The format is described in `docs/coding-sheets.md`. A sheet names evidence by quote and actors by readable ids; voices
beyond outlet and author are named once and then by their label.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from delian.coding.proposers.places import places
from delian.coding.proposers.proposer import CauseEnds, Context, Proposal, Proposed, Quoted, Speaker
from delian.errors import DelianError
from delian.model.actor import Actor, Mention
from delian.model.claim import Amount, AnswerForm, Coder
from delian.model.event import Event, Issue, Option, Round, Topic
from delian.model.problem import Problem
from delian.model.when import When

_PLAIN = {field.name for field in fields(Proposal)} - {"quoted", "voices", "cause", "when", "amount", "form"}
_NOT_OF_A_PROPOSAL = {"quote", "nth", "evidence", "voices", "cause", "when", "amount", "form"}


class FaultySheet(DelianError):
    """A coding sheet that is not of its form."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One person's coding of one document.

    Attributes:
        document: Name of the file that it codes.
        coder: The person.
        at: Day on which it was coded.
        content: The sheet as read.
        name: Name of the sheet's own file.
    """

    document: str
    coder: Coder
    at: str
    content: Mapping[str, Any]
    name: str

    title = "A person's coding sheet"

    @classmethod
    def read(cls, text: str, name: str) -> "Sheet":
        """Return the sheet that `text` writes.

        Raises:
            FaultySheet: If it is no TOML or lacks `document` or `coder`.
        """
        try:
            content = tomllib.loads(text)
            coder = Coder(content["coder"], "human")
            return cls(content["document"], coder, str(content.get("at", "")), content, name)
        except tomllib.TOMLDecodeError as fault:
            raise FaultySheet(f"{name} is not TOML: {fault}", "Mend that line.") from fault
        except KeyError as fault:
            raise FaultySheet(f"{name} has no field {fault}", "Name the document and the coder at the top.") from fault

    def propose(self, context: Context) -> Proposed:
        """Return the sheet's claims as proposals; entries that are not of the form become problems."""
        proposals, problems = [], []
        for number, entry in enumerate(self.content.get("claim", ()), 1):
            try:
                proposals.append(self._proposal(entry))
            except (ValueError, KeyError, TypeError) as fault:
                problems.append(Problem(f"{self.name}: claim {number}", f"left out: {fault}", "Mend the entry."))
        return Proposed(
            proposals=tuple(proposals),
            actors=tuple(self._actors(context)),
            events=tuple(Event(f"e-{slug}", one["label"]) for slug, one in self._entries("event")),
            issues=tuple(self._issues()),
            problems=tuple(problems),
        )

    def _entries(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        return list(self.content.get(kind, {}).items())

    def _actors(self, context: Context) -> list[Actor]:
        """Return the sheet's actors, with each place in the text where one of their names stands."""
        text = context.document.body
        found = []
        for ident, entry in self._entries("actor"):
            names = [entry["name"], *entry.get("also", ())]
            mentions = tuple(Mention(context.document.id, *place) for place in _outermost(text, names))
            found.append(Actor(ident, entry["name"], entry["kind"], mentions))
        return found

    def _issues(self) -> list[Issue | Option | Round | Topic]:
        found: list[Issue | Option | Round | Topic] = []
        found += [Issue(f"i-{slug}", one["label"]) for slug, one in self._entries("issue")]
        found += [Option(f"o-{slug}", one["label"], one["issue"]) for slug, one in self._entries("option")]
        found += [
            Round(
                f"r-{slug}",
                one["label"],
                one["issue"],
                one.get("mediator"),
                tuple(one.get("tests", ())),
                one.get("outcome"),
            )
            for slug, one in self._entries("round")
        ]
        found += [Topic(f"t-{slug}", one["label"]) for slug, one in self._entries("topic")]
        return found

    def _proposal(self, entry: Mapping[str, Any]) -> Proposal:
        unknown = set(entry) - _PLAIN - _NOT_OF_A_PROPOSAL
        if unknown:
            message = f"there is no field {', '.join(sorted(unknown))}"
            raise ValueError(message)
        plain = {name: _tuple(value) for name, value in entry.items() if name in _PLAIN}
        modality = {"modality": "question"} if entry["kind"] == "question" else {}
        evidence = (Quoted(one["quote"], nth=one.get("nth", 1), role=one["role"]) for one in entry.get("evidence", ()))
        return Proposal(
            **modality | plain,
            quoted=(Quoted(entry["quote"], nth=entry.get("nth", 1)), *evidence),
            voices=tuple(self._speaker(label) for label in entry.get("voices", ())),
            cause=_cause(entry.get("cause")),
            when=_when(entry.get("when")),
            amount=_amount(entry.get("amount")),
            form=AnswerForm(**entry["form"]) if "form" in entry else None,
        )

    def _speaker(self, label: str) -> Speaker:
        voices = self.content.get("voice", {})
        if label not in voices:
            message = f"there is no [voice.{label}]"
            raise ValueError(message)
        entry = dict(voices[label])
        if "cue" in entry:
            entry["cue"] = Quoted(entry["cue"], role="cue")
        return Speaker(**entry)


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _cause(entry: Mapping[str, Any] | None) -> CauseEnds | None:
    if entry is None:
        return None
    contrast, grade = tuple(entry.get("contrast", ())), entry.get("grade", "partial")
    return CauseEnds(tuple(entry["from"]), tuple(entry["to"]), contrast, grade)


def _when(entry: str | Mapping[str, Any] | None) -> When | None:
    if entry is None:
        return None
    return When.read(entry) if isinstance(entry, str) else When.read(entry["edtf"], entry.get("means", "during"))


def _amount(entry: Mapping[str, Any] | None) -> Amount | None:
    return None if entry is None else Amount(float(entry["value"]), entry["unit"])


def _outermost(text: str, names: Iterable[str]) -> list[tuple[int, int]]:
    """Return [start, end) of each name in `text`, in order; a name within a longer one is no mention of its own."""
    found: list[tuple[int, int]] = []
    for name in sorted(set(names), key=len, reverse=True):
        for start, end in places(text, name):
            if not any(start < other_end and other < end for other, other_end in found):
                found.append((start, end))
    return sorted(found)
