"""Delegation, command, patronage and roles: patterns of the language on invented bodies, countries and decades."""

import pytest

from delian.model.claim import SHOWN_FROM
from reading import Read, read_text


def ties(read: Read) -> list[tuple[str, str, str, str]]:
    """Return the ties that are shown by default."""
    found = [one for one in read.of("tie") if (one.score or 0) >= SHOWN_FROM]
    return [(read.names(one.subject), one.relation, read.names(one.object), one.polarity) for one in found]


TIES = [
    # delegation
    ("The Prince left every decision to Tan Kok Wah.", ("Prince", "delegates-to", "Tan Kok Wah", "+")),
    ("President Odera gave General Ito a free hand.", ("Odera", "delegates-to", "Ito", "+")),
    ("The council put Marco Silva in charge of the port.", ("Council", "delegates-to", "Marco Silva", "+")),
    ("The Senate authorised Consul Varro to negotiate.", ("Senate", "delegates-to", "Varro", "+")),
    ("The Senate never left the command to General Moreau.", ("Senate", "delegates-to", "Moreau", "-")),
    # chain of command, told from below
    ("The Harbour Guard takes orders from the Coast League.", ("Coast League", "directs", "Harbour Guard", "+")),
    ("The Third Column reports to Colonel Haddad.", ("Haddad", "directs", "Third Column", "+")),
    ("Ivan Petrov, who answers to the Defence Ministry, spoke.", ("Defence Ministry", "directs", "Ivan Petrov", "+")),
    ("The Miners’ Union takes orders from no party.", ("Party", "directs", "Miners’ Union", "-")),
    ("The brigade was under the command of General Ito.", ("Ito", "commands", "Brigade", "+")),
    ("The Red Spears fought under Azania’s command.", ("Azania", "commands", "Red Spears", "+")),
    ("General Ito is at the head of the Third Column.", ("Ito", "leads", "Third Column", "+")),
    ("Ambassador Roth gives orders to the Third Column.", ("Roth", "directs", "Third Column", "+")),
    ("Mayor Falk never gave Colonel Haddad an order.", ("Falk", "directs", "Haddad", "-")),
    ("Omar Bay acts on behalf of the Coast League.", ("Omar Bay", "represents", "Coast League", "+")),
    # patronage
    ("The Red Spears are a proxy of Azania.", ("Azania", "patron-of", "Red Spears", "+")),
    ("The Liberty Front’s patron, Azania, kept silent.", ("Azania", "patron-of", "Liberty Front", "+")),
    ("Azania funds the Red Spears.", ("Azania", "finances", "Red Spears", "+")),
    ("Azania shelters the Red Spears.", ("Azania", "hosts", "Red Spears", "+")),
    ("The Azania-backed Red Spears entered Lomar.", ("Azania", "supports", "Red Spears", "+")),
    (
        "The National Front won the vote with the backing of the Labour Party.",
        ("Labour Party", "supports", "National Front", "+"),
    ),
    ("The junta relies on Colonel Sané.", ("Junta", "trusts", "Sané", "+")),
    # allies, rivals, members
    ("Azania was the Red Spears’ main ally.", ("Azania", "allied-with", "Red Spears", "+")),
    ("Azania and its ally Borduria signed the treaty.", ("Borduria", "allied-with", "Azania", "+")),
    ("The Rally, the junior partner in the Unity Coalition, resigned.", ("Rally", "member-of", "Unity Coalition", "+")),
    ("Anna Lund, a member of the Green League, spoke.", ("Anna Lund", "member-of", "Green League", "+")),
    ("Azania is at war with Borduria.", ("Azania", "fights", "Borduria", "+")),
]


@pytest.mark.parametrize(("sentence", "expected"), TIES)
def test_a_tie_is_read_in_its_direction(sentence: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in ties(read_text(sentence))


NO_TIES = [
    "The Prince left the letter to his sister Amina.",
    "The Prince left Lomar in May.",
    "The clerk gave General Ito a pen.",
    "The council put Marco Silva in prison.",
    "Colonel Haddad gave the order to fire.",
    "General Ito gave Colonel Haddad an order.",
    "The Senate authorised the purchase.",
    "The factory takes orders from abroad.",
    "Colonel Haddad reported to the inquiry on Monday.",
    "The party answered to the name of Reform.",
    "The minister answered to the press.",
    "The road was under the bridge.",
    "The ship sank with the support vessel.",
    "The army gave up the port in favour of Azania.",
    "Norway funded the school in Lomar.",
    "Azania sheltered from the storm.",
    "The well-backed plan passed.",
    "The snow-covered Andes divide Chile and Argentina.",
    "The university-trained surgeon Ana Ruiz spoke.",
    "Anna Lund spoke to the Green League.",
    "Pia Holm, formerly a member of the Green League, spoke.",
    "The lawyer’s client, the Harbour Bank, paid.",
    "Its ally remained silent.",
    "Is the Third Column under the command of General Ito?",
    "The house is at the head of the bay.",
    "Twenty-five ships left Chile.",
    "Anti-war songs were sung in Peru.",
    "Ana Ruiz relies on the bus.",
    "The judge acted on behalf of justice.",
]


@pytest.mark.parametrize("sentence", NO_TIES)
def test_what_only_sounds_like_a_tie_is_none(sentence: str) -> None:
    assert [one for one in ties(read_text(sentence)) if one[3] == "+"] == []


def test_a_formal_role_is_a_tie_and_an_office() -> None:
    read = read_text("General Voldemar Krapp, commander of the Second Division, spoke.")
    assert ("Voldemar Krapp", "commands", "Second Division", "+") in ties(read)
    assert ("Voldemar Krapp", "+", "Commander of Second Division") in read.said("attribute", "office")


def test_who_leads_a_band_need_not_hold_an_office() -> None:
    read = read_text("Jan Havel, the leader of the Reform Party, spoke.")
    assert ("Jan Havel", "leads", "Reform Party", "+") in ties(read)
    assert read.of("attribute", "office") == []


def test_the_name_beside_a_role_is_no_part_of_it() -> None:
    read = read_text("The party proposed a banker, Nikolai Stern, for the premiership.")
    assert [one.value for one in read.of("attribute", "role")] == ["banker"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chile would never have attacked Bolivia had Peru mobilised.",
        "Had Peru mobilised, Chile would never have attacked Bolivia.",
    ],
)
def test_an_act_supposed_behind_or_before_what_would_have_followed_is_contrary_to_fact(sentence: str) -> None:
    assert {one.modality for one in read_text(sentence).of("event")} == {"counterfactual"}
