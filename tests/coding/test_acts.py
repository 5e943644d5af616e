"""Acts: what stands with a verb decides its type; acts under acts; what is to come, ended, undergone or only words."""

import pytest

from delian.model.claim import SHOWN_FROM
from reading import Read, read_text


def told(read: Read) -> set[tuple[str, str, str]]:
    """Return type, agents and recipients of the events that are asserted and not denied."""
    return {
        (one.relation, read.names(one.subject), read.names(one.object))
        for one in read.of("event")
        if one.polarity == "+" and one.modality == "asserted"
    }


WORDINGS = [
    # object, particle, preposition
    ("Norway imposed sanctions on Denmark.", ("sanction", "Norway", "Denmark")),
    ("The sanctions that Norway imposed on Denmark failed.", ("sanction", "Norway", "Denmark")),
    ("Sanctions were imposed on Denmark by Norway.", ("sanction", "Norway", "Denmark")),
    ("Chile opened fire on Peru.", ("assault", "Chile", "Peru")),
    ("Peru turned down a proposal by Chile.", ("reject", "Peru", "Chile")),
    ("Ghana signed a treaty with Togo.", ("support", "Ghana", "Togo")),
    ("Kenya broke off talks with Uganda.", ("sanction", "Kenya", "Uganda")),
    # verbs that say little
    ("Prussia launched a surprise attack on Saxony.", ("assault", "Prussia", "Saxony")),
    ("Prussia carried out a series of raids against Saxony.", ("assault", "Prussia", "Saxony")),
    ("The Reform Party faced criticism from the Labour Union.", ("accuse", "Labour Union", "Reform Party")),
    ("Saxony came under attack from Prussia.", ("assault", "Prussia", "Saxony")),
    # ended
    ("Iraq stopped shelling Iran.", ("retreat", "Iraq", "Iran")),
    ("Sweden suspended its cooperation with Finland.", ("sanction", "Sweden", "Finland")),
    ("Finland ended the blockade of Estonia.", ("concede", "Finland", "Estonia")),
    # a document does what its issuer does
    ("Norway issued a statement condemning Denmark.", ("accuse", "Norway", "Denmark")),
    ("The Coast League released a letter urging Peru to withdraw.", ("request", "Coast League", "Peru")),
    # adjectives
    ("Egypt is prepared to negotiate with Sudan.", ("agree", "Egypt", "Sudan")),
    ("Peru is guilty of breaking the truce with Chile.", ("assault", "Peru", "Chile")),
    # what somebody is sent for
    ("Ghana sent troops to help Togo.", ("aid", "Ghana", "Togo")),
    ("Ghana sent tanks to the border.", ("mobilize", "Ghana", "")),
    ("Ghana withdrew its battalion.", ("retreat", "Ghana", "")),
    ("Ghana released the soldiers.", ("retreat", "Ghana", "Soldiers")),
    # nouns before vague ones
    ("The council ended mediation efforts between Norway and Denmark.", ("sanction", "Council", "Norway & Denmark")),
    # how long, not what for
    ("Chile pounded the fort of Peru for six days.", ("assault", "Chile", "Peru")),
    # what is said of another
    ("Norway said that Denmark must withdraw.", ("request", "Norway", "Denmark")),
    ("Norway said that Denmark was responsible for the fire.", ("accuse", "Norway", "Denmark")),
    ("Norway returned a silver spoon to Peru.", ("retreat", "Norway", "Peru")),
    # joined passives
    ("Captain Osei was arrested and deported by Togo.", ("coerce", "Togo", "Osei")),
]


@pytest.mark.parametrize(("sentence", "expected"), WORDINGS)
def test_what_stands_with_a_verb_decides_the_type(sentence: str, expected: tuple[str, str, str]) -> None:
    read = read_text(sentence)
    assert expected in told(read), told(read)


