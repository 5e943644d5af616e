"""A study as a file: kept whole, coded again without losing a decision, and the worked case."""

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import delian as dl
from delian.coding.proposers.proposer import Context, Proposed
from delian.errors import DelianError, UnreadableStudy, UnwritableFile
from delian.model.case import Scope
from delian.model.claim import Claim, Coder
from delian.model.document import Document
from delian.model.ids import text_digest
from delian.model.judgement import Decision
from delian.model.record import to_line
from delian.model.text import Span, SpanMismatch, check_span
from delian.model.when import Day
from delian.store import lines
from delian.study import Study, catalog, load_catalog_case

TEXT = "# A Day\n\nBy Ines Falk\n\nThe Harbour Ledger, 3 May 1998\n\nNorway attacked Sweden in 1921. Sweden did not react.\n"


@dataclass(frozen=True)
class Silent:
    """A proposer that reads nothing."""

    coder: Coder
    title: str = "Reads nothing"

    def propose(self, context: Context) -> Proposed:
        del context
        return Proposed(())


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "day.md"
    path.write_text(TEXT, "utf-8")
    return path


def test_a_study_comes_back_from_its_file_as_it_was(article: Path, tmp_path: Path) -> None:
    study = Study(path=tmp_path / "day.delian")
    study.code(article)
    again = Study.open(tmp_path / "day.delian")
    assert [to_line(one) for one in again.records] == [to_line(one) for one in study.records]
    assert not again.problems


def test_coding_again_adds_no_second_claim_and_keeps_decisions(article: Path) -> None:
    study = Study()
    document = study.code(article)
    first = {one.id for one in study.nouns.values() if isinstance(one, Claim)}
    claim = min(first)
    study.add([Decision("x-1", claim, "accept", by="tester")])
    assert study.code(article).id == document.id
    assert {one.id for one in study.nouns.values() if isinstance(one, Claim)} == first
    assert claim in {one.id for one in study.case().claims}


def test_what_a_coder_no_longer_reads_is_retired_with_the_reason(article: Path) -> None:
    study = Study()
    study.code(article)
    before = study.case()
    study.code(article, Silent(coder=before.proposed[0].coder))
    assert before.proposed
    assert not study.case().proposed
    retired = [one for one in study.records if isinstance(one, Decision)]
    assert {one.kind for one in retired} == {"deprecate"}


def test_a_crash_while_writing_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.delian"
    lines.append(path, [])
    before = path.read_bytes()

    def fails(_: int) -> None:
        message = "the disk is full"
        raise OSError(message)

    monkeypatch.setattr("os.fsync", fails)
    with pytest.raises(UnwritableFile, match="full"):
        lines.append(path, [Decision("x-1", "c-1", "accept")])
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["kept.delian"]


def test_a_broken_line_is_left_out_and_told_and_kept_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "torn.delian"
    lines.append(path, [Decision("x-1", "c-1", "accept")])
    path.write_text(path.read_text("utf-8") + '{"record": "claim", "id": 7}\n', "utf-8")
    study = Study.open(path)
    assert len(study.problems) == 1
    assert "torn.delian:3" in str(study.problems[0])
    study.add([Decision("x-2", "c-1", "reject")])
    assert '"id": 7' in path.read_text("utf-8")


def test_what_is_no_study_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableStudy):
        dl.open(tmp_path / "nowhere.delian")


def test_the_worked_case_loads_round_trips_and_grounds_every_quote(tmp_path: Path) -> None:
    folder = catalog()["axis-2020"]
    study = load_catalog_case(folder, tmp_path / "axis.delian")
    documents = {one.id: one for one in study.nouns.values() if isinstance(one, Document)}
    claims = [one for one in study.nouns.values() if isinstance(one, Claim)]
    assert len(documents) == 7
    assert 340 <= len(claims) <= 380
    assert {one.document for one in claims} == set(documents)
    for claim in claims:
        body = documents[claim.document].body
        assert body[claim.start : claim.end] == claim.quote
        assert all(body[span.start : span.end] == span.quote for span in claim.evidence)
    case = study.case()
    assert not case.problems, case.problems
    assert not case.proposed
    assert [to_line(one) for one in Study.open(tmp_path / "axis.delian").records] == [
        to_line(one) for one in study.records
    ]
    roots = {case.root(one) for one in documents}
    assert len(roots) == 6, "the reprint stands in the chain of its original"
    for document in documents.values():
        assert "Written for this example" in document.body or document.reprint_of


def test_the_worked_case_answers_by_python_as_the_readme_says(tmp_path: Path) -> None:
    load_catalog_case(catalog()["axis-2020"], tmp_path / "axis.delian")
    study = dl.open(tmp_path / "axis.delian")
    reply = study.ask("cohesion", Scope(count=64))
    assert reply.kind == "answer"
    assert reply.estimate is not None
    assert json.loads(json.dumps(reply.estimate.middle)) <= 1


