"""Coding packs: a person's coding of a text that may not be carried along, bound to it by hashes.

A pack is a record file like a study, but without text: its one document has only its hashes, and each claim and each
piece of evidence has offsets and `quote_sha256` in place of words. Whoever has the same text gets the words back from it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from delian.model.claim import Claim
from delian.model.document import Document
from delian.model.ids import text_digest
from delian.model.problem import Problem
from delian.model.record import Record
from delian.model.text import Span, SpanMismatch, check_span
from delian.store.lines import read_study

SUFFIX = ".pack.jsonl"


@dataclass(frozen=True, slots=True)
class Pack:
    """A coding without its text.

    Attributes:
        text_sha256: Hash of the frozen text that it codes.
        records: Actors, events, issues, attributions, claims and judgements.
        path: The file; for messages.
    """

    text_sha256: str
    records: tuple[Record, ...]
    path: Path

    @property
    def claims(self) -> int:
        """How many claims it holds."""
        return sum(isinstance(record, Claim) for record in self.records)

    def coding(self, document: Document) -> list[Record]:
        """Return the coding of `document` with its words put back; a claim whose words differ becomes a Problem.

        Raises:
            ValueError: If the pack codes another text.
        """
        if document.text_sha256 != self.text_sha256:
            message = f"{self.path.name} codes another text than {document.id}"
            raise ValueError(message)
        return [
            _worded(record, document.body, self.path) if isinstance(record, Claim) else record
            for record in self.records
        ]


def read_pack(path: Path) -> Pack:
    """Return the pack at `path`.

    Raises:
        UnreadableStudy: If it cannot be read, or is of a newer version.
        ValueError: If it does not hold exactly one document.
    """
    records, _ = read_study(path)
    documents = [record for record in records if isinstance(record, Document)]
    if len(documents) != 1:
        message = f"{path} holds {len(documents)} documents; a pack codes one"
        raise ValueError(message)
    rest = tuple(record for record in records if not isinstance(record, Document))
    return Pack(documents[0].text_sha256, rest, path)


def find_pack(folders: Iterable[Path], text_sha256: str) -> Pack | None:
    """Return the pack that codes the text of that hash, if one lies in the folders."""
    for path in (path for folder in folders for path in sorted(folder.glob(f"*{SUFFIX}"))):
        pack = read_pack(path)
        if pack.text_sha256 == text_sha256:
            return pack
    return None


def without_words(records: Sequence[Record]) -> list[Record]:
    """Return the records of one coded document with hashes in place of its words: what a pack's file holds."""
    return [_wordless(record) for record in records]


def _wordless(record: Record) -> Record:
    match record:
        case Document():
            nothing: dict[str, Any] = dict.fromkeys(("title", "outlet", "region", "theme", "rights", "text"))
            return replace(record, authors=(), contributors=(), fields={}, **nothing)
        case Claim():
            evidence = tuple(
                replace(span, quote=None, quote_sha256=_digest(span.quote, span.quote_sha256))
                for span in record.evidence
            )
            digest = _digest(record.quote, record.quote_sha256)
            return replace(record, quote=None, quote_sha256=digest, evidence=evidence)
        case _:
            return record


def _digest(quote: str | None, digest: str | None) -> str | None:
    return digest if quote is None else text_digest(quote)


def _worded(claim: Claim, text: str, path: Path) -> Claim | Problem:
    clause = Span(claim.start, claim.end, None, quote_sha256=claim.quote_sha256)
    try:
        for span in (clause, *claim.evidence):
            check_span(text, span)
    except SpanMismatch as fault:
        return Problem(f"{path.name}: {claim.id}", f"left out: {fault}", "Make the pack anew from its sheet.")
    evidence = tuple(replace(span, quote=text[span.start : span.end], quote_sha256=None) for span in claim.evidence)
    return replace(claim, quote=text[claim.start : claim.end], quote_sha256=None, evidence=evidence)
