"""What is said to have happened when: acts of both sides down the page, reactions across from them."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from delian.model.when import Day
from delian.report.charts.svg import drawing, element, group, link

Side = Literal["left", "right"]
State = Literal["answered", "unanswered", "none", "denied"]

WIDTH, MIDDLE, GUTTER = 1000.0, 500.0, 62.0
_LINE, _PAD, _HEAD, _BREAK = 17.0, 15.0, 42.0, 26.0
_WIDEST = 58  # characters of a line on one side
_WIDEST_REACTION = 64  # smaller letters
_LONG_AGO = 60  # days between two acts that are drawn as a break in the line


@dataclass(frozen=True, slots=True)
class Reaction:
    """What is said to have followed an act.

    Attributes:
        words: What, with who says so.
        state: Answered, unanswered, denied, or nothing said.
        href: Where its claim is.
        to: Event by which it was answered; empty if none.
    """

    words: str
    state: State
    href: str | None = None
    to: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One act on the line of time.

    Attributes:
        event: Id of the event.
        label: What happened, as reported.
        by: Who is said to have done it, to whom.
        day: First day; None where no claim dates it.
        when: The date as it is printed.
        side: On which side of the line it stands.
        href: Where its claims are.
        reactions: What is said to have followed.
        machine: Whether it rests on unreviewed machine readings.
        contested: Whether voices differ on what followed.
    """

    event: str
    label: str
    by: str
    day: Day | None
    when: str
    side: Side
    href: str | None
    reactions: tuple[Reaction, ...] = ()
    machine: bool = False
    contested: bool = False

    @property
    def unanswered(self) -> bool:
        """Whether some voice says that no answer was given."""
        return any(reaction.state == "unanswered" for reaction in self.reactions)


@dataclass(frozen=True, slots=True)
class _Placed:
    entry: Entry
    top: float
    height: float

    @property
    def y(self) -> float:
        """Where the act's dot stands on the line."""
        return self.top + _PAD


def timeline(entries: Sequence[Entry], *, left: str, right: str) -> Markup:
    """Return the drawing: time runs down, breaks are marked, undated acts come last.

    Args:
        entries: Acts in order of time, undated ones last.
        left: Head of the left side.
        right: Head of the right side.
    """
    placed, breaks, bottom = _place(entries)
    heads = (
        element("text", left, x=MIDDLE - GUTTER, y=18, class_="head", text_anchor="end"),
        element("text", right, x=MIDDLE + GUTTER, y=18, class_="head"),
    )
    axis = element("line", x1=MIDDLE, x2=MIDDLE, y1=_HEAD - 8, y2=bottom, class_="axis")
    rows = [_row(one) for one in placed]
    title = f"Timeline of {len(entries)} reported acts and what is said to have followed"
    parts = (*heads, axis, *breaks, *_arcs(placed), *rows)
    return drawing(WIDTH, bottom + 8, title, *parts, class_="timeline")


def _place(entries: Sequence[Entry]) -> tuple[list[_Placed], list[Markup], float]:
    placed: list[_Placed] = []
    breaks: list[Markup] = []
    top = _HEAD
    before: Entry | None = None
    for entry in entries:
        words = _pause(before, entry)
        if words:
            breaks.append(_break(words, top))
            top += _BREAK
        height = _height(entry)
        placed.append(_Placed(entry, top, height))
        top += height
        before = entry
    return placed, breaks, top


def _pause(before: Entry | None, entry: Entry) -> str:
    """Return what to write between two acts that lie far apart; empty where they do not."""
    if before is None or before.day is None:
        return ""
    if entry.day is None:
        return "undated"
    days = entry.day.ordinal - before.day.ordinal
    if days <= _LONG_AGO:
        return ""
    months = round(days / 30.44)
    return f"{months} months" if months < 24 else f"{round(days / 365.25)} years"  # noqa: PLR2004 - two years


