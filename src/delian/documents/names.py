"""Names in metadata lines: what may be one, and whether it is a person's or an outlet's."""

import re
from collections.abc import Iterator

Place = tuple[int, int]

_MOST_WORDS = 8
_LONGEST_LINE = 250
_PERSON_WORDS = range(2, 5)
# Small words inside names of persons and outlets.
_INSIDE = frozenset(
    "al el ul ad as ash at bin ibn ben bint abu van von vom zu der den de del della di da do dos das du des la le les y e ter te st "
    "of and the for on in to & und et für of on".split()
)
_ONLY_INSIDE = frozenset(("and", "or", "to", "on", "in", "the", "of", "for"))
# Words that stand in names of outlets and seldom in names of persons.
_BODY = re.compile(
    r"\b(?:ministry|department|office|council|commission|committee|parliament|assembly|presidency|government|party|movement|union|league|"
    r"front|alliance|federation|congress|secretariat|embassy|court|army|command|authority|bureau|service|directorate)\b",
    re.IGNORECASE,
)
_OUTLET = re.compile(
    r"\b(?:the|times|news|newspaper|press|agency|journal|herald|tribune|gazette|ledger|observer|chronicle|review|institute|institution|research|"
    r"magazine|radio|television|tv|today|daily|weekly|monthly|service|services|bureau|cent(?:er|re)|foundation|guardian|mail|telegraph|wire|network|"
    r"media|report|reports|dispatch|courier|standard|monitor|bulletin|echo|globe|examiner|register|record|sentinel|mirror|independent|university|"
    r"council|affairs|policy|online|post|zeitung|presse|journal|revue|gazete|diario|periódico|il|le|der|die|das|el|la)\b|\.(?:com|org|net|info)\b|"
    r"صحيفة|جريدة|موقع|وكالة|شبكة|قناة|روزنامه|خبرگزاری|газета|агентство|новости",
    re.IGNORECASE,
)
_ROLE = re.compile(
    r"\b(?:correspondent|editor|writer|reporter|reporters|staff|analyst|columnist|contributor|contributors|journalist|chief|agencies|"
    r"special to|exclusive|professor|fellow|director|newsroom|desk|editorial board|admin)\b|^(?:in|for|at)\s",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\s*(?:,\s*(?:and|und|et)\s+|,|;|&|\s(?:and|und|et|with)\s|،)\s*", re.IGNORECASE)
BARS = re.compile(r"\s*[|•·¦]\s*|\s+[–—-]+\s+|\s*//\s*|\s{3,}|\t+")
BARS_AND_COMMAS = re.compile(rf"{BARS.pattern}|\s*[,،;]\s*")
_NOT_IN_NAMES = re.compile(r"[?!:;,،\"“”„«»<>=*{}\[\]|]|\d{3}")
_ABBREVIATED = re.compile(r"(?:\b\w|\b(?:Jr|Sr|St|Dr|Inc|Ltd|Co|Mr|Ms|Mrs))\.$")


def is_name(printed: str) -> bool:
    """Say whether `printed` may be the name of a person, an outlet or a place: few words, with capitals where the script has them."""
    words = printed.split()
    if not 1 <= len(words) <= _MOST_WORDS or _NOT_IN_NAMES.search(printed):
        return False
    if printed.endswith((".", "؟", "۔", ",")) and not _ABBREVIATED.search(printed):
        return False
    if words[-1].lower() in _ONLY_INSIDE or not any(_is_capital(word) for word in words):
        return False
    return all(_is_capital(word) or word.lower() in _INSIDE for word in words)


def _is_capital(word: str) -> bool:
    """Say whether a word begins like one of a name; in scripts without case every word may."""
    bare = word.lstrip("(‘’'ʿʾ`.-–")
    if "." in bare[1:-1] and bare.replace(".", "").replace("-", "").isalnum():  # example.org, J.R.
        return True
    first = bare[:1]
    if first.islower():  # al-Sadr, d'Estaing, eKathimerini
        return bool(re.search(r"[-'’]", bare[:4])) and any(letter.isupper() for letter in bare)
    return first.isalnum() or first == "&"


def is_outlet(printed: str) -> bool:
    """Say whether a name has a word of outlets in it, or is one abbreviation."""
    return _OUTLET.search(printed) is not None or (printed.isupper() and " " not in printed)


def is_body(printed: str) -> bool:
    """Say whether a name has a word of public bodies in it: then it can issue a text, as a ministry does."""
    return _BODY.search(printed) is not None


def is_person(printed: str) -> bool:
    """Say whether a name has the length of a person's and no word of outlets or of roles in it."""
    return len(printed.split()) in _PERSON_WORDS and not is_outlet(printed) and not is_role(printed)


def is_role(printed: str) -> bool:
    """Say whether `printed` says what somebody is, not who."""
    return _ROLE.search(printed) is not None


def names_on(printed: str) -> list[Place]:
    """Return where each name of a line stands that is nothing but names; an empty list if it is more than that."""
    if len(printed) > _LONGEST_LINE:
        return []
    places = list(cut_at(BARS_AND_COMMAS, printed))
    return places if all(is_name(printed[start:end]) for start, end in places) else []


def split_names(printed: str) -> list[Place]:
    """Return where each name of a list such as "Jane Doe, John Roe and Mary Poe" stands in it."""
    return list(cut_at(_BETWEEN, printed))


def cut_at(separator: re.Pattern[str], printed: str, start: int = 0, end: int | None = None) -> Iterator[Place]:
    """Yield where each part of printed[start:end] between separators stands, blanks at its ends left out."""
    end = len(printed) if end is None else end
    at = start
    for match in separator.finditer(printed, start, end):
        yield from trimmed(printed, at, match.start())
        at = match.end()
    yield from trimmed(printed, at, end)


def trimmed(printed: str, start: int, end: int, marks: str = "") -> Iterator[Place]:
    """Yield printed[start:end] without blanks and `marks` at its ends, if anything is left."""
    while start < end and (printed[start].isspace() or printed[start] in marks):
        start += 1
    while start < end and (printed[end - 1].isspace() or printed[end - 1] in marks):
        end -= 1
    if start < end:
        yield start, end
