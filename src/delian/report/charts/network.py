"""Who is said to be tied to whom: members on a circle, friendly and hostile ties as lines of different form."""

import math
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from delian.report.charts.svg import drawing, element, group, link

Sign = Literal["friendly", "hostile", "both", "denied"]

WIDTH, HEIGHT = 680.0, 440.0
_RADIUS = (195.0, 150.0)


@dataclass(frozen=True, slots=True)
class Node:
    """A member of the roster.

    Attributes:
        name: As it is shown.
        standing: Core, contested or left.
    """

    name: str
    standing: str


@dataclass(frozen=True, slots=True)
class Edge:
    """What is said of one pair of members, all claims together.

    Attributes:
        one: Index of a node.
        other: Index of another.
        sign: Friendly, hostile, both, or a tie that is only denied.
        words: What is said, for the tooltip.
        href: Where its claims are.
    """

    one: int
    other: int
    sign: Sign
    words: str
    href: str | None


def network(nodes: Sequence[Node], edges: Sequence[Edge]) -> Markup:
    """Return the drawing; the place of a member on the circle means nothing."""
    points = [_point(place, len(nodes)) for place in range(len(nodes))]
    title = f"Reported ties between {len(nodes)} members: {len(edges)} pairs"
    lines = [_line(edge, points) for edge in edges]
    dots = [_node(node, point) for node, point in zip(nodes, points, strict=True)]
    return drawing(WIDTH, HEIGHT, title, *lines, *dots, class_="network")


def _point(place: int, count: int) -> tuple[float, float]:
    angle = 2 * math.pi * place / max(count, 1) - math.pi / 2
    return WIDTH / 2 + _RADIUS[0] * math.cos(angle), HEIGHT / 2 + _RADIUS[1] * math.sin(angle)


def _line(edge: Edge, points: Sequence[tuple[float, float]]) -> Markup:
    (x1, y1), (x2, y2) = points[edge.one], points[edge.other]
    # Bent a little towards the middle, so that lines between neighbours keep clear of the names.
    bend = 0.82
    x, y = (
        WIDTH / 2 + ((x1 + x2) / 2 - WIDTH / 2) * bend,
        HEIGHT / 2 + ((y1 + y2) / 2 - HEIGHT / 2) * bend,
    )
    d = f"M{x1:.1f} {y1:.1f}Q{x:.1f} {y:.1f} {x2:.1f} {y2:.1f}"
    drawn = [element("path", element("title", edge.words), d=d, class_=f"edge {edge.sign}")]
    if edge.sign == "both":
        drawn.append(element("path", d=d, class_="edge over"))
    return link(edge.href, element("path", d=d, class_="touch"), *drawn, label=edge.words)


def _node(node: Node, point: tuple[float, float]) -> Markup:
    x, y = point
    across = (x - WIDTH / 2) / _RADIUS[0]
    side = "middle" if abs(across) < 0.35 else ("start" if across > 0 else "end")  # noqa: PLR2004 - near the vertical
    dx = 0.0 if side == "middle" else math.copysign(12.0, across)
    lines = textwrap.wrap(node.name, 18) or [node.name]
    above = y < HEIGHT / 2
    first = y + 4 - (len(lines) - 1) * 7.5
    if side == "middle":
        first = y - 14 - (len(lines) - 1) * 15 if above else y + 24
    words = [
        element("text", line, x=x + dx, y=first + place * 15, text_anchor=side, class_=f"member {node.standing}")
        for place, line in enumerate(lines)
    ]
    dot = element("circle", element("title", f"{node.name}: {node.standing}"), cx=x, cy=y, r=6, class_=node.standing)
    return group([dot, *words], class_="node")
