"""Rounds, mediation, and whether agreement was found: patterns of the language on invented parties, countries and decades."""

import pytest

from delian.model.claim import SHOWN_FROM
from delian.model.event import Round
from reading import Read, read_text


def rounds(read: Read) -> list[tuple[str, str | None]]:
    """Return label and mediator of the rounds of a text."""
    found = [one for one in read.grounded.issues if isinstance(one, Round)]
    return [(one.label, read.names((one.mediator,)) if one.mediator else None) for one in found]


MEDIATION = [
    ("Norway mediated between the Tamil League and the government.", ("Norway", "Tamil League & Government")),
    ("Qatar brokered a truce between the Red Spears and the Lomar Council.", ("Qatar", "Red Spears & Lomar Council")),
    ("The truce between Azania and Borduria was brokered by Qatar.", ("Qatar", "Azania & Borduria")),
    ("Kofi Mensah acted as mediator between the army and the unions.", ("Kofi Mensah", "Army & Unions")),
    ("Ana Ruiz, a mediator between the guild and the council, resigned.", ("Ana Ruiz", "Guild & Council")),
    ("The envoy tried to reconcile the two factions.", ("Envoy", "Factions")),
    ("Senegal’s mediation between Chile and Peru began in May.", ("Senegal", "Chile & Peru")),
    ("Archbishop Weiss, who mediates between the camps, spoke.", ("Weiss", "Camps")),
]


@pytest.mark.parametrize(("sentence", "expected"), MEDIATION)
def test_a_mediator_is_tied_to_the_parties(sentence: str, expected: tuple[str, str]) -> None:
    read = read_text(sentence)
    found = [one for one in read.of("tie", "mediates-between") if (one.score or 0) >= SHOWN_FROM]
    assert [(read.names(one.subject), read.names(one.object)) for one in found] == [expected]


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway offered to mediate.",
        "Norway offered to mediate between the League and the government.",
        "Senegal negotiated a treaty with Gambia.",
        "The mediator left Lomar.",
        "Chile and Peru signed a truce.",
        "The bank brokered a sale of the ships.",
        "The bridge runs between Lomar and Tavira.",
        "Chile was reconciled with its fate.",
        "Should Norway mediate between the League and the government?",
    ],
)
def test_who_goes_between_nobody_is_tied_to_nobody(sentence: str) -> None:
    found = read_text(sentence).of("tie", "mediates-between")
    assert [one for one in found if (one.score or 0) >= SHOWN_FROM and one.modality == "asserted"] == []


AGREEMENT = [
    ("Peru and Chile failed to find a compromise.", "Peru & Chile", "-"),
    ("No agreement was reached between the two parties.", "Parties", "-"),
    ("The talks between Peru and Chile ended without agreement.", "Peru & Chile", "-"),
    ("The Reform Party and the Labour Party could not reach a consensus.", "Reform Party & Labour Party", "-"),
    ("The guild and the council found a compromise.", "Guild & Council", "+"),
]


@pytest.mark.parametrize(("sentence", "who", "polarity"), AGREEMENT)
def test_whether_agreement_was_found(sentence: str, who: str, polarity: str) -> None:
    read = read_text(sentence)
    assert (who, polarity) in [(read.names(one.subject), one.polarity) for one in read.of("event", "agree")]


@pytest.mark.parametrize(
    "sentence",
    [
        "The talks between Peru and Chile ended on Friday.",
        "The concert ended without a result.",
        "Chile found the harbour.",
        "Without agreement Peru left the room.",
    ],
)
def test_what_tells_of_no_agreement_or_lack_of_it(sentence: str) -> None:
    assert read_text(sentence).of("event", "agree") == []


def test_who_has_no_candidate_put_nobody_forward() -> None:
    (claim,) = read_text("The Concord Bloc has no candidate for president.").of("event", "nominate")
    assert (claim.polarity, claim.absence) == ("-", "reported")


def test_the_search_for_somebody_whom_all_accept_is_a_round_with_its_mediator() -> None:
    read = read_text("General Ito was unable to reach a consensus on the next chancellor among the four parties.")
    (claim,) = read.of("event", "agree")
    assert (claim.polarity, claim.absence) == ("-", "unable")
    assert claim.scope is not None
    assert rounds(read) == [("the search for a chancellor", "Ito")]


SEARCH = (
    "In the first round, on 11 April, the Farmers’ League put forward its chairman, Karlis Ozolin. The Labour Party would not "
    "hear of him.\n\nAt the third session the mediator, Bishop Saare, proposed a banker, Nikolai Stern. The Christian Union "
    "accepted Stern.\n\nThe Coast List refused Stern."
)


def test_what_is_told_of_candidates_has_its_round() -> None:
    read = read_text(SEARCH)
    labels = {one.id: one.label for one in read.grounded.issues}
    found = [(read.names(one.subject), labels.get(one.scope or "")) for one in (*read.of("event"), *read.of("stance"))]
    assert found == [
        ("Farmers’ League", "the first round"),
        ("Saare", "the third session"),
        ("Labour Party", "the first round"),
        ("Christian Union", "the third session"),
        ("Coast List", None),
    ]
    assert rounds(read) == [("the first round", None), ("the third session", "Saare")]


@pytest.mark.parametrize(
    "sentence",
    [
        "If the sixth round should fail, Azania would nominate Pia Holm.",
        "The round table proposed Pia Holm.",
        "In the first round of the cup Azania beat Borduria.",
    ],
)
def test_a_supposed_round_and_a_round_of_nothing_are_none(sentence: str) -> None:
    assert rounds(read_text(sentence)) == []
