"""The smallest worked case: what its `by_hand` counts with a pencil, counted by the study."""

import pytest

from delian.model.answer import Answer, Row, Table
from delian.model.case import Scope
from delian.model.judgement import Judgement
from delian.model.when import Day
from delian.pipeline import beliefs
from delian.study import Study, catalog, load_catalog_case, read_case
from delian.worlds.whatif import read_changes

FOLDER = catalog()["merrow-cabinet"]
ON = Day(2004, 5, 21)


@pytest.fixture(scope="module")
def study() -> Study:
    return load_catalog_case(FOLDER)


def ask(study: Study, question: str, *changes: str) -> Answer:
    reply = study.ask(question, Scope(of="k-cabinet", on=ON, changes=read_changes(study.case(), changes)))
    assert isinstance(reply, Answer)
    return reply


def claim(study: Study, words: str) -> str:
    return next(one.id for one in study.case().claims if one.quote == words)


def rows(answer: Answer, part: str) -> tuple[Row, ...]:
    return answer.table.part(part).rows


def triads(table: Table) -> dict[str, str]:
    return {row.cells[0]: row.cells[-1] for row in table.rows}


def test_nine_of_ten_pairs_are_told_of(study: Study) -> None:
    bound = ask(study, "cohesion").bound
    assert bound
    assert bound.coverage == pytest.approx(9 / 10)


def test_the_contested_tie_makes_the_difference_between_two_groups_and_one(study: Study) -> None:
    tie = claim(study, "the Orchard Union supports the Northern List")
    united = ask(study, "cohesion").estimate
    assert united
    assert (united.low, united.high) == pytest.approx((0.4, 1.0))
    for change, joined in (("deny", 0.4), ("assume", 1.0)):
        (difference,) = ask(study, "cohesion", f"{change} {tie}").differences
        assert (difference.after.low, difference.after.high) == pytest.approx((joined, joined))


def test_the_one_contested_tie_closes_three_triads_and_unbalances_each(study: Study) -> None:
    answer = ask(study, "cohesion")
    assert triads(answer.table.part("triads")) == {"+++": "1", "++-": "0–3", "+--": "3"}
    assert rows(answer, "rules")[0].cells[1:4] == ("0.40–1.00", "1–2", "4 of 4–7")


def test_each_name_is_refused_by_whom_the_chronicle_says(study: Study) -> None:
    refused: dict[str, set[str]] = {}
    for one in study.case().claims:
        held = one.modality == "asserted" and one.polarity == "+"
        if held and (one.value == "refuses" or one.relation == "veto"):
            refused.setdefault(one.object[0].removeprefix("o-"), set()).update(one.subject)
    assert refused == {
        "tessa-holm": {"millers-party", "northern-list"},
        "joren-bask": {"harbour-party", "orchard-union", "lantern-league"},
        "piet-varga": {"lantern-league", "millers-party"},
        "anna-lind": {"northern-list"},
    }
    vetoes = {row.cells[:2] for row in rows(ask(study, "system"), "search") if "veto" in row.cells}
    assert vetoes == {("Anna Lind", "Northern List")}


def test_four_rounds_are_told_apart(study: Study) -> None:
    assert [row.cells[-1] for row in rows(ask(study, "system"), "rounds")] == [
        "Tessa Holm refused by two",
        "Joren Bask refused by three",
        "Piet Varga refused by two",
        "Anna Lind vetoed by one",
    ]


def test_the_dismissal_was_answered_after_two_days_or_was_not(study: Study) -> None:
    acts = ask(study, "ledger").table.parts[0].rows
    dismissal = [row for row in acts if "dismissed" in row.cells[0]]
    assert [row.cells[6] for row in dismissal] == ["2", "2"]
    assert [row.note for row in dismissal] == ["contested", "contested, denied"]


def test_a_denial_that_serves_who_denies_takes_less_from_the_tie_than_one_that_does_not(study: Study) -> None:
    tie = claim(study, "the Orchard Union supports the Northern List")
    others = [one for one in study.records if not (isinstance(one, Judgement) and one.kind == "interest")]
    for entered, denial in ((study.records, -0.38), (others, -3.47)):
        (belief,) = beliefs(Study(entered).case(), [tie])[tie]
        assert [(line.name, round(line.weight, 2)) for line in belief.lines] == [
            ("Henrike Aalto", 6.96),
            ("Oskar Thole", denial),
        ]
        assert belief.weight == pytest.approx(6.96 + denial, abs=0.01)


def test_the_case_says_the_same_in_words() -> None:
    told = " ".join(read_case(FOLDER)["by_hand"].split())
    for words in (
        "+6.96",
        "0.38 against",
        "3.47",
        "+6.59",
        "+3.49",
        "9 of 10",
        "4 of 10: 0.40",
        "10 of 10: 1.00",
        "4 of 4",
        "4 of 7",
        "Northern List alone",
    ):
        assert words in told
