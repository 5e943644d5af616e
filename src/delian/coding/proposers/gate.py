"""The grounding gate: a proposal becomes a claim only if the text bears it out; what is turned away is counted.

Same gate for rules, models and people. A quote must stand in the text (exactly, else after blanks and quotation marks
are made alike; nothing fuzzier), actors must be known, predicates must be in the codebook. A polarity that the words do
not show is flagged for review, not turned away: denial can lie outside the quote.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from delian.coding.proposers.proposer import CauseEnds, Context, Heard, Proposal, Proposed, Quoted, Speaker
from delian.model.actor import Actor
from delian.model.claim import Attribution, CauseLink, Claim, Coder, Status, Voice, VoiceKind, VoiceRole, new_claim_id
from delian.model.document import Document, Party
from delian.model.event import Event, Issue, Option, Round, Topic
from delian.model.ids import attribution_id, mint, normalised, voice_id
from delian.model.problem import Problem
from delian.model.proposition import propositions
from delian.model.text import Extent, Span, cut
from delian.model.vocabulary import Vocabulary

NEGATION = re.compile(
    r"\b(?:not|never|no|none|nobody|nothing|neither|nor|without|cannot|unable|fail\w*|den(?:y|ies|ied|ying|ial)|"
    r"refus\w*|reject\w*|lack\w*|absence|silen\w*|idle|inaction|unanswered|contrary|false)\b|n['’]t\b",
    re.IGNORECASE,
)
_ALIKE = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})


class Ungrounded(ValueError):
    """A proposal that the text does not bear out; says why."""


@dataclass(frozen=True, slots=True)
class Grounded:
    """What came through the gate.

    Attributes:
        document: The document, with outlet and authors registered as actors.
        claims: In order of the text.
        actors: Those found, and those that metadata name.
        events: As minted.
        issues: Issues, options, rounds and topics as minted.
        attributions: Who speaks where.
        problems: The proposer's own, then one for each reason for which proposals were turned away, with its count.
        rejected: Number of proposals turned away.
    """

    document: Document
    claims: tuple[Claim, ...]
    actors: tuple[Actor, ...]
    events: tuple[Event, ...]
    issues: tuple[Issue | Option | Round | Topic, ...]
    attributions: tuple[Attribution, ...]
    problems: tuple[Problem, ...]
    rejected: int


def ground(proposed: Proposed, context: Context, coder: Coder, *, root: str | None = None) -> Grounded:
    """Return the claims among `proposed` that the document bears out.

    Args:
        proposed: What a proposer gave back.
        context: What the proposer was given.
        coder: Who proposed; a person's claims start accepted, a machine's proposed.
        root: Id of the first document of the reprint chain, whose voices the document shares; itself by default.
    """
    actors = {actor.id: actor for actor in proposed.actors}
    document = _register_parties(context.document, actors, context.actors)
    entities = _entities(proposed) | set(actors) | set(context.actors)
    outer = _outer_voices(document, root or document.id)
    gate = _Gate(document, root or document.id, context.vocabulary, frozenset(entities), coder, outer)
    claims, reasons = gate.admit(proposed.proposals)
    return Grounded(
        document=document,
        claims=claims,
        actors=tuple(actors.values()),
        events=proposed.events,
        issues=proposed.issues,
        attributions=_attributions(document, proposed.attributions, claims),
        problems=proposed.problems + _rejections(document, coder, reasons),
        rejected=sum(reasons.values()),
    )


def _entities(proposed: Proposed) -> set[str]:
    return {event.id for event in proposed.events} | {issue.id for issue in proposed.issues}


def _rejections(document: Document, coder: Coder, reasons: Mapping[str, int]) -> tuple[Problem, ...]:
    return tuple(
        Problem(document.id, f"{count} proposal{'s' * (count != 1)} of {coder.name} turned away: {reason}")
        for reason, count in sorted(reasons.items())
    )


def _register_parties(document: Document, actors: dict[str, Actor], known: Mapping[str, Actor]) -> Document:
    """Return the document with each outlet and author tied to an actor, new actors put into `actors`."""

    def register(party: Party, kind: str) -> Party:
        if party.actor:
            return party
        by_name = {actor.name: actor.id for actor in (*known.values(), *actors.values())}
        ident = by_name.get(party.name) or mint(party.name, actors)
        if ident not in actors and ident not in known:
            actors[ident] = Actor(ident, party.name, "person" if kind == "author" else "organisation")
        return replace(party, actor=ident)

    authors = tuple(register(author, "author") for author in document.authors)
    outlet = document.outlet and register(document.outlet, "outlet")
    return replace(document, authors=authors, outlet=outlet)


def locate(text: str, quoted: Quoted) -> Span:
    """Return where the words of `quoted` stand in `text`.

    Raises:
        Ungrounded: If they do not stand there, even with blanks and quotation marks made alike.
    """
    if quoted.start is not None:
        end = quoted.start + len(quoted.quote)
        if text[quoted.start : end] == quoted.quote and quoted.quote:
            return cut(text, quoted.start, end, quoted.role)
        message = "the quote does not stand at its place"
        raise Ungrounded(message)
    words = quoted.quote.translate(_ALIKE).split()
    if not words:
        message = "the quote is empty"
        raise Ungrounded(message)
    pattern = r"\s+".join(map(re.escape, words))
    for n, match in enumerate(re.finditer(pattern, text.translate(_ALIKE)), 1):
        if n == quoted.nth:
            return cut(text, match.start(), match.end(), quoted.role)
    message = "the quote does not stand in the text"
    raise Ungrounded(message)


@dataclass(frozen=True, slots=True)
class _Gate:
    document: Document
    root: str
    vocabulary: Vocabulary
    known: frozenset[str]
    coder: Coder
    outer: tuple[Voice, ...]

    def admit(self, proposals: Sequence[Proposal]) -> tuple[tuple[Claim, ...], dict[str, int]]:
        """Return the claims admitted, in order of the text, and how many were turned away for which reason."""
        reasons: dict[str, int] = {}
        drafts: list[tuple[Proposal, Claim]] = []
        for proposal in proposals:
            try:
                drafts.append((proposal, self._draft(proposal)))
            except ValueError as fault:
                reason = str(fault).removeprefix("claim c-draft: ")
                reasons[reason] = reasons.get(reason, 0) + 1
        drafts.sort(key=lambda one: (one[1].start, one[1].end))
        taken: set[str] = set()
        named = [
            (one, replace(claim, id=new_claim_id(self.document.text_sha256, claim, taken))) for one, claim in drafts
        ]
        return self._link(named, reasons), reasons

    def _draft(self, proposal: Proposal) -> Claim:
        self._check(proposal)
        text = self.document.body
        spans = tuple(locate(text, quoted) for quoted in proposal.quoted)
        status: Status = "accepted" if self.coder.kind == "human" else "proposed"
        event_type = self.vocabulary.events.get(proposal.relation) if proposal.kind == "event" else None
        return Claim(
            id="c-draft",
            document=self.document.id,
            kind=proposal.kind,
            start=spans[0].start,
            end=spans[0].end,
            quote=spans[0].quote,
            evidence=spans,
            subject=proposal.subject,
            relation=proposal.relation,
            object=proposal.object,
            scope=proposal.scope,
            value=proposal.value,
            amount=proposal.amount,
            event=proposal.event,
            plover=event_type.plover if event_type else None,
            mode=proposal.mode,
            place=proposal.place,
            severity=proposal.severity,
            jointly=proposal.jointly,
            form=proposal.form,
            until=proposal.until,
            reason=proposal.reason,
            cause=CauseLink((), ()) if proposal.cause else None,
            asks=proposal.asks,
            polarity=proposal.polarity,
            modality=proposal.modality,
            hedge=proposal.hedge,
            absence=proposal.absence,
            voices=self._voices(proposal.voices),
            when=proposal.when,
            coder=self.coder,
            score=proposal.score,
            gloss=proposal.gloss,
            status=status,
            flags=_flags(proposal, spans),
        )

    def _check(self, proposal: Proposal) -> None:
        if not proposal.quoted:
            message = "it quotes nothing"
            raise Ungrounded(message)
        if not self.vocabulary.knows(proposal.kind, proposal.relation):
            message = f"{proposal.relation!r} is no {proposal.kind} of the codebook"
            raise Ungrounded(message)
        if proposal.hedge is not None and proposal.hedge not in self.vocabulary.hedges:
            message = f"{proposal.hedge!r} is no hedge of the codebook"
            raise Ungrounded(message)
        named = [*proposal.subject, *proposal.object, proposal.scope, proposal.event, proposal.place]
        named += [speaker.actor for speaker in proposal.voices]
        for ident in named:
            if ident is not None and ident not in self.known:
                message = f"{ident!r} is nobody and nothing that the document names"
                raise Ungrounded(message)

    def _voices(self, speakers: Iterable[Speaker]) -> tuple[Voice, ...]:
        """Return the chain outlet → author → the proposal's own voices."""
        return (*self.outer, *(self._voice(speaker) for speaker in speakers))

    def _voice(self, speaker: Speaker) -> Voice:
        if not speaker.actor and not speaker.descriptor:
            message = "a voice is neither an actor nor described"
            raise Ungrounded(message)
        who = speaker.actor or normalised(speaker.descriptor or "")
        cue = locate(self.document.body, speaker.cue) if speaker.cue else None
        return Voice(
            id=voice_id(self.root, who, speaker.ordinal),
            role=speaker.role,
            actor=speaker.actor,
            kind=speaker.kind,
            descriptor=speaker.descriptor,
            how=speaker.how,
            access=speaker.access,
            cue=Extent(cue.start, cue.end) if cue else None,
        )

    def _link(self, named: list[tuple[Proposal, Claim]], reasons: dict[str, int]) -> tuple[Claim, ...]:
        """Return the claims with labels turned into ids; a cause or question that lost an end is turned away too."""
        labels = {proposal.label: claim.id for proposal, claim in named if proposal.label}
        while True:
            linked = [(proposal, _linked(proposal, claim, labels, self.known)) for proposal, claim in named]
            kept = [pair for pair, (_, done) in zip(named, linked, strict=True) if done is not None]
            if len(kept) == len(named):
                break
            reason = "an end of the cause or question was itself turned away"
            reasons[reason] = reasons.get(reason, 0) + len(named) - len(kept)
            named = kept
            labels = {proposal.label: claim.id for proposal, claim in named if proposal.label}
        claims = {claim.id: claim for _, claim in linked if claim is not None}
        return tuple(
            replace(claim, propositions=tuple(one.id for one in propositions(claim, self.vocabulary, claims.get)))
            for claim in claims.values()
        )


