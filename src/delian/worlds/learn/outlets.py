"""Which outlets of a study may copy each other, judged by what they report alike against what most origins say."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from delian.model.case import Case
from delian.model.claim import Claim, Means
from delian.model.ids import canonical
from delian.model.proposition import Detail, Formed, Office, Proposition, exclusive_variable
from delian.worlds.gather.gathering import counted
from delian.worlds.learn.copying import ASSUMED, Assumed, Ballot, Numbers, Suspect, ballot, suspects

_SEVEREST = 5  # steps of the codebook's ladder of severity
_SCALES = 5  # steps of an answer's scale, none to major


@dataclass(frozen=True, slots=True)
class Told:
    """What one claim says of one item.

    Attributes:
        item: What has one value only: an exclusive variable, or a proposition that holds or fails.
        value: The value that the claim gives it.
        outlet: Id of who publishes it.
        origin: Who counts as one origin.
        exclusive: Whether the item is a variable; else it is a proposition.
        errors: Number of false values that the item could be given; 0 where nobody can count them.
    """

    item: str
    value: str
    outlet: str
    origin: str
    exclusive: bool
    errors: int


def copied_outlets(case: Case, assumed: Assumed = ASSUMED) -> tuple[Suspect, ...]:
    """Return pairs of outlets of which one may copy the other, most probable first: proposals, never applied.

    Items are exclusive variables, and yes/no propositions that some claims affirm and others deny. Belief in a value is
    the plain share of origins that give it: a majority of few is easily wrong, and so is the suspicion. Reprints are
    left out, for theirs is declared. An outlet that reports both sides of an item says nothing of it. Outlets that quote
    the same origin, or follow the line of the same camp, look alike without copying each other: a person decides.

    Args:
        case: Claims, merges applied.
        assumed: Priors and how much is enough.
    """
    told = _comparable([one for claim in counted(case) for one in _told(case, claim)])
    votes = ballot(((one.item, one.outlet, one.value) for one in told), {one.item: one.errors for one in told})
    return suspects(votes, _belief(told, votes), assumed)


def _told(case: Case, claim: Claim) -> Iterator[Told]:
    if case.root(claim.document) != claim.document:
        return
    who, origin = outlet(case, claim), case.origin(claim)
    for proposition in case.propositions(claim):
        if exclusive_variable(proposition) is None:
            yield Told(proposition.id, "fails" if claim.denies else "holds", who, origin, exclusive=False, errors=1)
        elif not claim.denies:
            item, errors = _variable(claim, proposition), _errors(case, proposition)
            yield Told(item, proposition.value or "", who, origin, exclusive=True, errors=errors)


def _variable(claim: Claim, proposition: Proposition) -> str:
    """Return the variable; that of an office, which changes hands, with the time that the claim tells."""
    when = claim.when.edtf if claim.when and isinstance(proposition.content, Office) else None
    return canonical([*proposition.variable, when])


def _errors(case: Case, proposition: Proposition) -> int:
    """Return how many false values the variable could be given; 0 where nobody can count them: offices, dates, places."""
    match proposition.content:
        case Detail(fact="type"):
            return len(case.vocabulary.events) - 1
        case Detail(fact="severity"):
            return _SEVEREST - 1
        case Formed():
            return len(get_args(Means)) * _SCALES - 1
        case _:
            return 0


def outlet(case: Case, claim: Claim) -> str:
    """Return the id of who publishes a claim: the outlet, else the author, else the document itself."""
    voices = [voice for role in ("outlet", "author") for voice in claim.voices if voice.role == role]
    return case.who(voices[0]) if voices else claim.document


def _comparable(told: Sequence[Told]) -> list[Told]:
    """Return what is said of variables and of contested propositions."""
    values: dict[str, set[str]] = defaultdict(set)
    for one in told:
        values[one.item].add(one.value)
    return [one for one in told if one.exclusive or len(values[one.item]) > 1]


def _belief(told: Sequence[Told], votes: Ballot) -> Numbers:
    """Return the share of an item's origins that give each value, shape (value,); one that gives two counts for both."""
    origins: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in told:
        origins[one.item, one.value].add(one.origin)
    total: dict[str, int] = defaultdict(int)
    for (item, _), some in origins.items():
        total[item] += len(some)
    return np.array([len(origins[item, value]) / total[item] for item, value in votes.values], dtype=np.float64)
