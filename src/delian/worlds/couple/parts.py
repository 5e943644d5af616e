"""Draws columns that rules tie together: exactly where that can be done, by simulation where it cannot.

An office over several periods is a chain in time; everything else is one joint of all its columns: listed, drawn from a
decision diagram where there are too many states to list, and simulated where that grows too wide. In most worlds a part
stands or falls with the voice that most of it rests on: the joint states are laid end to end with those first in which that
voice is right, and its uniform picks one.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from delian.model.proposition import Office
from delian.model.when import Period
from delian.model.worlds import Column, Truth, key_of, uniforms
from delian.worlds.bundles import bounds
from delian.worlds.couple import gibbs, roles
from delian.worlds.couple.diagram import diagram
from delian.worlds.couple.joint import Joint, Places, solve
from delian.worlds.couple.joint import draw as draw_state
from delian.worlds.couple.rules import Exclude, Fix, Rule, TooMany
from delian.worlds.couple.unfold import unfold
from delian.worlds.draw import Dice, Marginals, uniforms_taken
from delian.worlds.gather.gathering import Row

_CERTAIN = 1e-12


@dataclass(frozen=True, slots=True)
class Part:
    """Columns that are drawn together.

    Attributes:
        rows: What they are about.
        marginals: What the drawing needs to know of each.
        rules: Over their places in the part.
        stay: Probability that an office has the same holder in the next period.
        whole: Marginals of what none of them holds without, such as their event; None if there is no such thing.
    """

    rows: tuple[Row, ...]
    marginals: Marginals
    rules: tuple[Rule, ...]
    stay: float
    whole: Marginals | None = None

    @property
    def columns(self) -> tuple[Column, ...]:
        """What they are about."""
        return tuple(row.column for row in self.rows)

    @property
    def key(self) -> int:
        """What keys its draws: the event that its columns are details of, else the first of its columns' keys."""
        return min(row.key for row in self.rows)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Joint draws of a part.

    Attributes:
        holds: Shape (column, world).
        effective: Number of independent worlds that they are worth; all of them where nothing was simulated.
        mixed: Whether a simulation has come to rest; True where none was needed.
        simulated: Whether it was drawn by simulation, its columns as if they rested on no voice.
    """

    holds: Truth
    effective: float
    mixed: bool = True
    simulated: bool = False


def draw_part(part: Part, dice: Dice) -> Drawn:
    """Return draws of the part's columns, given that its rules are kept."""
    spells = _spells(part.columns)
    if len(spells) > 1 and _is_one_office(part):
        return Drawn(_holders(part, dice, spells), float(dice.count))
    voices, against = _leading(part.marginals)
    try:
        joint = solve(part.marginals.holds, voices, part.rules, against=against.tolist(), together=dice.together)
    except TooMany:
        return _too_many(part, voices, against.tolist(), dice)
    right = joint.states != against[None, :]
    score = (right * part.marginals.shares[:, 0] * (part.marginals.voices[:, 0] == _voice(part.marginals))).sum(axis=1)
    nothing = np.asarray(~joint.states.any(axis=1))
    order = np.lexsort((-joint.p, -score, nothing & (part.whole is not None)))
    if part.whole is not None:
        joint = _given(joint, order[~nothing[order]], part.whole, part, dice)
    return Drawn(joint.states[draw_state(joint, _uniform(part, dice), order)].T, float(dice.count))


def _too_many(part: Part, voices: Sequence[int], against: Sequence[bool], dice: Dice) -> Drawn:
    """Return draws of a part with too many joint states to list: by a diagram if it stays narrow, else by simulation."""
    size, key = len(part.rows), str(part.key)
    try:
        whole = unfold(part.marginals.holds, voices, part.rules, against=against, together=dice.together)
        drawing = diagram(len(whole.marginals), whole.rules)
        keys = (key_of([key, place]) for place in range(len(whole.marginals)))
        drawn = drawing.draw(
            whole.marginals, np.stack([uniforms(one, seed=dice.seed, count=dice.count) for one in keys])
        )
        return Drawn(drawn[:, :size].T, float(dice.count))
    except TooMany:
        states, mixing = gibbs.sample(part.marginals.holds, part.rules, key, seed=dice.seed, count=dice.count)
        return Drawn(states.T, float(mixing.effective.min()), mixing.mixed, simulated=True)


def _given(joint: Joint, told: Places, whole: Marginals, part: Part, dice: Dice) -> Joint:
    """Return the joint of details given that their event holds: each of its states as often as it takes to come out as it was.

    What picks the state is often what the event takes too, so that the states that are laid first come out with the event
    oftener than those laid last: every end of a state is moved by itself. States that together are likelier than the event
    all shrink alike.

    Args:
        joint: Of the details alone.
        told: Its states in which some detail holds, in the order in which they are laid, the first ones of all.
        whole: Marginals of the event.
        part: The details.
        dice: How worlds are drawn.
    """
    sums = np.cumsum(joint.p[told])
    if not len(sums) or sums[-1] <= 0:
        return joint
    every = np.zeros(len(told), dtype=np.intp)
    reached = replace(_as_one_column(part).only(every), holds=sums * min(1.0, float(whole.holds[0]) / sums[-1]))
    ends = np.maximum.accumulate(bounds(reached, whole.only(every), dice.together))
    p = np.zeros_like(joint.p)
    p[told] = np.diff(ends, prepend=0.0)
    p[~joint.states.any(axis=1)] = 1 - ends[-1]
    return Joint(joint.states, p)


