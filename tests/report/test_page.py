import re
from dataclasses import replace

import pytest

from building import MACHINE, Builder
from delian.model.case import Case, Scope
from delian.model.claim import Claim
from delian.model.judgement import Judgement
from delian.model.problem import Problem
from delian.pipeline import answer, assemble, beliefs
from delian.report.page import render_page
from pages import Reader, league, page_of, with_text

HOSTILE = '<script>alert("x")</script><img src=//evil.example/a onerror=alert(1)>'


@pytest.fixture(scope="module")
def case() -> Case:
    return league().case()


@pytest.fixture(scope="module")
def page(case: Case) -> str:
    return page_of(case)


@pytest.fixture(scope="module")
def read(page: str) -> Reader:
    return Reader(page)


def test_the_page_is_whole_and_well_nested(read: Reader) -> None:
    assert read.faults == []
    assert read.open == []
    assert len(read.ids) == len(set(read.ids)), "an anchor stands twice"


def test_the_page_asks_nothing_of_the_network(page: str, read: Reader) -> None:
    assert all(link.startswith("#") or link == "data:," for link in read.links)
    assert not any({"src", "srcset", "action", "formaction", "poster"} & fields.keys() for _, fields in read.tags)
    assert not re.search(r"@import|url\(|https?://", page)
    assert not any(tag in {"iframe", "object", "embed", "img"} for tag, _ in read.tags)
    policy = next(fields["content"] for tag, fields in read.tags if fields.get("http-equiv"))
    assert "default-src 'none'" in policy


def test_every_link_within_the_page_has_its_anchor(read: Reader) -> None:
    inside = {link[1:] for link in read.links if link.startswith("#")}
    assert inside - set(read.ids) == set()


def test_every_number_leads_to_claims_that_exist(case: Case, read: Reader) -> None:
    assert read.claims
    assert set(read.claims) <= set(case.by_id)
    assert {f"claim-{claim}" for claim in read.claims} <= set(read.ids)


def test_every_shown_claim_has_a_row_a_place_in_the_text_and_a_way_back(case: Case, read: Reader) -> None:
    for claim in case.shown:
        assert f"claim-{claim.id}" in read.ids
        assert f"text-{claim.id}" in read.ids
        assert f"#text-{claim.id}" in read.links
        assert f"#claim-{claim.id}" in read.links


def test_every_question_has_a_section_and_says_what_it_is(read: Reader) -> None:
    assert {"system", "ledger", "anatomy", "cohesion", "claims", "texts", "method"} <= set(read.ids)
    assert read.words.count("What is this?") == 4
    assert "Carley 2002" in read.words


def test_machine_readings_are_never_a_confident_triple(case: Case, page: str) -> None:
    machine = [claim for claim in case.shown if case.is_machine(claim)]
    assert len(machine) == 2
    for claim in machine:
        row = re.search(rf'<tr id="claim-{claim.id}".*?</tr>', page, re.DOTALL)
        assert row is not None
        assert 'class="machine"' in row.group()
        assert 'class="triple"' not in row.group()
        assert "guess: " in row.group()
        assert "Athens?" in row.group()
        assert claim.quote
        assert claim.quote in row.group()
    lists = re.findall(r'<li class="[^"]*machine[^"]*">.*?</li>', page, re.DOTALL)
    assert lists
    assert all("guess: " in one and 'class="quote"' in one for one in lists)


def test_hostile_words_are_shown_not_run(page: str) -> None:
    study = league()
    case = study.case()
    case = with_text(case, lambda one: replace(one, title=HOSTILE, text=HOSTILE + (one.text or "")[len(HOSTILE) :]))
    actors = {ident: replace(actor, name=f"{HOSTILE}{actor.name}") for ident, actor in case.actors.items()}
    claims = tuple(replace(claim, gloss=HOSTILE) for claim in case.claims)
    case = replace(case, actors=actors, claims=claims, problems=(Problem(HOSTILE, HOSTILE, HOSTILE),))
    hostile = page_of(case, title=HOSTILE)
    assert hostile.count("<script") == page.count("<script") == 1
    assert "<img" not in hostile
    assert "&lt;script&gt;" in hostile
    read = Reader(hostile)
    assert read.faults == []
    assert not any(name.startswith("on") for _, fields in read.tags for name in fields)
    assert HOSTILE.split("<img", maxsplit=1)[0] in read.words


