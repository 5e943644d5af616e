"""Rows of tables: what is said, who says so, and the sentence; every row carries its claims."""

from collections.abc import Iterable, Sequence

from delian.model.answer import Row
from delian.model.case import Case
from delian.model.claim import Claim
from delian.model.wording import manner, says_who, sentence


def row(case: Case, claim: Claim, cells: Sequence[str], *, more: Iterable[Claim] = (), note: str = "") -> Row:
    """Return a row on `claim`: `cells`, then who says so, then the sentence; a machine's guesses carry a question mark."""
    machine = case.is_machine(claim)
    shown = tuple(f"{cell}?" if machine and cell else cell for cell in cells)
    words = ", ".join(word for word in (note, manner(claim)) if word)
    ids = dict.fromkeys([claim.id, *(one.id for one in more)])
    return Row((*shown, says_who(case, claim), f"“{sentence(claim)}”"), tuple(ids), machine, words)


TAIL = ("who says so", "sentence")


def of_kind(case: Case, *kinds: str) -> list[Claim]:
    """Return the claims of those kinds that are shown by default and are about the world, in order of the text."""
    return [claim for claim in case.shown if claim.kind in kinds and claim.is_about_the_world]
