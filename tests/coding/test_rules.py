"""The rules as a whole: offsets, languages, long documents, and the articles with their gold."""

import tomllib
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

import scoring
from delian.coding import language
from delian.coding.proposers import rules
from delian.model.claim import Claim
from delian.plugins import vocabulary
from matching import Coded
from reading import read_text


def test_every_quote_stands_at_its_offsets() -> None:
    read = read_text(
        "Prince Karl of Baden — “the Fox” — attacked Bavaria.\r\n\r\nBavaria did not react 😀, said Otto Braun."
    )
    for claim in read.grounded.claims:
        assert read.text[claim.start : claim.end] == claim.quote
        assert all(read.text[span.start : span.end] == span.quote for span in claim.evidence)


def test_another_language_yields_quotations_and_says_why_nothing_is_coded() -> None:
    read = read_text("Der Minister sagte: „Wir werden Polen niemals wieder angreifen, niemals.“", language="de")
    assert not read.grounded.claims
    assert len(read.grounded.attributions) == 1
    assert any("language “de”" in problem.says for problem in read.grounded.problems)


def test_a_text_in_which_nobody_is_named_says_so() -> None:
    read = read_text("It rained again.")
    assert not read.grounded.claims
    assert any("nobody is named" in problem.says for problem in read.grounded.problems)


def test_a_long_document_read_in_blocks_gives_the_same_actors_once(monkeypatch: pytest.MonkeyPatch) -> None:
    text = "\n\n".join(f"Norway attacked Sweden in {year}." for year in range(1900, 1920))
    at_once = read_text(text)
    monkeypatch.setattr(rules, "_BLOCK", 100)
    in_blocks = read_text(text)
    assert [actor.id for actor in in_blocks.grounded.actors] == [actor.id for actor in at_once.grounded.actors]
    assert [len(actor.mentions) for actor in in_blocks.grounded.actors if actor.mentions] == [20, 20]
    assert [claim.when for claim in in_blocks.grounded.claims] == [claim.when for claim in at_once.grounded.claims]
    assert len({claim.event for claim in in_blocks.grounded.claims}) == len(in_blocks.grounded.claims)


def test_without_a_model_quotations_are_kept_and_the_reason_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "find_model", lambda _: None)
    read = read_text("“We shall never attack Norway again,” said Olga Brandt.")
    assert len(read.grounded.attributions) == 1
    assert any("no English language model" in problem.says for problem in read.grounded.problems)


def test_the_same_text_gives_the_same_records_twice() -> None:
    text = "Norway attacked Sweden. Sweden did not react."
    assert read_text(text).grounded == read_text(text).grounded


def test_the_models_are_described() -> None:
    model = language.find_model()
    assert model is not None
    assert language.describe_models()[0][:3] == ("en", model.name, model.version)


# What the rules reach at least (tests/articles/floors.toml), a little under what was measured: a fall below is a regression.
FLOORS = tomllib.loads((scoring.ARTICLES / "floors.toml").read_text("utf-8"))


@cache
def coded(path: Path) -> Coded:
    """Return the article coded by its sheet and by the rules."""
    return scoring.code_article(path)


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_rules_keep_what_they_reach_on_articles_written_for_tests(path: Path) -> None:
    keeps([coded(path)], FLOORS[path.stem])


def test_the_rules_keep_what_they_reach_on_all_articles_together() -> None:
    keeps([coded(path) for path in scoring.articles()], FLOORS["all"])


def keeps(listed: list[Coded], floors: dict[str, float]) -> None:
    """Check that no measure is below its floor."""
    figures = scoring.figures(listed)
    fallen = {name: (figures[name], floor) for name, floor in floors.items() if (figures[name] or 0) < floor}
    assert not fallen


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_sheets_and_facts_of_the_articles_stand_in_their_texts(path: Path) -> None:
    one = coded(path)
    assert not one.gold.rejected
    assert not one.gold.problems
    dates = {(claim.quote, claim.when.edtf, claim.when.means) for claim in one.gold.claims if claim.when}
    for date in one.entries("date"):
        assert (date["quote"], date["edtf"], date.get("means", "during")) in dates
    actors = {actor.id for actor in one.gold.actors}
    for quotation in one.entries("quotation"):
        assert quotation["quote"] in one.document.body
        assert quotation["speaker"] in actors or quotation["speaker"].lower() in one.document.body.lower()


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_sheets_keep_the_codebook(path: Path) -> None:
    types = vocabulary().events
    breaches: dict[str, Callable[[Claim], object]] = {
        "a mode of another type": lambda one: one.mode and one.mode not in types[one.relation].modes,
        "severity without violence": lambda one: one.severity and one.relation != "assault",
        "a hedge, but not hedged, or the other way round": lambda one: (one.modality == "hedged") != bool(one.hedge),
        "absence of a state": lambda one: one.kind in {"tie", "attribute"} and one.absence != "none",
        "a silence without reason or event": lambda one: one.kind == "unanswered" and not (one.reason and one.object),
        "an answer without its act": lambda one: one.kind == "answer" and not (one.event and one.object),
        "a stance on nothing": lambda one: one.kind == "stance" and not (one.value and one.object),
        "a question about nothing": lambda one: one.kind == "question" and not (one.asks and one.about),
        "a tie to nobody": lambda one: one.kind == "tie" and not (one.object or one.scope),
    }
    for claim in coded(path).gold.claims:
        assert not [says for says, breaks in breaches.items() if breaks(claim)], claim.gloss


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_metadata_of_the_articles_is_found(path: Path) -> None:
    document, facts = coded(path).document, coded(path).facts
    assert document.title == facts.get("title")
    assert [author.name for author in document.authors] == facts.get("authors", [])
    assert (document.outlet.name if document.outlet else None) == facts.get("outlet")
    assert document.published == facts.get("published")
    assert (document.region, document.theme) == (facts.get("region"), facts.get("theme"))
    original = document.original and {"outlet": document.original.outlet, "published": document.original.published}
    assert original == facts.get("original")


def test_a_sheet_s_mention_is_the_longest_name_that_stands_at_its_place() -> None:
    one = coded(scoring.ARTICLES / "wire.txt")
    rally = next(actor for actor in one.gold.actors if actor.id == "rally-for-renewal")
    named = [one.document.body[place.start : place.end] for place in rally.mentions]
    assert "Rally for Renewal" in named


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_scoring_a_coding_against_itself_gives_one(path: Path) -> None:
    one = coded(path)
    itself = scoring.figures([replace(one, rules=one.gold)])
    # A sheet has no score and no quotations.
    beside = ("answers, silences, causes shown right", "quotations found", "speaker right")
    assert {figure for name, figure in itself.items() if name not in beside} == {1.0}


def test_scoring_counts_what_is_missed_and_what_is_made_up() -> None:
    one = coded(scoring.articles()[0])
    half = replace(one, rules=replace(one.gold, claims=one.gold.claims[::2]))
    n = len(one.gold.claims)
    assert scoring.figures([half])["span F1"] == round(
        2 * len(one.gold.claims[::2]) / (n + len(one.gold.claims[::2])), 3
    )
    flipped = tuple(
        replace(claim, kind="tie", relation="leads", event=None, absence="none") for claim in one.gold.claims
    )
    assert (scoring.figures([replace(one, rules=replace(one.gold, claims=flipped))])["kind right"] or 0) < 0.5
    nobody = replace(one, rules=replace(one.gold, actors=(), claims=()))
    assert (scoring.figures([nobody])["names B³ F1"], scoring.figures([nobody])["span F1"]) == (0.0, 0.0)
