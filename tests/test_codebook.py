"""The codebook as a document names all that the vocabulary and the record format have, and nothing that they lack."""

import re
from dataclasses import fields
from pathlib import Path

import pytest

from delian.model.claim import CauseLink, Claim, Voice
from delian.model.when import When
from delian.plugins import vocabulary

CODEBOOK = (Path(__file__).parents[1] / "docs" / "codebook.md").read_text("utf-8")
TABLES = {  # head of the first column, and where its terms stand in the vocabulary
    "type": "events",
    "relation": "relations",
    "attribute": "attributes",
    "reason": "reasons",
    "hedge": "hedges",
    "modality": "modalities",
}


def rows(head: str) -> dict[str, list[str]]:
    """Return the rows of the table whose first column has that head, by the term in their first cell."""
    table = re.search(rf"^\| {head} \|.*\n\|[-|]+\|\n((?:\|.*\n)+)", CODEBOOK, re.MULTILINE)
    assert table is not None, head
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in table[1].splitlines()]
    return {row[0].strip("`"): row[1:] for row in cells}


@pytest.mark.parametrize(("head", "listed"), TABLES.items())
def test_each_table_has_the_terms_of_the_vocabulary(head: str, listed: str) -> None:
    assert set(rows(head)) == set(getattr(vocabulary(), listed))


def test_every_type_has_its_modes() -> None:
    for ident, (_, modes) in rows("type").items():
        known = set(vocabulary().events[ident].modes)
        assert set(modes.split(", ")) - {"–"} == known, ident


def test_the_means_of_answers_are_all_told() -> None:
    told = re.search(r"\*\*Form\*\* of an answer.*?\n\n", CODEBOOK, re.DOTALL)
    assert told is not None
    assert set(re.findall(r"`(\w+)`", told[0])) == set(vocabulary().means)


def test_symmetric_relations_are_said_to_be_so() -> None:
    said = {ident for ident, (_, note) in rows("relation").items() if "symmetric" in note}
    assert said == {ident for ident, one in vocabulary().relations.items() if one.symmetric}


def test_the_dates_that_it_shows_can_be_read() -> None:
    shown = [edtf for edtfs, _ in rows(r"text \(document of 8 August 1954\)").values() for edtf in edtfs.split("; ")]
    assert len(shown) > 10
    assert all(When.read(edtf).start for edtf in shown)


def test_it_names_no_term_that_does_not_exist() -> None:
    book = vocabulary()
    lists = (book.events, book.relations, book.attributes, book.reasons, book.hedges, book.modalities, book.means)
    known = {ident for one in lists for ident in one} | {
        field.name for kind in (Claim, Voice, CauseLink) for field in fields(kind)
    }
    known |= {"answers", "unanswered", "stance", "position", "causes", "asks", "from", "to", "original"}
    known |= {
        "person",
        "organisation",
        "state",
        "group",
        "place",
        "unknown",
        "source",
        "mind",
        "open",
        "rhetorical",
        "answered",
    }
    known |= {"wants", "accepts", "tolerates", "refuses"} | {"also", "name"}
    assert set(re.findall(r"`([a-z][a-z-]*)`", CODEBOOK)) <= known
