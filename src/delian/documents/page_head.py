"""Head of a web page: what it says of the article beside the text. Nothing in the body counts, and nothing is fetched."""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from delian.documents.dates import read_date
from delian.documents.reader import Stated

_END = re.compile(r"</head\s*>|<body\b", re.IGNORECASE)
_FIRST_OF_BODY = re.compile(
    r"<(?:p|div|h[1-6]|article|main|header|section|table|ul|ol|nav|pre|blockquote)\b", re.IGNORECASE
)
_LANGUAGE = re.compile(
    r"<html\b[^>]*?\s(?:xml:)?lang\s*=\s*[\"']?\s*(?P<code>[A-Za-z]{2,3})(?![A-Za-z])", re.IGNORECASE
)
_BEGINNING = 20_000  # characters in which the first tag stands
_LONGEST_HEAD = 2_000_000
# Dates of these are not of publication, and names in them are not of the outlet.
_OTHER = re.compile(
    r"modif|updat|revis|expir|image|video|copyright|rights|description|keywords|generator|twitter:site", re.IGNORECASE
)
_NO_NAME = re.compile(r"https?:|www\.|[@/<>]")
_PART = re.compile(r"\s+[|·•–—-]\s+|\s*\|\s*")
_SMALLEST_PAGE = "<html><head></head><body></body></html>"
_LONGEST_DATE = 60


def read_head(page: str, text: str) -> Stated:
    """Return what the head of `page` says of the article; `text` is what was extracted from it."""
    from trafilatura import extract_metadata, load_html  # noqa: PLC0415 - heavy, and most articles are no web pages

    language = _language(page)
    source = _source(page)
    # Parsed by itself: a parser that meets a picture in the head takes the rest of it for the body.
    parsed = load_html(f"<html><head>{source}</head><body><p></p></body></html>") if source else None
    if parsed is None:
        return Stated(language=language)
    bare = load_html(_SMALLEST_PAGE)
    head = None if bare is None else bare.find("head")
    if bare is None or head is None:
        return Stated(language=language)
    kept = list(_kept(parsed))
    head.extend(deepcopy(kept))
    found = extract_metadata(bare, extensive=False)
    outlet = _outlet(found.sitename, found.url)
    titles = [" ".join(title.text_content().split()) for title in parsed.iter("title")]
    title = found.title or next(filter(None, titles), None)
    return Stated(
        title=_title(title, outlet, text),
        authors=tuple(_authors(found.author, outlet)),
        outlet=outlet,
        published=_published(found.date, [_said(one) for one in kept]),
        url=found.url or None,
        language=language,
    )


def _source(page: str) -> str:
    """Return what stands in the head of `page`; empty if it has neither head nor body."""
    end = _END.search(page, 0, _LONGEST_HEAD) or _FIRST_OF_BODY.search(page, 0, _LONGEST_HEAD)
    return re.sub(r"<(?:html|head|!doctype|\?xml)\b[^>]*>", "", page[: end.start()], flags=re.IGNORECASE) if end else ""


def _kept(parsed: Any) -> Iterator[Any]:
    """Yield the elements that say something of the article."""
    for element in parsed.iter("meta", "link", "script"):
        name = " ".join(element.get(key, "") for key in ("name", "property", "itemprop", "http-equiv"))
        is_about = element.tag == "meta" and element.get("content") and not _OTHER.search(name)
        is_address = element.tag == "link" and element.get("rel", "").lower() == "canonical"
        if is_about or is_address or element.get("type", "").lower() == "application/ld+json":
            yield element


def _said(element: Any) -> str:
    return element.get("content") or element.get("href") or element.text or ""


def _language(page: str) -> str | None:
    match = _LANGUAGE.search(page, 0, _BEGINNING)
    return match["code"].lower() if match else None


def _outlet(name: str | None, url: str | None) -> str | None:
    """Return the name of the outlet; None if it was only guessed from the address."""
    host = urlsplit(url).netloc.lower() if url else ""
    if not name or _NO_NAME.search(name) or (host and name.lower() in {host, host.removeprefix("www.")}):
        return None
    return name


def _title(title: str | None, outlet: str | None, text: str) -> str | None:
    """Return the title without the outlet's name behind it; a shorter one where the text prints that as a line."""
    if not title:
        return None
    lines = {line.strip("#*_ ").casefold() for line in text.splitlines()[:20]}
    if title.casefold() in lines:
        return title
    for cut in reversed(list(_PART.finditer(title))):
        before, behind = title[: cut.start()].strip(), title[cut.end() :].strip()
        if before and (before.casefold() in lines or (outlet and behind.casefold() == outlet.casefold())):
            return before
    return title


def _authors(names: str | None, outlet: str | None) -> Iterator[str]:
    for name in (names or "").split(";"):
        bare = name.strip()
        if bare and not _NO_NAME.search(bare) and bare.casefold() != (outlet or "").casefold():
            yield bare


def _published(date: str | None, said: list[str]) -> str | None:
    """Return the date as exactly as the head says it; None if the head does not say it in so many words.

    The extractor makes a day out of a month, and takes 05/03/2011 for a day in March.
    """
    if not date:
        return None
    year, month, day = date.split("-")
    if any(re.search(rf"(?<!\d){year}[-/.]?{month}[-/.]?{day}(?!\d)", one) for one in said):
        return date
    if any(re.fullmatch(rf"{year}[-/.]?{month}", one.strip()) for one in said):
        return f"{year}-{month}"
    read = {edtf for one in said if len(one) <= _LONGEST_DATE and (edtf := read_date(one.strip()))}
    return next((edtf for edtf in (date, f"{year}-{month}", year) if edtf in read), None)
