"""Whether the coder sees that a sentence tells a cause, and how far its causes and effects overlap a person's.

Prints one JSON line. `--data PATH`: a folder with `causal_sentences_dev.csv` (`index`, `text`, `label`) and
`causal_spans_dev.csv` (`corpus`, `index`, `eg_id`, `causal_text_w_pairs`: a list of the text with `<ARG0>` cause and `<ARG1>`
effect marked), the Causal News Corpus V2; by default the one in `../shared/data`; or one of the two files, the other beside it.
`--limit N`: the first N sentences only.

A sentence is read as causal if a claim of kind cause comes out of it. Spans: the words of the quotes of the claims at
either end, or the label of an event that has none (its first ten words, as the coder keeps no more), over all pairs of a
sentence together; precision, recall and F1 count words over the set. None where no cause was read.
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
from delian.model.document import bare_document
from delian.model.view import whole
from delian.plugins import vocabulary

DATA = Path(__file__).parents[2] / "shared" / "data" / "coding"
SENTENCES, SPANS = "causal_sentences_dev.csv", "causal_spans_dev.csv"
ENDS = {"ARG0": "cause", "ARG1": "effect"}
_TAG = re.compile(r"<(/?)(ARG[01]|SIG\d+)>")


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, whether a person read a cause in it, and the words of its causes and effects by their number.

    The words are None where nobody marked them.
    """

    text: str
    causal: bool
    words: Mapping[str, frozenset[int]] | None


def read_sentences(folder: Path, limit: int | None) -> list[Told]:
    """Return the first sentences of the set."""
    marked = {_index(row): row["causal_text_w_pairs"] for row in _rows(folder / SPANS)}
    return [
        Told(row["text"], row["label"] == "1", read_forms(row["text"], marked.get(row["index"], "[]")))
        for row in _rows(folder / SENTENCES)[:limit]
    ]


def _index(row: Mapping[str, str]) -> str:
    """Return the index as the sentences have it: without the corpus before it and the number of the example after it."""
    return row["index"].removeprefix(f"{row['corpus']}_").removesuffix(f"_{row['eg_id']}")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read_forms(text: str, listed: str) -> Mapping[str, frozenset[int]] | None:
    """Return the words of cause and effect over all marked forms of a sentence; None where there is no form."""
    forms = ast.literal_eval(listed)
    if not forms:
        return None
    words: dict[str, set[int]] = {name: set() for name in ENDS.values()}
    for form in forms:
        for name, stretches in read_marked(form).items():
            words[name] |= words_in(text, stretches)
    return {name: frozenset(numbers) for name, numbers in words.items()}


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


def ends_of(text: str, coded: Grounded) -> Mapping[str, set[int]]:
    """Return the words of the causes and effects that were read."""
    words: dict[str, set[int]] = {name: set() for name in ENDS.values()}
    for claim in coded.claims:
        if claim.cause is not None:
            for name, idents in zip(ENDS.values(), (claim.cause.causes, claim.cause.effects), strict=True):
                words[name] |= words_in(text, _places(text, coded, idents))
    return words


def _places(text: str, coded: Grounded, idents: Iterable[str]) -> Iterator[tuple[int, int]]:
    claims = {claim.event: claim for claim in coded.claims if claim.event} | {claim.id: claim for claim in coded.claims}
    labels = {event.id: event.label for event in coded.events}
    for ident in idents:
        if ident in claims:
            yield claims[ident].start, claims[ident].end
        elif ident in labels:
            found = re.search(r"\s+".join(map(re.escape, labels[ident].split())), text)
            if found:
                yield found.span()


def figure(right: int, gold: int, seen: int) -> Mapping[str, float]:
    """Return precision, recall and F1."""
    return {
        "precision": round(right / max(seen, 1), 3),
        "recall": round(right / max(gold, 1), 3),
        "F1": round(2 * right / max(gold + seen, 1), 3),
    }


def overlap(pairs: Sequence[tuple[Mapping[str, frozenset[int]], Mapping[str, set[int]]]]) -> Mapping[str, object]:
    """Return how far the words of wanted and read ends overlap, over all sentences together; None if nothing was read."""
    return {
        name: figure(
            sum(len(gold[name] & seen[name]) for gold, seen in pairs),
            sum(len(gold[name]) for gold, _ in pairs),
            sum(len(seen[name]) for _, seen in pairs),
        )
        if any(seen[name] for _, seen in pairs)
        else None
        for name in ENDS.values()
    }


def measure(told: Sequence[Told]) -> Mapping[str, object]:
    """Return the figures of the set."""
    read = [(one, code(one.text)) for one in told]
    seen = [any(claim.kind == "cause" for claim in coded.claims) for _, coded in read]
    right = sum(one.causal and hit for one, hit in zip(told, seen, strict=True))
    ends = [(one.words, ends_of(one.text, coded)) for one, coded in read if one.words is not None]
    pairs = [(gold, found) for gold, found in ends if gold is not None]
    return {
        "benchmark": "causal",
        "sentences": len(told),
        "causal": sum(one.causal for one in told),
        "sentence": figure(right, sum(one.causal for one in told), sum(seen)),
        "words, marked sentences": overlap(pairs),
        "words, marked sentences where a cause was read": overlap([one for one in pairs if any(one[1].values())]),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--limit", type=int)
    chosen = parser.parse_args(arguments)
    folder = chosen.data.parent if chosen.data.is_file() else chosen.data
    for name in (SENTENCES, SPANS):
        if not (folder / name).is_file():
            parser.exit(2, f"causal: there is no file {folder / name}; --data names another folder\n")
    print(json.dumps(measure(read_sentences(folder, chosen.limit))))


if __name__ == "__main__":
    main()
