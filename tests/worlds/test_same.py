"""Proposals of events that may be one: what is proposed, what never is, and how they agree with people's merges."""

from dataclasses import replace
from itertools import combinations
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import MACHINE, Builder
from delian.model.case import Case, Scope
from delian.model.judgement import Decision
from delian.model.when import When
from delian.pipeline import assemble
from delian.study import catalog, load_catalog_case
from delian.worlds.same.accounts import accounts
from delian.worlds.same.likeness import Likeness
from delian.worlds.same.linkage import Proposal, candidates, proposals

JANUARY, LATER = "2001-01-03", "2001-01-20"


def act(
    builder: Builder, document: str, event: str, agents: str, recipients: str, kind: str = "assault", **fields: Any
) -> None:
    builder.say("event", agents.split(), kind, recipients.split(), document=document, event=event, **fields)


def two(one: dict[str, Any], other: dict[str, Any], **both: Any) -> Builder:
    """Two documents that tell one event each, alike but for what is given."""
    usual: dict[str, Any] = {"agents": "norway", "recipients": "sweden", "when": JANUARY}
    builder = Builder()
    for name, own in (("one", one), ("two", other)):
        act(builder, name, f"e-{name}", **usual | both | own)
    return builder


def pairs(found: tuple[Proposal, ...]) -> set[frozenset[str]]:
    return {frozenset(pair) for one in found for pair in combinations((one.keep, *one.drop), 2)}


def test_one_act_told_by_two_documents_is_proposed_in_words() -> None:
    (found,) = proposals(two({}, {"when": "2001-01"}).case())
    assert {found.keep, *found.drop} == {"e-one", "e-two"}
    assert found.why == "both: assault by Norway on Sweden, dates 2001-01-03 and 2001-01"
    assert found.unreviewed == 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {"when": "2001-01-05"}, id="two days apart"),
        pytest.param({}, {"agents": ""}, id="the agent of one unknown"),
        pytest.param({}, {"agents": "denmark"}, id="who did it is contested"),
        pytest.param({}, {"agents": "denmark norway"}, id="one tells more agents"),
        pytest.param({}, {"when": None}, id="one undated, whole cast shared"),
        pytest.param({"when": None}, {"when": None}, id="both undated, whole cast shared"),
        pytest.param({"kind": "warn"}, {"kind": "threaten"}, id="one type more general"),
        pytest.param({}, {"polarity": "-"}, id="one denies that the agent did it"),
        pytest.param(
            {"recipients": "", "place": "malmo"}, {"agents": "", "recipients": "", "place": "malmo"}, id="day and place"
        ),
        pytest.param({}, {"agents": "", "recipients": ""}, id="nothing but the day, and nothing against it"),
        pytest.param({}, {"when": None, "modality": "hedged"}, id="hedged"),
        pytest.param({}, {"agents": "", "when": When.read(JANUARY, "by")}, id="one by the day of the other"),
        pytest.param({}, {"when": When.read("2000", "after")}, id="long after, whole cast shared"),
        pytest.param(
            {}, {"polarity": "-", "modality": "counterfactual", "agents": ""}, id="supposed not to have happened"
        ),
    ],
)
def test_what_may_be_one_is_proposed(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert pairs(proposals(two(one, other).case())) == {frozenset({"e-one", "e-two"})}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param({}, {"when": "2001-01-06"}, id="three days apart"),
        pytest.param({}, {"kind": "aid"}, id="another type"),
        pytest.param({"kind": "defect"}, {"kind": "split"}, id="two types of one root, neither general"),
        pytest.param({}, {"agents": "denmark", "recipients": "finland"}, id="agents and recipients differ"),
        pytest.param({}, {"agents": "sweden", "recipients": "norway"}, id="roles turned round"),
        pytest.param({"place": "malmo"}, {"place": "lund"}, id="other places"),
        pytest.param({}, {"when": None, "agents": ""}, id="undated, and only the recipient shared"),
        pytest.param({"when": "2001"}, {"when": "2001", "agents": "denmark"}, id="dated to the year, agents differ"),
        pytest.param({}, {"agents": "person-of-norway", "recipients": ""}, id="a person of the organisation"),
        pytest.param({}, {"modality": "conditional"}, id="one only supposed"),
        pytest.param(
            {}, {"agents": "", "when": When.read("1999", "after")}, id="long after, only the recipient shared"
        ),
        pytest.param({}, {"when": When.read("2000", "before")}, id="one before the year of the other"),
        pytest.param({"when": "2001"}, {"agents": "", "recipients": "", "when": "2001"}, id="nothing but the year"),
    ],
)
def test_what_cannot_be_one_is_not(one: dict[str, Any], other: dict[str, Any]) -> None:
    assert proposals(two(one, other).case()) == ()


def test_two_acts_of_one_document_or_of_its_reprint_stay_two() -> None:
    builder = Builder()
    root = builder.document("one")
    builder.document("copy", reprint_of=root.id)
    for document, event in (("one", "e-first"), ("one", "e-second"), ("copy", "e-copied")):
        act(builder, document, event, "norway", "sweden", when=JANUARY)
    assert proposals(builder.case()) == ()


def test_a_third_document_does_not_bring_two_acts_of_one_document_together() -> None:
    builder = two({}, {})
    act(builder, "one", "e-second-strike", "norway", "sweden", when="2001-01-04")
    (found,) = proposals(builder.case())
    assert {found.keep, *found.drop} == {"e-one", "e-two"}


def test_an_act_that_two_of_another_document_fit_ranks_lower() -> None:
    (alone,) = proposals(two({}, {}).case())
    builder = two({}, {})
    act(builder, "one", "e-again", "norway", "sweden", when=JANUARY)
    (rivalled,) = proposals(builder.case())
    assert rivalled.score < alone.score


