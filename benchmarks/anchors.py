"""Truth and reliability learnt from crowds' answers, on sets for which their authors and others published what they got.

Prints one JSON line. `--data PATH`: a folder with `zheng2017/{duck,product,dog,face}/{answer,truth}.csv` (`question`,
`worker`, `answer`; `question`, `truth`: Zheng et al. 2017, PVLDB 10(5):541-552) and `anesthesia.csv` (`item`, `rater`,
`rating`: Dawid & Skene 1979); by default the one in `../shared/data`.

"accuracy": the share of items whose likeliest value is the true one, by majority, by one reliability a source, and by a
confusion matrix a source with .01 added to each cell, or with 1 and 2 more on the diagonal. "two camps": whether the sources'
agreement warns of them. "prevalence": of the four ratings in the anaesthesia data.
"""

import argparse
import csv
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from delian.model.calibration import accuracy
from delian.worlds.learn.camps import camps
from delian.worlds.learn.reliability import SLIGHT, TRUSTING, dawid_skene, majority, one_coin
from delian.worlds.learn.votes import Floats, Places, Votes, index

DATA = Path(__file__).parents[2] / "shared" / "data" / "belief"
SETS = ("duck", "product", "dog", "face")


def read_votes(path: Path) -> tuple[Votes, tuple[str, ...], tuple[str, ...]]:
    """Return the answers in a file of three columns, with the names of the items and of the values."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row[0], row[1], row[2]) for row in list(csv.reader(file))[1:]]
    votes, names = index(rows)
    return votes, names.items, names.values


def read_truth(path: Path, items: Sequence[str], values: Sequence[str]) -> Places:
    """Return the true value of each item."""
    with path.open(encoding="utf-8", newline="") as file:
        truth = {row["question"]: row["truth"] for row in csv.DictReader(file)}
    return np.array([values.index(truth[item]) for item in items], dtype=np.intp)


def beliefs(votes: Votes) -> dict[str, Floats]:
    """Return what each method makes of the answers."""
    return {
        "majority": majority(votes),
        "one coin": one_coin(votes).belief,
        "Dawid-Skene .01": dawid_skene(votes, SLIGHT).belief,
        "Dawid-Skene 1, 2 more on the diagonal": dawid_skene(votes, TRUSTING).belief,
    }


def measure(folder: Path) -> dict[str, object]:
    """Return the figures."""
    reached: dict[str, dict[str, float]] = {}
    answers, warned = {}, {}
    for name in SETS:
        votes, items, values = read_votes(folder / "zheng2017" / name / "answer.csv")
        truth = read_truth(folder / "zheng2017" / name / "truth.csv", items, values)
        answers[name] = len(votes.item)
        warned[name] = camps(votes).warns
        for method, belief in beliefs(votes).items():
            reached.setdefault(method, {})[name] = round(accuracy(belief, truth), 4)
    ratings, _, _ = read_votes(folder / "anesthesia.csv")
    return {
        "benchmark": "anchors",
        "answers": answers,
        "accuracy": reached,
        "two camps": warned,
        "prevalence": dawid_skene(ratings).prevalence.round(4).tolist(),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args(arguments)
    for needed in (chosen.data / "zheng2017", chosen.data / "anesthesia.csv"):
        if not needed.exists():
            parser.exit(2, f"anchors: there is no {needed}; --data names another folder\n")
    print(json.dumps(measure(chosen.data)))


if __name__ == "__main__":
    main()
