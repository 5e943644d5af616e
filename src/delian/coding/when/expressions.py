"""Stage 9a: expressions of time in English words: where they stand and what they name, not yet counted."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from delian.model.text import Extent
from delian.plugins import read_list

_OF_DAY = re.compile(r"(?i)\b(?:noon|midnight|dawn)\b")
_LEAD_WINDOW = 40  # characters before an expression that may belong to it


@dataclass(frozen=True, slots=True)
class Expression:
    """Words that say a time, not yet counted.

    Attributes:
        place: Where they stand in the frozen text, with the preposition before them.
        kind: Which pattern they fit.
        parts: What the pattern caught, by name.
        lead: The preposition before them, lower case; empty if none.
    """

    place: Extent
    kind: str
    parts: Mapping[str, str]
    lead: str = ""

    @property
    def is_absolute(self) -> bool:
        """Whether they name a year of their own."""
        return bool(self.parts.get("year") or self.parts.get("iso")) or self.kind in {"decade", "century"}

    @property
    def counts_on(self) -> bool:
        """Whether they count from the time that the text is at, not from the document's day."""
        return self.kind == "said" or (self.kind == "count" and self.parts["way"].lower() != "ago")


def find_expressions(text: str, start: int, end: int) -> tuple[Expression, ...]:
    """Return the time expressions of text[start:end], in order and apart from each other; the longer pattern first."""
    found: list[Expression] = []
    if _hint().search(text, start, end):
        for one in _matches(text, start, end):
            if not any(one.place.overlaps(other.place) for other in found):
                found.append(one)
    return tuple(sorted(found, key=lambda one: one.place.start))


def _matches(text: str, start: int, end: int) -> Iterator[Expression]:
    for kind, pattern in _patterns():
        for match in pattern.finditer(text, start, end):
            lead = _lead().search(text, max(start, match.start() - _LEAD_WINDOW), match.start())
            if text.startswith(("'s", "’s"), match.end()):  # "for Monday's talks": it is the talks' time
                lead = None
            word = " ".join(lead["lead"].lower().split()) if lead and lead["lead"] else ""
            if word in {"before", "after"} and lead and lead["part"] and _OF_DAY.search(lead["part"]):
                word = ""  # "before midnight on 3 March" is that day
            parts = {name: words for name, words in match.groupdict().items() if words}
            if _means_time(kind, parts, word, bool(lead and lead["part"]), text, match):
                begin = lead.start() if lead else match.start()
                yield Expression(Extent(begin, match.end()), kind, parts, word)


def _means_time(kind: str, parts: Mapping[str, str], lead: str, part: bool, text: str, match: re.Match[str]) -> bool:  # noqa: FBT001 - what was seen before it
    """Say whether words that fit a pattern are a time here, not a name or a number."""
    before, after = text[: match.start()][-2:], text[match.end() :][:20]
    if kind == "month":
        named = parts["month"].lower() in read_list("times")["also_names"] and re.match(r"\s+[A-Z]", after)
        return (bool(lead) and not (named and lead not in {"in", "since", "during", "until"})) or part
    if kind == "year":
        counted = re.match(r"\s+(?:[a-z]+s|men|people|troops|women|children)\b|\s*%|\s+per\b", after)
        owned = re.search(
            r"(?:\bthe|\bits|\btheir|\bhis|\bher|[’']s)\s$", text[max(match.start() - 8, 0) : match.start()]
        )
        return not (counted and not (lead or owned)) and before[-1:] not in {"$", "€", "£", "."}
    return True


@cache
def _hint() -> re.Pattern[str]:
    """What a sentence with a time in it has at least."""
    words = read_list("times")
    days = "|".join(day.capitalize() for day in words["weekdays"])
    return re.compile(
        rf"\d{{4}}|\d0s|\b(?:{_month_names()}|{days})\b|\b(?:BC|BCE|AD|CE)\b"
        r"|(?i:\b(?:yesterday|today|tonight|tomorrow|ago|earlier|later|before|after|last|next|this|that|same|following|"
        r"previous|preceding|then|century|at the time)\b)"
    )


