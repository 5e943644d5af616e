"""Metadata lines: bylines, dates, labels."""

import re
from collections.abc import Iterator, Mapping

from delian.documents.dates import Printed, find_dates, read_date
from delian.documents.found import Field, Found, found
from delian.documents.lines import Line
from delian.documents.names import (
    BARS,
    BARS_AND_COMMAS,
    Place,
    cut_at,
    is_name,
    is_outlet,
    is_person,
    is_role,
    split_names,
    trimmed,
)
from delian.documents.origins import read_origin

# What each label says, in the languages that bring labels along; `` is metadata that Delian has no field for.
LABELS: Mapping[str, Field | None] = {
    "author": "author", "authors": "author", "by": "author", "byline": "author", "writer": "author", "written by": "author",
    "auteur": "author", "autor": "author", "autore": "author", "автор": "author", "بقلم": "author", "الكاتب": "author",
    "نویسنده": "author", "מאת": "author", "creator": "author",
    "outlet": "outlet", "source": "outlet", "publisher": "outlet", "publication": "outlet", "newspaper": "outlet", "site": "outlet",
    "quelle": "outlet", "fuente": "outlet", "fonte": "outlet", "источник": "outlet", "المصدر": "outlet", "منبع": "outlet",
    "website": "outlet", "published in": "outlet", "published by": "outlet", "agency": "outlet",
    "published": "published", "date": "published", "published on": "published", "publication date": "published", "posted": "published",
    "posted on": "published", "date published": "published", "dated": "published", "pubdate": "published", "published at": "published",
    "issued": "published", "datum": "published", "fecha": "published", "data": "published", "дата": "published", "التاريخ": "published",
    "تاريخ النشر": "published", "تاریخ": "published", "تاریخ انتشار": "published", "publié le": "published",
    "veröffentlicht": "published", "veröffentlicht am": "published", "publicado": "published", "tarih": "published",
    "title": "title", "headline": "title", "titel": "title", "titre": "title", "titolo": "title", "título": "title", "العنوان": "title",
    "region": "region", "regions": "region", "theme": "theme", "themes": "theme", "topic": "theme", "topics": "theme",
    "section": "theme", "category": "theme", "categories": "theme",
    "rights": "rights", "license": "rights", "licence": "rights", "copyright": "rights",
    "original source": "original_outlet", "original outlet": "original_outlet", "original date": "original_published",
    "originally published": "original_published", "first published": "original_published", "original published": "original_published",
    "proofread by": "contributor", "proofreading": "contributor", "proofreader": "contributor", "translated by": "contributor",
    "translation": "contributor", "translation by": "contributor", "translator": "contributor", "edited by": "contributor",
    "editor": "contributor", "editing by": "contributor", "additional reporting by": "contributor", "reporting by": "contributor",
    "photographs by": "contributor", "photos by": "contributor", "illustrated by": "contributor", "contributors": "contributor",
    "with contributions from": "contributor", "ترجمة": "contributor", "ترجمه": "contributor", "traduction": "contributor",
    "übersetzung": "contributor", "перевод": "contributor", "interviewed by": "contributor",
    "updated": None, "last updated": None, "last modified": None, "modified": None, "tags": None, "keywords": None, "reading time": None,
    "read time": None, "url": None, "link": None, "permalink": None, "language": None, "views": None, "word count": None,
    "editor’s note": None, "editor's note": None, "slug": None, "photo": None, "photo credit": None, "image": None, "image credit": None,
    "picture": None, "caption": None, "layout": None, "draft": None, "location": None,
}  # fmt: skip
_LABEL = re.compile(
    rf"(?P<label>{'|'.join(re.escape(label) for label in sorted(LABELS, key=len, reverse=True))})\s*[:：]\s*(?P<value>\S.*)",
    re.IGNORECASE,
)
_BY = re.compile(
    r"(?:(?:Written|Reported|Posted|Story|Text|Report|Analysis|Opinion|Words|A report)\s+)?"
    r"(?:By|BY|by|Von|Par|Por|Door|Av|Oleh|بقلم|به قلم|מאת)\s*:?\s+(?=\S)"
)
_CONTRIBUTION = re.compile(
    r"(?:(?:additional\s+)?(?:reporting|writing|editing|research|translation|proof-?reading|photographs?|photos?|illustrations?)"
    r"(?:\s+and\s+(?:writing|editing|reporting))?|translated(?:\s+from\s+(?:the\s+)?\w+)?|(?:copy-?)?edited|proof-?read|illustrated"
    r"|photographed|transcribed|compiled|interviewed|introduced)"
    r"\s+by\s*:?\s+(?P<names>[^;|]{1,200}?)\s*(?:[;|]\s*|(?<=\w{3})\.(?:\s+|$)|\.?$)",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r"\s+(?:in|from)\s+[^\W\d_].*$")
