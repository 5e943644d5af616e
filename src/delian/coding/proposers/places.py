"""Where a name stands in a text, as whole words; in a script without upper and lower case, also inside one."""

import re
from collections.abc import Iterator


def places(text: str, name: str, *, any_case: bool = False) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of each place where `name` stands in `text`, whatever blanks are between its words.

    >>> list(places("Oslo, the Oslofjord", "Oslo")), list(places("挪威袭击了瑞典", "瑞典"))
    ([(0, 4)], [(5, 7)])
    """
    words = r"\s+".join(map(re.escape, name.split()))
    if not words:
        return
    if name.lower() != name.upper():
        words = rf"(?<!\w){words}(?!\w)"
    for match in re.finditer(words, text, re.IGNORECASE if any_case else 0):
        yield match.span()
