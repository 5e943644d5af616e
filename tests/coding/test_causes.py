"""What brought what about: both ends in the words of the text, how much of a cause it was, against what, and how far it is shown."""

import pytest

from delian.model.claim import SHOWN_FROM, Claim
from reading import Read, read_text


def ends(claim: Claim) -> tuple[str, str]:
    """Return cause and effect as the text has them."""
    words = {span.role: span.quote or "" for span in claim.evidence}
    return words.get("cause", ""), words.get("effect", "")


def causes(text: str) -> list[Claim]:
    return read_text(text).of("cause")


SHOWN = [
    ("The mill closed because Peru had raised the tariff.", "Peru had raised the tariff", "The mill closed"),
    ("Peru closed the port because of the cholera.", "the cholera", "Peru closed the port"),
    ("Due to the drought of 1921, Peru sold the fleet.", "the drought of 1921", "Peru sold the fleet"),
    ("The embargo led to a shortage of coal in Norway.", "The embargo", "a shortage of coal in Norway"),
    ("The revolt in Lima resulted from the new tax.", "the new tax", "The revolt in Lima"),
    ("The strike in Malmö was triggered by a cut in wages.", "a cut in wages", "The strike in Malmö"),
    ("Peru annulled a verdict that sparked riots in Quito.", "a verdict", "riots in Quito"),
    ("The dam in Laos burst, causing floods downstream.", "The dam in Laos burst", "floods downstream"),
    ("Dockers in Gdynia walked out in protest at the new quota.", "the new quota", "Dockers in Gdynia walked out"),
    ("Students in Cordoba marched to protest against the decree.", "the decree", "Students in Cordoba marched"),
    (
        "The main reason for the mutiny in Kiel was the hunger of the crews.",
        "the hunger of the crews",
        "the mutiny in Kiel",
    ),
]


@pytest.mark.parametrize(("sentence", "cause", "effect"), SHOWN)
def test_a_cause_that_the_words_tell_is_shown_with_both_ends(sentence: str, cause: str, effect: str) -> None:
    (claim,) = causes(sentence)
    assert ends(claim) == (cause, effect)
    assert (claim.polarity, claim.modality) == ("+", "asserted")
    assert (claim.score or 0) >= SHOWN_FROM
    assert claim.quote
    assert all(span.start >= 0 for span in claim.evidence)


HIDDEN = [
    ("Sweden withdrew after Denmark shelled the fort.", "Denmark shelled the fort", "Sweden withdrew"),
    ("When the bank failed, farmers in Jutland rioted.", "the bank failed", "farmers in Jutland rioted"),
    ("Norway closed the strait following the raid on Bergen.", "the raid on Bergen", "Norway closed the strait"),
    ("The guild of Ghent marched over the price of wool.", "the price of wool", "The guild of Ghent marched"),
    (
        "Peru mined the harbour to keep out the fleet of Chile.",
        "keep out the fleet of Chile",
        "Peru mined the harbour",
    ),
    ("Miners in Potosí struck, demanding the release of Luis Mora.", "demanding the release of Luis Mora", None),
    ("A bomb went off in Riga, killing two clerks.", "A bomb went off in Riga", "killing two clerks"),
    ("Two clerks were killed in the explosion in Riga.", "the explosion in Riga", "Two clerks were killed"),
    ("Ghana ended the siege by paying the garrison.", "paying the garrison", "Ghana ended the siege"),
    ("Holm was arrested for insulting the king of Sweden.", "insulting the king of Sweden", "Holm was arrested"),
    ("Unless the rains come, Mali will buy grain.", "the rains come", "Mali will buy grain"),
]


@pytest.mark.parametrize(("sentence", "cause", "effect"), HIDDEN)
def test_what_only_hints_at_a_cause_is_read_but_not_shown(sentence: str, cause: str, effect: str | None) -> None:
    claim = next(one for one in causes(sentence) if ends(one)[0] == cause)
    assert effect is None or ends(claim)[1] == effect
    assert (claim.score or 0) < SHOWN_FROM


def test_a_condition_is_conditional() -> None:
    (claim,) = causes("If the rains fail, Mali will buy grain.")
    assert claim.modality == "conditional"


AGAINST = [
    ("The pact failed not because Peru left the League but because Chile attacked Bolivia.", "Peru", "Chile"),
    ("The revolt in Lima was caused not by the tax but by the famine.", "tax", "famine"),
    ("It was not the tax but the famine that led to the revolt in Lima.", "tax", "famine"),
    ("Not the tax but the famine led to the revolt in Lima.", "tax", "famine"),
    ("The alliance with Peru collapsed because of the embargo rather than the war.", "war", "embargo"),
    ("The famine, not the tax, provoked the revolt in Lima.", "tax", "famine"),
    ("Peru left the League because of the famine and not because of the tax.", "tax", "famine"),
]


