"""Elements of an SVG drawing, every value escaped."""

from collections.abc import Iterable

from markupsafe import Markup, escape


def element(name: str, *children: Markup | str, **attributes: str | float | None) -> Markup:
    """Return one element; `class_` and `stroke_width` become `class` and `stroke-width`, and None is left out.

    >>> element("text", "a < b", x=1, class_="label")
    Markup('<text x="1" class="label">a &lt; b</text>')
    """
    written = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _number(value))
        for key, value in attributes.items()
        if value is not None
    )
    inner = Markup("").join(escape(child) for child in children)
    return Markup("<{0}{1}>{2}</{0}>").format(name, written, inner)


def _number(value: str | float) -> str:
    return value if isinstance(value, str) else f"{value:.1f}".rstrip("0").rstrip(".")


def group(children: Iterable[Markup], **attributes: str | float | None) -> Markup:
    """Return the children as one group."""
    return element("g", *children, **attributes)


def link(href: str | None, *children: Markup, label: str | None = None) -> Markup:
    """Return the children as a link within the page; as they are where there is nowhere to lead."""
    if not href:
        return group(children)
    return element("a", *children, href=href, aria_label=label)


def drawing(width: float, height: float, title: str, *children: Markup, class_: str) -> Markup:
    """Return a whole drawing that scales with its frame and says to a screen reader what it shows."""
    return element(
        "svg",
        *children,
        viewBox=f"0 0 {width:.0f} {height:.0f}",
        role="group",
        aria_label=title,
        class_=class_,
        preserveAspectRatio="xMidYMin meet",
    )
