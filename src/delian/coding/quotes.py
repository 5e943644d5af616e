"""Stage 5a: direct quotations, found by their marks in any language; scare quotes are none."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delian.coding.parse import is_scare_quote
from delian.model.text import Extent
from delian.model.view import View

# Opening mark → closing mark. Straight marks open and close; „ closes with “ or ”.
_PAIRS = {"“": "”", "«": "»", "„": "“”", "»": "«", '"': '"', "「": "」", "‹": "›", "‘": "’"}
# What before a few quoted words makes them somebody's words.
_FEWEST = 3  # words that are more than a name or a word held at arm's length
_SPOKEN = re.compile(
    r"\b(?:said|says|saying|call(?:s|ed|ing)|describ(?:es|ed|ing)|term(?:s|ed)|dubb(?:ed|ing)|sp(?:oke|eaks) of|told|"
    r"wrote|writes|insist(?:s|ed)|"
    r"denounc(?:es|ed|ing)|accus(?:es|ed|ing)|promis(?:es|ed|ing)|warn(?:s|ed|ing))\b[^.!?“”\"]{0,60}$"
)
_BLANKS = re.compile(r"\n\n+")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words between quotation marks.

    Attributes:
        content: The words, as a stretch of the frozen text, without the marks.
        paragraph: Which paragraph they stand in.
        closed: Whether a closing mark was found; else the words run to the end of the paragraph.
    """

    content: Extent
    paragraph: int
    closed: bool = True


def find_quotations(view: View) -> tuple[Quotation, ...]:
    """Return the direct quotations of the text, in order."""
    found = []
    start = 0
    for paragraph, piece in enumerate(_BLANKS.split(view.text)):
        at = view.text.index(piece, start)
        start = at + len(piece)
        for first, last, closed in _in_paragraph(piece):
            words = piece[first:last]
            if words.strip() and (not is_scare_quote(words.split()) or _is_spoken(piece[: first - 1], words)):
                lead = len(words) - len(words.lstrip())
                tail = len(words.rstrip())
                extent = view.raw(at + first + lead, at + first + tail)
                found.append(Quotation(extent, paragraph, closed))
    return tuple(found)


def _is_spoken(before: str, words: str) -> bool:
    """Say whether a few quoted words are somebody's: more than a name, after a verb of saying."""
    return len(words.split()) >= _FEWEST and _SPOKEN.search(before) is not None


def _in_paragraph(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield [first, last) of each outermost quotation of one paragraph and whether it is closed."""
    i = 0
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
        i = end + 1


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
    for j in range(i + 1, len(text)):
        if text[j] == text[i] and text[i] != '"' and text[i] not in closing:
            depth += 1
        elif text[j] in closing:
            if text[j] in '’"' and text[j + 1 : j + 2].isalnum() and (closing == "’" or text[j - 1].isalnum()):
                continue  # an apostrophe, or a mark inside a Hebrew word
            if depth == 0:
                return j
            depth -= 1
    return None
