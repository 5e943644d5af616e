"""Ask: measure + case → answer with interval, bound, citations, shares and caveats; or the card of what is missing."""

import inspect
import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import assert_never

import numpy as np
from numpy.typing import NDArray

from delian.answers.measure import Measure, OfClaims, OfEntries, OfWorlds
from delian.answers.networks.signed import Seen, coalition_of, signed_network
from delian.answers.trace import effects
from delian.model.answer import Answer, Bound, Card, Citation, Difference, Direction, Method, Reply, Shares, Table
from delian.model.case import Answered, Case, Change, Distrust, Lean, Without
from delian.model.quantity import Estimate, Over, Unit
from delian.model.worlds import Network

MASS = 0.9
WEIGHTED = "weighted-by-grades"
UNCONTESTED = "nothing in this material contests it"
UNWEIGHED = "Read from the claims as they stand: no grade and no probability enters this answer"
UNMOVED = "no single claim moves this"
_TIES = ("ties are as reported", "each reported tie holds as often as its sources make it likely")
_NOT_MONOTONE = (
    "One tie more can also lower this figure: with some of the unbelieved ties it may lie outside estimate and bound."
)


def ask(case: Case, question: str, measure: Measure, *, version: str) -> Reply:
    """Answer one question of the case, or say what is missing for it.

    Args:
        case: Material, entries and scope.
        question: Name of the measure.
        measure: What is asked.
        version: Version of Delian, for the method line.
    """
    missing = [need for need in measure.uses if not need.met(case)]
    if missing:
        review = tuple(dict.fromkeys(claim for need in missing for claim in need.review(case)))
        return Card(question, measure.title, measure.tells, tuple(need.says for need in missing), review)
    return replace(_answer(case, question, measure, version), explains=explanation(measure))


def _answer(case: Case, question: str, measure: Measure, version: str) -> Answer:
    match measure:
        case OfClaims():
            return _of_claims(case, question, measure, version)
        case OfWorlds():
            return _of_worlds(case, question, measure, version)
        case OfEntries():
            return _of_entries(case, question, measure, version)
        case _:
            assert_never(measure)


def explanation(measure: Measure) -> str:
    """Return what a measure's docstring tells a reader: its prose, without what only a programmer needs."""
    prose = inspect.cleandoc(measure.of.__doc__ or "")
    told = re.split(r"\n\s*(?:Args:|Returns:|>>>)", prose, maxsplit=1)[0].strip().removeprefix("Return ")
    return told[:1].upper() + told[1:]


def _of_claims(case: Case, question: str, measure: OfClaims, version: str) -> Answer:
    distrusted = frozenset(case.same(one.voice) for one in _changes(case) if isinstance(one, Distrust))
    table = measure.of(case.believing(distrusted))
    method = _method(case, question, measure.source, 0, version)
    shares = _shares(case, table.claims, measure.entries(case))
    caveats = (*_reviewed(case, table), *_unmoved_by(case), *_unweighed(case))
    return Answer(question, measure.title, method, shares, table, used=table.claims, caveats=caveats)


def _unmoved_by(case: Case) -> tuple[str, ...]:
    """Say which what-ifs an answer that is read from claims cannot take in."""
    words = [asked for asked, change in case.scope.changes if not isinstance(change, Distrust)]
    return (f"Read from the claims as they stand: not changed by {', '.join(words)}.",) if words else ()


def _unweighed(case: Case) -> tuple[str, ...]:
    """Say that an answer that is read from claims takes in no grade, where a reading by grades was asked for."""
    return (f"{UNWEIGHED}.",) if case.scope.reading == WEIGHTED else ()


def _of_entries(case: Case, question: str, measure: OfEntries, version: str) -> Answer:
    worlds = case.draw(_changes(case))
    table = measure.of(case, worlds)
    method = _method(case, question, measure.source, worlds.count, version)
    shares = _shares(case, table.claims, len(case.judgements))
    return Answer(question, measure.title, method, shares, table, used=table.claims, caveats=_reviewed(case, table))


def _changes(case: Case) -> list[Change]:
    return [change for _, change in case.scope.changes]


