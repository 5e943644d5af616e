"""Correlation of how far the coder's reading commits the author to an embedded clause with people's mean judgement.

Prints one JSON line. `--data PATH`: CommitmentBank, rows parted by commas with the columns `Target` (a sentence), `Prompt`
(the clause embedded in it, as a sentence), `Embedding` and `Mean` (-3 … 3); by default the half in `../shared/data`.
`--limit N`: the first N rows only.

`--half 0` or `--half 1`: every second row only. "a list of factive verbs" is the correlation of 3 for a clause under a verb
(column `Verb`) that presupposes it, and 0 for others.

The embedded verb is the word of the target that the prompt's root stands for; an item without one is not covered. The map
from reading to number is the scale of FactBank (Saurí and Pustejovsky 2009: certain 3, probable 2, possible 1, unknown 0, each
with its sign), what a speaker denies or presupposes after de Marneffe, Simons and Tonhauser (2019) and Horn (1978) on verbs whose
denial is understood of the clause; no value is fitted, but which rows the table has was
settled while looking at half 0 of the development set, so that only items outside it are a fair test:

- the clause by its own manner: asserted 3; hedged 6 p - 3, with the hedge's p in the codebook; conditional, normative or a
  question 0 (the question is the holder's where there is one); counterfactual -2; 3 where the prompt is put in the same manner.
  Its sign turns if it is denied and the prompt is not, or the prompt is and it is not;
- times, for each verb that holds it, innermost first: who knows it takes it for true 1; taken for true whatever becomes of
  the knowing 2/3; thought or said by the speaker now 2/3, to the contrary -2/3; by others 1/3, to the contrary -1/3; hedged,
  half of that; open 0, but after a denial ("does not say", "does not mean") as to the contrary, contrary to fact -2/3, and
  1/3 if it is asked whether it is not so ("don't you think …?"). Wanted and hoped for 0.
"""

import argparse
import csv
import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from delian.coding.lexicon import lexicon
from delian.coding.modality import Manner, manner
from delian.coding.parse import Parse, is_heading, parse
from delian.coding.said.holding import hold, is_own
from delian.coding.said.quotes import find_quotations
from delian.coding.said.told import Told
from delian.coding.said.voices import find_told
from delian.model.view import whole
from delian.plugins import read_list, vocabulary

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding" / "commitment_dev.csv"
_WISHES = frozenset({"wish", "hope", "want", "demand"})


@dataclass(frozen=True, slots=True)
class Item:
    """A sentence, the clause embedded in it, what it is embedded in, and people's mean judgement of it."""

    target: str
    prompt: str
    embedding: str
    mean: float
    verb: str = ""


def read_items(path: Path, limit: int | None = None, half: int | None = None) -> list[Item]:
    """Return the items of the set: all, the first, or every second; what looks like a heading is given a full stop."""
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))[half if half is not None else 0 :: 1 if half is None else 2][:limit]
    return [
        Item(_ended(row["Target"]), _ended(row["Prompt"]), row["Embedding"], float(row["Mean"]), row.get("Verb", ""))
        for row in rows
    ]


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
    codes = vocabulary()
    holders = list(_holders(target, verb))
    own, asked = manner(target, verb, codes), manner(prompt, root, codes)
    value = 3 if own.modality == asked.modality else _own(own, cued=bool(holders))
    if own.polarity != asked.polarity:
        value = -value
    for cue in holders:
        value *= _factor(target, cue, manner(target, cue, codes))
    return value


def _holders(target: Parse, verb: int) -> Iterator[int]:
    """Yield the verbs that hold the clause of a verb, innermost first: above it, or set beside it."""
    words = lexicon()
    verbs = {**words.thinking, **words.telling} | dict.fromkeys(read_list("modalities")["factive"]["verbs"], "knows")
    told = find_told(target, find_quotations(whole(target.text)), words)
    beside = {one.cue: None for one in told if one.cue is not None and _holds(target, one, verb)}
    above = [one.i for one in target.ancestors(verb) if one.pos in {"VERB", "AUX"} and one.lemma in verbs]
    yield from (i for i in above if i in beside or _complement(target, i, verb))
    yield from (i for i in reversed(beside) if i not in above)


def _holds(target: Parse, one: Told, verb: int) -> bool:
    return one.cue != verb and not one.about and one.holds(target.extent([verb]))


def _complement(target: Parse, cue: int, verb: int) -> bool:
    """Say whether the clause of a verb lies in what the cue takes as its object."""
    path = [target.tokens[verb], *target.ancestors(verb)]
    below = next((one for one in path if one.head == cue and one.i != cue), None)
    return below is not None and below.dep in {"ccomp", "xcomp", "acl", "pcomp"}


def _counterpart(target: Parse, prompt: Parse, root: int) -> int | None:
    """Return the token of the target that the prompt's root stands for: in words they share, longest run first."""
    words = [token.text.lower() for token in prompt.tokens]
    blocks = SequenceMatcher(None, [token.text.lower() for token in target.tokens], words, autojunk=False)
    for block in blocks.get_matching_blocks():
        if block.b <= root < block.b + block.size:
            return block.a + root - block.b
    same = [token.i for token in target.tokens if token.lemma == prompt.tokens[root].lemma]
    return same[-1] if same else None


def _own(put: Manner, *, cued: bool) -> float:
    if put.modality == "hedged" and put.hedge is not None:
        return 6 * vocabulary().hedges[put.hedge].p - 3
    if put.modality == "counterfactual":
        return -2
    if put.modality in {"conditional", "normative"} or (put.modality == "question" and not cued):
        return 0
    return 3


def _factor(target: Parse, cue: int, put: Manner) -> float:
    held = hold(target, cue, vocabulary())
    lemma = target.tokens[cue].lemma
    if held == "presupposed" or (held == "held" and lemma in read_list("modalities")["factive"]["verbs"]):
        return 1 if put.is_plain else 2 / 3
    if lemma in _WISHES:
        return -2 / 3 if lemma == "wish" else 0
    stance = 2 / 3 if is_own(target, cue) else 1 / 3
    if held == "held":
        return stance / 2 if put.modality == "hedged" else stance
    if held == "contrary" or (put.polarity == "-" and put.modality not in {"question", "conditional"}):
        return -stance
    if put.modality == "counterfactual":
        return -2 / 3
    return 1 / 3 if put.modality == "question" and put.polarity == "-" else 0


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
        "a list of factive verbs": _figures([(item, _listed(item)) for item in items])["Pearson"],
        "by embedding": {
            name: {"items": len(same), **_figures(same)}
            for name in sorted({item.embedding for item in items})
            for same in [[one for one in known if one[0].embedding == name]]
        },
    }


def _listed(item: Item) -> float:
    """Return what a list of verbs that presuppose their clause would say, whatever the sentence makes of it."""
    return 3 if item.verb in read_list("modalities")["factive"]["verbs"] else 0


def _figures(known: Sequence[tuple[Item, float]]) -> dict[str, float | None]:
    people, coder = [item.mean for item, _ in known], [value for _, value in known]
    return {"Pearson": correlation(people, coder), "Spearman": correlation(ranks(people), ranks(coder))}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--half", type=int, choices=(0, 1))
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_file():
        parser.exit(2, f"commitment: there is no file {chosen.data}; --data names another\n")
    print(json.dumps(measure(read_items(chosen.data, chosen.limit, chosen.half))))


if __name__ == "__main__":
    main()
