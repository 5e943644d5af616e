"""Each pattern of the rules on sentences from at least two countries or decades, none of them from an evaluation set."""

import pytest

from reading import read_text

TIES = [
    # verbs
    ("Colonel Itō commanded the Northern Garrison.", "commands", ("Itō", "+", "Northern Garrison")),
    (
        "The Diaspora Fund financed the Liberty Party for ten years.",
        "finances",
        ("Diaspora Fund", "+", "Liberty Party"),
    ),
    ("Lise Holm no longer trusts the Seamen’s Union.", "trusts", ("Lise Holm", "-", "Seamen’s Union")),
    ("The Coast League has never directed the Harbour Guard.", "directs", ("Coast League", "-", "Harbour Guard")),
    # copulas
    ("Pericles was the leader of the Democratic Party.", "leads", ("Pericles", "+", "Democratic Party")),
    ("The consul was the link between the Rebel Council and the Royal Court.", "liaises-with", None),
    # appositions
    ("Ana Ruiz, spokeswoman for the Miners’ Union, resigned.", "speaks-for", ("Ana Ruiz", "+", "Miners’ Union")),
    ("The Reform Party’s leader, Jan Havel, spoke.", "leads", ("Jan Havel", "+", "Reform Party")),
    ("Anna Berg and Jan Havel, the Reform Party’s leader, met.", "leads", ("Jan Havel", "+", "Reform Party")),
    ("Weiss served as director of the Tide Fund.", "manages", ("Weiss", "+", "Tide Fund")),
    # titles
    ("Reform Party leader Jan Havel spoke in Brno.", "leads", ("Jan Havel", "+", "Reform Party")),
    ("Swapo Front chairman Sam Hidipo travelled north.", "leads", ("Sam Hidipo", "+", "Swapo Front")),
    # phrases
    (
        "The Islanders’ List is close to the Fishermen’s Union.",
        "allied-with",
        ("Islanders’ List", "+", "Fishermen’s Union"),
    ),
    ("The Third Brigade remained loyal to the Queen’s Council.", "supports", ("Third Brigade", "+", "Queen’s Council")),
    # ties that go both ways
    ("Norway and Denmark were allied in that war.", "allied-with", None),
    ("The Reform Party and the Labour Party are rivals.", "rivals", None),
]


@pytest.mark.parametrize(("sentence", "relation", "expected"), TIES)
def test_a_tie_is_read_with_both_ends_and_its_polarity(
    sentence: str, relation: str, expected: tuple[str, str, str] | None
) -> None:
    found = read_text(sentence).said("tie", relation)
    assert found, sentence
    if expected is not None:
        assert expected in found


EVENTS = [
    ("Chile attacked Bolivia in April 1879.", "assault", ("Chile", "Bolivia"), "1879-04"),
    ("The port was bombed by the Royal Navy on 3 May 1941.", "assault", ("Royal Navy", ""), "1941-05-03"),
    ("Kenya accused Uganda of moving the border stones.", "accuse", ("Kenya", "Uganda"), None),
    ("Senegal condemned Gambia’s blockade.", "accuse", ("Senegal", "Gambia"), None),
    ("The Liberal Party broke with the National Front.", "defect", ("Liberal Party", "National Front"), None),
    ("Peru rejected a request by Ana Roth.", "reject", ("Peru", "Ana Roth"), None),
    ("The regent conceded to the demands of the weavers.", "concede", ("Regent", "Weavers"), None),
    ("The court rejected appeals against the arrest of Ana Roth.", "reject", ("Court", "Ana Roth"), None),
    ("Serra left the Mountain League in 1921.", "defect", ("Serra", "Mountain League"), "1921"),
    ("Foreign Minister Olga Brandt warned Sweden last month.", "warn", ("Olga Brandt", "Sweden"), "1998-04"),
    ("The Reform Party nominated Pavel Novák.", "nominate", ("Reform Party", "Pavel Novák"), None),
    ("Bishop Okoro attacked Judge Vidal for the verdict.", "accuse", ("Okoro", "Vidal"), None),
    ("Peru’s invasion of Ecuador began at dawn.", "assault", ("Peru", "Ecuador"), None),
    ("Japan’s withdrawal from Manchuria took a year.", "retreat", ("Japan", ""), None),
]


@pytest.mark.parametrize(("sentence", "kind", "who", "when"), EVENTS)
def test_an_event_is_read_with_agent_recipient_and_date(
    sentence: str, kind: str, who: tuple[str, str], when: str | None
) -> None:
    read = read_text(sentence)
    claims = read.of("event", kind)
    assert claims, sentence
    assert (read.names(claims[0].subject), read.names(claims[0].object)) == who
    if when:
        assert claims[0].when is not None
        assert claims[0].when.edtf == when


