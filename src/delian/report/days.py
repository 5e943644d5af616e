"""Days as people read them: "28 Dec 2019", "from 2014 to 2 Jan 2020", as precise as the text and no more."""

import re

from delian.model.claim import Claim

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE = re.compile(r"(?<![\d-])(-?\d{4,})-(\d{2})(?:-(\d{2}))?(?![\d-])")
_YEAR_BC = re.compile(r"(?<![\w.,–-])-(0\d{3})(~?)(?![\d.-])")  # amounts have no leading 0
_BOTH_BC = re.compile(r"(\d+) BC – (\d+) BC")
_INTERVAL = re.compile(r"(?:throughout )?(\.\.|-?\d{4,}(?:-\d{2}){0,2})/(\.\.|-?\d{4,}(?:-\d{2}){0,2})")


def in_words(edtf: str) -> str:
    """Return an EDTF date or interval, or a phrase that holds some, in plain words.

    >>> in_words("2019-12-28"), in_words("throughout 2014/2020-01-02"), in_words("../2014")
    ('28 Dec 2019', '2014 – 2 Jan 2020', 'up to 2014')

    Years before our era, which EDTF counts as astronomers do, are written as historians do:

    >>> in_words("-0477/-0411"), in_words("-0469~"), in_words("-0428-06-01")
    ('478 – 412 BC', 'about 470 BC', '1 Jun 429 BC')
    """
    told = _YEAR_BC.sub(_year_bc, _DATE.sub(_date, _INTERVAL.sub(_interval, edtf)))
    return _BOTH_BC.sub(r"\1 – \2 BC", told)


def _date(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    if not 1 <= int(month) <= len(_MONTHS):
        return match.group()  # EDTF seasons and the like stay as they are
    told = year if int(year) > 0 else f"{1 - int(year)} BC"
    return " ".join(part for part in (day and str(int(day)), _MONTHS[int(month) - 1], told) if part)


def _year_bc(match: re.Match[str]) -> str:
    year, about = match.groups()
    return f"{'about ' if about else ''}{int(year) + 1} BC"


def _interval(match: re.Match[str]) -> str:
    first, last = match.groups()
    if first == "..":
        return f"up to {last}"
    return f"from {first}" if last == ".." else f"{first} – {last}"


def days(claim: Claim) -> str:
    """Return when a claim says it was, in words; empty if it does not say."""
    if claim.when is None:
        return ""
    means = "" if claim.when.means == "during" else f"{claim.when.means} "
    return in_words(f"{means}{claim.when.edtf}")
