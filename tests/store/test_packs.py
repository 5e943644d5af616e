"""A pack is a person's coding without the text: it fits that text alone, and gives the words back."""

from pathlib import Path

import pytest

from delian.coding.proposers.sheet import Sheet
from delian.model.claim import Claim
from delian.model.document import Document
from delian.model.problem import Problem
from delian.model.record import to_line
from delian.store import lines
from delian.store.packs import Pack, find_pack, read_pack, without_words
from delian.study import Study

TEXT = "The Marsh Accord, 4 June 1987\n\nOn 1 June the Dunes left the Accord. The Reeds did not answer.\n"
SHEET = """
document = "marsh.txt"
coder = "A. Reader"
at = 1987-07-01
[actor.dunes]
name = "the Dunes"
kind = "organisation"
[actor.marsh-accord]
name = "Accord"
kind = "organisation"
[actor.reeds]
name = "The Reeds"
kind = "organisation"
[event.leaving]
label = "The Dunes leave"
[[claim]]
kind = "event"
quote = "On 1 June the Dunes left the Accord."
evidence = [{ quote = "the Dunes", role = "cue" }]
subject = ["dunes"]
relation = "defect"
object = ["marsh-accord"]
event = "e-leaving"
[[claim]]
kind = "unanswered"
quote = "The Reeds did not answer."
subject = ["reeds"]
relation = "unanswered"
object = ["e-leaving"]
reason = "unstated"
absence = "reported"
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "marsh.txt"
    path.write_text(TEXT, "utf-8")
    return path


@pytest.fixture
def coded(article: Path) -> Study:
    study = Study()
    study.code(article, Sheet.read(SHEET, "marsh.toml"))
    return study


@pytest.fixture
def pack(coded: Study, tmp_path: Path) -> Pack:
    path = tmp_path / "packs" / "marsh.pack.jsonl"
    path.parent.mkdir()
    lines.append(path, without_words(coded.records))
    return read_pack(path)


def claims(study: Study) -> list[Claim]:
    return [record for record in study.records if isinstance(record, Claim)]


def test_a_pack_holds_no_word_of_the_text(pack: Pack) -> None:
    written = pack.path.read_text("utf-8")
    assert "left the Accord" not in written
    assert "did not answer" not in written


def test_who_has_the_text_gets_the_coding_with_its_words(article: Path, coded: Study, pack: Pack) -> None:
    study = Study()
    study.code(article, pack=pack)
    assert [to_line(one) for one in claims(study)] == [to_line(one) for one in claims(coded)]
    assert {one.id for one in study.case().claims} == {one.id for one in claims(coded)}


def test_a_pack_is_found_by_the_hash_of_its_text_alone(pack: Pack, coded: Study, tmp_path: Path) -> None:
    folders = [tmp_path / "packs"]
    assert find_pack(folders, coded.documents[0].text_sha256) == pack
    assert find_pack(folders, "0" * 64) is None


def test_a_pack_is_refused_for_another_text(pack: Pack, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text(TEXT.replace("Reeds", "Rocks"), "utf-8")
    with pytest.raises(ValueError, match="codes another text"):
        Study().code(other, pack=pack)


def test_a_claim_whose_words_differ_is_left_out_and_said(pack: Pack, coded: Study) -> None:
    written = pack.path.read_text("utf-8")
    claim = claims(coded)[1]
    pack.path.write_text(written.replace(f'"start":{claim.start},', f'"start":{claim.start + 1},'), "utf-8")
    records = read_pack(pack.path).coding(coded.documents[0])
    problems = [record for record in records if isinstance(record, Problem)]
    assert [one.id for one in records if isinstance(one, Claim)] == [claims(coded)[0].id]
    assert problems
    assert "left out" in problems[0].says


def test_a_file_with_two_documents_is_no_pack(pack: Pack, coded: Study) -> None:
    document = next(record for record in coded.records if isinstance(record, Document))
    lines.append(pack.path, [document])
    with pytest.raises(ValueError, match="holds 2 documents"):
        read_pack(pack.path)
