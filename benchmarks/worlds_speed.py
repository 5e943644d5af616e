"""How long worlds take: gathering and weighing in microseconds a claim, drawing as a ratio to plain Bernoulli bits of numpy.

Prints one JSON line. By default the study has 2,000 propositions, 6,000 claims from 150 origins and 4,000 worlds; `--large` has
100,000 propositions, a million claims and 1,000 worlds, and a tenth and a hundredth of both beside it, to show how cost grows.
"""

import argparse
import gc
import json
import resource
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

import numpy as np

from delian.model.case import Case, Distrust, Scope
from delian.model.claim import Claim, Coder, Voice
from delian.model.document import Document, bare_document
from delian.model.record import Record
from delian.pipeline import assemble
from delian.worlds.change import distrusted
from delian.worlds.draw import Dice, draw
from delian.worlds.gather.gathering import gather
from delian.worlds.gather.table import tabulate
from delian.worlds.sample.drawing import draw as sample
from delian.worlds.sample.weighted import marginals
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.weigh import Scales

ROUNDS = 5
RELATIONS = ("allied-with", "rivals", "supports", "opposes", "finances", "supplies", "trusts", "hosts")
CODER = Coder("benchmark", "human")
TOGETHER = 0.9
AtWork = TypeVar("AtWork")


@dataclass(frozen=True, slots=True)
class Size:
    """How much there is of each."""

    propositions: int
    claims: int
    origins: int
    worlds: int


def timed(work: Callable[[], AtWork]) -> tuple[AtWork, float]:
    """Return what the work gives back and how many seconds it takes."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def quickest(work: Callable[[], object]) -> float:
    """Return the shortest of several times, as other work on the machine only ever adds to it."""
    return min(timed(work)[1] for _ in range(ROUNDS))


def documents(size: Size) -> list[Document]:
    """Return documents, one for two origins, on twenty outlets."""
    found = []
    for number in range(max(size.origins // 2, 1)):
        text = f"document {number}"
        bare = bare_document(text, sha256="", extractor="benchmark")
        found.append(replace(bare, title=text, published="2001-06-01"))
    return found


def claims(size: Size, rng: np.random.Generator, texts: list[Document]) -> Iterator[Claim]:
    """Yield claims of ties; each origin speaks in one document, of propositions picked at random, one in ten a denial."""
    members = int((2 * size.propositions / len(RELATIONS)) ** 0.5) + 2
    pairs = [(one, other) for one in range(members) for other in range(one)]
    voices = [_voices(number, texts[number // 2 % len(texts)].id) for number in range(size.origins)]
    proposition = rng.integers(0, size.propositions, size.claims)
    proposition[: size.propositions] = np.arange(size.propositions)
    origin = rng.integers(0, size.origins, size.claims)
    denied = rng.random(size.claims) < 0.1  # noqa: PLR2004 - one in ten
    for number in range(size.claims):
        which, who = int(proposition[number]), int(origin[number])
        one, other = pairs[which // len(RELATIONS) % len(pairs)]
        yield Claim(
            id=f"c-{number:012x}",
            document=texts[who // 2 % len(texts)].id,
            kind="tie",
            start=0,
            end=4,
            quote=None,
            subject=(f"actor-{one}",),
            relation=RELATIONS[which % len(RELATIONS)],
            object=(f"actor-{other}",),
            polarity="-" if denied[number] else "+",
            voices=voices[who],
            coder=CODER,
            status="accepted",
        )


def _voices(origin: int, document: str) -> tuple[Voice, ...]:
    outlet = Voice(f"v-outlet-{origin % 20}", "outlet", f"outlet-{origin % 20}", "institution", None, "writes")
    nameless = origin % 3 == 0
    source = Voice(
        f"v-{document}-{origin}",
        "source",
        None if nameless else f"source-{origin}",
        "anonymous" if nameless else "named",
        f"source {origin}" if nameless else None,
        "says",
    )
    return outlet, source


def study(size: Size) -> Case:
    """Return the case."""
    rng = np.random.default_rng(5)
    texts = documents(size)
    records: list[Record] = [*texts, *claims(size, rng, texts)]
    return assemble(records, Scope(reading="weighted-by-grades", count=size.worlds))


def plain(columns: int, worlds: int) -> None:
    """Draw as many independent Bernoulli bits with numpy."""
    rng = np.random.default_rng(1)
    p = rng.random((columns, 1))
    for start in range(0, columns, 1000):
        chosen = p[start : start + 1000]
        np.packbits(rng.random((len(chosen), worlds)) < chosen, axis=1)


def measured(size: Size, *, what_if: bool) -> dict[str, float | int]:
    """Return the figures for a study of that size."""
    case = study(size)
    gc.collect()
    gc.freeze()  # the collector's passes over the study's own records grow with the study and are no part of the work
    gathering, gathered = timed(lambda: gather(case))
    table, tabulated = timed(lambda: tabulate(gathering))
    scales = Scales.of(Chains(case))
    weighed, weighing = timed(lambda: tuple(scales.weigh(row, gathering) for row in table.rows))
    arrays = marginals(table.rows, weighed)
    drawing = quickest(lambda: draw(arrays, Dice(0, size.worlds, TOGETHER)))
    bernoulli = quickest(lambda: plain(len(table.rows), size.worlds))
    found: dict[str, float | int] = {
        "claims": size.claims,
        "columns": len(table.rows),
        "worlds": size.worlds,
        "gather us/claim": round((gathered + tabulated) / size.claims * 1e6, 1),
        "trust us/claim": round(weighing / size.claims * 1e6, 1),
        "draw / plain Bernoulli bits": round(drawing / bernoulli, 2),
    }
    if what_if:
        found["what-if on a source / fresh sample"] = round(_what_if(case), 3)
    return found


def _what_if(case: Case) -> float:
    """Return how long it takes to draw without one source, the median one, as a share of a fresh sample."""
    fresh = quickest(lambda: sample(case))
    drawing = sample(case)
    voices = sorted({claim.voices[-1].id for claim in case.claims}, key=lambda one: len(drawing.gathering.through[one]))
    change = Distrust(voices[len(voices) // 2])
    return quickest(lambda: drawing.without(distrusted(case, [change]))) / fresh


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--large", action="store_true")
    parser.add_argument("--claims", type=int, default=6000)
    arguments = parser.parse_args()
    if arguments.large:
        sizes = [Size(100_000 // part, 1_000_000 // part, 15_000 // part, 1000) for part in (100, 10, 1)]
    else:
        sizes = [Size(arguments.claims // 3, arguments.claims, max(arguments.claims // 40, 4), 4000)]
    rows = [measured(size, what_if=not arguments.large) for size in sizes]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"benchmark": "worlds_speed", "studies": rows, "peak MB": peak}))


if __name__ == "__main__":
    main()
