"""What learning from agreement makes of a camp that follows a line, and what mends it, on made-up answers.

Prints one JSON line. Needs no data. `--trials N`: by default 30.

Each trial: 200 yes/no questions, of which three in five are contested. The camp's line is the truth on what is not contested
and a coin's throw on what is. Twelve sources of the camp say the line in 85 of 100 cases, else anything; six others find out
the truth themselves, and are right in 75 of 100. Each speaks on half of the questions, at random. Figures are means over the
trials, on contested questions only, less those known for certain: accuracy, and expected calibration error.

"learned from agreement": one reliability a source by EM. The rest weigh all sources alike, as grade C does: as if they were
independent; with what is shared taken off, .8 in the camp and .3 between all others; with nested pooling, .8 in the camp, .3
among the others, .1 across. "learned, pooled, 20 known": EM with what is shared taken off and 20 questions of which the answer
is known; "by share" if also what is learnt of a source counts each answer by the share that is kept of it.
"warned": in what share of the trials the agreement of the sources warns of two camps; "warned without camps": the same for
eighteen sources that find out the truth themselves, right in 50 to 95 of 100 cases.
"""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from delian.model.calibration import accuracy, calibration_error
from delian.worlds.learn.camps import camps
from delian.worlds.learn.reliability import Learned, majority, one_coin
from delian.worlds.learn.votes import Dependence, Floats, Places, Votes, likely, log_odds
from delian.worlds.trust.channel import accuracy as accuracy_at

SEED = 20200105
ITEMS, CONTESTED = 200, 0.6
CAMP, OTHERS = 12, 6
FOLLOWS, RIGHT, SPEAKS = 0.85, 0.75, 0.5
KNOWN = 20
GRADE_C = 0.4

GROUPS = np.repeat((0, 1), (CAMP, OTHERS))
WITHIN = np.array([0.8, 0.3])
DISCOUNT, NESTED = Dependence(GROUPS, WITHIN, 0.3), Dependence(GROUPS, WITHIN, 0.1)


@dataclass(frozen=True, slots=True)
class Trial:
    """The answers of one trial, what is so, which items are contested, and which are known for certain."""

    votes: Votes
    truth: Places
    contested: Places
    known: dict[int, int]


def trial(number: int) -> Trial:
    """Return the trial of that number; each has its own random stream."""
    draw = np.random.default_rng((SEED, number))
    truth = draw.integers(0, 2, ITEMS)
    contested = draw.random(ITEMS) < CONTESTED
    line = np.where(contested, draw.integers(0, 2, ITEMS), truth)
    camp, others = (CAMP, ITEMS), (OTHERS, ITEMS)
    told = np.where(draw.random(camp) < FOLLOWS, line, draw.integers(0, 2, camp))
    found = np.where(draw.random(others) < RIGHT, truth, 1 - truth)
    said = np.concatenate([told, found])
    source, item = np.nonzero(draw.random(said.shape) < SPEAKS)
    known = draw.choice(ITEMS, KNOWN, replace=False)
    return Trial(
        Votes(item, source, said[source, item], ITEMS, CAMP + OTHERS, 2),
        truth,
        np.flatnonzero(contested),
        {int(one): int(truth[one]) for one in known},
    )


def without_camps(number: int) -> Votes:
    """Return the answers of sources of mixed quality that err independently."""
    draw = np.random.default_rng((SEED, number, 1))
    truth = draw.integers(0, 2, ITEMS)
    sources = (CAMP + OTHERS, ITEMS)
    said = np.where(draw.random(sources) < draw.uniform(0.5, 0.95, (sources[0], 1)), truth, 1 - truth)
    source, item = np.nonzero(draw.random(sources) < SPEAKS)
    return Votes(item, source, said[source, item], ITEMS, sources[0], 2)


def alike(votes: Votes, dependence: Dependence | None = None) -> Floats:
    """Return the belief when all sources weigh the same."""
    weights = log_odds(np.full(len(votes.item), accuracy_at(GRADE_C)), votes.values)
    return likely(votes.tally(weights if dependence is None else weights * dependence.shares(votes, weights)))


def anchored(one: Trial, *, whole: bool = True) -> Learned:
    """Return what is learnt with the known items and what the camp shares taken off."""
    return one_coin(one.votes, anchors=one.known, dependence=DISCOUNT, whole=whole)


def scores(one: Trial) -> dict[str, tuple[float, float]]:
    """Return accuracy and calibration error of each way, on contested items."""
    unknown = np.setdiff1d(one.contested, list(one.known))
    ways = {
        "majority": (majority(one.votes), one.contested),
        "learned from agreement": (one_coin(one.votes).belief, one.contested),
        "alike, independent": (alike(one.votes), one.contested),
        "alike, shared taken off": (alike(one.votes, DISCOUNT), one.contested),
        "nested pooling": (alike(one.votes, NESTED), one.contested),
        "learned, pooled, 20 known": (anchored(one).belief, unknown),
        "learned, pooled, 20 known, by share": (anchored(one, whole=False).belief, unknown),
    }
    return {
        way: (accuracy(belief[items], one.truth[items]), calibration_error(belief[items], one.truth[items]))
        for way, (belief, items) in ways.items()
    }


def measure(trials: int) -> dict[str, object]:
    """Return the figures."""
    made = [trial(number) for number in range(trials)]
    scored = [scores(one) for one in made]
    crowned = [one_coin(one.votes).reliability for one in made]
    means = {way: np.mean([one[way] for one in scored], axis=0).round(3).tolist() for way in scored[0]}
    return {
        "benchmark": "two_camps",
        "trials": trials,
        **{way: {"accuracy": right, "calibration error": off} for way, (right, off) in means.items()},
        "reliability learned from agreement": {
            "camp": round(float(np.mean([one[:CAMP] for one in crowned])), 3),
            "others": round(float(np.mean([one[CAMP:] for one in crowned])), 3),
        },
        "warned": _share_warned([one.votes for one in made]),
        "warned without camps": _share_warned([without_camps(number) for number in range(trials)]),
    }


def _share_warned(answers: Sequence[Votes]) -> float:
    return round(float(np.mean([camps(votes).warns for votes in answers])), 3)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=30)
    print(json.dumps(measure(parser.parse_args(arguments).trials)))


if __name__ == "__main__":
    main()
