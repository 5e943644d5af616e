"""Who passes on what: which grade is in force, what an interest is about, with whom an origin is pooled, and the defaults."""

from dataclasses import replace

import pytest

from building import Builder
from delian.model.belief import Link
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.judgement import Decision
from delian.worlds.trust.chains import Chain, Chains

TRUST = Builder().case().vocabulary.trust


def chain(case: Case, claim: Claim) -> Chain:
    return Chains(case).chain(case.by_id[claim.id])


def origin(case: Case, claim: Claim) -> Link:
    return next(link for link in chain(case, claim).links if link.role == "origin")


def advocacy(study: Builder, claim: Claim) -> bool | None:
    """Say whether it serves the claim's origin that its matter is so; None where nobody entered an interest."""
    case = study.case()
    found = case.by_id[claim.id]
    answers = {
        one.serves if one else None
        for proposition in case.propositions(found)
        for one in [Chains(case).advocacy(found, case.origin(found), proposition)]
    }
    (only,) = answers
    return only


def merge(study: Builder, keep: str, drop: str) -> None:
    study.records.append(Decision(f"x-{keep}-{drop}", keep, "merge", keep, (drop,), by="tester"))


def test_a_grade_on_the_topic_goes_before_one_in_general_whichever_was_entered_last() -> None:
    study = Builder()
    on_ships, other = (
        study.tie("argos", "allied-with", town, voices=["person-envoy"], scope=topic)
        for town, topic in (("elis", "t-ships"), ("tegea", None))
    )
    study.enter("grade", "person-envoy", "A", topic="t-ships")
    study.enter("grade", "person-envoy", "D")
    case = study.case()
    assert (origin(case, on_ships).letter, origin(case, other).letter) == ("A", "D")
    study.enter("grade", "person-envoy", "E", topic="t-walls")
    assert origin(study.case(), other).letter == "D"


@pytest.mark.parametrize(
    ("day", "letter"), [("2001-02-01", "A"), ("2001-06-30", "A"), ("2001-07-01", "C"), ("2003-01-01", "C")]
)
def test_the_grade_is_that_of_the_documents_day(day: str, letter: str) -> None:
    study = Builder(day=day)
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.enter("grade", "person-envoy", "C", on="2001-07-01")  # in whatever order they were entered
    study.enter("grade", "person-envoy", "A", on="2001-01-01")
    assert origin(study.case(), claim).letter == letter


def test_before_its_first_dated_grade_a_voice_has_that_one() -> None:
    study = Builder(day="2000-01-01")
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.enter("grade", "person-envoy", "C", on="2002-01-01")
    study.enter("grade", "person-envoy", "A", on="2001-01-01")
    assert origin(study.case(), claim).letter == "A"


def test_a_dated_grade_goes_before_one_without_a_day_from_its_day_on() -> None:
    for day, letter in (("2001-01-01", "B"), ("2001-06-01", "D")):
        study = Builder(day=day)
        claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
        study.enter("grade", "person-envoy", "D", on="2001-06-01")
        study.enter("grade", "person-envoy", "B")
        assert origin(study.case(), claim).letter == letter


@pytest.mark.parametrize("on", [None, "2001-01-01"])
def test_of_grades_from_one_day_on_the_one_entered_later_is_in_force(on: str | None) -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    for letter in ("E", "A", "C"):
        study.enter("grade", "person-envoy", letter, on=on, why=f"as {letter}")
        link = origin(study.case(), claim)
        assert (link.letter, link.retention) == (letter, TRUST.grades[letter].retention)
        assert link.entered
        assert link.why.startswith("graded by tester")
        assert link.why.endswith(f"as {letter}")


def test_a_merge_carries_grades_over_and_its_undoing_brings_them_back() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.tie("argos", "allied-with", "tegea", voices=["person-herald"])
    study.enter("grade", "person-herald", "A")
    assert origin(study.case(), claim).letter is None
    merge(study, "person-envoy", "person-herald")
    assert origin(study.case(), claim).letter == "A"
    study.records.append(Decision("x-undo", "x-person-envoy-person-herald", "undo", by="tester"))
    assert origin(study.case(), claim).letter is None


def test_grades_that_a_merge_brings_together_are_a_problem_until_one_is_entered_after_it() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.tie("argos", "allied-with", "tegea", voices=["person-herald"])
    study.enter("grade", "person-herald", "A")
    study.enter("grade", "person-envoy", "D")
    assert study.case().problems == ()
    merge(study, "person-envoy", "person-herald")
    (problem,) = study.case().problems
    assert "differ on what is now one" in problem.says
    assert origin(study.case(), claim).letter == "D"
    study.enter("grade", "person-envoy", "B")
    assert study.case().problems == ()
    assert origin(study.case(), claim).letter == "B"


