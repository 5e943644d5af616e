"""Markup in a text: the stretches that are marks, not words."""

import re
from collections.abc import Iterable, Iterator

Stretch = tuple[int, int]

_MARK = re.compile(
    r"""(?=[hw\\!\[<`*_~\n\r¹²³⁰⁴-⁹\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff])(?:
    (?P<address>(?:https?://|www\.)[^\s<>()\[\]*"“”]+)
    |(?P<escaped_note>(?<=\S)\\\[\d{1,3}\\\](?![(:]))
    |(?P<escape>\\)[\\`*_{}\[\]()\#+.!<>|~-]
    |(?P<picture>\[!\[[^\]\n]{0,600}\]\([^()\n]{0,2000}\)\]\([^()\n]{0,2000}\)|!\[[^\]\n]{0,600}\]\([^()\n]{0,2000}\))
    |(?P<link>\[(?=(?P<words>(?:[^\[\]\n]|\n(?![^\S\n]*\n)){1,600})(?P<target>\]\((?:[^()\n]|\([^()\n]{0,200}\)){0,2000}\))))
    |(?P<note>(?<=\S)\[\^?\d{1,3}\](?![(:])|\[\^[\w-]{1,30}\](?!\())
    |(?P<tag></?(?:a|b|i|u|em|strong|br|hr|p|div|span|sup|sub|small|big|img|center|font|blockquote)\b[^<>\n]{0,300}>|<!--.{0,500}?-->)
    |(?P<small>(?<=[.,;:!?”"’»)\]])[¹²³⁰⁴-⁹]+|(?<=[a-z]{4})[¹²³⁰⁴-⁹]+)
    |(?P<emoji>(?:[\u2600-\u275a\u2760-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff][\ufe0f\u200d\U0001f3fb-\U0001f3ff]*)+\ ?)
    |(?P<tick>`+)
    |(?P<stars>\*+|_+|~~)
    |(?P<pause>\n[^\S\n]*\n|\r[^\S\r]*\r)
    )""",
    re.VERBOSE,
)
_LONGEST_EMPHASIS = 3


def find_markup(text: str) -> list[Stretch]:
    """Return the stretches of `text` that are markup, in order, apart from each other.

    Emphasis, links, pictures, emoji, footnote marks, tags, escapes and a byte-order mark. A mark inside a word stays, so that
    every word without marks stands as it is in the text.

    >>> text = "The **envoy** of [Corinth](#) left."
    >>> [text[start:end] for start, end in find_markup(text)]
    ['**', '**', '[', '](#)']
    """
    groups = sorted(group for group in _groups(text) if not any(_joins_words(text, *one) for one in group))
    marks = sorted(stretch for group in groups for stretch in group)
    return [one for one in _merged(marks) if not _joins_words(text, *one)]


def _joins_words(text: str, start: int, end: int) -> bool:
    """Say whether two parts of one word would meet if the stretch went."""
    return start > 0 and end < len(text) and _is_wordy(text[start - 1]) and _is_wordy(text[end])


def _is_wordy(letter: str) -> bool:
    return letter.isalnum() or letter == "_"


def _groups(text: str) -> Iterator[list[Stretch]]:
    """Yield marks that belong together, such as both ends of an emphasis."""
    if text.startswith("\ufeff"):
        yield [(0, 1)]
    skip = 0  # end of the target of the link that the scan is in
    link: Stretch = (0, 0)
    open_marks: list[re.Match[str]] = []
    for match in _MARK.finditer(text):
        if link[0] <= match.start() < link[1] or match.start() < skip:
            continue
        kind = match.lastgroup
        if match["link"]:
            link = match.span("target")
            yield [match.span("link"), link]
        elif match["stars"]:
            yield from _paired(text, match, open_marks)
        elif kind == "pause":
            yield from _lone_notes(text, open_marks)
            open_marks.clear()
        elif kind != "address":
            yield [match.span("escape" if kind == "escape" else 0)]
    yield from _lone_notes(text, open_marks)


def _paired(text: str, match: re.Match[str], open_marks: list[re.Match[str]]) -> Iterator[list[Stretch]]:
    """Yield the emphasis that `match` closes, if it closes one, else remember it."""
    mark, start, end = match.group(), match.start(), match.end()
    before, after = text[start - 1 : start], text[end : end + 1]
    if len(mark) > _LONGEST_EMPHASIS:
        return
    closes = bool(before.strip()) and (mark[0] == "*" or not after.isalnum())
    opens = bool(after.strip()) and (mark[0] == "*" or not before.isalnum())
    if closes:
        for depth in range(len(open_marks) - 1, max(len(open_marks) - 6, -1), -1):
            if open_marks[depth].group() == mark:
                opened = open_marks[depth].span()
                del open_marks[depth:]
                yield [opened, (start, end)]
                return
    if opens or closes:
        open_marks.append(match)


def _lone_notes(text: str, open_marks: Iterable[re.Match[str]]) -> Iterator[list[Stretch]]:
    """Yield single asterisks behind a word, which mark a footnote."""
    for match in open_marks:
        if (
            match.group() == "*"
            and text[match.start() - 1 : match.start()].strip()
            and not text[match.end() : match.end() + 1].strip()
        ):
            yield [match.span()]


def _merged(marks: Iterable[Stretch]) -> Iterator[Stretch]:
    start = end = -1
    for low, high in marks:
        if low > end:
            if end > start >= 0:
                yield start, end
            start, end = low, high
        else:
            end = max(end, high)
    if end > start >= 0:
        yield start, end
