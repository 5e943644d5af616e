"""Anatomy of a text: which lines are title, metadata, body and boilerplate, and the fields that the metadata prints."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from delian.documents.dates import find_dates, read_date
from delian.documents.found import Field, Found, found
from delian.documents.heads import LABELS, is_labelled, read_contributors, read_head_line, read_rights
from delian.documents.lines import Line, read_lines
from delian.documents.names import cut_at, is_body, is_name, is_outlet, is_person, names_on, split_names, trimmed
from delian.documents.notices import (
    is_boilerplate,
    is_interruption,
    is_kicker,
    is_menu,
    is_note,
    opens_comments,
    opens_notice,
)
from delian.documents.origins import read_origin
from delian.model.document import Document
from delian.model.text import Extent

_LONGEST_TITLE = 250
_LONGEST_DECK = 320
_LONGEST_BODY = 90  # characters of the name of a public body
_LINES_ABOVE_TITLE = 8
_LINES_BELOW_TITLE = 24
_MOST_DECKS = 2
_LINES_OF_NOTICE = 20
_LONGEST_TAIL = 80  # lines
_ENDS = (".", "!", "?", "…", "؟", "۔", "。")
_PLACE = r"[^\W\d_a-z][^\W\d_a-z.’'-]{2,}(?:[ /-][^\W\d_a-z][^\W\d_a-z.’'-]+){0,3}"
_SHORT_DATE = r"[^\W\d_]{3,9}\.?\s+\d{1,2}(?:,?\s+\d{4})?|\d{1,2}\s+[^\W\d_]{3,9}(?:\s+\d{4})?"
_DATELINE = re.compile(
    rf"""(?:(?P<place>{_PLACE})(?:,\s+(?P<land>[^\W\d_][\w.’' -]{{1,30}}?))?(?:,?\s+(?P<date>{_SHORT_DATE}))?,?\s*
            (?:\((?P<outlet>[^()\n]{{2,40}})\)\s*[—–:-]{{1,2}}|[—–]|--|-(?=\s))
        |(?P<place2>[^\W\d_][\w.’'-]+(?:[ -][^\W\d_][\w.’'-]+){{0,2}})(?:,\s+(?P<date2>{_SHORT_DATE}))?
            \s*\((?P<outlet2>[^()\n]{{2,40}})\)\s*[—–-]{{1,2}})\s*""",
    re.VERBOSE,
)
_FENCE = re.compile(r"(?:\ufeff)?---[ \t]*")
_FENCE_END = re.compile(r"(?:---|\.\.\.)[ \t]*")
_FRONT_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]*?)[ \t]*:[ \t]*(?P<value>.*?)[ \t]*")
_FRONT_ITEM = re.compile(r"[ \t]*-[ \t]+(?P<value>.*?)[ \t]*")
_LIST_MARKS = re.compile(r"[,\[\]]")
_LONGEST_FRONT = 200  # lines


@dataclass
class Anatomy:
    """What each part of a text is; filled from top to bottom and from the end upwards.

    Attributes:
        lines: All of the text's lines.
        fields: Metadata, in the order in which it was found.
        out: Numbers of the lines that are no part of the body.
        body_start: Where the body's first paragraph begins if a dateline stands before it, by line number.
    """

    lines: list[Line]
    fields: list[Found] = field(default_factory=list)
    out: set[int] = field(default_factory=set)
    body_start: dict[int, int] = field(default_factory=dict)

    @property
    def known(self) -> dict[str, str]:
        """The first value of each field that was found."""
        return {one.field: one.value for one in reversed(self.fields)}

    def take(self, line: Line, fields: list[Found]) -> None:
        """Add what `line` prints, and take it out of the body."""
        self.fields.extend(fields)
        self.out.add(line.number)

    def body(self) -> Iterator[Line]:
        """Yield the lines of the body and the blank ones between."""
        for line in self.lines:
            if line.number in self.out:
                continue
            yield line.after(self.body_start[line.number]) if line.number in self.body_start else line


@lru_cache(maxsize=2)  # metadata and view are asked for one after the other
def dissect(text: str, title: str | None = None) -> Anatomy:
    """Return the anatomy of `text`; do not change what comes back.

    Args:
        text: A frozen text.
        title: Its title where something else than the text says it, such as the head of a web page: then no other line is one.
    """
    anatomy = Anatomy(read_lines(text))
    words = [line for line in anatomy.lines if line.kind not in {"blank", "mark"}]
    rest = words[_take_front_matter(anatomy, text, words) :]
    below = _take_title(anatomy, rest) if title is None else _take_known_title(anatomy, rest, title)
    rest = rest[below:]
    rest = rest[_take_head(anatomy, rest) :]
    _take_tail(anatomy, rest)
    _take_dateline(anatomy, rest)
    anatomy.out.update(line.number for line in rest if is_interruption(line.shown))
    return anatomy


def stated_title(document: Document) -> str | None:
    """Return the title that the document has from elsewhere than its text; None if it has none, or its text prints it."""
    return None if "title" in document.fields else document.title


# ---- front matter ---------------------------------------------------------------------------------------------------


def _take_front_matter(anatomy: Anatomy, text: str, words: list[Line]) -> int:
    """Take the block of `key: value` lines that Markdown may begin with; return how many lines of words it has."""
    printed = text[:50_000].splitlines(keepends=True)[:_LONGEST_FRONT]
    if not printed or not _FENCE.fullmatch(printed[0].rstrip("\r\n")):
        return 0
    end = next((n for n, line in enumerate(printed[1:], 1) if _FENCE_END.fullmatch(line.rstrip("\r\n"))), None)
    if end is None or not any(_FRONT_KEY.fullmatch(line.rstrip("\r\n")) for line in printed[1:end]):
        return 0
    offset, key = len(printed[0]), ""
    for line in printed[1:end]:
        bare = line.rstrip("\r\n")
        match = _FRONT_KEY.fullmatch(bare) or (_FRONT_ITEM.fullmatch(bare) if key else None)
        if match:
            key = match.groupdict().get("key") or key
            anatomy.fields.extend(
                _front_fields(key.strip().lower(), match["value"], offset + match.start("value"), anatomy.known)
            )
        offset += len(line)
    anatomy.out.update(range(end + 1))
    return sum(line.number <= end for line in words)


def _front_fields(key: str, printed: str, start: int, known: Mapping[str, str]) -> Iterator[Found]:
    """Yield the fields that one value of the front matter gives, or several of a list in brackets."""
    name = LABELS.get(key) or LABELS.get(key.replace("_", " ").replace("-", " "))
    many = name in {"author", "contributor"}
    if name is None or (name in known and not many):
        return
    for low, high in cut_at(_LIST_MARKS, printed) if printed.startswith("[") else trimmed(printed, 0, len(printed)):
        for first, last in trimmed(printed, low, high, marks="\"'"):
            places = [(first + a, first + b) for a, b in split_names(printed[first:last])] if many else [(first, last)]
            for place in places:
                value: str | None = printed[slice(*place)]
                if name in {"published", "original_published"}:
                    value = read_date(printed[slice(*place)])
                if value:
                    yield Found(name, value, Extent(start + place[0], start + place[1]))


# ---- title ----------------------------------------------------------------------------------------------------------


def _take_title(anatomy: Anatomy, words: list[Line]) -> int:
    """Take the title and what stands above it; return how many lines that were."""
    taken: list[tuple[Line, list[Found]]] = []
    for n, line in enumerate(words[:_LINES_ABOVE_TITLE]):
        following = next((one for one in words[n + 1 :] if not _is_aside(one)), None)
        if "title" in anatomy.known:  # the front matter has it, and the text may print it again
            if line.kind == "heading" and line.shown.casefold() == anatomy.known["title"].casefold():
                anatomy.out.add(line.number)
                return n + 1
            return 0
        fields = None if line.kind == "heading" else _above_title(words, n, anatomy.known)
        if fields is not None:
            anatomy.take(line, fields)
            taken.append((line, fields))
            continue
        if _is_title(line, following, alone=not taken):
            anatomy.take(line, [found(line, "title", 0, len(line.shown))])
            return n + 1
        return n
    return len(taken)


def _is_aside(line: Line) -> bool:
    """Say whether a line is a page's menu or an editor's note, whatever stands beneath it."""
    return is_menu(line.shown) or (line.emphasised and is_note(line.shown, emphasised=True))


def _take_known_title(anatomy: Anatomy, words: list[Line], title: str) -> int:
    """Take the line that prints the title, if one does, and metadata above it; return how many lines that were."""
    for n, line in enumerate(words[:_LINES_ABOVE_TITLE]):
        if line.shown.casefold() == title.casefold():
            anatomy.take(line, [found(line, "title", 0, len(line.shown))])
            return n + 1
        if line.kind != "heading" and (fields := _above_title(words, n, anatomy.known)) is not None:
            anatomy.take(line, fields)
        else:
            break
    return sum(line.number in anatomy.out for line in words[:_LINES_ABOVE_TITLE])


def _above_title(words: list[Line], n: int, known: Mapping[str, str]) -> list[Found] | None:
    """Return what a line above the title prints; None if it may be the title."""
    line = words[n]
    if (is_kicker(line.shown) or is_menu(line.shown)) and n + 1 < len(words):
        return []
    if _is_masthead(words, n):
        return [found(line, "outlet", 0, len(line.shown))]
    fields = read_head_line(line, known)
    by_one_word = fields and any(one.field == "author" and " " not in one.value for one in fields)
    return None if by_one_word else fields


def _is_masthead(words: list[Line], n: int) -> bool:
    """Say whether a line is an outlet's name above a page's menu, or above date and title as in newspaper archives."""
    if n + 3 >= len(words) or not is_name(words[n].shown):
        return False
    if is_menu(words[n + 1].shown):
        m = next((m for m in range(n + 2, len(words) - 1) if not is_menu(words[m].shown)), None)
        return m is not None and read_head_line(words[m], {}) is None and _is_title(words[m], words[m + 1], alone=True)
    if not is_outlet(words[n].shown):
        return False
    below = {one.field for one in read_head_line(words[n + 1], {}) or []}
    return below == {"published"} and _is_title(words[n + 2], words[n + 3], alone=True)


def _is_title(line: Line, following: Line | None, *, alone: bool) -> bool:
    """Say whether the first line of words is a title: a heading, or a short line that does not end a sentence."""
    if line.kind == "heading":
        return True
    shown = line.shown
    if line.kind != "text" or len(shown) > _LONGEST_TITLE or following is None or _read_dateline(shown):
        return False
    leads_on = following.number == line.number + 1
    below = read_head_line(following, {})
    if below is not None and not (leads_on and len(shown) > len(following.shown) * 3 and not alone):
        return True
    if shown.endswith(_ENDS) and not shown.endswith(("?", "!", "؟", "…")):
        return False
    if shown.endswith((",", ":", ";", "،", "-")) or shown[:1].islower():
        return False
    # A line that leads straight on to one of its own kind is wrapped prose.
    return not leads_on or len(following.shown) > max(160, 2 * len(shown))


# ---- head -----------------------------------------------------------------------------------------------------------


def _take_head(anatomy: Anatomy, words: list[Line]) -> int:
    """Take the metadata lines beneath the title; return how many lines of words come before the body."""
    decks: list[Line] = []
    last = 0
    for n, line in enumerate(words[:_LINES_BELOW_TITLE]):
        fields = None if line.kind == "heading" else _head_fields(line, words, n, anatomy, decks)
        if fields is not None:
            fields = [*_named_above(words, n, decks, fields, anatomy), *fields]
            anatomy.take(line, fields)
            decks = [deck for deck in decks if deck.number not in anatomy.out]
            last = n + 1
        elif is_note(line.shown, emphasised=line.emphasised) or is_interruption(line.shown) or is_menu(line.shown):
            anatomy.out.add(line.number)
            last = n + 1
        else:
            decks.append(line)
            if _is_in_body(words, n, decks):
                break
    # Decks above the last metadata line stay in the body; they are the author's or the editor's own words.
    return last if not [deck for deck in decks if deck.number < (words[last - 1].number if last else 0)] else 0


def _is_in_body(words: list[Line], n: int, decks: list[Line]) -> bool:
    """Say whether line `n`, which is no metadata, is no deck either, so that the body has begun."""
    line = words[n]
    prose = [deck for deck in decks if not names_on(deck.shown)]
    is_heading = line.kind == "heading" and n > 0  # right beneath the title it is a second title
    return is_heading or len(prose) > _MOST_DECKS or len(line.shown) > _LONGEST_DECK or not _stands_alone(words, n)


def _stands_alone(words: list[Line], n: int) -> bool:
    """Say whether a line is a paragraph by itself, or a short one such as a name."""
    following = words[n + 1] if n + 1 < len(words) else None
    return following is None or following.number > words[n].number + 1 or _is_of_names(words[n])


def _is_of_names(line: Line) -> bool:
    """Say whether a line is nothing but names: of people and outlets, or of the body that issues the text."""
    issued = is_body(line.shown) and len(line.shown) <= _LONGEST_BODY and not line.shown.endswith(_ENDS)
    return bool(names_on(line.shown)) or issued


def _head_fields(line: Line, words: list[Line], n: int, anatomy: Anatomy, decks: list[Line]) -> list[Found] | None:
    """Return the fields of a line at the head; behind words that may be prose, only of one that is surely metadata."""
    fields = read_head_line(line, anatomy.known)
    if fields is None or not decks:
        return fields
    begins = n == 0 or line.number > words[n - 1].number + 1 or _is_of_names(words[n - 1])
    only_date = {one.field for one in fields} <= {"published"}
    named_above = words[n - 1] is decks[-1] and bool(names_on(decks[-1].shown))
    if not begins or (only_date and ":" not in line.shown and not named_above and "author" not in anatomy.known):
        return None
    if only_date and decks[-1].shown.endswith(_ENDS) and words[n - 1] is decks[-1] and ":" not in line.shown:
        return None
    return fields


def _named_above(words: list[Line], n: int, decks: list[Line], fields: list[Found], anatomy: Anatomy) -> list[Found]:
    """Return author and outlet that stand alone on the lines right above a bare date."""
    told = {one.field: one for one in fields}
    place = told.get("outlet")
    above = words[n - 1].shown if n and words[n - 1] in decks else ""
    is_town = place is not None and (not is_outlet(place.value) or place.value.isupper())
    if place and is_town and (is_body(above) or is_outlet(above)):
        fields.remove(place)  # "Ministry of Ports" above "Harbourtown, 9 August 2012": before the date stands a town
        anatomy.out.add(words[n - 1].number)
        return [found(words[n - 1], "outlet", 0, len(words[n - 1].shown))]
    if told.keys() != {"published"}:
        return []
    names: list[tuple[Line, int, int]] = []
    for line in reversed(words[max(n - 2, 0) : n]):
        places = names_on(line.shown)
        if line not in decks or not places or line.kind != "text":
            break
        names[:0] = [(line, start, end) for start, end in places]
    result: list[Found] = []
    for line, start, end in names:
        name = line.shown[start:end]
        known = anatomy.known.keys() | {one.field for one in result}
        field_name: Field | None = None
        if is_outlet(name) and "outlet" not in known:
            field_name = "outlet"
        elif is_person(name) and "author" not in known:
            field_name = "author"
        elif "author" in known and "outlet" not in known:
            field_name = "outlet"
        if field_name:
            result.append(found(line, field_name, start, end))
            anatomy.out.add(line.number)
    return result


def _read_dateline(shown: str) -> re.Match[str] | None:
    """Return the dateline that `shown` begins with, if one does.

    Place and agency are names; a place without an agency is in capitals, and a sentence begins behind it.
    """
    match = _DATELINE.match(shown)
    if match is None or match.end() >= len(shown):
        return None
    place, outlet = match["place"] or match["place2"], match["outlet"] or match["outlet2"]
    if outlet:
        return match if is_name(place) and is_name(outlet) else None
    return match if place.isupper() and not shown[match.end()].islower() else None


def _take_dateline(anatomy: Anatomy, words: list[Line]) -> None:
    """Take the place, date and agency that the first paragraph of a wire report begins with."""
    first = next((line for line in words if line.number not in anatomy.out and line.kind == "text"), None)
    match = _read_dateline(first.shown) if first else None
    if first is None or match is None:
        return
    for group in ("outlet", "outlet2"):
        if match[group] and "outlet" not in anatomy.known:
            anatomy.fields.append(found(first, "outlet", *match.span(group)))
    for group in ("date", "date2"):
        if match[group] and "published" not in anatomy.known:
            start = match.start(group)
            anatomy.fields.extend(
                found(first, "published", start + date.start, start + date.end, date.edtf)
                for date in find_dates(match[group])
            )
    anatomy.body_start[first.number] = first.place(match.end(), match.end() + 1).start


# ---- tail -----------------------------------------------------------------------------------------------------------


def _take_tail(anatomy: Anatomy, words: list[Line]) -> None:
    """Take the boilerplate beneath the body, from the end upwards, and the fields in it."""
    comments = next((m for m in range(1, len(words)) if opens_comments(words[m - 1].shown, words[m].shown)), None)
    end = len(words) if comments is None else comments - 1
    anatomy.out.update(line.number for line in words[end:])
    n = end - 1
    tail: list[Line] = []
    while n > 0 and len(tail) < _LONGEST_TAIL:
        line = words[n]
        first = n if _is_tail(line, anatomy.known) else _notice_above(words, n)
        if first is None:
            break
        tail[:0] = words[first : n + 1]
        n = first - 1
    for line in tail:
        anatomy.take(line, list(_tail_fields(line, anatomy.known)))


def _is_tail(line: Line, known: Mapping[str, str]) -> bool:
    shown = line.shown
    if is_boilerplate(shown) or read_origin(line) or is_labelled(line):
        return True
    author = known.get("author")
    is_biography = author is not None and re.match(
        rf"{re.escape(author)},?\s+(?:is|was|has|writes|teaches|covers|reports|works|a|an|the)\b", shown
    )
    return bool(is_biography) or (line.emphasised and is_note(shown, emphasised=True))


def _notice_above(words: list[Line], n: int) -> int | None:
    """Return which line opens the notice that line `n` is a wrapped part of; None if there is none."""
    for back in range(1, min(_LINES_OF_NOTICE, n) + 1):
        if words[n - back].number != words[n - back + 1].number - 1:
            return None
        if opens_notice(words[n - back].shown):
            return n - back
    return None


def _tail_fields(line: Line, known: Mapping[str, str]) -> Iterator[Found]:
    """Yield rights, contributors and first appearance that a line beneath the body tells."""
    if "rights" not in known:
        yield from read_rights(line)
    by = re.match(r"proof-?read by\s*:?\s*", line.shown, re.IGNORECASE)
    if by:
        yield from read_contributors(line, by.end(), len(line.shown))
        return
    for one in read_head_line(line, known) or []:
        if one.field in {"contributor", "original_outlet", "original_published", "reprint"} or (
            one.field not in known and one.field in {"outlet", "region", "theme"}
        ):
            yield one
