"""Several coders on one document: the same reading counts once, a disputed one not before a person has decided."""

from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from building import Builder
from delian.coding.merge import same_events, shared
from delian.coding.proposers.proposer import Context, Proposed
from delian.model.claim import CauseLink, Claim, Coder
from delian.model.contest import contradictions
from delian.model.judgement import Decision, Identities
from delian.model.wording import manner
from delian.pipeline import code
from delian.plugins import vocabulary
from delian.report.text import render_why
from delian.settling import latest_nouns
from delian.worlds.gather.gathering import gather

RULES = Coder("rules", "rules", "1")
MODEL = Coder("llm:parrot", "model", "1", "parrot")
PERSON = Coder("A. Person", "human")
HERE, NEARLY, ELSEWHERE = (100, 140), (110, 150), (135, 175)


class Desk(Builder):
    """A builder whose claims stand where the test says."""

    def reads(self, coder: Coder, at: tuple[int, int] = HERE, score: float = 0.6, **fields: Any) -> Claim:
        given = {"kind": "tie", "subject": ["norway"], "relation": "trusts", "objects": ["sweden"], **fields}
        claim = self.say(coder=coder, **given)
        text = self.document("one").body
        placed = replace(
            claim,
            start=at[0],
            end=at[1],
            quote=text[slice(*at)],
            evidence=(),
            score=None if coder.kind == "human" else score,
        )
        self.records[-1] = placed
        return placed

    def decides(self, *decisions: Decision) -> None:
        self.records += decisions


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_what_two_coders_read_alike_is_shown_and_counted_once(desk: Desk) -> None:
    rules, model = desk.reads(RULES, score=0.6), desk.reads(MODEL, NEARLY, score=0.5)
    case = desk.case(unreviewed=True)
    assert case.doubles == {model.id: rules.id}
    (shown,) = case.shown
    assert shown.id == rules.id
    assert (shown.score, shown.flags) == (0.7, ())
    ((said,),) = gather(case).told.values()
    assert said.claim == rules.id
    assert case.hidden == 0


def test_nothing_is_lost_and_nothing_stored_is_changed(desk: Desk) -> None:
    rules, model = desk.reads(RULES), desk.reads(MODEL, NEARLY)
    case = desk.case()
    assert set(case.by_id) == {rules.id, model.id}
    assert {rules, model} <= set(desk.records)


def test_the_better_reading_stands_for_the_others_whoever_came_first(desk: Desk) -> None:
    rules, model = desk.reads(RULES, score=0.5), desk.reads(MODEL, NEARLY, score=0.8)
    assert desk.case().doubles == {rules.id: model.id}


def test_a_reading_with_a_date_stands_before_one_without(desk: Desk) -> None:
    rules, model = desk.reads(RULES, score=0.8), desk.reads(MODEL, NEARLY, score=0.5, when="2001-05")
    case = desk.case()
    assert case.doubles == {rules.id: model.id}
    assert (case.by_id[model.id].score or 0) > 0.8


def test_why_tells_who_reads_alike(desk: Desk) -> None:
    rules, model = desk.reads(RULES), desk.reads(MODEL, NEARLY)
    case = desk.case()
    assert f"Read alike by llm:parrot ({model.id})" in render_why(case, rules)
    assert f"The same reading as {rules.id}" in render_why(case, model)


def test_where_coders_differ_the_text_is_not_said_to_contradict_itself(desk: Desk) -> None:
    desk.reads(RULES)
    desk.reads(MODEL, NEARLY, polarity="-")
    assert not list(contradictions(desk.case()))
    desk.reads(RULES, (300, 340), polarity="-")
    desk.reads(RULES, (200, 240))
    assert list(contradictions(desk.case()))


@pytest.mark.parametrize(
    "other",
    [
        {"coder": RULES, "at": NEARLY},
        {"coder": MODEL, "at": ELSEWHERE},
        {"coder": MODEL, "objects": ["denmark"]},
        {"coder": MODEL, "relation": "opposes"},
        {"coder": MODEL, "document": "two"},
        {"coder": MODEL, "scope": "t-trade"},
    ],
    ids=["same coder", "another clause", "another actor", "another relation", "another document", "another scope"],
)
def test_other_readings_do_not_meet(desk: Desk, other: dict[str, Any]) -> None:
    desk.reads(RULES)
    desk.reads(**other)
    case = desk.case()
    assert not case.doubles
    assert not any(claim.flags for claim in case.shown)