_BEHIND_PERSON = re.compile(r"\s+(?:(?P<for>for|of)|in|at|from)\s+(?=[^\W\d_a-z])")
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_CLOCK = (
    r"(?:(?:at|à|um|kl)\s+)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?|\d{1,2}\s*[ap]\.?m\.?"
    r"|(?:GMT|UTC|EST|EDT|PST|PDT|BST|CET|CEST|MSK|ET|IST)(?:[+-]\d{1,2})?|\d+\s*min(?:ute)?s?(?:\s+read)?"
)
_DATE_WORDS = (
    r"(?:first\s+|originally\s+)?(?:published|posted|issued|released|dated?|updated|last\s+updated|modified|created|publié|veröffentlicht|publicado"
    r"|опубликовано|نشر|منتشر شده)(?:\s+(?:on|at|le|am|el|في|در))?"
)
_AFTER_DATE = re.compile(rf"\s*(?:{_DATE_WORDS}|{_WEEKDAY}|{_CLOCK})(?!\w)\s*:?\s*", re.IGNORECASE)
_BEFORE_DATE = re.compile(rf"(?<!\w)(?:{_DATE_WORDS}|{_WEEKDAY}|{_CLOCK}|on|am|le|du|vom)\s*:?\s*$", re.IGNORECASE)
_SHORT_WEEKDAY = re.compile(r"(?:mon|tues?|wed|thu(?:rs?)?|fri|sat|sun)\.?", re.IGNORECASE)
_UPDATED = re.compile(r"\s*(?:last\s+)?(?:updated|modified)\b", re.IGNORECASE)
_COUNT = re.compile(
    r"(?:\d[\d.,]*|no|leave\s+a)\s+(?:comments?|views?|shares?|replies|reply|responses?|likes?)", re.IGNORECASE
)
_LONGEST_LINE = 250
_LONGEST_DATED = 160
_LONGEST_DATE = 60
_MOST_WORDS_OF_OUTLET = 5
_RIGHTS = re.compile(
    r"(?:copyright\b|©|\(c\)\s*\d{4}|all rights reserved|licen[sc]ed under|creative commons|cc[ -]by\b)", re.IGNORECASE
)
_LONGEST_RIGHTS = 300


def read_head_line(line: Line, known: Mapping[str, str]) -> list[Found] | None:
    """Return the metadata fields that `line` prints; an empty list if it is metadata of no use, None if it is no metadata.

    Args:
        line: A line at the head or the tail of a text.
        known: Fields already found; they tell the first appearance from this one.
    """
    if len(line.shown) > _LONGEST_LINE:
        return read_origin(line) or None
    for read in (_labelled, _byline, _first_published, _dated, _credited):
        fields = read(line, known)
        if fields is not None:
            return fields
    return None


def read_rights(line: Line) -> list[Found]:
    """Return the line as the text's rights if it says who holds them."""
    if not _RIGHTS.match(line.shown):
        return []
    return [found(line, "rights", 0, min(len(line.shown), _LONGEST_RIGHTS))]


def read_contributors(line: Line, start: int, end: int) -> list[Found]:
    """Return the people whom line.shown[start:end] names as a field each."""
    shown = line.shown
    place = _IN_PLACE.search(shown, start, end)
    stop = place.start() if place else end
    names = [
        place
        for low, high in split_names(shown[start:stop])
        for place in trimmed(shown, start + low, start + high, marks="()[]*_")
    ]
    return [found(line, "contributor", low, high) for low, high in names if is_name(shown[low:high])]


def is_labelled(line: Line) -> bool:
    """Say whether a line is a label with what belongs to it, such as "Source: …"."""
    return _labelled(line, {}) is not None


def _first_published(line: Line, _: Mapping[str, str]) -> list[Found] | None:
    return read_origin(line) or None


def _credited(line: Line, _: Mapping[str, str]) -> list[Found] | None:
    """Return the people of a line such as "Reporting by …; editing by …"."""
    matches = list(_CONTRIBUTION.finditer(line.shown))
    if not matches or line.shown[: matches[0].start()].strip(" ([*_"):
        return None
    people = [one for match in matches for one in read_contributors(line, *match.span("names"))]
    return people or None


