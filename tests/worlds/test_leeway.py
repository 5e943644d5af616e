"""What the grades leave open is worked out once for what was heard alike, and is what each column alone would give."""

import pytest

from building import Builder
from delian.model.judgement import Judgement
from delian.pipeline import beliefs
from delian.study import catalog, load_catalog_case


@pytest.mark.parametrize("name", ["merrow-cabinet", "delian-league"])
def test_the_ledger_of_a_claim_is_the_same_alone_and_among_all(name: str) -> None:
    case = load_catalog_case(catalog()[name]).case()
    together = beliefs(case, case.by_id)
    assert together == beliefs(case, reversed(list(case.by_id)))
    for claim in list(case.by_id)[::9]:
        assert beliefs(case, [claim])[claim] == together[claim]


def test_what_differs_in_a_hedge_a_relay_or_a_sign_has_a_leeway_of_its_own() -> None:
    study = Builder()
    claims = [
        study.tie("a", "leads", "b"),
        study.tie("a", "leads", "c", modality="hedged", hedge="reportedly"),
        study.tie("a", "leads", "d", voices=["person-x"]),
        study.tie("a", "leads", "e", polarity="-"),
        study.tie("a", "leads", "f"),
    ]
    plain, hedged, relayed, denied, again = (
        found[0].band for found in beliefs(study.case(), [one.id for one in claims]).values()
    )
    assert plain == again
    assert len({plain, hedged, relayed, denied}) == 4


def test_an_interest_in_one_matter_leaves_the_leeway_of_another_alone() -> None:
    study = Builder()
    served, other = study.tie("a", "leads", "b"), study.tie("a", "leads", "c")
    study.records.append(Judgement("j", ("author-one", served.id), "interest", value="serves", by="tester"))
    found = beliefs(study.case(), [served.id, other.id])
    assert found[served.id][0].band.high < found[other.id][0].band.high