def test_known_by_a_day_before_the_reprint_leaves_it_out(tmp_path: Path) -> None:
    del tmp_path
    study = load_catalog_case(catalog()["axis-2020"])
    whole = len(study.case().claims)
    early = study.case(Scope(known_by=Day.read("2020-01-07")))
    assert 0 < len(early.claims) < whole


def test_a_folder_without_a_case_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DelianError, match=r"case\.toml"):
        load_catalog_case(tmp_path)


def test_coding_an_unchanged_article_again_adds_nothing_to_the_file(article: Path, tmp_path: Path) -> None:
    study = Study(path=tmp_path / "day.delian")
    study.code(article)
    before = (tmp_path / "day.delian").read_bytes()
    Study.open(tmp_path / "day.delian").code(article)
    assert (tmp_path / "day.delian").read_bytes() == before


def test_a_claim_whose_words_stand_elsewhere_in_its_document_is_a_problem_not_a_claim(
    article: Path, tmp_path: Path
) -> None:
    path = tmp_path / "day.delian"
    Study(path=path).code(article)
    whole = Study.open(path).case()
    moved = whole.proposed[0]
    text = path.read_text("utf-8").replace(
        f'"start":{moved.start},"end":{moved.end}', f'"start":{moved.start + 1},"end":{moved.end + 1}'
    )
    path.write_text(text, "utf-8")
    case = Study.open(path).case()
    assert len(case.proposed) < len(whole.proposed)
    assert any(problem.where == moved.id and "left out" in problem.says for problem in case.problems)


def test_a_withheld_quote_is_bound_by_its_hash() -> None:
    text = "Naxos left the league."
    check_span(text, Span(0, 5, None, quote_sha256=text_digest("Naxos")))
    with pytest.raises(SpanMismatch):
        check_span(text, Span(0, 5, None, quote_sha256=text_digest("Melos")))


def test_other_line_ends_inside_a_text_do_not_tear_the_study(tmp_path: Path) -> None:
    article = tmp_path / "lines.md"
    article.write_text("# A Day\n\nNorway attacked Sweden\u2028in 1921.\u0085 Sweden\u2029 did not react.\n", "utf-8")
    study = Study(path=tmp_path / "lines.delian")
    study.code(article)
    again = Study.open(tmp_path / "lines.delian")
    assert not again.problems
    assert [to_line(one) for one in again.records] == [to_line(one) for one in study.records]


def test_a_study_behind_a_link_is_written_where_it_is_with_its_mode(article: Path, tmp_path: Path) -> None:
    real = tmp_path / "real.delian"
    lines.append(real, [])
    real.chmod(0o600)
    link = tmp_path / "link.delian"
    link.symlink_to(real)
    Study(path=link).code(article)
    assert link.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o600
    assert len(Study.open(real).documents) == 1


def test_what_cannot_be_written_is_one_line(article: Path, tmp_path: Path) -> None:
    with pytest.raises(UnwritableFile, match="folder"):
        Study(path=tmp_path).code(article)


def test_a_demo_keeps_a_study_that_somebody_has_worked_on(tmp_path: Path) -> None:
    path = tmp_path / "axis-2020.delian"
    told: list[str] = []
    load_catalog_case(catalog()["axis-2020"], path)
    load_catalog_case(catalog()["axis-2020"], path, told.append)
    assert not [words for words in told if "kept" in words]
    Study.open(path).add([Decision("x-mine", "k-axis-of-resistance", "accept", by="me")])
    load_catalog_case(catalog()["axis-2020"], path, told.append)
    assert [words for words in told if "kept as" in words]
    assert "x-mine" in (tmp_path / "axis-2020.1.delian").read_text("utf-8")


def test_voices_do_not_depend_on_whether_the_reprint_or_its_original_came_first() -> None:
    folder = catalog()["axis-2020"]
    names = ("fragmentation.md", "fragmentation-reprint.md")

    def voices(order: tuple[str, ...]) -> dict[str, set[str]]:
        study = Study()
        for name in order:
            study.code(folder / name)
        case = study.case()
        titles = {ident: document.title or "" for ident, document in case.documents.items()}
        found: dict[str, set[str]] = {}
        for claim in case.ordered:
            found.setdefault(titles[claim.document], set()).update(voice.id for voice in claim.voices)
        return found

    assert voices(names) == voices(names[::-1])


def test_a_decision_about_what_is_not_there_is_told(article: Path) -> None:
    study = Study()
    study.code(article)
    study.add([Decision("x-1", "nobody", "merge", "nobody", ("norway",)), Decision("x-2", "x-none", "undo")])
    assert {problem.where for problem in study.faults} == {"x-1", "x-2"}
