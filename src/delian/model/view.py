"""View: a cleaned reading of a frozen text that knows where each of its characters came from."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from delian.model.text import Extent


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of a view that stand in the same order in the frozen text.

    Attributes:
        start: First character in the view.
        raw: First character in the frozen text.
        length: How many. 0 < length.
    """

    start: int
    raw: int
    length: int


@dataclass(frozen=True, slots=True)
class View:
    """A text made for reading or parsing out of a frozen one: markup off, cut paragraphs joined, boilerplate left out.

    A character of the view that no run covers is glue, such as the blank that joins two paragraphs.

    Attributes:
        text: The cleaned text.
        runs: Where it came from, in order of the view.
    """

    text: str
    runs: tuple[Run, ...]

    def raw(self, start: int, end: int) -> Extent:
        """Return the stretch of the frozen text that view[start:end] came from; glue at the ends is left out.

        What was cleaned away inside the stretch lies inside the result.

        Raises:
            ValueError: If the stretch is glue only.
        """
        first = max(bisect_right(self.runs, start, key=lambda run: run.start) - 1, 0)
        low = high = None
        for run in self.runs[first:]:
            if run.start >= end:
                break
            begin, stop = max(start, run.start), min(end, run.start + run.length)
            if begin < stop:
                low = run.raw + begin - run.start if low is None else low
                high = run.raw + stop - run.start
        if low is None or high is None:
            msg = f"view[{start}:{end}] holds no character of the text"
            raise ValueError(msg)
        return Extent(low, high)


def whole(text: str) -> View:
    """Return the view that leaves `text` as it is."""
    return View(text, (Run(0, 0, len(text)),) if text else ())


def assemble(pieces: Iterable[tuple[str, int | None]]) -> View:
    """Return the view made of `pieces`, each a text and where it stands in the frozen text (None for glue).

    >>> assemble([("un", 0), ("cut", 5)]).raw(1, 4)
    Extent(start=1, end=7, extra={})
    """
    text: list[str] = []
    runs: list[Run] = []
    length = 0
    for piece, raw in pieces:
        if raw is not None and piece:
            last = runs[-1] if runs else None
            if last and last.start + last.length == length and last.raw + last.length == raw:
                runs[-1] = Run(last.start, last.raw, last.length + len(piece))
            else:
                runs.append(Run(length, raw, len(piece)))
        text.append(piece)
        length += len(piece)
    return View("".join(text), tuple(runs))


def slices(view: View, longest: int) -> Iterator[View]:
    """Yield the view in pieces of about `longest` characters, cut between paragraphs, or at a blank in a giant one."""
    start = 0
    while start < len(view.text):
        end = len(view.text)
        if end - start > longest:
            cut = view.text.find("\n\n", start + longest, start + 2 * longest)
            blank = view.text.find(" ", start + 2 * longest)
            end = cut + 2 if cut >= 0 else blank + 1 if blank >= 0 else end
        if start == 0 and end == len(view.text):
            yield view
        else:
            yield View(view.text[start:end], tuple(_runs(view, start, end)))
        start = end


def _runs(view: View, start: int, end: int) -> Iterator[Run]:
    """Yield the runs inside view[start:end], counted from `start`."""
    first = max(bisect_right(view.runs, start, key=lambda run: run.start) - 1, 0)
    for run in view.runs[first:]:
        if run.start >= end:
            return
        begin, stop = max(start, run.start), min(end, run.start + run.length)
        if begin < stop:
            yield Run(begin - start, run.raw + begin - run.start, stop - begin)
