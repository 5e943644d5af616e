"""The page of the worked case, which has much of everything."""

import re

import pytest

from delian.model.case import Case
from delian.pipeline import answer
from delian.report.text import render_summary
from delian.study import catalog, load_catalog_case
from pages import Reader, page_of


@pytest.fixture(scope="module")
def case() -> Case:
    return load_catalog_case(catalog()["axis-2020"]).case()


@pytest.fixture(scope="module")
def page(case: Case) -> str:
    return page_of(case, title="axis-2020")


def test_the_page_is_whole_and_every_link_arrives(case: Case, page: str) -> None:
    read = Reader(page)
    assert read.faults == []
    assert len(read.ids) == len(set(read.ids))
    assert all(link.startswith("#") or link == "data:," for link in read.links)
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert set(read.claims) <= set(case.by_id)


def test_documents_stand_with_their_reprint_chain(page: str) -> None:
    words = Reader(page).words
    assert "The Harbour Ledger · 6 Jan 2020" in words
    assert "reprint of A , first: The Harbour Ledger, 6 Jan 2020" in words


def test_the_thesis_is_a_chain_each_link_with_a_voice_and_a_what_if(page: str) -> None:
    chain = page[page.index('id="chain"') : page.index('id="ledger"')]
    assert chain.count('class="lead"') == 13
    assert chain.count("suppose not") == 13
    assert chain.count('class="voice"') == 13
    assert len(re.findall(r"deny c-[0-9a-f]{12}", chain)) == 13


def test_silences_and_answers_to_the_same_act_stand_side_by_side(page: str) -> None:
    ledger = page[page.index('class="deeds"') : page.index('id="anatomy"')]
    strike = next(one for one in ledger.split('<p class="date">') if "The strike of 24 August 2019" in one)
    assert "contested" in strike
    assert "no answer" in strike
    assert "8 days later" in strike


def test_cards_open_on_a_few_items_and_keep_the_rest(page: str) -> None:
    cards = page[page.index('class="cards"') : page.index('id="chain"')]
    assert re.search(r"<summary>\d+ more</summary>", cards)


def test_the_summary_fits_a_screen(case: Case) -> None:
    assert len(render_summary(case, answer(case, "system")).splitlines()) <= 50
