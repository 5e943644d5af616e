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


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity", "absence"),
    [
        # what could be is possible; who can is able
        ("Denmark could attack Norway.", "hedged", "+", "none"),
        ("Denmark can attack Norway.", "asserted", "+", "none"),
        # inability
        ("Denmark could not attack Norway.", "asserted", "-", "unable"),
        ("Denmark cannot attack Norway.", "asserted", "-", "unable"),
        ("Denmark can no longer attack Norway.", "asserted", "-", "unable"),
        ("Denmark was powerless to attack Norway.", "asserted", "-", "unable"),
        # reported absence
        ("Denmark did not attack Norway.", "asserted", "-", "reported"),
        ("Denmark never attacked Norway.", "asserted", "-", "reported"),
        ("Denmark refused to attack Norway.", "asserted", "-", "reported"),
        ("Denmark neglected to attack Norway.", "asserted", "-", "reported"),
        ("Denmark no longer attacked Norway.", "asserted", "-", "reported"),
        # denial
        ("Denmark denied that it had attacked Norway.", "asserted", "-", "none"),
        ("Denmark denies attacking Norway.", "asserted", "-", "none"),
        ("Nobody attacked Norway.", "asserted", "-", "none"),
        ("No country attacked Norway.", "asserted", "-", "none"),
    ],
)
def test_denial_absence_and_inability_are_told_apart(sentence: str, modality: str, polarity: str, absence: str) -> None:
    claim = assault(sentence)
    assert claim is not None
    assert (claim.modality, claim.polarity, claim.absence) == (modality, polarity, absence)


def test_what_could_be_covers_the_verbs_that_follow() -> None:
    claims = read_text("Denmark could attack Norway and invade Sweden.").of("event", "assault")
    assert [(one.modality, one.hedge) for one in claims] == [("hedged", "possible")] * 2


@pytest.mark.parametrize(
    "sentence",
    [
        "Denmark is not allied with Norway.",
        "Denmark is no ally of Norway.",
        "Denmark and Norway are no longer allied.",
        "Denmark does not support Norway.",
    ],
)
def test_a_negative_tie_is_no_absence_of_an_act(sentence: str) -> None:
    ties = read_text(sentence).of("tie")
    assert [(one.polarity, one.absence) for one in ties] == [("-", "none")]


@pytest.mark.parametrize(
    ("text", "absence", "reason"),
    [
        ("Denmark attacked Norway. Sweden did not react.", "reported", "unstated"),
        ("Denmark attacked Norway. Sweden is yet to respond to the attack.", "reported", "unstated"),
        ("Denmark attacked Norway. Sweden could not respond.", "unable", "unable"),
        ("Denmark attacked Norway. Sweden was unable to respond.", "unable", "unable"),
    ],
)
def test_a_silence_says_whether_it_was_inability(text: str, absence: str, reason: str) -> None:
    (silence,) = read_text(text).of("unanswered")
    assert (silence.polarity, silence.absence, silence.reason) == ("+", absence, reason)
    assert not read_text(text).of("answer")


@pytest.mark.parametrize(
    "text",
    [
        "Denmark attacked Norway. Sweden did not react as if the pact were dead.",
        "Denmark attacked Norway. Sweden did not act rashly.",
    ],
)
def test_how_somebody_did_not_act_is_no_silence(text: str) -> None:
    assert not read_text(text).of("unanswered")


@pytest.mark.parametrize(
    "sentence",
    [
        "Denmark argued for attacking Norway.",
        "Sweden called for attacking Norway.",
        "The idea of attacking Norway pleased Denmark.",
        "The envoy was steering clear of attacking Norway.",
        "Denmark teamed up with Sweden to help attack Norway.",
        "The pact would allow Denmark to attack Norway.",
        "Sweden will not allow Denmark to attack Norway.",
        "It is too early to tell whether Denmark attacked Norway.",
    ],
)
def test_what_is_only_sought_or_left_open_is_no_act(sentence: str) -> None:
    assert assault(sentence) is None


@pytest.mark.parametrize(
    "sentence", ["Sweden allowed Denmark to attack Norway.", "Denmark and its partners began to attack Norway."]
)
def test_what_was_let_or_begun_was_done(sentence: str) -> None:
    assert assault(sentence) is not None


@pytest.mark.parametrize(
    "sentence",
    ["Ana Lund will be president of Norway.", "Most of them are historians.", "Ana Lund would be a senator."],
)
def test_who_is_to_be_something_is_not_yet(sentence: str) -> None:
    assert not read_text(sentence).of("attribute")
