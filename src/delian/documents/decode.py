"""Bytes to text: UTF-8 first, marked UTF-16 and UTF-32 next, and a guess that is told; a web page may name its encoding."""

import codecs
import re

from delian.documents.language import best_evidence
from delian.documents.reader import NotThisKind, Reading
from delian.model.problem import Problem

# UTF-32 first: its mark begins with that of UTF-16. The codecs with a named order keep the mark in the text.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
_LONGEST_CHARACTER = 4  # bytes, in UTF-8
_MOST_SPOILT = 0.02  # of the characters beyond ASCII
_SAMPLE = 100_000  # bytes that are enough to guess an encoding
_NAMES = {f"cp{number}": f"windows-{number}" for number in range(1250, 1259)}
_PREFERRED = ("cp1252", "cp1251", "cp1256", "cp1250")  # between encodings that fit equally well, the commoner one
_DECLARED = re.compile(
    rb"""<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*(?P<meta>[\w:.+-]+)|\A\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["'](?P<xml>[\w:.+-]+)""",
    re.IGNORECASE,
)
_HEAD = 16_384  # bytes in which a page names its encoding
# What browsers take a name for: mostly the Windows encoding that holds the named one.
_BROWSERS = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "utf-16": "utf-8", "utf-16-le": "utf-8",
    "utf-16-be": "utf-8",
}  # fmt: skip
_ALIASES = {
    "x-sjis": "cp932",
    "x-gbk": "gb18030",
    "windows-874": "cp874",
    "ks_c_5601-1987": "cp949",
    "x-mac-roman": "mac_roman",
}
_NOT_FOR_PAGES = {
    "utf-7",
    "idna",
    "punycode",
    "unicode_escape",
    "raw_unicode_escape",
    "unicode-escape",
    "raw-unicode-escape",
}
_ENOUGH_BEYOND_ASCII = 8  # characters that are UTF-8 by no accident
_SAVE = "Save it as UTF-8 if that is wrong."


def decode(raw: bytes) -> Reading:
    """Return the text that `raw` encodes, unchanged, with a problem if its encoding had to be guessed.

    Raises:
        NotThisKind: If no encoding fits.
    """
    for mark, encoding, width in _MARKS:
        if raw.startswith(mark):
            return _decode_wide(raw, encoding, width)
    try:
        return Reading(raw.decode("utf-8"))
    except UnicodeDecodeError as fault:
        return _decode_torn(raw, fault.start) or _decode_spoilt(raw) or _guess(raw)


def decode_page(raw: bytes) -> Reading:
    """Return the text of a web page: by its byte-order mark, by the encoding that it names, else by a guess that is told.

    Raises:
        NotThisKind: If no encoding fits.
    """
    match = _DECLARED.search(raw[:_HEAD])
    if raw.startswith((codecs.BOM_UTF8, *(mark for mark, _, _ in _MARKS))) or match is None:
        return decode(raw)
    named = (match["meta"] or match["xml"]).decode("ascii")
    encoding = _encoding(named)
    if encoding is None:
        reading = decode(raw)
        says = f"the page names an encoding that is not known: {named}"
        return Reading(reading.text, (*reading.problems, Problem(None, says, _SAVE)))
    if encoding == "utf-8":
        return decode(raw)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return _decode_as(raw, encoding, named)
    if sum(not letter.isascii() for letter in text) >= _ENOUGH_BEYOND_ASCII:
        return Reading(
            text, (Problem(None, f"the page says that it is {named}; it was read as the UTF-8 that it is", _SAVE),)
        )
    return _decode_as(raw, encoding, named)


def _encoding(named: str) -> str | None:
    """Return the codec that browsers read `named` by; None if there is none."""
    label = named.lower()
    name = _ALIASES.get(label, label)
    try:
        b"<".decode(name)  # also refuses what is no encoding of texts, such as "hex"
    except (LookupError, UnicodeError):
        return None
    encoding = codecs.lookup(name).name
    return None if encoding in _NOT_FOR_PAGES else _BROWSERS.get(encoding, encoding)


