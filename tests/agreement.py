"""How far two people agree who coded one article by the codebook. `python tests/agreement.py` prints one JSON line an article and field counts.

A second sheet, of an article here or of a document of a worked case, stands in `tests/articles/second/`, written by somebody who saw the codebook and the article alone. Claims of the two
sheets are matched as a coder's are (`matching.py`); over the matched pairs Krippendorff's alpha is given for each field (nominal, two coders, nothing missing; Krippendorff 2011, "Computing
Krippendorff's Alpha-Reliability").
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from pathlib import Path

from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.sheet import Sheet
from delian.model.claim import Claim
from delian.pipeline import read, view
from delian.plugins import vocabulary
from delian.study import catalog
from matching import Coded
from scoring import ARTICLES, BY_F1, figures

SECOND = ARTICLES / "second"

Pair = tuple[Hashable, Hashable]


def alpha(pairs: Iterable[Pair]) -> float | None:
    """Return Krippendorff's alpha of two coders' values, nominal; None if there is no unit or only one value.

    1 is full agreement, 0 what chance would give, below 0 less than that.
    """
    listed = list(pairs)
    values = Counter(value for pair in listed for value in pair)
    total = sum(values.values())
    expected = total * total - sum(count * count for count in values.values())
    if not expected:
        return None
    observed = 2 * sum(one != other for one, other in listed)
    return 1 - (total - 1) * observed / expected


def doubly_coded() -> list[Path]:
    """Return the articles and documents of worked cases that two people coded."""
    folders = (ARTICLES, *catalog().values())
    texts = {path.stem: path for folder in folders for path in folder.iterdir() if path.suffix in {".txt", ".md"}}
    return [texts[sheet.stem] for sheet in sorted(SECOND.glob("*.toml"))]


def _second(article: Path) -> Path:
    return SECOND / f"{article.stem}.toml"


def compare(article: Path) -> Coded:
    """Return the article with the first sheet in the place of the gold and the second in the place of the coder."""
    document, _ = read(article)
    context = Context(document, view(document), vocabulary(), {})

    def coding(sheet: Path) -> Grounded:
        read_sheet = Sheet.read(sheet.read_text("utf-8"), sheet.name)
        return ground(read_sheet.propose(context), context, read_sheet.coder)

    return Coded(document, coding(article.with_suffix(".toml")), coding(_second(article)), {})


def _side(names: Iterable[str], same: Mapping[str, str]) -> Hashable:
    return frozenset(same.get(name, name) for name in names if "-" not in name[:2])


def _holder(claim: Claim, same: Mapping[str, str]) -> Hashable:
    """Return who the last voice beyond the author is: an actor, somebody without a name, or nobody."""
    last = claim.voices[-1]
    return (
        "author"
        if last.role in {"outlet", "author"}
        else (last.role, same.get(last.actor, last.actor) if last.actor else "nameless")
    )


FIELDS: Mapping[str, Callable[[Claim, Mapping[str, str]], Hashable]] = {
    "kind": lambda claim, _: claim.kind,
    "relation": lambda claim, _: claim.relation,
    "polarity": lambda claim, _: claim.polarity,
    "modality": lambda claim, _: claim.modality,
    "absence": lambda claim, _: claim.absence,
    "subject": lambda claim, same: _side(claim.subject, same),
    "object": lambda claim, same: _side(claim.object, same),
    "last voice": _holder,
    "when": lambda claim, _: claim.when and claim.when.edtf,
}


def alphas(coded: Coded) -> dict[str, float | None]:
    """Return alpha for each field over the matched claims."""
    as_named: dict[str, str] = {}
    return {
        name: _rounded(alpha((value(one, as_named), value(other, coded.same)) for one, other in coded.matched))
        for name, value in FIELDS.items()
    }


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def main() -> None:
    """Print how far the two coders of each doubly coded article agree."""
    for article in doubly_coded():
        coded = compare(article)
        found = figures([coded])
        units = {name: found[name] for name in BY_F1}
        sizes = {"first": len(coded.gold.claims), "second": len(coded.rules.claims), "matched": len(coded.matched)}
        sys.stdout.write(json.dumps({"article": article.name, **sizes, **units, "alpha": alphas(coded)}) + "\n")


if __name__ == "__main__":
    main()