def test_a_symmetric_tie_is_the_same_read_from_either_end(desk: Desk) -> None:
    desk.reads(RULES, relation="allied-with")
    desk.reads(MODEL, relation="allied-with", subject=["sweden"], objects=["norway"])
    assert len(desk.case().doubles) == 1


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"polarity": "-"}, "polarity"),
        ({"voices": ["denmark"]}, "who says it"),
        ({"modality": "conditional"}, "whether it is said of the world"),
    ],
)
def test_what_coders_differ_on_is_kept_flagged_and_counts_when_a_person_has_decided(
    desk: Desk, change: dict[str, Any], what: str
) -> None:
    rules, model = desk.reads(RULES), desk.reads(MODEL, NEARLY, **change)
    case = desk.case(unreviewed=True)
    assert not case.doubles
    assert [claim.flags for claim in case.shown] == [(f"coders differ on {what}",)] * 2
    assert all(f"coders differ on {what}" in manner(claim) for claim in case.shown)
    assert not gather(case).told
    desk.decides(Decision("x-1", rules.id, "accept", by="A. Person"))
    (said,) = gather(desk.case(unreviewed=True)).told.values()
    assert [one.claim for one in said] == [rules.id]
    assert {ident: claim.flags for ident, claim in desk.case().by_id.items()} == {
        rules.id: (),
        model.id: (f"coders differ on {what}",),
    }


def test_a_persons_claim_stands_before_any_machine_reading(desk: Desk) -> None:
    machine, person = desk.reads(MODEL, score=0.9), desk.reads(PERSON, NEARLY)
    case = desk.case()
    assert case.doubles == {machine.id: person.id}
    assert case.by_id[person.id].score is None


def test_an_accepted_claim_is_put_behind_no_other(desk: Desk) -> None:
    rules, model, person = desk.reads(RULES), desk.reads(MODEL, NEARLY), desk.reads(PERSON)
    desk.decides(Decision("x-1", rules.id, "accept", by="A. Person"))
    case = desk.case()
    assert set(case.doubles) == {model.id}
    assert {claim.id for claim in case.claims} == {rules.id, person.id}
    ((one, other),) = gather(case).told.values()
    assert one.origin == other.origin  # so that the two count as one in every world


def test_an_accepted_reading_stands_before_a_better_one(desk: Desk) -> None:
    rules, model = desk.reads(RULES, score=0.5), desk.reads(MODEL, NEARLY, score=0.9)
    desk.decides(Decision("x-1", rules.id, "accept", by="A. Person"))
    assert desk.case().doubles == {model.id: rules.id}


def test_what_one_coder_reads_twice_is_not_made_one_by_another(desk: Desk) -> None:
    first, second = desk.reads(RULES, score=0.7), desk.reads(RULES, NEARLY, score=0.6)
    model = desk.reads(MODEL, score=0.5)
    assert desk.case().doubles == {model.id: first.id}
    assert second in desk.case().shown


def test_a_rejected_reading_stands_for_nobody(desk: Desk) -> None:
    rules, model = desk.reads(RULES, score=0.9), desk.reads(MODEL, NEARLY)
    desk.decides(Decision("x-1", rules.id, "reject", by="A. Person"))
    case = desk.case()
    assert not case.doubles
    assert [claim.id for claim in case.proposed] == [model.id]


def event(name: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "event", "relation": "assault", "event": name, **fields}


def merges(desk: Desk) -> list[Decision]:
    claims = [one for one in desk.records if isinstance(one, Claim)]
    decisions = [one for one in desk.records if isinstance(one, Decision)]
    return same_events(claims, Identities.of(decisions), vocabulary())


