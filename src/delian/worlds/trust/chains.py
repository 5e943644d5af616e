"""Who passes on what: the chain of a claim with the retention of each link, and what it shares with other chains."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import TypeAlias

import numpy as np

from delian.model.belief import Advocacy, Link
from delian.model.case import Case
from delian.model.claim import Claim, Voice
from delian.model.document import Document
from delian.model.entries import HARMS, SERVES
from delian.model.judgement import Judgement
from delian.model.proposition import Proposition, Takes
from delian.model.trust import LETTERS, Letter, Spread, Trust
from delian.model.when import Day, edtf_bounds

Place: TypeAlias = tuple[str | None, str | None, str | None]  # ids of bloc, outlet and author
_BEST: Letter = "A"  # whoever is graded so is no worse a relay than one that nobody graded


@dataclass(frozen=True, slots=True)
class Chain:
    """The way of a claim from its origin to the reader.

    Attributes:
        origin: Id of the actor, voice or document on whose word it rests.
        name: As a reader knows it.
        spread: Retention of the origin, and how sure it is.
        relays: Who passed it on, nearest to the origin first: id and retention.
        sure: Spread of the retention of the relays that a person graded, by id.
        links: The same for a reader, origin first.
        place: Bloc, outlet and author with which it is pooled; None for what it shares with nobody.
    """

    origin: str
    name: str
    spread: Spread
    relays: tuple[tuple[str, float], ...]
    sure: Mapping[str, Spread]
    links: tuple[Link, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Interest:
    """An entry on what serves a source.

    Attributes:
        targets: Ids of claims, events and propositions that serve or harm it; empty for all that it says on the topic.
        topic: Id of the topic; None for any.
        advocacy: How far and which way, with who entered it.
    """

    targets: frozenset[str]
    topic: str | None
    advocacy: Advocacy


@dataclass(frozen=True)
class Chains:
    """Finds the chain of each claim of a case; grades, interests and coalitions are looked up once.

    Attributes:
        case: Material and entries.
        learned: Origin → retention learnt from who agrees and what is known, in place of its grade; empty in graded mode.
        share: The share of its spread at which every retention is taken, in [0, 1]; None for its mean.
    """

    case: Case
    learned: Mapping[str, Spread] = field(default_factory=dict)
    share: float | None = None
    _found: dict[object, Chain] = field(default_factory=dict)

    @property
    def trust(self) -> Trust:
        """The conventions in force."""
        return self.case.vocabulary.trust

    def chain(self, claim: Claim) -> Chain:
        """Return the chain of the claim, minds left out."""
        key = (claim.document, claim.scope, tuple((one.id, one.role, one.access) for one in claim.voices))
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._chain(claim)
        return found

    def advocacy(self, claim: Claim, origin: str, proposition: Proposition) -> Advocacy | None:
        """Return how far the origin argues its own cause with that claim; None if it does not.

        By entry, or because it denies an act that it is said to have done itself.
        """
        for one in self._interests.get(origin, ()):
            if one.topic in {None, claim.scope} and (not one.targets or one.targets & {claim.id, proposition.id}):
                return one.advocacy
        match proposition.content:
            case Takes(_, "agent", actor) if claim.denies and actor == origin:
                why = "denies an act of its own: taken to deny it whatever is so (Delian’s default)"
                return Advocacy(self.trust.advocacy, serves=False, why=why, accused=True)
            case _:
                return None

    def _chain(self, claim: Claim) -> Chain:
        voices = [voice for voice in claim.voices if not voice.is_mind]
        document = self.case.documents.get(self.case.root(claim.document))
        day = document.original_day if document else None
        origin = self.case.origin(claim)
        spread, link = self._origin(voices, origin, claim, day)
        relays, sure, links = [], {}, [link]
        if voices and voices[-1].access == "was-told":
            retention = self.trust.relays["untold"]
            relays.append((f"untold-{origin}", retention))
            links.insert(
                0, Link("somebody who is not named", "origin", retention, None, "was told by somebody unnamed")
            )
        for voice in reversed(voices[:-1]):
            who = self.case.who(voice)
            retention, graded, relay = self._relay(voice, who, claim, day, document)
            relays.append((who, retention))
            links.append(relay)
            if graded:
                sure[who] = graded
        name = self._name(voices[-1]) if voices else f"the text itself ({document.title if document else origin})"
        return Chain(origin, name, spread, tuple(relays), sure, tuple(links), self._place(voices, origin))

    def _name(self, voice: Voice) -> str:
        return self.case.name(voice.actor) if voice.actor else f"“{voice.descriptor or 'a voice without a name'}”"

    def _origin(self, voices: list[Voice], origin: str, claim: Claim, day: Day | None) -> tuple[Spread, Link]:
        name = self._name(voices[-1]) if voices else "the text itself"
        if origin in self.learned:
            spread = self._at_share(self.learned[origin])
            return spread, Link(
                name, "origin", spread.retention, None, "learnt from who agrees and what is known", entered=False
            )
        entry = self._grade(origin, claim.scope, day)
        if entry is not None:
            letter, spread = entry
            return spread, Link(
                name, "origin", spread.retention, letter, self._reason(origin, claim, day), entered=True
            )
        kind = _kind_of_origin(voices[-1] if voices else None)
        spread = self._at_share(self.trust.origins[kind])
        return spread, Link(name, "origin", spread.retention, None, f"ungraded, {spread.line} (Delian’s default)")

    def _relay(
        self, voice: Voice, who: str, claim: Claim, day: Day | None, document: Document | None
    ) -> tuple[float, Spread | None, Link]:
        """Return a relay's retention, the spread of it if a person graded the relay, and the link for a reader."""
        reprinted = document is not None and document.reprint and document.reprint_of is None
        kind = _kind_of_relay(voice, reprinted=reprinted)
        name, ungraded = self._name(voice), self.trust.relays[kind]
        entry = self._grade(who, claim.scope, day)
        if entry is not None:
            letter, spread = entry
            retention = max(spread.retention, ungraded) if letter == _BEST else spread.retention
            return (
                retention,
                spread,
                Link(name, "relay", retention, letter, self._reason(who, claim, day), entered=True),
            )
        why = "a text that is out elsewhere, read only here" if kind == "reprint" else f"ungraded {kind}"
        return ungraded, None, Link(name, "relay", ungraded, None, f"{why} (Delian’s default)")

    def _place(self, voices: list[Voice], origin: str) -> Place:
        """Return with whom it is pooled; a voice without a name has the bloc of its author or outlet, others their own."""
        author, outlet = (
            next((self.case.who(voice) for voice in voices if voice.role == role), None)
            for role in ("author", "outlet")
        )
        last = voices[-1] if voices else None
        nameless = last is not None and last.actor is None
        homes = [home for home in (author, outlet) if home] if nameless else [origin]
        bloc = next((self._blocs[home] for home in homes if home in self._blocs), None)
        return bloc, outlet, author if nameless or origin == author else None

    def _grade(self, who: str, topic: str | None, day: Day | None) -> tuple[Letter, Spread] | None:
        entry = self._entry(who, topic, day)
        letter = next((one for one in LETTERS if entry is not None and one == entry.value), None)
        return (letter, self._at_share(self.trust.grades[letter])) if letter else None

    def _at_share(self, spread: Spread) -> Spread:
        """Return the spread as it is taken: with its own mean, or at the share at which all are asked for."""
        return spread if self.share is None else replace(spread, retention=quantile(spread, self.share))

    def _entry(self, who: str, topic: str | None, day: Day | None) -> Judgement | None:
        """Return the grade in force: on the topic before in general, then the latest begun by that day, else the first."""
        entries = self._grades.get(who, ())
        here = [one for one in entries if topic is not None and one.topic == topic]
        here = here or [one for one in entries if one.topic is None]
        dated = [one for one in here if day is None or one.on is None or _day(one.on) is None or _begins(one) <= day]
        return max(dated, key=_begins) if dated else min(here, key=_begins, default=None)

    def _reason(self, who: str, claim: Claim, day: Day | None) -> str:
        entry = self._entry(who, claim.scope, day)
        if entry is None:
            return ""
        others = [one for one in self._grades[who] if (one.topic, one.on) == (entry.topic, entry.on)]
        differ = [f"{one.value} by {one.by or 'somebody'}" for one in others if one.value != entry.value]
        parts = (
            f"graded by {entry.by or 'somebody'}",
            f" from {entry.on} on" if entry.on else "",
            f", in place of {', '.join(differ)}" if differ else "",
            f": {entry.why}" if entry.why else "",
        )
        return "".join(parts)

    @cached_property
    def _grades(self) -> Mapping[str, tuple[Judgement, ...]]:
        found: dict[str, list[Judgement]] = defaultdict(list)
        for one in self.case.judgements:
            if one.kind == "grade":
                for about in one.abouts:
                    found[self.case.same(about)].append(one)
        return {who: tuple(reversed(entries)) for who, entries in found.items()}  # of equals the later one comes first

    @cached_property
    def _interests(self) -> Mapping[str, tuple[Interest, ...]]:
        found: dict[str, list[Interest]] = defaultdict(list)
        for one in reversed(self.case.judgements):
            if one.kind == "interest" and one.value in {SERVES, HARMS}:
                who, *targets = one.abouts
                b = float(one.low) if isinstance(one.low, int | float) else self.trust.advocacy
                why = f"entered by {one.by or 'somebody'}" + (f": {one.why}" if one.why else "")
                for serves, ids in self._targets(targets, serves=one.value == SERVES):
                    found[self.case.same(who)].append(Interest(ids, one.topic, Advocacy(b, serves, why)))
        return {who: tuple(interests) for who, interests in found.items()}

    def _targets(self, targets: list[str], *, serves: bool) -> list[tuple[bool, frozenset[str]]]:
        """Return which propositions serve it and which do not: what a denial serves by is that its matter is not so."""
        if not targets:
            return [(serves, frozenset())]
        ids: dict[bool, set[str]] = {True: set(), False: set()}
        for target in targets:
            claim = self.case.by_id.get(target)
            if claim is None:
                ids[serves].update(self._of_event(target))
            else:
                ids[serves != claim.denies].update(one.id for one in self.case.propositions(claim))
        return [(way, frozenset(found)) for way, found in ids.items() if found]

    def _of_event(self, target: str) -> set[str]:
        """Return the propositions of all claims about the event; the id itself where it is a proposition's."""
        event = self.case.same(target)
        claims = (one for one in self.case.by_id.values() if one.event and self.case.same(one.event) == event)
        return {target, *(proposition.id for claim in claims for proposition in self.case.propositions(claim))}

    @cached_property
    def _blocs(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for coalition in self.case.coalitions:
            for member, standing in self.case.roster(coalition).items():
                if standing != "left":
                    found.setdefault(member, coalition)
        return found

    @cached_property
    def between(self) -> Mapping[frozenset[str], float]:
        """What two coalitions have in common, where a person entered it as a weight about both."""
        return {
            frozenset(one.abouts): float(one.value)
            for one in self.case.judgements
            if one.kind == "weight"
            and isinstance(one.value, int | float)
            and self.case.coalitions.keys() >= {*one.abouts}
        }


@lru_cache(maxsize=256)
def quantile(spread: Spread, share: float) -> float:
    """Return the retention below which that share of the spread lies, from draws that are the same every time."""
    return float(np.quantile(np.random.default_rng(1).beta(*spread.beta, size=4001), share))


def _kind_of_relay(voice: Voice, *, reprinted: bool) -> str:
    """Return as what kind of relay a voice counts that nobody graded."""
    if voice.role == "outlet":
        return "reprint" if reprinted else "outlet"
    if voice.role == "author":
        return "author"
    return "anonymous" if voice.kind == "anonymous" else "source"


def _kind_of_origin(voice: Voice | None) -> str:
    """Return as what kind of origin a voice counts that nobody graded; None is a text without one."""
    if voice is None:
        return "unsigned"
    return "anonymous" if voice.kind == "anonymous" else "on-record"


def _day(edtf: str) -> Day | None:
    try:
        return edtf_bounds(edtf).start
    except ValueError:
        return None


def _begins(entry: Judgement) -> Day:
    return (_day(entry.on) if entry.on else None) or Day(-9999, 1, 1)