def test_arabic_and_persian_are_left_to_their_direction() -> None:
    study = Builder()
    document = study.document("one")
    text = "قال المتحدث إن الحلف متحد.\n\nگفت که ائتلاف از هم پاشیده است."
    claim = study.tie("athens", "leads", "league")
    quote = text[:26]
    case = with_text(study.case(), lambda one: replace(one, text=text, title="الحلف", language="ar"))
    case = replace(case, claims=(replace(claim, start=0, end=26, quote=quote, evidence=()),))
    page = page_of(case)
    assert document.id in case.documents
    assert f">{quote}</mark>" in page
    assert 'lang="ar"' in page
    assert page.count('<p dir="auto"') >= 2
    assert "گفت که" in page


def test_overlapping_sentences_each_keep_their_place() -> None:
    study = Builder()
    one, two = study.tie("athens", "leads", "league"), study.tie("athens", "commands", "fleet")
    case = study.case()
    body = next(iter(case.documents.values())).body
    spread = (
        replace(one, start=10, end=40, quote=body[10:40], evidence=()),
        replace(two, start=20, end=60, quote=body[20:60], evidence=()),
    )
    page = page_of(replace(case, claims=spread))
    marks = re.findall(r'<mark class="[^"]*" data-claims="([^"]*)">([^<]*)</mark>', page)
    assert "".join(words for _, words in marks) == body[10:60]
    assert [ids.split() for ids, _ in marks] == [[one.id], [one.id, two.id], [two.id]]


def test_what_rights_forbid_is_shown_by_its_gloss_only() -> None:
    study = league()
    case = study.case()
    secret = next(claim for claim in case.claims if claim.kind == "tie")
    assert secret.quote
    kept = tuple(
        replace(claim, quote=None, evidence=(), gloss="what the coder wrote") if claim.id == secret.id else claim
        for claim in case.claims
    )
    page = page_of(replace(case, claims=kept))
    assert f'id="text-{secret.id}"' not in page
    row = re.search(rf'<tr id="claim-{secret.id}".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert "what the coder wrote" in row.group()
    assert "quotation withheld" in row.group()
    gone = page_of(with_text(case, lambda one: replace(one, text=None)))
    assert "is not carried in the report" in gone
    assert "<mark" not in gone
    assert Reader(gone).faults == []
    inside = {link[1:] for link in Reader(gone).links if link.startswith("#")}
    assert inside <= set(Reader(gone).ids)


def test_an_empty_study_has_a_page_of_cards() -> None:
    page = page_of(assemble([], Scope()))
    read = Reader(page)
    assert read.faults == []
    assert read.words.count("Not answered yet.") == 4
    assert "This study has no document yet." in read.words
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)


def test_a_card_says_what_is_missing_and_what_to_review_first() -> None:
    study = league()
    study.records = [one for one in study.records if getattr(one, "kind", None) != "membership"]
    case = study.case()
    assert answer(case, "cohesion").kind == "card"
    read = Reader(page_of(case))
    assert "No roster" in read.words
    assert "Not answered yet." in read.words


def test_the_timeline_marks_the_unanswered_and_stands_on_two_sides(page: str) -> None:
    drawing = re.search(r'<svg[^>]*class="timeline" preserve.*?</svg>', page, re.DOTALL)
    assert drawing is not None
    assert 'class="entry unanswered"' in drawing.group()
    assert 'class="cross"' in drawing.group()
    assert 'class="arc"' in drawing.group(), "the raid is answered by the march"
    assert 'text-anchor="end"' in drawing.group()
    assert 'text-anchor="start"' in drawing.group()


