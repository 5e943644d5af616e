"""Anchored mode: the reliability of a study's origins, learnt from what people entered as known and from who agrees."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from delian.errors import DelianError
from delian.model.case import Case
from delian.model.trust import Spread
from delian.worlds.gather.gathering import gather
from delian.worlds.gather.table import Table, tabulate
from delian.worlds.learn.camps import camps
from delian.worlds.learn.reliability import Beta, enough, one_coin
from delian.worlds.learn.votes import Dependence, Votes
from delian.worlds.trust.chains import Chain, Chains
from delian.worlds.trust.weigh import Scales, Weighed

_LEAST, _MOST = 0.001, 0.999
_UNDECLARED = "undeclared"
_NAMED = 3  # origins that an answer names


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was learnt of one origin.

    Attributes:
        origin: Its id.
        name: As a reader knows it.
        said: How many contested or known statements it speaks of.
        prior: Retention by its grade, or by what stands in for one.
        learnt: Retention that takes its place.
    """

    origin: str
    name: str
    said: int
    prior: float
    learnt: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """What was learnt.

    Attributes:
        spreads: Origin → retention that takes the place of its grade.
        origins: The same with what it was before, in order of id.
        why: What there is to learn from.
        warnings: Why it may be wrong.
    """

    spreads: Mapping[str, Spread]
    origins: tuple[Lesson, ...]
    why: str
    warnings: tuple[str, ...]

    @property
    def notes(self) -> tuple[str, ...]:
        """What every answer that rests on it must say."""
        most = sorted(self.origins, key=lambda one: (-abs(one.learnt - one.prior), one.origin))[:_NAMED]
        told = "; ".join(f"{one.name} from {one.prior:.2f} to {one.learnt:.2f}" for one in most)
        learnt = f"The retentions of {len(self.origins)} origins were learnt ({self.why}); what moved most: {told}."
        return (f"{learnt} All: delian voices STUDY --trust anchored.", *self.warnings)


def lessons(case: Case) -> Lessons:
    """Return what is learnt from a case; raises DelianError if there is too little to learn from."""
    gathering, scales = gather(case), Scales.of(Chains(case))
    table = tabulate(gathering)
    return learn(table, tuple(scales.weigh(row, gathering) for row in table.rows), scales.chains)


def learn(table: Table, weighed: tuple[Weighed, ...], chains: Chains) -> Lessons:
    """Return the retentions of the origins learnt from the columns that are contested or known.

    Columns that nobody contests teach nothing: whoever copies the most would be right the most. What an origin says of a
    column, all its claims and their hedges together, is one vote; for a column it is one against every column that excludes it.

    Raises:
        DelianError: If there is too little to learn from.
    """
    origins, votes, anchors = _votes(table, weighed)
    blocs = [chain.place[0] or _UNDECLARED for chain in origins.values()]
    names = sorted(set(blocs))
    groups = np.array([names.index(bloc) for bloc in blocs], dtype=np.intp)
    alone = np.arange(len(blocs)) + len(names)  # who is in no declared coalition shares one with nobody
    allowed = enough(votes, anchors, np.where(np.array(blocs) == _UNDECLARED, alone, groups))
    if not allowed.holds:
        raise DelianError(
            f"there is too little to learn reliability from: {allowed.why}",
            "Enter what is known: delian resolve STUDY CLAIM holds|fails --why …; or leave --trust at graded.",
        )
    rhos = chains.trust.shared
    within = np.array([rhos["undeclared"] if name == _UNDECLARED else rhos["bloc"] for name in names])
    priors = [_prior(chain.spread) for chain in origins.values()]
    learned = one_coin(
        votes,
        Beta(np.array([one[0] for one in priors]), np.array([one[1] for one in priors])),
        anchors=anchors,
        dependence=Dependence(groups, within, rhos["across"]),
    )
    answers = np.bincount(votes.source, minlength=votes.sources)
    spreads = {
        origin: Spread(
            f"{chain.spread.line}, learnt",
            float(np.clip(2 * learned.reliability[place] - 1, _LEAST, _MOST)),
            _sure(chain.spread, learned.reliability[place], answers[place]),
        )
        for place, (origin, chain) in enumerate(origins.items())
    }
    found = tuple(
        Lesson(origin, chain.name, int(answers[place]), chain.spread.retention, spreads[origin].retention)
        for place, (origin, chain) in enumerate(origins.items())
    )
    return Lessons(spreads, found, allowed.why, tuple(_warnings(votes, known=bool(anchors), settled=learned.settled)))