def test_entries_about_several_things_differ_only_where_all_of_them_are_the_same() -> None:
    study = Builder()
    claims = [study.tie("argos", "allied-with", town, voices=["person-envoy"]) for town in ("elis", "tegea")]
    for coalition in ("k-one", "k-two", "k-three"):
        study.roster("argos", coalition=coalition)
    study.enter("interest", ("person-envoy", claims[0].id), "serves")
    study.enter("interest", ("person-envoy", claims[1].id), "harms")
    study.enter("weight", ("k-one", "k-two"), 0.1)
    study.enter("weight", ("k-one", "k-three"), 0.4)
    merge(study, "person-envoy", "person-herald")
    assert [one for one in study.case().problems if "differ" in one.says] == []


def test_an_outlet_that_is_graded_is_so_as_relay_and_as_origin() -> None:
    study = Builder()
    through = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], outlet="gazette")
    own = study.tie("argos", "allied-with", "tegea", outlet="gazette", signed=False)
    study.enter("grade", "gazette", "D")
    case, low = study.case(), TRUST.grades["D"].retention
    assert dict(chain(case, through).relays) == {"author-one": TRUST.relays["author"], "gazette": low}
    assert chain(case, through).sure == {"gazette": TRUST.grades["D"]}
    assert origin(case, through).letter is None
    assert origin(case, own).retention == low


def test_relays_that_nobody_graded_have_the_default_of_their_kind() -> None:
    study = Builder()
    claim = study.tie(
        "argos", "allied-with", "elis", voices=["person-herald", "?a sailor", "person-envoy"], outlet="gazette"
    )
    found = chain(study.case(), claim)
    kinds = ("anonymous", "source", "author", "outlet")  # nearest to the origin first
    assert [retention for _, retention in found.relays] == [TRUST.relays[kind] for kind in kinds]
    assert [link.role for link in found.links] == ["origin", *["relay"] * 4]
    assert not any(link.entered or link.letter for link in found.links)


def test_origins_that_nobody_graded_have_the_default_of_their_kind() -> None:
    study = Builder()
    source = study.document("one")
    unnamed = study.voice("?a witness", source, access="took-part")
    chains = {
        "on-record": study.tie("argos", "allied-with", "tegea", voices=["person-envoy"]),
        "anonymous": study.tie("argos", "allied-with", "sparta", voices=[unnamed]),
        "unsigned": study.tie("argos", "allied-with", "corinth", signed=False),
    }
    case = study.case()
    for kind, claim in chains.items():
        assert chain(case, claim).spread == TRUST.origins[kind]
    assert chain(case, chains["unsigned"]).origin == source.id


def test_who_took_part_counts_as_any_voice_on_record() -> None:
    study = Builder()
    took_part = study.voice("person-witness", study.document("one"), access="took-part")
    claim = study.tie("argos", "allied-with", "elis", voices=[took_part])
    assert chain(study.case(), claim).spread == TRUST.origins["on-record"]


def test_an_unsigned_text_and_a_voice_without_a_name_can_be_graded() -> None:
    study = Builder()
    unsigned = study.tie("argos", "allied-with", "elis", signed=False)
    unnamed = study.tie("argos", "allied-with", "tegea", voices=["?a clerk"])
    elsewhere = study.tie("argos", "allied-with", "sparta", voices=["?a clerk"], document="two")
    study.enter("grade", study.document("one").id, "A")
    study.enter("grade", unnamed.voices[-1].id, "B")
    case = study.case()
    assert [origin(case, one).letter for one in (unsigned, unnamed, elsewhere)] == ["A", "B", None]


def test_who_was_told_by_somebody_adds_a_link() -> None:
    study = Builder()
    told = study.voice("person-envoy", study.document("one"), access="was-told")
    claims = [study.tie("argos", "allied-with", "elis", voices=[one]) for one in ("person-envoy", told)]
    plain, longer = (chain(study.case(), claim) for claim in claims)
    assert plain.relays == longer.relays[1:]
    assert longer.relays[0] == ("untold-person-envoy", TRUST.relays["untold"])
    assert longer.links[1:] == plain.links
    assert longer.spread == plain.spread
    assert "unnamed" in longer.links[0].why


