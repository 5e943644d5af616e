"""Where somebody belongs, told by whose they are."""

import pytest

from reading import read_text

TIES = [
    ("The Orchard League’s police beat a carter.", ("Police of Orchard League", "part-of", "Orchard League")),
    ("A clerk of the Orchard League opened the gate.", ("Clerk", "member-of", "Orchard League")),
    ("Two engineers of the Morvan Company were arrested.", ("Engineers", "member-of", "Morvan Company")),
    ("General Ida Voss sent Voss’s soldiers to the river.", ("Ida Voss", "commands", "Soldiers")),
    ("President Ida Voss’s government resigned.", ("Ida Voss", "leads", "Government of Ida Voss")),
]


@pytest.mark.parametrize(("sentence", "expected"), TIES)
def test_whose_somebody_is_tells_where_they_belong(sentence: str, expected: tuple[str, str, str]) -> None:
    read = read_text(sentence)
    ties = [(read.names(one.subject), one.relation, read.names(one.object)) for one in read.of("tie")]
    assert expected in ties


@pytest.mark.parametrize(
    "sentence",
    [
        "The Orchard League’s critics met in Graz.",  # who is no member
        "The Orchard League’s former police met in Graz.",
        "Ida Voss’s clerk opened the gate.",  # a person's clerk is a member of nothing
        "He is the Orchard League’s man.",
        "The creditors’ man opened the gate.",
    ],
)
def test_others_belong_to_nobody_by_that(sentence: str) -> None:
    relations = {one.relation for one in read_text(sentence).of("tie")}
    assert not relations & {"part-of", "member-of", "commands"}


def test_a_tie_of_belonging_is_told_once() -> None:
    read = read_text("The Orchard League’s police beat a carter. The Orchard League’s police left.")
    assert len(read.of("tie", "part-of")) == 1


def test_a_deputy_of_a_person_is_second_to_them_and_a_deputy_of_a_party_its_member() -> None:
    assert [one.relation for one in read_text("Ada Berg, Hugo Stern’s deputy, left the hall.").of("tie")] == [
        "deputises"
    ]
    assert [one.relation for one in read_text("Ada Berg, a deputy of the Reform Party, left.").of("tie")] == [
        "member-of"
    ]


def test_an_office_is_mentioned_where_the_text_names_it() -> None:
    read = read_text("The mayor of Lund, Ada Berg, left the League.")
    office = read.actor("Mayor of Lund")
    assert [read.text[one.start : one.end] for one in office.mentions] == ["The mayor of Lund"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The League’s chairman is Hugo Stern.", ("Hugo Stern", "leads", "League")),
        (
            "The harbour union, an ally of the Reform Party, went home.",
            ("Harbour union", "allied-with", "Reform Party"),
        ),
        ("Ada Berg, consul of Peru, signed.", ("Ada Berg", "represents", "Peru")),
    ],
)
def test_roles_told_by_copula_and_apposition(sentence: str, expected: tuple[str, str, str]) -> None:
    read = read_text(sentence)
    assert expected in [(read.names(one.subject), one.relation, read.names(one.object)) for one in read.of("tie")]


def test_who_held_an_office_before_a_capital_former_holds_none() -> None:
    assert read_text("Former President Ada Berg praised Peru.").of("attribute") == []


@pytest.mark.parametrize(
    ("sentence", "value", "unit"),
    [
        ("The Reform Party’s 31 deputies left the hall.", 31, "deputies"),
        ("The rebels, numbering 300, held the hill.", 300, "member"),
        ("The Reform Party has three ministers.", 3, "ministers"),
    ],
)
def test_how_many_there_are(sentence: str, value: float, unit: str) -> None:
    amounts = [one.amount for one in read_text(sentence).of("attribute", "strength")]
    assert [(one.value, one.unit) for one in amounts if one] == [(value, unit)]


@pytest.mark.parametrize("verb", ["rejected", "vetoed"])
def test_a_valley_that_acts_is_a_body(verb: str) -> None:
    read = read_text(f"The Upper Valley {verb} the plan of Peru. The Upper Valley attacked Chile.")
    assert ("Upper Valley", "+", "Chile") in read.said("event", "assault")


def test_a_treaty_that_only_binds_is_nobody() -> None:
    read = read_text("The Treaty of Orsk binds Peru. Peru broke the Treaty of Orsk.")
    assert "Treaty of Orsk" not in {actor.name for actor in read.grounded.actors}


QUOTES = [
    ("Peru failed to attack Chile.", "assault", "Peru failed to attack Chile"),
    ("Peru attacked Chile, which had no ships.", "assault", "Peru attacked Chile"),
    ("The chief warned that “the hill would burn”.", "warn", "The chief warned that “the hill would burn"),
]


@pytest.mark.parametrize(("sentence", "relation", "quote"), QUOTES)
def test_the_quote_covers_the_clause(sentence: str, relation: str, quote: str) -> None:
    assert quote in [one.quote for one in read_text(sentence).of("event", relation)]


def test_a_subject_taken_for_a_second_object_is_given_back() -> None:
    read = read_text("Azania named Sam Hidipo and Borduria named Pia Holm.")
    assert [one[2] for one in read.said("event", "nominate")] == ["Sam Hidipo", "Pia Holm"]


def test_an_aside_in_a_question_is_told() -> None:
    read = read_text("Can the Guard, which takes orders from no party, be stopped?")
    assert [one.polarity for one in read.of("tie", "directs")] == ["-"]


def test_a_place_where_something_is_done_is_not_whom_it_is_done_to() -> None:
    assert read_text("The wardens of Lund seized nine carts at the Sluice Gate.").said("event", "coerce")[0][2] == ""