def _warnings(votes: Votes, *, known: bool, settled: bool) -> Iterator[str]:
    """Yield why what was learnt may be wrong."""
    if not known:
        yield "None of it is entered as known: learnt from agreement alone, which shows who agrees, not who is right."
    split = camps(votes)
    if split.warns:
        yield (
            f"The sources fall into two camps (modularity {split.modularity:.2f}, by chance {split.chance:.2f}): agreement then "
            "shows who belongs together, not who is right, and learning may crown the larger camp."
        )
    if not settled:
        yield "The learning did not come to rest: two rankings of the sources follow each other."


def _votes(table: Table, weighed: tuple[Weighed, ...]) -> tuple[dict[str, Chain], Votes, dict[int, int]]:
    """Return the origins with their chains, what each says of contested and known columns, and what is known."""
    origins: dict[str, Chain] = {}
    places: list[tuple[int, str, int]] = []
    anchors: dict[int, int] = {}
    for index, here in enumerate(weighed):
        said = {(one.chain.origin, one.weight > 0) for one in here.spoken if one.weight}
        for other in table.excludes[index]:
            said |= {(one.chain.origin, False) for one in weighed[other].spoken if one.weight > 0}
        if len({holds for _, holds in said}) < 2 and here.settled is None:  # noqa: PLR2004 - nobody contests it
            continue
        if here.settled is not None:
            anchors[index] = int(here.settled)
        places += [(index, origin, int(holds)) for origin, holds in sorted(said)]
        origins |= {one.chain.origin: one.chain for one in here.spoken}
    items = {index: number for number, index in enumerate(dict.fromkeys(index for index, _, _ in places))}
    sources = {origin: number for number, origin in enumerate(sorted(origins))}
    told = [(items[index], sources[origin], value) for index, origin, value in places if origin in sources]
    array = np.array(told, dtype=np.intp).reshape(-1, 3)
    votes = Votes(array[:, 0], array[:, 1], array[:, 2], len(items), len(sources), 2)
    known = {items[index]: value for index, value in anchors.items() if index in items}
    return {origin: origins[origin] for origin in sorted(origins)}, votes, known


def _prior(spread: Spread) -> tuple[float, float]:
    """Return the Beta distribution of how often an origin is right from which learning starts.

    Learning takes the likeliest value of a Beta distribution; one more on either side makes that the mean of the one that has
    the mean and variance which the grade implies, so that whoever is not compared keeps the grade.
    """
    mean, weight = (1 + spread.retention) / 2, _answers(spread)
    return 1 + mean * weight, 1 + (1 - mean) * weight


def _answers(spread: Spread) -> float:
    """Return as how many answers of known truth a spread of the retention counts: where (1 + retention) / 2 has its variance."""
    return (1 + spread.retention) * (spread.n + 1) / spread.retention - 1


def _sure(spread: Spread, reliability: float, answers: float) -> float:
    """Return how sure a learnt retention is, in the measure of `Spread.n`: an answer tells less of it than half a retention.

    At least 1, since no spread of retentions is as wide as a source allows that may be wrong oftener than not.
    """
    retention = float(np.clip(2 * reliability - 1, _LEAST, _MOST))
    return max(float((_answers(spread) + answers + 1) * retention / (1 + retention) - 1), 1.0)
