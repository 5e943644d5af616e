"""Plain text: the decoded bytes, unchanged."""

from delian.documents.decode import decode
from delian.documents.guises import refuse_other_kinds, refuse_tables
from delian.documents.reader import Reader, Reading


def read_text(raw: bytes) -> Reading:
    """Return the decoded bytes, unchanged; tables and structured data are refused."""
    refuse_other_kinds(raw)
    reading = decode(raw)
    refuse_tables(reading.text)
    return reading


READER = Reader(title="Plain text", suffixes=(".txt", ".text", ".asc", ""), of=read_text)
