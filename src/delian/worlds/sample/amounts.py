"""Which of several reported quantities stands in each world: strengths, positions, how acceptable an option is."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from delian.model.worlds import Words, unpack
from delian.worlds.gather.table import Table


def amounts(
    table: Table,
    weight: Callable[[int, str], float],
    rings: Callable[[str], NDArray[np.float64]],
    holds: Words,
    *,
    count: int,
) -> NDArray[np.float32] | None:
    """Return reported quantities, shape (world, column): in each world the column holds in, that of one origin.

    Every origin has an exponential clock in each world, which runs the faster the more its word weighs; the first that
    rings is taken, so that one origin's quantities stand or fall together. NaN where the column does not hold.

    Args:
        table: Columns with what is said of each.
        weight: How much an origin's word on a column weighs against others on it; equal weights make all orders equal.
        rings: When an origin's clock rings at rate 1, shape (world,): the clock by which the reading takes one origin before
            another, so that the quantity is the word of the origin that the column holds by.
        holds: Bit plane of where the columns hold.
        count: Number of worlds.
    """
    told = {
        index: {one.origin: one.amount for one in row.said if one.holds and one.amount is not None}
        for index, row in enumerate(table.rows)
        if any(one.amount is not None for one in row.said)
    }
    if not any(told.values()):
        return None
    found = np.full((count, len(table.rows)), np.nan, dtype=np.float32)
    for index, by_origin in told.items():
        if by_origin:
            origins = sorted(by_origin)
            values = np.array([by_origin[origin] for origin in origins], dtype=np.float32)
            times = [rings(origin) / max(weight(index, origin), 1e-9) for origin in origins]
            first = values[np.argmin(np.stack(times), axis=0)]
            found[:, index] = np.where(unpack(holds[index], count), first, np.float32(np.nan))
    return found
