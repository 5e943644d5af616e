"""Words a second of the whole coder as a ratio to the bare spaCy pipeline, in one process, turn about; and peak memory.

Prints one JSON line. `--data PATH`: a text to code; by default the four articles of the tests, twenty times over.
"""

import argparse
import json
import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from delian.coding.language import find_model, load
from delian.coding.proposers.gate import ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.model.document import bare_document
from delian.model.view import whole
from delian.plugins import vocabulary

ARTICLES = Path(__file__).parents[1] / "tests" / "articles"
ROUNDS = 3


def text_of(path: Path | None) -> str:
    """Return the text to code."""
    if path is not None:
        return path.read_text("utf-8", "replace")
    articles = [one.read_text("utf-8") for one in sorted(ARTICLES.iterdir()) if one.suffix in {".txt", ".md"}]
    return "\n\n".join(articles * 20)


@dataclass(frozen=True, slots=True)
class Seconds:
    """How long a piece of work took: by the clock, which whatever else the machine does slows, and on the processor."""

    wall: float
    cpu: float


def timed(work: Callable[[], object]) -> Seconds:
    """Return how long one run takes."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Seconds(time.perf_counter() - wall, time.process_time() - cpu)


def shortest(runs: list[Seconds]) -> Seconds:
    """Return the shortest time of several runs."""
    return Seconds(min(one.wall for one in runs), min(one.cpu for one in runs))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    text = text_of(parser.parse_args().data)
    model = find_model()
    if model is None:
        sys.exit("no English language model is installed")
    pipeline = load(model)
    document = replace(bare_document(text, sha256="", extractor="benchmark"), language="en", published="2000-01-01")
    context = Context(document, whole(text), vocabulary(), {})
    paragraphs = [one for one in text.split("\n\n") if one.strip()]

    def parse() -> None:
        for _ in pipeline.pipe(paragraphs):
            pass

    def code() -> None:
        ground(PROPOSER.propose(context), context, PROPOSER.coder)

    rounds = [(timed(parse), timed(code)) for _ in range(ROUNDS)]
    bare, coder = (shortest(list(runs)) for runs in zip(*rounds, strict=True))
    words = len(text.split())
    figure = {
        "benchmark": "coding_speed",
        "words": words,
        "coder / bare pipeline": round(bare.wall / coder.wall, 3),
        "coder / bare pipeline, processor time": round(bare.cpu / coder.cpu, 3),
        "coder words per second": round(words / coder.wall),
        "peak MB": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
