"""What is said of a column, weighed: the closed form by hand, and what must not change it."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from building import MACHINE, Builder
from delian.model.belief import Advocacy
from delian.model.case import Case
from delian.model.proposition import Takes, Tie
from delian.worlds.gather.gathering import gather
from delian.worlds.trust.chains import Chains
from delian.worlds.trust.channel import decibans, pool, probability
from delian.worlds.trust.weigh import Scales, Weighed

HUMAN = 0.95
AUTHOR, OUTLET = 0.90, 0.95  # relays that nobody graded
ON_RECORD, ANONYMOUS = 0.40, 0.30  # origins that nobody graded
BASE = 0.01


def weighed(case: Case, kind: type = Tie) -> Weighed:
    """Return the evidence on the first column of that content."""
    gathering = gather(case)
    row = next(rows[0] for proposition, rows in gathering.rows.items() if isinstance(proposition.content, kind))
    return Scales.of(Chains(case)).weigh(row, gathering)


def test_one_graded_origin_by_hand() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-envoy"], outlet="courier")
    study.enter("grade", "person-envoy", "B", why="right so far")
    found = weighed(study.case())
    assert found.weight == pytest.approx(decibans(0.7 * AUTHOR * OUTLET))
    assert found.reading == pytest.approx(HUMAN)
    assert found.holds == pytest.approx(HUMAN * probability(found.weight) + (1 - HUMAN) * BASE)
    assert found.fails == 0.0


def test_an_ungraded_study_gives_useful_answers() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    found = weighed(study.case())
    assert found.weight == pytest.approx(decibans(ANONYMOUS * AUTHOR))
    assert 0.5 < found.holds < 0.7


def test_two_sources_without_a_name_of_one_author_are_pooled() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"])
    study.tie("argos", "allied-with", "elis", voices=["?a clerk"])
    one = decibans(ANONYMOUS * AUTHOR)
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.5))


def test_two_sources_on_record_in_one_outlet_are_pooled_harder() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-a"], outlet="courier")
    study.tie("argos", "allied-with", "elis", voices=["person-b"], outlet="courier")
    one = decibans(ON_RECORD * AUTHOR * OUTLET)
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.8))


def test_outlets_of_no_declared_coalition_share_half_and_declared_ones_less() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-a"], outlet="courier")
    study.tie("argos", "allied-with", "elis", voices=["person-b"], outlet="herald", document="two")
    one = decibans(ON_RECORD * AUTHOR * OUTLET)
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.5))
    study.roster("person-a", coalition="k-league")
    study.roster("person-b", coalition="k-empire")
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.3))
    study.enter("weight", ("k-league", "k-empire"), 0.1, why="at war with each other")
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.1))
    study.roster("person-b", coalition="k-league")
    study.enter("membership", "person-b", "left", coalition="k-empire")
    assert weighed(study.case()).weight == pytest.approx(pool([one, one], 0.8))


def test_what_speaks_for_and_against_is_pooled_apart() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["person-a"], document="one")
    study.tie("argos", "allied-with", "elis", voices=["person-b"], document="two", polarity="-")
    study.tie("argos", "allied-with", "elis", voices=["person-c"], document="three", polarity="-")
    one = decibans(ON_RECORD * AUTHOR)
    found = weighed(study.case())
    assert found.weight == pytest.approx(one - pool([one, one], 0.5))
    assert found.fails == pytest.approx((1 - 0.05**2) * (1 - probability(found.weight)))


def test_only_denied_it_is_as_likely_as_a_thing_that_nobody_reports() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", polarity="-")
    assert weighed(study.case()).holds == pytest.approx(BASE)


def test_a_machine_reading_counts_by_its_score() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", coder=MACHINE)
    assert weighed(study.case(unreviewed=True)).reading == pytest.approx(0.9)


def test_a_reprint_adds_no_decibel_and_no_reading() -> None:
    study = Builder()
    study.tie("argos", "allied-with", "elis", voices=["?an envoy"], outlet="courier")
    before = weighed(study.case())
    root = study.document("one")
    for number in range(50):
        copy = f"copy-{number}"
        study.document(copy, reprint_of=root.id)
        shared = study.voice("?an envoy", root)
        study.tie("argos", "allied-with", "elis", document=copy, voices=[shared], outlet=f"site-{number}")
    after = weighed(study.case())
    assert after.weight == pytest.approx(before.weight, abs=1e-12)
    assert after.holds == pytest.approx(before.holds, abs=1e-12)


def test_fifty_outlets_that_quote_one_speaker_saturate_at_the_speaker() -> None:
    study = Builder()
    for number in range(50):
        name = f"paper-{number}"
        study.tie("argos", "allied-with", "elis", voices=["person-envoy"], document=name, outlet=name)
    assert weighed(study.case()).weight == pytest.approx(decibans(ON_RECORD), abs=0.01)


@pytest.mark.parametrize("letter", [None, "A", "B", "C", "D", "E", "F"])
@pytest.mark.parametrize("accusers", [1, 2, 5])
def test_an_accused_party_that_denies_moves_next_to_nothing(letter: str | None, accusers: int) -> None:
    study = Builder()
    for number in range(accusers):
        study.say(
            "event",
            ["argos"],
            "assault",
            ["elis"],
            event="e-raid",
            document=f"paper-{number}",
            voices=[f"person-{number}"],
        )
    if letter:
        study.enter("grade", "argos", letter)
    before = weighed(study.case(), Takes).holds
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", polarity="-", document="own", voices=["argos"])
    after = weighed(study.case(), Takes).holds
    assert before - 0.03 < after < before


def test_a_neutral_denial_moves_more() -> None:
    study = Builder()
    study.say("event", ["argos"], "assault", ["elis"], event="e-raid", voices=["person-a"])
    before = weighed(study.case(), Takes).holds
    study.say("event", ["argos"], "assault", [], event="e-raid", polarity="-", document="two", voices=["person-b"])
    assert weighed(study.case(), Takes).holds < before - 0.1


def test_a_word_that_serves_counts_for_little_and_one_against_interest_for_more() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    plain = weighed(study.case()).weight
    study.enter("interest", ("person-envoy", claim.id), "serves", why="his own treaty")
    serving = weighed(study.case())
    assert serving.weight < plain / 5
    assert serving.spoken[0].advocacy == Advocacy(0.8, serves=True, why="entered by tester: his own treaty")
    study.enter("interest", ("person-envoy", claim.id), "harms", why="it cost him the election")
    assert serving.weight < weighed(study.case()).weight < plain


def test_what_serves_by_being_denied_is_turned_round() -> None:
    study = Builder()
    denial = study.tie("argos", "allied-with", "elis", voices=["person-envoy"], polarity="-")
    plain = weighed(study.case()).weight
    study.enter("interest", ("person-envoy", denial.id), "serves")
    assert plain / 5 < weighed(study.case()).weight < 0


def test_entered_priors_and_resolutions_are_used() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis", voices=["person-envoy"])
    before = weighed(study.case()).holds
    study.enter("prior", claim.id, 0.2)
    assert weighed(study.case()).holds < before
    study.enter("resolution", claim.id, "fails", why="the treaty was never signed")
    assert (weighed(study.case()).holds, weighed(study.case()).fails) == (0.0, 1.0)


def random_study(random: Random, turned: bool = False) -> Builder:  # noqa: FBT001 - the mirror image of the same study
    """Return a study in which random origins affirm or deny one tie through random outlets."""
    study = Builder()
    for _ in range(random.randint(1, 7)):
        sign = "+-"[(random.random() < 0.4) != turned]
        document = random.choice(["one", "two", "three", "four"])
        source = random.choice([[], ["?an envoy"], ["?a clerk"], ["person-a"], ["person-b"], ["person-c"]])
        outlet = random.choice([None, "courier", "herald"])
        hedge = random.choice([None, None, "likely", "possible"])
        hedged = {"modality": "hedged", "hedge": hedge} if hedge else {}
        study.tie(
            "argos", "allied-with", "elis", document=document, voices=source, outlet=outlet, polarity=sign, **hedged
        )
    for who in ("person-a", "person-b", "author-one", "courier"):
        if random.random() < 0.5:
            study.enter("grade", who, random.choice("ABCDEF"))
    if random.random() < 0.5:
        study.roster("person-a", "herald", coalition="k-league")
    return study


@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_the_order_of_claims_changes_no_weight(seed: int) -> None:
    case = random_study(Random(seed)).case()
    turned = Case(
        **{**{name: getattr(case, name) for name in case.__dataclass_fields__}, "claims": tuple(reversed(case.claims))}
    )
    assert weighed(turned).weight == pytest.approx(weighed(case).weight, abs=1e-9)


@settings(max_examples=60)
@given(st.integers(0, 100_000))
def test_affirming_and_denying_are_mirror_images(seed: int) -> None:
    one, other = random_study(Random(seed)).case(), random_study(Random(seed), turned=True).case()
    assert weighed(other).weight == pytest.approx(-weighed(one).weight, abs=1e-9)


@settings(max_examples=150)
@given(st.integers(0, 1_000_000))
def test_support_never_lowers_belief(seed: int) -> None:
    random = Random(seed)
    study = random_study(random)
    before = weighed(study.case()).weight
    source = random.choice([[], ["?an envoy"], ["?a porter"], ["person-a"], ["person-d"]])
    document = random.choice(["one", "two", "five"])
    study.tie(
        "argos",
        "allied-with",
        "elis",
        document=document,
        voices=source,
        outlet=random.choice([None, "courier", "post"]),
    )
    assert weighed(study.case()).weight >= before - 1e-9
