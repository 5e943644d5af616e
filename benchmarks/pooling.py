"""What it costs to take sources for independent, and what pooling their weights mends, on four sets of crowds' answers.

Prints one JSON line. `--data PATH`: a folder with `zheng2017/{duck,product,dog,face}/{answer,truth}.csv` (`question`,
`worker`, `answer`; `question`, `truth`: Zheng et al. 2017, PVLDB 10(5):541-552); by default the one in `../shared/data`.

All sources of a set are one group; rho is what any two share, 0 if they are independent. "learned": each source weighs what
its reliability does that is learnt from agreement, the pooling inside the rounds of learning. "graded A" to "graded F": all
sources weigh the same, as the grade's mean retention has it. Each with accuracy, expected calibration error and mean log
loss in nats, as means over the four sets.
"""

import argparse
import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from delian.model.calibration import accuracy, calibration_error, log_loss
from delian.worlds.learn.reliability import one_coin
from delian.worlds.learn.votes import Floats, Places, Votes, index, likely, log_odds, one_group
from delian.worlds.trust.channel import accuracy as accuracy_at

DATA = Path(__file__).parents[2] / "shared" / "data" / "belief" / "zheng2017"
SETS = ("duck", "product", "dog", "face")
SHARED = (0.0, 0.3, 0.5)
RETENTIONS = {"A": 0.9, "B": 0.7, "C": 0.4, "F": 0.3}


def read_set(folder: Path) -> tuple[Votes, Places]:
    """Return the answers of a set, and the true value of each item."""
    with (folder / "answer.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["question"], row["worker"], row["answer"]) for row in csv.DictReader(file)]
    with (folder / "truth.csv").open(encoding="utf-8", newline="") as file:
        truth = {row["question"]: row["truth"] for row in csv.DictReader(file)}
    votes, names = index(rows, truth.values())
    return votes, np.array([names.values.index(truth[item]) for item in names.items], dtype=np.intp)


def learned(votes: Votes, shared: float) -> Floats:
    """Return the belief with reliabilities learnt from agreement."""
    return one_coin(votes, dependence=one_group(votes.sources, shared)).belief


def graded(retention: float) -> Callable[[Votes, float], Floats]:
    """Return the belief with one grade for all."""

    def believe(votes: Votes, shared: float) -> Floats:
        right = np.full(len(votes.item), accuracy_at(retention, votes.values))
        weights = log_odds(right, votes.values)
        return likely(votes.tally(weights * one_group(votes.sources, shared).shares(votes, weights)))

    return believe


def measure(folder: Path) -> dict[str, object]:
    """Return the figures."""
    sets = [read_set(folder / name) for name in SETS]
    methods = {"learned": learned, **{f"graded {grade}": graded(kept) for grade, kept in RETENTIONS.items()}}
    return {
        "benchmark": "pooling",
        "answers": {name: len(votes.item) for name, (votes, _) in zip(SETS, sets, strict=True)},
        **{
            method: {
                f"rho {shared}": _means([(believe(votes, shared), truth) for votes, truth in sets]) for shared in SHARED
            }
            for method, believe in methods.items()
        },
    }


def _means(beliefs: Sequence[tuple[Floats, Places]]) -> dict[str, float]:
    scores = {"accuracy": accuracy, "calibration error": calibration_error, "log loss": log_loss}
    return {
        name: round(float(np.mean([score(belief, truth) for belief, truth in beliefs])), 3)
        for name, score in scores.items()
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=DATA)
    chosen = parser.parse_args(arguments)
    if not chosen.data.is_dir():
        parser.exit(2, f"pooling: there is no folder {chosen.data}; --data names another\n")
    print(json.dumps(measure(chosen.data)))


if __name__ == "__main__":
    main()
