"""The ledger of a belief as a reader of the terminal sees it: exact words, and arithmetic that comes out."""

import re
from collections.abc import Callable

import pytest

from building import MACHINE, Builder
from delian.model.case import Case, Scope
from delian.model.claim import DIFFER, Claim
from delian.model.judgement import Judgement
from delian.pipeline import assemble, beliefs, ledger
from delian.report import weights
from delian.report.belief_text import UNREVIEWED, render_ledger
from delian.report.text import WIDTH
from delian.study import catalog, load_catalog_case

HEAD = """How likely, and why
───────────────────
Letters and decibans are conventions: no data set calibrates these letters: docs/belief.md. What
nobody graded counts by Delian’s defaults and reads “ungraded”.
p = r × odds ÷ (1 + odds) + (1 − r) × base rate, where r is the probability that at least one claim
for it was read rightly.
"""


@pytest.fixture(scope="module", params=["merrow-cabinet", "delian-league"])
def worked(request: pytest.FixtureRequest) -> Case:
    return load_catalog_case(catalog()[request.param]).case()


def told(study: Builder, claim: Claim, *, asked: bool = False, **scope: str) -> str:
    case = assemble(study.records, Scope(**scope))  # type: ignore[arg-type]
    return render_ledger(case, claim, ledger(case, claim), asked=asked)


def flat(text: str) -> str:
    return " ".join(text.split())


def test_one_origin_is_told_without_its_probability() -> None:
    study = Builder()
    claim = study.say(
        "event",
        ["persia"],
        "assault",
        ["athens"],
        voices=["?an envoy"],
        event="e-raid",
        when="1999-03",
        modality="hedged",
        hedge="reportedly",
    )
    assert (
        told(study, claim)
        == f"""{HEAD}
Reported: that it happened; its type (assault); that Persia did it; that its recipient was Athens;
its date (Mar 1999)
  prior if reported: roughly even chance (.50); base rate of its kind if the reading is wrong: .01
  • “an envoy”: +0.9 dB by itself × 1 kept = +0.9 dB
      “{claim.quote}” {claim.id}
        “an envoy” (.30, ungraded, without a name) → Author one (.90, ungraded author) → hedge
        “reportedly” (.40, taken at its word, 0.7 that it is so)
  sum of what is kept: +0.9 dB
  r = .95; odds = .50 ÷ .50 × 10^(+0.94 ÷ 10) = 1.24; p = .95 × 1.24 ÷ 2.24 + .05 × .01
  Fewer than two independent origins speak: the probability and its word are held back;
  --probability prints them.
  Confidence in the sourcing is low: one origin speaks.
  Falls below one half if “an envoy” is graded D or worse.
  Linchpin: “an envoy” carries all of the weight.
  State: single-source (fewer than two independent origins affirm it)."""
    )
    asked = flat(told(study, claim, asked=True))
    assert "+ .05 × .01 = .53 Roughly even chance (45–55 of 100, ICD 203): p = .53, between .49 and .60 over" in asked
    assert "held back" not in asked


def test_two_independent_origins_are_pooled_and_told_with_their_probability() -> None:
    study = Builder()
    one = study.tie("athens", "allied-with", "naxos")
    two = study.tie("athens", "allied-with", "naxos", document="two")
    study.records.append(Judgement("j-g", "author-one", "grade", value="B", by="tester", why="often right"))
    assert (
        told(study, one)
        == f"""{HEAD}
Reported: that Athens is allied with Naxos (1 Jun 2001)
  prior if reported: roughly even chance (.50); base rate of its kind if the reading is wrong: .01
  • Author one: +7.5 dB by itself × 1 kept = +7.5 dB [no coalition declared]; p −.23 without it
      “{one.quote}” {one.id}
        Author one (.70, B, graded by tester: often right)
  • Author two: +3.7 dB by itself × .5 kept = +1.8 dB [no coalition declared]; p −.09 without it
      “{two.quote}” {two.id}
        Author two (.40, ungraded, on record)
  sum of what is kept: +9.4 dB
  r = .9975; odds = .50 ÷ .50 × 10^(+9.37 ÷ 10) = 8.66; p = .9975 × 8.66 ÷ 9.66 + .0025 × .01 = .89
  Very likely (80–95 of 100, ICD 203): p = .89, between .82 and .96 over what the grades leave open.
  Confidence in the sourcing is moderate: only 2 origins speak; they amount to 1.2; one of them
  carries more than half.
  No other grade of a single origin moves it across one half.
  Linchpin: Author one carries more than half of all weight.
  State: corroborated (two or more independent origins affirm it).
  Admiralty number: 1 (“confirmed by other sources”), worked out and not entered."""
    )