def _labelled(line: Line, known: Mapping[str, str]) -> list[Found] | None:
    match = _LABEL.fullmatch(line.shown)
    if match is None:
        return None
    start, end = match.span("value")
    field = LABELS[match["label"].lower()]
    value = match["value"]
    if field in {"author", "outlet", "contributor", "original_outlet"} and re.search(r"https?://|www\.", value):
        return []
    match field:
        case None:
            return []
        case "published" | "original_published":
            return _labelled_date(line, field, start, end)
        case "author":
            return _authors(line, start, end, known)
        case "contributor":
            return read_contributors(line, start, end) or None
        case "outlet" | "original_outlet":
            return _labelled_outlet(line, field, start, end, known)
        case _:
            return [found(line, field, start, end)]


def _labelled_date(line: Line, field: Field, start: int, end: int) -> list[Found] | None:
    shown = line.shown
    if end - start > _LONGEST_DATE:
        return None
    for date in find_dates(shown[start:end]):
        return [found(line, field, start + date.start, start + date.end, date.edtf)]
    edtf = read_date(shown[start:end])
    if edtf:
        return [found(line, field, start, end, edtf)]
    if field == "original_published" and is_name(shown[start:end]):  # "Originally published: The Harbour Ledger"
        return [found(line, "original_outlet", start, end)]
    return [] if any(letter.isdigit() for letter in shown[start:end]) else None


def _labelled_outlet(line: Line, field: Field, start: int, end: int, known: Mapping[str, str]) -> list[Found] | None:
    dated = _dated_parts(line, known, start, len(line.shown)) if field == "outlet" else None
    if dated:
        return dated
    if not is_name(line.shown[start:end]) and not _is_name_in_other_script(line.shown[start:end]):
        return None
    if field == "outlet" and known.get("outlet", line.shown[start:end]) != line.shown[start:end]:
        field = "original_outlet"
    return [found(line, field, start, end)]


def _is_name_in_other_script(printed: str) -> bool:
    """Say whether `printed` may be a name where only its first word has a capital, as in Russian."""
    letters = [letter for letter in printed if letter.isalpha()]
    few = len(printed.split()) <= _MOST_WORDS_OF_OUTLET and not printed.endswith((".", "!", "?"))
    return few and bool(letters) and not any(letter.isascii() for letter in letters) and not letters[0].islower()


def _byline(line: Line, known: Mapping[str, str]) -> list[Found] | None:
    by = _BY.match(line.shown)
    return _authors(line, by.end(), len(line.shown), known) if by else None


def _authors(line: Line, start: int, end: int, known: Mapping[str, str]) -> list[Found] | None:
    """Return authors, outlet and date of a byline; None if it reads like prose."""
    shown = line.shown
    date = next(find_dates(shown[start:end]), None)
    fields: list[Found] = []
    if date:
        fields = (
            [found(line, "published", start + date.start, start + date.end, date.edtf)]
            if "published" not in known
            else []
        )
        rest = list(_parts_around(shown, start, end, [date], BARS))
    else:
        rest = list(cut_at(BARS, shown, start, end))
    if not rest:
        return None
    people, *others = rest
    authors = _people(line, *people)
    if authors is None:
        return None
    outlets = [place for place in others if is_name(shown[slice(*place)]) and not is_role(shown[slice(*place)])]
    if len(outlets) < len([place for place in others if not is_role(shown[slice(*place)])]):
        return None
    if outlets and "outlet" not in known and not any(one.field == "outlet" for one in authors):
        fields.append(found(line, "outlet", *outlets[0]))
    return [*authors, *fields]


def _people(line: Line, start: int, end: int) -> list[Found] | None:
    """Return the authors named in line.shown[start:end], and the outlet that follows them; None if it is no list of names."""
    shown = line.shown
    fields: list[Found] = []
    for low, high in split_names(shown[start:end]):
        place = (start + low, start + high)
        part = shown[slice(*place)]
        if is_role(part):
            continue
        if not is_name(part):
            return None
        is_first = not any(one.field == "author" for one in fields)
        behind = _BEHIND_PERSON.search(part)
        if behind and is_first and is_person(part[: behind.start()]):
            fields.append(found(line, "author", place[0], place[0] + behind.start()))
            if behind["for"]:
                fields.append(found(line, "outlet", place[0] + behind.end(), place[1]))
            continue
        fields.append(found(line, "author" if is_first or not is_outlet(part) else "outlet", *place))
    return fields


# "(first published in X on DATE)" behind outlet and date
_FIRST_ELSEWHERE = re.compile(
    r"\s*\((?=[^()]*\b(?:first|originally|initially|previously)\s+(?:published|printed|appeared))[^()]*\)\s*$",
    re.IGNORECASE,
)


