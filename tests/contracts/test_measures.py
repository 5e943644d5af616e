"""Every question keeps the contract: a new file in `answers/measures` is picked up here by itself."""

import random
import re
import string
from dataclasses import replace
from typing import Any

import pytest

from building import MACHINE, Builder
from delian.answers.measure import Measure, OfWorlds
from delian.model.answer import Answer, Reply, Table
from delian.model.claim import CauseLink
from delian.pipeline import answer, measures
from delian.report.page import render_page
from delian.report.text import render_text

MEASURES = sorted(measures().items())


def league(names: dict[str, str] | None = None) -> Builder:
    """Return a study with every kind of claim, its actors called as `names` says."""
    study = Builder()

    def of(name: str) -> str:
        return (names or {}).get(name, name)

    athens, sparta, naxos, persia = (of(name) for name in ("athens", "sparta", "naxos", "persia"))
    study.roster(athens, naxos, of("samos"))
    study.tie(athens, "leads", of("league"), when="2000")
    study.tie(athens, "allied-with", naxos)
    study.tie(athens, "allied-with", naxos, document="two", polarity="-")
    study.tie(athens, "rivals", of("samos"))
    study.tie(naxos, "supports", of("samos"), voices=["?an envoy"])
    raid = study.say("event", [persia], "assault", [athens], event="e-raid", when="1999-03")
    silence = study.say("unanswered", [sparta], "unanswered", ["e-raid"], absence="unable", reason="unable")
    study.say("answer", [athens], "answers", ["e-raid"], event="e-march", when="1999-04", voices=[of("person-speaker")])
    study.say("event", [naxos], "defect", [of("league")], event="e-leaving", when="2000-05")
    study.say("event", [of("envoys")], "warn", [naxos], event="e-warning")
    study.say("stance", [naxos], "stance", ["o-peace"], value="refuses")
    study.say("attribute", [of("person-speaker")], "office", [of("archon")], when="2000")
    mind = study.voice(persia, study.document("one"), role="mind", how="believes")
    learnt = study.say("unanswered", [sparta], "unanswered", ["e-raid"], absence="reported", voices=[mind])
    study.say("cause", [], "causes", cause=CauseLink((silence.id,), (learnt.id,)))
    study.say("question", [], "asks", about=(athens,), asks="open", modality="question")
    study.tie(athens, "commands", of("fleet"), coder=MACHINE)
    study.say("event", [athens], "assault", [naxos], event="e-siege", coder=MACHINE)
    assert raid.event
    return study


def peaceful() -> Builder:
    """Return a study with no provocation at all."""
    study = Builder()
    study.tie("argos", "leads", "league")
    study.tie("argos", "allied-with", "elis")
    study.roster("argos", "elis")
    return study


def random_names() -> dict[str, str]:
    draw = random.Random(5)
    known = ("athens", "sparta", "naxos", "persia", "samos", "league", "envoys", "archon", "fleet", "person-speaker")
    made = {name: "".join(draw.choices(string.ascii_lowercase, k=9)) for name in known}
    return {name: f"person-{word}" if name.startswith("person") else word for name, word in made.items()}


CASES = {"league": league, "random names": lambda: league(random_names()), "no provocation": peaceful}


@pytest.mark.parametrize(("name", "measure"), MEASURES, ids=[name for name, _ in MEASURES])
def test_a_measure_says_what_it_is(name: str, measure: Measure) -> None:
    assert measure.title.endswith("?")
    assert measure.tells
    assert measure.source
    assert measure.uses
    doc = measure.of.__doc__ or ""
    assert len(doc) > 200, "the docstring is what the user sees under 'what is this?'"
    assert "Source" in doc
    if isinstance(measure, OfWorlds):
        assert measure.unit.name
        assert "Shape (world,)" in doc or "shape (world,)" in doc


def comparable(reply: Reply, names: dict[str, str] | None = None) -> Any:
    """Return what the reply says with its names put back, free of ids and of the order of rows."""
    back = {made: name for name, made in (names or {}).items()}
    pattern = re.compile("|".join(sorted(map(re.escape, back), key=len, reverse=True)) or r"(?!x)x", re.IGNORECASE)

    def plain(cell: str) -> str:
        put_back = pattern.sub(lambda match: back[match.group().lower()], cell).lower()
        return re.sub(r"c-[0-9a-f]{12}|“[^”]*”", "", put_back)

    def rows(table: Table) -> Any:
        own = sorted(
            str([sorted(plain(cell).replace("?", "").split(", ")) for cell in row.cells]) for row in table.rows
        )
        return (table.id, own, [rows(part) for part in table.parts])

    assert isinstance(reply, Answer)
    figure = reply.estimate and (reply.estimate.middle, reply.estimate.low, reply.estimate.high)
    return figure, rows(reply.table), sorted(round(one.effect, 12) for one in reply.citations)


@pytest.mark.parametrize("name", measures())
def test_the_order_of_the_claims_does_not_matter(name: str) -> None:
    case = league().case()
    turned = replace(case, claims=case.claims[::-1], proposed=case.proposed[::-1])
    assert comparable(answer(case, name)) == comparable(answer(turned, name))


@pytest.mark.parametrize("name", ["system", "anatomy", "ledger"])
def test_what_the_actors_are_called_does_not_matter(name: str) -> None:
    names = random_names()
    assert comparable(answer(league().case(), name)) == comparable(answer(league(names).case(), name), names) or (
        _counts(answer(league().case(), name)) == _counts(answer(league(names).case(), name))
    )


def _counts(reply: Reply) -> Any:
    assert isinstance(reply, Answer)
    return [(part.id, len(part.rows)) for part in reply.table.parts]


def test_the_figure_does_not_depend_on_what_the_actors_are_called() -> None:
    plain, renamed = (answer(study.case(count=4000), "cohesion") for study in (league(), league(random_names())))
    assert isinstance(plain, Answer)
    assert isinstance(renamed, Answer)
    assert plain.estimate == renamed.estimate


@pytest.mark.parametrize("made", CASES)
def test_the_system_is_shown_on_every_case(made: str) -> None:
    case = CASES[made]().case()
    reply = answer(case, "system")
    text = render_text(case, reply)
    page = render_page(case, [reply], {}, title=made, made_on="2001-01-01", version="0")
    assert isinstance(reply, Answer)
    for part in reply.table.parts:
        assert part.title in text
    assert "</html>" in page
    if made == "no provocation":
        assert not reply.table.part("loop").rows
        assert "not found in this text" in text


def test_every_row_of_every_answer_leads_to_its_claims() -> None:
    case = league().case()
    for name in ("system", "anatomy", "ledger"):
        reply = answer(case, name)
        assert isinstance(reply, Answer)
        for part in reply.table.parts:
            for row in part.rows:
                assert len(row.cells) == len(part.columns), (part.id, row)
                if part.id != "reprints" and not (part.id == "left" and not row.claims):
                    assert all(claim in case.by_id for claim in row.claims)


def test_machine_readings_are_marked_and_never_confident() -> None:
    case = league().case()
    reply = answer(case, "system")
    assert isinstance(reply, Answer)
    machine = [row for part in reply.table.parts for row in part.rows if row.machine]
    assert machine
    for row in machine:
        assert any(cell.endswith("?") for cell in row.cells)
        assert any(cell.startswith("“") for cell in row.cells)
