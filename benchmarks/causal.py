"""Whether the coder sees that a sentence tells a cause, and how near its causes and effects come to a person's.

Prints one JSON line. `--data PATH`: a folder with `causal_sentences_dev.csv` (`index`, `text`, `label`) and
`causal_spans_dev.csv` (`corpus`, `index`, `eg_id`, `causal_text_w_pairs`: a list of the text with `<ARG0>` cause and `<ARG1>`
effect marked), the Causal News Corpus V2; by default the one in `../shared/data`; or one of the two files, the other beside it.
`--half 0` or `--half 1`: every second sentence only. `--limit N`: the first N sentences only.

A sentence is read as causal if a claim of kind cause comes out of it, whatever its score; "shown" counts the claims that are
not hidden by default. "always" is what saying yes to every sentence would reach.

Ends are the evidence with the roles cause and effect, over all claims of a sentence together; "to" and "against" before a
cause belong to it, as in the corpus. "exact": F1 over spans of the same words. "half": F1 over spans paired one to one, best
first, that share at least half of their words. "words": precision, recall and F1 over single words; None where nothing was read.
"""

import argparse
import ast
import csv
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from delian.coding.parse import is_heading
from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.model.claim import SHOWN_FROM, Claim
from delian.model.document import bare_document
from delian.model.view import whole
from delian.plugins import vocabulary

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding"
SENTENCES, SPANS = "causal_sentences_dev.csv", "causal_spans_dev.csv"
ENDS = {"ARG0": "cause", "ARG1": "effect"}
_TAG = re.compile(r"<(/?)(ARG[01]|SIG\d+)>")
_OF_THE_CAUSE = frozenset({"to", "against"})
_HALF = 0.5

Spans = Mapping[str, frozenset[frozenset[int]]]


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, whether a person read a cause in it, and its causes and effects, each as the numbers of its words.

    The spans are None where nobody marked them.
    """

    text: str
    causal: bool
    spans: Spans | None


def read_sentences(folder: Path, limit: int | None = None, half: int | None = None) -> list[Told]:
    """Return the sentences of the set: all, the first, or every second from number `half`."""
    marked = {_index(row): row["causal_text_w_pairs"] for row in _rows(folder / SPANS)}
    rows = _rows(folder / SENTENCES)[half if half is not None else 0 :: 1 if half is None else 2]
    return [
        Told(row["text"], row["label"] == "1", read_forms(row["text"], marked.get(row["index"], "[]")))
        for row in rows[:limit]
    ]


def _index(row: Mapping[str, str]) -> str:
    """Return the index as the sentences have it: without the corpus before it and the number of the example after it."""
    return row["index"].removeprefix(f"{row['corpus']}_").removesuffix(f"_{row['eg_id']}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_forms(text: str, listed: str) -> Spans | None:
    """Return the causes and effects over all marked forms of a sentence; None where there is no form."""
    forms = ast.literal_eval(listed)
    if not forms:
        return None
    marked = [read_marked(form) for form in forms]
    return _spans(text, {name: [one for form in marked for one in form.get(name, ())] for name in ENDS.values()})


def _spans(text: str, places: Mapping[str, Iterable[tuple[int, int]]]) -> Spans:
    numbered = {name: {frozenset(words_in(text, [place])) for place in ends} for name, ends in places.items()}
    return {name: frozenset(one for one in spans if one) for name, spans in numbered.items()}


def read_marked(form: str) -> Mapping[str, list[tuple[int, int]]]:
    """Return where cause and effect stand in the text without its marks."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    began: dict[str, int] = {}
    removed = 0
    for tag in _TAG.finditer(form):
        place = tag.start() - removed
        removed += len(tag[0])
        if tag[2] not in ENDS:
            continue
        if tag[1]:
            found[ENDS[tag[2]]].append((began.pop(tag[2], place), place))
        else:
            began[tag[2]] = place
    return found


def words_in(text: str, stretches: Iterable[tuple[int, int]]) -> set[int]:
    """Return the numbers of the words of the text that overlap a stretch; marks are no words."""
    places = list(stretches)
    return {
        number
        for number, word in enumerate(re.finditer(r"\S+", text))
        if any(letter.isalnum() for letter in word[0])
        and any(start < word.end() and word.start() < end for start, end in places)
    }


def code(text: str) -> Grounded:
    """Return what the rules read out of one sentence; one that looks like a heading is given a full stop."""
    ended = f"{text}." if text.strip() and is_heading(text.strip()) else text
    document = replace(bare_document(ended, sha256="", extractor="benchmark"), language="en", published="2000-01-01")
    context = Context(document, whole(ended), vocabulary(), {})
    return ground(PROPOSER.propose(context), context, PROPOSER.coder)


