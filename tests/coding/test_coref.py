"""Who pronouns, common nouns and short names mean; and where nobody can be told."""

import pytest

from scenes import set_scene

PRONOUNS = [
    ("When General Tarek Masri was killed, his patron, President Nur Haddad, promised revenge. He never took it.", "He", "Nur Haddad"),
    ("Anna Berg met Paul Weiss. She left him in Oslo.", "She", "Anna Berg"),
    ("Anna Berg met Paul Weiss. She left him in Oslo.", "him", "Paul Weiss"),
    ("As he left the palace, Omar Deng accused the general of treason.", "he", "Omar Deng"),
    ("The generals praised the Axis. Its enemies fled.", "Its", "Axis"),
    ("Kenya accused Uganda of theft. It moved its troops.", "It", "Kenya"),
    ("The voters left the Centre. They joined the Greens.", "They", "Voters"),
    ("The Marada Brigades attacked Peru. Their spokesman, Walid Khoury, left.", "Their", "Marada Brigades"),
    ("“I never met him,” Okafor said of the general.", "I", "Okafor"),
    ("“We will leave,” said Odo Brand. “I told the guards,” he added.", "I", "Odo Brand"),
    ("The leader offered talks to Hugo Salas, whom he had tried to kill.", "he", "Leader"),
    ("The Tide Fund, based in Toronto, whose chairman resigned, left.", "whose", "Tide Fund"),
    ("The council of four ports that has ruled Livona met Peru.", "that", "Council"),
    ("Jan Havel left. An aide in the palace, who met Piet Moor, said the port was shut.", "who", "Aide"),
    ("Jan Havel said that Piet Moor had left. Karl Stern met Moor. He said that the port was shut.", "He", "Jan Havel"),
    ("The Duke allied himself with Denmark.", "himself", "Duke"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "pronoun", "who"), PRONOUNS)
def test_a_pronoun_means_whoever_fits_it(text: str, pronoun: str, who: str) -> None:
    assert set_scene(text).means(pronoun) == who


@pytest.mark.parametrize(
    ("text", "pronoun"),
    [
        ("The treaty angered Norway. It was long and dull.", "It"),
        ("Peru protested. It is clear that Chile attacked Bolivia.", "It"),
        ("The candidates left. He was tired.", "He"),
        ("Mexico praised the envoy’s go-it-alone policy.", "it"),
        ("Anna Berg left. He stayed.", "He"),
    ],
)
def test_a_pronoun_that_nobody_fits_is_nobody(text: str, pronoun: str) -> None:
    assert set_scene(text).means(pronoun) is None


def test_they_are_all_who_were_named_together() -> None:
    staged = set_scene("Norway and Denmark signed a pact. They left Sweden.")
    assert staged.roles("left") == ({"Norway", "Denmark"}, {"Sweden"})


@pytest.mark.parametrize("text", ["Both attacked Peru.", "The two then attacked Peru.", "Neither attacked Peru."])
def test_both_are_the_two_who_were_named_together(text: str) -> None:
    staged = set_scene(f"Hugo Stern and Karl Moe broke with the Bloc. {text}")
    assert staged.roles("attacked")[0] == {"Hugo Stern", "Karl Moe"}


@pytest.mark.parametrize("noun", ["The two countries", "Both sides", "Both countries", "The two nations"])
def test_two_sides_are_the_two_that_were_named_together(noun: str) -> None:
    staged = set_scene(f"Norway and Denmark signed a truce. {noun} attacked Peru.")
    assert staged.roles("attacked")[0] == {"Norway", "Denmark"}


def test_a_speaker_is_no_third_person_in_the_own_quotation() -> None:
    staged = set_scene("Hugo Stern met Karl Moe. “He lied to us,” Stern said.")
    assert staged.means("He") == "Karl Moe"


NOUNS = [
    # titles and ranks
    ("The king appointed General Saad Murtaza. The general obeyed.", "general", "Saad Murtaza"),
    ("Russian President Ilya Orlov met President Ada Diaz. The Russian president spoke.", "Russian president", "Ilya Orlov"),
    ("Defence Minister Otto Kern met Prime Minister Ana Roth. The minister spoke.", "minister", "Otto Kern"),
    ("Prince Tomas Rell spoke. The Prince left Peru.", "Prince", "Tomas Rell"),
    ("Senator Hugo Marsh met Peru. The South Ruthenia senator left.", "South Ruthenia senator", "Hugo Marsh"),
    # appositions
    ("The mediator, Eduard Saar, met Peru. The mediator left.", "mediator", "Eduard Saar"),
    ("The Lutheran archbishop Eduard Saar spoke. The archbishop left.", "archbishop", "Eduard Saar"),
    ("Its leader, known as Comandante Ramiro, left Peru.", "leader", "Comandante Ramiro"),
    ("Senator Doyle backed the governor. The governor, Mary Keane, left.", "governor", "Mary Keane"),
    # bodies
    ("The Ministry of the Interior spoke. The ministry denied it.", "ministry", "Ministry of the Interior"),
    ("The Water Defence Front protested. The Front left Peru.", "Front", "Water Defence Front"),
    ("Hizb al-Umma attacked Peru. The movement denied it.", "movement", "Hizb al-Umma"),
    ("The European Commission sued Hungary. The country protested.", "country", "Hungary"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "noun", "who"), NOUNS)
def test_a_common_noun_means_whoever_was_called_so(text: str, noun: str, who: str) -> None:
    assert set_scene(text).means(noun, set_scene(text).mentions().count(noun)) == who


@pytest.mark.parametrize(
    ("text", "noun", "who"),
    [
        ("Norway praised Olaf Moe. The lawyer left.", "lawyer", "Lawyer"),
        ("The Social Labour Party met Peru. The parties left.", "parties", "Parties"),
        ("The Polish foreign minister met Peru. The Czech foreign minister left.", "Czech foreign minister", "Czech foreign minister"),
        ("Ghana’s foreign minister met Mali’s foreign minister.", "foreign minister", "Foreign minister of Ghana"),
    ],
)  # fmt: skip
def test_a_common_noun_that_nobody_was_called_stays_an_actor_of_its_own(text: str, noun: str, who: str) -> None:
    assert set_scene(text).means(noun) == who


NAMES = [
    ("Colonel Efraín Quiroga Mamani left. Quiroga denied it. Colonel Quiroga left Peru.", "Quiroga", "Efraín Quiroga Mamani"),
    ("The Social Labour Party met Peru. Labour refused.", "Labour", "Social Labour Party"),
    ("The Popular Front for Renewal (PFR) split. The PFR left.", "PFR", "Popular Front for Renewal"),
    ("Sheikh Hamad al-Thawri said that Al Thawri’s men had left.", "Al Thawri", "Hamad al-Thawri"),
    ("Donald Brack met Peru. Brack attacked Chile. Brack left.", "Brack", "Donald Brack"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "short", "full"), NAMES)
def test_a_short_name_means_the_full_one(text: str, short: str, full: str) -> None:
    assert set_scene(text).means(short) == full