def test_a_machine_reading_stands_on_the_timeline_by_its_sentence(case: Case, page: str) -> None:
    siege = next(claim for claim in case.proposed if claim.kind == "event")
    drawing = re.search(r'<svg[^>]*class="timeline" preserve.*?</svg>', page, re.DOTALL)
    assert drawing is not None
    entry = next(one for one in drawing.group().split('<g class="entry')[1:] if one.startswith(" machine"))
    assert f"“{siege.quote}”" in entry
    assert "guess: siege?" in entry


def test_a_person_counts_for_the_member_it_speaks_for_in_the_drawing() -> None:
    study = Builder()
    study.roster("athens", "naxos", "samos")
    study.tie("person-envoy", "speaks-for", "athens")
    study.tie("person-envoy", "allied-with", "naxos")
    study.tie("person-archon", "rivals", "naxos")
    study.say("attribute", ["person-archon"], "office", ["chair"])
    study.tie("chair", "part-of", "samos")
    page = page_of(study.case())
    assert "<b>Athens – Naxos</b>: friendly tie reported" in page
    assert "<b>Naxos – Samos</b>: hostile tie reported" in page
    assert 'class="edge friendly"' in page
    by_person = page_of(study.case(level="person"))
    assert Reader(by_person).faults == []
    assert "pairs in words" not in by_person


def test_many_claims_behind_a_number_are_listed_once_at_the_end(page: str, read: Reader) -> None:
    sets = [name for name in read.ids if name.startswith("set-")]
    assert sets
    assert {f"#{name}" for name in sets} <= set(read.links)
    assert page.index('id="behind"') < page.index(f'id="{sets[0]}"')


def test_the_network_draws_friendly_hostile_and_contested_ties(page: str) -> None:
    drawing = re.search(r'<svg[^>]*class="network" preserve.*?</svg>', page, re.DOTALL)
    assert drawing is not None
    assert 'class="edge friendly"' in drawing.group()
    assert 'class="edge hostile"' in drawing.group()