def _break(words: str, top: float) -> Markup:
    return group(
        [
            element("rect", x=MIDDLE - 4, y=top, width=8, height=_BREAK - 8, class_="gap"),
            element("text", f"· {words} ·", x=MIDDLE, y=top + 13, class_="pause", text_anchor="middle"),
        ]
    )


def _height(entry: Entry) -> float:
    act = len(_lines(entry.label)) + len(_by(entry))
    reactions = sum(len(_lines(one.words, _WIDEST_REACTION)) for one in entry.reactions)
    return max(act, reactions, 1) * _LINE + _PAD


def _lines(words: str, widest: int = _WIDEST) -> list[str]:
    return textwrap.wrap(words, widest, max_lines=2, placeholder=" …") or [""]


def _by(entry: Entry) -> list[str]:
    return _lines(entry.by, _WIDEST + 4) if entry.by else []


def _row(placed: _Placed) -> Markup:
    entry, sign = placed.entry, -1.0 if placed.entry.side == "left" else 1.0
    state = " unanswered" if entry.unanswered else ""
    pill = group(
        [
            element("rect", x=MIDDLE - 46, y=placed.y - 12, width=92, height=20, rx=10, class_="pill"),
            element("text", entry.when or "undated", x=MIDDLE, y=placed.y + 2.5, class_="date", text_anchor="middle"),
        ]
    )
    lines = [(line, "act") for line in _lines(entry.label)] + [(line, "by") for line in _by(entry)]
    act = link(entry.href, *_text(lines, MIDDLE + sign * GUTTER, placed.y, sign), label=f"{entry.label}: claims")
    reactions = _reactions(entry, MIDDLE - sign * GUTTER, placed.y, -sign)
    kind = f"entry{state}{' machine' if entry.machine else ''}"
    return group([element("title", f"{entry.when} {entry.label}. {entry.by}"), pill, act, *reactions], class_=kind)


def _text(lines: Sequence[tuple[str, str]], x: float, y: float, sign: float) -> list[Markup]:
    anchor = "end" if sign < 0 else "start"
    return [
        element("text", words, x=x, y=y + 3 + place * _LINE, class_=style, text_anchor=anchor)
        for place, (words, style) in enumerate(lines)
    ]


def _reactions(entry: Entry, x: float, y: float, sign: float) -> list[Markup]:
    found, line = [], 0
    for reaction in entry.reactions:
        words = _lines(reaction.words, _WIDEST_REACTION)
        middle = y - 2 + line * _LINE
        sign_of = {"answered": "full", "unanswered": "cross", "denied": "full", "none": "empty"}[reaction.state]
        drawn = _text([(one, f"reaction {reaction.state}") for one in words], x + sign * 16, y + line * _LINE, sign)
        found.append(link(reaction.href, _mark(sign_of, x + sign * 4, middle), *drawn, label=reaction.words))
        line += len(words)
    return found


def _mark(kind: str, x: float, y: float) -> Markup:
    if kind == "cross":
        return element("path", d=f"M{x - 4:.1f} {y - 4:.1f}l8 8m0 -8l-8 8", class_="cross")
    return element("circle", cx=x, cy=y, r=4, class_=kind)


def _arcs(placed: Sequence[_Placed]) -> list[Markup]:
    """Return a curve from each answered act to the act that is said to answer it."""
    where = {one.entry.event: one for one in placed}
    arcs = []
    for one in placed:
        for to in dict.fromkeys(reaction.to for reaction in one.entry.reactions if reaction.state == "answered"):
            answer = where.get(to)
            if answer is not None and answer is not one:
                x = MIDDLE + (1 if one.entry.side == "left" else -1) * 48
                bend = x + (10 if x > MIDDLE else -10)
                curve = f"C{bend:.1f} {one.y:.1f} {bend:.1f} {answer.y:.1f} {x:.1f} {answer.y - 2:.1f}"
                arcs.append(element("path", d=f"M{x:.1f} {one.y - 2:.1f}{curve}", class_="arc"))
    return arcs
