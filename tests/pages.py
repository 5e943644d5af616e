"""Pages and studies that the tests of the report share."""

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

from building import MACHINE, Builder
from delian.model.case import Case
from delian.model.claim import CauseLink
from delian.model.document import Document
from delian.model.judgement import Judgement
from delian.pipeline import answer, beliefs, measures
from delian.report.page import render_page

VOID = {"meta", "link", "input", "br", "img", "hr"}


class Reader(HTMLParser):
    """Reads a page: ids, links, and whether every element that is opened is closed in its place."""

    def __init__(self, page: str) -> None:
        """Read the whole page at once."""
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.claims: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.text: list[str] = []
        self.faults: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what an element carries."""
        fields = {key: value or "" for key, value in attrs}
        self.tags.append((tag, fields))
        if "id" in fields:
            self.ids.append(fields["id"])
        if "href" in fields:
            self.links.append(fields["href"])
        self.claims += fields.get("data-claims", "").split()
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an element that is closed out of its place."""
        if not self.open or self.open[-1] != tag:
            self.faults.append(f"</{tag}> closes {self.open[-3:]}")
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Keep the words."""
        if not self.open or self.open[-1] not in {"style", "script"}:
            self.text.append(data)

    @property
    def words(self) -> str:
        """All that a reader sees, on one line."""
        return " ".join(" ".join(self.text).split())


def league(*, machine: bool = True) -> Builder:
    """Return a study with every kind of claim, a roster, a thesis, and machine readings."""
    study = Builder()
    study.roster("athens", "naxos", "samos")
    study.tie("athens", "leads", "league", when="2000")
    study.tie("athens", "allied-with", "naxos")
    study.tie("athens", "allied-with", "naxos", document="two", polarity="-")
    study.tie("athens", "rivals", "samos")
    study.tie("naxos", "supports", "samos", voices=["?an envoy"])
    study.say("event", ["persia"], "assault", ["athens"], event="e-raid", when="1999-03")
    silence = study.say("unanswered", ["sparta"], "unanswered", ["e-raid"], absence="unable", reason="unable")
    study.say("answer", ["athens"], "answers", ["e-raid"], event="e-march", when="1999-04", voices=["person-speaker"])
    study.say("event", ["athens"], "assault", ["persia"], event="e-march", when="1999-04")
    study.say("event", ["naxos"], "defect", ["league"], event="e-leaving", when="2000-05")
    study.say("event", ["envoys"], "warn", ["naxos"], event="e-warning")
    study.say("stance", ["naxos"], "stance", ["o-peace"], value="refuses")
    study.say("attribute", ["person-speaker"], "office", ["archon"], when="2000")
    mind = study.voice("persia", study.document("one"), role="mind", how="believes")
    learnt = study.say("unanswered", ["sparta"], "unanswered", ["e-raid"], absence="reported", voices=[mind])
    cause = study.say("cause", [], "causes", cause=CauseLink((silence.id,), (learnt.id,)))
    study.say("question", [], "asks", about=("athens",), asks="open", modality="question")
    study.records.append(
        Judgement("j-thesis", study.document("one").id, "thesis", value=(silence.id, cause.id), by="tester")
    )
    if machine:
        study.tie("athens", "commands", "fleet", coder=MACHINE)
        study.say("event", ["athens"], "assault", ["naxos"], event="e-siege", coder=MACHINE)
    return study


def with_text(case: Case, change: Any) -> Case:
    """Return the case with every document changed by `change`, for texts that the builder does not make."""
    documents: dict[str, Document] = {ident: change(document) for ident, document in case.documents.items()}
    return replace(case, documents=documents)


def page_of(case: Case, **fields: str) -> str:
    """Return the page with all questions answered."""
    replies = [answer(case, question) for question in measures()]
    weighed = beliefs(case, case.by_id)
    return render_page(case, replies, weighed, **{"title": "league", "made_on": "2026-11-25", "version": "0", **fields})