def test_the_events_of_two_coders_meet_by_a_decision_that_can_be_undone(desk: Desk) -> None:
    desk.reads(RULES, **event("e-raid"))
    desk.reads(MODEL, NEARLY, score=0.5, **event("e-shelling"))
    desk.reads(MODEL, ELSEWHERE, kind="unanswered", relation="unanswered", subject=["sweden"], objects=["e-shelling"])
    (decision,) = merges(desk)
    assert (decision.kind, decision.keep, decision.drop) == ("merge", "e-raid", ("e-shelling",))
    desk.decides(decision)
    assert not merges(desk)
    case = desk.case(unreviewed=True)
    assert "e-shelling" not in case.events
    assert len(case.doubles) == 1
    silences = [one.content for one in gather(case).told if one.variable[0] == "unanswered"]
    assert [getattr(one, "event", None) for one in silences] == ["e-raid"]


def test_events_that_a_person_keeps_apart_are_not_merged(desk: Desk) -> None:
    desk.reads(RULES, **event("e-raid"))
    desk.reads(MODEL, NEARLY, **event("e-shelling"))
    desk.decides(Decision("x-1", "e-raid", "apart", "e-raid", ("e-shelling",), by="A. Person"))
    assert not merges(desk)


@dataclass(frozen=True)
class Listens:
    """A proposer that remembers what it was told."""

    coder: Coder
    title: str = "Listens"
    heard: list[Context] = field(default_factory=list)

    def propose(self, context: Context) -> Proposed:
        self.heard.append(context)
        return Proposed(())


def test_a_coder_mints_no_event_that_another_coder_of_the_document_minted(desk: Desk) -> None:
    desk.reads(RULES, **event("e-raid"))
    desk.reads(MODEL, **event("e-shelling"))
    heard = [Listens(RULES), Listens(MODEL)]
    for listener in heard:
        code(desk.document("one"), listener, latest_nouns(desk.records))
    minted = frozenset({"e-raid", "e-shelling"})
    assert [listener.heard[0].events & minted for listener in heard] == [{"e-shelling"}, {"e-raid"}]


def test_a_coder_is_not_told_of_actors_that_only_a_models_reading_of_the_document_named(desk: Desk) -> None:
    desk.reads(RULES)
    desk.reads(MODEL, ELSEWHERE, objects=["peru"])
    desk.reads(MODEL, document="two", objects=["chile"])
    listener = Listens(RULES)
    code(desk.document("one"), listener, latest_nouns(desk.records))
    assert {"norway", "sweden", "chile"} <= set(listener.heard[0].actors)
    assert "peru" not in listener.heard[0].actors


def test_causes_meet_when_their_ends_do(desk: Desk) -> None:
    for coder in (RULES, MODEL):
        silence = desk.reads(coder, kind="tie", at=(300, 320))
        quarrel = desk.reads(coder, kind="tie", relation="opposes", at=(330, 350))
        desk.reads(
            coder,
            (300, 350),
            kind="cause",
            subject=[],
            relation="causes",
            objects=[],
            cause=CauseLink((silence.id,), (quarrel.id,)),
        )
    assert len(desk.case().doubles) == 3


def test_the_share_of_two_clauses_that_is_common() -> None:
    desk = Desk()
    one, same, near, far = (desk.reads(RULES, at) for at in (HERE, HERE, NEARLY, (400, 420)))
    assert shared(one, same) == 1
    assert shared(one, near) == shared(near, one) == pytest.approx(0.6)
    assert shared(one, far) == 0


PLACES = st.tuples(st.integers(100, 160), st.integers(5, 60)).map(lambda one: (one[0], one[0] + one[1]))
READINGS = st.lists(
    st.tuples(st.sampled_from([RULES, MODEL, PERSON]), PLACES, st.sampled_from("+-"), st.floats(0.1, 0.9)), max_size=8
)


@given(READINGS, st.randoms(use_true_random=False))
def test_no_claim_is_lost_and_the_order_of_records_does_not_matter(
    readings: list[tuple[Coder, tuple[int, int], Any, float]], random: Random
) -> None:
    desk = Desk()
    for coder, at, polarity, score in readings:
        desk.reads(coder, at, score, polarity=polarity)
    claims = [one for one in desk.records if isinstance(one, Claim)]
    case = desk.case()
    assert {one.id for one in claims} == set(case.by_id)
    assert set(case.doubles) <= {one.id for one in case.proposed}
    assert not set(case.doubles) & set(case.doubles.values())
    assert all(case.by_id[one].coder != case.by_id[other].coder for one, other in case.doubles.items())
    random.shuffle(desk.records)
    assert desk.case().doubles == case.doubles
