"""Reader: how the bytes of one kind of file become a frozen text."""

from collections.abc import Callable
from dataclasses import dataclass

from delian.model.problem import Problem


@dataclass(frozen=True, slots=True)
class Stated:
    """What a file says of its text beside the text, such as the head of a web page; None or empty where it says nothing.

    Attributes:
        title: Headline.
        authors: Who signed it.
        outlet: Name of the site or publisher.
        published: EDTF date.
        url: The address that the page calls its own.
        language: ISO 639 code.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    outlet: str | None = None
    published: str | None = None
    url: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader got out of the bytes of a file.

    Attributes:
        text: The text that is frozen.
        problems: What was guessed or left out on the way.
        stated: What the file says of the text beside it.
    """

    text: str
    problems: tuple[Problem, ...] = ()
    stated: Stated = Stated()


class NotThisKind(Exception):
    """The bytes are not what the reader reads; says what they look like, and how to mend it.

    Attributes:
        says: What is wrong, to stand after the file's name.
        fix: How to mend it.
    """

    def __init__(self, says: str, fix: str) -> None:
        """Keep both halves for the one who knows the file's name."""
        super().__init__(says)
        self.says = says
        self.fix = fix


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of file that Delian reads.

    Attributes:
        title: What it reads, in words.
        suffixes: Endings of its files, in lower case, with the dot.
        of: Bytes to text; raises `NotThisKind` where they are something else.
        version: Goes up when the same bytes give another text.
        tool: Distribution that makes the text, where it is not the decoded bytes; its version is told with the reader's.
    """

    title: str
    suffixes: tuple[str, ...]
    of: Callable[[bytes], Reading]
    version: int = 1
    tool: str | None = None
