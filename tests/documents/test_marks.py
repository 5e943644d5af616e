"""Marks that are no words: emoji and tables, and dates in other scripts with their marks of direction."""

import unicodedata
from pathlib import Path
from typing import Literal

import pytest

from delian.documents.dates import find_dates
from delian.documents.lines import read_lines
from delian.documents.read import read_document

Form = Literal["NFC", "NFD"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Otto Braun 😀 said no.", "Otto Braun said no."),
        ("Otto 🏴‍☠️ Braun ☎️ said no.", "Otto Braun said no."),
        ("👉🏽 Otto Braun said no.", "Otto Braun said no."),
        ("Otto👍Braun said no.", "Otto👍Braun said no."),
        ("“We **shall** [never](http://a.b/c) _go_,” he said.", "“We shall never go,” he said."),
    ],
)
def test_a_line_shows_its_words_at_their_places(text: str, shown: str) -> None:
    (line,) = read_lines(text)
    assert line.shown == shown
    for n, letter in enumerate(shown):
        assert text[line.place(n, n + 1).start] == letter


def test_a_table_is_said_to_be_left_out(tmp_path: Path) -> None:
    path = tmp_path / "notes.md"
    path.write_text("The envoys of both cities met.\n\n| Who | What |\n|---|:--|\n| Corinth | left |\n", "utf-8")
    _, problems = read_document(path)
    assert [one.says for one in problems] == ["2 table rows in the text: what they say is not coded"]


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("١٤ مايو ١٩٩٨", "1998-05-14"),
        ("14 مايو/أيار 1998", "1998-05-14"),
        ("14 مايو عام 1998", "1998-05-14"),
        ("14 مايو، 1998", "1998-05-14"),
        ("14\u200e/05/1998", "1998-05-14"),
        ("۱۳ دی ۱۳۹۸", "2020-01-03"),
        ("13 دی‌ماه 1398", "2020-01-03"),
        ("3 במאי 1941", "1941-05-03"),
        ("3 мая 1941", "1941-05-03"),
        ("3 травня 1941", "1941-05-03"),
        ("3. März 1941", "1941-03-03"),
        ("2 août 1990", "1990-08-02"),
        ("2 Ağustos 1990", "1990-08-02"),
        ("Şubat 1990", "1990-02"),
    ],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("around", ["{}", "\u200f({})\u200f", "é 😀 {} é"])
def test_a_date_in_another_script_is_read_at_its_place(text: str, edtf: str, form: Form, around: str) -> None:
    written = unicodedata.normalize(form, text)
    line = unicodedata.normalize(form, around).format(written)
    (found,) = find_dates(line)
    assert (line[found.start : found.end], found.edtf) == (written, edtf)


def test_a_hebrew_date_may_follow_its_article() -> None:
    assert [one.edtf for one in find_dates("ב-3 במאי 1941 וב ה-4 במאי 1941")] == ["1941-05-04"]
