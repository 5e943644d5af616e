"""How alike two events are by what is told of them, and what rules out that they are one."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from delian.model.vocabulary import Vocabulary
from delian.worlds.same.accounts import Account

TOLERANCE = 2  # days between two dates of one event: nights and time zones move one, the day of the report another
DAY, MONTH, YEAR = 1, 31, 366  # longest stretch that is told to the day, to the month, to the year

GENERAL = 0.8  # one type is the more general reading of the other
WITHIN_A_MONTH, WITHIN_A_YEAR, LONGER = 0.9, 0.75, 0.6  # dates overlap, the vaguer told no closer than that
NEAR = 0.7  # dates differ within the tolerance, or one of them is "before", "by" or "after" the other
UNDATED = 0.5
ONE_ROLE = 0.8  # agents or recipients are shared, of the other role one says nothing
OTHER_AGENT = 0.6  # the recipient is shared, who did it is told otherwise
OTHER_RECIPIENT = 0.5
NO_ROLE = 0.4  # of the cast nothing but the place is shared, or one tells nothing of it
SAME_PLACE = 0.2  # added where participants are shared too


@dataclass(frozen=True, eq=False)
class Likeness:
    """Compares events.

    Attributes:
        vocabulary: Says which event types are PLOVER roots and which extend them.
        within: Place and the place that it is part of.
    """

    vocabulary: Vocabulary
    within: frozenset[tuple[str, str]] = frozenset()

    def of(self, one: Account, other: Account) -> float:
        """Return how alike the two are, in [0, 1]; 0 where they contradict each other or share too little.

        It is the product of how well types, times and casts agree, by the constants above: a rank, no probability. The
        vaguer the time, the more of the cast must be shared: without dates that are near, agent and recipient both; with
        dates vaguer than a month, no role may be told otherwise; to the day, the place may stand for the participants.
        """
        kind = self.kind(one.types, other.types)
        if not kind or self.contradict(one, other):
            return 0.0
        length = vagueness(one, other)
        return kind * _closeness(length) * self._cast(one, other, length)

    def contradict(self, one: Account, other: Account) -> bool:
        """Say whether the two cannot be one event.

        They cannot if one document tells both, or it and its reprint; if one is only supposed; if both are dated and more
        than `TOLERANCE` days apart; if they lie in different places; or if agents and recipients differ both.
        """
        return bool(
            one.roots & other.roots
            or one.is_real != other.is_real
            or (one.times and other.times and min(a.gap(b) for a, b in product(one.times, other.times)) > TOLERANCE)
            or (one.places and other.places and not self._share_place(one, other))
            or (_differ(one.agents, other.agents) and _differ(one.recipients, other.recipients))
        )

    def kind(self, one: Iterable[str], other: Iterable[str]) -> float:
        """Return how well two sets of event types agree: 1 if one is in both, less if one is the more general, else 0."""
        pairs = list(product(one, other))
        if any(a == b for a, b in pairs):
            return 1.0
        return GENERAL if any(self.root(a) == self.root(b) and self._is_root(a, b) for a, b in pairs) else 0.0

    def root(self, kind: str) -> str:
        """Return the PLOVER root of an event type; the type itself if the vocabulary lacks it."""
        known = self.vocabulary.events.get(kind)
        return known.plover if known else kind

    def _is_root(self, *kinds: str) -> bool:
        return any(kind in self.vocabulary.events and not self.vocabulary.events[kind].extension for kind in kinds)

    def _share_place(self, one: Account, other: Account) -> bool:
        pairs = product(one.places, other.places)
        return any(a == b or (a, b) in self.within or (b, a) in self.within for a, b in pairs)

    def _cast(self, one: Account, other: Account, length: float) -> float:
        """Return how well the casts agree, given how vaguely (in days, NaN: not at all) the times are told."""
        agents, recipients = one.accused & other.accused, one.recipients & other.recipients
        if agents and recipients:
            return 1.0
        if math.isnan(length):
            return 0.0
        placed = self._share_place(one, other)
        if not agents and not recipients:
            silent = not (one.cast and other.cast) or (placed and not (one.agents and other.agents))
            return NO_ROLE if silent and length <= DAY else 0.0
        otherwise = _differ(one.recipients, other.recipients) if agents else _differ(one.accused, other.accused)
        if otherwise and length > MONTH:
            return 0.0
        share = ONE_ROLE if not otherwise else OTHER_RECIPIENT if agents else OTHER_AGENT
        return share + SAME_PLACE if placed else share


def vagueness(one: Account, other: Account) -> float:
    """Return the length in days of the vaguer of two times that are near each other.

    Infinite where they are near but do not overlap, or one is bound on one side only; NaN where none are near.
    """
    near = [
        max(a.length, b.length) if a.gap(b) <= 0 else math.inf
        for a, b in product(one.times, other.times)
        if a.anchor.gap(b.anchor) <= TOLERANCE
    ]
    return min(near, default=math.nan)


def _closeness(length: float) -> float:
    if math.isnan(length):
        return UNDATED
    if math.isinf(length):
        return NEAR
    return 1.0 if length <= DAY else WITHIN_A_MONTH if length <= MONTH else WITHIN_A_YEAR if length <= YEAR else LONGER


def _differ(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other and not one & other)
