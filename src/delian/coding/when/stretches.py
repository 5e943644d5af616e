"""Stretches of time as texts name them: a day, week, month, season, year, decade or century, and others counted from them."""

from dataclasses import dataclass
from typing import Literal

from delian.model.when import Day, edtf_bounds, month_length

Unit = Literal["day", "week", "month", "season", "year", "decade", "century"]

_MONTHS_IN_YEAR = 12
_DAYS_IN_WEEK = 7
_WINTER = 24


@dataclass(frozen=True, slots=True)
class Stretch:
    """A named stretch of time.

    Attributes:
        edtf: As it is written.
        unit: How long it is; a stretch of several of them has the unit of its ends.
    """

    edtf: str
    unit: Unit

    @property
    def first(self) -> Day:
        """Its first day."""
        start = edtf_bounds(self.edtf).start
        if start is None:
            msg = f"{self.edtf} has no first day"
            raise ValueError(msg)
        return start

    @property
    def last(self) -> Day:
        """Its last day."""
        end = edtf_bounds(self.edtf).end
        if end is None:
            msg = f"{self.edtf} has no last day"
            raise ValueError(msg)
        return end.plus(-1)


def a_day(day: Day) -> Stretch:
    """Return the stretch of one day."""
    return Stretch(str(day), "day")


def a_month(year: int, month: int) -> Stretch:
    """Return a month; months beyond the year's ends are counted on."""
    over, of_year = divmod(month - 1, _MONTHS_IN_YEAR)
    return Stretch(f"{written(year + over)}-{of_year + 1:02d}", "month")


def a_season(year: int, season: int) -> Stretch:
    """Return a season by its EDTF code, 21 for spring."""
    return Stretch(f"{written(year)}-{season}", "season")


def a_year(year: int) -> Stretch:
    """Return a year."""
    return Stretch(written(year), "year")


def a_decade(year: int) -> Stretch:
    """Return the decade that `year` is in."""
    return Stretch(f"{year // 10:03d}X", "decade")


def a_century(number: int) -> Stretch:
    """Return a century by its number: the 19th is the years 18XX."""
    return Stretch(f"{number - 1:02d}XX", "century")


def a_week(day: Day) -> Stretch:
    """Return the week from Monday to Sunday that `day` is in."""
    monday = day.plus(-day.weekday)
    return Stretch(f"{monday}/{monday.plus(_DAYS_IN_WEEK - 1)}", "week")


def written(year: int) -> str:
    """Return an astronomical year with four digits, as EDTF wants it."""
    return f"{'-' if year < 0 else ''}{abs(year):04d}"


def unit_of(day: Day, unit: Unit) -> Stretch:
    """Return the stretch of length `unit` that `day` is in."""
    match unit:
        case "day":
            return a_day(day)
        case "week":
            return a_week(day)
        case "month":
            return a_month(day.year, day.month)
        case "season":
            code = 21 + (day.month - 3) % _MONTHS_IN_YEAR // 3
            return a_season(day.year - (code == _WINTER and day.month < 3), code)  # noqa: PLR2004 - begins in December
        case "year":
            return a_year(day.year)
        case "decade":
            return a_decade(day.year)
        case "century":
            return a_century(day.year // 100 + 1)


def moved(base: Stretch, count: int, unit: Unit) -> Stretch | None:
    """Return the stretch `count` units after `base`; None where `base` is too coarse to count from.

    What is counted in weeks, months and years is as exact as its unit: two years after 3 May 1941 is the year 1943, and
    a day counted in weeks is approximate.

    >>> moved(Stretch("1941-05-03", "day"), 2, "year")
    Stretch(edtf='1943', unit='year')
    """
    day = base.first
    match unit:
        case "day" if base.unit == "day":
            return a_day(day.plus(count))
        case "week" if base.unit == "day":
            return Stretch(f"{day.plus(_DAYS_IN_WEEK * count)}~", "day")
        case "week" if base.unit == "week":
            return a_week(day.plus(_DAYS_IN_WEEK * count))
        case "month" if base.unit in {"day", "month"}:
            return a_month(day.year, day.month + count)
        case "year" if base.unit in {"day", "week", "month", "season", "year"}:
            return a_year(day.year + count)
        case "decade" if base.unit == "decade":
            return a_decade(day.year + 10 * count)
        case "decade" if base.unit in {"day", "month", "year"}:
            return Stretch(f"{written(day.year + 10 * count)}~", "year")
        case _:
            return None


def between(first: Stretch, last: Stretch) -> Stretch | None:
    """Return the stretch from the one to the other; None if they run backwards."""
    return Stretch(f"{first.edtf}/{last.edtf}", last.unit) if first.first < last.first else None


def is_day_of(year: int, month: int, day: int) -> bool:
    """Say whether the calendar has that day."""
    return 1 <= month <= _MONTHS_IN_YEAR and 1 <= day <= month_length(year, month)
