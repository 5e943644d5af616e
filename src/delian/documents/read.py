"""Bytes to a frozen document."""

import hashlib
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from pathlib import Path

from delian.documents.guises import TABLE, is_web_page
from delian.documents.language import detect_language, is_known
from delian.documents.lines import count_table_rows
from delian.documents.reader import NotThisKind, Reader, Reading
from delian.errors import UnreadableDocument
from delian.model.document import Document, Party, bare_document
from delian.model.problem import Problem
from delian.plugins import modules

# Known by their names alone, even where the first lines of one could be prose.
_TABLE_SUFFIXES = frozenset(
    (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".xml", ".xls", ".xlsx", ".ods", ".parquet")
)


def read_document(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document in the file at `path`, its text frozen, and what had to be guessed to read it.

    Metadata is only what the file says beside its text; see `find_metadata` for what the text prints.

    Raises:
        UnreadableDocument: If there is no article in it.
    """
    raw = _read_bytes(path)
    name, reader = _reader_for(path, raw)
    try:
        reading = reader.of(raw)
    except NotThisKind as fault:
        raise UnreadableDocument(f"{path} {fault.says}", fault.fix) from fault
    if path.suffix.lower() in _TABLE_SUFFIXES:
        raise UnreadableDocument(f"{path} {TABLE}", "Name it .txt if it is prose.")
    tool = f" ({reader.tool} {version(reader.tool)})" if reader.tool else ""
    return _freeze(reading, raw, f"{name} {reader.version}{tool}", path)


@cache
def readers() -> dict[str, Reader]:
    """Return the readers by name: every file of `documents/readers`."""
    return {name: module.READER for name, module in modules("delian.documents.readers").items()}


def _reader_for(path: Path, raw: bytes) -> tuple[str, Reader]:
    """Return the reader of the file's suffix; plain text for those that nobody claims, HTML for what is HTML by content."""
    suffix = path.suffix.lower()
    if is_web_page(raw):
        return "html", readers()["html"]
    for name, reader in readers().items():
        if suffix in reader.suffixes:
            return name, reader
    return "text", readers()["text"]


def _read_bytes(path: Path) -> bytes:
    if path.is_dir():
        raise UnreadableDocument(f"{path} is a folder, not a file", "Name the files in it.")
    try:
        return path.read_bytes()
    except FileNotFoundError as fault:
        raise UnreadableDocument(
            f"there is no file {path}", "Check its name and the folder that you are in."
        ) from fault
    except (OSError, ValueError) as fault:
        raise UnreadableDocument(f"{path} cannot be opened: {fault}", "Check that you may read it.") from fault


def _freeze(reading: Reading, raw: bytes, extractor: str, path: Path) -> tuple[Document, tuple[Problem, ...]]:
    bare = bare_document(reading.text, sha256=hashlib.sha256(raw).hexdigest(), extractor=extractor)
    stated = reading.stated
    language, doubts = _language(reading.text, stated.language)
    document = replace(
        bare,
        title=stated.title,
        outlet=Party(stated.outlet) if stated.outlet else None,
        authors=tuple(map(Party, stated.authors)),
        published=stated.published,
        url=stated.url,
        language=language,
    )
    return document, tuple(
        replace(problem, where=path.name) for problem in (*reading.problems, *doubts, *_tables(reading.text))
    )


def _tables(text: str) -> tuple[Problem, ...]:
    rows = count_table_rows(text)
    if not rows:
        return ()
    says = (
        f"{rows} table row{'s' * (rows != 1)} in the text: what {'they say' if rows != 1 else 'it says'} is not coded"
    )
    return (Problem(None, says, "Write it as sentences, or code it by a sheet: delian code --sheet."),)


def _language(text: str, stated: str | None) -> tuple[str | None, tuple[Problem, ...]]:
    """Return the language that is stated, unless the text surely reads like another one; then that, with a problem."""
    seen = detect_language(text)
    if stated is None or seen is None or stated == seen:
        return stated or seen, ()
    if not is_known(stated):  # then the text cannot be told from its nearest relative
        return stated, ()
    says = f"the page says that its language is {stated}, but its text reads like {seen}; it was taken as {seen}"
    return seen, (Problem(None, says, "Nothing to do, unless the text is in both."),)