def _of_worlds(case: Case, question: str, measure: OfWorlds, version: str) -> Answer:
    """Return the answer without the what-ifs, and beside it what each of them changes (RECORDS 8)."""

    def figure(changes: Sequence[Change]) -> NDArray[np.float64]:
        return evaluate(measure, signed_network(case, case.draw(changes)))

    worlds = case.draw()
    seen = signed_network(case, worlds)
    values = evaluate(measure, seen)
    contested = any(index in worlds.contested for index in seen.columns)
    citations = effects(figure, worlds, seen.columns)
    used = tuple(dict.fromkeys(name for index in seen.columns for name in worlds.columns[index].claims))
    return Answer(
        question=question,
        title=measure.title,
        method=_method(case, question, measure.source, worlds.count, version),
        shares=_weighing(case, _shares(case, used, len(seen.roster)), used),
        table=measure.table(case, seen.whole),
        estimate=estimate(measure.unit, values, "worlds"),
        bound=_bound(measure, seen),
        sensitivity=_sensitivity(case, measure, values, figure),
        contested=contested,
        differences=_differences(case, measure, figure),
        citations=_known(case, citations),
        uncited="" if citations else UNMOVED,
        used=used,
        caveats=_caveats(case, measure, seen, worlds.notes, contested=contested),
    )


def evaluate(measure: OfWorlds, seen: Seen, network: Network | None = None) -> NDArray[np.float64]:
    """Return the measure in each world drawn, shape (world,); equal worlds are worked out once.

    Args:
        measure: What is asked.
        seen: The network with which world is equal to which.
        network: One of its networks; by default that of the ties that hold.
    """
    return np.asarray(measure.of(network or seen.network), dtype=np.float64)[seen.where]


def estimate(unit: Unit, values: NDArray[np.float64], over: Over, mass: float = MASS) -> Estimate:
    """Return median and equal-tailed interval of `values`, shape (world,); worlds without a figure are left out.

    Where nothing varies the interval is over nothing.
    """
    known = values[~np.isnan(values)]
    if not len(known):
        return Estimate(unit, np.nan, np.nan, np.nan, mass, "nothing")
    low, middle, high = (float(one) for one in np.quantile(known, [(1 - mass) / 2, 0.5, (1 + mass) / 2]))
    varies = bool(known.min() != known.max())
    return Estimate(unit, middle, low, high, mass, over if varies else "nothing")


def _bound(measure: OfWorlds, seen: Seen) -> Bound:
    figure = estimate(measure.unit, evaluate(measure, seen, seen.present), "worlds")
    return Bound(figure, "if everything reported but unbelieved were so", seen.network.coverage)


def _sensitivity(
    case: Case,
    measure: OfWorlds,
    values: NDArray[np.float64],
    figure: Callable[[Sequence[Change]], NDArray[np.float64]],
) -> Estimate | None:
    """Return how far the figure moves with the grades: no interval over worlds, so it is never merged into one.

    None where the reading takes in no grades, or there is no figure.
    """
    if case.scope.reading != WEIGHTED or np.isnan(values).all():
        return None
    ends = [
        estimate(measure.unit, figure([Lean(share)]), "worlds").middle for share in ((1 - MASS) / 2, (1 + MASS) / 2)
    ]
    middle = estimate(measure.unit, values, "worlds").middle
    low, high = min(*ends, middle), max(*ends, middle)
    return Estimate(measure.unit, middle, low, high, MASS, "assumptions" if low != high else "nothing")


ALL = "all of these together"


def _differences(
    case: Case, measure: OfWorlds, figure: Callable[[Sequence[Change]], NDArray[np.float64]]
) -> tuple[Difference, ...]:
    """Return what each what-if changes by itself, and what all do together, paired with the same worlds without them."""
    asked = [(words, [change]) for words, change in case.scope.changes]
    if len(asked) > 1:
        asked.append((ALL, _changes(case)))
    if not asked:
        return ()
    before = figure([])
    found = []
    for words, changes in asked:
        after = figure(changes)
        signed = replace(measure.unit, low=None)
        persons = any(_concerns_person(case, change) for change in changes)
        shown = _without_number if persons else _as_it_is
        paired = estimate(signed, after - before, "worlds")
        found.append(
            Difference(
                words,
                estimate(measure.unit, before, "worlds"),
                shown(estimate(measure.unit, after, "worlds")),
                shown(paired),
                persons=persons,
                direction=_direction(paired),
            )
        )
    return tuple(found)


