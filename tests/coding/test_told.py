"""What is said or thought, by whom and by which cue: the words around verbs, nouns, adjectives and quotation marks."""

import pytest

from delian.coding.lexicon import lexicon
from delian.coding.parse import Parse, parse
from delian.coding.said.quotes import find_quotations
from delian.coding.said.told import Told
from delian.coding.said.voices import find_told
from delian.model.view import whole


def heard(text: str) -> list[tuple[str, str, str]]:
    """Return source, cue and content of everything told in a text, pieces apart by a bar."""
    view = whole(text)
    parsed = parse(view, text, "en")
    return [
        (_source(parsed, one), _cue(parsed, one), " | ".join(text[piece.start : piece.end] for piece in one.pieces))
        for one in find_told(parsed, find_quotations(view), lexicon())
    ]


def _source(parsed: Parse, one: Told) -> str:
    named = one.named(parsed)
    return parsed.text[named.start : named.end] if named else ""


def _cue(parsed: Parse, one: Told) -> str:
    return parsed.tokens[one.cue].text if one.cue is not None else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # verbs with a clause
        ("The envoy insisted that the dam was safe.", ("The envoy", "insisted", "the dam was safe")),
        (
            "A survey found that two in three farmers had no well.",
            ("A survey", "found", "two in three farmers had no well"),
        ),
        ("The envoy told the council of elders that few wells were dry.", ("The envoy", "told", "few wells were dry")),
        ("Brandt was quoted as saying that the dam was safe.", ("Brandt", "saying", "the dam was safe")),
        # the teller in the middle or at the end
        ("The dam, the envoy noted, was never tested.", ("the envoy", "noted", "The dam | was never tested")),
        (
            "If the rains fail, Brandt said, the dam will hold.",
            ("Brandt", "said", "If the rains fail | the dam will hold"),
        ),
        ("The dam was never tested, the envoy said.", ("the envoy", "said", "The dam was never tested")),
        # infinitives and who is asked
        ("The guild vowed to reopen the port.", ("The guild", "vowed", "to reopen the port")),
        ("The guild urged the king to reopen the port.", ("The guild", "urged", "the king to reopen the port")),
        ("The guild called on the king to reopen the port.", ("The guild", "called", "the king to reopen the port")),
        ("The guild called for the port to be reopened.", ("The guild", "called", "the port to be reopened")),
        # what is spoken of
        ("The bishop praised the truce.", ("The bishop", "praised", "the truce")),
        ("The bishop called for a truce.", ("The bishop", "called", "a truce")),
        ("The bishop complained about the delay.", ("The bishop", "complained", "the delay")),
        ("The bishop accused the guild of hoarding grain.", ("The bishop", "accused", "the guild of hoarding grain")),
        ("The bishop described the truce as a ruse.", ("The bishop", "described", "the truce as a ruse")),
        ("The truce was condemned by the bishop.", ("the bishop", "condemned", "The truce")),
        # nouns and adjectives
        (
            "The king ignored the guild’s warning that the port would close.",
            ("the guild’s", "warning", "the port would close"),
        ),
        ("The guild issued a warning that the port was closed.", ("The guild", "warning", "the port was closed")),
        ("They forgot the king’s promise to reopen the port.", ("the king’s", "promise", "to reopen the port")),
        ("The farmers were convinced that the dam would break.", ("The farmers", "convinced", "the dam would break")),
        ("The farmers are wary of the guild.", ("The farmers", "wary", "the guild")),
        # according to
        (
            "According to the harbour master, the pier burned twice.",
            ("the harbour master", "According", "the pier burned twice"),
        ),
        (
            "The pier burned twice, according to the harbour master.",
            ("the harbour master", "according", "The pier burned twice"),
        ),
        (
            "The pier burned twice, according to the harbour master, for want of a pump.",
            ("the harbour master", "according", "The pier burned twice"),
        ),
        # whose the words are
        ("A clerk who said that the seal was forged was dismissed.", ("A clerk", "said", "the seal was forged")),
        ("A letter saying that the seal was forged was found.", ("A letter", "saying", "the seal was forged")),
        ("It is believed that the seal was forged.", ("", "believed", "the seal was forged")),
    ],
)
def test_reported_speech_has_its_source_cue_and_words(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in heard(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Olsen said the vote was fair, and blamed the delay on the snow.",
            [("Olsen", "said", "the vote was fair"), ("Olsen", "blamed", "the delay on the snow")],
        ),
        (
            "Olsen said the vote was fair, adding that the delay was due to the snow.",
            [("Olsen", "said", "the vote was fair"), ("Olsen", "adding", "the delay was due to the snow")],
        ),
        (
            "The vote, Olsen noted, was fair, adding that the snow had caused the delay.",
            [("Olsen", "noted", "The vote | was fair"), ("Olsen", "adding", "the snow had caused the delay")],
        ),
        (
            "Olsen said that the vote was fair, and the count began at noon.",
            [("Olsen", "said", "the vote was fair")],
        ),
        (
            "Olsen said that the vote was fair, though half of the boxes were missing.",
            [("Olsen", "said", "the vote was fair")],
        ),
        (
            "Olsen said that the vote was fair and that the count would begin at noon.",
            [("Olsen", "said", "the vote was fair"), ("Olsen", "said", "the count would begin at noon")],
        ),
        (
            "Olsen said he trusted the judge, who had never lost a case.",
            [("Olsen", "said", "he trusted the judge"), ("he", "trusted", "")],
        ),
    ],
)
def test_words_end_where_the_teller_goes_on(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert [one for one in heard(text) if one[1] != "trusted"] == [one for one in expected if one[1] != "trusted"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Said Ellis: “I do not know of any such boxes.”", ("Ellis", "Said", "I do not know of any such boxes.")),
        (
            "“The boxes,” Olsen said, “were never opened by any of us.”",
            ("Olsen", "said", "were never opened by any of us."),
        ),
        (
            "Olsen told his hosts in the north, “The boxes were never opened.” Nobody answered.",
            ("Olsen", "told", "The boxes were never opened."),
        ),
        (
            "Olsen said the vote had been lost. “It was the snow that did it.”",
            ("Olsen", "", "It was the snow that did it."),
        ),
        (
            "“No law forbids a man to sing in his own boat.” — Nils Olsen, poet.",
            ("Nils Olsen, poet", "—", "No law forbids a man to sing in his own boat."),
        ),
        (
            "Olsen: “The boxes were never opened by any of us.”",
            ("Olsen", ":", "The boxes were never opened by any of us."),
        ),
        ("Olsen called the count “a long sad joke” in May.", ("Olsen", "called", "a long sad joke")),
        ("It was, Olsen explained, “a very sad joke”.", ("Olsen", "explained", "a very sad joke")),
        (
            "Olsen said: “The queen told us, ‘Count the boxes again before noon,’ and we did so.”",
            ("The queen", "told", "Count the boxes again before noon,"),
        ),
        (
            "The bishop rejects the story, according to which the clerk “opened the boxes at night”.",
            ("the story", "according", "opened the boxes at night"),
        ),
    ],
)
def test_quoted_words_have_their_speaker(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in heard(text)


def test_words_left_open_run_on_into_the_next_paragraph() -> None:
    text = "“We counted the boxes,” Olsen said. “None was missing.\n\nThe seals were whole,” and he showed them.\n\nNobody asked."
    assert ("Olsen", "", "The seals were whole,") in heard(text)


def test_a_verb_in_the_next_paragraph_brings_in_nothing_above() -> None:
    text = "Olsen told a meeting of farmers, “The boxes were never opened.”\n\nBrandt said nothing of it."
    assert [one[0] for one in heard(text) if one[2].startswith("The boxes")] == ["Olsen"]


@pytest.mark.parametrize(
    "text",
    [
        "The fire showed that the pump was broken.",  # a fact shows it, nobody says it
        "The “Hall of Masks” burned down.",
        "The flood reached the mill before the miller left.",
        "The guild announces.",
        "The army attacked the town for three days.",
        "He learned a trade.",
    ],
)
def test_nobody_speaks(text: str) -> None:
    assert heard(text) == []


def test_what_is_only_spoken_of_is_not_said() -> None:
    text = "The bishop condemned the attack on the mill. The bishop said that the mill was lost."
    parsed = parse(whole(text), text, "en")
    assert [one.about for one in find_told(parsed, (), lexicon())] == [True, False]


@pytest.mark.parametrize("text", ["He said", "“", "According to", "Said", "the guild, he said", "Olsen: “"])
def test_broken_ends_are_no_fault(text: str) -> None:
    heard(f"{text} and then it rained over the hills for a week and the river rose\n\n{text}")
    heard(f"It rained over the hills for a week and the river rose and the boats were lost and {text}")
