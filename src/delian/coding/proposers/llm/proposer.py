"""The proposer that asks a language model: window by window, first what it reads, then whether it still reads so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from delian.coding.proposers.gate import locate
from delian.coding.proposers.llm.answers import Reading, Register
from delian.coding.proposers.llm.codebook import (
    VERDICTS,
    claims_schema,
    extract_prompt,
    prompt_sha256,
    verdicts_schema,
    verify_prompt,
)
from delian.coding.proposers.llm.endpoint import Endpoint, NoAnswer, tokens
from delian.coding.proposers.llm.windows import Window, windows
from delian.coding.proposers.places import places
from delian.coding.proposers.proof import Ungrounded
from delian.coding.proposers.proposer import Context, Proposal, Proposed, Quoted, Refusal
from delian.coding.rank import score
from delian.model.actor import Actor, Mention
from delian.model.claim import Coder
from delian.model.problem import Problem
from delian.model.view import View
from delian.model.vocabulary import Vocabulary
from delian.plugins import vocabulary

_MOST_ACTORS = 40  # that are told for one window
_ANSWER = 600  # tokens that an answer takes, for the estimate


@dataclass(frozen=True)
class LanguageModel:
    """A language model behind an OpenAI-compatible endpoint.

    Attributes:
        endpoint: Which model, where, and what was asked so far.
    """

    endpoint: Endpoint

    @property
    def title(self) -> str:
        """What it is, in a few words."""
        return f"The language model {self.endpoint.settings.model} at {self.endpoint.settings.host}"

    @property
    def coder(self) -> Coder:
        """Under which name its claims go: each model is a coder of its own."""
        model = self.endpoint.settings.model
        return Coder(f"llm:{model}", "model", "1", model, prompt_sha256(vocabulary()))

    def propose(self, context: Context) -> Proposed:
        """Return what the model reads in the windows of the document; nothing of it is accepted yet."""
        notes = _Notes(context, self.endpoint, Register(dict(context.actors), set(context.events)))
        found = list(windows(context.view))
        for number, window in enumerate(found, 1):
            context.tell(f"asking {self.endpoint.settings.model}: window {number} of {len(found)}")
            notes.read(window, number)
        return notes.proposed()


def outlook(view: View, codebook: Vocabulary) -> tuple[int, int]:
    """Return how many windows a text has, and about how many tokens would be sent for them in all."""
    found = list(windows(view))
    prompts = tokens(extract_prompt(codebook)) + tokens(verify_prompt()) + _ANSWER
    return len(found), sum(prompts + 2 * tokens(view.text[start:end]) for start, end in found)


@dataclass
class _Notes:
    """What was read so far of one document."""

    context: Context
    endpoint: Endpoint
    register: Register
    proposals: list[Proposal] = field(default_factory=list)
    refused: list[Refusal] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    seen: dict[object, list[tuple[Window, Proposal]]] = field(default_factory=dict)

    def read(self, window: Window, number: int) -> None:
        """Ask for the readings of one window, ask again whether its words bear them out, and keep those that are."""
        text = self.context.view.text[slice(*window)]

        def stands(words: str) -> bool:
            return _place(text, Quoted(words)) is not None

        told = {"window": text, "published": self._published, "actors": self._known(window)}
        schema = claims_schema(self.context.vocabulary)
        try:
            answer = self.endpoint.ask(extract_prompt(self.context.vocabulary), told, schema)
        except NoAnswer as fault:
            place = self.context.view.raw(*window)
            says = f"characters {place.start}–{place.end}: {fault}; nothing is coded there"
            self.problems.append(Problem(self.context.document.id, says, "Run it again, or ask another model."))
            return
        found, refused = Reading(self.register, window, number, stands).read(answer)
        self.refused += refused
        fresh = self._fresh(found, text)
        verdicts = self._verdicts(text, [one for one in fresh if stands(one.quoted[0].quote)])
        for one in fresh:
            verdict = verdicts.get(one.label, "unsure")
            if verdict == "no":
                self.refused.append(Refusal("not borne out at a second look"))
            else:
                self.proposals.append(_scored(one, f"llm-{verdict}"))

    def proposed(self) -> Proposed:
        """Return everything that was read; where that is nothing, with a problem that says so."""
        if not (self.proposals or self.refused or self.problems):
            says = f"{self.endpoint.settings.model} reads nothing in the text that the codebook has a term for"
            self.problems.append(Problem(self.context.document.id, says, "Look at the text as it was read."))
        used = {name for one in self.proposals for name in (*one.subject, *one.object, one.event)}
        used |= {voice.actor for one in self.proposals for voice in one.voices}
        known = [ident for ident in self.context.actors if ident in used]
        return Proposed(
            proposals=tuple(self.proposals),
            actors=tuple(self._mentioned(ident) for ident in (*known, *self.register.new) if ident in used),
            events=tuple(event for event in self.register.events if event.id in used),
            problems=tuple(self.problems),
            refused=tuple(self.refused),
        )

    @property
    def _published(self) -> str | None:
        document = self.context.document
        return (document.original and document.original.published) or document.published

    def _known(self, window: Window) -> list[dict[str, str]]:
        """Return the actors to tell the model: those named in the window, then those named before it, latest first."""
        text = self.context.view.text
        last = {
            ident: place
            for ident, actor in self.register.actors.items()
            if (place := text.rfind(actor.name, 0, window[1])) >= 0
        }
        nearest = sorted(last, key=lambda ident: (-last[ident], ident))[:_MOST_ACTORS]
        actors = [self.register.actors[ident] for ident in nearest]
        return [{"id": actor.id, "name": actor.name, "kind": actor.kind} for actor in actors]

    def _fresh(self, found: Sequence[Proposal], text: str) -> list[Proposal]:
        """Return what the window before did not read of the same words already, pointing at what that window read."""
        instead: dict[str, str] = {}
        fresh = []
        for one in found:
            earlier = self._earlier(one, text)
            if earlier is None:
                fresh.append(one)
            else:
                instead[one.label] = earlier.label
                if one.event and earlier.event:
                    instead[one.event] = earlier.event
        return [_pointing(one, instead) for one in fresh]

    def _earlier(self, proposal: Proposal, text: str) -> Proposal | None:
        """Return the reading that says the same of overlapping words; None if there is none: then this one is kept."""
        place = _place(text, proposal.quoted[0])
        if place is None:
            return None
        start = (proposal.quoted[0].within or (0, 0))[0]
        here = (start + place[0], start + place[1])
        whom = proposal.object if proposal.kind not in {"answer", "unanswered"} else ()
        said = (proposal.kind, proposal.relation, proposal.subject, whom, proposal.value, proposal.polarity)
        read = self.seen.setdefault(said, [])
        for (first, last), earlier in read:
            if first < here[1] and here[0] < last:
                return earlier
        read.append((here, proposal))
        return None

    def _verdicts(self, text: str, readings: Sequence[Proposal]) -> Mapping[str, str]:
        """Return what a second look at the readings of a window says of each; nothing of those it does not speak of."""
        if not readings:
            return {}
        told = {
            "window": text,
            "readings": [
                {"n": n, "quote": one.quoted[0].quote, "read_as": self._in_words(one)}
                for n, one in enumerate(readings, 1)
            ],
        }
        try:
            answer = self.endpoint.ask(verify_prompt(), told, verdicts_schema())
        except NoAnswer:
            return {}
        labels = {n: one.label for n, one in enumerate(readings, 1)}
        return dict(_verdicts(answer.get("verdicts"), labels))

    def _in_words(self, proposal: Proposal) -> str:
        """Return a reading in plain words, for the second look."""
        codebook = self.context.vocabulary
        terms = {**codebook.events, **codebook.relations, **codebook.attributes}
        meaning = f" ({terms[proposal.relation].line})" if proposal.relation in terms else ""
        who, whom = (
            " and ".join(self.register.name(ident) for ident in ids) for ids in (proposal.subject, proposal.object)
        )
        ends = " → ".join(
            words for words in (who, f"{proposal.relation}{meaning}", whom or proposal.value or "") if words
        )
        said = [f"{proposal.kind}: {ends}", proposal.modality]
        said += ["denied or negated"] if proposal.polarity == "-" else []
        said += [f"absence {proposal.absence}"] if proposal.absence != "none" else []
        said += [f"when {proposal.when.edtf}"] if proposal.when else []
        for voice in proposal.voices:
            said.append(f"{self.register.name(voice.actor) if voice.actor else voice.descriptor} {voice.how} so")
        return "; ".join(said if proposal.voices else [*said, "in the author's own word"])

    def _mentioned(self, ident: str) -> Actor:
        """Return the actor with the places where its name stands in the document."""
        actor, view = self.register.actors[ident], self.context.view
        stretches = (view.raw(start, end) for start, end in places(view.text, actor.name))
        found = (Mention(self.context.document.id, one.start, one.end) for one in stretches)
        return replace(actor, mentions=tuple(dict.fromkeys((*actor.mentions, *found))))


def _verdicts(entries: Any, labels: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    for entry in entries if isinstance(entries, list) else ():
        number = entry.get("n") if isinstance(entry, dict) else None
        if isinstance(number, int) and number in labels and entry.get("verdict") in VERDICTS:
            yield labels[number], entry["verdict"]


def _pointing(proposal: Proposal, instead: Mapping[str, str]) -> Proposal:
    """Return the proposal with labels and events replaced."""

    def ids(names: Sequence[str]) -> tuple[str, ...]:
        return tuple(instead.get(name, name) for name in names)

    cause = proposal.cause
    return replace(
        proposal,
        object=ids(proposal.object),
        event=instead.get(proposal.event, proposal.event) if proposal.event else None,
        about=ids(proposal.about),
        cause=cause and replace(cause, causes=ids(cause.causes), effects=ids(cause.effects)),
    )


def _scored(proposal: Proposal, family: str) -> Proposal:
    value = score(
        family,
        subjects=len(proposal.subject),
        objects=len(proposal.object),
        length=len(proposal.quoted[0].quote),
        depth=len(proposal.voices),
        pronouns=0,
        repeated=bool(set(proposal.subject) & set(proposal.object)),
    )
    return replace(proposal, family=family, score=value)


def _place(text: str, quoted: Quoted) -> Window | None:
    try:
        found = locate(text, replace(quoted, within=None))
    except Ungrounded:
        return None
    return found.start, found.end