SILENCES = [
    ("When Chile seized the railway, Bolivia did not react.", "Bolivia", "reported", "unstated"),
    ("After Sweden shelled the fort, Denmark remained silent.", "Denmark", "reported", "unstated"),
    ("When Corinth attacked the fleet, Megara could not retaliate.", "Megara", "unable", "unable"),
    ("Argentina seized two trawlers. Uruguay was unable to respond.", "Uruguay", "unable", "unable"),
    (
        "Hungary expelled the envoys. Austria chose not to respond because it would not be drawn into a war.",
        "Austria",
        "reported",
        "unwilling",
    ),
]


@pytest.mark.parametrize(("text", "who", "absence", "reason"), SILENCES)
def test_a_silence_names_the_act_the_absence_and_the_reason(text: str, who: str, absence: str, reason: str) -> None:
    read = read_text(text)
    (claim,) = read.of("unanswered")[:1]
    assert (read.names(claim.subject), claim.polarity, claim.absence, claim.reason) == (who, "+", absence, reason)
    assert claim.object[0].startswith("e-")


@pytest.mark.parametrize(
    ("text", "who", "form"),
    [
        ("When Chile seized the railway, Bolivia answered with a speech.", "Bolivia", "verbal:1"),
        ("Prussia shelled the fort. Austria retaliated with an attack on the garrison.", "Austria", "force:3"),
    ],
)
def test_an_answer_names_what_it_answers_and_its_form(text: str, who: str, form: str) -> None:
    read = read_text(text)
    (claim,) = read.of("answer")
    assert read.names(claim.subject) == who
    assert str(claim.form) == form
    assert claim.object[0] != claim.event


@pytest.mark.parametrize(
    ("text", "polarities"),
    [
        ("The war began because Sparta attacked Athens.", ["+"]),
        ("The pact failed not because Peru left the League but because Chile attacked Bolivia.", ["-", "+"]),
        ("Chile’s attack on Bolivia led to Peru’s withdrawal from the treaty.", ["+"]),
        ("The strike of the miners resulted from the arrest of Tom Reddy.", ["+"]),
    ],
)
def test_a_cause_has_two_ends_and_a_denied_one_is_set_against_the_other(text: str, polarities: list[str]) -> None:
    causes = read_text(text).of("cause")
    assert sorted(one.polarity for one in causes) == sorted(polarities)
    for one in causes:
        assert one.cause is not None
        assert one.cause.causes
        assert one.cause.effects
    if len(causes) > 1:
        assert causes[0].cause is not None
        assert causes[0].cause.contrast == (causes[1].id,)


@pytest.mark.parametrize(
    "text",
    [
        "Had Norway warned Sweden, Denmark would not have attacked the port.",
        "If Peru had attacked Chile, Brazil would have invaded Paraguay.",
    ],
)
def test_a_supposition_contrary_to_fact_is_marked_so_at_both_ends(text: str) -> None:
    read = read_text(text)
    assert {one.modality for one in read.of("event")} == {"counterfactual"}
    assert [one.modality for one in read.of("cause")] == ["counterfactual"]


@pytest.mark.parametrize(
    ("sentence", "modality", "polarity"),
    [
        ("Ghana may have attacked Togo.", "hedged", "+"),
        ("Peru reportedly accused Chile.", "hedged", "+"),
        ("If Norway attacks Sweden, the Danes leave.", "conditional", "+"),
        ("Brazil must attack Paraguay.", "normative", "+"),
        ("Spain did not attack Portugal.", "asserted", "-"),
        ("Nobody attacked Belgium.", "asserted", "-"),
    ],
)
def test_how_a_clause_is_put(sentence: str, modality: str, polarity: str) -> None:
    (claim, *_) = [one for one in read_text(sentence).of("event") if one.relation in {"assault", "accuse"}]
    assert (claim.modality, claim.polarity) == (modality, polarity)


@pytest.mark.parametrize(
    "sentence",
    [
        "Togo offered to attack Benin.",
        "Chile planned to bomb the port of Lima.",
        "Peru refrained from attacking Chile.",
    ],
)
def test_what_is_only_planned_or_offered_is_not_told_as_done(sentence: str) -> None:
    assert not read_text(sentence).of("event", "assault")


@pytest.mark.parametrize(
    ("sentence", "asks"),
    [
        ("Will Denmark answer?", "open"),
        ("Can the Mountain League agree on a treasurer?", "open"),
        ("Who would trust Ruritania now?", "rhetorical"),
        ("Was it the price of tin? No, it was fear.", "answered"),
    ],
)
def test_a_question_is_open_rhetorical_or_answered(sentence: str, asks: str) -> None:
    (claim,) = read_text(sentence).of("question")
    assert claim.asks == asks
    assert claim.modality == "question"


