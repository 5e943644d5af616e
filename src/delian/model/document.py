"""Document: a frozen text and where it came from."""

from dataclasses import dataclass, field
from typing import ClassVar

from delian.model.ids import Json, document_id, text_digest
from delian.model.text import Extent
from delian.model.when import Day, edtf_bounds


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody whom a document's metadata names: an outlet or an author.

    Attributes:
        name: As printed.
        actor: Id of the actor it is registered as; None before coding.
        extra: Fields of a newer minor version, kept as they are.
    """

    name: str
    actor: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    SHORT: ClassVar[str] = "name"  # a record may write the bare name


@dataclass(frozen=True, slots=True)
class Original:
    """Where and when a reprinted text first appeared, as the reprint says.

    Attributes:
        outlet: Name of the first outlet; None if only a date is given.
        published: EDTF date; None if not given.
        extra: Fields of a newer minor version, kept as they are.
    """

    outlet: str | None = None
    published: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was got, frozen: every offset in every record counts code points of `text`.

    Attributes:
        id: `d-` and ten digits of `text_sha256`.
        title: Headline; None if none was found.
        outlet: Who published it.
        authors: Who signed it.
        contributors: Proof-readers, translators and others who are named.
        published: EDTF date of publication.
        original: First appearance, if the text says that it is a reprint.
        reprint_of: Id of the document in the study that this one reprints.
        region: Region as the outlet classes it.
        theme: Theme as the outlet classes it.
        reprint: Whether the text says, or the study finds, that it appeared elsewhere first.
        language: ISO 639-1 code.
        rights: What may be done with the text; limits how much an export quotes.
        sha256: Hash of the raw bytes.
        text_sha256: Hash of the frozen text.
        extractor: Name and version of what made the text from the bytes.
        text: The frozen text; None where it may not travel.
        fields: Where in the text each metadata field stands.
        url: The address that the page calls its own; None if it names none.
        extra: Fields of a newer minor version, kept as they are.
    """

    id: str
    title: str | None
    outlet: Party | None
    authors: tuple[Party, ...]
    contributors: tuple[str, ...]
    published: str | None
    original: Original | None
    reprint_of: str | None
    region: str | None
    theme: str | None
    reprint: bool
    language: str | None
    rights: str | None
    sha256: str
    text_sha256: str
    extractor: str
    text: str | None
    fields: dict[str, Extent] = field(default_factory=dict, hash=False)
    url: str | None = None
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    @property
    def body(self) -> str:
        """The frozen text, or the empty text where it does not travel."""
        return self.text or ""

    @property
    def original_day(self) -> Day | None:
        """First day on which the text is known to have been out: the original's date, else its own."""
        edtf = (self.original and self.original.published) or self.published
        return edtf_bounds(edtf).start if edtf else None

    @property
    def published_day(self) -> Day | None:
        """First day of the date of publication."""
        return edtf_bounds(self.published).start if self.published else None


def bare_document(text: str, *, sha256: str, extractor: str) -> Document:
    """Return a document of which nothing is known yet but its text."""
    text_sha256 = text_digest(text)
    return Document(
        id=document_id(text_sha256),
        title=None,
        outlet=None,
        authors=(),
        contributors=(),
        published=None,
        original=None,
        reprint_of=None,
        region=None,
        theme=None,
        reprint=False,
        language=None,
        rights=None,
        sha256=sha256,
        text_sha256=text_sha256,
        extractor=extractor,
        text=text,
    )