def test_a_conflict_with_an_interested_origin_is_told_from_both_sides() -> None:
    study = Builder()
    said = study.tie("athens", "allied-with", "naxos", voices=["person-envoy"])
    denied = study.tie("athens", "allied-with", "naxos", document="two", polarity="-")
    about = ("person-envoy", said.id)
    study.records.append(Judgement("j-i", about, "interest", value="serves", by="tester", why="speaks for Athens"))
    assert (
        told(study, denied, asked=True)
        == f"""{HEAD}
Denied here: that Athens is allied with Naxos (1 Jun 2001)
  prior if reported: roughly even chance (.50); base rate of its kind if the reading is wrong: .01
  • Author two: −3.7 dB by itself × 1 kept = −3.7 dB; p +.19 without it
      against: “{denied.quote}” {denied.id}
        Author two (.40, ungraded, on record)
  • Person Envoy: +0.4 dB by itself × 1 kept = +0.4 dB; p −.29 without it
      interest: served if it is so, and says so with probability .80 whatever is so; entered by
      tester: speaks for Athens
      “{said.quote}” {said.id}
        Person Envoy (.40, ungraded, on record) → Author one (.90, ungraded author)
  sum of what is kept: −3.3 dB
  r = .95; odds = .50 ÷ .50 × 10^(−3.32 ÷ 10) = 0.466; p = .95 × 0.466 ÷ 1.47 + .05 × .01 = .30
  Unlikely (20–45 of 100, ICD 203): p = .30, between .14 and .45 over what the grades leave open.
  Confidence in the sourcing is low: no origin is graded better than E or F.
  No other grade of a single origin moves it across one half.
  Linchpin: Author two carries more than half of all weight.
  State: conflicted (it is denied as well, or something that excludes it is reported).
  Admiralty number: 4 (“doubtful”), worked out and not entered."""
    )


def test_the_printed_arithmetic_comes_out_at_the_probability(worked: Case) -> None:
    ledgers = [one for found in beliefs(worked, worked.by_id).values() for one in found]
    assert len(ledgers) > 100
    for one in ledgers:
        told = weights.arithmetic(one, told=True)
        form, result = re.fullmatch(r".*; p = (.*) = ([.\d]+)", told).groups()  # type: ignore[union-attr]
        factors = [re.split(r" × ", part) for part in form.split(" + ")]
        worth = 0.0
        for right, rest in factors:
            above, _, below = rest.partition(" ÷ ")
            worth += float(right) * float(above) / float(below or 1)
        assert worth == pytest.approx(one.believed, abs=0.006), told
        assert float(result) == pytest.approx(one.believed, abs=0.005), told


def test_no_sentence_mixes_likelihood_with_confidence_or_calls_a_thing_true(worked: Case) -> None:
    for claim in worked.claims:
        found = ledger(worked, claim)
        text = render_ledger(worked, claim, found, asked=True)
        assert max(map(len, text.splitlines())) <= WIDTH
        for one in found:
            assert "onfidence" not in weights.likelihood(one)
            assert not re.search(r"likel|chance|p =", weights.confidence(one))
        assert not re.search(r"\b(true|truth)\b", re.sub("“[^”]*”", "", text))


@pytest.mark.parametrize(("name", "word"), [("phia", "Highly likely"), ("ipcc", "Likely"), ("kent", "Almost certain")])
def test_words_are_those_of_the_yardstick(name: str, word: str) -> None:
    study = Builder()
    one = study.tie("athens", "allied-with", "naxos")
    study.tie("athens", "allied-with", "naxos", document="two")
    study.records.append(Judgement("j-g", "author-one", "grade", value="B", by="tester"))
    assert f"  {word} (" in told(study, one, yardstick=name)


def test_columns_on_the_same_words_are_told_once_with_the_state_of_each() -> None:
    study = Builder()
    one = study.say("event", ["persia"], "assault", ["athens"], event="e-raid")
    two = study.say("event", [], "warn", [], event="e-raid", document="two")
    text = told(study, one)
    assert text.count("Reported: ") == 2
    assert "Reported: that it happened\n" in text
    assert "Reported: its type (assault); that Persia did it; that its recipient was Athens\n" in text
    assert (
        "State: conflicted (it is denied as well, or something that excludes it is reported) for its type (assault); "
        "single-source (fewer than two independent origins affirm it) for that Persia did it; that its recipient was Athens."
    ) in flat(text)
    assert f"Excluded by what these report: {two.id}" in text
    assert text.count(f"“{one.quote}”") == 1
    assert f"as above {one.id}" in text


def test_a_grade_that_would_turn_it_over_is_told_both_ways() -> None:
    study = Builder()
    study.tie("athens", "allied-with", "naxos")
    denied = study.tie("athens", "allied-with", "naxos", document="two", polarity="-")
    text = flat(told(study, denied))
    assert "ises above one half if Author one is graded B or better" in text
    assert "ises above one half if Author two is graded D or worse" in text


