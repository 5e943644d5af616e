"""Claims that are about the same proposition meet; each keeps its origin, its sign and the days it speaks of.

A proposition becomes one column, or, where it is a state, one column for each period between its change points. What is
gathered once can be gathered again without some claims: only the propositions that they touch are worked out anew.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.proposition import STANCES, Answers, Detail, Formed, Has, Occurred, Office, Proposition, Takes, Tie
from delian.model.when import ALWAYS, Day, Period
from delian.model.worlds import Column, key_of
from delian.worlds.gather.endings import Endings, find_endings, is_ending


@dataclass(frozen=True, slots=True)
class Said:
    """One claim about one proposition.

    Attributes:
        claim: Id of the claim.
        origin: Who counts as one origin.
        holds: Whether it says that the proposition holds; else that it fails.
        period: Days that it speaks of, with how far the state is taken to persist.
        undated: Whether it gives no date, so that only the document's own day counts.
        amount: Quantity that it reports, or how acceptable an option is to somebody, from 0 for "refuses" to 1 for
            "wants"; None if none.
    """

    claim: str
    origin: str
    holds: bool
    period: Period
    undated: bool = False
    amount: float | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """A column of worlds with what is said of it, before anything is drawn.

    Attributes:
        column: What holds or not.
        said: The claims about it.
        whole: The proposition that it is a detail of and cannot hold without, such as the event of a date; None if it
            stands by itself.
    """

    column: Column
    said: tuple[Said, ...]
    whole: Proposition | None = None

    @property
    def key(self) -> int:
        """What keys its own draws: the twelve digits of its first key, a detail's those of what it is a detail of."""
        return int((self.whole.id if self.whole else self.column.first_key).removeprefix("p-"), 16)


@dataclass(frozen=True, slots=True)
class Gathering:
    """Everything that the counted claims say.

    Attributes:
        case: Where the claims come from.
        claims: The claims that count, by id.
        told: What is said of each proposition, in order of first mention; open ends are open.
        rows: The columns of each proposition; open ends are closed.
        through: Voice or actor → ids of the claims that pass through it, minds not counted.
        endings: When states are said to end.
    """

    case: Case
    claims: Mapping[str, Claim]
    told: Mapping[Proposition, tuple[Said, ...]]
    rows: Mapping[Proposition, tuple[Row, ...]]
    through: Mapping[str, frozenset[str]]
    endings: Endings

    def without(self, voices: Iterable[str]) -> "Gathering":
        """Return what is gathered if nothing counts that passes through those voices or actors."""
        gone = frozenset[str]().union(*(self.through.get(voice, frozenset()) for voice in voices)) & self.claims.keys()
        return self._less(gone) if gone else self

    def _less(self, gone: frozenset[str]) -> "Gathering":
        claims = {name: claim for name, claim in self.claims.items() if name not in gone}
        dropped = [self.claims[name] for name in gone]
        touched = {proposition for claim in dropped for proposition in self.case.propositions(claim)}
        touched &= self.told.keys()
        told = dict(self.told)
        for proposition in touched:
            left = tuple(one for one in told[proposition] if one.claim not in gone)
            if left:
                told[proposition] = left
            else:
                del told[proposition]
        endings = self.endings
        if any(is_ending(self.case, claim) for claim in dropped):
            endings = find_endings(self.case, claims.values())
            named = frozenset().union(*(self.case.same.all_of((*one.subject, *one.object)) for one in dropped))
            touched |= {one for one in told if is_state(one) and named & participants(one)}
        rivals = {_office(one) for one in touched} - {None}
        touched |= {one for one in told if _office(one) in rivals}
        rows = dict(self.rows)
        holders = _holders(told)
        for proposition in touched:
            if proposition in told:
                rows[proposition] = _rows(self.case, proposition, told, holders, endings)
            else:
                del rows[proposition]
        return replace(self, claims=claims, told=told, rows=rows, endings=endings)


def origin_key(origin: str) -> int:
    """Return the number that keys an origin's draws, the same in every contest and study."""
    return key_of(["origin", origin])


def counted(case: Case) -> Iterator[Claim]:
    """Yield the claims that say how the world is: accepted, or every reading where the scope takes those too.

    A reading that several coders made counts once; one on which they differ, not before a person has decided. What is
    conditional, contrary to fact, wished or asked, and what is inside a mind, says nothing of how the world is; a cause is
    a proposition of its own and says nothing of its ends.
    """
    for claim in case.readings if case.scope.unreviewed else case.claims:
        if claim.kind != "question" and claim.is_about_the_world and not case.is_disputed(claim):
            yield claim


def gather(case: Case) -> Gathering:
    """Return what is said of each proposition, propositions in order of first mention."""
    claims = {claim.id: claim for claim in counted(case)}
    told: dict[Proposition, list[Said]] = {}
    through: dict[str, set[str]] = defaultdict(set)
    for claim in claims.values():
        origin, amount = case.origin(claim), _amount(claim)
        for voice in claim.voices:
            if not voice.is_mind:
                through[voice.id].add(claim.id)
                if voice.actor:
                    through[case.same(voice.actor)].add(claim.id)
        for proposition in case.propositions(claim):
            period, undated = _spoken_of(case, claim, proposition)
            said = Said(claim.id, origin, not claim.denies, period, undated, amount)
            told.setdefault(proposition, []).append(said)
    endings = find_endings(case, claims.values())
    settled = {proposition: tuple(said) for proposition, said in told.items()}
    holders = _holders(settled)
    rows = {proposition: _rows(case, proposition, settled, holders, endings) for proposition in settled}
    return Gathering(case, claims, settled, rows, {who: frozenset(names) for who, names in through.items()}, endings)


