"""The article that Delian is built for: a check that the road holds, in-sample, and no measure of the coder."""

from pathlib import Path

import pytest

from delian.model.actor import Actor
from delian.model.claim import Attribution, Claim
from delian.study import Study

ARTICLE = Path(__file__).parents[2] / "shared" / "data" / "articles" / "magnier-2020-01-05.txt"
pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="../shared/data is not here")


@pytest.fixture(scope="module")
def study() -> Study:
    study = Study()
    study.code(ARTICLE)
    return study


def test_the_metadata_is_found_with_its_places(study: Study) -> None:
    (document,) = study.documents
    assert [author.name for author in document.authors] == ["Elijah J. Magnier"]
    assert document.outlet is not None
    assert document.outlet.name == "Global Research"
    assert document.published == "2020-01-07"
    assert document.original is not None
    assert document.original.published == "2020-01-05"
    assert document.reprint
    assert document.region == "Middle East & North Africa"
    assert document.theme == "US NATO War Agenda"
    assert all(0 <= extent.start < extent.end <= len(document.body) for extent in document.fields.values())


def test_actors_claims_and_quotations_stand_at_their_offsets(study: Study) -> None:
    (document,) = study.documents
    nouns = study.nouns.values()
    claims = [one for one in nouns if isinstance(one, Claim)]
    assert len([one for one in nouns if isinstance(one, Actor)]) >= 40
    assert len(claims) >= 100
    assert all(document.body[one.start : one.end] == one.quote for one in claims)
    direct = [one for one in nouns if isinstance(one, Attribution) and one.direct]
    assert len(direct) >= 6
    assert sum(1 for one in direct if one.source or one.speaker) >= 6
    assert not study.case().claims, "nothing that a machine reads is accepted by itself"
