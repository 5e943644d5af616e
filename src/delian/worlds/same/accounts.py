"""What the claims of a case tell of each event: of which type, by whom, to whom, where and when; and in which documents."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.when import When


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which something can have been, as ordinals, [start, end); infinite on the side that the text leaves open."""

    start: float
    end: float

    @property
    def length(self) -> float:
        """Number of days."""
        return self.end - self.start

    @property
    def anchor(self) -> "Stretch":
        """The day named by a text that bounds the time on one side only, as in "after 3 May"; itself if both are bound."""
        if math.isinf(self.length):
            return Stretch(self.end - 1, self.end) if math.isinf(self.start) else Stretch(self.start, self.start + 1)
        return self

    def gap(self, other: "Stretch") -> float:
        """Return how many days lie from one to the other: 1 from a day to the next, 0 or less where they overlap."""
        return max(self.start, other.start) - min(self.end, other.end) + 1


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of one event; ids are those of survivors of merges.

    Claims that it happened or did not decide; an event that is only supposed, planned or asked about is drawn from what
    is supposed, and `is_real` is False.

    Attributes:
        event: Its id.
        documents: Those that speak of it in any way.
        roots: The first documents of their reprint chains.
        claims: Ids of the claims that tell its type, cast, place or time, in order of the text.
        types: Event types.
        agents: Who is said to have done it.
        accused: Who is said to have done it or not to have: of whom it is a question.
        recipients: To whom.
        places: Where.
        times: When, each time once, in order.
        dates: The same as they are written.
        is_real: Whether some claim says that it happened or did not, or supposes that it had not, so that it did.
    """

    event: str
    documents: frozenset[str]
    roots: frozenset[str]
    claims: tuple[str, ...]
    types: frozenset[str]
    agents: frozenset[str]
    accused: frozenset[str]
    recipients: frozenset[str]
    places: frozenset[str]
    times: tuple[Stretch, ...]
    dates: tuple[str, ...]
    is_real: bool

    @property
    def cast(self) -> frozenset[str]:
        """Whoever and whatever it is told of: participants and places."""
        return self.accused | self.recipients | self.places


def accounts(case: Case) -> dict[str, Account]:
    """Return what accepted claims and shown machine readings tell of each event whose type they tell, by id."""
    documents = _documents(case)
    told: dict[str, list[Claim]] = defaultdict(list)
    for claim in case.shown:
        if claim.kind in {"event", "answer"} and claim.event:
            told[case.same(claim.event)].append(claim)
    found = {event: _account(case, event, claims, documents[event]) for event, claims in told.items()}
    return {event: account for event, account in sorted(found.items()) if account.types}


def _account(case: Case, event: str, claims: list[Claim], documents: set[str]) -> Account:
    real = [claim for claim in claims if _speaks_of_the_world(claim)]
    telling = real or claims
    acts = [claim for claim in telling if claim.kind == "event"]

    def ids(groups: Iterable[Iterable[str]]) -> frozenset[str]:
        return frozenset(case.same(one) for group in groups for one in group)

    dated = {claim.when.edtf: claim.when for claim in telling if claim.when}
    return Account(
        event=event,
        documents=frozenset(documents),
        roots=frozenset(map(case.root, documents)),
        claims=tuple(claim.id for claim in claims),
        types=frozenset(claim.relation for claim in acts),
        agents=ids(claim.subject for claim in telling if not claim.denies),
        accused=ids(claim.subject for claim in telling),
        recipients=ids(claim.object for claim in acts),
        places=ids((claim.place,) for claim in acts if claim.place),
        times=tuple(sorted({stretch(when) for when in dated.values()}, key=lambda one: (one.start, one.end))),
        dates=tuple(sorted(dated)),
        is_real=bool(real),
    )


def _speaks_of_the_world(claim: Claim) -> bool:
    return claim.is_about_the_world or (claim.modality == "counterfactual" and claim.denies and claim.mind is None)


def _documents(case: Case) -> Mapping[str, set[str]]:
    """Return the documents that name each event in whatever way, at low scores too: what one tells as two stays two."""
    found: dict[str, set[str]] = defaultdict(set)
    for claim in case.by_id.values():
        for name in _named(claim):
            found[case.same(name)].add(claim.document)
    return found


def _named(claim: Claim) -> Iterator[str]:
    yield from (name for name in (claim.event, *claim.object, *claim.about) if name)
    if claim.cause:
        yield from (*claim.cause.causes, *claim.cause.effects)


def stretch(when: When) -> Stretch:
    """Return the days on which an event that is told with that time can have been."""
    start = -math.inf if when.start is None else when.start.ordinal
    end = math.inf if when.end is None else when.end.ordinal
    match when.means:
        case "before":
            return Stretch(-math.inf, start)
        case "after":
            return Stretch(end, math.inf)
        case "by":
            return Stretch(-math.inf, end)
        case _:
            return Stretch(start, end)
