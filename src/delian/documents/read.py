"""Bytes to a frozen document."""

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from delian.documents.guises import TABLE
from delian.documents.language import detect_language
from delian.documents.reader import NotThisKind, Reader, Reading
from delian.errors import UnreadableDocument
from delian.model.document import Document, bare_document
from delian.model.problem import Problem
from delian.plugins import modules

# Known by their names alone, even where the first lines of one could be prose.
_TABLE_SUFFIXES = frozenset(
    (".csv", ".tsv", ".tab", ".json", ".jsonl", ".ndjson", ".xml", ".xls", ".xlsx", ".ods", ".parquet")
)


def read_document(path: Path) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document in the file at `path`, frozen as it is, and what had to be guessed to read it.

    Raises:
        UnreadableDocument: If there is no article in it.
    """
    raw = _read_bytes(path)
    name, reader = _reader_for(path)
    try:
        reading = reader.of(raw)
    except NotThisKind as fault:
        raise UnreadableDocument(f"{path} {fault.says}", fault.fix) from fault
    if path.suffix.lower() in _TABLE_SUFFIXES:
        raise UnreadableDocument(f"{path} {TABLE}", "Name it .txt if it is prose.")
    return _freeze(reading, raw, f"{name} {reader.version}", path)


@cache
def readers() -> dict[str, Reader]:
    """Return the readers by name: every file of `documents/readers`."""
    return {name: module.READER for name, module in modules("delian.documents.readers").items()}


def _reader_for(path: Path) -> tuple[str, Reader]:
    """Return the reader of the file's suffix; plain text for those that nobody claims, such as `.log`."""
    suffix = path.suffix.lower()
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
    document = replace(bare, language=detect_language(reading.text))
    return document, tuple(replace(problem, where=path.name) for problem in reading.problems)
