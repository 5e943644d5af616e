"""Who refuses, tolerates, accepts or wants which option: patterns of the language on invented parties, countries and decades."""

import pytest

from delian.model.claim import SHOWN_FROM, Claim
from delian.model.event import Issue, Option
from reading import Read, read_text


def stances(read: Read) -> list[tuple[str, str, str]]:
    """Return who has which stance on what, with a sign where it is denied."""
    labels = {one.id: one.label for one in read.grounded.issues}
    return [
        (
            read.names(one.subject),
            (one.value or "") + "-" * (one.polarity == "-"),
            " & ".join(labels[o] for o in one.object),
        )
        for one in shown(read)
    ]


def shown(read: Read) -> list[Claim]:
    """Return the stances that are shown by default."""
    return [one for one in read.of("stance") if (one.score or 0) >= SHOWN_FROM]


OPTIONS = [
    # verbs
    ("The Greens oppose the withdrawal of foreign troops.", ("Greens", "refuses", "the withdrawal of foreign troops")),
    ("Azania rejected the treaty.", ("Azania", "refuses", "the treaty")),
    ("Peru supports the construction of the canal.", ("Peru", "wants", "the construction of the canal")),
    ("The Miners’ Union demanded a new ballot.", ("Miners’ Union", "wants", "a new ballot")),
    ("Norway would accept a ceasefire.", ("Norway", "accepts", "a ceasefire")),
    ("The Crown tolerated the blockade.", ("Crown", "tolerates", "the blockade")),
    # verbs with a preposition
    ("Senegal called for a referendum on the border.", ("Senegal", "wants", "a referendum on the border")),
    (
        "The Farmers’ League insisted on the dissolution of the Diet.",
        ("Farmers’ League", "wants", "the dissolution of the Diet"),
    ),
    ("Chile agreed to a truce.", ("Chile", "accepts", "a truce")),
    ("The bishop objected to the appointment of General Ito.", ("Bishop", "refuses", "Ito")),
    ("The bishop protested against the closure of the abbey.", ("Bishop", "refuses", "the closure of the abbey")),
    ("General Amadi ruled out a ceasefire.", ("Amadi", "refuses", "a ceasefire")),
    ("Senator Pia Holm voted against the bill.", ("Pia Holm", "refuses", "the bill")),
    ("Chile warned Peru against a blockade of the port.", ("Chile", "refuses", "a blockade of the port")),
    ("The Harbour Union could live with the new tariff.", ("Harbour Union", "tolerates", "the new tariff")),
    # what somebody is
    ("The Coast League is against the merger.", ("Coast League", "refuses", "the merger")),
    ("Denmark was in favour of the customs union.", ("Denmark", "wants", "the customs union")),
    ("Japan was opposed to the quota.", ("Japan", "refuses", "the quota")),
    # denials are drawn in
    ("Bolivia refused to accept the new border.", ("Bolivia", "refuses", "the new border")),
    ("The Liberals will not accept a partition of the island.", ("Liberals", "refuses", "a partition of the island")),
    ("Denmark did not object to the deployment of the force.", ("Denmark", "tolerates", "the deployment of the force")),
    ("The Red Spears are unwilling to accept a truce.", ("Red Spears", "refuses", "a truce")),
    ("Peru does not want a federation with Bolivia.", ("Peru", "wants-", "a federation with Bolivia")),
    # what is said to be done
    ("The dockers’ union wants the secretariat moved.", ("Union", "wants", "the secretariat moved")),
    ("Azania refuses to recognise the Red Spears.", ("Azania", "refuses", "to recognise the Red Spears")),
    (
        "The Green League called for lifting the ban on the port.",
        ("Green League", "wants", "lifting the ban on the port"),
    ),
    # nouns
    ("The union’s opposition to the dam delayed it.", ("Union", "refuses", "the dam")),
    ("Kenya’s support for the ceasefire surprised Uganda.", ("Kenya", "wants", "the ceasefire")),
]


@pytest.mark.parametrize(("sentence", "expected"), OPTIONS)
def test_a_stance_on_an_option_is_read(sentence: str, expected: tuple[str, str, str]) -> None:
    assert expected in stances(read_text(sentence))


NO_STANCES = [
    "Critics reject the argument that the dam will bring jobs.",
    "Mayor Pavlova refused to comment.",
    "She accepted the award on behalf of the town.",
    "The company declined a request for an interview.",
    "The king accepted an apology.",
    "They backed the car into the garage.",
    "Ana Ruiz supports a family of six.",
    "The court accepted the evidence.",
    "Nobody wants war.",
    "The team is for sale.",
    "The reporter was on the scene for a protest in Lomar.",
    "Norway rejected the allegation.",
    "The factory produces goods for the Navy.",
    "Should Peru accept the treaty?",
    "Peru must accept the treaty.",
    "Peru asked Chile to accept the treaty.",
    "Peru is expected to reject the treaty.",
    "For Sweden, the treaty was a defeat.",
    "The minister wants to retire.",
    "The bank rejected the loan application.",
    "The clerk refused her a form.",
    "The Labour Party supports Judge Moreau.",
    "Chile resisted Peru.",
    "The treaty was accepted.",
    "The driver wants a coffee.",
    "The committee considered the treaty.",
    "No treaty was signed.",
]


