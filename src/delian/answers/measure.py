"""What a measure is: one question, with what it needs, where it comes from, and one pure function."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from delian.model.answer import Table
from delian.model.case import Case
from delian.model.quantity import Unit
from delian.model.worlds import Network, Worlds


@dataclass(frozen=True, slots=True)
class Need:
    """Something without which a question has no answer.

    Attributes:
        says: What is missing, as one sentence for the card.
        met: Whether the case has it.
        review: Ids of the claims to review first, best first; empty where reviewing does not help.
    """

    says: str
    met: Callable[[Case], bool]
    review: Callable[[Case], Sequence[str]] = field(default=lambda _: ())


@dataclass(frozen=True, slots=True)
class OfClaims:
    """A question that claims alone answer.

    Attributes:
        title: The question in plain words.
        tells: What the answer tells, for the card.
        source: Literature, or "Delian" for a reading aid of its own.
        uses: What it needs.
        of: Case → table.
        entries: Number of people's entries that it takes in.
    """

    title: str
    tells: str
    source: str
    uses: tuple[Need, ...]
    of: Callable[[Case], Table]
    entries: Callable[[Case], int] = field(default=lambda _: 0)


@dataclass(frozen=True, slots=True)
class OfWorlds:
    """A question that a network in many worlds answers with one number a world.

    Attributes:
        title: The question in plain words.
        tells: What the answer tells, for the card.
        source: Literature.
        unit: What the number counts.
        uses: What it needs.
        of: Network → array of shape (world,).
        table: Case and the network's worlds → table beside the number.
        monotone: Whether more friendly ties never lower it and more hostile ones never raise it; else mixtures may lie
            outside estimate and bound, and the answer says so.
    """

    title: str
    tells: str
    source: str
    unit: Unit
    uses: tuple[Need, ...]
    of: Callable[[Network], NDArray[np.float64]]
    table: Callable[[Case, Network], Table]
    monotone: bool = True


@dataclass(frozen=True, slots=True)
class OfEntries:
    """A question that people's entries answer together with worlds.

    Attributes:
        title: The question in plain words.
        tells: What the answer tells, for the card.
        source: Literature.
        uses: What it needs.
        of: Case and its worlds → table.
    """

    title: str
    tells: str
    source: str
    uses: tuple[Need, ...]
    of: Callable[[Case, Worlds], Table]


Measure: TypeAlias = OfClaims | OfWorlds | OfEntries


def by_score(case: Case, *kinds: str) -> tuple[str, ...]:
    """Return the unreviewed machine readings of those kinds, likeliest first: those to review first."""
    waiting = [claim for claim in case.proposed if claim.kind in kinds]
    return tuple(claim.id for claim in sorted(waiting, key=lambda one: -(one.score or 0.0)))


HAS_CLAIMS = Need("No document of this study has a claim yet.", lambda case: bool(case.by_id))