def _dated(line: Line, known: Mapping[str, str]) -> list[Found] | None:
    if len(line.shown) > _LONGEST_DATED:
        return None
    aside = _FIRST_ELSEWHERE.search(line.shown)
    if aside is None:
        return _dated_parts(line, known, 0, len(line.shown))
    fields = _dated_parts(line, known, 0, aside.start())
    return None if fields is None else [*fields, *read_origin(line, aside.start())]


def _dated_parts(line: Line, known: Mapping[str, str], start: int, end: int) -> list[Found] | None:
    """Return the fields of a line that is a date and a few names; None if it is anything else."""
    shown = line.shown
    dates = list(find_dates(shown[start:end]))
    if not dates:
        return None
    names: list[Place] = []
    authors: list[Place] = []
    more: list[Found] = []
    for place in _parts_around(shown, start, end, dates, BARS_AND_COMMAS):
        by = _BY.match(shown, *place)
        low = by.end() if by else place[0]
        credited = _CONTRIBUTION.fullmatch(shown, *place)
        section = re.compile(r"in\s+").match(shown, *place)
        if credited or section:
            more.extend(read_contributors(line, *credited.span("names")) if credited else [])
            more.extend([found(line, "theme", section.end(), place[1])] if section else [])
            continue
        if _COUNT.fullmatch(shown, *place):
            continue
        if by and is_role(shown[low : place[1]]) and " " not in shown[low : place[1]]:  # "by admin"
            continue
        if not is_name(shown[low : place[1]]):
            return None
        if not is_role(shown[low : place[1]]):
            (authors if by else names).append((low, place[1]))
    date = found(line, "published", start + dates[0].start, start + dates[0].end, dates[0].edtf)
    if "published" in known:
        return _first_appearance(line, names, date, known)
    if _UPDATED.match(shown[start:end]) and len(dates) == 1:
        return []
    signed = [found(line, "author", *place) for place in authors]
    return [date, *signed, *_who(line, names, known, has_author=bool(authors)), *more]


def _first_appearance(line: Line, names: list[Place], date: Found, known: Mapping[str, str]) -> list[Found]:
    """Return the first appearance that a second dated line tells of; nothing if it only says when the text was changed."""
    if not names or "original_published" in known or date.value > known["published"]:
        return []
    return [
        found(line, "reprint", *names[0], value=""),
        found(line, "original_outlet", *names[0]),
        Found("original_published", date.value, date.extent),
    ]


def _who(line: Line, names: list[Place], known: Mapping[str, str], *, has_author: bool) -> Iterator[Found]:
    """Yield author and outlet of a dated line.

    A name that a comma parts from the date is the outlet; one that a bar parts from it is the outlet if it has a word
    of outlets in it, or if the author is known.
    """
    shown = line.shown
    signed = has_author or "author" in known
    places = [place for place in names if shown[slice(*place)].casefold() != known.get("author", "").casefold()]
    if not places or "outlet" in known:
        return
    if len(places) == 1 or signed:
        place = places[0]
        barred = not re.match(r"\s*,", shown[place[1] :])
        unsigned_person = barred and not signed and is_person(shown[slice(*place)])
        yield found(line, "author" if unsigned_person else "outlet", *place)
        return
    first, second = places[:2]
    if is_outlet(shown[slice(*first)]) and not is_outlet(shown[slice(*second)]):
        yield found(line, "outlet", *first)
        if is_person(shown[slice(*second)]) and not re.match(r"\s*,", shown[first[1] :]):
            yield found(line, "author", *second)
        return
    yield found(line, "author", *first)
    yield found(line, "outlet", *second)


def _parts_around(
    shown: str, start: int, end: int, dates: list[Printed], separator: re.Pattern[str]
) -> Iterator[Place]:
    """Yield the parts of shown[start:end] that are neither a date nor a word that belongs to one."""
    at = start
    stretches: list[Place] = []
    for date in dates:
        stretches.append((at, start + date.start))
        at = start + date.end
    stretches.append((at, end))
    for stretch in stretches:
        for low, high in cut_at(separator, shown, *stretch):
            for place in trimmed(shown, *_bare_of_date_words(shown, low, high), marks=",.;:|–—-/()[]"):
                if not _SHORT_WEEKDAY.fullmatch(shown, *place):
                    yield place


def _bare_of_date_words(shown: str, start: int, end: int) -> Place:
    """Return what is left of shown[start:end] when weekdays, clock times and words such as "published on" are cut off."""
    while start < end and (words := _AFTER_DATE.match(shown, start, end)):
        start = words.end()
    while start < end and (words := _BEFORE_DATE.search(shown[start:end])):
        end = start + words.start()
    return start, end
