"""What a user can mend: one clear line, no traceback."""

from collections.abc import Iterable


class DelianError(Exception):
    """A fault that the user can mend; the command line prints it and ends with exit code 2.

    Attributes:
        says: What is wrong and where.
        fix: How to mend it; may be empty.
    """

    def __init__(self, says: str, fix: str = "") -> None:
        """Keep the two halves of the line apart, so that each surface can print them its own way."""
        super().__init__(f"{says}. {fix}" if fix else says)
        self.says = says
        self.fix = fix


class UnreadableDocument(DelianError):
    """A file that cannot become a document: empty, binary, a table, undecodable."""


class UnreadableStudy(DelianError):
    """A study file that is of a newer version, or no study at all."""


class UnwritableFile(DelianError):
    """A place where nothing can be written: a folder, a full disk, somebody else's file."""


class BadVocabulary(DelianError):
    """A study's own word list that cannot be merged over the shipped one."""


class UnknownName(DelianError):
    """A word that names nothing in the study; carries the nearest names."""

    def __init__(self, kind: str, name: str, nearest: Iterable[str] = ()) -> None:
        """Say which kind of name was not found and what comes nearest to it."""
        near = list(nearest)
        fix = f"Did you mean {' or '.join(near)}?" if near else ""
        super().__init__(f"no {kind} is called {name!r} here", fix)
