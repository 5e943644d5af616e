"""How near the coder comes to a person's sheets. `python tests/scoring.py` prints one JSON line an article and one for all together.

`--show` lists the readings that meet no claim of the sheet with both actors right (-), those that do (+), and what was missed; names of articles
limit it to them.
"""

import json
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import measures
from delian.coding.proposers.gate import ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.coding.proposers.sheet import Sheet
from delian.model.claim import Claim
from delian.pipeline import read, view
from delian.plugins import vocabulary
from matching import Coded, Tally

ARTICLES = Path(__file__).parent / "articles"

BY_F1: Mapping[str, Callable[[Coded], Tally]] = {
    "names B³ F1": measures.names,
    "span F1": measures.spans,
    "span + both actors F1": measures.with_actors,
    "dyadic F1": measures.dyadic,
    "non-asserted F1": measures.non_asserted,
    "non-asserted of all F1": measures.non_asserted_of_all,
}
BY_SHARE: Mapping[str, Callable[[Coded], Tally]] = {
    "kind right": measures.kinds,
    "polarity right": measures.polarity,
    "holder right": measures.holders,
    "date right": measures.dates,
    "date near": measures.days,
    "answers, silences, causes shown right": measures.shown("answer", "unanswered", "cause"),
    "quotations found": measures.quotations,
    "speaker right": measures.speakers,
}


def articles() -> list[Path]:
    """Return the articles that have a sheet."""
    return sorted(
        path for path in ARTICLES.iterdir() if path.suffix in {".txt", ".md"} and path.with_suffix(".toml").exists()
    )


def code_article(path: Path) -> Coded:
    """Return the article at `path` coded by its sheet and by the rules."""
    document, _ = read(path)
    context = Context(document, view(document), vocabulary(), {})
    sheet = Sheet.read(path.with_suffix(".toml").read_text("utf-8"), path.name)
    facts = tomllib.loads(path.with_suffix(".facts.toml").read_text("utf-8"))
    gold = ground(sheet.propose(context), context, sheet.coder)
    return Coded(document, gold, ground(PROPOSER.propose(context), context, PROPOSER.coder), facts)


def figures(coded: Iterable[Coded]) -> dict[str, float | None]:
    """Return every measure over articles, their counts added up; None where there is nothing to measure."""
    listed = list(coded)
    return {name: _rounded(_sum(measure, listed).f1) for name, measure in BY_F1.items()} | {
        name: _rounded(_sum(measure, listed).share) for name, measure in BY_SHARE.items()
    }


def counts(coded: Iterable[Coded]) -> dict[str, int]:
    """Return how many claims, readings, and cases each share rests on."""
    listed = list(coded)
    sizes = {
        "claims": sum(len(one.gold.claims) for one in listed),
        "readings": sum(len(one.rules.claims) for one in listed),
    }
    return sizes | {name: int(_sum(measure, listed).found) for name, measure in BY_SHARE.items()}


def _sum(measure: Callable[[Coded], Tally], coded: Sequence[Coded]) -> Tally:
    return sum(map(measure, coded), Tally())


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, 3)


def _line(claim: Claim) -> str:
    words = " ".join((claim.quote or "").split())[:110]
    return f"{claim.kind} {claim.polarity} {claim.subject} {claim.relation} {claim.object} | {words}\n"


def show(coded: Coded) -> str:
    """Return the readings, right (+) or not (-), and the claims that were missed."""
    right = [pair for pair in coded.matched if coded.both_agree(*pair)]
    met, got = {found.id for _, found in right}, {gold.id for gold, _ in right}
    readings = [f"  {'+' if one.id in met else '-'} {one.score} {_line(one)}" for one in coded.rules.claims]
    return "".join(readings + [f"  MISS {_line(one)}" for one in coded.gold.claims if one.id not in got])


def main(arguments: Sequence[str]) -> None:
    """Print the figures of the articles named, or of all, and of them together."""
    named = {name for name in arguments if not name.startswith("-")}
    every = [(path, code_article(path)) for path in articles() if not named or path.stem in named]
    for path, coded in every:
        sys.stdout.write(
            json.dumps({"article": path.name, **figures([coded]), "of": counts([coded])}, ensure_ascii=False) + "\n"
        )
        if "--show" in arguments:
            sys.stdout.write(show(coded))
    together = [coded for _, coded in every]
    sys.stdout.write(
        json.dumps({"article": "all", **figures(together), "of": counts(together)}, ensure_ascii=False) + "\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