@pytest.mark.parametrize(("sentence", "denied", "told"), AGAINST)
def test_causes_set_against_each_other_name_each_other(sentence: str, denied: str, told: str) -> None:
    no, yes = sorted(causes(sentence), key=lambda one: one.polarity, reverse=True)
    assert (no.polarity, yes.polarity) == ("-", "+")
    assert denied in ends(no)[0]
    assert told in ends(yes)[0]
    assert no.cause is not None
    assert yes.cause is not None
    assert (no.cause.contrast, yes.cause.contrast) == ((yes.id,), (no.id,))
    assert no.cause.effects == yes.cause.effects


def test_not_only_denies_nothing() -> None:
    assert {one.polarity for one in causes("Not only the tax but the famine led to the revolt in Lima.")} == {"+"}


def test_a_denied_verb_of_cause_is_a_denied_cause_and_a_denied_effect_is_none() -> None:
    (claim,) = causes("The embargo did not lead to war with Norway.")
    assert claim.polarity == "-"
    (claim,) = causes("Norway did not come because the strait was frozen.")
    assert claim.polarity == "+"


@pytest.mark.parametrize(
    ("sentence", "modality"),
    [
        ("The embargo could lead to a shortage of coal.", "hedged"),
        ("The embargo would lead to a shortage of coal.", "conditional"),
        ("The embargo may lead to a shortage of coal.", "hedged"),
        ("The embargo led to a shortage of coal.", "asserted"),
    ],
)
def test_what_could_come_of_it_is_not_told_as_having_come(sentence: str, modality: str) -> None:
    (claim,) = causes(sentence)
    assert claim.modality == modality


@pytest.mark.parametrize(
    ("sentence", "grade"),
    [
        ("The embargo contributed to the fall of the ministry in Peru.", "partial"),
        ("Peru fell only because Chile attacked Bolivia.", "sole"),
        ("Peru fell mainly because Chile attacked Bolivia.", "proximate"),
        ("The main reason for the strike in Peru was hunger.", "proximate"),
        ("The thaw paved the way for a treaty with Norway.", "enabling"),
    ],
)
def test_the_words_say_how_much_of_a_cause_it_was(sentence: str, grade: str) -> None:
    (claim,) = causes(sentence)
    assert claim.cause is not None
    assert claim.cause.grade == grade


def first_ends(read: Read) -> tuple[str, str]:
    """Return the events or quotes of the ends of the first cause."""
    claim = read.of("cause")[0]
    assert claim.cause is not None
    quotes = {one.id: one.quote or "" for one in read.grounded.claims}
    names = {one.id: one.label for one in read.grounded.events} | quotes
    return names[claim.cause.causes[0]], names[claim.cause.effects[0]]


@pytest.mark.parametrize(
    ("text", "cause", "effect"),
    [
        ("Chile attacked Bolivia. This led to a run on the banks of Lima.", "Chile attacked Bolivia", "a run on the banks of Lima"),
        ("Chile attacked Bolivia. That decision caused a run on the banks.", "Chile attacked Bolivia", "a run on the banks"),
        ("Chile attacked Bolivia. Therefore Peru left the League.", "Chile attacked Bolivia", "Therefore Peru left the League"),
        ("Peru left the League. It was because Chile attacked Bolivia.", "Chile attacked Bolivia", "Peru left the League"),
        ("Why did the pact fail? Because Chile attacked Bolivia.", "Chile attacked Bolivia", "Why did the pact fail"),
    ],
)  # fmt: skip
def test_an_end_can_stand_in_the_sentence_before(text: str, cause: str, effect: str) -> None:
    assert first_ends(read_text(text)) == (cause, effect)


def test_a_reading_at_an_end_is_the_end_and_words_that_recur_are_one_event() -> None:
    read = read_text("Chile attacked Bolivia because the mines of Oruro closed, and the mines closed because tin fell.")
    first, second = read.of("cause")
    assert first.cause is not None
    assert second.cause is not None
    assert [one.id for one in read.of("event", "assault")] == list(first.cause.effects)


@pytest.mark.parametrize(
    "sentence",
    [
        "Had Norway warned Sweden, Denmark would not have shelled the port.",
        "If Peru had paid the garrison, the mutiny would have failed.",
        "Without the embargo, Peru would not have left the League.",
        "But for the frost, the fleet of Sweden would have sailed.",
    ],
)
def test_what_would_have_been_is_a_cause_contrary_to_fact(sentence: str) -> None:
    found = [one for one in causes(sentence) if one.modality == "counterfactual"]
    assert len(found) == 1
    assert all(ends(found[0]))


@pytest.mark.parametrize(
    "sentence",
    [
        "Norway and Sweden met in Oslo for two days.",
        "The prefect worked as a clerk in Lima.",
        "Olga Brandt warned Sweden against closing the strait.",
        "The council called on Peru to pay the garrison.",
        "The delegates were in favour of the treaty with Chile.",
        "Peru wants to join the League.",
        "It led to nothing.",
    ],
)
def test_no_cause_is_read_where_none_is_told(sentence: str) -> None:
    assert not causes(sentence)