def _leading(marginals: Marginals) -> tuple[list[int], NDArray[np.bool_]]:
    """Return for each column a number for the voice it rests on, -1 for none, and whether that speaks against it."""
    leading = marginals.voices[:, 0]
    numbers = {int(key): number for number, key in enumerate(dict.fromkeys(leading.tolist())) if key}
    return [numbers.get(int(key), -1) for key in leading.tolist()], ~marginals.affirms[:, 0] & (leading != 0)


def _voice(marginals: Marginals) -> int:
    """Return the key of the voice that most of the part rests on; 0 for none."""
    total: dict[int, float] = defaultdict(float)
    for keys, shares in zip(marginals.voices.tolist(), marginals.shares.tolist(), strict=True):
        for key, share in zip(keys, shares, strict=True):
            total[key] += share if key else 0.0
    return max(total, key=lambda key: (total[key], -key), default=0)


def _uniform(part: Part, dice: Dice) -> NDArray[np.float64]:
    """Return what picks the part's state in each world, shape (world,): its voice's uniform in most, its own in others."""
    return np.asarray(uniforms_taken(_as_one_column(part), dice)[0])


def _as_one_column(part: Part) -> Marginals:
    """Return the part as if it were one column that rests on its voice."""
    return Marginals(
        keys=np.array([part.key], dtype=np.uint64),
        holds=np.ones(1),
        fails=np.zeros(1),
        voices=np.array([[_voice(part.marginals), 0]], dtype=np.uint64),
        shares=np.ones((1, 2), dtype=np.float32),
        affirms=np.ones((1, 2), dtype=np.bool_),
    )


def _is_one_office(part: Part) -> bool:
    """Say whether nothing ties the columns but that an office has one holder at a time."""
    offices = {
        (column.proposition.mind, content.office, content.scope) if isinstance(content, Office) else None
        for column in part.columns
        for content in (column.proposition.content,)
    }
    return len(offices) == 1 and None not in offices and all(isinstance(rule, Exclude | Fix) for rule in part.rules)


def _spells(columns: Sequence[Column]) -> list[Period]:
    """Return the stretches of time between the days on which some column begins or ends, those of no column left out."""
    days = {day for column in columns for day in (column.period.start, column.period.end) if day}
    spells = [Period(start, end) for start, end in pairwise([None, *sorted(days), None])]
    return [spell for spell in spells if any(column.period.overlaps(spell) for column in columns)]


def _holders(part: Part, dice: Dice, spells: Sequence[Period]) -> Truth:
    """Return draws of an office over time, shape (column, world): who holds it in each spell, or nobody.

    A column holds where its actor does in all its spells. What one claim says of several spells is told to each of them
    by an equal part of its weight, so that it counts once. Of spells that no column of an actor speaks of nothing is
    known of that actor.
    """
    actors = list(dict.fromkeys(column.proposition.id for column in part.columns))
    covers = np.array([[column.period.overlaps(spell) for spell in spells] for column in part.columns])
    certain = np.clip(part.marginals.holds, _CERTAIN, 1 - _CERTAIN)
    logs = np.log(certain / (1 - certain))
    weights = np.ones((len(spells), len(actors)))
    for place, column in enumerate(part.columns):
        told = [
            number
            for number, other in enumerate(part.columns)
            if other.proposition == column.proposition and set(other.claims) & set(column.claims)
        ]
        times = covers[told].any(axis=0).sum()
        weights[covers[place], actors.index(column.proposition.id)] = np.exp(logs[place] / times)
    heaviest = _by_weight(part, actors)
    drawn = np.stack([uniforms(_spell_key(part, spell), seed=dice.seed, count=dice.count) for spell in spells])
    drawn[-1] = _uniform(part, dice)  # the chain is drawn from its end backward
    holder = roles.draw(weights[:, heaviest], drawn, part.stay)
    found = np.empty((len(part.columns), dice.count), dtype=np.bool_)
    for place, column in enumerate(part.columns):
        candidate = heaviest.index(actors.index(column.proposition.id))
        found[place] = (holder[covers[place]] == candidate).all(axis=0)
    return found


def _by_weight(part: Part, actors: Sequence[str]) -> list[int]:
    """Return the candidates in order, those first on whom the part's voice is right."""
    voice = _voice(part.marginals)
    total = [0.0] * len(actors)
    for column, keys, shares in zip(
        part.columns, part.marginals.voices.tolist(), part.marginals.shares.tolist(), strict=True
    ):
        total[actors.index(column.proposition.id)] += sum(
            share for key, share in zip(keys, shares, strict=True) if key == voice
        )
    return sorted(range(len(actors)), key=lambda number: (-total[number], actors[number]))


def _spell_key(part: Part, spell: Period) -> int:
    kind, roles_of = part.columns[0].proposition.variable
    return key_of([kind, roles_of, str(spell.start)])
