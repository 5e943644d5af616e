"""Bytes to text: UTF-8 first, marked UTF-16 and UTF-32 next, and a guess that is told."""

import codecs

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
