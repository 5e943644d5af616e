"""Stage 9b: what an expression of time says, counted from the document's day and from the time that the text is at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from delian.coding.when.expressions import Expression
from delian.coding.when.stretches import (
    Stretch,
    Unit,
    a_century,
    a_day,
    a_decade,
    a_month,
    a_season,
    a_week,
    a_year,
    between,
    is_day_of,
    moved,
    unit_of,
)
from delian.model.when import Day, When
from delian.plugins import read_list

Tense = Literal["past", "present", "future", "perfect", "pluperfect", "none"]

_MONTHS_IN_YEAR = 12
_HALF_YEAR = 6  # months
_SOON = 21  # days ahead that a date without year and tense may be


@dataclass(frozen=True, slots=True)
class Setting:
    """What a relative expression is counted from.

    Attributes:
        anchor: The document's day; None if it has none.
        frame: The time that the text is at; None if it has not named one.
        tense: Tense of the verb that the expression belongs to.
    """

    anchor: Day | None
    frame: Stretch | None = None
    tense: Tense = "none"

    @property
    def year(self) -> int | None:
        """The year that a day or month without one belongs to, if the text has set one apart from the document's."""
        if self.frame is None or self.frame.unit in {"decade", "century"}:
            return None
        year = self.frame.first.year
        return year if self.anchor is None or year != self.anchor.year else None


def read_time(expression: Expression, setting: Setting) -> tuple[Stretch, When] | None:
    """Return the stretch that `expression` names and the time it says with its preposition; None if it cannot be counted."""
    try:
        named = _READERS[expression.kind](expression.parts, _in_tense(setting, expression.lead))
        lead = "by" if _beyond(expression) else expression.lead
        return None if named is None else (named, _bounded(named, lead, setting))
    except ValueError:  # no such day
        return None


def _in_tense(setting: Setting, lead: str) -> Setting:
    """Return the setting; "by" and "until" look ahead unless a past verb looks back, and "for" always does."""
    ahead = lead == "for" or (lead in {"by", "until", "till"} and setting.tense in {"present", "none"})
    return Setting(setting.anchor, setting.frame, "future") if ahead else setting


def _bounded(named: Stretch, lead: str, setting: Setting) -> When:
    words = read_list("times")
    if lead in words["open"] and "/" not in named.edtf:
        still = setting.tense == "perfect" and setting.anchor and named.first < setting.anchor
        return When.read(f"{named.edtf}/{setting.anchor if still else '..'}")
    if lead in words["close"] and "/" not in named.edtf:
        return When.read(f"../{named.edtf}", "throughout")
    return When.read(named.edtf, words["means"].get(lead, "during"))


def _beyond(expression: Expression) -> bool:
    """Say whether the time lies beyond the one counted: "more than twenty years ago"."""
    about = " ".join(expression.parts.get("about", "").lower().split())
    return about in read_list("times")["beyond"] and expression.parts["way"].lower() in {"ago", "earlier", "previously"}


def _month_number(name: str) -> int:
    months = read_list("languages")["en"]["months"]
    return next(n for n, names in enumerate(months, 1) if name.lower().rstrip(".")[:3] == names[0][:3])


def _year_of(parts: Mapping[str, str], setting: Setting, month: int, day: int = 1) -> int | None:
    """Return the year of a month or day: its own, the one that the text is in, else the nearest that its tense allows."""
    if parts.get("year"):
        return int(parts["year"])
    if whose := parts.get("whose"):
        return _whose_year(whose.lower(), setting)
    if setting.year is not None and setting.frame is not None:
        later = setting.frame.unit == "day" and month < setting.frame.first.month and setting.tense != "pluperfect"
        return setting.year + later
    anchor = setting.anchor
    if anchor is None:
        return None
    ahead = (month, day) > (anchor.month, anchor.day)
    if setting.tense == "future":
        return anchor.year if (month, day) >= (anchor.month, anchor.day if "day" in parts else 1) else anchor.year + 1
    if setting.tense == "present":  # "until the council leaves on 20 January": whichever is nearer
        months = month - anchor.month
        return anchor.year + (months < -_HALF_YEAR) - (months > _HALF_YEAR)
    soon = setting.tense == "none" and (month - anchor.month) * 30 + day - anchor.day <= _SOON
    return anchor.year - 1 if ahead and not soon else anchor.year


