from dataclasses import replace

import pytest

from building import MACHINE, Builder
from delian.model.answer import Answer, Difference
from delian.model.case import Case, Scope, Without
from delian.model.quantity import SHARE, Estimate
from delian.pipeline import answer, assemble, measures
from delian.report.difference import changed
from delian.report.text import WIDTH, render_summary, render_text, render_why
from pages import league


@pytest.fixture(scope="module")
def case() -> Case:
    return league().case()


@pytest.mark.parametrize("question", measures())
def test_an_answer_fits_the_terminal_and_leads_to_its_claims(case: Case, question: str) -> None:
    reply = answer(case, question)
    text = render_text(case, reply)
    assert isinstance(reply, Answer)
    assert text.startswith(reply.title)
    assert max(map(len, text.splitlines())) <= WIDTH
    assert "reviewed by a person" in text.replace("\n", " ")
    for part in reply.table.parts:
        assert part.title in text
    if question == "system":
        assert all(row.claims[0] in text for part in reply.table.parts for row in part.rows if len(row.claims) == 1)


def test_a_card_says_what_is_missing() -> None:
    case = assemble([], Scope())
    text = render_text(case, answer(case, "cohesion"))
    assert "Not answered yet." in text
    assert "No roster" in text


def test_the_summary_is_one_screen_and_names_every_part(case: Case) -> None:
    summary = render_summary(case, answer(case, "system"))
    assert len(summary.splitlines()) <= 60
    assert max(map(len, summary.splitlines())) <= WIDTH
    for words in ("The thesis", "Roles by function", "Provocation", "The search", "Who left", "Chain of command"):
        assert words in summary
    for words in ("Questions", "as a chain of links", "Who says so", "the author's own word"):
        assert words in summary


def test_what_a_text_does_not_have_reads_not_found() -> None:
    study = Builder()
    study.tie("argos", "leads", "league")
    case = study.case()
    summary = render_summary(case, answer(case, "system"))
    assert summary.count("not found in this text") >= 5


def test_the_summary_of_nothing_is_the_card() -> None:
    case = assemble([], Scope())
    assert "Not answered yet." in render_summary(case, answer(case, "system"))


def test_machine_readings_come_as_their_sentence_with_guesses_marked(case: Case) -> None:
    text = render_text(case, answer(case, "system"))
    machine = next(claim for claim in case.proposed if claim.kind == "tie")
    line = next(line for line in text.splitlines() if line.strip().startswith(f"• “{machine.quote}”"))
    assert machine.id in line
    assert "machine reading, guess: Athens? · commands? · Fleet?" in text
    assert f"“{machine.quote}” (guess: " in render_summary(case, answer(case, "system"))


def test_why_shows_the_sentence_the_voices_and_what_contests_it(case: Case) -> None:
    denied = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "-")
    said = next(one for one in case.claims if one.relation == "allied-with" and one.polarity == "+")
    why = render_why(case, said)
    assert f"»{said.quote}«" in why
    assert "Author one (author, writes)" in why
    assert denied.id in why
    assert "What contests it" in why
    assert all(first_key in why.replace("\n", " ") for first_key in said.propositions)
    assert max(map(len, why.splitlines())) <= WIDTH


def test_why_tells_manner_status_and_silence(case: Case) -> None:
    silence = next(one for one in case.claims if one.kind == "unanswered" and one.absence == "unable")
    why = render_why(case, silence)
    assert "it is said to be unable" in why
    assert "tester (human), accepted" in why
    assert "Nothing in this study contests it." in why
    machine = render_why(case, case.proposed[0])
    assert "nobody has reviewed, guess: " in machine
    assert "score 0.90" in machine


def test_a_silence_is_contested_by_an_answer_of_the_same_actor() -> None:
    study = Builder()
    silence = study.say("unanswered", ["sparta"], "unanswered", ["e-raid"], absence="reported", reason="unwilling")
    reply = study.say("answer", ["sparta"], "answers", ["e-raid"], event="e-march", document="two")
    study.say("answer", ["athens"], "answers", ["e-raid"], event="e-trek", document="two")
    why = render_why(study.case(), silence)
    assert reply.id in why
    assert why.count(" × ") == 1


def test_why_of_a_withheld_quotation_shows_the_gloss() -> None:
    study = Builder()
    claim = replace(study.tie("athens", "leads", "league"), quote=None, evidence=(), gloss="Athens is said to lead")
    why = render_why(replace(study.case(), claims=(claim,)), claim)
    assert "Athens is said to lead (quotation withheld)" in why
    assert "»" not in why


def test_of_persons_only_a_range_or_a_direction_is_told() -> None:
    figure = Estimate(SHARE, 0.5, 0.2, 0.7, over="worlds")
    still = Estimate(SHARE, -0.1, -0.1, -0.1)
    told = Difference("without person", figure, figure, figure, persons=True, direction="higher")
    assert changed(told) == "higher: between 0.20 and 0.70"
    assert changed(replace(told, paired=still, direction="lower")) == "lower"
    assert changed(replace(told, persons=False)) == figure.show()


def test_a_card_names_the_sentences_to_review_first() -> None:
    study = Builder()
    study.roster("athens", "naxos")
    waiting = study.tie("athens", "allied-with", "naxos", coder=MACHINE)
    case = study.case()
    text = render_text(case, answer(case, "cohesion"))
    assert "Review first:" in text
    assert f"“{waiting.quote}”  {waiting.id}".replace("  ", " ") in text


def test_what_ifs_and_the_claims_that_move_a_figure_are_told(case: Case) -> None:
    asked = case.asked(replace(case.scope, changes=(("without naxos", Without("naxos")),)))
    text = render_text(asked, answer(asked, "cohesion"))
    assert "without the what-ifs. With them:" in text
    assert "  without naxos: " in text
    assert "Claims that move it (held against failed):" in text
