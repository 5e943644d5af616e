"""Accuracy and macro-F1 of the PLOVER root that the coder reads between a marked source and a marked target.

Prints one JSON line. `--data PATH`: rows parted by tabs with the columns `gold_root` and `marked_sentence`, where `<s>` and
`<t>` mark source and target; by default the development set in `../shared/data`. `--limit N`: the first N rows only.

The prediction is the likeliest event claim whose agent has a mention in the source and whose recipient one in the target;
else one whose agent has; else the event whose clause holds most of the two; else none. Claims that deny nothing go first.

The set asks for one root and knows no polarity, so that its conventions are applied here and not in the coder: an act that is
denied counts as the codebook's `negated` of its type (a refusal where something friendly was not done); CONCEDE and RETREAT are
YIELD; and, as in the older codebook that the set was made by, who convicts accuses, and who takes places by force or strikes
over networks assaults.
"""

import argparse
import csv
import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delian.coding.parse import is_heading
from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.model.claim import Claim
from delian.model.document import bare_document
from delian.model.view import whole
from delian.plugins import vocabulary

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding" / "plover_events_dev.tsv"
BY = ("agent and recipient", "agent", "any event", "none")
_YIELD = frozenset({"CONCEDE", "RETREAT"})
_OLDER = {("SANCTION", "convict"): "ACCUSE", ("COERCE", "seize"): "ASSAULT", ("COERCE", "cyber"): "ASSAULT"}
_TAG = re.compile(r"</?([st])>")


@dataclass(frozen=True, slots=True)
class Dyad:
    """A sentence, where its source and target stand, and the root that a person chose."""

    text: str
    source: tuple[int, int] | None
    target: tuple[int, int] | None
    root: str


def read_dyads(path: Path, limit: int | None) -> list[Dyad]:
    """Return the first dyads of the set."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))[:limit]
    return [read_marked(row["marked_sentence"], row["gold_root"]) for row in rows]


def read_marked(marked: str, root: str) -> Dyad:
    """Return the dyad of a marked sentence; one that looks like a heading is given a full stop."""
    text = ""
    places: dict[str, list[int]] = {"s": [], "t": []}
    last = 0
    for tag in _TAG.finditer(marked):
        text += marked[last : tag.start()]
        places[tag[1]].append(len(text))
        last = tag.end()
    text = (text + marked[last:]).rstrip()
    if text and is_heading(text):
        text += "."
    return Dyad(text, _stretch(places["s"]), _stretch(places["t"]), "YIELD" if root in _YIELD else root)


def _stretch(ends: Sequence[int]) -> tuple[int, int] | None:
    return (ends[0], ends[1]) if len(ends) > 1 else None


def code(text: str) -> Grounded:
    """Return what the rules read out of one sentence."""
    document = replace(bare_document(text, sha256="", extractor="benchmark"), language="en", published="2000-01-01")
    context = Context(document, whole(text), vocabulary(), {})
    return ground(PROPOSER.propose(context), context, PROPOSER.coder)


def predict(dyad: Dyad, coded: Grounded) -> tuple[str | None, str]:
    """Return the root read between source and target, and by which of the ways it was chosen."""
    events = [claim for claim in coded.claims if claim.kind == "event"]
    sources, targets = _inside(coded, dyad.source), _inside(coded, dyad.target)
    acting = [claim for claim in events if sources.intersection(claim.subject)]
    both = [claim for claim in acting if targets.intersection(claim.object)]
    most = max((_held(claim, dyad) for claim in events), default=0)
    for way, claims in zip(BY, (both, acting, [one for one in events if _held(one, dyad) == most]), strict=False):
        if claims:
            return root_of(_likeliest(claims)), way
    return None, BY[-1]


def root_of(claim: Claim) -> str:
    """Return the root that the set would give a claim."""
    events = vocabulary().events
    negated = events[claim.relation].negated if claim.polarity == "-" else None
    root = events[negated].plover if negated else claim.plover or ""
    root = _OLDER.get((root, claim.mode or ""), root)
    return "YIELD" if root in _YIELD else root


def _held(claim: Claim, dyad: Dyad) -> int:
    """Return how many of source and target the claim's clause holds."""
    stretches = [one for one in (dyad.source, dyad.target) if one is not None]
    return sum(claim.start <= first and last <= claim.end for first, last in stretches)


def _inside(coded: Grounded, stretch: tuple[int, int] | None) -> set[str]:
    """Return the actors with a mention that overlaps the stretch."""
    if stretch is None:
        return set()
    first, last = stretch
    return {
        actor.id
        for actor in coded.actors
        if any(mention.start < last and first < mention.end for mention in actor.mentions)
    }


def _likeliest(claims: Iterable[Claim]) -> Claim:
    return max(claims, key=lambda claim: (claim.polarity == "+", claim.score or 0, -claim.start))


def macro_f1(pairs: Sequence[tuple[str, str | None]]) -> float:
    """Return the mean over the wanted roots of the F1 of wanted and predicted roots."""
    gold, seen = Counter(root for root, _ in pairs), Counter(root for _, root in pairs)
    right = Counter(root for root, other in pairs if root == other)
    return sum(2 * right[root] / (gold[root] + seen[root]) for root in gold) / max(len(gold), 1)


def measure(dyads: Sequence[Dyad]) -> Mapping[str, object]:
    """Return the figures of the set."""
    read = [(dyad.root, *predict(dyad, code(dyad.text))) for dyad in dyads]
    total = max(len(read), 1)
    right = [gold == root for gold, root, _ in read]
    return {
        "benchmark": "events",
        "dyads": len(read),
        "accuracy": round(sum(right) / total, 3),
        "macro-F1": round(macro_f1([(gold, root) for gold, root, _ in read]), 3),
        "no prediction": round(sum(root is None for _, root, _ in read) / total, 3),
        "chosen by": {
            way: {
                "share": round(sum(one[2] == way for one in read) / total, 3),
                "accuracy": _share([hit for hit, one in zip(right, read, strict=True) if one[2] == way]),
            }
            for way in BY[:-1]
        },
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), 3) if hits else None


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_file():
        parser.exit(2, f"events: there is no file {chosen.data}; --data names another\n")
    print(json.dumps(measure(read_dyads(chosen.data, chosen.limit))))


if __name__ == "__main__":
    main()
