"""A text at odds with itself is shown to the reader; nothing else changes."""

from building import Builder
from delian.answers.tensions import tensions


def said(builder: Builder) -> list[str]:
    return [about for _, _, about in tensions(builder.case())]


def rank(builder: Builder, value: str, **fields: object) -> None:
    builder.say("attribute", ["person-ode"], "role", value=value, **fields)  # type: ignore[arg-type]


def test_two_ranks_of_one_person() -> None:
    builder = Builder()
    rank(builder, "brigadier general")
    rank(builder, "Major General")
    assert said(builder) == ["rank of Person Ode"]


def test_no_tension_between_a_rank_and_a_calling_nor_between_two_voices_nor_two_times() -> None:
    builder = Builder()
    rank(builder, "colonel")
    rank(builder, "banker")
    rank(builder, "colonel", document="two")
    rank(builder, "general", document="two", voices=["?an aide"])
    builder.say("attribute", ["person-lo"], "role", value="captain", when="1990")
    builder.say("attribute", ["person-lo"], "role", value="major", when="1995")
    assert said(builder) == []


def test_said_to_have_done_it_and_to_have_let_another_do_it() -> None:
    builder = Builder()
    builder.say("event", ["pact"], "assault", ["person-ode"], event="e-inner-killing")
    builder.say("event", ["north"], "assault", ["person-ode"], event="e-killing")
    builder.say("event", ["pact"], "consent", ["north"], event="e-allowing")
    assert said(builder) == ["whether Pact did it to Person Ode or let it happen"]


def test_consent_to_one_actor_is_at_odds_with_no_deed_against_others() -> None:
    builder = Builder()
    builder.say("event", ["pact"], "assault", ["south"], event="e-raid")
    builder.say("event", ["north"], "assault", ["person-ode"], event="e-killing")
    builder.say("event", ["pact"], "consent", ["north"], event="e-allowing")
    assert said(builder) == []
