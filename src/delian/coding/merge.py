"""Several coders on one document: which readings are the same reading, and where coders differ.

Readings of one clause with the same predicate and actors meet. Where they agree, the best stands for all, one with a date
before one without, and its score rises; where they differ in polarity, in whose word it is, or in whether it is said of
the world, each is kept and marked. Nothing of this is stored: records stay as each coder left them, and the case is worked
out from them each time. Only that two coders' events are one is a decision, recorded and undone like any other.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from delian.coding.rank import agreed
from delian.model.claim import DIFFER, Claim, Voice
from delian.model.judgement import Decision, Identities
from delian.model.proposition import propositions
from delian.model.vocabulary import Vocabulary

SHARED = 0.3  # of two clauses together: what must be common to both

_POLARITY, _HOLDER, _MODALITY = "polarity", "who says it", "whether it is said of the world"


@dataclass(frozen=True, slots=True)
class Met:
    """The claims of a study after readings of the same clause have met.

    Attributes:
        claims: Accepted claims.
        proposed: Machine readings, those that coders agree on with a higher score, those that another coder reads
            otherwise flagged.
        doubles: Machine reading → the reading of another coder that stands for it.
    """

    claims: tuple[Claim, ...]
    proposed: tuple[Claim, ...]
    doubles: Mapping[str, str]


@dataclass(frozen=True)
class Meeting:
    """How readings are compared.

    Attributes:
        same: Which ids are the same thing.
        vocabulary: Says which relations are symmetric.
        find: Claims by id, for the ends of causes.
    """

    same: Identities
    vocabulary: Vocabulary
    find: Callable[[str], Claim | None]

    def clusters(self, ranked: Sequence[Claim]) -> Iterator[list[Claim]]:
        """Yield the readings of one clause, predicate and cast, at most one a coder, the first of `ranked` first."""
        several = _coded_by_several(ranked)
        groups: dict[object, list[list[Claim]]] = defaultdict(list)
        for claim in ranked:
            if claim.document not in several:
                continue
            group = groups[claim.document, claim.kind, claim.relation, self._cast(claim)]
            for cluster in group:
                coders = {one.coder.name for one in cluster}
                if claim.coder.name not in coders and shared(cluster[0], claim) >= SHARED:
                    cluster.append(claim)
                    break
            else:
                group.append([claim])
        yield from (cluster for group in groups.values() for cluster in group if len(cluster) > 1)

    def _cast(self, claim: Claim) -> object:
        """Return whom and what the reading is about, merges applied."""
        subject, obj = (frozenset(self.same.all_of(ids)) for ids in (claim.subject, claim.object))
        relation = self.vocabulary.relations.get(claim.relation) if claim.kind == "tie" else None
        if relation and relation.symmetric:
            return subject | obj, claim.scope
        if claim.kind == "cause":
            return tuple(one.content for one in propositions(claim, self.vocabulary, self.find, self.same))
        return subject, obj, claim.scope, claim.amount, (claim.value or "").casefold()

    def differences(self, one: Claim, other: Claim) -> tuple[str, ...]:
        """Return in what two readings of one clause differ; empty if they agree."""
        found = {
            _POLARITY: one.polarity != other.polarity,
            _HOLDER: (self._who(one.origin), self._who(one.mind)) != (self._who(other.origin), self._who(other.mind)),
            _MODALITY: one.is_about_the_world != other.is_about_the_world,
        }
        return tuple(what for what, differs in found.items() if differs)

    def _who(self, voice: Voice | None) -> str | None:
        if voice is None:
            return None
        return self.same(voice.actor) if voice.actor else voice.id


def shared(one: Claim, other: Claim) -> float:
    """Return the share of two clauses together that is common to both, in [0, 1]."""
    common = min(one.end, other.end) - max(one.start, other.start)
    return max(common, 0) / max(max(one.end, other.end) - min(one.start, other.start), 1)


def meet(accepted: Sequence[Claim], proposed: Sequence[Claim], same: Identities, vocabulary: Vocabulary) -> Met:
    """Return the claims with readings of the same clause by several coders brought together.

    What a person accepted stands before any machine reading, and no accepted claim is put behind another.
    """
    if not _coded_by_several((*accepted, *proposed)):
        return Met(tuple(accepted), tuple(proposed), {})
    by_id = {claim.id: claim for claim in (*accepted, *proposed)}
    settled = {claim.id for claim in accepted}
    meeting = Meeting(same, vocabulary, by_id.get)
    changed: dict[str, Claim] = {}
    doubles: dict[str, str] = {}
    for cluster in meeting.clusters(_ranked(accepted, proposed)):
        differing: dict[str, set[str]] = defaultdict(set)
        agreeing = [cluster[0]]
        for claim in cluster[1:]:
            differences = meeting.differences(cluster[0], claim)
            for ident in (cluster[0].id, claim.id) if differences else ():
                differing[ident].update(differences)
            if not differences:
                agreeing.append(claim)
        doubles |= {claim.id: cluster[0].id for claim in agreeing[1:] if claim.id not in settled}
        for claim in cluster:
            is_open = differing[claim.id] and claim.id not in settled
            flags = (f"{DIFFER}{' and '.join(sorted(differing[claim.id]))}",) if is_open else ()
            scores = [one.score for one in agreeing if one.score is not None]
            raised = agreed(scores) if claim is cluster[0] and claim.score is not None else claim.score
            changed[claim.id] = replace(claim, flags=claim.flags + flags, score=raised)
    return Met(
        tuple(changed.get(claim.id, claim) for claim in accepted),
        tuple(changed.get(claim.id, claim) for claim in proposed),
        doubles,
    )


def same_events(claims: Sequence[Claim], same: Identities, vocabulary: Vocabulary) -> list[Decision]:
    """Return decisions that merge the events which several coders minted for one clause, unless that was decided before.

    A coder's decision, like any: `undo` takes it back, and it is not made a second time.
    """
    by_id = {claim.id: claim for claim in claims}
    events = [claim for claim in claims if claim.kind == "event" and claim.event]
    people = [claim for claim in events if claim.coder.kind == "human"]
    found: dict[str, Decision] = {}
    for cluster in Meeting(same, vocabulary, by_id.get).clusters(_ranked(people, events)):
        keep = same(cluster[0].event or "")
        for claim in cluster[1:]:
            drop = same(claim.event or "")
            if drop != keep and frozenset({keep, drop}) not in same.apart:
                why = f"{cluster[0].coder.name} and {claim.coder.name} read the same clause"
                name = f"x-{claim.event}-is-{cluster[0].event}"
                found.setdefault(drop, Decision(name, keep, "merge", keep, (drop,), by=claim.coder.name, why=why))
    return list(found.values())


def _coded_by_several(claims: Iterable[Claim]) -> set[str]:
    coders: dict[str, set[str]] = defaultdict(set)
    for claim in claims:
        coders[claim.document].add(claim.coder.name)
    return {document for document, names in coders.items() if len(names) > 1}


def _ranked(accepted: Sequence[Claim], proposed: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each once, in the order in which they may stand for others: accepted, then dated, then by score."""
    settled = {claim.id for claim in accepted}
    every = {claim.id: claim for claim in (*accepted, *proposed)}
    return sorted(
        every.values(),
        key=lambda one: (
            one.id not in settled,
            one.when is None or "date" in one.flags,
            -(one.score or 0),
            one.start,
            one.id,
        ),
    )
