"""The signed network of a coalition: friendly and hostile ties between its members, persons lifted to organisations."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.case import Case, Level
from delian.model.proposition import Office, Tie
from delian.model.when import Day
from delian.model.worlds import Column, Network, Truth, Worlds, pack, unpack, words_for

_End: TypeAlias = tuple[int, int, tuple[int, ...]]  # places of two members on the axes, and the columns through which
_LIFTING = frozenset({"part-of", "speaks-for"})
_NESTING = frozenset({"part-of", "member-of"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A network with how it came about.

    Attributes:
        network: Ties that hold.
        present: The same with every tie that is reported but unknown added.
        columns: Indices of the columns that it rests on, ties and liftings.
        lifted: Number of ties that count for an organisation through a person.
        undated: Number of tie columns that count on their document's day only.
        roster: Actor id to core, contested or left.
        where: For each world drawn the world of the networks that it is equal to, shape (drawn,).
    """

    network: Network
    present: Network
    columns: tuple[int, ...]
    lifted: int
    undated: int
    roster: Mapping[str, str]
    where: NDArray[np.intp]

    @property
    def whole(self) -> Network:
        """The network in every world drawn."""
        picked = (self.network.positive[self.where], self.network.negative[self.where])
        return replace(self.network, positive=picked[0], negative=picked[1])


def distinct(worlds: Worlds, among: Sequence[int]) -> tuple[Worlds, NDArray[np.intp]]:
    """Return each world once that differs in the columns `among`, and for each world drawn which of them it is.

    Few differ, many are drawn. All other columns are unknown in the worlds returned.
    """
    planes = [unpack(plane[index], worlds.count) for plane in (worlds.holds, worlds.fails) for index in among]
    varying = [row for row in planes if row.any() and not row.all()]
    if not varying or not worlds.count:
        first, where = np.zeros(min(worlds.count, 1), dtype=np.intp), np.zeros(worlds.count, dtype=np.intp)
    else:
        keys = np.ascontiguousarray(np.packbits(np.stack(varying, axis=1), axis=1))
        rows = keys.view(np.dtype((np.void, keys.shape[1]))).reshape(-1)
        _, first, where = np.unique(rows, return_index=True, return_inverse=True)
    holds, fails = (np.zeros((len(worlds.columns), words_for(len(first))), dtype=np.uint64) for _ in range(2))
    for place, index in enumerate(among):
        holds[index], fails[index] = pack(planes[place][first]), pack(planes[place + len(among)][first])
    amount = None if worlds.amount is None else worlds.amount[first]
    return replace(worlds, holds=holds, fails=fails, count=len(first), amount=amount), where.reshape(-1)


def coalition_of(case: Case) -> str | None:
    """Return the coalition asked about: the scope's, else the study's only one, else None."""
    if case.scope.of:
        return case.scope.of
    return next(iter(case.coalitions)) if len(case.coalitions) == 1 else None


def live(columns: tuple[Column, ...], on: Day | None) -> list[int]:
    """Return the columns that speak of day `on`; with None, the last period of each proposition, as last reported."""
    if on is not None:
        return [index for index, column in enumerate(columns) if column.period.has(on)]
    last: dict[object, int] = {}
    for index, column in enumerate(columns):
        best = last.get(column.proposition)
        if best is None or _start(columns[best]) <= _start(column):
            last[column.proposition] = index
    return sorted(last.values())


def _start(column: Column) -> tuple[bool, Day]:
    start = column.period.start
    return (start is not None, start or Day(0, 1, 1))


def signed_network(case: Case, worlds: Worlds) -> Seen:
    """Return the signed ties between the members of the coalition asked about, at the level asked about.

    A tie counts between two members where its ends are members, or persons who stand for one: by an accepted part-of,
    speaks-for or office claim that holds on the day. With level "bloc", a member that is part of another member counts
    as that one.
    """
    on = case.scope.on
    roster = case.roster(coalition_of(case) or "", on)
    indices = live(worlds.columns, on)
    stands_for = _standing(case, worlds, indices, roster, case.scope.level)
    actors = tuple(sorted(_members(case, roster, case.scope.level, stands_for)))
    used = {
        index for one, ends in _Builder(case, worlds, actors, stands_for).tied(indices) for index in _columns(one, ends)
    }
    worlds, where = distinct(worlds, sorted(used))
    return _Builder(case, worlds, actors, stands_for).build(indices, roster, where)


def _columns(index: int, ends: "Sequence[_End]") -> set[int]:
    return {index, *(column for _, _, via in ends for column in via)}


