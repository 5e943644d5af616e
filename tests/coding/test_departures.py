"""Who left which side for which, and what is no departure."""

import pytest

from reading import read_text

DEPARTURES = [
    (
        "A faction of the Reform Party broke away and joined the Popular Union.",
        "Faction",
        "Reform Party",
        "popular-union",
    ),
    ("The Fourth Brigade went over to the Mountain Front.", "Fourth Brigade", "", "mountain-front"),
    ("Two deputies of the Liberal Party crossed the floor.", "Deputies", "Liberal Party", None),
    ("The Miners’ Union pulled out of the government.", "Miners’ Union", "Government", None),
    ("The Liberal Party bolted the alliance.", "Liberal Party", "Alliance", None),
    ("The second-largest party in the governing alliance walked out on Monday.", "party", "alliance", None),
    (
        "The coalition lost its majority in 1931. The Green List left, and the Liberal Party stayed.",
        "Green List",
        "Coalition",
        None,
    ),
    ("Eleven deputies took seats on the opposition benches.", "Deputies", "", None),
]


@pytest.mark.parametrize(("text", "who", "left", "joined"), DEPARTURES)
def test_a_departure_names_who_left_whom_for_whom(text: str, who: str, left: str, joined: str | None) -> None:
    read = read_text(text)
    (claim,) = read.of("event", "defect")
    assert who in read.names(claim.subject)
    assert left in read.names(claim.object)
    assert bool(left) == bool(claim.object)
    assert claim.scope == joined


@pytest.mark.parametrize("text", ["The Reform Party returned to the coalition.", "Mantua rejoined the Lombard League."])
def test_who_comes_back_enters_the_body(text: str) -> None:
    read = read_text(text)
    (claim,) = read.of("event", "merge")
    assert claim.object


@pytest.mark.parametrize(
    "text",
    [
        "Olga Brandt left the country.",
        "The Miners’ Union pulled out of the talks.",
        "Three ministers of the Liberal Party walked out of the meeting.",
        "The envoy of the Coast League left the party headquarters at noon.",
        "The coalition met in Lund. The delegation left on Monday.",
        "The Green List left for Lund.",
        "Olga Brandt left the cabinet.",
        "Olga Brandt left the Upper House in 1931.",
        "The envoy joined the consul for lunch.",
        "The coalition met in Lund. Olga Brandt left.",
        "The Reform Party returned to the question of the tariff.",
    ],
)
def test_no_departure_is_read_of_places_and_meetings(text: str) -> None:
    read = read_text(text)
    assert not [*read.of("event", "defect"), *read.of("event", "merge")]