@pytest.mark.parametrize(
    ("sentence", "relation", "value"),
    [
        ("Brigadier General Kofi Osei spoke.", "role", "brigadier general"),
        ("Tomás Rivera, also known as The Heron, signed first.", "alias", "Heron"),
        ("Anna Berg, a banker, signed the letter.", "role", "banker"),
        ("Senator Luis Mora spoke.", "role", "senator"),
        ("Secretary of State Ruth Hale spoke.", "role", "secretary of state"),
    ],
)
def test_an_attribute_of_one_actor(sentence: str, relation: str, value: str) -> None:
    assert value in [one.value for one in read_text(sentence).of("attribute", relation)]


@pytest.mark.parametrize(
    ("sentence", "office"),
    [
        ("Kenyan Foreign Minister Amina Otieno spoke.", "Foreign minister of Kenya"),
        ("Peruvian Minister of Defence Ruth Hale spoke.", "Minister of defence of Peru"),
        ("President Luis Mora spoke.", "President"),
        ("Ruth Hale, the interior minister, spoke.", "Interior minister"),
    ],
)
def test_a_title_says_who_holds_which_office(sentence: str, office: str) -> None:
    assert office in [what for _, _, what in read_text(sentence).said("attribute", "office")]


def test_two_who_bear_one_title_need_not_hold_one_office() -> None:
    read = read_text("President Luis Mora met President Amina Otieno.")
    first, second = (one.object for one in read.of("attribute", "office"))
    assert first != second


def test_a_strength_has_number_and_unit() -> None:
    (claim,) = read_text("The Farmers’ List holds 42 seats.").of("attribute", "strength")
    assert claim.amount is not None
    assert (claim.amount.value, claim.amount.unit) == (42.0, "seats")


PRIVATE = [
    ("health", "Marta Lind attacked Jonas Berg, who was taken to the hospital."),
    ("health", "Marta Lind, who had been diagnosed with diabetes, attacked Jonas Berg."),
    ("health", "Marta Lind criticised Jonas Berg after her surgery."),
    ("family", "Marta Lind attacked Jonas Berg’s younger brother."),
    ("family", "Marta Lind attacked Jonas Berg, a father of three."),
    ("phones", "Marta Lind hacked the phone of Jonas Berg and threatened him."),
    ("travel", "Marta Lind threatened Jonas Berg, who flew to Tromsø."),
    ("travel", "Marta Lind attacked Jonas Berg, who had booked a room in a hotel."),
    ("whereabouts", "Marta Lind, who lives in Narvik, attacked Jonas Berg."),
    ("protection", "Marta Lind and her bodyguards attacked Jonas Berg."),
]


@pytest.mark.parametrize(("topic", "sentence"), PRIVATE)
def test_what_is_private_of_persons_is_counted_not_coded(topic: str, sentence: str) -> None:
    read = read_text(f"{sentence} Norway attacked Sweden.")
    assert ("Norway", "+", "Sweden") in read.said("event")
    assert any(f"not coded by policy: {topic}" in problem.says for problem in read.grounded.problems)


@pytest.mark.parametrize(
    "sentence",
    [
        "Marta Lind attacked Jonas Berg outside the hospital.",
        "Marta Lind criticised Jonas Berg for the sale of a hospitality group.",
        "Marta Lind criticised Jonas Berg over the travel ban.",
        "Marta Lind met Jonas Berg at a hotel in Narvik.",
        "Marta Lind threatened Jonas Berg in a phone call on Monday.",
        "Marta Lind criticised Jonas Berg’s mobile network.",
        "Marta Lind accused Jonas Berg of neglecting women and children.",
        "Marta Lind criticised Jonas Berg, a leader of the Sister Party.",
        "Marta Lind threatened Jonas Berg because of the ailing bank.",
        "Marta Lind attacked Jonas Berg with a car bomb.",
    ],
)
def test_public_life_is_coded_whatever_its_words_sound_like(sentence: str) -> None:
    read = read_text(f"{sentence} Norway attacked Sweden.")
    assert any(said[::2] == ("Marta Lind", "Jonas Berg") for said in read.said("event"))
    assert not any("policy" in problem.says for problem in read.grounded.problems)


@pytest.mark.parametrize(
    ("likelier", "less"),
    [
        ("Norway accused Sweden.", "Villagers accused Sweden."),  # a name, a common noun
        ("Norway accused Sweden.", "Norway consulted Sweden."),  # a word of conflict, an everyday word
        ("Norway accused Sweden.", "Norway levelled an accusation at Sweden."),  # a verb, a phrase
        ("Ana Lund, a historian, left.", "Ana Lund is a historian."),
    ],
)
def test_what_goes_wrong_more_often_ranks_lower(likelier: str, less: str) -> None:
    first, second = (
        max(claim.score or 0 for claim in read_text(text).grounded.claims if claim.kind in {"event", "attribute"})
        for text in (likelier, less)
    )
    assert first > second
