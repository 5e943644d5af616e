"""Stage 5a: direct quotations, found by their marks in any language."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from delian.coding.parse import is_scare_quote
from delian.model.text import Extent
from delian.model.view import View

# Opening mark → closing mark. Straight marks open and close; „ closes with “ or ”.
_PAIRS = {"“": "”", "«": "»", "„": "“”", "»": "«", '"': '"', "「": "」", "‹": "›", "‘": "’"}
_LONGEST_RUN = 4  # paragraphs that a quotation may run on
_FARTHEST = 5_000  # characters of a paragraph within which a mark is closed
_DEEPEST = 4  # quotations that are read one within another
_BLANKS = re.compile(r"\n\n+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        content: The words, as a stretch of the frozen text, without the marks.
        paragraph: Which paragraph they stand in.
        closed: Whether a closing mark was found; else the words run to the end of the paragraph.
        short: Whether they are few: a name or a phrase held at arm's length, unless they stand in what somebody says.
    """

    content: Extent
    paragraph: int
    closed: bool = True
    short: bool = False


def find_quotations(view: View) -> tuple[Quotation, ...]:
    """Return what stands between quotation marks, in order."""
    found: list[Quotation] = []
    start = inherited = 0
    pieces = _BLANKS.split(view.text)
    for paragraph, piece in enumerate(pieces):
        at = view.text.index(piece, start)
        start = at + len(piece)
        if inherited == 0 and found and not found[-1].closed and found[-1].paragraph == paragraph - 1:
            inherited = _inherited(pieces[paragraph : paragraph + _LONGEST_RUN])
        for first, last, closed in _in_paragraph(piece, goes_on=inherited > 0):
            words = piece[first:last]
            if words.strip():
                lead = len(words) - len(words.lstrip())
                tail = len(words.rstrip())
                extent = view.raw(at + first + lead, at + first + tail)
                short = first > 0 and _is_short(piece[: first - 1], words)
                found.append(Quotation(extent, paragraph, closed, short))
        inherited = max(inherited - 1, 0)
    return tuple(found)


def _inherited(pieces: Sequence[str]) -> int:
    """Return over how many paragraphs words run on that were left open above; 0 where the next mark opens anew."""
    for n, piece in enumerate(pieces):
        mark = next((letter for letter in piece if letter in "“”«»"), None)
        if mark is not None:
            return n + 1 if mark in "”»" else 0
    return 0


def _is_short(before: str, words: str) -> bool:
    """Say whether quoted words are few; a stop or comma inside the marks may be that of the sentence they run on from."""
    runs_on = before.rstrip()[-1:].isalnum()
    return is_scare_quote((words.rstrip(" .,") if runs_on else words).split())


def _in_paragraph(text: str, *, goes_on: bool, depth: int = 1) -> Iterator[tuple[int, int, bool]]:
    """Yield [first, last) of each quotation of one paragraph and whether it is closed; one within another follows it."""
    i = 0
    if goes_on:
        i = next((j for j, letter in enumerate(text) if letter in "”»"), len(text))
        yield 0, i, i < len(text)
    while i < len(text):
        closing = _PAIRS.get(text[i])
        if closing is None or not _opens(text, i):
            i += 1
            continue
        end = _closing(text, i, closing)
        if end is None:
            if text[i] in "“«„" or (text[i] == '"' and text.count('"', i) == 1):
                yield i + 1, len(text), False
                return
            i += 1
            continue
        yield i + 1, end, True
        if depth < _DEEPEST:
            yield from _inside(text, i + 1, end, depth + 1)
        i = end + 1


def _inside(text: str, first: int, last: int, depth: int) -> Iterator[tuple[int, int, bool]]:
    """Yield the quotations within a quotation that are more than a few words."""
    for inner, end, closed in _in_paragraph(text[first:last], goes_on=False, depth=depth):
        if closed and not is_scare_quote(text[first + inner : first + end].split()):
            yield first + inner, first + end, True


def _opens(text: str, i: int) -> bool:
    """Say whether a mark can open: a word follows, and none runs into it."""
    before, after = text[i - 1 : i], text[i + 1 : i + 2]
    if text[i] == "‘":
        return not before.isalnum() and after.isalnum()
    if text[i] == "»":  # it opens in German; elsewhere it closes
        return (not before or before.isspace()) and after.isalnum()
    if text[i] == "«" and after in {" ", "\u00a0", "\u202f"}:  # as in French
        return "»" in text[i:]
    return not (text[i] == '"' and before.isalnum()) and bool(after) and not after.isspace()


def _closing(text: str, i: int, closing: str) -> int | None:
    depth = 0
    for j in range(i + 1, min(len(text), i + _FARTHEST)):
        if text[j] == text[i] and text[i] != '"' and text[i] not in closing:
            depth += 1
        elif text[j] in closing:
            if text[j] in '’"' and text[j + 1 : j + 2].isalnum() and (closing == "’" or text[j - 1].isalnum()):
                continue  # an apostrophe, or a mark inside a Hebrew word
            if depth == 0:
                return j
            depth -= 1
    return None
