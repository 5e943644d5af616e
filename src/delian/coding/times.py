"""Stage 9: when: dates in words become EDTF, counted from the day of the document where they are relative."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from delian.model.text import Extent
from delian.model.when import Day, Means, When

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
_LEAD = (
    r"(?:(?P<lead>[Ss]ince|[Bb]y|[Bb]efore|[Aa]fter|[Uu]ntil|[Ff]rom|[Tt]hroughout|[Dd]uring|[Ii]n|[Oo]n)\s+)?"
    r"(?P<part>(?:the\s+)?(?:early|late|mid)[- ])?"
)
_EXPRESSIONS = tuple(
    re.compile(_LEAD + pattern)
    for pattern in (
        r"(?P<day>\d{1,2})(?:st|nd|rd|th)?\s+(?:of\s+)?" + _MONTH + r"(?:,?\s+(?P<year>\d{4}))?\b",
        _MONTH + r"\s+(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:,?\s+(?P<year>\d{4}))?\b(?!\s*[:%])",
        r"(?P<iso>\d{4}-\d{2}-\d{2})\b",
        _MONTH + r"\s+(?:of\s+)?(?P<year>\d{4})\b",
        r"(?P<decade>\d{3})0s\b",
        (
            r"(?:the\s+(?:year|summer|autumn|spring|winter)\s+(?:of\s+)?)?(?P<year>(?:1[5-9]|20)\d{2})"
            r"(?:[–-](?P<until>\d{2,4}))?\b(?!\s*(?:men|troops|soldiers|people|fighters|seats))"
        ),
        (r"(?P<relative>yesterday|today|tonight|last (?:week|month|year|night)|this (?:week|month|year|morning))\b"),
        r"(?:last\s+)?(?P<weekday>Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)\b",
        _MONTH + r"\b(?!\s+\d)",
    )
)
_AROUND: dict[str, Means] = {
    "by": "by",
    "before": "before",
    "until": "before",
    "after": "after",
    "throughout": "throughout",
}
_YEAR = 365


@dataclass(frozen=True, slots=True)
class Timed:
    """A time expression.

    Attributes:
        place: Where it stands in the frozen text.
        when: What it says.
        open_ended: Whether it says since when something has been so.
    """

    place: Extent
    when: When
    open_ended: bool = False


def find_times(text: str, start: int, end: int, anchor: Day | None) -> tuple[Timed, ...]:
    """Return the time expressions of text[start:end], in order.

    Args:
        text: The frozen text.
        start: First code point to look at.
        end: Code point after the last.
        anchor: Day that relative expressions count from; without it they say nothing.
    """
    found: list[Timed] = []
    for one in _matches(text, start, end, anchor):
        if not any(one.place.overlaps(other.place) for other in found):
            found.append(one)
    return tuple(sorted(found, key=lambda one: one.place.start))


def _matches(text: str, start: int, end: int, anchor: Day | None) -> Iterator[Timed]:
    for pattern in _EXPRESSIONS:
        for match in pattern.finditer(text, start, end):
            edtf = _edtf(match, anchor)
            if edtf is None:
                continue
            lead = (match["lead"] or "").lower()
            since = lead in {"since", "from"}
            try:
                when = When.read(f"{edtf}/.." if since and "/" not in edtf else edtf, _AROUND.get(lead, "during"))
            except ValueError:
                continue
            yield Timed(Extent(match.start(), match.end()), when, since)


def _edtf(match: re.Match[str], anchor: Day | None) -> str | None:
    groups = match.groupdict()
    if groups.get("iso"):
        return groups["iso"]
    if groups.get("decade"):
        return f"{groups['decade']}X"
    if groups.get("relative") or groups.get("weekday"):
        return _relative(groups, anchor)
    year = int(groups["year"]) if groups.get("year") else None
    month = _month_number(groups["month"]) if groups.get("month") else None
    if month is None:
        return _years(year, groups.get("until")) if year else None
    day = int(groups["day"]) if groups.get("day") else None
    if year is None:
        year = _nearest_year(month, day or 1, anchor)
    if year is None or (day is not None and not 1 <= day <= 31):  # noqa: PLR2004 - days of a month
        return None
    return f"{year:04d}-{month:02d}" + (f"-{day:02d}" if day else "")


def _years(year: int, until: str | None) -> str:
    if until is None:
        return f"{year:04d}"
    last = until if len(until) == 4 else f"{year:04d}"[: 4 - len(until)] + until  # noqa: PLR2004 - a full year
    return f"{year:04d}/{last}" if int(last) > year else f"{year:04d}"


def _month_number(name: str) -> int:
    return next(n for n, month in enumerate(_MONTHS, 1) if month.startswith(name.lower().rstrip(".")[:3]))


def _nearest_year(month: int, day: int, anchor: Day | None) -> int | None:
    """Return the year that puts a day without one closest before the document, or little after it."""
    if anchor is None:
        return None
    ahead = (month, day) > (anchor.month, anchor.day)
    soon = (month - anchor.month) * 30 + day - anchor.day <= 21  # noqa: PLR2004 - three weeks ahead is a plan
    return anchor.year - 1 if ahead and not soon else anchor.year


def _relative(groups: dict[str, str | None], anchor: Day | None) -> str | None:
    if anchor is None:
        return None
    if weekday := groups.get("weekday"):
        back = (_weekday(anchor) - _WEEKDAYS.index(weekday.lower())) % 7
        return str(_shift(anchor, -back))
    words = groups["relative"] or ""
    match words.split():
        case ["yesterday"] | ["last", "night"]:
            return str(_shift(anchor, -1))
        case ["today"] | ["tonight"] | ["this", "morning"]:
            return str(anchor)
        case ["last" | "this" as which, "week"]:
            monday = _shift(anchor, -_weekday(anchor) - (7 if which == "last" else 0))
            return f"{monday}/{_shift(monday, 6)}"
        case ["last" | "this" as which, "month"]:
            month = anchor.month - (which == "last")
            return f"{anchor.year if month else anchor.year - 1:04d}-{month or 12:02d}"
        case ["last" | "this" as which, "year"]:
            return f"{anchor.year - (which == 'last'):04d}"
        case _:
            return None


def _weekday(day: Day) -> int:
    return (day.ordinal + 3) % 7  # 1970-01-01 was a Thursday


def _shift(day: Day, by: int) -> Day:
    """Return the day `by` days later (civil_from_days: H. Hinnant 2013, see `Day.ordinal`)."""
    shifted = day.ordinal + by + 719_468
    era, of_era = divmod(shifted, 146_097)
    of_cycle = (of_era - of_era // 1460 + of_era // 36_524 - of_era // 146_096) // _YEAR
    of_year = of_era - (_YEAR * of_cycle + of_cycle // 4 - of_cycle // 100)
    month = (5 * of_year + 2) // 153
    number = month + 3 if month < 10 else month - 9  # noqa: PLR2004 - the count begins in March
    return Day(of_cycle + era * 400 + (number <= 2), number, of_year - (153 * month + 2) // 5 + 1)  # noqa: PLR2004 - as above


def pick(times: tuple[Timed, ...], clause: Extent, sentence: Extent) -> When | None:
    """Return the time of a clause: an expression inside it, else one before it that opens its sentence."""
    inside = [one for one in times if clause.start <= one.place.start and one.place.end <= clause.end]
    if inside:
        return inside[0].when
    opening = [one for one in times if one.place.start - sentence.start < 4 and one.place.end <= clause.start]  # noqa: PLR2004 - a mark or bracket
    return opening[0].when if opening else None
