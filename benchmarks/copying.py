"""How often the most believed author list of a book is the right one: by votes, and by methods that see who copies whom.

Prints one JSON line. `--data PATH`: a folder with `claim1.txt` (what sellers say: claim, nothing, book, property, authors, seller,
time) and `book_golden.csv` (book, property, authors as on the cover), the AbeBooks set of Dong and others 2009 in the form of
the DAFNA project; by default the one in `../shared/data/belief`.

Lists of authors are compared as sets of names, in two ways: "full", with first names as told, and "initials", with the first
letter of the first name; either way "Knuth" alone is another value than "Knuth, Donald". "attainable": books for which a
seller gives the right list. "right": share of the books with a known list; "ECE": expected calibration error of the belief in
the value chosen, ten bins. "vote": most votes; "Accu": learns how often a seller is right; "AccuCopy": also who copies.
"suspects": pairs of sellers that a person would be shown, with beliefs from AccuCopy and from shares of votes.
"""

import argparse
import csv
import html
import json
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from delian.worlds.learn.copying import ASSUMED, Ballot, Numbers, ballot, shares, suspects
from delian.worlds.learn.fusion import fuse

DATA = Path(__file__).parents[2] / "shared" / "data" / "belief"
CLAIMS, GOLD = "claim1.txt", "book_golden.csv"
NOTHING = frozenset({"", "not available", "various", "na", "n a", "none", "unknown"})
_BINS = 10
_BETWEEN = re.compile(r"\s*(?:[;/|&]|\band\b|\bwith\b|\n)\s*")
_ADDED = re.compile(r"\(.*?\)|\b(?:by|jr|sr|dr|prof|professor|phd|ph\.d|md|editors?|eds?|et al|iii?)\b\.?")


def authors(told: str, *, initials: bool) -> str:
    """Return a list of authors as its set of surnames with first names or initials, in order, parted by semicolons."""
    text = unicodedata.normalize("NFKD", html.unescape(html.unescape(told))).encode("ascii", "ignore").decode().lower()
    pieces = [piece for piece in _BETWEEN.split(_ADDED.sub(" ", text)) if piece.strip(" ,.")]
    names = {(last.split()[-1], first) for piece in pieces for last, first in _names(piece)}
    known = {
        (last, first[:1] if initials else first) for last, first in names if f"{first} {last}".strip() not in NOTHING
    }
    return ";".join(sorted(" ".join(name).strip() for name in known))


def _names(piece: str) -> Iterator[tuple[str, str]]:
    """Yield last and first names of a piece without "and" in it: "last, first", "first last", or several with commas."""
    parts = [part for part in (_plain(part) for part in piece.split(",")) if part]
    if len(parts) > 1 and all(len(part.split()) > 1 for part in parts):
        yield from map(_turned, parts)
    elif len(parts) % 2 == 0:
        yield from zip(parts[::2], parts[1::2], strict=True)
    else:
        yield from map(_turned, parts)


def _plain(part: str) -> str:
    return " ".join(re.sub(r"[^a-z\s]", " ", part.replace("'", "").replace("-", "")).split())


def _turned(name: str) -> tuple[str, str]:
    first, _, last = name.rpartition(" ")
    return last, first


def read(folder: Path, *, initials: bool) -> tuple[Ballot, dict[str, str]]:
    """Return what the sellers say, and the right list of each book that has one."""
    with (folder / CLAIMS).open(encoding="utf-8", errors="replace", newline="") as lines:
        rows = list(csv.reader(lines, skipinitialspace=True))[1:]
    told = ((row[2], " ".join(row[5].split()), authors(row[4], initials=initials)) for row in rows)
    with (folder / GOLD).open(encoding="utf-8", errors="replace", newline="") as lines:
        gold = {row[0]: authors(row[2], initials=initials) for row in csv.reader(lines)}
    return ballot(one for one in told if one[2]), gold


def right(votes: Ballot, gold: Mapping[str, str], belief: Numbers) -> Mapping[str, float]:
    """Return how often the most believed value is the right one, and how well the belief in it is calibrated."""
    best: dict[str, int] = {}
    for place in np.argsort(-belief, kind="stable"):
        best.setdefault(votes.values[place][0], int(place))
    chosen = [(votes.values[best[book]][1] == wanted, belief[best[book]]) for book, wanted in gold.items()]
    hit, said = np.array([one for one, _ in chosen], dtype=float), np.array([p for _, p in chosen])
    bins = np.minimum((said * _BINS).astype(int), _BINS - 1)
    error = sum(abs(hit[bins == one].sum() - said[bins == one].sum()) for one in range(_BINS)) / len(hit)
    return {"right": round(float(hit.mean()), 3), "ECE": round(float(error), 3)}


def measure(votes: Ballot, gold: Mapping[str, str]) -> Mapping[str, object]:
    """Return the figures of the set, names compared in one way."""
    known = set(votes.values)
    gold = {book: wanted for book, wanted in gold.items() if any(book == item for item, _ in known)}
    fused, alone = fuse(votes), fuse(votes, replace(ASSUMED, c=0.0))
    return {
        "books": len({item for item, _ in known}),
        "sellers": len(votes.sources),
        "votes": len(votes.value),
        "books with a known list": len(gold),
        "attainable": sum(one in known for one in gold.items()),
        "vote": right(votes, gold, shares(votes)),
        "Accu": right(votes, gold, alone.belief),
        "AccuCopy": right(votes, gold, fused.belief),
        "rounds": {"Accu": alone.rounds, "AccuCopy": fused.rounds},
        "suspects": {
            "AccuCopy": len(suspects(votes, fused.belief)),
            "shares": len(suspects(votes, shares(votes))),
        },
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    folder = parser.parse_args(arguments).data
    for name in (CLAIMS, GOLD):
        if not (folder / name).is_file():
            parser.exit(2, f"copying: there is no file {folder / name}; --data names another folder\n")
    ways = {"full": False, "initials": True}
    figures = {name: measure(*read(folder, initials=initials)) for name, initials in ways.items()}
    print(json.dumps({"benchmark": "copying", **figures}))


if __name__ == "__main__":
    main()
