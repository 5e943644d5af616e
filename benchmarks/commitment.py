"""Correlation of how far the coder's reading commits the author to an embedded clause with people's mean judgement.

Prints one JSON line. `--data PATH`: CommitmentBank, rows parted by commas with the columns `Target` (a sentence), `Prompt`
(the clause embedded in it, as a sentence), `Embedding` and `Mean` (-3 … 3); by default the half in `../shared/data`.
`--limit N`: the first N rows only.

The embedded verb is the word of the target that the prompt's root stands for; an item without one is not covered. The map
from reading to number was set by what the codes mean; it is not fitted to the set:

- the clause by its own manner: asserted 3; hedged 6 p - 3, with the hedge's p in the codebook; conditional, normative or a
  question 0 (the question is the cue's where there is one); counterfactual -2. Its sign turns if it is denied and the prompt is
  not, or the prompt is and it is not;
- times, for each cue around it, innermost first: who knows it, takes it for true whatever becomes of the knowing: 1. Else, by
  the manner of the cue: asked, supposed or wanted 0; counterfactual -2/3; hedged 1/6; denied ("denies that") -1/3; not said
  0; not believed, felt or intended -2/3 ("I don't think that" is a thought to the contrary); said, believed, felt or intended 1/3.
"""

import argparse
import csv
import json
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from delian.coding.lexicon import lexicon
from delian.coding.modality import Manner, manner
from delian.coding.parse import Parse, is_heading, parse
from delian.coding.quotes import find_quotations
from delian.coding.told import Told
from delian.coding.voices import find_told
from delian.model.view import whole
from delian.plugins import vocabulary

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding" / "commitment_dev.csv"
_SAYING = frozenset({"says", "writes"})


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, the clause embedded in it, what it is embedded in, and people's mean judgement of it."""

    target: str
    prompt: str
    embedding: str
    mean: float


def read_items(path: Path, limit: int | None) -> list[Item]:
    """Return the first items of the set; what looks like a heading is given a full stop."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))[:limit]
    return [Item(_ended(row["Target"]), _ended(row["Prompt"]), row["Embedding"], float(row["Mean"])) for row in rows]


def _ended(text: str) -> str:
    text = text.strip()
    return f"{text}." if text and is_heading(text) else text


def commitment(item: Item) -> float | None:
    """Return how far the reading commits the author to the clause, in [-3, 3]; None if the clause is not found."""
    view = whole(item.target)
    target, prompt = parse(view, item.target, "en"), parse(whole(item.prompt), item.prompt, "en")
    root = next((token.i for token in prompt.tokens if token.head == token.i), None)
    verb = None if root is None else _counterpart(target, prompt, root)
    if root is None or verb is None:
        return None
    told = _around(target, find_told(target, find_quotations(view), lexicon()), verb)
    codes = vocabulary()
    value = _own(manner(target, verb, codes), cued=bool(told))
    if manner(target, verb, codes).polarity != manner(prompt, root, codes).polarity:
        value = -value
    for one in told:
        value *= _factor(one, manner(target, one.cue, codes) if one.cue is not None else Manner())
    return value


def _counterpart(target: Parse, prompt: Parse, root: int) -> int | None:
    """Return the token of the target that the prompt's root stands for: in words they share, longest run first."""
    words = [token.text.lower() for token in prompt.tokens]
    blocks = SequenceMatcher(None, [token.text.lower() for token in target.tokens], words, autojunk=False)
    for block in blocks.get_matching_blocks():
        if block.b <= root < block.b + block.size:
            return block.a + root - block.b
    same = [token.i for token in target.tokens if token.lemma == prompt.tokens[root].lemma]
    return same[-1] if same else None


def _around(target: Parse, told: Sequence[Told], verb: int) -> list[Told]:
    """Return what holds the verb, innermost first; bare quotations tell nothing here."""
    place = target.extent([verb])
    holding = [one for one in told if one.holds(place) and not one.about]
    return [one for one in reversed(holding) if one.cue is not None and one.cue != verb]


def _own(put: Manner, *, cued: bool) -> float:
    if put.modality == "hedged" and put.hedge is not None:
        return 6 * vocabulary().hedges[put.hedge].p - 3
    if put.modality == "counterfactual":
        return -2
    if put.modality in {"conditional", "normative"} or (put.modality == "question" and not cued):
        return 0
    return 3


def _factor(one: Told, put: Manner) -> float:
    if one.how == "knows":
        return 1
    if put.modality in {"question", "conditional", "normative"}:
        return 0
    if put.modality == "counterfactual":
        return -2 / 3
    if one.denied:
        return -1 / 3
    if one.void or put.polarity == "-":
        return 0 if one.how in _SAYING else -2 / 3
    return 1 / 6 if put.modality == "hedged" else 1 / 3


def ranks(values: Sequence[float]) -> list[float]:
    """Return the rank of each value, from 1; equal values share the mean of theirs.

    >>> ranks([0.5, 2, 0.5])
    [1.5, 3.0, 1.5]
    """
    places: dict[float, list[int]] = {}
    for place, value in enumerate(sorted(values), 1):
        places.setdefault(value, []).append(place)
    return [statistics.fmean(places[value]) for value in values]


def correlation(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return Pearson's correlation; None if either side does not vary."""
    if len(set(one)) < 2 or len(set(other)) < 2:  # noqa: PLR2004 - it takes two to vary
        return None
    return round(statistics.correlation(one, other), 3)


def measure(items: Sequence[Item]) -> Mapping[str, object]:
    """Return the figures of the set."""
    read = [(item, commitment(item)) for item in items]
    known = [(item, value) for item, value in read if value is not None]
    return {
        "benchmark": "commitment",
        "items": len(items),
        "coverage": round(len(known) / max(len(items), 1), 3),
        **_figures(known),
        "by embedding": {
            name: {"items": len(same), **_figures(same)}
            for name in sorted({item.embedding for item in items})
            for same in [[one for one in known if one[0].embedding == name]]
        },
    }


def _figures(known: Sequence[tuple[Item, float]]) -> dict[str, float | None]:
    people, coder = [item.mean for item, _ in known], [value for _, value in known]
    return {"Pearson": correlation(people, coder), "Spearman": correlation(ranks(people), ranks(coder))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_file():
        parser.exit(2, f"commitment: there is no file {chosen.data}; --data names another\n")
    print(json.dumps(measure(read_items(chosen.data, chosen.limit))))


if __name__ == "__main__":
    main()
