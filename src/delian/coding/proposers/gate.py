"""The grounding gate: a proposal becomes a claim only if the text bears it out; what is turned away is counted.

Same gate for rules, models and people. A quote must stand in the text, or in the window that was read (exactly, else after
blanks and quotation marks are made alike; nothing fuzzier), actors must be known, predicates must be in the codebook. A
polarity that the words do not show is flagged for review, not turned away: denial can lie outside the quote. What a
language model must show besides stands in `proof.py`.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from delian.coding.proposers.proof import Proof, Ungrounded
from delian.coding.proposers.proposer import CauseEnds, Context, Heard, Proposal, Proposed, Quoted, Refusal, Speaker
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
        problems: The proposer's own, then one that counts for which reasons proposals were turned away.
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
    proof = Proof(context, {**context.actors, **actors}) if coder.kind == "model" else None
    gate = _Gate(document, root or document.id, context, frozenset(entities), coder, outer, proof)
    claims, refused = gate.admit(proposed.proposals)
    refused = [*proposed.refused, *refused]
    named = _named(document, claims)
    lost = {proposal.event for proposal in proposed.proposals} - named
    return Grounded(
        document=document,
        claims=claims,
        actors=tuple(actor for actor in actors.values() if proof is None or actor.id in named),
        events=tuple(event for event in proposed.events if event.id not in lost),
        issues=proposed.issues,
        attributions=_attributions(document, proposed.attributions, claims),
        problems=proposed.problems + _told(document, coder, refused),
        rejected=len(refused),
    )


def _named(document: Document, claims: Iterable[Claim]) -> set[str]:
    """Return the ids of everybody and everything that the claims or the metadata name."""
    found = {party.actor for party in (*document.authors, document.outlet) if party and party.actor}
    causes = (claim.cause for claim in claims if claim.cause)
    return found.union(*(claim.named for claim in claims), *({*one.causes, *one.effects} for one in causes))


def _entities(proposed: Proposed) -> set[str]:
    return {event.id for event in proposed.events} | {issue.id for issue in proposed.issues}


_FEW = 4  # words of a reason that are named


def _told(document: Document, coder: Coder, refused: Sequence[Refusal]) -> tuple[Problem, ...]:
    """Return one line on what was turned away: how often for which reason, the first words that gave it named."""
    if not refused:
        return ()
    reasons: dict[str, list[str]] = {}
    for one in refused:
        reasons.setdefault(one.reason, []).append(one.word)

    def line(reason: str, words: Sequence[str]) -> str:
        named = list(dict.fromkeys(repr(word) for word in words if word))
        more = [*named[:_FEW], "…"] if len(named) > _FEW else named
        return f"{len(words)} × {reason}" + (f" ({', '.join(more)})" if more else "")

    says = ", ".join(line(reason, words) for reason, words in sorted(reasons.items(), key=lambda one: -len(one[1])))
    count = f"{len(refused)} proposal{'s' * (len(refused) != 1)} of {coder.name}"
    return (Problem(document.id, f"{count} turned away: {says}"),)


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
        raise Ungrounded("the quote does not stand at its place")
    words = quoted.quote.translate(_ALIKE).split()
    if not words:
        raise Ungrounded("the quote is empty")
    pattern = r"\s+".join(map(re.escape, words))
    for n, match in enumerate(re.finditer(pattern, text.translate(_ALIKE)), 1):
        if n == quoted.nth:
            return cut(text, match.start(), match.end(), quoted.role)
    raise Ungrounded("the quote does not stand in the text")


@dataclass(frozen=True, slots=True)
class _Gate:
    document: Document
    root: str
    context: Context
    known: frozenset[str]
    coder: Coder
    outer: tuple[Voice, ...]
    proof: Proof | None

    @property
    def vocabulary(self) -> Vocabulary:
        return self.context.vocabulary

    def admit(self, proposals: Sequence[Proposal]) -> tuple[tuple[Claim, ...], list[Refusal]]:
        """Return the claims admitted, in order of the text, and why others were turned away."""
        refused: list[Refusal] = []
        drafts: list[tuple[Proposal, Claim]] = []
        for proposal in proposals:
            try:
                drafts.append((proposal, self._draft(proposal)))
            except Ungrounded as fault:
                refused.append(fault.refusal)
            except ValueError as fault:
                refused.append(Refusal(str(fault).removeprefix("claim c-draft: ")))
        drafts.sort(key=lambda one: (one[1].start, one[1].end))
        taken: set[str] = set()
        named = [
            (one, replace(claim, id=new_claim_id(self.document.text_sha256, claim, taken))) for one, claim in drafts
        ]
        return self._link(named, proposals, refused), refused

    def _draft(self, proposal: Proposal) -> Claim:
        self._check(proposal)
        spans = tuple(self._find(quoted) for quoted in proposal.quoted)
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
            flags=_flags(proposal, spans, self.document.language)
            + (self.proof.doubts(proposal, spans) if self.proof else ()),
            family=proposal.family or None,
        )

    def _find(self, quoted: Quoted) -> Span:
        """Return where the words stand in the frozen text; those of a window are looked for there only."""
        if quoted.within is None:
            return locate(self.document.body, quoted)
        start, end = quoted.within
        found = locate(self.context.view.text[start:end], quoted)
        place = self.context.view.raw(start + found.start, start + found.end)
        return cut(self.document.body, place.start, place.end, quoted.role)

    def _check(self, proposal: Proposal) -> None:
        if not proposal.quoted:
            raise Ungrounded("it quotes nothing")
        if not self.vocabulary.knows(proposal.kind, proposal.relation):
            raise Ungrounded(f"there is no such {proposal.kind} in the codebook", proposal.relation)
        if proposal.hedge is not None and proposal.hedge not in self.vocabulary.hedges:
            raise Ungrounded("there is no such hedge in the codebook", proposal.hedge)
        named = [*proposal.subject, *proposal.object, proposal.scope, proposal.event, proposal.place]
        named += [speaker.actor for speaker in proposal.voices]
        for ident in named:
            if ident is not None and ident not in self.known:
                raise Ungrounded("nobody and nothing that the document names", ident)
        if self.proof:
            self.proof.check(proposal)

    def _voices(self, speakers: Iterable[Speaker]) -> tuple[Voice, ...]:
        """Return the chain outlet → author → the proposal's own voices."""
        return (*self.outer, *(self._voice(speaker) for speaker in speakers))

    def _voice(self, speaker: Speaker) -> Voice:
        if not speaker.actor and not speaker.descriptor:
            raise Ungrounded("a voice is neither an actor nor described")
        who = speaker.actor or normalised(speaker.descriptor or "")
        cue = self._find(speaker.cue) if speaker.cue else None
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

    def _link(
        self, named: list[tuple[Proposal, Claim]], proposals: Sequence[Proposal], refused: list[Refusal]
    ) -> tuple[Claim, ...]:
        """Return the claims with labels turned into ids; what points at a claim that was turned away goes with it."""
        claimed = {proposal.event for proposal in proposals if proposal.kind == "event"}
        while True:
            labels = {proposal.label: claim.id for proposal, claim in named if proposal.label}
            told = {claim.event for _, claim in named if claim.kind == "event"}
            known = self.known - {event for event in claimed - told if event}
            linked = [(proposal, _linked(proposal, claim, labels, known)) for proposal, claim in named]
            kept = [pair for pair, (_, done) in zip(named, linked, strict=True) if done is not None]
            if len(kept) == len(named):
                break
            refused += [Refusal("an end of it was itself turned away")] * (len(named) - len(kept))
            named = kept
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
    points_at = {*proposal.object, *([proposal.event] if proposal.event else [])}
    if about is None or not points_at <= known:
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


def _flags(proposal: Proposal, spans: Sequence[Span], language: str | None) -> tuple[str, ...]:
    if language not in {None, "en"}:
        return ()  # its negations are not known
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
