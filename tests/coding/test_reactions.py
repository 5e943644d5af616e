"""Answers and silences: which act, who, in what form, for what reason; and what is neither."""

import pytest

from reading import read_text

ANSWERS = [
    ("Chile seized the railway. In retaliation, Bolivia expelled the envoys.", "Bolivia", "Chile"),
    ("In response to the blockade of Riga, Sweden sent two frigates.", "Sweden", "blockade"),
    ("Norway shelled Malmö in reprisal for the seizure of its trawlers.", "Norway", "seizure"),
    ("When Chile seized the railway, Bolivia answered with a speech.", "Bolivia", "Chile"),
    ("Kenya closed the border in response to the decree of the junta.", "Kenya", "the decree of the junta"),
    ("The Coast League answered the raid with a march.", "Coast League", "the raid"),
    ("Norway shelled Malmö. Sweden retaliated by closing its ports.", "Sweden", "Norway"),
    ("Denmark expelled the consul, and Peru hit back with a tariff.", "Peru", "Denmark"),
    ("Sweden met the raid with a protest note.", "Sweden", "the raid"),
    ("The only answer of the Coast League to the raid was a march.", "Coast League", "the raid"),
    ("Norway shelled Malmö. The only response from Sweden was to recall its consul.", "Sweden", "Norway"),
    ("Chile expelled two consuls, and Peru replied in kind.", "Peru", "Chile"),
    ("Had Sweden answered the raid, Norway would have withdrawn.", "Sweden", "the raid"),
]


@pytest.mark.parametrize(("text", "who", "what"), ANSWERS)
def test_an_answer_names_the_act_that_it_answers(text: str, who: str, what: str) -> None:
    read = read_text(text)
    (claim,) = read.of("answer")
    assert read.names(claim.subject) == who
    assert what in read.names(claim.object)
    assert claim.event not in claim.object


SILENCES = [
    ("Peru did not react to the earlier provocations.", "Peru", "the earlier provocations", "unstated"),
    ("Argentina seized two trawlers. No reply came from Uruguay.", "Uruguay", "Argentina", "unstated"),
    ("Kenya attacked the border post. There was no response from Uganda.", "Uganda", "Kenya", "unstated"),
    ("Uganda attacked the border post without any reaction from Kenya.", "Kenya", "Uganda", "unstated"),
    ("When Denmark shelled the fort, Sweden did nothing.", "Sweden", "Denmark", "unstated"),
    (
        "When Denmark shelled the fort, Sweden let it pass, for fear of a longer war.",
        "Sweden",
        "Denmark",
        "unwilling",
    ),
    ("Hungary attacked the mill. Austria kept silent.", "Austria", "Hungary", "unstated"),
    ("Sweden let the raid on Ven pass without a word.", "Sweden", "Ven", "unstated"),
    ("Norway’s raid on Malmö went unanswered.", "Malmö", "Norway", "unstated"),
    ("The raid on Malmö was met with silence by Sweden.", "Sweden", "Malmö", "unstated"),
    ("Sweden turned a blind eye to the raid on Malmö.", "Sweden", "Malmö", "unstated"),
    ("Norway seized a ferry. Sweden has not commented on the seizure.", "Sweden", "Norway", "unstated"),
    ("Sweden shrugged off the insult and the seizure of two boats.", "Sweden", "the insult & the seizure", "unstated"),
    ("When Norway shelled Malmö, nobody in the Coast League lifted a finger.", "Coast League", "Norway", "unstated"),
    ("Norway shelled Malmö. Not a shot was fired in return.", "Malmö", "Norway", "unstated"),
    ("Norway shelled Malmö. Sweden has yet to respond.", "Sweden", "Norway", "unstated"),
    ("Norway shelled Malmö. Sweden declined to retaliate.", "Sweden", "Norway", "unstated"),
    ("Norway shelled Malmö. Sweden stopped short of retaliating.", "Sweden", "Norway", "unstated"),
    ("Norway shelled Malmö. Sweden chose not to retaliate.", "Sweden", "Norway", "unwilling"),
    ("Norway shelled Malmö. Sweden was reluctant to respond.", "Sweden", "Norway", "unwilling"),
    ("Norway shelled Malmö. Sweden wanted to respond but did not.", "Sweden", "Norway", "unstated"),
    ("Norway shelled Malmö. Nobody has been made to pay for the shelling.", "Malmö", "Norway", "unstated"),
    ("The army looked on as militiamen burned the mills of Ven.", "Army", "Militiamen", "unstated"),
    ("Norway shelled Malmö. Sweden did not hit back, lest it lose the grain.", "Sweden", "Norway", "unwilling"),
    ("Norway shelled Malmö. Sweden will respond at a time of its choosing.", "Sweden", "Norway", "deferred"),
    ("Norway shelled Malmö. The ministry reserves the right to respond.", "Ministry", "Norway", "deferred"),
    ("The council postponed its answer to the raid.", "Council", "the raid", "deferred"),
    ("The guild asked Norway for an apology. The guild got no reply.", "Norway", "Guild", "unstated"),
    ("Hungary accused Austria of fraud. Austria has not responded to the charge.", "Austria", "Hungary", "unstated"),
]


