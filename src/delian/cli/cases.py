"""What `delian demo --list` says of a worked case: what it is about, what is assumed, and how it may be used and cited."""

from collections.abc import Mapping
from textwrap import fill
from typing import Any

from delian.cli.printing import WIDTH

_SAID = (
    ("about", "About"),
    ("source", "Sources"),
    ("assumptions", "Assumed"),
    ("later", "What came later"),
    ("rights", "Rights"),
    ("cite", "Cite as"),
)


def describe_case(name: str, content: Mapping[str, Any]) -> str:
    """Return a worked case in a few paragraphs.

    Args:
        name: Its folder's name, by which `delian demo` knows it.
        content: Its case.toml.
    """
    lines = [f"{name}: {content['title']}", f"  {len(content['documents'])} documents"]
    for field, label in _SAID:
        if words := " ".join(str(content.get(field, "")).split()):
            lines.append(fill(f"{label}: {words}", WIDTH, initial_indent="  ", subsequent_indent="    "))
    return "\n".join(lines)