def _as_it_is(figure: Estimate) -> Estimate:
    return figure


def _without_number(figure: Estimate) -> Estimate:
    """Return only the range of a figure; where nothing varies there is none, and the direction alone is told."""
    if figure.varies:
        return replace(figure, middle=np.nan)
    return replace(figure, middle=np.nan, low=np.nan, high=np.nan)


def _direction(paired: Estimate) -> Direction:
    if paired.low >= 0 and paired.high > 0:
        return "higher"
    if paired.high <= 0 and paired.low < 0:
        return "lower"
    return "either way" if paired.varies else "no change"


def _concerns_person(case: Case, change: Change) -> bool:
    match change:
        case Without(actor):
            names = [actor]
        case Answered(_, by):
            names = [by] if by else []
        case _:
            names = []
    return any(name in case.actors and case.actors[name].kind == "person" for name in names)


def _known(case: Case, citations: Sequence[Citation]) -> tuple[Citation, ...]:
    return tuple(one for one in citations if one.claim in case.by_id)


def _caveats(case: Case, measure: OfWorlds, seen: Seen, notes: tuple[str, ...], *, contested: bool) -> tuple[str, ...]:
    lines = [
        f"The text's network, not the world's: {_TIES[case.scope.reading == WEIGHTED]}.",
        *([f"{seen.lifted} ties count for an organisation through a person."] if seen.lifted else []),
        *([f"{seen.undated} ties are undated: they count on their document's own day only."] if seen.undated else []),
        *(
            ["No day was given: every tie counts as last reported (--on DATE fixes a day)."]
            if not case.scope.on
            else []
        ),
        *([] if contested or case.scope.reading == WEIGHTED else [f"As to what it rests on, {UNCONTESTED}."]),
        *notes,
        *([] if measure.monotone else [_NOT_MONOTONE]),
    ]
    return (*lines, *_merge_conflicts(case))


def _merge_conflicts(case: Case) -> tuple[str, ...]:
    return tuple(problem.says for problem in case.problems if problem.says.startswith("judgements differ"))


def _reviewed(case: Case, table: Table) -> tuple[str, ...]:
    machine = [name for name in table.claims if name in case.by_id and case.is_machine(case.by_id[name])]
    if not machine:
        return ()
    return (f"{len(machine)} of {len(table.claims)} readings are a machine's that nobody has reviewed: marked so.",)


def _shares(case: Case, used: Sequence[str], entries: int) -> Shares:
    reviewed = sum(1 for name in used if name in case.accepted_ids)
    return Shares(text=len(used), entries=entries, reviewed=reviewed)


def _weighing(case: Case, shares: Shares, used: Sequence[str]) -> Shares:
    """Return the shares with the grades that a weighted reading takes in: what people entered, and what stands in for it."""
    if case.scope.reading != WEIGHTED:
        return shares
    graded = {case.same(about) for one in case.judgements if one.kind == "grade" for about in one.abouts}
    claims = (case.by_id[name] for name in used if name in case.by_id)
    voices = (voice for claim in claims for voice in claim.voices if not voice.is_mind)
    who = {case.who(voice) for voice in voices}
    return replace(shares, entries=shares.entries + len(who & graded), defaults=len(who - graded))


def _method(case: Case, question: str, source: str, count: int, version: str) -> Method:
    scope = case.scope
    coalition = coalition_of(case)
    words = [
        f"of {case.name(coalition)}" if coalition else "",
        f"on {scope.on}" if scope.on else "as last reported",
        f"known by {scope.known_by}" if scope.known_by else "",
        f"level {scope.level}",
        *(f"what if: {asked}" for asked, _ in scope.changes),
        "machine readings included" if scope.unreviewed else "",
        f"trust {scope.trust}" if scope.reading == WEIGHTED else "",
    ]
    scope_words = "; ".join(word for word in words if word)
    return Method(question, source, scope.reading.replace("-", " "), scope_words, count, scope.seed, version)