NESTED = [
    ("Norway agreed to release the Danish sailors.", "agree", "retreat"),
    ("Norway plans to visit Denmark.", "agree", "consult"),
    ("Norway will meet Denmark in May.", "agree", "consult"),
    ("Norway said it would help Denmark.", "agree", "aid"),
    ("Norway vowed to shell Denmark.", "threaten", "assault"),
    ("Norway threatened to expel the Danish consul.", "threaten", "sanction"),
    ("Norway will bomb Denmark.", "threaten", "assault"),
    ("Norway urged Denmark to withdraw.", "request", "retreat"),
    ("Norway said that Denmark must withdraw.", "request", "retreat"),
    ("Norway refused to meet Denmark.", "reject", "consult"),
    ("Norway was willing to arm Denmark.", "agree", "aid"),
    ("Norway offered to send troops to help Denmark.", "agree", "aid"),
]


@pytest.mark.parametrize(("sentence", "matrix", "nested"), NESTED)
def test_an_act_under_an_act_is_typed_with_it_and_not_told_as_done(sentence: str, matrix: str, nested: str) -> None:
    read = read_text(sentence)
    types = {relation: who for relation, who, _ in told(read)}
    assert types.get(matrix) == "Norway"
    assert nested not in types


def test_whom_an_act_under_an_act_is_done_to_is_whom_the_act_above_is_about() -> None:
    assert ("reject", "Norway", "Denmark") in told(read_text("Norway refused to lift the embargo on Denmark."))
    assert ("threaten", "Norway", "Denmark") in told(read_text("Norway threatened to invade Denmark."))


@pytest.mark.parametrize(
    ("sentence", "relation", "mode"),
    [
        ("Peru urged Chile to withdraw its troops.", "request", "yield"),
        ("Peru asked Chile to help the refugees.", "request", "assist"),
        ("Peru refused to meet Chile.", "reject", "meet"),
        ("Peru threatened to bomb Chile.", "threaten", "violence"),
        ("The court convicted Captain Osei.", "sanction", "convict"),
        ("Peru imposed a curfew in Cusco.", "coerce", "curfew"),
        ("Peru launched an investigation into the Copper Company.", "accuse", "investigate"),
        ("Peru took eleven Chilean sailors hostage.", "assault", "abduct"),
    ],
)
def test_the_mode_is_told_by_the_act_under_it_or_by_the_words_of_the_clause(
    sentence: str, relation: str, mode: str
) -> None:
    assert mode in [one.mode for one in read_text(sentence).of("event", relation)]


@pytest.mark.parametrize(
    ("sentence", "relation"),
    [
        ("Norway did not attack Denmark.", "assault"),
        ("Norway will not release the Danish sailors.", "retreat"),
        ("Norway has never threatened Denmark.", "threaten"),
        ("Norway denied that it had shelled Denmark.", "assault"),
    ],
)
def test_what_is_denied_stays_the_type_that_is_denied(sentence: str, relation: str) -> None:
    assert [one.polarity for one in read_text(sentence).of("event", relation)] == ["-"]


def test_a_forecast_by_another_is_no_shown_threat() -> None:
    read = read_text("Senator Vidal predicted that Norway would bomb Denmark.")
    assert not [one for one in read.of("event") if one.relation != "threaten"]
    assert all((one.score or 0) < SHOWN_FROM for one in read.of("event", "threaten"))


ORDINARY = [
    # hard words
    "Senator Vidal attacked the budget of Governor Ruiz.",
    "The paper slammed the speech of the Danish premier.",
    # sport, weather, trade, stage
    "Norway beat Denmark by two goals in Oslo.",
    "A storm struck the coast of Denmark.",
    "The tenor hit the high note in Vienna.",
    "The Danish bakery bought flour from a Swedish mill.",
    "The orchestra released a recording of the Norwegian anthem.",
    # idioms
    "The speech struck a chord in Denmark.",
    "The Danish clerk took part in the walk.",
    "President Mora spoke to reporters in Lima.",
    "A man named Tom Reddy waited in Cork.",
]
FORCE = {
    "assault",
    "coerce",
    "sanction",
    "threaten",
    "protest",
    "mobilize",
    "retreat",
    "cooperate",
    "consult",
    "nominate",
}


@pytest.mark.parametrize("sentence", ORDINARY)
def test_ordinary_words_are_shown_as_no_act_of_force_or_state(sentence: str) -> None:
    shown = [one.relation for one in read_text(sentence).of("event") if (one.score or 0) >= SHOWN_FROM]
    assert not FORCE.intersection(shown)
