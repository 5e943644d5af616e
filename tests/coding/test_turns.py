"""Whose words stand under a label in interviews and transcripts; who "we" and "you" are."""

import pytest

from delian.coding.said.labels import find_labels
from reading import Read, read_text

NAMED = """\
Minister Jan Kellen and Senator Olga Brandt met us in Norrby.

{asker}: Did Norway attack the ferry?

{kellen}: Norway attacked the ferry. It left in May.

{asker}: Who warned you?

{kellen}: Denmark warned me.
"""


def speakers(read: Read) -> list[str]:
    """Return who speaks in each quotation or answer; a dash for whom nobody names."""
    return [read.names((one.speaker,)) if one.speaker else "–" for one in read.grounded.attributions if one.direct]


def sources(read: Read, relation: str) -> list[str]:
    """Return the voices beyond the author of the first event of a type, outermost first."""
    voices = [one for one in read.of("event", relation)[0].voices if one.role in {"source", "mind"}]
    return [read.names((one.actor,)) if one.actor else one.descriptor or "" for one in voices]


@pytest.mark.parametrize(
    "asker", ["Falk", "FALK", "IF", "Q", "Interviewer", "**Falk", "The Ferry Post", "[00:12] FALK"]
)
@pytest.mark.parametrize(
    "kellen", ["Kellen", "KELLEN", "JK", "Minister", "**Kellen", "[00:15] Kellen", "Jan Kellen (laughs)"]
)
def test_an_answer_is_the_labelled_speakers_and_a_question_the_authors(asker: str, kellen: str) -> None:
    read = read_text(NAMED.format(asker=asker, kellen=kellen), outlet="The Ferry Post")
    assert speakers(read) == ["Jan Kellen", "Jan Kellen"]
    assert sources(read, "assault") == ["Jan Kellen"]
    assert read.said("event", "warn") == [("Denmark", "+", "Jan Kellen")]
    assert {one.voices[-1].role for one in read.of("question")} == {"author"}


@pytest.mark.parametrize(
    ("ask", "answer"), [("Q:", "A:"), ("Q.", "A."), ("—", "—"), ("Question:", "Answer:"), ("Moderator:", "Guest:")]
)
def test_the_answers_of_a_transcript_are_the_persons_who_is_asked(ask: str, answer: str) -> None:
    read = read_text(
        f"Colonel Anton Reyl was heard on 4 June.\n\n{ask} Who led the raid?\n\n{answer} Togo attacked Benin. I warned Ghana.\n\n"
        f"{ask} And you?\n\n{answer} I left."
    )
    assert set(speakers(read)) == {"Anton Reyl"}
    assert read.said("event", "warn") == [("Anton Reyl", "+", "Ghana")]


def test_a_label_may_stand_on_its_own_line_and_an_answer_run_on_to_the_next_label() -> None:
    read = read_text(
        "Anna Berg met us.\n\nFalk:\n\nDid Peru attack?\n\nBerg:\n\nPeru left.\n\nChile attacked Bolivia.\n\nFalk:\n\nWhy?\n\n"
        "Berg:\n\nNobody knows.\n\n(Brazil attacked Peru on Monday.)"
    )
    assert set(speakers(read)) == {"Anna Berg"}
    assert [one.voices[-1].role for one in read.of("event", "assault")] == ["source", "author"]


def test_speakers_nest_in_an_answer() -> None:
    read = read_text(
        "Anna Berg met us.\n\nFalk: Who attacked?\n\nBerg: Judge Paul Weiss said that Peru attacked Chile.\n\nFalk: And?\n\n"
        "Berg: That is all."
    )
    assert sources(read, "assault") == ["Anna Berg", "Paul Weiss"]


def test_you_in_a_question_is_whoever_answers() -> None:
    read = read_text(
        "Anna Berg met us.\n\nFalk: Peru threatened you?\n\nBerg: It did.\n\nFalk: Chile warned you.\n\nBerg: It did."
    )
    assert ("Chile", "+", "Anna Berg") in read.said("event", "warn")


@pytest.mark.parametrize(
    "text",
    [
        "Note: Peru attacked Chile.\n\nRegion: South America\n\nNote: Who won?",
        "Berg: Peru attacked Chile.\n\nThe rest of the column asked: who won?",
        "Population: 400\n\nCapital: Lume\n\nWho rules it?",
        "The council met. The result: Peru attacked Chile. The reason: who knows?",
    ],
)
def test_words_before_a_colon_are_no_labels_where_nobody_takes_turns(text: str) -> None:
    assert find_labels(text) == ()


WE = [
    ("Ana Ruiz, the guild’s spokeswoman, said: “We attacked the port of Peru.”", {}, "Guild"),
    ("Ana Ruiz is chairwoman of the Reef League. “We attacked Peru,” said Ruiz.", {}, "Reef League"),
    ("Ana Ruiz, a former director of the Reef League, said: “We attacked Peru.”", {}, "Ana Ruiz"),
    ("The Reef League met. We attacked Peru in May.", {"author": None, "outlet": "Reef League"}, "Reef League"),
    ("The Reef League met. We attacked Peru in May.", {"author": None, "title": "Statement by the Reef League"}, "Reef League"),
    ("The Reef League met. We attacked Peru in May.", {"author": None, "title": "The fall of the Reef League"}, ""),
    ("The Reef League met. We attacked Peru in May.", {"author": "Ines Falk", "outlet": "Reef League"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "about", "who"), WE)
def test_we_are_the_body_whose_office_is_held_or_whose_statement_it_is(
    text: str, about: dict[str, str | None], who: str
) -> None:
    assert read_text(text, **about).said("event", "assault") == [(who, "+", "Peru")]  # type: ignore[arg-type]


def test_the_rest_of_us_are_not_who_speaks() -> None:
    read = read_text("“The rest of us attacked Peru,” said Luis Mora.")
    assert read.said("event", "assault") == [("", "+", "Peru")]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("He had, as Marta Vik told the party paper, “sent the guards away”.", "Marta Vik"),
        ("The guild rejected Paul Weiss as “Peru’s loyal bookkeeper”.", "Guild"),
    ],
)
def test_few_quoted_words_are_speech_where_a_verb_brings_them_in(text: str, speaker: str) -> None:
    assert speakers(read_text(text)) == [speaker]


def test_what_tells_of_a_source_is_not_what_it_says() -> None:
    read = read_text("According to an envoy in Lume, who says that he saw it, the elders attacked Peru.")
    assert sources(read, "assault") == ["an envoy in Lume"]