def _whose_year(whose: str, setting: Setting) -> int | None:
    base = setting.anchor if whose in {"this", "last", "next"} else setting.frame and setting.frame.first
    step = {"last": -1, "next": 1}.get(
        whose, {"following": 1, "next": 1, "previous": -1}.get(whose.rsplit(maxsplit=1)[-1], 0)
    )
    return base.year + step if base else None


def _day(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    if parts.get("iso"):
        return a_day(Day.read(parts["iso"]))
    month, day = _month_number(parts["month"]), int(parts["day"])
    year = _year_of(parts, setting, month, day)
    return a_day(Day(year, month, day)) if year is not None and is_day_of(year, month, day) else None


def _days(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    last_month = parts.get("month2") or parts["month"]
    last_year = parts.get("year2") or parts.get("year")
    ends = {"month": last_month, "day": parts["day2"], **({"year": last_year} if last_year else {})}
    last = _day(ends, setting)
    if last is None:
        return None
    first = Day(int(parts.get("year") or last.first.year), _month_number(parts["month"]), int(parts["day"]))
    return between(a_day(first), last)


def _month(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    month = _month_number(parts["month"])
    year = _year_of(parts, setting, month)
    return None if year is None else a_month(year, month)


def _months(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    first, last = _month_number(parts["month"]), _month_number(parts["month2"])
    year = _year_of(parts, setting, last)
    if year is None:
        return None
    begun = int(parts["year2"]) if "year2" in parts else year - (first > last)
    return between(a_month(begun, first), a_month(year, last))


def _season(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    year = _year_of(parts, setting, 1)
    return None if year is None else a_season(year, _season_code(parts["season"]))


def _season_code(name: str) -> int:
    return 21 + next(n for n, names in enumerate(read_list("times")["seasons"]) if name.lower() in names)


def _year(parts: Mapping[str, str], _: Setting) -> Stretch:
    year = int(parts.get("year") or parts["year_"])
    return a_year(1 - year if parts.get("era") else year)


def _years(parts: Mapping[str, str], _: Setting) -> Stretch | None:
    first, last = parts["year"], parts["until"]
    if parts.get("era"):
        return between(a_year(1 - int(first)), a_year(1 - int(last)))
    return between(a_year(int(first)), a_year(int(first[: 4 - len(last)] + last)))


def _decade(parts: Mapping[str, str], _: Setting) -> Stretch:
    return a_decade(int(parts["decade"]) * 10)


def _century(parts: Mapping[str, str], _: Setting) -> Stretch | None:
    number = int(parts["number"]) if "number" in parts else read_list("times")["centuries"][parts["word"].lower()]
    if parts.get("bc"):
        return between(a_year(1 - number * 100), a_year(-(number - 1) * 100))
    return a_century(number)


def _number(words: str) -> int:
    if words.isdigit():
        return int(words)
    return int(read_list("times")["numbers"].get(words.lower(), 2))  # a couple of


def _unit(word: str) -> Unit:
    units: dict[str, Unit] = {"week": "week", "month": "month", "year": "year", "decade": "decade"}
    return units.get(word.lower(), "century" if word.lower().startswith("centur") else "day")


def _count(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    way = parts["way"].lower()
    anchor = a_day(setting.anchor) if setting.anchor else None
    base = anchor if way == "ago" else setting.frame or (anchor if way in {"earlier", "previously"} else None)
    count = _number(parts["count"]) * (1 if way.startswith(("later", "after")) else -1)
    found = moved(base, count, _unit(parts["unit"])) if base else None
    if found and parts.get("about", "").lower() in read_list("times")["about"]:
        return Stretch(f"{found.edtf.rstrip('~')}~", found.unit)
    return found


def _ahead(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    if setting.anchor is None or setting.tense not in {"future", "present"}:
        return None
    return moved(a_day(setting.anchor), _number(parts["count"]), _unit(parts["unit"]))


def _near(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    anchor = setting.anchor
    if anchor is None:
        return None
    if word := parts.get("word"):
        steps = {"before": -2, "yesterday": -1, "tomorrow": 1, "last": -1}
        key = "before" if "before" in word.lower() else word.lower().split()[0]
        return a_day(anchor.plus(steps.get(key, 0)))
    step = {"last": -1, "past": -1, "next": 1, "coming": 1}.get(parts["which"].lower(), 0)
    if name := parts.get("month"):
        month = _month_number(name)
        year = anchor.year - (step < 0 and month >= anchor.month) + (step > 0 and month <= anchor.month)
        return a_month(year, month)
    if name := parts.get("season"):
        return _near_season(_season_code(name), step, anchor)
    if parts["unit"].lower() == "weekend":
        saturday = anchor.plus(5 - anchor.weekday + 7 * min(step, 0))
        return between(a_day(saturday), a_day(saturday.plus(1)))
    unit = _unit(parts["unit"])
    return moved(unit_of(anchor, unit), step, unit)


def _near_season(code: int, step: int, anchor: Day) -> Stretch:
    """Return this, the last or the next season of that name."""
    year, season = map(int, unit_of(anchor, "season").edtf.rsplit("-", 1))
    ahead = season < code
    if step < 0:
        return a_season(year - (ahead or season == code), code)
    return a_season(year + (step > 0 and not ahead), code)


def _said(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    """Count from the time that the text is at."""
    frame = setting.frame
    if frame is None:
        return None
    step = next(parts[name] for name in ("step", "step_", "step__") if name in parts).lower()
    if step in {"at", "then"}:
        return frame
    word = parts["unit"].lower()
    if word in {"spring", "summer", "autumn", "winter"}:
        return a_season(frame.first.year + {"next": 1, "following": 1}.get(step, 0), _season_code(word))
    unit = _unit(word)
    if unit == "day" and frame.unit != "day":
        return None
    base = a_week(frame.first) if unit == "week" and frame.unit == "day" else unit_of(frame.first, unit)
    return moved(
        base, {"next": 1, "following": 1, "after": 1, "previous": -1, "preceding": -1, "before": -1}.get(step, 0), unit
    )


def _weekday(parts: Mapping[str, str], setting: Setting) -> Stretch | None:
    wanted = read_list("times")["weekdays"].index(parts["weekday"].lower())
    which = parts.get("which", "").lower()
    if which.split()[-1:] in (["following"], ["that"]):
        base = setting.frame.first if setting.frame and setting.frame.unit == "day" else None
        return a_day(base.plus((wanted - base.weekday - 1) % 7 + 1)) if base else None
    anchor = setting.anchor
    if anchor is None or (setting.year is not None and setting.frame is not None):
        return None
    if which == "next" or (setting.tense == "future" and which != "last"):
        return a_day(anchor.plus((wanted - anchor.weekday - 1) % 7 + 1))
    back = (anchor.weekday - wanted) % 7
    return a_day(anchor.plus(-(back or (7 if which == "last" else 0))))


_READERS: Mapping[str, Callable[[Mapping[str, str], Setting], Stretch | None]] = {
    "day": _day,
    "days": _days,
    "month": _month,
    "months": _months,
    "season": _season,
    "year": _year,
    "years": _years,
    "decade": _decade,
    "century": _century,
    "count": _count,
    "ahead": _ahead,
    "near": _near,
    "said": _said,
    "weekday": _weekday,
}
