"""Who stands behind a clause: what knowing, thinking, failing, asking and supposing leave of it."""

import pytest

from delian.model.claim import Claim
from reading import read_text


def assault(sentence: str) -> Claim | None:
    return next(iter(read_text(sentence).of("event", "assault")), None)


def minds(claim: Claim) -> list[str]:
    return [voice.how for voice in claim.voices if voice.is_mind]


@pytest.mark.parametrize(
    "sentence",
    [
        "Sweden does not know that Denmark attacked Norway.",
        "Sweden did not realise that Denmark had attacked Norway.",
        "If Sweden learns that Denmark attacked Norway, the pact is dead.",
        "Sweden forgot that Denmark had attacked Norway.",
        "Sweden failed to notice that Denmark had attacked Norway.",
        "Lund could hardly believe that Denmark had attacked Norway.",
    ],
)
def test_what_is_taken_for_granted_is_the_authors_word(sentence: str) -> None:
    claim = assault(sentence)
    assert claim is not None
    assert (claim.modality, claim.polarity) == ("asserted", "+")
    assert not minds(claim)


@pytest.mark.parametrize(
    "sentence",
    [
        "Sweden does not think that Denmark attacked Norway.",
        "Sweden never believed that Denmark attacked Norway.",
        "Sweden doubts that Denmark attacked Norway.",
    ],
)
def test_not_to_think_so_is_to_think_not(sentence: str) -> None:
    claim = assault(sentence)
    assert claim is not None
    assert claim.polarity == "-"
    assert minds(claim) == ["believes"]


@pytest.mark.parametrize(
    "sentence",
    [
        "I do not know that Denmark attacked Norway.",
        "Sweden did not say that Denmark attacked Norway.",
        "If Sweden says that Denmark attacked Norway, the pact is dead.",
        "Does Sweden think that Denmark attacked Norway?",
        "Sweden asked whether Denmark had attacked Norway.",
    ],
)
def test_what_nobody_says_is_not_read(sentence: str) -> None:
    assert assault(sentence) is None


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity", "absence"),
    [
        ("Denmark managed to attack Norway.", "asserted", "+", "none"),
        ("Denmark failed to attack Norway.", "asserted", "-", "reported"),
        ("Denmark forgot to attack Norway.", "asserted", "-", "reported"),
        ("Denmark was unable to attack Norway.", "asserted", "-", "unable"),
        ("Denmark could not attack Norway.", "asserted", "-", "unable"),
        ("Denmark may not have attacked Norway.", "hedged", "-", "reported"),
        ("Denmark attacked Norway, did it not?", "asserted", "+", "none"),
        ("The letters convinced Lund that Denmark had attacked Norway.", "hedged", "+", "none"),
        ("If Norway pays and if Denmark attacks Norway, the pact is dead.", "conditional", "+", "none"),
    ],
)
def test_how_a_clause_is_put(sentence: str, modality: str, polarity: str, absence: str) -> None:
    claim = assault(sentence)
    assert claim is not None
    assert (claim.modality, claim.polarity, claim.absence) == (modality, polarity, absence)
