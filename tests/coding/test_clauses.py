"""Who does what to whom: passives, coordination, control, relative clauses and participles, each by its pattern."""

import pytest

from scenes import set_scene

ROLES = [
    # passives
    ("The port was shelled by Denmark.", "shelled", {"Denmark"}, set()),
    ("Marek Dvor was shot and killed by a masked gunman.", "shot", {"Masked gunman"}, {"Marek Dvor"}),
    ("Marek Dvor was shot and killed by a masked gunman.", "killed", {"Masked gunman"}, {"Marek Dvor"}),
    ("Weiss is one of ten people shot and killed by police this year.", "killed", {"Police"}, {"People"}),
    ("Backed by Norway, the militia seized Peru.", "Backed", {"Norway"}, {"Militia"}),
    ("Her candidate was vetoed on Friday.", "vetoed", set(), {"Candidate"}),
    # how often is not who
    ("The prime minister had three times asked Lena Ortiz to call a council.", "asked", {"Prime minister"}, {"Lena Ortiz"}),
    # coordination
    ("Norway and Denmark attacked Peru and Chile.", "attacked", {"Norway", "Denmark"}, {"Peru", "Chile"}),
    ("Lena Ortiz left Peru and joined the opposition.", "joined", {"Lena Ortiz"}, {"Opposition"}),
    ("The Orchard League, whose deputies make it strong, nominated Egil Moe.", "nominated", {"Orchard League"}, {"Egil Moe"}),
    # control
    ("The minister ordered the guards to arrest Lena Voss.", "arrest", {"Guards"}, {"Lena Voss"}),
    ("The minister ordered the guards to arrest Lena Voss.", "ordered", {"Minister"}, {"Guards"}),
    ("Norway promised Denmark to attack Peru.", "attack", {"Norway"}, {"Peru"}),
    ("Kenya accused Uganda of attacking Peru.", "attacking", {"Uganda"}, {"Peru"}),
    ("Kenya blamed Uganda for attacking Peru.", "attacking", {"Uganda"}, {"Peru"}),
    ("Uganda is guilty of attacking Peru.", "attacking", {"Uganda"}, {"Peru"}),
    ("Having signed the pact, Jon Vale attacked the king.", "signed", {"Jon Vale"}, set()),
    ("Jon Vale attacked the king after promising the elders a truce.", "promising", {"Jon Vale"}, {"Elders"}),
    ("The Ministry calls on the Clearwater Fund to leave Peru.", "leave", {"Clearwater Fund"}, {"Peru"}),
    ("The speaker demanded that the guards leave Peru.", "demanded", {"Speaker"}, {"Guards"}),
    ("A judge ordered the ministers jailed.", "ordered", {"Judge"}, {"Ministers"}),
    # relative clauses
    ("Lena Ortiz, whom the senate had rejected, left.", "rejected", {"Senate"}, {"Lena Ortiz"}),
    ("The banker the rebels accuse is from Peru.", "accuse", {"Rebels"}, {"Banker"}),
    ("Norway praised the Coast League, which attacked Peru.", "attacked", {"Coast League"}, {"Peru"}),
    ("Her candidate was vetoed in turn by the Homeland Guard.", "vetoed", {"Homeland Guard"}, {"Candidate"}),
    ("The Ministry demands that the Front release them, and calls on Peru to leave.", "calls", {"Ministry"}, set()),
    # who stands behind a word of number, and beside a name
    ("A group of deputies and senators left Peru.", "left", {"Deputies", "Senators"}, {"Peru"}),
    ("Tanah Rata, the largest producer, left Peru.", "left", {"Tanah Rata"}, {"Peru"}),
    ("In June Serano, a founding member, left Peru.", "left", {"Serano"}, {"Peru"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "verb", "agents", "patients"), ROLES)
def test_who_does_what_to_whom(text: str, verb: str, agents: set[str], patients: set[str]) -> None:
    assert set_scene(text).roles(verb) == (agents, patients)


@pytest.mark.parametrize(
    ("text", "owned", "owner"),
    [
        ("The Corporation seized a cargo belonging to the Mining Board.", "cargo", {"Mining Board"}),
        ("Peru rejected a bill drafted by the Guild.", "bill", {"Guild"}),
        ("Peru rejected the ministry’s offer.", "offer", {"Ministry"}),
    ],
)
def test_whose_a_thing_is(text: str, owned: str, owner: set[str]) -> None:
    assert set_scene(text).owners(owned) == owner


def test_a_day_after_by_does_nothing() -> None:
    assert set_scene("The port was closed by Friday.").roles("closed")[0] == set()


@pytest.mark.parametrize(
    ("text", "verb", "preposition", "who"),
    [
        ("Norway called on Denmark to leave.", "called", "on", {"Denmark"}),
        ("The bishop broke with the Green Front.", "broke", "with", {"Green Front"}),
    ],
)
def test_whom_a_preposition_brings_in(text: str, verb: str, preposition: str, who: set[str]) -> None:
    assert set_scene(text).brought_in(verb, preposition) == who
