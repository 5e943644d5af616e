"""What is a mention of somebody and where it ends: names, titles, common nouns; and what is no actor."""

import pytest

from scenes import set_scene


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("In June Serano left the League.", "Serano"),
        ("Judge August Lindqvist spoke in August.", "August Lindqvist"),
        ("Harbour Reform Party Chairman David Pell spoke.", "Harbour Reform Party"),
        ("Florida Rep. Anna Bell spoke.", "Anna Bell"),
        ("The People’s Liberation Army attacked Peru.", "People’s Liberation Army"),
        ("The Marada Brigades of Karim Sfeir shelled the port.", "Marada Brigades"),
        ("South Korean President Lee Sung-ho spoke.", "Lee Sung-ho"),
        ("Envoys asked Mr. King to leave.", "King"),
        ("The observers sent by ECOWAS praised the vote.", "ECOWAS"),
        ("Sami al-Khatib met El-Tayeb Omar.", "Sami al-Khatib"),
        ("The bishop, a critic of the regime, left.", "bishop"),
        ("The senate had rejected her.", "senate"),
    ],
)
def test_a_mention_is_found_whole(text: str, name: str) -> None:
    assert name in set_scene(text).mentions()


@pytest.mark.parametrize(
    ("text", "nobody"),
    [
        ("Chile met Peru in June.", "June"),
        ("The Treaty of Orsk angered Denmark.", "Treaty of Orsk"),
        ("Lund took office last year.", "office"),
        ("The ministers held a meeting in Oslo.", "meeting"),
        ("A major General Assembly vote followed.", "major General Assembly"),
    ],
)
def test_what_can_do_nothing_is_no_mention(text: str, nobody: str) -> None:
    assert nobody not in set_scene(text).mentions()


def test_a_place_in_a_date_phrase_is_no_part_of_a_name() -> None:
    assert set_scene("On Monday Sheikh Idris Qadir spoke.").mentions() == ["Idris Qadir"]


def test_a_noun_with_the_capital_of_its_sentence_is_no_name() -> None:
    staged = set_scene("Mutineers seized the port. The mutineers left Peru.")
    assert staged.means("Mutineers") == staged.means("mutineers") == "Mutineers"


def test_a_title_alone_names_an_office_holder() -> None:
    staged = set_scene("Premier Hal Orr spoke. The Premier left Peru.")
    assert staged.means("Premier") == "Hal Orr"