def test_a_reprint_of_a_text_that_is_not_here_is_a_weaker_relay_than_one_whose_original_is() -> None:
    study = Builder()
    study.document("copy", reprint_of=study.document("one").id)
    study.records.append(replace(study.document("stray"), reprint=True))
    here, stray = (
        study.tie("argos", "allied-with", "elis", voices=["person-envoy"], outlet="gazette", document=name)
        for name in ("copy", "stray")
    )
    case = study.case()
    assert dict(chain(case, here).relays)["gazette"] == TRUST.relays["outlet"]
    assert dict(chain(case, stray).relays)["gazette"] == TRUST.relays["reprint"] < TRUST.relays["outlet"]
    study.enter("grade", "gazette", "A")
    assert dict(chain(study.case(), stray).relays)["gazette"] == TRUST.grades["A"].retention


def test_a_mind_is_no_link() -> None:
    study = Builder()
    mind = study.voice("person-envoy", study.document("one"), role="mind", how="believes")
    claim = study.tie("argos", "allied-with", "elis", voices=[mind])
    found = chain(study.case(), claim)
    assert (found.origin, found.relays) == ("author-one", ())


def test_an_interest_in_a_claim_reaches_all_that_say_the_same_and_nothing_else() -> None:
    study = Builder()
    mine = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], document="one")
    again = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], document="two")
    other = study.tie("argos", "allied-with", "tegea", voices=["person-envoy"])
    whose = study.tie("argos", "allied-with", "elis", voices=["person-herald"])
    study.enter("interest", ("person-envoy", mine.id), "harms")
    assert [advocacy(study, one) for one in (mine, again, other, whose)] == [False, False, None, None]


def test_an_interest_in_a_denial_is_in_its_matter_not_being_so() -> None:
    study = Builder()
    denial = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], polarity="-")
    plain = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], document="two")
    study.enter("interest", ("person-envoy", denial.id), "serves")
    assert advocacy(study, denial) is advocacy(study, plain) is False


def test_an_interest_in_an_event_is_in_all_that_is_told_of_it() -> None:
    study = Builder()
    raid = study.say("event", ["argos"], "assault", ["elis"], event="e-raid", voices=["person-envoy"])
    other = study.say("event", ["argos"], "assault", ["elis"], event="e-siege", voices=["person-envoy"])
    study.enter("interest", ("person-envoy", "e-raid"), "serves", low=0.5)
    assert (advocacy(study, raid), advocacy(study, other)) == (True, None)
    merge(study, "e-siege", "e-raid")
    assert advocacy(study, other) is True


def test_an_interest_without_a_matter_is_in_all_that_the_voice_says_on_its_topic() -> None:
    study = Builder()
    ships, walls = (
        study.tie("argos", "allied-with", town, voices=["person-envoy"], scope=topic)
        for town, topic in (("elis", "t-ships"), ("tegea", "t-walls"))
    )
    study.enter("interest", "person-envoy", "serves", topic="t-ships")
    assert (advocacy(study, ships), advocacy(study, walls)) == (True, None)
    study.enter("interest", "person-envoy", "harms")
    assert (advocacy(study, ships), advocacy(study, walls)) == (False, False)  # the later entry goes first


def test_an_interest_takes_its_b_from_the_entry_or_the_conventions() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    for low, b in ((None, TRUST.advocacy), (0.0, 0.0), (1, 1.0)):
        study.enter("interest", "person-envoy", "serves", low=low)
        case = study.case()
        found = Chains(case).advocacy(claim, "person-envoy", case.propositions(claim)[0])
        assert found
        assert found.b == b


def bloc(study: Builder, claim: Claim) -> str | None:
    return chain(study.case(), claim).place[0]


def test_a_named_source_has_its_own_coalition_and_not_its_outlets() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], outlet="gazette")
    study.roster("gazette", coalition="k-press")
    assert bloc(study, claim) is None
    study.roster("person-envoy", coalition="k-league")
    assert bloc(study, claim) == "k-league"


def test_a_voice_without_a_name_stands_with_its_author_else_with_its_outlet() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["?a clerk"], outlet="gazette")
    assert chain(study.case(), claim).place == (None, "gazette", "author-one")
    study.roster("gazette", coalition="k-press")
    assert bloc(study, claim) == "k-press"
    study.roster("author-one", coalition="k-league")
    assert bloc(study, claim) == "k-league"


def test_whoever_left_a_coalition_is_of_none() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    study.roster("person-envoy", coalition="k-league")
    study.enter("membership", "person-envoy", "left", coalition="k-league")
    assert bloc(study, claim) is None


def test_a_dependence_counts_only_between_two_coalitions_of_the_study() -> None:
    study = Builder()
    study.roster("argos", coalition="k-league")
    study.enter("weight", ("k-league", "k-nowhere"), 0.2)
    assert Chains(study.case()).between == {}
    study.roster("sparta", coalition="k-nowhere")
    assert Chains(study.case()).between == {frozenset({"k-league", "k-nowhere"}): 0.2}
