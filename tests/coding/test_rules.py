"""The rules as a whole: offsets, languages, long documents, and the four articles with their gold."""

from dataclasses import replace
from pathlib import Path

import pytest

import scoring
from delian.coding import language
from delian.coding.proposers import rules
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


# Floors a little under what was measured when they were set (docs/accuracy.md): a fall below one is a regression.
FLOORS = {
    "span F1": 0.48,
    "span + both actors F1": 0.28,
    "kind right of matched": 0.8,
    "polarity right of matched": 0.9,
}


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_rules_keep_what_they_reach_on_articles_written_for_tests(path: Path) -> None:
    coded = scoring.code_article(path)
    assert not coded.gold.rejected
    figures = scoring.figures(coded)
    for name, floor in FLOORS.items():
        assert figures[name] >= floor, (name, figures)


@pytest.mark.parametrize("path", scoring.articles(), ids=lambda path: path.stem)
def test_the_metadata_of_the_articles_is_found(path: Path) -> None:
    coded = scoring.code_article(path)
    document, facts = coded.document, coded.facts
    assert document.title == facts.get("title")
    assert [author.name for author in document.authors] == list(facts.get("authors", []))  # type: ignore[call-overload]
    assert (document.outlet.name if document.outlet else None) == facts.get("outlet")
    assert document.published == facts.get("published")
    assert (document.region, document.theme) == (facts.get("region"), facts.get("theme"))


def test_scoring_a_coding_against_itself_gives_nearly_one() -> None:
    coded = scoring.code_article(scoring.articles()[0])
    itself = replace(coded, rules=coded.gold)
    figures = scoring.figures(itself)
    assert figures["span F1"] == 1.0
    assert (
        figures["span + both actors F1"] > 0.9
    )  # actors are told apart by where they are mentioned, and mentions nest
