"""Which events of several documents may be one: proposals that a person accepts, or declares apart.

Record linkage with blocking (I. P. Fellegi and A. B. Sunter, "A Theory for Record Linkage", JASA 64, 1969; P. Christen,
"Data Matching", 2012): only events that share a type root and a participant or place are compared, in order of time. A
link needs evidence; a group of links needs that no two of its events contradict each other. Events of one document are
never brought together: it tells them as two.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import inf, isinf

from delian.model.case import Case
from delian.worlds.same.accounts import Account, accounts
from delian.worlds.same.likeness import DAY, MONTH, TOLERANCE, Likeness

CROWD = 200  # events of one kind with one participant: among more, a vague time does not say which of them is meant
RIVALS = 3  # events of one document that fit as well: among more, nobody could choose
Scores = Mapping[tuple[str, str], float]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Events that may be one.

    Attributes:
        keep: Id of the event that is to survive: the one with most reviewed claims.
        drop: Ids of those that are to be merged into it.
        score: How alike they are, in (0, 1]: that of the weakest link which holds them together. A rank, no probability.
        why: What they share and in what they differ, in words.
        claims: Ids of the claims that tell of them.
        unreviewed: How many of those nobody has reviewed.
    """

    keep: str
    drop: tuple[str, ...]
    score: float
    why: str
    claims: tuple[str, ...]
    unreviewed: int


def proposals(case: Case) -> tuple[Proposal, ...]:
    """Return the events of different documents that may be one, best first.

    Not proposed: what is merged already, what a person declared apart, and what one document tells as two. Events without
    a date are proposed only where agent and recipient are both shared. Persons do not stand for their organisations. Where
    it cannot be told which of many is meant, nothing is proposed (`CROWD`, `RIVALS`).
    """
    told = accounts(case)
    likeness = Likeness(case.vocabulary, _places_within(case))
    scores = _unrivalled(_scored(told, likeness), told)
    groups = _grouped(scores, told, likeness, frozenset(frozenset(map(case.same, pair)) for pair in case.same.apart))
    found = (_proposal(case, [told[event] for event in events], score) for events, score in groups)
    return tuple(sorted(found, key=lambda one: (-one.score, one.keep)))


def _places_within(case: Case) -> frozenset[tuple[str, str]]:
    """Return each place with each that it is said to be part of."""
    ties = (claim for claim in case.shown if claim.kind == "tie" and claim.relation == "part-of" and not claim.denies)
    return frozenset(
        pair for claim in ties for pair in product(case.same.all_of(claim.subject), case.same.all_of(claim.object))
    )


def _scored(told: Mapping[str, Account], likeness: Likeness) -> Scores:
    scores = {pair: likeness.of(told[pair[0]], told[pair[1]]) for pair in set(candidates(told, likeness))}
    return {pair: score for pair, score in scores.items() if score}


def candidates(told: Mapping[str, Account], likeness: Likeness) -> Iterator[tuple[str, str]]:
    """Yield pairs worth a comparison: of one type root, and near in time with something in common, or with the whole cast."""
    dated: dict[tuple[str, str, object], list[Account]] = defaultdict(list)
    casts: dict[tuple[str, tuple[str, str]], list[Account]] = defaultdict(list)
    for account in told.values():
        for root in {likeness.root(kind) for kind in account.types}:
            for role, names in _roles(account):
                for name in names:
                    dated[root, role, name].append(account)
            for pair in product(account.accused, account.recipients):
                casts[root, pair].append(account)
    for (_, role, _), block in dated.items():
        yield from _bare(block) if role == "day" else _near(block)
    for block in (block for block in casts.values() if len(block) <= CROWD):
        loose = [account for account in block if not account.times or any(isinf(one.length) for one in account.times)]
        yield from (_pair(one, other) for one in loose for other in block if one is not other)


def _roles(account: Account) -> Iterator[tuple[str, Iterable[object]]]:
    yield from (("agent", account.accused), ("recipient", account.recipients), ("place", account.places))
    yield "day", (one.start for one in account.times if one.length <= DAY)


def _near(block: Sequence[Account]) -> Iterator[tuple[str, str]]:
    """Yield the pairs with dates near each other; in order of time, so that those far apart never meet."""
    longest = MONTH if len(block) > CROWD else inf
    anchors = ((time.anchor, account) for account in block for time in account.times if time.anchor.length <= longest)
    current: list[tuple[float, Account]] = []
    for anchor, account in sorted(anchors, key=lambda one: (one[0].start, one[0].end, one[1].event)):
        current = [(end, other) for end, other in current if anchor.start - end < TOLERANCE]
        yield from (_pair(account, other) for _, other in current if other is not account)
        current.append((anchor.end, account))


