"""Learning in a study: only with enough to learn from, against the grades, and with a warning where there are two camps."""

from random import Random

import pytest

from building import Builder
from delian.errors import DelianError
from delian.model.trust import Spread
from delian.worlds.learn.anchored import _prior, _sure, lessons
from delian.worlds.sample.drawing import draw, sample


def quarrel(questions: int = 24, known: int = 0) -> Builder:
    """Return a study in which two tell the truth, three follow another line, and some of it is known."""
    study = Builder()
    for number in range(questions):
        true = number % 2 == 0
        for who in ("person-a", "person-b", "person-x", "person-y", "person-z"):
            says = true if who < "person-m" else not true
            claim = study.tie(
                f"city-{number}",
                "supports",
                "argos",
                document=who,
                voices=[who],
                polarity="+" if says else "-",
                when="2001",
            )
        if number < known:
            study.enter("resolution", claim.id, "holds" if says == true else "fails", why="in the archive")
    return study


def test_too_little_to_learn_from_is_refused_with_what_would_help() -> None:
    study = Builder()
    study.tie("argos", "supports", "elis")
    with pytest.raises(DelianError, match="too little to learn"):
        sample(study.case(reading="weighted-by-grades", trust="anchored"))


def test_with_anchors_those_who_were_right_gain_and_the_others_lose() -> None:
    case = quarrel(known=20).case(reading="weighted-by-grades", trust="anchored", count=512)
    drawing = draw(case)
    learned = drawing.reading.scales.chains.learned  # type: ignore[union-attr]
    assert learned["person-a"].retention > 0.55
    assert learned["person-x"].retention < 0.15
    notes = " ".join(drawing.worlds.notes)
    assert "from 0.40 to 0." in notes
    true, false = (drawing.worlds.share(index) for index in (22, 23))  # not among the known ones
    assert true > 0.5 > false


def test_without_anchors_the_larger_camp_wins_and_the_answer_warns() -> None:
    random, study = Random(3), Builder()
    camp, others = [f"person-x{n}" for n in range(8)], [f"person-a{n}" for n in range(4)]
    for number in range(80):
        true, line = random.random() < 0.5, random.random() < 0.5
        for who in (*camp, *others):
            right, sure = (line, 0.85) if who in camp else (true, 0.75)
            sign = "+" if right == (random.random() < sure) else "-"
            study.tie(f"city-{number}", "supports", "argos", document=who, voices=[who], polarity=sign, when="2001")
    drawing = draw(study.case(reading="weighted-by-grades", trust="anchored", count=64))
    assert any("two camps" in note for note in drawing.worlds.notes)
    learned = drawing.reading.scales.chains.learned  # type: ignore[union-attr]
    assert min(learned[who].retention for who in camp) > max(learned[who].retention for who in others)


def test_what_nobody_contests_teaches_nothing() -> None:
    study = quarrel(known=20)
    for number in range(50):
        study.tie(f"town-{number}", "supports", "argos", document="person-x", voices=["person-x"], when="2001")
    case = study.case(reading="weighted-by-grades", trust="anchored", count=64)
    assert draw(case).reading.scales.chains.learned["person-x"].retention < 0.15  # type: ignore[union-attr]


def test_lessons_name_each_origin_with_what_it_kept_before_and_warn_where_nothing_is_known() -> None:
    found = lessons(quarrel(known=20).case())
    kept = {one.origin: (one.prior, one.learnt, one.said) for one in found.origins}
    assert kept.keys() == {"person-a", "person-b", "person-x", "person-y", "person-z"}
    assert all(prior == 0.4 and said == 24 for prior, _, said in kept.values())
    assert kept["person-x"][1] < 0.4 < kept["person-a"][1]
    assert not any("agreement alone" in one for one in found.warnings)
    assert any("agreement alone" in one for one in lessons(quarrel().case()).warnings)


def test_what_likely_not_so_says_is_a_vote_against() -> None:
    plain, hedged = quarrel(known=20), quarrel(known=20)
    for number in range(20):
        truth = "-" if number % 2 == 0 else "+"
        for study, fields in (
            (plain, {"polarity": truth}),
            (hedged, {"polarity": "+" if truth == "-" else "-", "modality": "hedged", "hedge": "unlikely"}),
        ):
            study.tie(
                f"city-{number}", "supports", "argos", document="late", voices=["person-q"], when="2001", **fields
            )
    one, other = (
        draw(study.case(reading="weighted-by-grades", trust="anchored", count=64)).reading.scales.chains.learned  # type: ignore[union-attr]
        for study in (plain, hedged)
    )
    assert one["person-q"].retention == pytest.approx(other["person-q"].retention)
    assert one["person-q"].retention < 0.15


@pytest.mark.parametrize(("retention", "n"), [(0.9, 20), (0.4, 20), (0.025, 20), (0.3, 5)])
def test_learning_starts_from_the_grade_and_as_sure_as_it(retention: float, n: float) -> None:
    alpha, beta = _prior(Spread("", retention, n))
    right, answers = (1 + retention) / 2, alpha + beta - 2
    assert (alpha - 1) / answers == pytest.approx(right)
    assert right * (1 - right) / (answers + 1) == pytest.approx(retention * (1 - retention) / (4 * (n + 1)))
    assert _sure(Spread("", retention, n), right, 0) == pytest.approx(n)
    assert _sure(Spread("", retention, n), right, 10) < n + 5


def test_an_answer_says_whether_anything_was_known_to_learn_from() -> None:
    for known, says in (
        (0, "None of it is entered as known"),
        (20, "answers known for certain: 20"),
    ):
        drawing = draw(quarrel(known=known).case(reading="weighted-by-grades", trust="anchored", count=64))
        assert any(says in note for note in drawing.worlds.notes)


def test_members_of_one_coalition_are_no_independent_witnesses_to_learn_from() -> None:
    study = quarrel()
    study.roster("person-a", "person-b", coalition="k-league")
    study.roster("person-x", "person-y", "person-z", coalition="k-empire")
    with pytest.raises(DelianError, match="too little to learn"):
        sample(study.case(reading="weighted-by-grades", trust="anchored"))