def _members(
    case: Case, roster: Mapping[str, str], level: Level, stands_for: "Mapping[str, list[tuple[str, int]]]"
) -> set[str]:
    def is_person(actor: str) -> bool:
        return actor in case.actors and case.actors[actor].kind == "person"

    match level:
        case "person":
            return {actor for actor in roster if is_person(actor)} | {
                actor for actor, targets in stands_for.items() if is_person(actor) and targets
            }
        case "bloc":
            nested = {actor for actor in roster if any(target in roster for target, _ in stands_for.get(actor, ()))}
            return {actor for actor in roster if not is_person(actor)} - nested
        case _:
            return {actor for actor in roster if not is_person(actor)}


def _standing(
    case: Case, worlds: Worlds, indices: list[int], roster: Mapping[str, str], level: Level
) -> dict[str, list[tuple[str, int]]]:
    """Return for each actor the members that it stands for, each with the column that says so."""
    found: dict[str, list[tuple[str, int]]] = defaultdict(list)
    home: dict[str, list[str]] = defaultdict(list)
    for index in indices:
        content = worlds.columns[index].proposition.content
        if isinstance(content, Tie) and content.relation == "part-of" and content.object:
            home[content.subject].append(content.object)
    for index in indices:
        match worlds.columns[index].proposition.content:
            case Tie(subject, relation, str(obj), _) if obj in roster:
                person = subject in case.actors and case.actors[subject].kind == "person"
                if (relation in _LIFTING and person) or (level == "bloc" and relation in _NESTING):
                    found[subject].append((obj, index))
            case Office(office, _, actor):
                found[actor] += [(target, index) for target in home[office] if target in roster]
            case _:
                pass
    return found


@dataclass(frozen=True, slots=True)
class _Builder:
    case: Case
    worlds: Worlds
    actors: tuple[str, ...]
    stands_for: Mapping[str, list[tuple[str, int]]]

    def tied(self, indices: list[int]) -> "Iterator[tuple[int, list[_End]]]":
        """Yield the columns that tie two members, each with which and through whom."""
        for index in indices:
            proposition = self.worlds.columns[index].proposition
            content = proposition.content
            if (
                isinstance(content, Tie)
                and content.object is not None
                and proposition.mind is None
                and self._sign(index)
            ):
                ends = self._ends(content.subject, content.object)
                if ends:
                    yield index, ends

    def _sign(self, index: int) -> int:
        content = self.worlds.columns[index].proposition.content
        return self.case.vocabulary.relations[content.relation].sign if isinstance(content, Tie) else 0

    def build(self, indices: list[int], roster: Mapping[str, str], where: NDArray[np.intp]) -> Seen:
        size = len(self.actors)
        shape = (self.worlds.count, size, size)
        counts = {sign: np.zeros(shape, dtype=np.int16) for sign in (1, -1)}
        present = {sign: np.zeros(shape, dtype=np.int16) for sign in (1, -1)}
        reported = np.zeros((size, size), dtype=np.bool_)
        used: set[int] = set()
        lifted = undated = 0
        for index, ends in self.tied(indices):
            sign = self._sign(index)
            for one, other, via in ends:
                holds = self._all_hold((index, *via))
                unknown = ~self._any_fails((index, *via)) & ~holds
                for first, second in ((one, other), (other, one)):
                    counts[sign][:, first, second] += holds
                    present[sign][:, first, second] += holds | unknown
                    reported[first, second] = True
            used |= _columns(index, ends)
            lifted += any(via for _, _, via in ends)
            undated += self.worlds.columns[index].undated
        network = Network(self.actors, counts[1], counts[-1], reported)
        bound = Network(self.actors, present[1], present[-1], reported)
        return Seen(network, bound, tuple(sorted(used)), lifted, undated, roster, where)

    def _places(self, actor: str) -> list[tuple[int, tuple[int, ...]]]:
        """Return where an actor stands on the axes, each with the columns through which it does."""
        if actor in self.actors:
            return [(self.actors.index(actor), ())]
        targets = [(target, column) for target, column in self.stands_for.get(actor, ()) if target in self.actors]
        return [(self.actors.index(target), (column,)) for target, column in targets]

    def _ends(self, subject: str, obj: str) -> list[_End]:
        pairs: dict[tuple[int, int], tuple[int, ...]] = {}
        for one, first in self._places(subject):
            for other, second in self._places(obj):
                if one != other:
                    pairs.setdefault((one, other), first + second)
        return [(one, other, via) for (one, other), via in pairs.items()]

    def _all_hold(self, indices: tuple[int, ...]) -> Truth:
        return np.asarray(np.logical_and.reduce([self.worlds.held(index) for index in indices]))

    def _any_fails(self, indices: tuple[int, ...]) -> Truth:
        return np.asarray(np.logical_or.reduce([self.worlds.failed(index) for index in indices]))
