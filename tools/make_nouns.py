"""Makes `src/delian/vocabulary/nouns.tsv`: common nouns whose first sense in WordNet is a person, a group or a place.

Run: python tools/make_nouns.py /usr/share/wordnet  (Debian package wordnet-base)
"""

import sys
from collections.abc import Iterator
from pathlib import Path

KINDS = {14: "group", 15: "place", 18: "person"}  # lexicographer files noun.group, noun.location, noun.person
TARGET = Path(__file__).parents[1] / "src" / "delian" / "vocabulary" / "nouns.tsv"
NOTICE = """\
# Common nouns that can name an actor, with what they name. Derived by tools/make_nouns.py from WordNet 3.0, first senses only.
# WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved. The name of Princeton University may not be used in
# advertising or publicity pertaining to distribution of this software or database; provided "as is", without warranty.
# https://wordnet.princeton.edu/license-and-commercial-use
"""


def synsets(folder: Path) -> dict[str, int]:
    """Return the lexicographer file of each noun synset by its offset."""
    lines = (folder / "data.noun").read_text("utf-8").splitlines()
    fields = (line.split(" ", 2) for line in lines if not line.startswith(" "))
    return {offset: int(file) for offset, file, _ in fields}


def first_senses(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield each single-word noun with the offset of its most frequent sense."""
    for line in (folder / "index.noun").read_text("utf-8").splitlines():
        if line.startswith(" "):
            continue
        word, _, senses, pointers, *rest = line.split()
        if word.isalpha() or word.replace("-", "").isalpha():
            yield word, rest[int(pointers) + 2]
            assert int(senses) >= 1


def main() -> None:
    """Write the table."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet")
    files = synsets(folder)
    rows = sorted((word, KINDS[files[offset]]) for word, offset in first_senses(folder) if files[offset] in KINDS)
    TARGET.write_text(NOTICE + "".join(f"{word}\t{kind}\n" for word, kind in rows), "utf-8")


if __name__ == "__main__":
    main()
