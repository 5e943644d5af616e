import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from delian.documents.decode import decode
from delian.documents.guises import TABLE
from delian.documents.read import read_document, readers
from delian.documents.reader import NotThisKind
from delian.errors import UnreadableDocument

DATA = Path(__file__).parents[3] / "shared" / "data"

ARABIC = "قال الوزير إن المفاوضات ستبدأ يوم الاثنين في المدينة القديمة، وإن الوفد لم يصل بعد إلى الفندق الذي حجز له."
PERSIAN = "وزیر گفت که گفت‌وگوها روز دوشنبه در شهر قدیمی آغاز می شود و هیئت هنوز به هتلی که برای آن رزرو شده نرسیده است."
HEBREW = "השר אמר כי השיחות יתחילו ביום שני וכי המשלחת טרם הגיעה לעיר."
RUSSIAN = "Министр сказал, что переговоры начнутся в понедельник и что делегация ещё не прибыла в город."
ENGLISH = "The envoy said that the talks would begin on Monday, and that the delegation had not yet come to the town."


def write(tmp_path: Path, raw: bytes, name: str = "article.txt") -> Path:
    path = tmp_path / name
    path.write_bytes(raw)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as raised:
        read_document(path)
    return str(raised.value)


def test_every_reader_has_a_title_and_suffixes_of_its_own() -> None:
    suffixes = [suffix for reader in readers().values() for suffix in reader.suffixes]
    assert len(suffixes) == len(set(suffixes))
    assert all(reader.title and reader.version for reader in readers().values())


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (ENGLISH, "en"),
        (ARABIC, "ar"),
        (PERSIAN, "fa"),
        (HEBREW, "he"),
        (RUSSIAN, "ru"),
        ("Le ministre a dit que les pourparlers ne commenceront pas avant lundi dans la vieille ville.", "fr"),
        ("Der Minister sagte, dass die Gespräche am Montag in der alten Stadt beginnen und nicht vorher.", "de"),
        ("El ministro dijo que las conversaciones no empezarán hasta el lunes en la ciudad vieja.", "es"),
        ("Il ministro ha detto che i colloqui non cominceranno prima di lunedì nella città vecchia.", "it"),
        ("Bakan, görüşmelerin bu hafta için değil daha sonra ve bir başka şehirde başlayacağını söyledi.", "tr"),
        ("Ο υπουργός είπε ότι οι συνομιλίες θα αρχίσουν τη Δευτέρα στην πόλη.", "el"),
        ("部长说谈判将于星期一在老城开始，代表团尚未抵达该市。", "zh"),
        ("大臣は、会談が月曜日に旧市街で始まると述べた。", "ja"),
        ("Xq zrb vlk mnt.", None),
        ("1 2 3 4 5 6 7", None),
    ],
)
def test_the_language_is_told_by_script_and_small_words_or_not_at_all(
    tmp_path: Path, text: str, language: str | None
) -> None:
    document, problems = read_document(write(tmp_path, text.encode()))
    assert document.language == language
    assert not problems


def test_the_frozen_text_keeps_byte_order_mark_and_carriage_returns(tmp_path: Path) -> None:
    text = "\ufeffThe gate\r\n\r\nIt was shut at dusk.\rNobody came.\r\n"
    document, problems = read_document(write(tmp_path, text.encode()))
    assert document.text == text
    assert not problems


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_marked_wide_encodings_are_read_with_their_mark(tmp_path: Path, encoding: str) -> None:
    text = f"\ufeff{ENGLISH}"
    document, problems = read_document(write(tmp_path, text.encode(encoding)))
    assert document.text == text
    assert not problems


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (ARABIC.replace("،", ","), "cp1256", "windows-1256"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "koi8_r"),
        ("The council’s envoy said “no”. It was, he added, a naïve plan – and a costly one.", "cp1252", "windows-1252"),
        (
            "Bakan, görüşmelerin bu hafta için değil daha sonra ve bir başka şehirde başlayacağını söyledi.",
            "cp1254",
            "windows-1254",
        ),
    ],
)
def test_a_guessed_encoding_is_told(tmp_path: Path, text: str, encoding: str, name: str) -> None:
    document, problems = read_document(write(tmp_path, text.encode(encoding)))
    assert document.text == text
    assert [problem.says for problem in problems] == [f"the text is not UTF-8; it was read as {name}"]
    assert problems[0].where == "article.txt"


def test_a_file_cut_within_a_character_is_read_up_to_there(tmp_path: Path) -> None:
    raw = ARABIC.encode()
    cut = next(n for n in range(60, 70) if raw[n] & 0xC0 == 0x80)
    document, problems = read_document(write(tmp_path, raw[:cut]))
    assert document.text is not None
    assert ARABIC.startswith(document.text)
    assert "within a character" in problems[0].says