def _bare(block: Sequence[Account]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of a day of whose cast one tells nothing."""
    bare = [account for account in block if not account.cast]
    yield from (_pair(one, other) for one in bare for other in block if one is not other)


def _pair(one: Account, other: Account) -> tuple[str, str]:
    return (one.event, other.event) if one.event < other.event else (other.event, one.event)


def _unrivalled(scores: Scores, told: Mapping[str, Account]) -> Scores:
    """Return the scores, each divided by how many events of one document would fit as well in the place of one of the two.

    Left out where those are more than `RIVALS`.
    """
    fits: dict[tuple[str, str], list[float]] = defaultdict(list)
    for pair, score in scores.items():
        for event, other in (pair, pair[::-1]):
            for document in told[other].documents:
                fits[event, document].append(score)
    for found in fits.values():
        found.sort()

    def rivals(event: str, other: str, score: float) -> int:
        ranked = (fits[event, document] for document in told[other].documents)
        return max(len(found) - bisect_left(found, score) for found in ranked)

    counted = {(a, b): max(rivals(a, b, score), rivals(b, a, score)) for (a, b), score in scores.items()}
    return {pair: score / counted[pair] for pair, score in scores.items() if counted[pair] <= RIVALS}


def _grouped(
    scores: Scores, told: Mapping[str, Account], likeness: Likeness, apart: frozenset[frozenset[str]]
) -> list[tuple[list[str], float]]:
    """Return groups of events and the score of each one's weakest link, the best links made first."""
    groups: dict[str, list[str]] = {}
    weakest: dict[str, float] = {}

    def may_meet(one: str, other: str) -> bool:
        return frozenset({one, other}) not in apart and not likeness.contradict(told[one], told[other])

    def kinds(group: Iterable[str]) -> set[str]:
        return {kind for event in group for kind in told[event].types}

    for (one, other), score in sorted(scores.items(), key=lambda item: (-item[1], item[0])):
        first, second = groups.setdefault(one, [one]), groups.setdefault(other, [other])
        of_one_kind = first is not second and likeness.kind(kinds(first), kinds(second))
        if of_one_kind and all(may_meet(a, b) for a, b in product(first, second)):
            first += second
            weakest[first[0]] = score
            groups.update(dict.fromkeys(second, first))
    distinct = {id(group): group for group in groups.values() if len(group) > 1}
    return [(group, weakest[group[0]]) for group in distinct.values()]


def _proposal(case: Case, group: Sequence[Account], score: float) -> Proposal:
    def rank(account: Account) -> tuple[int, int, str]:
        reviewed = sum(claim in case.accepted_ids for claim in account.claims)
        return -reviewed, -len(account.claims), account.event

    keep, *drop = sorted(group, key=rank)
    claims = tuple(claim for account in (keep, *drop) for claim in account.claims)
    unreviewed = sum(claim not in case.accepted_ids for claim in claims)
    why = _why(case, (keep, *drop))
    return Proposal(keep.event, tuple(one.event for one in drop), round(score, 3), why, claims, unreviewed)


def _why(case: Case, group: Sequence[Account]) -> str:
    """Say what the events share, and in what they differ: "both: assault by X on Y, dates 2020-01-03 and 2020-01"."""
    types = " or ".join(sorted({kind for one in group for kind in one.types}))
    agents, recipients, places = (
        _told(case, [getattr(one, field) for one in group]) for field in ("accused", "recipients", "places")
    )
    shared = [
        types,
        agents[0] and f"by {agents[0]}",
        recipients[0] and f"on {recipients[0]}",
        places[0] and f"in {places[0]}",
    ]
    dates = list(dict.fromkeys(date for one in group for date in one.dates))
    undated = sum(not one.times for one in group)
    parts = [" ".join(part for part in shared if part)]
    if dates:
        parts.append(f"date{'s' * (len(dates) > 1)} {' and '.join(dates)}")
    if undated:
        parts.append("undated" if undated == len(group) else f"{undated} of them undated")
    alone = [f"{word} {names[1]}" for word, names in (("by", agents), ("on", recipients)) if names[1]]
    if alone:
        parts.append(f"told of one alone: {', '.join(alone)}")
    return f"{'both' if len(group) == 2 else f'all {len(group)}'}: {', '.join(parts)}"  # noqa: PLR2004 - both are two


def _told(case: Case, groups: Sequence[frozenset[str]]) -> tuple[str, str]:
    """Return the names that at least two of the groups share, and those that only one has."""
    every = sorted({name for names in groups for name in names})
    shared = [name for name in every if sum(name in names for names in groups) > 1]
    return " and ".join(map(case.name, shared)), " and ".join(case.name(name) for name in every if name not in shared)
