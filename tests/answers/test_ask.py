"""What every answer has: interval, bound, measured citations, shares."""

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest

from building import MACHINE, Builder
from delian.answers.ask import estimate, evaluate
from delian.answers.measures.cohesion import MEASURE
from delian.answers.networks.signed import signed_network
from delian.model.answer import Answer, Card
from delian.model.case import Case, Force
from delian.model.judgement import Judgement
from delian.model.quantity import SHARE
from delian.model.when import Day
from delian.pipeline import answer
from delian.worlds.whatif import read_change


def cohesion(case: Case) -> Answer:
    reply = answer(case, "cohesion")
    assert isinstance(reply, Answer)
    return reply


def contested(size: int = 5) -> Builder:
    """Return a study in which two origins differ about a third of the ties between `size` members."""
    study = Builder()
    members = [f"city-{number}" for number in range(size)]
    for number, (first, second) in enumerate(combinations(members, 2)):
        relation = ("allied-with", "rivals", "supports", "opposes")[number % 4]
        study.tie(first, relation, second)
        if number % 3 == 0:
            study.tie(first, relation, second, document="two", polarity="-")
    study.roster(*members)
    return study


def test_nothing_contested_prints_so_and_has_no_interval() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.roster("argos", "elis", "mantinea")
    reply = cohesion(study.case())
    assert reply.contested is False
    assert reply.estimate is not None
    assert not reply.estimate.varies
    assert reply.estimate.middle == pytest.approx(1 / 3)
    assert any("nothing in this material contests it" in line for line in reply.caveats)


def test_effects_equal_brute_force_over_all_propositions() -> None:
    study = contested(9)  # 36 ties between nine members, and four that touch none
    for number in range(4):
        study.tie(f"outsider-{number}", "rivals", "stranger")
    case = study.case()
    worlds = case.draw()
    assert len({column.proposition.id for column in worlds.columns}) == 40
    cited = {one.proposition: one.effect for one in cohesion(case).citations}
    for column in worlds.columns:
        name = column.proposition.id
        true, false = (
            evaluate(MEASURE, signed_network(case, case.draw([Force(name, holds=holds)]))) for holds in (True, False)
        )
        paired = true - false
        error = paired.std(ddof=1) / len(paired) ** 0.5
        if paired.mean() and abs(paired.mean()) >= 2 * error:
            assert cited[name] == pytest.approx(paired.mean())
        else:
            assert name not in cited


def test_a_claim_that_moves_nothing_is_not_ranked() -> None:
    study = Builder()
    study.tie("argos", "advises", "elis")
    study.tie("argos", "allied-with", "elis")
    study.tie("argos", "allied-with", "mantinea")
    study.tie("elis", "allied-with", "mantinea")
    study.roster("argos", "elis", "mantinea")
    reply = cohesion(study.case())
    assert not reply.citations
    assert reply.uncited == "no single claim moves this"


def test_an_unknown_tie_widens_the_bound_not_the_estimate() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.tie("argos", "allied-with", "mantinea")
    study.tie("argos", "allied-with", "mantinea", polarity="-")  # one origin against itself: unknown
    study.roster("argos", "elis", "mantinea")
    reply = cohesion(study.case())
    assert reply.estimate is not None
    assert reply.bound is not None
    assert reply.estimate.middle == pytest.approx(1 / 3)
    assert reply.bound.estimate.middle == 1.0
    assert reply.bound.coverage == pytest.approx(2 / 3)


def test_what_if_and_distrust_change_the_answer_in_pairs() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    study.tie("elis", "allied-with", "mantinea")
    study.roster("argos", "elis", "mantinea")
    plain = study.case()
    changes = tuple((words, read_change(plain, words)) for words in ("without mantinea", "distrust an envoy"))
    reply = cohesion(study.case(changes=changes))
    assert reply.estimate is not None
    assert reply.estimate.middle == 1.0, "the figure itself is without the what-ifs"
    without, distrust, both = reply.differences
    assert without.before.middle == distrust.before.middle == 1.0
    assert without.paired.middle == pytest.approx(-2 / 3)
    assert distrust.paired.middle == pytest.approx(-2 / 3)
    assert both.after.middle == 0.0
    assert both.paired.middle == -1.0
    assert (without.direction, both.direction) == ("lower", "lower")
    assert not without.persons


