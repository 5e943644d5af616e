"""What a what-if changes, in words."""

from delian.model.answer import Difference


def changed(difference: Difference) -> str:
    """Return what a what-if changes: for persons a range or a direction, never one number (section 8 of the design)."""
    paired = difference.paired
    if not difference.persons:
        return paired.show()
    if paired.varies:
        return f"{difference.direction}: between {paired.unit.show(paired.low)} and {paired.unit.show(paired.high)}"
    return difference.direction
