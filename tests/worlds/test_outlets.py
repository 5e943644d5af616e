"""Outlets that share what few others say are proposed as copies; what is declared or contested is not."""

from building import Builder
from delian.model.case import Case
from delian.model.claim import Claim, Voice
from delian.model.ids import voice_id
from delian.worlds.learn.outlets import copied_outlets, outlet

HONEST = ("one", "two", "three", "four", "five", "six")


def fires(study: Builder, document: str, places: dict[int, str]) -> None:
    """Let a document say where each of several fires was."""
    for number, place in places.items():
        study.say("event", [], "assault", event=f"e-fire-{number}", place=place, document=document)


def press(*, reprint: bool = False) -> Builder:
    study = Builder()
    for document in HONEST:
        fires(study, document, dict.fromkeys(range(8), "harbour"))
    lies = {**dict.fromkeys(range(5), "harbour"), 5: "mill", 6: "tower", 7: "wharf"}
    fires(study, "echo", lies)
    root = study.document("echo").id if reprint else None
    study.document("parrot", reprint_of=root)
    fires(study, "parrot", lies)
    return study


def pairs(case: Case) -> list[tuple[str, str]]:
    return [(one.one, one.other) for one in copied_outlets(case)]


def test_outlets_that_share_errors_are_proposed_and_those_that_agree_on_the_rest_are_not() -> None:
    (found,) = copied_outlets(press().case())
    assert (found.one, found.other) == ("author-echo", "author-parrot")
    assert (found.shared_false, found.different) == (3, 0)
    assert found.p > 0.7


def test_a_declared_reprint_is_no_suspect() -> None:
    assert pairs(press(reprint=True).case()) == []


def test_what_nobody_contests_counts_only_where_another_value_would_exclude_it() -> None:
    study = Builder()
    for document in HONEST:
        for number in range(9):
            study.tie("argos", "allied-with", f"town-{number}", document=document)
    assert pairs(study.case()) == []


def test_contested_ties_betray_copies() -> None:
    study = Builder()
    for document in (*HONEST, "echo", "parrot"):
        for number in range(12):
            wrong = document in {"echo", "parrot"} and number < 6
            study.tie("argos", "allied-with", f"town-{number}", document=document, polarity="-" if wrong else "+")
    (found,) = copied_outlets(study.case())
    assert (found.one, found.other) == ("author-echo", "author-parrot")
    assert (found.shared, found.shared_false) == (6, 6)


def test_an_outlet_that_reports_both_sides_says_nothing_of_it() -> None:
    study = Builder()
    for document in (*HONEST, "echo", "parrot"):
        for number in range(6):
            if document in {"echo", "parrot"}:
                study.tie("argos", "allied-with", f"town-{number}", document=document, polarity="-", voices=["envoy"])
            study.tie("argos", "allied-with", f"town-{number}", document=document)
    assert pairs(study.case()) == []


def test_an_office_at_another_time_is_another_item() -> None:
    study = Builder()
    for document in HONEST:
        for number in range(6):
            study.say("attribute", ["person-now"], "office", [f"f-{number}"], document=document, when="2001")
    for document in ("past", "history"):
        for number in range(6):
            study.say("attribute", ["person-then"], "office", [f"f-{number}"], document=document, when="1990")
    assert pairs(study.case()) == []


def test_who_publishes_is_the_outlet_before_the_author() -> None:
    study = Builder()
    claim = study.tie("argos", "allied-with", "elis")
    paper = Voice(voice_id(claim.document, "gazette"), "outlet", "gazette", "institution", None, "writes")
    printed = Claim(
        **{slot: getattr(claim, slot) for slot in claim.__dataclass_fields__ if slot != "voices"},
        voices=(paper, *claim.voices),
    )
    unsigned = Claim(
        **{slot: getattr(claim, slot) for slot in claim.__dataclass_fields__ if slot != "voices"}, voices=()
    )
    case = study.case()
    assert [outlet(case, one) for one in (printed, claim, unsigned)] == ["gazette", "author-one", claim.document]


def test_the_order_of_the_records_does_not_matter() -> None:
    study = press()
    there = copied_outlets(study.case())
    study.records.reverse()
    assert copied_outlets(study.case()) == there
