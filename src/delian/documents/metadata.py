"""Metadata of a document: who published what where and when, as its text prints it."""

from collections.abc import Iterator
from dataclasses import replace

from delian.documents.anatomy import dissect, stated_title
from delian.documents.found import Found
from delian.model.document import Document, Original, Party
from delian.model.text import Extent

_OF_ONE = ("title", "outlet", "published", "original_outlet", "original_published", "region", "theme", "rights")


def find_metadata(document: Document) -> Document:
    """Return the document with the metadata that its text prints at head and tail, each with where it stands.

    What is not printed stays as it is: None, or what the head of a web page says, which also comes before what the text
    prints. Dates in the body are never taken for the date of publication.
    """
    anatomy = dissect(document.body, stated_title(document))
    found = anatomy.fields
    first = {one.field: one for one in reversed(found)}
    authors = _distinct(found, "author")
    contributors = _distinct(found, "contributor")

    def value(field: str) -> str | None:
        return first[field].value if field in first else None

    printed_outlet, original_outlet, original_date = (
        value("outlet"),
        value("original_outlet"),
        value("original_published"),
    )
    outlet = document.outlet or (Party(printed_outlet) if printed_outlet else None)
    told = {
        "title": document.title,
        "outlet": document.outlet.name if document.outlet else None,
        "published": document.published,
    }
    places: dict[str, Extent] = {
        field: first[field].extent
        for field in _OF_ONE
        if field in first and _agree(told.get(field), first[field].value)
    }
    if document.authors:
        names = [author.name for author in document.authors]
        authors = [one for name in names for one in authors if _agree(name, one.value)][: len(names)]
    return replace(
        document,
        title=document.title or value("title"),
        outlet=outlet,
        authors=document.authors or tuple(Party(one.value) for one in authors),
        contributors=tuple(one.value for one in contributors),
        published=document.published or value("published"),
        original=Original(original_outlet, original_date) if original_outlet or original_date else None,
        region=value("region"),
        theme=value("theme"),
        rights=value("rights"),
        reprint=("reprint" in first or original_outlet is not None)
        and _elsewhere(original_outlet, outlet.name if outlet else None),
        fields={
            **places,
            **dict(_numbered("author", "authors", authors)),
            **dict(_together("contributors", contributors)),
        },
    )


def _agree(told: str | None, printed: str) -> bool:
    """Say whether what is printed is what was told, if anything was."""
    return told is None or " ".join(told.split()).casefold() == " ".join(printed.split()).casefold()


def _elsewhere(original_outlet: str | None, outlet: str | None) -> bool:
    """Say whether the first outlet is another than this one."""
    return original_outlet is None or outlet is None or original_outlet.casefold() != outlet.casefold()


def _distinct(found: list[Found], field: str) -> list[Found]:
    """Return the fields of that name, each value once, in order."""
    return list({one.value: one for one in reversed(found) if one.field == field}.values())[::-1]


def _numbered(one_name: str, many_name: str, found: list[Found]) -> Iterator[tuple[str, Extent]]:
    """Yield where each of several values stands, under a numbered name if there is more than one."""
    for number, one in enumerate(found, 1):
        yield (one_name if len(found) == 1 else f"{many_name}-{number}"), one.extent


def _together(name: str, found: list[Found]) -> Iterator[tuple[str, Extent]]:
    """Yield the stretch from the first value to the last."""
    if found:
        yield name, Extent(min(one.extent.start for one in found), max(one.extent.end for one in found))