@pytest.mark.parametrize(("text", "who", "what", "reason"), SILENCES)
def test_a_silence_names_the_act_who_was_silent_and_why(text: str, who: str, what: str, reason: str) -> None:
    read = read_text(text)
    (claim,) = read.of("unanswered")
    assert read.names(claim.subject) == who
    assert what in read.names(claim.object)
    assert (claim.polarity, claim.absence, claim.reason) == ("+", "reported", reason)


@pytest.mark.parametrize(
    "text",
    [
        "Norway shelled Malmö. Sweden could not strike back: it had no guns left.",
        "Norway shelled Malmö. Sweden had no ships to send.",
        "Norway shelled Malmö. Sweden wanted to hit back, and could not.",
    ],
)
def test_who_lacks_the_means_is_unable(text: str) -> None:
    (claim,) = read_text(text).of("unanswered")
    assert (claim.absence, claim.reason) == ("unable", "unable")


@pytest.mark.parametrize(
    ("text", "means", "scale"),
    [
        ("The Coast League answered the raid with a march.", "political", 2),
        ("The only answer of the Coast League to the raid was a march.", "political", 1),
        ("Sweden met the raid with a protest note.", "verbal", 1),
        ("Sweden answered the protest with a bombardment.", "force", 3),
        ("Sweden answered the bombardment with a complaint to the court.", "legal", 2),
    ],
)
def test_the_form_of_an_answer_is_that_of_its_means(text: str, means: str, scale: int) -> None:
    (claim,) = read_text(text).of("answer")
    assert claim.form is not None
    assert (claim.form.means, claim.form.scale) == (means, scale)


def test_who_did_no_more_than_speak_answered_with_that() -> None:
    read = read_text("The council deplored the raid and did nothing else.")
    assert read.said("answer") == [("Council", "+", "the raid")]
    assert not read.of("unanswered")


def test_a_noun_points_back_to_the_act_that_it_named() -> None:
    read = read_text(
        "A Norwegian raid on Malmö killed two men. Denmark closed the strait. Finland seized a ferry. Sweden has not answered the raid."
    )
    (claim,) = read.of("unanswered")
    assert read.names(claim.object) == "Norway · raid · Malmö"


def test_a_silence_is_the_cause_that_it_is_told_to_be() -> None:
    read = read_text(
        "When Denmark shelled the fort, Sweden did nothing. Norway attacked Denmark because Sweden kept silent."
    )
    (claim,) = [one for one in read.of("cause") if (one.score or 0) >= 0.5]
    assert claim.cause is not None
    assert claim.cause.causes[0] in {one.id for one in read.of("unanswered")}


@pytest.mark.parametrize(
    "text",
    [
        "Chile seized the railway. Bolivia answered the letter of the bank.",
        "Sweden had no answer.",
        "Norway met Sweden in response.",
        "Denmark did not move its capital.",
        "Norway seized a ferry. Sweden did not answer the telephone.",
        "Norway seized a ferry. The minister let the bill pass without a vote.",
        "Norway seized a ferry. The ministry ignored the weather.",
        "Norway seized a ferry. The court has not commented on the price of bread.",
        "Norway seized a ferry. The king put up with the heat.",
        "Norway seized a ferry. Sweden had no wine to send.",
        "Norway seized a ferry. Sweden did not react as if it were poor.",
        "Norway seized a ferry. Sweden was too slow to respond to the fog.",
        "Norway seized a ferry. Those responsible were not punished.",
        "Sweden shrugged off the charge of fraud.",
        "Norway seized a ferry. Sweden looked forward to a treaty on the ports.",
    ],
)
def test_no_reaction_is_read_where_none_is_told(text: str) -> None:
    read = read_text(text)
    assert not read.of("unanswered")


@pytest.mark.parametrize(
    "text",
    [
        "Norway seized a ferry. Sweden wanted to hit back.",
        "Norway seized a ferry. The minister answered questions about the budget.",
        "The envoy met Sweden with a delegation.",
    ],
)
def test_no_answer_is_read_of_a_wish_or_of_other_matters(text: str) -> None:
    assert not read_text(text).of("answer")


def test_an_act_named_again_is_near_for_the_next_reaction() -> None:
    read = read_text(
        "A Norwegian raid on Malmö killed two men. Denmark closed the strait. Finland mourned. The court sat. "
        "The king has not commented on the raid. The ministry would respond in due course."
    )
    assert {read.names(one.object) for one in read.of("unanswered")} == {"Norway · raid · Malmö"}
    assert [one.reason for one in read.of("unanswered")] == ["unstated", "deferred"]
