"""Who speaks, who only thinks, and how voices nest."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.coding.said.quotes import find_quotations
from delian.model.claim import Claim
from delian.model.view import whole
from reading import Read, read_text


def chain(read: Read, claim: Claim) -> list[tuple[str, str]]:
    return [
        (voice.role, read.names((voice.actor,)) if voice.actor else voice.descriptor or "")
        for voice in claim.voices[1:]
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We shall not attack Chile,” said President Luis Mora.", "Luis Mora"),
        ("Queen Margrete told the council: “We shall not attack Norway.”", "Margrete"),
        ('"The league attacked our ships last year," the envoy Nikias of Samos said.', "Nikias"),
    ],
)
def test_a_direct_quotation_has_its_speaker(text: str, speaker: str) -> None:
    read = read_text(text)
    (heard,) = [one for one in read.grounded.attributions if one.direct]
    assert heard.speaker is not None
    assert read.names((heard.speaker,)).startswith(speaker)
    assert all(voice.role == "source" for claim in read.of("event") for voice in claim.voices[1:])


def test_a_quotation_after_a_colon_in_the_paragraph_above_has_its_speaker() -> None:
    read = read_text("A senior official of the league told me:\n\n“Samos attacked our ships. We did nothing.”")
    (heard,) = [one for one in read.grounded.attributions if one.direct]
    assert heard.source is not None
    assert read.text[heard.source.start : heard.source.end].startswith("A senior official")
    (claim,) = read.of("event", "assault")
    assert chain(read, claim) == [("source", "A senior official of the league")]
    assert claim.origin is not None
    assert claim.origin.kind == "anonymous"


def test_scare_quotes_are_no_speech() -> None:
    assert not [one for one in read_text("The “Mountain League” attacked Peru.").grounded.attributions if one.direct]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minister Olga Brandt said that Norway attacked Sweden.", [("source", "Olga Brandt")]),
        ("According to Judge Tomás Vidal, Peru attacked Chile.", [("source", "Tomás Vidal")]),
        ("Jan Havel believed that Poland attacked Lithuania.", [("mind", "Jan Havel")]),
        (
            "Olga Brandt said that Jan Havel believed that Poland attacked Lithuania.",
            [("source", "Olga Brandt"), ("mind", "Jan Havel")],
        ),
        ("Peru rejected Chile’s claim that Bolivia attacked Brazil.", [("source", "Chile")]),
        ("Oslo shared Denmark’s fear that Norway attacked Sweden.", [("mind", "Denmark")]),
        ("Kenya accused Togo of attacking Benin.", [("source", "Kenya")]),
        ("Norway attacked Sweden.", []),
    ],
)
def test_voices_nest_and_a_mind_comes_last(text: str, expected: list[tuple[str, str]]) -> None:
    read = read_text(text)
    (claim,) = read.of("event", "assault")
    assert chain(read, claim) == expected


def test_a_denial_turns_the_polarity_of_what_is_denied() -> None:
    read = read_text("Peru denied that Chile attacked Bolivia.")
    (claim,) = read.of("event", "assault")
    assert (claim.polarity, claim.absence) == ("-", "none")
    assert chain(read, claim) == [("source", "Peru")]


def test_what_nobody_says_is_not_coded() -> None:
    assert not read_text("Peru did not say that Chile attacked Bolivia.").of("event", "assault")
    assert not read_text("Jan Havel asked whether Poland attacked Lithuania.").of("event", "assault")


def test_first_person_in_a_quotation_is_its_speaker() -> None:
    read = read_text("“I attacked Peru,” said Luis Mora.")
    assert ("Luis Mora", "+", "Peru") in read.said("event", "assault")


@pytest.mark.parametrize(
    "text",
    [
        "قال الوزير: «لن نهاجم الجيران أبدا في هذه السنة».",
        "رئیس گفت: «ما هرگز به همسایه حمله نمی‌کنیم در این سال».",
        'השר אמר: "לא נתקוף את השכנים שלנו בשנה הזאת לעולם".',
        "Министр сказал: «Мы никогда не нападём на соседей в этом году».",
    ],
)
def test_quotations_are_found_in_any_script_at_the_right_place(text: str) -> None:
    (one,) = find_quotations(whole(text))
    words = text[one.content.start : one.content.end]
    assert len(words.split()) > 5
    assert text[one.content.start - 1] in '«"'


@given(st.text(alphabet='ab “”"«»‘’.\n,', max_size=80))
def test_quotations_lie_in_the_text_and_stand_apart_or_one_within_another(text: str) -> None:
    found = find_quotations(whole(text))
    assert all(0 <= one.content.start < one.content.end <= len(text) for one in found)
    assert all(a.content.end <= b.content.start or b.content.end <= a.content.end for a, b in pairwise(found))