def test_what_is_decided_is_not_proposed_again() -> None:
    builder = two({}, {})
    for kind in ("merge", "apart"):
        decision = Decision("x-decided", "e-one", kind, "e-one", ("e-two",), by="tester", why="said so")
        assert proposals(assemble([*builder.records, decision], Scope())) == ()


def test_what_is_apart_is_not_brought_together_by_a_third() -> None:
    builder = two({}, {})
    act(builder, "three", "e-three", "norway", "sweden", when=JANUARY)
    apart = Decision("x-apart", "e-one", "apart", "e-one", ("e-two",), by="tester", why="two strikes")
    (found,) = proposals(assemble([*builder.records, apart], Scope()))
    assert len(found.drop) == 1
    assert not {"e-one", "e-two"} <= {found.keep, *found.drop}


def test_merged_actors_count_as_one() -> None:
    builder = two({}, {"agents": "the-norwegians", "recipients": ""})
    assert proposals(builder.case()) == ()
    merge = Decision("x-merge", "norway", "merge", "norway", ("the-norwegians",), by="tester", why="one state")
    assert len(proposals(assemble([*builder.records, merge], Scope()))) == 1


def test_a_place_and_what_it_is_part_of_do_not_contradict_each_other() -> None:
    builder = two({"place": "malmo"}, {"place": "scania"})
    assert proposals(builder.case()) == ()
    builder.tie("malmo", "part-of", "scania", document="three")
    assert len(proposals(builder.case())) == 1


def test_machine_readings_are_proposed_and_counted() -> None:
    (found,) = proposals(two({}, {"coder": MACHINE}).case())
    assert (found.keep, found.unreviewed, len(found.claims)) == ("e-one", 1, 2)


def test_the_type_on_which_documents_differ_is_bridged_by_one_that_tells_both() -> None:
    builder = two({"kind": "protest"}, {"kind": "assault"})
    assert proposals(builder.case()) == ()
    for kind in ("protest", "assault"):
        act(builder, "three", "e-three", "norway", "sweden", kind, when=JANUARY)
    (found,) = proposals(builder.case())
    assert {found.keep, *found.drop} == {"e-one", "e-two", "e-three"}


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["one", "two", "three", "four"]),
        st.sampled_from(["assault", "warn", "threaten"]),
        st.sampled_from(["", "norway", "denmark"]),
        st.sampled_from(["", "sweden", "finland"]),
        st.sampled_from([None, "2001-01", JANUARY, "2001-01-05", LATER]),
    ),
    max_size=12,
)


def of_acts(acts: list[tuple[str, str, str, str, str | None]]) -> Case:
    builder = Builder()
    for number, (document, kind, agents, recipients, when) in enumerate(acts):
        act(builder, document, f"e-{number}", agents, recipients, kind, when=when)
    return builder.case()


@given(ACTS)
@settings(max_examples=60, deadline=None)
def test_no_proposal_holds_two_events_of_one_document_nor_any_event_of_another_proposal(acts: list[Any]) -> None:
    found = proposals(of_acts(acts))
    named = [event for one in found for event in (one.keep, *one.drop)]
    assert len(named) == len(set(named))
    for one in found:
        documents = [acts[int(event.removeprefix("e-"))][0] for event in (one.keep, *one.drop)]
        assert len(documents) == len(set(documents))
        assert 0 < one.score <= 1
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)


@given(ACTS, st.integers(0, 99))
@settings(max_examples=40, deadline=None)
def test_the_order_of_claims_does_not_matter(acts: list[Any], seed: int) -> None:
    case = of_acts(acts)
    claims, events = list(case.claims), list(case.events.items())
    Random(seed).shuffle(claims)
    Random(seed).shuffle(events)
    assert proposals(replace(case, claims=tuple(claims), events=dict(events))) == proposals(case)


def test_of_a_thousand_acts_of_one_pair_few_are_compared() -> None:
    random = Random(0)
    builder = Builder()
    for number in range(1000):
        day = f"{random.randrange(2001, 2006)}-{random.randrange(1, 13):02d}-{random.randrange(1, 29):02d}"
        when = random.choice([day, day, day, day[:4], None])
        act(builder, f"d{number % 50}", f"e-{number}", "norway", "sweden", when=when)
    case = builder.case()
    compared = set(candidates(accounts(case), Likeness(case.vocabulary)))
    assert 0 < len(compared) < 10 * 1000  # of half a million pairs


def test_an_act_that_many_of_another_document_fit_is_not_proposed() -> None:
    builder = two({}, {})
    for number in range(3):
        assert len(proposals(builder.case())) == 1
        act(builder, "one", f"e-again-{number}", "norway", "sweden", when=JANUARY)
    assert proposals(builder.case()) == ()


@pytest.mark.parametrize(
    ("name", "precision", "recall"), [("axis-2020", 0.9, 0.65), ("delian-league", 0.8, 0.5), ("merrow-cabinet", 1, 0.3)]
)
def test_proposals_agree_with_the_merges_that_people_entered(name: str, precision: float, recall: float) -> None:
    study = load_catalog_case(catalog()[name])
    merges = [one for one in study.records if isinstance(one, Decision) and one.about.startswith("e-")]
    case = assemble([one for one in study.records if one not in merges], Scope())
    entered = {frozenset(pair) for one in merges for pair in combinations((one.about, *one.drop), 2)}
    proposed = pairs(proposals(case))
    assert len(proposed & entered) >= precision * len(proposed)
    assert len(proposed & entered) >= recall * len(entered)
