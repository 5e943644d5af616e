"""Problem: a fault in material, collected and shown, never raised."""

from dataclasses import dataclass, field

from delian.model.ids import Json


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in material or one thing that was left out, with where it is and how to mend it.

    Attributes:
        where: Id of a document or record, or `FILE:LINE`; None if it concerns the whole.
        says: What is wrong or was left out.
        fix: How to mend it; may be empty.
        extra: Fields of a newer minor version, kept as they are.
    """

    where: str | None
    says: str
    fix: str = ""
    extra: dict[str, Json] = field(default_factory=dict, hash=False)

    def __str__(self) -> str:
        """Write the problem on one line."""
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.says}{f' ({self.fix})' if self.fix else ''}"
