"""The view of a document that is parsed: its body, without markup, in whole paragraphs."""

import re
from collections.abc import Iterable, Iterator

from delian.documents.anatomy import dissect, stated_title
from delian.documents.language import is_unfinished
from delian.documents.lines import Line
from delian.model.document import Document
from delian.model.text import Extent
from delian.model.view import View, assemble

Paragraph = list[Line]

_CLOSING = "\"'”’»›)]}*_"
_TERMINAL = ".!?…:;؟۔。！？：；।"
_QUOTES_CLOSING = '"”»›'
_CUT_MARKS = ",،、–—-(«“[/"
_SENTENCE_END = re.compile(r"[.!?…؟۔][\"'”’»)\]]*\s+[^\W\d_]")
_LONG_LINE = 160  # characters; no text is wrapped so wide, so such a line is a paragraph
_LONG_PARAGRAPH = 120
_FEW_WORDS = 8
_INDENT = 2
_HYPHEN = re.compile(r"[^\W\d_]-$")


def parse_view(document: Document) -> View:
    """Return the body of the document for parsing, mapped to its frozen text.

    Title, metadata lines, boilerplate beneath the body, table rows and markup are left out. Lines wrapped by hand, and
    paragraphs cut in mid-sentence, are joined by a blank that stands nowhere in the text. Paragraphs are parted by two
    line feeds; headings inside the body are paragraphs. Quotation marks stay as they are.
    """
    paragraphs = list(_joined(_paragraphs(dissect(document.body, stated_title(document)).body()), document.language))
    return assemble(_pieces(paragraphs))


def body_extent(document: Document) -> Extent | None:
    """Return the stretch of the frozen text from the first to the last character of the body; None if it has no body."""
    runs = parse_view(document).runs
    if not runs:
        return None
    return Extent(runs[0].raw, runs[-1].raw + runs[-1].length)


def _paragraphs(lines: Iterable[Line]) -> Iterator[Paragraph]:
    """Yield the lines of each paragraph as it is printed."""
    current: Paragraph = []
    for line in lines:
        if current and not _continues(current, line):
            yield current
            current = []
        if line.kind not in {"blank", "mark"}:
            current.append(line)
    if current:
        yield current


def _continues(current: Paragraph, line: Line) -> bool:
    """Say whether `line` goes on with the paragraph."""
    last = current[-1]
    if line.number != last.number + 1 or line.kind in {"blank", "mark", "heading", "item"} or last.kind == "heading":
        return False
    if line.kind != last.kind and (line.kind, last.kind) != ("text", "item"):
        return False
    if not _ends_sentence(last.shown):
        return not (len(last.shown) > _LONG_LINE and len(line.shown) > _LONG_LINE and _begins_anew(line))
    # Each line a paragraph, or each paragraph indented.
    return max(len(last.shown), len(line.shown)) <= _LONG_LINE and line.indent < current[0].indent + _INDENT


def _begins_anew(line: Line) -> bool:
    return not line.shown[0].islower()


def _joined(paragraphs: Iterable[Paragraph], language: str | None) -> Iterator[Paragraph]:
    """Yield the paragraphs, those that were cut in mid-sentence in one."""
    current: Paragraph = []
    for paragraph in paragraphs:
        if current and _was_cut(current, paragraph, language):
            current.extend(paragraph)  # in place: a long run of cuts would take quadratic time otherwise
            continue
        if current:
            yield current
        current = paragraph
    if current:
        yield current


def _was_cut(current: Paragraph, paragraph: Paragraph, language: str | None) -> bool:
    """Say whether `current` stops in mid-sentence and `paragraph` goes on with it."""
    last, first = current[-1], paragraph[0]
    if last.kind == "heading" or first.kind in {"heading", "item"} or (first.kind == "quote") != (last.kind == "quote"):
        return False
    end = last.shown
    if _ends_sentence(end) or end[-1] in _QUOTES_CLOSING:
        return False
    if first.shown.lstrip("“\"‘'«(")[:1].islower():
        return True
    if end[-1] in _CUT_MARKS:
        return True
    words = end.split()
    if is_unfinished(words[-1], language) and (len(current) > 1 or len(words) >= _FEW_WORDS):
        return True
    # A long paragraph without an end, in a script whose capitals begin sentences, is cut before a name.
    has_case = words[-1].lower() != words[-1].upper()
    is_prose = len(end) > _LONG_PARAGRAPH and _SENTENCE_END.search(end) is not None
    return has_case and is_prose


def _ends_sentence(shown: str) -> bool:
    """Say whether a line ends in a mark that ends a sentence, quotation marks and brackets behind it left aside."""
    return shown.rstrip(_CLOSING)[-1:] in tuple(_TERMINAL)


def _pieces(paragraphs: Iterable[Paragraph]) -> Iterator[tuple[str, int | None]]:
    """Yield the view's pieces: words with their places, and the glue between."""
    for n, paragraph in enumerate(paragraphs):
        if n:
            yield "\n\n", None
        for k, line in enumerate(paragraph):
            if k:
                # A word that is cut at its own hyphen goes on without a blank.
                split = _HYPHEN.search(paragraph[k - 1].shown[-2:]) and line.shown[:1].islower()
                yield ("" if split else " "), None
            yield from line.pieces
