"""Markdown: the decoded bytes, unchanged; its markup comes off in the view that is parsed, not in the frozen text."""

from delian.documents.decode import decode
from delian.documents.guises import refuse_other_kinds, refuse_tables
from delian.documents.reader import Reader, Reading


def read_markdown(raw: bytes) -> Reading:
    """Return the decoded bytes, unchanged."""
    refuse_other_kinds(raw)
    reading = decode(raw)
    refuse_tables(reading.text)
    return reading


READER = Reader(title="Markdown", suffixes=(".md", ".markdown", ".mdown", ".mkd"), of=read_markdown)