def is_state(proposition: Proposition) -> bool:
    """Say whether the proposition holds for days, so that it has periods: ties, offices and attributes."""
    return isinstance(proposition.content, Tie | Office | Has)


def whole_of(proposition: Proposition) -> Proposition | None:
    """Return what it is a detail of: the event of an agent or a date, the answer of a form; None for what stands alone."""
    match proposition.content:
        case Takes(event) | Detail(event):
            return Proposition(Occurred(event), proposition.mind)
        case Formed(answer, to):
            return Proposition(Answers(answer, to), proposition.mind)
        case _:
            return None


def participants(proposition: Proposition) -> frozenset[str]:
    """Return the actors whom a state binds, so that it ends when they leave."""
    match proposition.content:
        case Tie(subject, _, obj, _):
            return frozenset({subject, obj or subject})
        case Office(_, _, actor) | Has(actor, _, _):
            return frozenset({actor})
        case _:
            return frozenset()


def _spoken_of(case: Case, claim: Claim, proposition: Proposition) -> tuple[Period, bool]:
    """Return the days a claim bounds, open-ended where the state may persist; and whether it gives none."""
    if not is_state(proposition):
        return ALWAYS, False
    if claim.when is None:
        document = case.documents.get(claim.document)
        day = document.original_day if document else None
        return (Period(day, day.next()), True) if day else (ALWAYS, True)
    bounds = claim.when.bounds
    match claim.when.means:
        case "throughout":
            return bounds, False
        case "before":
            return Period(None, bounds.start), False
        case "after":
            return Period(bounds.end, None), False
        case "by":
            return Period(bounds.start if bounds.end is None else bounds.end, None), False
        case _:
            return Period(bounds.start, None), False


def _amount(claim: Claim) -> float | None:
    if claim.kind == "stance" and claim.value in STANCES:
        return STANCES.index(claim.value) / (len(STANCES) - 1)
    return claim.amount.value if claim.amount else None


_Holders = Mapping[object, Mapping[Proposition, tuple[Day, ...]]]


def _office(proposition: Proposition) -> object:
    """Return what tells one office from another; None for anything but holding one."""
    match proposition.content:
        case Office(office, scope, _):
            return proposition.mind, office, scope
        case _:
            return None


def _holders(told: Mapping[Proposition, tuple[Said, ...]]) -> _Holders:
    """Return for each office the days on which each holder is said to have begun."""
    found: dict[object, dict[Proposition, tuple[Day, ...]]] = defaultdict(dict)
    for proposition, said in told.items():
        office = _office(proposition)
        if office is not None:
            days = (one.period.start for one in said if one.holds)
            found[office][proposition] = tuple(day for day in days if day)
    return found


def _rows(
    case: Case,
    proposition: Proposition,
    told: Mapping[Proposition, tuple[Said, ...]],
    holders: _Holders,
    endings: Endings,
) -> tuple[Row, ...]:
    """Return the columns of one proposition, cut wherever what is said of it changes."""
    said, key = told[proposition], proposition.id
    if not is_state(proposition):
        column = Column(key, proposition, Period(), tuple(dict.fromkeys(one.claim for one in said)))
        return (Row(column, said, whole_of(proposition)),)
    said = _persisting(case, proposition, said, holders, endings)
    edges = {edge for one in said for edge in (one.period.start, one.period.end) if edge}
    found: list[Row] = []
    for start, end in pairwise([None, *sorted(edges), None]):
        period = Period(start, end)
        here = tuple(one for one in said if one.period.overlaps(period))
        if not here:
            continue
        if found and found[-1].said == here and found[-1].column.period.end == period.start:
            period = Period(found.pop().column.period.start, period.end)
        claims = tuple(dict.fromkeys(one.claim for one in here))
        found.append(Row(Column(key, proposition, period, claims, all(one.undated for one in here)), here))
    return tuple(found)


def _persisting(
    case: Case, proposition: Proposition, said: tuple[Said, ...], holders: _Holders, endings: Endings
) -> tuple[Said, ...]:
    """Return `said` with open ends closed at the next change point, or after the latest document's day."""
    if all(one.period.end is not None or one.period.start is None for one in said):
        return said
    begins = {
        sign: {one.period.start for one in said if one.holds == sign and one.period.start and not one.undated}
        for sign in (True, False)
    }
    rivals = {
        day for other, days in holders.get(_office(proposition), {}).items() if other != proposition for day in days
    }
    ends = {
        True: sorted({*begins[False], *rivals, *endings.of(case, proposition.content)}),
        False: sorted(begins[True]),
    }
    horizon = case.latest.next() if case.latest else None
    return tuple(_closed(one, ends[one.holds], horizon) for one in said)


def _closed(said: Said, ends: list[Day], horizon: Day | None) -> Said:
    start = said.period.start
    if said.period.end is not None or said.undated or start is None:
        return said
    closing = [day for day in ends if day > start][:1] + ([horizon] if horizon and horizon > start else [])
    return replace(said, period=Period(start, min(closing))) if closing else said
