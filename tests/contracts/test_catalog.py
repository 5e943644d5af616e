"""Every worked case loads, round-trips, asks every question, and each of its claims stands on words that are there."""

import json
from pathlib import Path

import pytest

from delian import pipeline
from delian.model.case import Scope
from delian.model.claim import Claim
from delian.model.document import Document
from delian.model.event import Coalition
from delian.model.problem import Problem
from delian.model.record import to_line
from delian.store.packs import SUFFIX, read_pack
from delian.study import Study, catalog, load_catalog_case, pack_of, read_case

CASES = catalog()
ARTICLE = Path(__file__).parents[3] / "shared" / "data" / "articles" / "magnier-2020-01-05.txt"


@pytest.fixture(scope="module", params=CASES)
def case(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Study:
    path = tmp_path_factory.mktemp("case") / f"{request.param}.delian"
    return load_catalog_case(CASES[request.param], path)


def test_a_case_loads_without_a_problem(case: Study) -> None:
    assert [record for record in case.records if isinstance(record, Problem)] == []
    assert case.faults == []


def test_a_case_round_trips(case: Study) -> None:
    assert case.path
    assert list(map(to_line, Study.open(case.path).records)) == list(map(to_line, case.records))


def test_each_claim_stands_on_its_words(case: Study) -> None:
    texts = {one.id: one.body for one in case.records if isinstance(one, Document)}
    for claim in (one for one in case.records if isinstance(one, Claim)):
        text = texts[claim.document]
        assert text[claim.start : claim.end] == claim.quote
        assert all(text[span.start : span.end] == span.quote for span in claim.evidence)


def test_a_case_answers_every_question(case: Study) -> None:
    coalition = next(one.id for one in case.records if isinstance(one, Coalition))
    for name in pipeline.measures():
        assert case.ask(name, Scope(of=coalition, count=64)).kind == "answer", name


@pytest.mark.parametrize("name", CASES)
def test_a_case_says_what_it_is_and_how_it_may_be_used(name: str) -> None:
    told = read_case(CASES[name])
    assert {"title", "about", "source", "assumptions", "rights", "cite", "documents", "on"} <= told.keys()


def test_no_pack_carries_words_of_its_article() -> None:
    for path in (path for folder in CASES.values() for path in folder.glob(f"*{SUFFIX}")):
        for record in read_pack(path).records:
            if isinstance(record, Claim):
                assert record.quote is None
                assert record.quote_sha256
                assert all(span.quote is None and span.quote_sha256 for span in record.evidence)


@pytest.mark.skipif(not ARTICLE.exists(), reason="the shared article is not here")
def test_the_pack_of_the_shared_article_fills_the_whole_screen() -> None:
    pack = pack_of(ARTICLE)
    assert pack
    study = Study()
    study.code(ARTICLE, pack=pack)
    assert study.faults == []
    system, anatomy = (study.ask(name).table for name in ("system", "anatomy"))  # type: ignore[union-attr]
    assert [part.id for part in system.parts if not part.rows] == []
    against = json.dumps([row.cells for part in anatomy.parts if part.id == "against-itself" for row in part.rows])
    assert "rank of Qassem Soleimani" in against
    assert "let it happen" in against
    assert all(part.rows for part in anatomy.parts if part.id in {"minds", "basis", "reprints", "against-itself"})
