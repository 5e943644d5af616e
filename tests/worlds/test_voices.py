"""On whose word claims rest: counted, never ranked by worth; voices without a name stay in their text."""

import pytest

from building import MACHINE, Builder
from delian.errors import DelianError, UnknownName
from delian.model.case import Case
from delian.model.judgement import Decision
from delian.worlds.trust.named import find_source
from delian.worlds.trust.voices import Standing, grade_first, standings


def standing(case: Case, who: str) -> Standing:
    (found,) = [one for one in standings(case) if one.id == who]
    return found


def test_origins_and_relays_are_counted_apart_and_minds_are_neither() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"], outlet="gazette")
    study.tie("argos", "allied-with", "tegea", outlet="gazette")
    mind = study.voice("person-king", study.document("one"), role="mind", how="believes")
    study.tie("argos", "allied-with", "corinth", voices=[mind])
    study.tie("argos", "allied-with", "sparta", modality="counterfactual")
    case = study.case()
    assert [(one.id, one.origin, one.relay) for one in standings(case)] == [
        ("author-one", 1, 1),
        ("gazette", 0, 2),
        ("person-envoy", 1, 0),
    ]


def test_one_descriptor_in_two_texts_is_two_voices() -> None:
    study = Builder()
    claims = [
        study.tie("argos", "allied-with", "elis", voices=["?a clerk"], document=name) for name in ("one", "one", "two")
    ]
    case = study.case()
    clerks = [one for one in standings(case) if one.kind == "anonymous"]
    assert [(one.name, one.origin, len(one.documents)) for one in clerks] == [("a clerk", 2, 1), ("a clerk", 1, 1)]
    with pytest.raises(DelianError, match="nothing says that they are one") as fault:
        find_source(case, "A clerk")
    assert all(claim.voices[-1].id in str(fault.value) for claim in claims)
    assert find_source(case, claims[2].voices[-1].id) == claims[2].voices[-1].id


def test_a_reprint_shares_its_originals_voices() -> None:
    study = Builder()
    root = study.document("one")
    clerk = study.voice("?a clerk", root)
    study.document("copy", reprint_of=root.id)
    for name in ("one", "copy"):
        study.tie("argos", "allied-with", "elis", voices=[clerk], document=name)
    found = standing(study.case(), clerk.id)
    assert (found.origin, found.documents) == (2, (root.id,))


def test_what_depends_on_a_voice_alone_is_what_nobody_else_speaks_of() -> None:
    study = Builder()
    for document in ("one", "two"):
        study.tie("argos", "allied-with", "elis", voices=["person-envoy"], document=document)
    study.tie("argos", "allied-with", "tegea", voices=["person-envoy"])
    study.tie("argos", "allied-with", "tegea", voices=["person-herald"])
    case = study.case()
    assert (standing(case, "person-envoy").alone, standing(case, "person-herald").alone) == (2, 0)
    assert [one.id for one in grade_first(standings(case))] == ["person-envoy"]
    study.enter("grade", "person-envoy", "C")
    assert grade_first(standings(study.case())) == ()


def test_a_grade_on_one_topic_leaves_the_voice_open_on_the_others() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"], scope="t-ships")
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.enter("grade", "person-envoy", "C", topic="t-ships")
    (found,) = grade_first(standings(study.case()))
    assert {(one.link.letter, one.claims) for one in found.taken} == {("C", 1), (None, 1)}


def test_a_voice_is_shown_with_its_coalition_and_its_interests_through_merges() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.tie("argos", "allied-with", "elis", voices=["person-herald"])
    study.roster("person-herald", coalition="k-league")
    entry = study.enter("interest", "person-herald", "serves")
    assert standing(study.case(), "person-envoy").interests == ()
    study.records.append(Decision("x-1", "person-envoy", "merge", "person-envoy", ("person-herald",), by="tester"))
    found = standing(study.case(), "person-envoy")
    assert (found.origin, found.interests, dict(found.coalitions)) == (2, (entry,), {"k-league": "core"})


def test_machine_readings_are_counted_and_said() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.tie("argos", "allied-with", "tegea", voices=["person-envoy"], coder=MACHINE)
    assert standing(study.case(), "person-envoy").origin == 1
    found = standing(study.case(unreviewed=True), "person-envoy")
    assert (found.origin, found.unreviewed) == (2, 1)


def test_an_unsigned_text_is_a_voice_by_its_title() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", signed=False, document="leaflet")
    case = study.case()
    (found,) = standings(case)
    assert (found.id, found.name, found.kind) == (study.document("leaflet").id, "leaflet", "unsigned")
    assert find_source(case, "leaflet") == found.id


def test_a_source_is_found_by_name_descriptor_or_voice_and_an_unknown_one_by_what_is_near() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy", "?the harbour master"])
    case = study.case()
    envoy, master = claim.voices[1:]
    assert find_source(case, "Person Envoy") == find_source(case, envoy.id) == "person-envoy"
    assert find_source(case, "A harbour master") == master.id
    with pytest.raises(UnknownName, match="person-envoy"):
        find_source(case, "person envoi")
