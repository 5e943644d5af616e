"""The columns of worlds before anything is drawn: what is said of each, and what cannot hold together."""

from collections.abc import Mapping
from dataclasses import dataclass

from delian.model.proposition import Proposition
from delian.model.worlds import Column
from delian.worlds.gather.exclusions import exclusions
from delian.worlds.gather.gathering import Gathering, Row, Said


@dataclass(frozen=True, slots=True)
class Table:
    """Columns with what is said of each.

    Attributes:
        rows: In order of first mention.
        excludes: For each column those that cannot hold where it does.
        wholes: Columns that cannot hold unless another one does, each with that other: no agent without an event.
    """

    rows: tuple[Row, ...]
    excludes: tuple[frozenset[int], ...]
    wholes: Mapping[int, int]

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
    wanted = {row.whole for row in rows if row.whole}
    places: dict[Proposition, int] = {}
    if wanted:
        places = {row.column.proposition: index for index, row in enumerate(rows) if row.column.proposition in wanted}
    wholes = {index: places[row.whole] for index, row in enumerate(rows) if row.whole in places}
    return Table(rows, exclusions(gathering.case, [row.column for row in rows]), wholes)
