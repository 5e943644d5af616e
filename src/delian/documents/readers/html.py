"""Saved web pages: the text of the article in them, as trafilatura extracts it from the string; nothing is fetched."""

import re
from typing import Any

from delian.documents.decode import decode_page
from delian.documents.guises import refuse_blanks, refuse_other_kinds
from delian.documents.page_head import read_head
from delian.documents.reader import NotThisKind, Reader, Reading
from delian.model.problem import Problem

_TAG = re.compile(r"<(?:!doctype|/?[A-Za-z][\w:-]*)(?:\s[^<>]*)?/?>", re.IGNORECASE)
_WHOLE = re.compile(r"<html\b", re.IGNORECASE)
_BEGINNING = 2_000  # characters in which a whole page has its <html>
_LARGE = 1_000_000  # characters; the second and third opinion of the extractor would take minutes
_FEWEST_PARAGRAPHS = 2
_LONG_CELL = 600  # characters
_NO_ARTICLE = "is a web page without the text of an article"
_FIX = "Open it in a browser, and save it when the article shows, or save the article's words as .txt."
_SCRIPT_WANTED = re.compile(
    r"\b(?:enable|requires?|turn on|activate|without)\s+java\s?script\b|\bjava\s?script\s+(?:is|to|must|enabled)\b",
    re.IGNORECASE,
)
_NOTE = re.compile(r"\s*\[?\d{1,3}\]?\s*")  # linked, it leads to a footnote
_LONGEST_NOTICE = 400
_MENU = 0.8  # of the characters
_DEEPEST = 250  # levels; the parser gives up at 256


def read_html(raw: bytes) -> Reading:
    """Return the article in a web page as Markdown, and what the page's head says of it.

    Raises:
        NotThisKind: If there is no HTML, or no article in it.
    """
    refuse_other_kinds(raw)
    decoded = decode_page(raw)
    page = decoded.text.removeprefix("\ufeff")
    refuse_blanks(page)
    if not _TAG.search(page):
        raise NotThisKind("has no HTML in it", "Name it .txt if it is plain text.")
    tree = _parse(page if _WHOLE.search(page, 0, _BEGINNING) else f"<html><body>{page}</body></html>")
    text = None if tree is None else _article(tree, fast=len(page) > _LARGE)
    if tree is None or not text or not any(letter.isalpha() for letter in text):
        raise NotThisKind(_NO_ARTICLE, _FIX)
    if _is_menu(text, tree):
        raise NotThisKind(f"{_NO_ARTICLE}: it is a list of links", _FIX)
    if len(text) <= _LONGEST_NOTICE and _SCRIPT_WANTED.search(text):
        raise NotThisKind(f"{_NO_ARTICLE}: a script would have fetched it", _FIX)
    return Reading(text, (*decoded.problems, *_cut_off(tree)), read_head(page, text))


def _parse(page: str) -> Any:
    """Return the tree of the page, what is shown only without scripts, and marks of footnotes, left out; None if it has none."""
    from trafilatura import load_html  # noqa: PLC0415 - heavy, and most articles are no web pages

    tree = load_html(page)
    if tree is not None:
        for silent in list(tree.iter("noscript")):
            silent.drop_tree()
        for mark in [
            one for one in tree.iter("sup") if _NOTE.fullmatch(one.text_content()) and one.find(".//a") is not None
        ]:
            mark.drop_tree()
        _open_layout(tree)
    return tree


def _article(tree: Any, *, fast: bool) -> str | None:
    """Return the text of the article, headings, lists and emphasis marked as in Markdown; None if none was found."""
    from trafilatura import extract  # noqa: PLC0415 - as above

    return extract(
        tree,
        output_format="markdown",
        fast=fast,
        include_comments=False,  # of readers
        include_tables=True,
        include_images=False,
        include_links=False,
        deduplicate=False,  # would remember other pages
    )


def _open_layout(tree: Any) -> None:
    """Make blocks of tables that only place an article on the page, for their rows are no table's."""
    placed: list[Any] = []
    for table in tree.xpath("//table"):
        cells = table.xpath("./tr/td | ./tbody/tr/td")
        if any(_is_layout(cell) for cell in cells):
            placed.extend(cells)
            for part in (table, *table.xpath("./tbody | ./tr | ./tbody/tr"), *cells):
                part.tag = "div"
    if placed and not tree.xpath("boolean(//article | //main)"):
        outer = {id(around) for cell in placed for around in cell.iterancestors()}
        innermost = [cell for cell in placed if id(cell) not in outer]
        max(innermost, key=lambda cell: len(cell.text_content())).tag = "article"


def _is_layout(cell: Any) -> bool:
    paragraphs = [one for one in cell.iter("p") if (one.text_content() or "").strip()]
    return len(paragraphs) >= _FEWEST_PARAGRAPHS or len(cell.text_content()) > _LONG_CELL


def _is_menu(text: str, tree: Any) -> bool:
    """Say whether nearly all lines of the text are nothing but links."""
    links = {" ".join(link.text_content().split()) for link in tree.iter("a")}
    lines = [" ".join(line.strip("-*#_ \t").split()) for line in text.splitlines() if line.strip()]
    return sum(len(line) for line in lines if line in links) > _MENU * sum(map(len, lines))


def _cut_off(tree: Any) -> tuple[Problem, ...]:
    """Return a problem if the page is nested so deep that the parser left something out."""
    if not tree.xpath(f"boolean(//*[count(ancestor::*) >= {_DEEPEST}])"):
        return ()
    says = f"the page is nested more than {_DEEPEST} levels deep; what lies deeper was left out"
    return (Problem(None, says, "Save the article's words as .txt if some are missing."),)


READER = Reader(
    title="Web page, saved", suffixes=(".html", ".htm", ".xhtml", ".xht", ".shtml"), of=read_html, tool="trafilatura"
)
