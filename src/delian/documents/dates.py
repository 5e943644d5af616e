"""Dates as they are printed: where they stand, and what they say in EDTF."""

import re
import unicodedata
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from delian.model.when import Day
from delian.plugins import read_list

_EARLIEST_YEAR, _LATEST_YEAR = 1400, 2199  # of a publication
_SOLAR_YEARS = range(1200, 1500)
_MONTHS = 12
_LONGEST_ODD_DATE = 60  # characters
_UNSEEN = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")  # marks of writing direction and the like


@dataclass(frozen=True, slots=True)
class Printed:
    """A date as it is printed.

    Attributes:
        start: First character.
        end: Character after the last.
        edtf: What it says.
    """

    start: int
    end: int
    edtf: str


def find_dates(text: str) -> Iterator[Printed]:
    """Yield the dates that stand in `text`, in order; those that may mean two days are left out.

    >>> [one.edtf for one in find_dates("Jan. 3, 2020; 4 March 2011; 05/06/2011")]
    ['2020-01-03', '2011-03-04']
    """
    plain, places = _plain(text)
    for match in _pattern().finditer(plain):
        edtf = _edtf(match)
        if edtf:
            end = places[match.end() - 1] + 1
            while end < len(text) and unicodedata.combining(text[end]):
                end += 1
            yield Printed(places[match.start()], end, edtf)


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """Return `text` with marks put on their letters and without signs that are not seen, and where each character stands."""
    if text.isascii() or (not _UNSEEN.search(text) and unicodedata.is_normalized("NFC", text)):
        return text, range(len(text))
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        joined = unicodedata.normalize("NFC", letters[-1] + letter) if letters and unicodedata.combining(letter) else ""
        if len(joined) == 1:
            letters[-1] = joined
        elif not _UNSEEN.match(letter):
            letters.append(letter)
            places.append(place)
    return "".join(letters), places


def read_date(printed: str) -> str | None:
    """Return in EDTF what `printed`, known to be a date, says: at best a day, else a month or a year."""
    for found in find_dates(printed):
        return found.edtf
    bare = printed.strip().strip("().,;")
    if re.fullmatch(r"\d{4}", bare) and _EARLIEST_YEAR <= int(bare) <= _LATEST_YEAR:
        return f"{int(bare):04d}"
    if re.search(r"\d{4}", printed) and len(printed) <= _LONGEST_ODD_DATE and not _may_mean_two_days(printed):
        return _odd_date(printed)
    return None


def _may_mean_two_days(printed: str) -> bool:
    return re.search(r"\d{1,2}([/-])\d{1,2}\1\d{2,4}", printed) is not None


def _odd_date(printed: str) -> str | None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the library's own deprecations are nothing that a user can mend
        import dateparser  # noqa: PLC0415 - slow to load, seldom needed

        found = dateparser.parse(printed, settings={"STRICT_PARSING": True, "RETURN_AS_TIMEZONE_AWARE": False})
    return found.date().isoformat() if found and _EARLIEST_YEAR <= found.year <= _LATEST_YEAR else None


@cache
def _months(field: str) -> dict[str, int]:
    """Return the numbers of the months by their names, in all languages."""
    return {
        name: number
        for entry in read_list("languages").values()
        for number, names in enumerate(entry.get(field, ()), 1)
        for name in names
    }


@cache
def _pattern() -> re.Pattern[str]:
    def any_of(names: dict[str, int]) -> str:
        return "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))

    month = rf"(?:{any_of(_months('months') | _months('solar'))})"
    # In Arabic two names of one month, and "of the year"; in Persian "month" behind its name.
    joint = rf"(?:\s?/\s?{month})?(?:[\s\u200c]?ماه)?[\s\u00a0.,،]*(?:(?:de|del|of|do|da|عام|سنة|سال)\s+)?"
    return re.compile(
        rf"""(?:(?<![\w/-])|(?<=\bה-))(?:
        (?P<iso>\d{{4}}-\d{{2}}-\d{{2}})(?:T[\d:.]+(?:Z|[+-][\d:]+)?)?
        |(?P<big>\d{{4}})(?P<by>[/.])(?P<bigmonth>\d{{1,2}})(?P=by)(?P<bigday>\d{{1,2}})
        |(?:the\s+)?(?P<day>\d{{1,2}})(?:st|nd|rd|th|er|º|ª|-го)?{joint}(?P<month>{month})\b{joint}(?P<year>\d{{4}})
        |(?P<month2>{month})\b\.?\s+(?:the\s+)?(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year2>\d{{4}})
        |(?<!\d[ \u00a0])(?P<month3>{month})\b{joint}(?P<year3>\d{{4}})
        |(?P<first>\d{{1,2}})(?P<between>[./-])(?P<second>\d{{1,2}})(?P=between)(?P<year4>\d{{4}})
        )(?![\w/]|-\d)""",
        re.IGNORECASE | re.VERBOSE,
    )


def _edtf(match: re.Match[str]) -> str | None:
    if match["iso"]:
        return _day(*match["iso"].split("-"))
    if match["big"]:
        return _day(match["big"], match["bigmonth"], match["bigday"])
    if match["year4"]:
        return _short(match["first"], match["second"], match["year4"], match["between"])
    name = (match["month"] or match["month2"] or match["month3"]).lower()
    year = match["year"] or match["year2"] or match["year3"]
    day = match["day"] or match["day2"]
    number, solar = _months("months").get(name), _months("solar").get(name)
    if solar and int(year) in _SOLAR_YEARS:
        return _solar_day(int(year), solar, int(day)) if day else None
    if not number:
        return None
    if day:
        return _day(year, number, day)
    return f"{int(year):04d}-{number:02d}" if _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR else None


def _short(first: str, second: str, year: str, between: str) -> str | None:
    """Return the day of numbers alone; None if it may mean two days. With full stops the day always comes first."""
    one, two = int(first), int(second)
    if between == "." or one > _MONTHS or one == two:
        return _day(year, two, one)
    return _day(year, one, two) if two > _MONTHS else None


def _day(year: str | int, month: str | int, day: str | int) -> str | None:
    if int(year) in _SOLAR_YEARS:  # 1398/10/13
        return _solar_day(int(year), int(month), int(day))
    if not _EARLIEST_YEAR <= int(year) <= _LATEST_YEAR:
        return None
    try:
        return str(Day(int(year), int(month), int(day)))
    except ValueError:
        return None


def _solar_day(year: int, month: int, day: int) -> str | None:
    """Return the day of the Iranian calendar in the Gregorian one, by the cycle of 33 years (K. M. Heydari; good for 1178 to 1633)."""
    if not (1 <= month <= _MONTHS and 1 <= day <= (31 if month <= 6 else 30)):  # noqa: PLR2004 - six long months first
        return None
    before = (month - 1) * 31 if month <= 7 else (month - 7) * 30 + 186  # noqa: PLR2004 - as above
    shifted = year + 1595
    count = -355_668 + 365 * shifted + shifted // 33 * 8 + (shifted % 33 + 3) // 4 + day + before
    return date.fromordinal(count - 365).isoformat()