def test_claims_that_cannot_both_hold_name_each_other(case: Case, page: str) -> None:
    said = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "+")
    denied = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "-")
    row = re.search(rf'<tr id="claim-{said.id}".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert f"#claim-{denied.id}" in row.group()


def test_the_page_says_how_it_was_made(read: Reader) -> None:
    assert "How to cite" in read.words
    assert "seed 0" in read.words
    assert "Made on 25 Nov 2026 with Delian 0." in read.words
    assert "reviewed by a person" in read.words


def test_a_problem_is_shown() -> None:
    case = replace(league().case(), problems=(Problem("d-1", "the date was not found", "Enter it."),))
    assert "the date was not found Enter it." in Reader(page_of(case)).words


def test_acts_of_several_dates_and_machine_answers_stand_on_the_timeline() -> None:
    study = Builder()
    study.say("event", ["persia"], "assault", ["athens"], event="e-raid", when="1999-03-01/1999-03-20")
    study.say("event", ["persia"], "assault", ["athens"], event="e-raid", when="1999-04-02", document="two")
    reply = study.say("answer", ["athens"], "answers", ["e-raid"], event="e-march", coder=MACHINE)
    study.say("answer", ["naxos"], "answers", ["e-raid"], event="e-trek", polarity="-")
    words = Reader(page_of(study.case())).words
    assert "1 Mar 1999 – 20 Mar 1999; also dated 2 Apr 1999" in words
    assert f"“{reply.quote}” — guess: answered by Athens" in words
    assert "denied" in words


def block(page: str, claim: str) -> str:
    """Return what the page tells of how likely the claim is; empty where it has no ledger."""
    found = re.search(rf'<tr id="claim-{claim}".*?</tr>\s*(<tr class="how">.*?</details></td></tr>)?', page, re.DOTALL)
    assert found is not None
    return found[1] or ""


def test_each_claim_about_the_world_has_one_block_and_no_other_has(case: Case, page: str) -> None:
    counted = [one for one in case.claims if one.is_about_the_world and one.kind != "question"]
    for claim in case.shown:
        assert bool(block(page, claim.id)) == (claim in counted), claim.relation
    assert page.count('<details class="belief">') == len(counted)
    assert page.count("How?</summary>") == 1
    assert Reader(page).words.count("no data set calibrates these letters: docs/belief.md") == 1


def test_a_block_tells_origin_decibans_share_chain_sum_and_what_would_turn_it_over(case: Case, page: str) -> None:
    claim = next(one for one in case.claims if one.relation == "supports")
    words = " ".join(Reader(block(page, claim.id)).words.split())
    number = [one.id for one in case.shown].index(claim.id) + 1
    assert (
        "Reported: that Naxos supports Samos (1 Jun 2001) single-source "
        "origin dB by itself share kept dB kept heard through "
        f"“an envoy” +2.4 1 +2.4 “an envoy” (.30, ungraded, without a name) → Author one (.90, ungraded author) {number} "
        "Prior if reported: roughly even chance (.50); base rate of its kind if the reading is wrong: .01 "
    ) in words
    assert "Falls below one half if “an envoy” is graded E." in words
    assert "Admiralty number" not in words  # it would tell the range of a probability that is held back


def test_no_probability_is_printed_where_only_one_origin_speaks(case: Case, page: str) -> None:
    single = [
        name for name, found in beliefs(case, case.by_id).items() if found and not any(one.printable for one in found)
    ]
    assert len(single) > 8
    for name in single:
        told = block(page, name)
        assert "of 100" not in told
        assert "p = ." not in re.sub(r"p = \S+ × ", "", told)
        assert all(one.endswith((" × .01", " × 0")) for one in re.findall(r"<p>(r = [^<]*)</p>", told)), "a result"
        assert "the probability and its word are held back" in told or "The same sum as" in told


def test_where_two_independent_origins_speak_likelihood_and_confidence_are_sentences_apart(
    case: Case, page: str
) -> None:
    claim = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "+")
    told = block(page, claim.id)
    assert re.search(
        r'<p class="say">Roughly even chance \(45–55 of 100, ICD 203\): p = \.\d\d, between \.\d\d and [^<]*\.</p>',
        told,
    )
    assert re.search(r'<p class="say">Confidence in the sourcing is low: [^<]*\.</p>', told)
    denied = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "-")
    assert f'<a href="#{re.findall("id=.(sum-[0-9]+)", told)[0]}">at claim' in block(page, denied.id)
    assert "Denied here: " in block(page, denied.id)


def test_the_state_stands_beside_the_claim_and_can_be_filtered_by(case: Case, page: str) -> None:
    claim = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "-")
    row = re.search(rf'<tr id="claim-{claim.id}".*?</tr>', page, re.DOTALL)
    assert row is not None
    assert 'data-states="conflicted"' in row.group()
    assert '<span class="badge state">what it denies: conflicted</span>' in row.group()
    assert '<select name="state"><option value="">all</option><option>' in page


def test_a_page_without_ledgers_speaks_of_none(case: Case) -> None:
    page = render_page(case, [answer(case, "anatomy")], {}, title="league", made_on="2026-11-25", version="0")
    assert "How likely" not in page
    assert 'name="state"' not in page
    assert Reader(page).faults == []


def test_an_interest_and_a_settled_matter_are_told_in_the_block() -> None:
    study = league()
    claim = next(one for one in study.records if isinstance(one, Claim) and one.relation == "supports")
    study.records.append(Judgement("j-r", claim.id, "resolution", value="holds", by="tester"))
    other = next(one for one in study.records if isinstance(one, Claim) and one.relation == "rivals")
    about = ("author-one", other.id)
    study.records.append(Judgement("j-i", about, "interest", value="serves", by="tester", why="a reason"))
    case = study.case()
    page = page_of(case)
    assert "It is entered as known to hold." in block(page, claim.id)
    assert (
        "interest: served if it is so, and says so with probability .80 whatever is so; entered by tester: a reason"
        in block(page, other.id)
    )