@pytest.mark.parametrize("sentence", NO_STANCES)
def test_what_tells_of_no_option_or_nobodys_stance_is_not_read(sentence: str) -> None:
    assert stances(read_text(sentence)) == []


def test_an_actor_who_is_supported_is_a_tie_and_an_option_a_stance() -> None:
    read = read_text("Sweden supports the Liberty Party. Sweden supports the independence of the island.")
    assert read.said("tie", "supports") == [("Sweden", "+", "Liberty Party")]
    assert stances(read) == [("Sweden", "wants", "the independence of the island")]


CANDIDATES = [
    (
        "The Reform Party nominated Anna Berg as prime minister. The Green League was prepared to tolerate Berg.",
        [("Green League", "tolerates", "Anna Berg")],
    ),
    (
        "The Farmers’ League put forward its chairman, Karlis Ozolin. The Labour Party would not hear of him.",
        [("Labour Party", "refuses", "Karlis Ozolin")],
    ),
    (
        "The Workers’ Party proposed Nikolai Stern for the premiership. The Christian Union accepted Stern. Labour refused.",
        [("Christian Union", "accepts", "Nikolai Stern"), ("Labour", "refuses", "Nikolai Stern")],
    ),
    (
        "The Diet elected Otto Klein. The Coast List wanted nobody else.",
        [("Coast List", "wants", "Otto Klein")],
    ),
    (
        "Azania named Sam Hidipo and Borduria named Pia Holm. The Miners’ Union opposed every candidate.",
        [("Miners’ Union", "refuses", "Sam Hidipo & Pia Holm")],
    ),
    ("The Senate would not accept Judge Moreau as chancellor.", [("Senate", "refuses", "Moreau")]),
    ("Ana Ruiz is running for mayor of Lomar.", [("Ana Ruiz", "wants", "Ana Ruiz")]),
    ("Professor Lena Holt will not stand again.", [("Lena Holt", "refuses", "Lena Holt")]),
]


@pytest.mark.parametrize(("text", "expected"), CANDIDATES)
def test_a_candidate_is_an_option(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert stances(read_text(text)) == expected


def test_candidates_for_one_office_answer_one_issue() -> None:
    read = read_text(
        "The Reform Party nominated Anna Berg as prime minister. The Green League proposed Otto Klein for the premiership. "
        "The Coast List accepted Berg and refused Klein."
    )
    options = [one for one in read.grounded.issues if isinstance(one, Option)]
    issues = [one for one in read.grounded.issues if isinstance(one, Issue)]
    assert [one.label for one in options] == ["Anna Berg", "Otto Klein"]
    assert [one.label for one in issues] == ["Who becomes prime minister"]
    assert {one.issue for one in options} == {issues[0].id}


@pytest.mark.parametrize(
    ("text", "options"),
    [
        ("The Greens oppose the withdrawal of foreign troops. The Liberals support the withdrawal.", 1),
        ("The union wants the secretariat moved; Kedaya is against the move.", 1),
        ("Japan favours a moratorium on whaling. Norway objects to the moratorium. Iceland voted against it.", 1),
        ("Peru rejected the treaty with Chile. Bolivia rejected the treaty with Brazil.", 2),
        ("Sweden opposes the plan for a port. Denmark supports a plan for a bridge.", 2),
    ],
)
def test_options_meet_where_the_words_say_no_more(text: str, options: int) -> None:
    read = read_text(text)
    assert len({option for one in shown(read) for option in one.object}) == options


def test_a_condition_and_a_voice_are_kept() -> None:
    read = read_text("Foreign Minister Sato said Japan would accept a quota if Norway withdrew from the bay.")
    (claim,) = shown(read)
    assert (claim.modality, claim.value) == ("conditional", "accepts")
    assert read.names(tuple(voice.actor or "" for voice in claim.voices[-1:])) == "Sato"


@pytest.mark.parametrize(
    "text",
    [
        "Azania rejected the proposed federation.",
        "The Reform Party nominated Anna Berg. The Labour Party refused.",
        "The Reform Party nominated Anna Berg. The Coast List rejected Berg.",
    ],
)
def test_a_rejection_of_no_actor_is_told_once(text: str) -> None:
    read = read_text(text)
    assert [one.value for one in shown(read)] == ["refuses"]
    assert read.of("event", "reject") == []


def test_ids_of_other_documents_are_not_taken_again() -> None:
    read = read_text("Azania rejected the treaty. Peru rejected the truce.")
    ids = [one.id for one in read.grounded.issues]
    assert len(set(ids)) == len(ids)
    assert all(one.id[:2] in {"i-", "o-"} for one in read.grounded.issues)
