"""Windows: a few sentences at a time, so that a model reads closely and a quote has not far to be looked for."""

import re
from collections.abc import Iterator

from delian.model.view import View

SENTENCES = 5
OVERLAP = 1  # sentences that the next window repeats
_LONGEST = 1200  # characters after which a sentence without an end is cut at a blank
_END = re.compile(r"[.!?…؟]+[\"'”’»)\]]*(?=\s|$)|[。！？]+|\n\s*\n|$")

Window = tuple[int, int]


def windows(view: View) -> Iterator[Window]:
    """Yield [start, end) of windows of `SENTENCES` sentences of the view, each beginning with the last of the one before."""
    found = list(_sentences(view.text))
    step = SENTENCES - OVERLAP
    for first in range(0, max(len(found) - OVERLAP, min(len(found), 1)), step):
        shown = found[first : first + SENTENCES]
        yield shown[0][0], shown[-1][1]


def _sentences(text: str) -> Iterator[Window]:
    """Yield the sentences of `text`, blanks around them left out; abbreviations may cut one, which only moves a window."""
    start = 0
    while start < len(text):
        match = _END.search(text, start)
        end = match.end() if match else len(text)
        if end - start > _LONGEST:
            blank = text.find(" ", start + _LONGEST, end)
            end = blank if blank >= 0 else start + _LONGEST
        words = text[start:end]
        if words.strip():
            lead = len(words) - len(words.lstrip())
            yield start + lead, start + len(words.rstrip())
        start = max(end, start + 1)
