"""How near the coder comes to a person's sheet: spans, actors, quotations. `python tests/scoring.py` prints the figures."""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from delian.coding.proposers.gate import Grounded, ground
from delian.coding.proposers.proposer import Context
from delian.coding.proposers.rules import PROPOSER
from delian.coding.proposers.sheet import Sheet
from delian.model.actor import Actor
from delian.model.claim import SHOWN_FROM, Claim
from delian.model.document import Document
from delian.pipeline import read, view
from delian.plugins import vocabulary

ARTICLES = Path(__file__).parent / "articles"
_OVERLAP = 0.3


@dataclass(frozen=True)
class Coded:
    """One article with a person's coding and the rules'."""

    document: Document
    gold: Grounded
    rules: Grounded
    facts: Mapping[str, object]


def code_article(path: Path) -> Coded:
    """Return the article at `path` coded by its sheet and by the rules."""
    document, _ = read(path)
    context = Context(document, view(document), vocabulary(), {})
    sheet = Sheet.read(path.with_suffix(".toml").read_text("utf-8"), path.name)
    facts = tomllib.loads(path.with_suffix(".facts.toml").read_text("utf-8"))
    gold = ground(sheet.propose(context), context, sheet.coder)
    return Coded(document, gold, ground(PROPOSER.propose(context), context, PROPOSER.coder), facts)


def articles() -> list[Path]:
    """Return the articles that have a sheet."""
    return sorted(
        path for path in ARTICLES.iterdir() if path.suffix in {".txt", ".md"} and path.with_suffix(".toml").exists()
    )


def same_actors(gold: Sequence[Actor], found: Sequence[Actor]) -> dict[str, str]:
    """Return for each actor found the person's actor that most of its mentions overlap."""
    places = [(mention.start, mention.end, actor.id) for actor in gold for mention in actor.mentions]
    same = {}
    for actor in found:
        votes = Counter(
            ident
            for mention in actor.mentions
            for start, end, ident in places
            if start < mention.end and mention.start < end
        )
        if votes:
            same[actor.id] = votes.most_common(1)[0][0]
    return same


def overlap(one: Claim, other: Claim) -> float:
    """Return intersection over union of two clauses."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return max(shared, 0) / (max(one.end, other.end) - min(one.start, other.start))


def pairs(coded: Coded, *, shown: bool = False) -> list[tuple[Claim, Claim, bool]]:
    """Return matched claims, one to one, best overlap first: person's, rules', and whether both sides' actors agree."""
    same = same_actors(coded.gold.actors, coded.rules.actors)
    found = [claim for claim in coded.rules.claims if not shown or (claim.score or 0) >= SHOWN_FROM]
    candidates = sorted(
        (
            (_agreement(one, other, same), overlap(one, other), n, m)
            for n, one in enumerate(coded.gold.claims)
            for m, other in enumerate(found)
        ),
        reverse=True,
    )
    used_gold: set[int] = set()
    used_found: set[int] = set()
    matched = []
    for agreement, share, n, m in candidates:
        if share >= _OVERLAP and n not in used_gold and m not in used_found:
            used_gold.add(n)
            used_found.add(m)
            matched.append((coded.gold.claims[n], found[m], agreement >= 2))
    return matched


def _agreement(gold: Claim, found: Claim, same: Mapping[str, str]) -> int:
    sides = ((gold.subject, found.subject), (gold.object, found.object))
    return sum(_side(one, other, same) for one, other in sides) + (gold.kind == found.kind)


def _side(gold: Sequence[str], found: Sequence[str], same: Mapping[str, str]) -> bool:
    actors = {name for name in gold if "-" not in name[:2]}
    mapped = {same.get(name, name) for name in found if "-" not in name[:2]}
    return bool(actors & mapped) or (not actors and not mapped)


def f1(right: int, gold: int, found: int) -> float:
    """Return the harmonic mean of precision and recall."""
    return round(2 * right / (gold + found), 3) if gold + found else 0.0


def figures(coded: Coded) -> dict[str, float]:
    """Return the figures of one article."""
    matched = pairs(coded)
    both = sum(1 for one, other, agree in matched if agree and _actors_agree(coded, one, other))
    quotations = coded.facts.get("quotation", ())
    spans, speakers = _quotations(coded, quotations if isinstance(quotations, list) else [])
    return {
        "gold": len(coded.gold.claims),
        "found": len(coded.rules.claims),
        "span F1": f1(len(matched), len(coded.gold.claims), len(coded.rules.claims)),
        "span + both actors F1": f1(both, len(coded.gold.claims), len(coded.rules.claims)),
        "kind right of matched": round(
            sum(one.kind == other.kind for one, other, _ in matched) / max(len(matched), 1), 3
        ),
        "polarity right of matched": round(
            sum(one.polarity == other.polarity for one, other, _ in matched) / max(len(matched), 1), 3
        ),
        "quotations found": spans,
        "of them speaker right": speakers,
    }


def _actors_agree(coded: Coded, gold: Claim, found: Claim) -> bool:
    same = same_actors(coded.gold.actors, coded.rules.actors)
    return _side(gold.subject, found.subject, same) and _side(gold.object, found.object, same)


def _quotations(coded: Coded, wanted: Iterable[Mapping[str, object]]) -> tuple[float, float]:
    same = same_actors(coded.gold.actors, coded.rules.actors)
    text, found, right, total = coded.document.body, 0, 0, 0
    for one in wanted:
        total += 1
        start = text.find(str(one["quote"]))
        end = start + len(str(one["quote"]))
        for heard in coded.rules.attributions:
            shared = min(end, heard.content.end) - max(start, heard.content.start)
            if shared > 0.6 * max(end - start, heard.content.end - heard.content.start):
                found += 1
                right += _speaker_right(coded, heard.speaker, heard.source, str(one["speaker"]), same)
                break
    return round(found / max(total, 1), 3), round(right / max(found, 1), 3)


def _speaker_right(coded: Coded, speaker: str | None, source: object, wanted: str, same: Mapping[str, str]) -> bool:
    if speaker is not None:
        return same.get(speaker, speaker) == wanted
    if source is None:
        return False
    words = coded.document.body[source.start : source.end].lower()  # type: ignore[attr-defined]
    return wanted.lower() in words or words in wanted.lower()


def main() -> None:
    """Print the figures of every article, one JSON line each."""
    for path in articles():
        coded = code_article(path)
        sys.stdout.write(json.dumps({"article": path.name, **figures(coded)}) + "\n")
        if "--show" in sys.argv:
            hit = {other.id for _, other, agree in pairs(coded) if agree}
            for claim in coded.rules.claims:
                mark = "+" if claim.id in hit else "-"
                sys.stdout.write(
                    f"  {mark} {claim.score} {claim.kind} {claim.polarity} {claim.subject} {claim.relation} {claim.object} | {' '.join((claim.quote or '').split())[:110]}\n"
                )
            got = {one.id for one, _, agree in pairs(coded) if agree}
            for claim in coded.gold.claims:
                if claim.id not in got:
                    sys.stdout.write(
                        f"  MISS {claim.kind} {claim.polarity} {claim.subject} {claim.relation} {claim.object} | {' '.join((claim.quote or '').split())[:110]}\n"
                    )


if __name__ == "__main__":
    main()
