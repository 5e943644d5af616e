"""Labels before what somebody says in an interview or transcript: "Q:", "FALK (00:12):", a dash; found by lines and recurrence."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from delian.model.text import Extent
from delian.plugins import read_list

_WORD = r"[^\W\d_a-z][\w.’'\-]*"
_STAMP = r"[\[(]?\d{1,2}:\d{2}(?::\d{2})?[\])]?"
_LABEL = re.compile(
    rf"^[>*_ \t]*(?P<label>(?:{_STAMP}[*_ \t\-–]*)?"
    rf"(?:(?P<name>{_WORD}(?:[ \t]+(?:{_WORD}|of|the|for|and|de|der|da|van|von|bin|al|\d)){{0,5}})"
    rf"[*_ \t]*(?:{_STAMP}|\([^)\n]{{1,40}}\))?[*_ \t]*:|(?P<letter>[QA])\.|(?P<dash>[—–]|--)))[*_]*(?=\s|$)",
    re.MULTILINE,
)
_MARKS = "”\"’'*_ \t"


@dataclass(frozen=True, slots=True)
class Label:
    """A label in the frozen text.

    Attributes:
        extent: Its words, a time stamp and the colon included.
        name: Who it says speaks, in lower case, without an article; a dash says nobody.
    """

    extent: Extent
    name: str


def find_labels(text: str) -> tuple[Label, ...]:
    """Return the labels of a text in which at least two take turns and somebody asks something; else none."""
    found = [one for one in map(_label, _LABEL.finditer(text)) if one.name not in labelled("never")]
    counts = Counter(one.name for one in found)
    asked = {one.name for one in found if one.name in labelled("question")}
    answered = {one.name for one in found if one.name in labelled("answer")}
    steady = {name for name, count in counts.items() if count > 1}
    if asked and answered:
        steady |= asked | answered
    places = [n for n, one in enumerate(found) if one.name in steady]
    kept = found[places[0] : places[-1] + 2] if places else []
    if len({one.name for one in kept}) < 2 and "—" not in steady:  # noqa: PLR2004 - one alone takes no turns
        return ()
    return tuple(kept) if any(_asks(text, kept, n) for n in range(len(kept))) else ()


def label_name(words: str) -> str:
    """Return the words of a label as they are compared: lower case, without article, stamp, brackets and marks."""
    bare = re.sub(rf"{_STAMP}|\([^)]*\)|[*_:]|[.](?=\s|$)", " ", words).lower().replace("’", "'").split()
    return " ".join(bare[1:] if len(bare) > 1 and bare[0] == "the" else bare)


@cache
def labelled(group: str) -> frozenset[str]:
    """Return the words of a group: question, answer, statement or never."""
    return frozenset(read_list("labels")[group])


def _label(match: re.Match[str]) -> Label:
    name = "—" if match["dash"] else label_name(match["name"] or match["letter"])
    return Label(Extent(*match.span("label")), name)


def _asks(text: str, labels: Sequence[Label], n: int) -> bool:
    """Say whether what stands under a label begins with a line that ends as a question."""
    end = labels[n + 1].extent.start if n + 1 < len(labels) else len(text)
    lines = text[labels[n].extent.end : end].strip().split("\n")
    return lines[0].rstrip(_MARKS).endswith("?")
