"""The columns of worlds before anything is drawn: what is said of each, and what cannot hold together."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from delian.model.proposition import Answers, Formed, Occurred, Proposition, Takes
from delian.model.proposition import Detail as DetailOf
from delian.model.worlds import Column
from delian.worlds.couple import exclusions
from delian.worlds.gather import Gathering, Row, Said


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with what is said of each.

    Attributes:
        rows: In order of first mention.
        excludes: For each column those that cannot hold where it does.
    """

    rows: tuple[Row, ...]
    excludes: tuple[frozenset[int], ...]

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns alone."""
        return tuple(row.column for row in self.rows)

    @property
    def said(self) -> tuple[tuple[Said, ...], ...]:
        """What is said of each column."""
        return tuple(row.said for row in self.rows)


def tabulate(gathering: Gathering) -> Table:
    """Return the columns of what is gathered: each proposition over each period between its change points."""
    rows = tuple(row for proposition in gathering.told for row in gathering.rows[proposition])
    return Table(rows, exclusions(gathering.case, [row.column for row in rows]))


def bundle(proposition: Proposition) -> Proposition:
    """Return the proposition whose draw it shares: an event's details are drawn with the event itself."""
    match proposition.content:
        case Takes(event) | DetailOf(event):
            return Proposition(Occurred(event), proposition.mind)
        case Formed(answer, to):
            return Proposition(Answers(answer, to), proposition.mind)
        case _:
            return proposition


def implications(columns: Sequence[Column]) -> Iterator[tuple[int, int]]:
    """Yield the columns that cannot hold unless another one does, each with that other: no agent without an event."""
    places: Mapping[Proposition, int] = {column.proposition: index for index, column in enumerate(columns)}
    for index, column in enumerate(columns):
        whole = bundle(column.proposition)
        if whole is not column.proposition and whole in places:
            yield index, places[whole]
