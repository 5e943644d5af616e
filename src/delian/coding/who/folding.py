"""Texts in any script with their spelling made alike: marks off, variants of a letter one, each letter knowing its place."""

import unicodedata
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache

_ALIKE = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ۀ": "ه", "ە": "ه", "’": "'", "׳": "'", "״": '"', "ʼ": "'", "\u00a0": " "}
)
_TATWEEL = "ـ"


@dataclass(frozen=True)
class Folded:
    """A text with its spelling made alike.

    Attributes:
        source: The text as it is.
        text: The folded one.
        places: Where each of its characters stands in `source`.
    """

    source: str
    text: str
    places: tuple[int, ...]

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where text[start:end] stands in the source, the marks on its last letter with it."""
        last = self.places[end - 1] + 1
        while last < len(self.source) and unicodedata.category(self.source[last]) == "Mn":
            last += 1
        return self.places[start], last

    def at(self, place: int) -> int:
        """Return the position in `text` of the first character at or after that place of the source."""
        return bisect_left(self.places, place)


def fold(source: str) -> Folded:
    """Return `source` without marks on letters and without signs that are not seen, its letters' variants made one.

    >>> fold("آیت‌الله").text == fold("ایتالله").text
    True
    """
    kept = [(letter, place) for place, letter in enumerate(map(_folded, source)) if letter]
    return Folded(source, "".join(letter for letter, _ in kept), tuple(place for _, place in kept))


def folded(words: str) -> str:
    """Return `words` folded."""
    return "".join(map(_folded, words))


@cache
def _folded(letter: str) -> str:
    if letter == _TATWEEL or unicodedata.category(letter) in {"Mn", "Cf"}:
        return ""
    return unicodedata.normalize("NFD", letter)[0].translate(_ALIKE)