@cache
def _lead() -> re.Pattern[str]:
    leads = "|".join(sorted(read_list("times")["leads"], key=len, reverse=True))
    parts = "|".join(read_list("times")["parts"])
    return re.compile(
        rf"(?i:(?:\b(?P<lead>{leads})\s+)?"
        rf"(?:\b(?P<part>(?:the\s+)?(?:very\s+)?(?:{parts})(?:\s+(?:in|of|on)(?:\s+the)?\s+|[-\s]))|\bthe\s+)?)$"
    )


@cache
def _month_names() -> str:
    names = [name for names in read_list("languages")["en"]["months"] for name in names]
    full = [name.capitalize() for name in names if len(name) > 4 or name in {"may", "june", "july"}]  # noqa: PLR2004 - shorter ones are cut
    cut = [name.capitalize() + r"\b\.?" for name in names if name.capitalize() not in full]
    return "|".join((*full, *cut))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns with what they are, the more telling first."""
    words = read_list("times")
    month, other_month = (rf"(?P<{name}>{_month_names()})" for name in ("month", "month2"))
    day, other_day = (rf"(?P<{name}>\d{{1,2}})(?:st|nd|rd|th)?" for name in ("day", "day2"))
    year = r"(?:,?\s+(?P<year>\d{4})\b(?!\s*(?:BC|%)))?"
    dash = r"\s*(?:[–—-]|\bto\b|\band\b|\b(?:until|till)\b)\s*"
    weekday = rf"(?P<weekday>{'|'.join(name.capitalize() for name in words['weekdays'])})"
    season = rf"(?P<season>{'|'.join(name for names in words['seasons'] for name in names)})"
    count = rf"(?P<count>\d{{1,3}}|{'|'.join(words['numbers'])}|a\s+couple\s+of)"
    about = "|".join((*words["about"], *words["beyond"]))
    unit = r"(?P<unit>day|night|week|month|year|decade|centur(?:y|ie))s?"
    of_day = r"(?:\s+(?:morning|afternoon|evening|night))?"
    era = r"\s*(?:B\.C\.(?:E\.)?|BCE?)(?!\w)"
    texts = (
        ("days", rf"(?<![\d.])\b{day}{dash}{other_day}\s+(?:of\s+)?{month}\b{year}"),
        ("days", rf"\b{month}\s+{day}{dash}{other_day}\b(?!\s+(?:{_month_names()})){year}"),
        ("days", rf"\b{day}\s+{month}{year}{dash}{other_day}\s+{other_month}\b(?:,?\s+(?P<year2>\d{{4}}))?"),
        ("days", rf"\b{month}\s+{day}{dash}{other_month}\s+{other_day}\b(?:,?\s+(?P<year>\d{{4}})\b)?"),
        ("day", rf"(?<![\d.])\b(?:the\s+)?{day}\s+(?:of\s+)?{month}\b{year}"),
        ("day", rf"\b{month}\s+(?:the\s+)?{day}\b(?!\s*[:%]\d?|[.,]\d|,\d){year}"),
        ("day", r"\b(?P<iso>\d{4}-\d{2}-\d{2})\b"),
        ("months", rf"\b{month}(?:\s+(?P<year2>\d{{4}}))?{dash}{other_month}(?:,?\s+(?:of\s+)?(?P<year>\d{{4}})\b)?"),
        (
            "month",
            rf"\b{month}\s+(?:of\s+)?(?P<whose>(?i:this|last|next|that|the\s+(?:same|following|previous|next)))\s+year\b",
        ),
        ("month", rf"\b{month},?\s+(?:of\s+)?(?P<year>\d{{4}})\b"),
        ("years", rf"(?<![\w.,$-])(?P<year>\d{{1,4}}){dash}(?P<until>\d{{1,4}})(?P<era>{era})"),
        ("year", rf"(?<![\w.,$-])(?P<year>\d{{1,4}})(?P<era>{era})"),
        ("year", r"\b(?:AD|A\.D\.)\s+(?P<year>\d{1,4})\b|(?<![\w.,$-])(?P<year_>\d{1,4})\s+CE\b"),
        ("season", rf"(?i:\b{season})\s+(?:(?i:of)\s+)?(?P<year>\d{{4}})\b"),
        ("season", rf"(?i:\b{season}\s+of\s+(?P<whose>this|last|that)\s+year\b)"),
        ("decade", r"\b(?P<decade>\d{3})0s\b"),
        (
            "century",
            rf"(?i:\b(?:(?P<number>\d{{1,2}})(?:st|nd|rd|th)|(?P<word>{'|'.join(words['centuries'])}))[- ]centur(?:y|ies)\b(?P<bc>{era})?)",
        ),
        ("years", rf"(?<![\w.,$/-])(?P<year>1\d{{3}}|20\d\d){dash}(?P<until>\d{{4}}|\d\d)\b(?!-)"),
        (
            "count",
            rf"(?i:\b(?:(?P<about>{about})\s+)?{count}\s+{unit}\s+(?P<way>ago|earlier|later|afterwards?|previously)\b)",
        ),
        ("count", rf"(?i:\b{count}\s+{unit}\s+(?P<way>before|after)\b(?=\s*(?:[.,;:)]|$)))"),
        ("ahead", rf"(?i:\bin\s+{count}\s+{unit}(?:[’']\s+time)?\b(?=\s*(?:[.,;:)]|$|[’'])))"),
        (
            "near",
            r"(?i:\b(?P<word>the\s+day\s+before\s+yesterday|yesterday|today|tonight|tomorrow|last\s+night|this\s+(?:morning|afternoon|evening)))\b",
        ),
        (
            "near",
            rf"(?i:(?<!\bthe\s)\b(?P<which>last|this|next|past|coming)\s+(?P<unit>week|weekend|month|year|decade|century|{season}))\b",
        ),
        (
            "said",
            r"(?i:\b(?:the\s+)?(?P<step>next|following|same|previous|preceding)\s+(?P<unit>day|night|morning|evening|afternoon|week|month|year|decade|spring|summer|autumn|winter))\b",
        ),
        (
            "said",
            r"(?i:\b(?P<step>that)\s+(?:same\s+)?(?P<unit>day|night|morning|evening|afternoon|week|month|year|decade|spring|summer|autumn|winter))\b(?!\s+(?:[a-z]+ed|is|was|has|will)\b)",
        ),
        (
            "said",
            r"(?i:\bthe\s+(?P<unit>day|night|week|month|year)\s+(?P<step>before|after)\b(?=\s*(?:[.,;:)]|$|(?:by|in|at|and|but|with)\b)))",
        ),
        ("said", r"(?i:\b(?P<step>at)\s+(?:the|that)\s+time\b(?!\s+(?:of|when|that)))"),
        ("said", r"(?i:(?<=since\s)(?P<step>then)\b|(?<=by\s)(?P<step_>then)\b|(?<=until\s)(?P<step__>then)\b)"),
        ("weekday", rf"(?:(?i:(?P<which>last|next|this|that|the\s+following))\s+)?\b{weekday}s?(?<!s){of_day}\b"),
        ("near", rf"\b(?P<which>(?i:last|this|next))\s+{month}\b(?!\s+\d)"),
        ("year", r"(?<![\w.,$€£/–-])(?P<year>1\d{3}|20\d\d)(?![\w/%–-]|[.,]\d)"),
        ("month", rf"\b{month}\b(?!\s+\d)"),
    )
    return tuple((kind, re.compile(pattern)) for kind, pattern in texts)