def _outer_voices(document: Document, root: str) -> tuple[Voice, ...]:
    """Return the voices that every claim of the document passes through: outlet and first author, else nobody's name."""

    def voice(party: Party, role: VoiceRole, kind: VoiceKind) -> Voice:
        return Voice(voice_id(root, party.actor or normalised(party.name)), role, party.actor, kind, None, "writes")

    outlet = (voice(document.outlet, "outlet", "institution"),) if document.outlet else ()
    authors = tuple(voice(author, "author", "named") for author in document.authors[:1])
    unsigned = Voice(voice_id(root, "unsigned"), "author", None, "anonymous", "unsigned", "writes")
    return (*outlet, *authors) or (unsigned,)


def _linked(proposal: Proposal, claim: Claim, labels: Mapping[str, str], known: frozenset[str]) -> Claim | None:
    def ids(names: Iterable[str]) -> tuple[str, ...] | None:
        found = [labels.get(name) or (name if name in known else None) for name in names]
        return None if None in found else tuple(name for name in found if name)

    about = ids(proposal.about)
    if about is None:
        return None
    if proposal.cause is None:
        return replace(claim, about=about)
    ends = _ends(proposal.cause, ids)
    return None if ends is None else replace(claim, about=about, cause=ends)


def _ends(cause: CauseEnds, ids: Callable[[Iterable[str]], tuple[str, ...] | None]) -> CauseLink | None:
    causes, effects, contrast = ids(cause.causes), ids(cause.effects), ids(cause.contrast)
    if not causes or not effects or contrast is None:
        return None
    return CauseLink(causes, effects, contrast, cause.grade)


