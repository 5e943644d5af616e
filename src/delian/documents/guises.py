"""What a file is: a web page, or no article at all, such as a picture, an archive or a table."""

import codecs
import csv
import json
import re
from collections import Counter

from delian.documents.reader import NotThisKind

_SAMPLE = 65_536  # bytes or characters; what a file is shows in its beginning

_MAGIC = (
    (b"%PDF", "a PDF file", "Save its text as .txt; a later version will read PDF."),
    (b"PK\x03\x04", "a ZIP archive, such as a Word or OpenDocument file", "Save it as plain text."),
    (b"PK\x05\x06", "an empty ZIP archive", "Name a text file."),
    (b"\xd0\xcf\x11\xe0", "an old Word, Excel or PowerPoint file", "Save it as plain text."),
    (b"{\\rtf", "an RTF file", "Save it as plain text."),
    (b"%!PS", "a PostScript file", "Save its text as .txt."),
    (b"\x89PNG", "a PNG picture", "Name a text file."),
    (b"\xff\xd8\xff", "a JPEG picture", "Name a text file."),
    (b"GIF8", "a GIF picture", "Name a text file."),
    (b"II*\x00", "a TIFF picture", "Name a text file."),
    (b"MM\x00*", "a TIFF picture", "Name a text file."),
    (b"RIFF", "a RIFF file: a picture, a sound or a film", "Name a text file."),
    (b"OggS", "an Ogg sound file", "Name a text file."),
    (b"ID3", "an MP3 sound file", "Name a text file."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it first."),
    (b"BZh", "a bzip2 archive", "Unpack it first."),
    (b"\xfd7zXZ\x00", "an xz archive", "Unpack it first."),
    (b"bplist00", "a web archive of Safari", "Save the page as HTML."),
    (b"From: <Saved by", "a web archive, MHTML", "Save the page as HTML."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it first."),
    (b"Rar!", "a RAR archive", "Unpack it first."),
    (b"\x7fELF", "a program", "Name a text file."),
    (b"MZ\x90", "a program", "Name a text file."),
    (b"SQLite format 3\x00", "an SQLite database", "Name a text file."),
    (b"PAR1", "a Parquet table", "Import it as a table."),
    (b"MATLAB 5.0 MAT-file", "a MATLAB file", "Name a text file."),
    (b"\x93NUMPY", "a NumPy array", "Name a text file."),
)
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")  # byte-order marks of UTF-16 and UTF-32
_WIDE_CODECS = (  # UTF-32 first: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = bytes(sorted(set(range(32)) - {9, 10, 11, 12, 13, 26, 27, 28, 29, 30, 31}))  # none stands in running text
_MOST_CONTROLS = 0.005

_HTML = re.compile(
    r"(?:(?:<\?xml[^>]*>|<!--.*?-->)\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_HTML_TAG = re.compile(
    r"</?(?:p|div|span|a|br|li|ul|td|tr|table|h[1-6]|script|style|article|section)\b[^<>]*>", re.IGNORECASE
)
_HTML_TAGS_EACH = 150  # characters for each tag, at most, in a fragment of a web page

TABLE = "looks like a table: import it instead of reading it as an article"
_XML = re.compile(r"\s*(?:<\?xml\b|<!DOCTYPE\b|<([A-Za-z][\w:.-]*)(?:\s[^<>]*)?/?>)", re.IGNORECASE)
_JSON = re.compile(
    r'\s*(?:\[\s*)*(?:\{\s*(?:"(?:[^"\\]|\\.){0,300}"\s*:|\})|\[\s*(?:"(?:[^"\\]|\\.){0,300}"\s*[,\]]|-?\d[\d.eE+-]*\s*,|\]))'
)
_NUMBERS = re.compile(
    r"\s*[-+]?[\d.][\d.eE+-]*%?(?:[\s,;|:]+[-+]?(?:[\d.][\d.eE+-]*%?|nan|NA|inf))*[\s,;]*", re.IGNORECASE
)
_SAMPLE_LINES = 200
_FEWEST_ROWS = 2
_MOST_ODD_ROWS = 0.2
_FEWEST_NUMBER_ROWS = 3


def refuse_other_kinds(raw: bytes) -> None:
    """Do nothing if `raw` may be a text.

    Raises:
        NotThisKind: If it is empty, or a picture, an archive or another file of bytes.
    """
    if not raw:
        raise NotThisKind("is empty", "Name a file with text in it.")
    for magic, what, fix in _MAGIC:
        if raw.startswith(magic):
            raise NotThisKind(f"looks like {what}, not text", fix)
    if raw.startswith(_WIDE_MARKS):
        return
    sample = raw[:_SAMPLE]
    if b"\0" in sample:
        halves = (sample[::2].count(0), sample[1::2].count(0))
        if max(halves) > len(sample) * 0.3 and min(halves) < len(sample) * 0.05:
            raise NotThisKind("looks like UTF-16 without a byte-order mark", "Save it as UTF-8.")
        raise NotThisKind("is a binary file: it has NUL bytes", "Name a text file.")
    if len(sample) - len(sample.translate(None, _CONTROLS)) > len(sample) * _MOST_CONTROLS:
        raise NotThisKind("is a binary file: it is full of control characters", "Name a text file.")


def refuse_tables(text: str) -> None:
    """Do nothing if `text` reads like an article.

    Raises:
        NotThisKind: If it is blank, a table or structured data.
    """
    refuse_blanks(text)
    # Many blanks before the first word must not cost time in every pattern.
    what = _structure(text.lstrip("\ufeff \t\r\n")[:_SAMPLE])
    if what:
        raise NotThisKind(TABLE, f"It holds {what}.")


def refuse_blanks(text: str) -> None:
    """Do nothing if anything but blanks stands in `text`.

    Raises:
        NotThisKind: If nothing does.
    """
    if not text.strip("\ufeff \t\r\n") or text.isspace():
        raise NotThisKind("has nothing but blanks in it", "Name a file with text in it.")


def is_web_page(raw: bytes) -> bool:
    """Say whether `raw` is HTML by its first tags, whatever the file is called."""
    encoding = next((encoding for mark, encoding in _WIDE_CODECS if raw.startswith(mark)), "latin-1")
    # Tags are ASCII, so that any encoding of one byte shows them.
    beginning = raw.removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")[:_SAMPLE].decode(encoding, "ignore")
    sample = beginning.lstrip("\ufeff \t\r\n")
    if _HTML.match(sample):
        return True
    return sample.startswith("<") and len(_HTML_TAG.findall(sample)) > max(3, len(sample) / _HTML_TAGS_EACH)


def _structure(sample: str) -> str | None:
    """Return what structured data `sample` begins with, in words; None if it reads like prose."""
    if _is_json(sample):
        return "JSON"
    element = _XML.match(sample)
    if element and (element[1] is None or f"</{element[1]}>" in sample or sample.count("</") > 1):
        return "XML"
    lines = [line for line in sample.splitlines() if line.strip()][:_SAMPLE_LINES]
    if len(sample) == _SAMPLE and len(lines) > 1:
        lines.pop()  # cut anywhere
    numbers = sum(_NUMBERS.fullmatch(line) is not None for line in lines)
    if numbers >= _FEWEST_NUMBER_ROWS and numbers >= len(lines) * (1 - _MOST_ODD_ROWS):
        return "numbers"
    for delimiter, what in (
        ("\t", "tab-separated values"),
        (",", "comma-separated values"),
        (";", "values between semicolons"),
    ):
        if _is_delimited(lines, delimiter):
            return what
    return None


def _is_json(sample: str) -> bool:
    if not _JSON.match(sample):
        return False
    if sample.lstrip().startswith("{"):
        return True
    try:
        json.loads(sample)
    except ValueError:
        return sample.count('":') + sample.count('",') > 1 or len(sample) >= _SAMPLE
    return True


def _is_delimited(lines: list[str], delimiter: str) -> bool:
    """Say whether `delimiter` cuts the lines into columns.

    Prose has a blank or a closing quotation mark after its commas, and seldom the same number of them in each line.
    """
    body = [line for line in lines if not line.startswith("#")] or lines
    joined = "\n".join(line.strip() for line in body)
    bare = re.sub(r'"[^"\n]*"|(?<=\s)\d{1,3}(?:,\d{3})+(?![\d,])', "", joined)  # nor do cells in quotes and 1,000 count
    if delimiter == "\t":
        return sum(re.search(r"\S\t", line) is not None for line in body) >= max(
            _FEWEST_ROWS, len(body) * (1 - _MOST_ODD_ROWS)
        )
    marks, spaced = bare.count(delimiter), len(re.findall(rf"{delimiter}[ \u00a0”’»]", bare))
    if not marks or spaced > marks / 2:
        return False
    widths = _widths(joined, delimiter)
    if len(widths) < _FEWEST_ROWS:
        return False
    (width, _), *_ = Counter(widths).most_common(1)
    steady = sum(count == width for count in widths)
    return width > 1 and steady >= len(widths) * (1 - _MOST_ODD_ROWS)


def _widths(joined: str, delimiter: str) -> list[int]:
    """Return how many cells each row has."""
    try:
        rows = list(csv.reader(joined.splitlines(), delimiter=delimiter))
    except csv.Error:
        rows = [line.split(delimiter) for line in joined.splitlines()]
    widths = [len(row) for row in rows if row]
    # The last row may be cut.
    return widths[:-1] if len(widths) > _FEWEST_ROWS else widths