def ends_of(text: str, claims: Iterable[Claim]) -> Spans:
    """Return the causes and effects that were read."""
    places: dict[str, list[tuple[int, int]]] = {name: [] for name in ENDS.values()}
    for claim in claims:
        for name, place in _places(text, claim):
            places[name].append(place)
    return _spans(text, places)


def _places(text: str, claim: Claim) -> Iterator[tuple[str, tuple[int, int]]]:
    cue = next((span for span in claim.evidence if span.role == "cue"), None)
    for span in claim.evidence:
        if span.role == "cause" and cue is not None and text[cue.start : cue.end].lower() in _OF_THE_CAUSE:
            yield "cause", (min(cue.start, span.start), span.end)
        elif span.role in {"cause", "effect"}:
            yield span.role, (span.start, span.end)


def figure(right: int, gold: int, seen: int) -> Mapping[str, float]:
    """Return precision, recall and F1."""
    return {
        "precision": round(right / max(seen, 1), 3),
        "recall": round(right / max(gold, 1), 3),
        "F1": round(2 * right / max(gold + seen, 1), 3),
    }


def overlap(pairs: Sequence[tuple[Spans, Spans]]) -> Mapping[str, object]:
    """Return how near the ends read come to those wanted, over all sentences together; None if nothing was read."""
    return {
        name: _near([(gold[name], seen[name]) for gold, seen in pairs])
        if any(seen[name] for _, seen in pairs)
        else None
        for name in ENDS.values()
    }


def _near(pairs: Sequence[tuple[frozenset[frozenset[int]], frozenset[frozenset[int]]]]) -> Mapping[str, object]:
    gold, seen = sum(len(one) for one, _ in pairs), sum(len(one) for _, one in pairs)
    words = [(frozenset().union(*one), frozenset().union(*other)) for one, other in pairs]
    return {
        "exact": figure(sum(len(one & other) for one, other in pairs), gold, seen)["F1"],
        "half": figure(sum(_paired(one, other) for one, other in pairs), gold, seen)["F1"],
        "words": figure(
            sum(len(one & other) for one, other in words),
            sum(len(one) for one, _ in words),
            sum(len(other) for _, other in words),
        ),
    }


def _paired(gold: Iterable[frozenset[int]], seen: Iterable[frozenset[int]]) -> int:
    """Return how many spans share half of their words with one of the other side, one to one, best first."""
    shares = sorted(((len(a & b) / len(a | b), sorted(a), sorted(b)) for a in gold for b in seen), reverse=True)
    taken: list[list[int]] = []
    met: list[list[int]] = []
    for share, one, other in shares:
        if share >= _HALF and one not in taken and other not in met:
            taken.append(one)
            met.append(other)
    return len(taken)


def detection(told: Sequence[Told], seen: Sequence[bool]) -> Mapping[str, float]:
    """Return precision, recall and F1 of "tells a cause", and the mean of its F1 and that of "tells none"."""
    wanted = [one.causal for one in told]
    right = sum(a and b for a, b in zip(wanted, seen, strict=True))
    neither = sum(not a and not b for a, b in zip(wanted, seen, strict=True))
    yes = figure(right, sum(wanted), sum(seen))
    no = figure(neither, len(wanted) - sum(wanted), len(seen) - sum(seen))
    return {**yes, "macro-F1": round((yes["F1"] + no["F1"]) / 2, 3)}


def measure(told: Sequence[Told]) -> Mapping[str, object]:
    """Return the figures of the set."""
    causes = [[claim for claim in code(one.text).claims if claim.kind == "cause"] for one in told]
    shown = [[claim for claim in some if (claim.score or 0) >= SHOWN_FROM] for some in causes]
    pairs = [
        (one.spans, ends_of(one.text, some)) for one, some in zip(told, causes, strict=True) if one.spans is not None
    ]
    return {
        "benchmark": "causal",
        "sentences": len(told),
        "causal": sum(one.causal for one in told),
        "sentence": detection(told, [bool(some) for some in causes]),
        "sentence, shown claims": detection(told, [bool(some) for some in shown]),
        "sentence, always": detection(told, [True] * len(told)),
        "spans, marked sentences": overlap(pairs),
        "spans, marked sentences where a cause was read": overlap([one for one in pairs if any(one[1].values())]),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--half", type=int, choices=(0, 1))
    chosen = parser.parse_args(arguments)
    folder = chosen.data.parent if chosen.data.is_file() else chosen.data
    for name in (SENTENCES, SPANS):
        if not (folder / name).is_file():
            parser.exit(2, f"causal: there is no file {folder / name}; --data names another folder\n")
    print(json.dumps(measure(read_sentences(folder, chosen.limit, chosen.half))))


if __name__ == "__main__":
    main()
