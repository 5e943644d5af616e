"""Answers and silences: which act, who, in what form, for what reason; and what is neither."""

import pytest

from reading import read_text

ANSWERS = [
    ("Chile seized the railway. In retaliation, Bolivia expelled the envoys.", "Bolivia", "Chile"),
    ("In response to the blockade of Riga, Sweden sent two frigates.", "Sweden", "blockade"),
    ("Norway shelled Malmö in reprisal for the seizure of its trawlers.", "Norway", "seizure"),
    ("When Chile seized the railway, Bolivia answered with a speech.", "Bolivia", "Chile"),
    ("Kenya closed the border in response to the decree of the junta.", "Kenya", "the decree of the junta"),
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
    ("Hungary accused Austria of fraud. Austria has not responded to the charge.", "Austria", "Hungary", "unstated"),
]


@pytest.mark.parametrize(("text", "who", "what", "reason"), SILENCES)
def test_a_silence_names_the_act_who_was_silent_and_why(text: str, who: str, what: str, reason: str) -> None:
    read = read_text(text)
    (claim,) = read.of("unanswered")
    assert read.names(claim.subject) == who
    assert what in read.names(claim.object)
    assert (claim.polarity, claim.absence, claim.reason) == ("+", "reported", reason)


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
    ],
)
def test_no_reaction_is_read_where_none_is_told(text: str) -> None:
    read = read_text(text)
    assert not read.of("unanswered")
