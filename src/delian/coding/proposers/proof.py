"""What a language model's proposal must show besides what every proposal must: it may have made things up, or been told to.

Whom it names must be mentioned in the document; who speaks, in the window, with a cue beside it; a name or rank that it
gives, in the window too. What is not coded by policy stays out, as the rules leave it out.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from delian.coding.lexicon import lexicon
from delian.coding.proposers.places import places
from delian.coding.proposers.proposer import Context, Proposal, Refusal, Speaker
from delian.model.actor import Actor
from delian.model.ids import normalised
from delian.model.text import Span

_NEGATOR = re.compile(r"\b(?:not|never|no|nobody|none|neither|nor|without|cannot)\b|n['’]t\b", re.IGNORECASE)
_NEGATION_LIES_ELSEWHERE = frozenset({"unanswered", "cause", "question"})
_PART = 4  # letters of a part of a name that is taken for it, such as a surname
_YEAR = re.compile(r"\d{4}")


class Ungrounded(ValueError):
    """A proposal that the text does not bear out; says why, and which word of it."""

    def __init__(self, reason: str, word: str = "") -> None:
        """Keep reason and word apart, so that reasons can be counted."""
        super().__init__(f"{reason}: {word!r}" if word else reason)
        self.refusal = Refusal(reason, word)


@dataclass(frozen=True)
class Proof:
    """Checks a model's proposals against what the model was shown.

    Attributes:
        context: What it was given.
        actors: Those known and those that it proposes, by id.
    """

    context: Context
    actors: Mapping[str, Actor]

    def check(self, proposal: Proposal) -> None:
        """Refuse what the window does not show.

        Raises:
            Ungrounded: With the reason.
        """
        window = self._window(proposal)
        for ident in (*proposal.subject, *proposal.object, proposal.place):
            if ident and ident in self.actors and not self._is_named(ident, self.context.view.text, self._whole):
                raise Ungrounded("an actor that the document does not mention", ident)
        for speaker in proposal.voices:
            self._check_voice(speaker, window)
        if proposal.kind == "attribute" and proposal.value and not _stands(proposal.value, self._text(window)):
            raise Ungrounded("a name or rank that does not stand in the window", proposal.value)
        topic = self._policy(proposal)
        if topic:
            raise Ungrounded("not coded by policy", topic)

    def doubts(self, proposal: Proposal, spans: Sequence[Span]) -> tuple[str, ...]:
        """Return what a reviewer should look at: a negation that the reading leaves out, a year that nobody wrote."""
        words = " ".join(span.quote or "" for span in spans)
        found = []
        english = self.context.document.language in {None, "en"}
        plain = proposal.polarity == "+" and proposal.kind not in _NEGATION_LIES_ELSEWHERE
        if plain and english and _NEGATOR.search(words):
            found.append("polarity")
        years = set(_YEAR.findall(proposal.when.edtf)) if proposal.when else set()
        document = self.context.document
        dated = f"{document.body} {document.published} {document.original and document.original.published}"
        if any(year not in dated for year in years):
            found.append("date")
        return tuple(found)

    def _check_voice(self, speaker: Speaker, window: tuple[int, int]) -> None:
        if speaker.cue is None:
            raise Ungrounded("a voice that no words of the text let speak", speaker.actor or speaker.descriptor or "")
        if speaker.actor and not self._is_named(speaker.actor, self._text(window), window):
            raise Ungrounded("a voice that the window does not name", speaker.actor)
        if speaker.descriptor and not _stands(speaker.descriptor, self._text(window)):
            raise Ungrounded("a voice that the window does not name", speaker.descriptor)

    @property
    def _whole(self) -> tuple[int, int]:
        return (0, len(self.context.view.text))

    def _window(self, proposal: Proposal) -> tuple[int, int]:
        return proposal.quoted[0].within or self._whole

    def _text(self, window: tuple[int, int]) -> str:
        return self.context.view.text[slice(*window)]

    def _is_named(self, ident: str, text: str, window: tuple[int, int]) -> bool:
        """Say whether the actor's name or a part of it stands in that text, or one of its mentions, such as a pronoun, lies there."""
        actor = self.actors.get(ident)
        if actor is None:
            return False
        parts = [actor.name, *(part for part in actor.name.split() if len(part) >= _PART and part[0].isupper())]
        if any(_stands(part, text) for part in parts):
            return True
        return any(start < window[1] and window[0] < end for start, end in self._mentions.get(ident, ()))

    @cached_property
    def _mentions(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Where the actors are mentioned, as places of the view."""
        here = self.context.document.id
        runs = self.context.view.runs

        def noted(actor: Actor) -> tuple[tuple[int, int], ...]:
            return tuple(
                (run.start + one.start - run.raw, run.start + one.end - run.raw)
                for one in actor.mentions
                if one.document == here
                for run in runs
                if run.raw <= one.start < run.raw + run.length
            )

        return {ident: found for ident, actor in self.actors.items() if (found := noted(actor))}

    def _policy(self, proposal: Proposal) -> str | None:
        named = (*proposal.subject, *proposal.object)
        if not any(ident in self.actors and self.actors[ident].kind in {"person", "unknown"} for ident in named):
            return None
        words = " ".join(quoted.quote for quoted in proposal.quoted)
        return next((topic for topic, pattern in lexicon().policy.items() if pattern.search(words)), None)


def _stands(words: str, text: str) -> bool:
    """Say whether the words stand in the text, case and articles aside."""
    return any(True for _ in places(text, normalised(words), any_case=True))