def test_of_a_crowd_that_could_turn_it_over_five_are_named() -> None:
    study = Builder()
    for number in range(12):
        claim = study.tie("athens", "allied-with", "naxos", document=f"a{number}", polarity="+" if number % 2 else "-")
    text = flat(told(study, claim))
    assert text.count("one half if") == 5
    assert "; and so with 7 more single origins." in text


@pytest.mark.parametrize(("value", "words"), [("holds", "to hold"), ("fails", "not to hold")])
def test_what_a_person_settled_is_told_as_entered(value: str, words: str) -> None:
    study = Builder()
    claim = study.tie("athens", "allied-with", "naxos")
    study.records.append(Judgement("j-r", claim.id, "resolution", value=value, by="tester"))
    text = told(study, claim)
    assert f"It is entered as known {words}." in text
    assert "the sum changes nothing" in text
    assert "No grade moves what is entered as known." in text
    assert "State: reviewed" in text
    assert "held back" not in text


def test_a_prior_that_nothing_can_move_is_said_to_be_one() -> None:
    study = Builder()
    claim = study.tie("athens", "allied-with", "naxos")
    study.records.append(Judgement("j-p", claim.id, "prior", value=1.0, by="tester"))
    assert "p = .95 × 1 + .05 × .01 = .95, as nothing moves a prior of 1" in told(study, claim, asked=True)


def test_a_base_rate_that_nobody_knows_is_said_to_be_unknown() -> None:
    study = Builder()
    text = told(study, study.say("stance", ["naxos"], "stance", ["o-peace"], value="refuses"))
    assert "base rate of its kind if the reading is wrong: unknown, counted as 0" in flat(text)


def test_a_machine_reading_is_weighed_with_the_others_and_says_so_first() -> None:
    study = Builder()
    claim = study.tie("athens", "leads", "league", coder=MACHINE)
    case = study.case()
    assert beliefs(case, [claim.id]) == {claim.id: ()}
    text = told(study, claim)
    assert flat(text).startswith(UNREVIEWED)
    assert "r = .90; odds" in text


def in_a_mind(study: Builder) -> Claim:
    mind = study.voice("persia", study.document("one"), role="mind", how="believes")
    return study.tie("athens", "leads", "league", voices=[mind])


NO_EVIDENCE: dict[str, tuple[Callable[[Builder], Claim], str]] = {
    "a mind": (in_a_mind, "it is inside the mind of Persia"),
    "a question": (
        lambda study: study.say("question", [], "asks", about=("athens",), asks="open", modality="question"),
        "it is a question",
    ),
    "a condition": (lambda study: study.tie("a", "leads", "b", modality="conditional"), "it is conditional"),
    "a counterfactual": (lambda study: study.tie("a", "leads", "b", modality="counterfactual"), "it is counterfactual"),
    "a wish": (lambda study: study.tie("a", "leads", "b", modality="normative"), "it is what somebody wishes"),
}


@pytest.mark.parametrize(("claim", "why"), NO_EVIDENCE.values(), ids=NO_EVIDENCE.keys())
def test_what_is_no_evidence_has_no_ledger(claim: Callable[[Builder], Claim], why: str) -> None:
    study = Builder()
    text = told(study, claim(study))
    assert text.startswith(f"No ledger: {why}")
    assert text.endswith("which is no evidence on what happened.")


def test_a_reading_on_which_coders_differ_waits_for_a_person() -> None:
    study = Builder()
    claim = study.tie("athens", "leads", "league", coder=MACHINE, flags=(f"{DIFFER}: others",))
    assert "coders read this sentence differently" in told(study, claim)


def test_a_claim_that_names_nothing_has_no_ledger() -> None:
    study = Builder()
    assert "names nothing" in told(study, study.say("answer", ["athens"], "answers", [], event="e-march"))


def test_each_kind_of_thing_is_told_in_words() -> None:
    study = Builder()
    office = study.say("attribute", ["person-a"], "office", ["archon"], when="2000")
    silence = study.say("unanswered", ["sparta"], "unanswered", ["e-raid"], absence="reported")
    stance = study.say("stance", ["naxos"], "stance", ["o-peace"], value="refuses")
    role = study.say("attribute", ["naxos"], "role", value="host")
    reply = study.say("answer", ["athens"], "answers", ["e-raid"], event="e-march", document="two")
    words = {
        office.id: "that Person A holds the office of Archon (from 1 Jan 2000 to 1 Jun 2001)",
        silence.id: "that Sparta did not answer raid",
        stance.id: "that Naxos refuses peace",
        role.id: "that Naxos has the role of host (1 Jun 2001)",
        reply.id: "that it answered raid",
    }
    case = study.case()
    for name, about in words.items():
        claim = case.by_id[name]
        first = "Denied here" if claim.denies else "Reported"
        assert f"{first}: {about}" in render_ledger(case, claim, ledger(case, claim)), name
