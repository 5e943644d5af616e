"""Places in a frozen text: offsets are code points into `Document.text`."""

from dataclasses import dataclass, field
from typing import Literal

from delian.model.ids import Json, text_digest

EvidenceRole = Literal["clause", "cue", "condition", "cause", "effect"]


class SpanMismatch(ValueError):
    """A quote that is not what stands at its offsets."""

    def __init__(self, start: int, end: int, quote: str, found: str) -> None:
        """Say both texts, shortened."""
        super().__init__(f"text[{start}:{end}] is {found[:60]!r}, not {quote[:60]!r}")


@dataclass(frozen=True, slots=True)
class Extent:
    """A stretch of a text without its words: [start, end)."""

    start: int
    end: int
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a stretch that runs backwards."""
        if not 0 <= self.start <= self.end:
            msg = f"a stretch of text needs 0 <= start <= end, got {self.start} and {self.end}"
            raise ValueError(msg)

    def overlaps(self, other: "Extent") -> bool:
        """Say whether both share at least one character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text with its words: `text[start:end] == quote`, asserted when it is built from the text.

    Attributes:
        start: First code point.
        end: Code point after the last.
        quote: The words; None where rights forbid to carry them, then `quote_sha256` binds them.
        role: What the stretch is to the claim.
        quote_sha256: Hash of the words where `quote` is None.
        extra: Fields of a newer minor version, kept as they are.
    """

    start: int
    end: int
    quote: str | None
    role: EvidenceRole = "clause"
    quote_sha256: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    def __post_init__(self) -> None:
        """Refuse a span whose words are not as long as its stretch."""
        if not 0 <= self.start <= self.end or (self.quote is not None and len(self.quote) != self.end - self.start):
            raise SpanMismatch(self.start, self.end, self.quote or "", "")


def cut(text: str, start: int, end: int, role: EvidenceRole = "clause") -> Span:
    """Return the span of `text` from `start` to `end`."""
    return Span(start, end, text[start:end], role)


def check_span(text: str, span: Span) -> None:
    """Assert that the span's words stand at its offsets.

    Raises:
        SpanMismatch: If they do not.
    """
    found = text[span.start : span.end]
    bound = span.quote_sha256 is None or span.quote is not None or text_digest(found) == span.quote_sha256
    if (span.quote is not None and found != span.quote) or not bound:
        raise SpanMismatch(span.start, span.end, span.quote or "the words that were hashed", found)