def _flags(proposal: Proposal, spans: Sequence[Span]) -> tuple[str, ...]:
    words = " ".join(span.quote or "" for span in spans)
    negated = bool(NEGATION.search(words))
    if proposal.polarity == "-" and not negated and not any(voice.cue for voice in proposal.voices):
        return ("polarity",)
    return ()


_REACH = 400  # characters that a claim's clause may begin before what is said, with "according to" and the like


def _mostly_in(claim: Claim, start: int, end: int) -> bool:
    """Say whether most of a claim's clause is part of what is said, and somebody beyond the author says it."""
    shared = min(claim.end, end) - max(claim.start, start)
    sourced = any(voice.role == "source" for voice in claim.voices)
    return (start <= claim.start and claim.end <= end) or (sourced and 2 * shared > claim.end - claim.start)


def _attributions(document: Document, heard: Iterable[Heard], claims: Sequence[Claim]) -> tuple[Attribution, ...]:
    """Return the attribution records; `claims` stand in order of the text."""
    found = []
    for n, one in enumerate(heard):
        start, end = one.content
        first = bisect_left(claims, start - _REACH, key=lambda claim: claim.start)
        last = bisect_left(claims, end, key=lambda claim: claim.start)
        inside = tuple(claim.id for claim in claims[first:last] if _mostly_in(claim, start, end))
        found.append(
            Attribution(
                id=attribution_id(document.id, start, end, n),
                document=document.id,
                source=one.source and Extent(*one.source),
                cue=one.cue and Extent(*one.cue),
                content=Extent(start, end),
                speaker=one.speaker,
                direct=one.direct,
                claims=inside,
            )
        )
    return tuple(found)
