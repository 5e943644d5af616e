"""References: how a number on the page leads to the claims behind it."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

FEW = 3  # up to so many claims are cited one by one; more are cited as a set


@dataclass(frozen=True, slots=True)
class Reference:
    """One link to claims.

    Attributes:
        href: Where it leads on the page.
        text: What is printed.
        label: What a screen reader says.
        claims: Ids of the claims.
    """

    href: str
    text: str
    label: str
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Behind:
    """The claims behind one number, listed so that it can be followed without a script."""

    id: str
    label: str
    claims: tuple[str, ...]


@dataclass
class References:
    """Hands out links to claims, and keeps the sets that were cited, for the list at the end of the page.

    Attributes:
        numbers: Number of each claim on the page, by id; claims that are not on the page are never linked.
        sets: Sets cited so far, by anchor.
    """

    numbers: Mapping[str, int]
    sets: dict[str, Behind] = field(default_factory=dict)

    def known(self, claims: Iterable[str]) -> tuple[str, ...]:
        """Return those of the claims that are on the page, each once, in order."""
        return tuple(dict.fromkeys(claim for claim in claims if claim in self.numbers))

    def to(self, claims: Sequence[str], label: str) -> Reference | None:
        """Return one link to all the claims behind the thing called `label`; None if none is on the page."""
        found = self.known(claims)
        if not found:
            return None
        if len(found) == 1:
            return self._single(found[0])
        anchor = f"set-{hashlib.sha256(' '.join(found).encode()).hexdigest()[:10]}"
        self.sets.setdefault(anchor, Behind(anchor, label, found))
        return Reference(f"#{anchor}", f"{len(found)} claims", f"{len(found)} claims behind {label}", found)

    def href(self, claims: Sequence[str], label: str) -> str | None:
        """Return where the link to all the claims behind the thing called `label` leads; None if nowhere."""
        found = self.to(claims, label)
        return found.href if found else None

    def each(self, claims: Sequence[str], label: str) -> tuple[Reference, ...]:
        """Return a link to each claim, or one to all of them where they are many."""
        found = self.known(claims)
        if len(found) <= FEW:
            return tuple(self._single(claim) for claim in found)
        one = self.to(found, label)
        return (one,) if one else ()

    def _single(self, claim: str) -> Reference:
        number = str(self.numbers[claim])
        return Reference(f"#claim-{claim}", number, f"claim {number}", (claim,))
