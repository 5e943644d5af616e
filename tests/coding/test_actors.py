"""Names, short forms, spellings, titles and pronouns meet where they are one, and stay apart where they are two."""

import pytest

from delian.model.actor import Actor
from reading import read_text


def clusters(text: str) -> dict[str, int]:
    return {actor.name: len(actor.mentions) for actor in read_text(text).grounded.actors}


@pytest.mark.parametrize(
    ("text", "name", "mentions"),
    [
        ("Tomás Rivera spoke. Rivera then left.", "Tomás Rivera", 2),
        ("The Mountain Workers’ Union met. The MWU struck.", "Mountain Workers’ Union", 2),
        ("Mokhtar Belaid met Peru. Later Mukhtar Belaid met Chile.", "Mokhtar Belaid", 2),
        ("Jan Havel spoke. He attacked Poland.", "Jan Havel", 2),
        ("The Norwegian government protested. Norway attacked Sweden.", "Norway", 2),
    ],
)
def test_forms_of_one_name_meet(text: str, name: str, mentions: int) -> None:
    assert clusters(text)[name] >= mentions


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Solomon Okoro met Selim Mona.", "Solomon Okoro", "Selim Mona"),
        ("Anna Crane met Peru. Mr. Crane met Chile.", "Anna Crane", "Crane"),
        ("The Front and the Liberation Front are rivals.", "Front", "Liberation Front"),
    ],
)
def test_false_friends_stay_apart(text: str, first: str, second: str) -> None:
    names = clusters(text)
    assert first in names
    assert second in names


def test_an_actor_that_the_study_knows_keeps_its_id() -> None:
    known = {"rivera-2": Actor("rivera-2", "Tomás Rivera", "person")}
    read = read_text("Tomás Rivera attacked Peru.", actors=known)
    assert read.of("event", "assault")[0].subject == ("rivera-2",)


def test_kinds_come_from_titles_words_and_lists() -> None:
    read = read_text("President Luis Mora met the Mountain Workers’ Union in Peru.")
    assert read.actor("Luis Mora").kind == "person"
    assert read.actor("Mountain Workers’ Union").kind == "organisation"
    assert read.actor("Peru").kind == "state"


def test_a_title_alone_means_whoever_bore_it_last() -> None:
    read = read_text("President Luis Mora spoke at noon. The president attacked Peru.")
    assert ("Luis Mora", "+", "Peru") in read.said("event", "assault")


def test_it_that_stands_for_a_clause_is_nobody() -> None:
    read = read_text("Peru protested. It is clear that Chile attacked Bolivia.")
    assert ("Chile", "+", "Bolivia") in read.said("event", "assault")


def test_who_did_it_in_a_relative_clause_is_whom_it_hangs_on() -> None:
    read = read_text("Norway praised the league, which attacked Sweden.")
    assert any("eague" in who for who, _, _ in read.said("event", "assault"))


def test_a_subject_swallowed_by_the_clause_before_it_is_found() -> None:
    read = read_text("When Chile offered the islands to Peru, the Mountain League did not react.")
    assert [read.names(one.subject) for one in read.of("unanswered")] == ["Mountain League"]
