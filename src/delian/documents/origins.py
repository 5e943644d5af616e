"""Notices of where a text appeared first."""

import re
from collections.abc import Iterator

from delian.documents.dates import find_dates, read_date
from delian.documents.found import Found, found
from delian.documents.lines import Line
from delian.documents.names import is_name, trimmed

_SELF = (
    r"(?:this|the)\s+(?:[\w’'-]+\s+){0,2}?(?:article|story|piece|post|text|essay|report|column|analysis|interview|translation"
    r"|item|commentary|version|speech|paper|chapter|work|dispatch|op-ed)"
)
_NOTICE = re.compile(
    rf"""[\s(\[*_–—-]*(?:note:\s*)?(?:
    (?:(?:an?\s+(?:[\w-]+\s+){{0,3}}version\s+of\s+)?{_SELF}\s+|it\s+)?(?:has\s+|had\s+)?(?:was\s+|is\s+|been\s+|were\s+)?(?:also\s+)?
        (?:originally|first|initially|previously)\s+(?:been\s+)?(?:published|printed|posted|released|appeared|ran|run|issued|broadcast|aired)
    |(?:{_SELF}\s+)?(?:was\s+|is\s+|has\s+been\s+)?(?:re-?printed|re-?published|cross-?posted|re-?posted|adapted|excerpted)
        (?=\s+(?:here\s+)?(?:from|with|by|courtesy)\b)
    |the\s+original\s+source\s+(?:of|for)\s+{_SELF}\s+is
    |(?:original\s+(?:source|article|publication|text|link)|originally\s+from)\s*:
    |zuerst\s+(?:erschienen|veröffentlicht)
    |(?:publié|paru)\s+(?:initialement|d[’']abord|à\s+l[’']origine)
    |publicado\s+(?:originalmente|originariamente|primero)
    |(?:نُ?شر|ن?شرت)\s+(?:هذا\s+المقال\s+|هذه\s+المقالة\s+)?(?:أولا|أولاً|أصلا|لأول\s+مرة)
    )\s*:?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_TOWARDS = re.compile(
    r"\s*(?:here\s+)?(?:with\s+(?:the\s+)?(?:kind\s+)?permission\s+(?:of|from)|courtesy\s+of|(?:on|in|at|by)\s+the\s+(?:website|web\s?site|blog|pages|site)\s+of|"
    r"in|on|by|at|with|from|as|under|dans|par|sur|bei|im|en|por|في|على)\s+",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,;(–—-]*\b(?:on|in|of|dated|am|le|el|il|del)?[\s,;(–—-]*$", re.IGNORECASE)
_TITLE_THERE = re.compile(r"\s+(?:under the (?:title|headline)|as)\s+.*$|\s*[“\"«].*$", re.IGNORECASE | re.DOTALL)
_MONTHLESS = re.compile(r"(?<![\d/-])(?:1[5-9]|20)\d\d(?![\d/-])")
_SENTENCE = re.compile(r"[.!?]\s+(?=(?:An?|This|The|It)\s)")
_LONGEST = 400  # characters; a longer paragraph is prose that happens to begin so


def read_origin(line: Line, at: int = 0) -> list[Found]:
    """Return where and when `line`, from `at` on a notice of first publication, says that the text appeared first."""
    shown = line.shown
    if len(shown) > _LONGEST:
        return []
    # A note in italics may say it behind something else, such as who the author is.
    starts = [at, *(match.end() for match in _SENTENCE.finditer(shown) if line.emphasised)]
    notice = next((found_there for begin in starts if (found_there := _NOTICE.match(shown, begin))), None)
    if notice is None:
        return []
    start = notice.end()
    first_sentence = re.search(r"(?<=[^\s.]{3})\.(?:\s|$)", shown[start:])
    end = start + first_sentence.start() if first_sentence else len(shown)
    fields = [found(line, "reprint", *notice.span(), value="")]
    when = _date(shown, start, end)
    if when:
        fields.append(found(line, "original_published", when[0], when[1], when[2]))
    stretches = [(start, when[0]), (when[1], end)] if when else [(start, end)]
    for low, high in stretches:
        outlet = next(_outlet(shown, low, high), None)
        if outlet:
            fields.append(found(line, "original_outlet", *outlet))
            break
    return fields


def _date(shown: str, start: int, end: int) -> tuple[int, int, str] | None:
    for date in find_dates(shown[start:end]):
        return start + date.start, start + date.end, date.edtf
    year = _MONTHLESS.search(shown, start, end)
    edtf = read_date(year.group()) if year else None
    return (*year.span(), edtf) if year and edtf else None


def _outlet(shown: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where the outlet's name stands in shown[start:end], if one does."""
    towards = _TOWARDS.match(shown, start, end)
    start = towards.end() if towards else start
    there = _TITLE_THERE.search(shown, start, end)
    end = there.start() if there and there.end() == end else end
    trailing = _TRAILING.search(shown, start, end)
    end = trailing.start() if trailing else end
    for low, high in trimmed(shown, start, end, marks=".,;:()[]–—-*_"):
        if is_name(shown[low:high]):
            yield low, high
