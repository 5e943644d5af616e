"""Seconds to propose which of ten thousand made-up events may be one, all of them assaults among a handful of actors.

Prints one JSON line. The events stand in documents of twenty, over ten years, most of them dated to the day.
"""

import json
import random
import time
from dataclasses import replace

from delian.model.case import Case, Scope
from delian.model.claim import Claim, Coder
from delian.model.document import bare_document
from delian.model.event import Event
from delian.model.ids import text_digest
from delian.model.when import When
from delian.pipeline import assemble
from delian.worlds.same.linkage import proposals

EVENTS, A_DOCUMENT, ACTORS = 10_000, 20, 6
CODER = Coder("made up", "human")


def made_up(rng: random.Random) -> Case:
    """Return a case of `EVENTS` events with one claim each."""
    bare = bare_document("made up", sha256=text_digest("made up"), extractor="none")
    documents = {f"d-{number}": replace(bare, id=f"d-{number}") for number in range(EVENTS // A_DOCUMENT)}
    claims = tuple(claim(rng, number) for number in range(EVENTS))
    events = {one.event: Event(one.event, "made up") for one in claims if one.event}
    return replace(assemble([], Scope()), documents=documents, events=events, claims=claims)


def claim(rng: random.Random, number: int) -> Claim:
    """Return a claim of an event; one in five casts lacks an agent, one in five a recipient, one in five claims a date."""
    day = f"{2010 + rng.randrange(10)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"
    edtf = rng.choice([day, day, day[:7], day[:4], ""])
    agent, recipient = (f"actor-{rng.randrange(ACTORS)}" for _ in range(2))
    return Claim(
        id=f"c-{number}",
        document=f"d-{number % (EVENTS // A_DOCUMENT)}",
        kind="event",
        start=0,
        end=7,
        quote="made up",
        subject=(agent,) if rng.random() < 0.8 else (),  # noqa: PLR2004 - see above
        relation="assault",
        object=(recipient,) if rng.random() < 0.8 else (),  # noqa: PLR2004 - see above
        event=f"e-{number}",
        when=When.read(edtf) if edtf else None,
        coder=CODER,
        status="accepted",
    )


def main() -> None:
    """Measure and print."""
    case = made_up(random.Random(0))  # noqa: S311 - made up
    began = time.process_time()
    found = proposals(case)
    seconds = time.process_time() - began
    figure = {"benchmark": "linkage_speed", "events": EVENTS, "proposals": len(found), "seconds": round(seconds, 1)}
    print(json.dumps(figure))


if __name__ == "__main__":
    main()
