"""The ledger of a belief: lines that add up, confidence by its rule, flips, linchpin, state."""

import pytest

from building import Builder
from delian.model.belief import Belief
from delian.model.judgement import Decision
from delian.pipeline import beliefs
from delian.worlds.trust.channel import probability


def belief(study: Builder, claim: str, **scope: object) -> Belief:
    """Return the first ledger of the claim."""
    return beliefs(study.case(**scope), [claim])[claim][0]


def corroborated() -> tuple[Builder, str]:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-a"], outlet="courier")
    study.tie("argos", "allied-with", "elis", voices=["person-b"], outlet="herald", document="two")
    study.tie("argos", "allied-with", "elis", voices=["person-c"], outlet="post", document="three")
    return study, claim.id


def test_the_lines_add_up_to_the_sum_and_the_sum_to_the_probability() -> None:
    study, claim = corroborated()
    found = belief(study, claim)
    assert [line.share for line in found.lines] == [1.0, 0.5, 0.25]
    assert found.weight == pytest.approx(sum(line.kept for line in found.lines))
    closed = found.reading * probability(found.weight, found.prior) + (1 - found.reading) * found.base
    assert found.believed == pytest.approx(closed)
    for line in found.lines:
        assert line.kept == pytest.approx(line.weight * line.share)
        assert line.without < 0
        (heard,) = line.heard
        assert [link.role for link in heard.chain] == ["origin", "relay", "relay"]


def test_confidence_follows_the_stated_rule() -> None:
    study, claim = corroborated()
    assert (belief(study, claim).confidence, belief(study, claim).because) == (
        "low",
        "no origin is graded better than E or F",
    )
    for who in ("person-a", "person-b", "person-c"):
        study.enter("grade", who, "B", why="right so far")
    found = belief(study, claim)
    assert found.confidence == "moderate"
    assert "carries more than half" in found.because
    for who, bloc in (("person-a", "k-a"), ("person-b", "k-b"), ("person-c", "k-c")):
        study.roster(who, coalition=bloc)
    found = belief(study, claim)
    assert (found.confidence, found.linchpin) == ("high", None)
    assert found.effective == pytest.approx(1 + 0.7 + 0.49)
    assert found.number == 1


def test_one_origin_is_of_low_confidence_its_own_linchpin_and_no_probability_is_printed_unasked() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    found = belief(study, claim.id)
    assert (found.state, found.confidence, found.printable) == ("single-source", "low", False)
    assert found.linchpin == found.lines[0].origin
    assert found.band.over == "assumptions"
    assert found.band.low < found.believed < found.band.high


def test_flips_name_the_nearest_grade_with_which_it_would_turn() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-a"])
    study.tie("argos", "allied-with", "elis", voices=["person-b"], document="two", polarity="-")
    study.enter("grade", "person-a", "B")
    found = belief(study, claim.id)
    assert found.state == "conflicted"
    assert found.believed > 0.5
    letters = {flip.origin: (flip.letter, flip.worse, flip.falls) for flip in found.flips}
    assert letters["person-a"] == ("C", True, True)
    assert letters["person-b"] == ("B", False, True)


def test_states() -> None:
    study, claim = corroborated()
    assert belief(study, claim).state == "corroborated"
    denial = study.tie("argos", "rivals", "sparta", polarity="-")
    assert belief(study, denial.id).state == "unsupported"
    assert belief(study, denial.id).believed == pytest.approx(0.01)
    study.enter("resolution", claim, "holds", why="the treaty is in the archive")
    assert (belief(study, claim).state, belief(study, claim).believed) == ("reviewed", 1.0)


def test_what_a_person_has_deprecated_is_superseded() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-a"])
    study.records.append(
        Decision("x-1", claim.id, "deprecate", by="tester", at="2001-07-01", why="corrected by the paper")
    )
    found = belief(study, claim.id)
    assert (found.state, found.lines) == ("superseded", ())


def test_the_band_of_an_unsure_grade_is_wider() -> None:
    def width(letter: str) -> float:
        study = Builder()
        claim = study.tie("argos", "allied-with", "elis", voices=["person-a"])
        study.enter("grade", "person-a", letter)
        band = belief(study, claim.id).band
        return band.high - band.low

    assert width("F") > width("C")


def test_an_office_names_its_rivals() -> None:
    study = Builder()
    one = study.say("attribute", ["person-nicias"], "office", ["general"], when="-0418/..")
    other = study.say("attribute", ["person-laches"], "office", ["general"], when="-0418/..", document="two")
    assert belief(study, one.id).rivals == (other.id,)
    assert belief(study, one.id).state == "conflicted"


def test_what_is_inside_a_mind_or_only_supposed_has_no_ledger() -> None:
    study = Builder()
    source = study.document("one")
    mind = study.voice("corinth", source, role="mind", how="believes")
    thought = study.tie("argos", "allied-with", "elis", voices=[mind])
    wish = study.tie("argos", "allied-with", "elis", modality="normative")
    assert beliefs(study.case(), [thought.id, wish.id]) == {thought.id: (), wish.id: ()}
