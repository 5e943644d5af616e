"""The codebook: every entry has a line of meaning and an example, and no word stands in two places at once."""

from collections import Counter

import pytest

from delian.coding.lexicon import lexicon
from delian.plugins import read_list, vocabulary

LISTS = ("events", "relations", "hedges", "attributes", "absences", "modalities", "reasons", "means")


@pytest.mark.parametrize("name", LISTS)
def test_every_entry_has_one_line_and_one_example(name: str) -> None:
    for ident, term in getattr(vocabulary(), name).items():
        assert term.line.endswith("."), ident
        assert term.example.endswith((".", "?")), ident
        assert term.line != term.example


def test_plovers_sixteen_roots_are_all_there_and_the_extension_is_marked() -> None:
    events = vocabulary().events
    roots = {one.plover for one in events.values() if not one.extension}
    assert roots == {
        "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST",
        "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
    }  # fmt: skip
    extension = {ident for ident, one in events.items() if one.extension}
    assert extension == {
        "defect", "split", "merge", "nominate", "endorse", "veto", "succeed", "warn", "object", "consent",
    }  # fmt: skip
    assert all(one.score is not None or one.extension for one in events.values())


def test_the_relations_of_the_design_are_all_there() -> None:
    wanted = (
        "leads manages commands directs deputises member-of part-of speaks-for represents delegates-to decides-alone-on advises liaises-with "
        "direct-access-to finances supplies allied-with supports trusts opposes rivals fights defected-from defected-to negotiates-with patron-of hosts"
    )
    assert set(wanted.split()) <= set(vocabulary().relations)


def test_a_relation_has_a_sign_and_one_that_is_not_symmetric_an_inverse() -> None:
    for ident, one in vocabulary().relations.items():
        assert one.sign in {-1, 0, 1}, ident
        assert not (one.symmetric and one.inverse), ident
        assert set(one.closes) <= set(vocabulary().events), ident


def test_a_verb_reports_one_type_and_states_one_relation_at_most() -> None:
    lemmas = Counter(lemma for one in vocabulary().events.values() for lemma in one.lemmas)
    verbs = Counter(verb for one in vocabulary().relations.values() for verb in one.verbs)
    nouns = Counter(noun for one in vocabulary().events.values() for noun in one.nouns)
    assert not [lemma for lemma, count in lemmas.items() if count > 1]
    assert not [noun for noun, count in nouns.items() if count > 1]
    assert not [verb for verb, count in verbs.items() if count > 1]


def test_an_event_type_is_shown_by_sentences_that_are_it_and_that_are_not() -> None:
    for ident, one in vocabulary().events.items():
        assert len(one.examples) > 2 or one.extension, ident
        assert one.near_misses, ident
        assert len({*one.examples, *one.near_misses}) == len(one.examples) + len(one.near_misses), ident


def test_nothing_in_the_codebook_points_at_what_is_not_there() -> None:
    assert not list(vocabulary().faults())


def test_what_is_only_announced_is_a_promise_or_a_threat() -> None:
    events = vocabulary().events
    future = {ident: one.future for ident, one in events.items() if not one.extension}
    assert {future[name] for name in ("consult", "support", "cooperate", "aid", "retreat", "concede")} == {"agree"}
    assert {future[name] for name in ("assault", "coerce", "mobilize", "sanction", "protest")} == {"threaten"}
    assert all(one.quad.endswith("conflict") == events[one.future].is_conflict for one in events.values() if one.future)


def test_hedges_weaken() -> None:
    assert all(0 < hedge.p < 1 for hedge in vocabulary().hedges.values())


def test_states_demonyms_and_capitals_lead_to_one_state() -> None:
    words = lexicon()
    assert words.state("Norwegian") == words.state("Norwegians") == words.states["Norway"] == "Norway"
    assert words.capitals["Oslo"] == "Norway"
    assert words.state("Atlantis") is None
    assert set(words.demonyms.values()) | set(words.capitals.values()) <= set(words.states.values())


def test_the_actor_nouns_know_persons_and_groups_and_no_places() -> None:
    nouns = lexicon().nouns
    assert (nouns["refugee"], nouns["ministry"], nouns["shepherd"]) == ("person", "group", "person")
    assert "place" not in nouns.values()
    assert "number" not in nouns


def test_what_is_not_coded_by_policy_has_a_pattern_for_each_topic() -> None:
    assert set(read_list("policy")) == {"whereabouts", "travel", "phones", "protection", "family", "health"}