def _decode_as(raw: bytes, encoding: str, named: str) -> Reading:
    """Return the text in the encoding that the page names, a few spoilt bytes left aside; else by a guess."""
    try:
        return Reading(raw.decode(encoding))
    except UnicodeDecodeError:
        text = raw.decode(encoding, "replace")
    spoilt = text.count("\ufffd")
    if spoilt <= sum(not letter.isascii() for letter in text) * _MOST_SPOILT:
        says = f"the text is {named} with {spoilt} spoilt character{'s' if spoilt > 1 else ''}, shown as \ufffd"
        return Reading(text, (Problem(None, says, "Get a clean copy if they matter."),))
    reading = decode(raw)
    return Reading(
        reading.text, (*reading.problems, Problem(None, f"the page says that it is {named}, but is not", _SAVE))
    )


def _decode_wide(raw: bytes, encoding: str, width: int) -> Reading:
    whole = len(raw) - len(raw) % width
    problems = _torn(len(raw) - whole) if whole < len(raw) else ()
    try:
        return Reading(raw[:whole].decode(encoding), problems)
    except UnicodeDecodeError as fault:
        if encoding.startswith("utf-16") and fault.start == whole - width:  # half a surrogate pair
            return Reading(raw[: fault.start].decode(encoding), _torn(len(raw) - fault.start))
        raise NotThisKind(f"begins like {encoding} but is not", "Save it as UTF-8.") from fault


def _decode_torn(raw: bytes, start: int) -> Reading | None:
    """Return the text of UTF-8 that ends within a character, as after a cut at any byte; None if it is not that."""
    if len(raw) - start >= _LONGEST_CHARACTER or start == 0:
        return None
    if codecs.getincrementaldecoder("utf-8")().decode(raw[:start]) and _is_beginning(raw[start:]):
        return Reading(raw[:start].decode("utf-8"), _torn(len(raw) - start))
    return None


def _is_beginning(rest: bytes) -> bool:
    """Say whether `rest` may be the first bytes of one longer UTF-8 character."""
    try:
        # An incremental decoder keeps the beginning of a character back, and raises at anything else.
        return codecs.getincrementaldecoder("utf-8")().decode(rest) == ""
    except UnicodeDecodeError:
        return False


def _torn(count: int) -> tuple[Problem, ...]:
    says = f"the text ends within a character; its last {count} byte{'s' if count > 1 else ''} were left out"
    return (Problem(None, says, "Get the whole file if something is missing at its end."),)


def _decode_spoilt(raw: bytes) -> Reading | None:
    """Return the text of UTF-8 in which a few bytes are spoilt; None if there are more than a few."""
    text = raw.decode("utf-8", "replace")
    spoilt = text.count("\ufffd")
    beyond = sum(not letter.isascii() for letter in text)
    if spoilt > beyond * _MOST_SPOILT:
        return None
    says = f"the text is UTF-8 with {spoilt} spoilt character{'s' if spoilt > 1 else ''}, shown as \ufffd"
    return Reading(text, (Problem(None, says, "Get a clean copy if they matter."),))


def _guess(raw: bytes) -> Reading:
    """Return the text in the encoding that fits best: plausible bytes first, words of a language second."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - most texts are UTF-8

    sample = raw[:_SAMPLE]
    found = [match.encoding for match in from_bytes(sample)]
    ranked = sorted(found, key=lambda encoding: _fit(sample, encoding), reverse=True)
    for encoding in ranked:
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        name = _NAMES.get(encoding, encoding)
        return Reading(text, (Problem(None, f"the text is not UTF-8; it was read as {name}", _SAVE),))
    raise NotThisKind("is in no encoding that could be told", "Save it as UTF-8.")


def _fit(sample: bytes, encoding: str) -> tuple[float, int]:
    rank = len(_PREFERRED) - _PREFERRED.index(encoding) if encoding in _PREFERRED else 0
    return best_evidence(sample.decode(encoding, "replace")), rank
