"""Stage 12: answers and silences: which act a reaction, or the lack of one, belongs to, and for what reason."""

from delian.coding.notebook import Notebook
from delian.coding.what.lacks import note_lacks
from delian.coding.what.replies import Names, note_replies
from delian.coding.what.silences import note_silences


def note_reactions(notebook: Notebook, names: Names) -> None:
    """Note who is said to have answered which act, and who not."""
    note_silences(notebook)
    note_lacks(notebook)
    note_replies(notebook, names)