def test_a_what_if_on_a_person_is_marked_so() -> None:
    study = Builder()
    study.tie("person-envoy", "speaks-for", "argos")
    study.tie("person-envoy", "supports", "elis")
    study.roster("argos", "elis")
    plain = study.case()
    changed = study.case(changes=(("without person-envoy", read_change(plain, "without person-envoy")),))
    difference = cohesion(changed).differences[0]
    assert difference.persons
    assert difference.direction == "lower"
    assert np.isnan([difference.paired.middle, difference.after.middle, difference.paired.low]).all(), (
        "never one number"
    )


def test_a_persons_tie_counts_for_the_organisation_it_speaks_for() -> None:
    study = Builder()
    study.tie("person-envoy", "supports", "elis")
    study.roster("argos", "elis")
    assert cohesion(study.case()).estimate.middle == 0.0  # type: ignore[union-attr]
    study.tie("person-envoy", "speaks-for", "argos")
    reply = cohesion(study.case())
    assert reply.estimate is not None
    assert reply.estimate.middle == 1.0
    assert any("through a person" in line for line in reply.caveats)


def test_an_unreviewed_study_gets_a_card_with_what_to_review_first() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", coder=MACHINE)
    study.roster("argos", "elis")
    reply = answer(study.case(), "cohesion")
    assert isinstance(reply, Card)
    assert reply.review == (claim.id,)
    assert "friendly or hostile tie" in " ".join(reply.missing)
    assert isinstance(answer(study.case(unreviewed=True), "cohesion"), Answer)


def test_a_study_without_a_roster_gets_a_card() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    reply = answer(study.case(), "cohesion")
    assert isinstance(reply, Card)
    assert "roster" in reply.missing[0]


def test_a_day_before_every_membership_says_so_and_not_that_there_is_no_roster() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.roster("argos", "elis")
    study.records = [replace(one, low="2001-01-01") if isinstance(one, Judgement) else one for one in study.records]
    early = answer(study.case(on=Day.read("1999-01-01")), "cohesion")
    assert isinstance(early, Card)
    assert [line.partition(":")[0] for line in early.missing] == [
        "The roster has no two members on the day asked about"
    ]
    assert isinstance(answer(study.case(on=Day.read("2001-06-01")), "cohesion"), Answer)


def test_leavers_stay_in_the_denominator() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.roster("argos", "elis")
    whole = cohesion(study.case())
    study.roster("mantinea")
    less = cohesion(study.case())
    assert whole.estimate is not None
    assert less.estimate is not None
    assert less.estimate.middle < whole.estimate.middle


def test_the_interval_is_over_worlds_and_says_so() -> None:
    reply = cohesion(contested().case(count=512))
    assert reply.estimate is not None
    assert reply.estimate.over == "worlds"
    assert reply.contested
    assert "of worlds" in reply.estimate.show()


def test_worlds_without_a_figure_are_left_out() -> None:
    found = estimate(SHARE, np.array([np.nan, 0.5, 0.5]), "worlds")
    assert found.middle == 0.5
    assert not found.varies
    assert np.isnan(estimate(SHARE, np.array([np.nan]), "worlds").middle)


def test_named_voices_only_drops_what_rests_on_nameless_ones() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    study.tie("argos", "allied-with", "mantinea")
    study.roster("argos", "elis", "mantinea")
    reply = cohesion(study.case(reading="named-voices-only"))
    assert reply.estimate is not None
    assert reply.estimate.middle == pytest.approx(1 / 3)


@pytest.mark.parametrize("reading", ["in-this-account", "weighted-by-grades"])
def test_a_level_at_which_the_coalition_has_nobody_has_no_figure(reading: str) -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis")
    study.roster("argos", "elis")
    reply = cohesion(study.case(level="person", reading=reading))
    assert reply.estimate is not None
    assert np.isnan(reply.estimate.middle)
    assert reply.sensitivity is None


def test_what_is_read_from_claims_does_not_pass_for_weighed() -> None:
    study = contested()
    for reading, says in (("in-this-account", False), ("weighted-by-grades", True)):
        reply = answer(study.case(reading=reading), "system")
        assert isinstance(reply, Answer)
        assert any("no grade and no probability enters" in line for line in reply.caveats) == says