def test_one_spoilt_byte_does_not_spoil_the_rest(tmp_path: Path) -> None:
    raw = (ARABIC * 3).encode()
    document, problems = read_document(write(tmp_path, raw[:101] + b"\xff" + raw[101:]))
    assert document.language == "ar"
    assert "spoilt" in problems[0].says


@given(st.binary(min_size=1, max_size=300))
def test_any_bytes_are_decoded_or_refused(raw: bytes) -> None:
    with suppress(NotThisKind):
        assert isinstance(decode(raw).text, str)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n", "nothing but blanks"),
        (b"\xef\xbb\xbf\n", "nothing but blanks"),
        (b"%PDF-1.7 and so on", "a PDF file"),
        (b"PK\x03\x04\x14\x00", "a ZIP archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xff\xd8\xff\xe0", "a JPEG picture"),
        (b"{\\rtf1\\ansi The gate}", "an RTF file"),
        (b"some\x00bytes\x00", "NUL bytes"),
        ("The gate was shut.".encode("utf-16-le"), "UTF-16 without a byte-order mark"),
        (b"\x01\x02\x03\x04\x05 abc", "control characters"),
        (b"<!DOCTYPE html><html><body></body></html>", "a web page without the text of an article"),
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0\r\n\r\n<html>", "a web archive"),
        (b"bplist00\xd1\x01\x02", "a web archive"),
        (b"name,year\nNaxos,471\nThasos,465\n", TABLE),
        (b"name\tyear\nNaxos\t471\nThasos\t465\n", TABLE),
        (b"name;year;sum\nNaxos;471;3\nThasos;465;4\n", TABLE),
        (b'[{"name": "Naxos"}, {"name": "Thasos"}]', TABLE),
        (b'{"name": "Naxos"}\n{"name": "Thasos"}\n', TABLE),
        (b"<?xml version='1.0'?><league><member>Naxos</member></league>", TABLE),
        (b"3 3\n1 2 -1\n1 3 1\n2 3 -1\n", TABLE),
    ],
)
def test_what_is_no_article_is_refused_in_one_line(tmp_path: Path, raw: bytes, says: str) -> None:
    line = refusal(write(tmp_path, raw))
    assert says in line
    assert "\n" not in line
    assert "article.txt" in line


def test_missing_files_folders_and_tables_by_name_are_refused(tmp_path: Path) -> None:
    assert "there is no file" in refusal(tmp_path / "nowhere.txt")
    assert "is a folder" in refusal(tmp_path)
    table = write(tmp_path, b"year,price\n", "oil_price.csv")
    assert refusal(table).startswith(
        f"{tmp_path}/oil_price.csv looks like a table: import it instead of reading it as an article"
    )


@pytest.mark.parametrize(
    "text",
    [
        "One, two, three and four came.\nFive, six, seven and eight stayed.\nNine, ten, eleven went.\n",
        "[Note] The mayor spoke first.\n\nThe clerk, who was late, spoke last.",
        "\tThe mayor spoke first.\n\tThe clerk spoke last.\n",
        "1. The first article of the pact.\n2. The second one.\n",
        "The toll was 1,000 coins\nThe tax was 2,000 coins\nThe fine was 3,000 coins\n",
        "“No”, said the mayor; “never”.\n“Yes”, said the clerk; “now”.\n",
        "“We stay,” said the mayor.\n“We go,” said the clerk.\n“We wait,” said the guild.\n“And we,” said the bishop.\n",
    ],
)
def test_prose_with_commas_brackets_and_numbers_is_no_table(tmp_path: Path, text: str) -> None:
    document, _ = read_document(write(tmp_path, text.encode()))
    assert document.text == text


def test_five_megabytes_are_read_quickly(tmp_path: Path) -> None:
    raw = (ENGLISH + "\n\n").encode() * 47_000
    assert len(raw) > 5_000_000
    began = time.perf_counter()
    document, _ = read_document(write(tmp_path, raw))
    assert document.language == "en"
    assert time.perf_counter() - began < 5


@pytest.mark.skipif(not DATA.is_dir(), reason=f"{DATA} is not here")
def test_every_file_of_the_shared_data_is_read_or_refused(tmp_path: Path) -> None:
    read: list[str] = []
    for path in sorted(DATA.rglob("*")):
        if not path.is_file():
            continue
        for size in (99_999, 100_000, 100_001):
            try:
                read_document(write(tmp_path, path.read_bytes()[:size], path.name))
            except UnreadableDocument:
                continue
            read.append(path.name)
    articles = {path.name for path in (DATA / "articles").iterdir()}
    assert articles <= set(read)
    assert not any(name.endswith((".csv", ".tsv", ".json", ".jsonl", ".xml")) for name in read)
