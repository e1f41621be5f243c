"""SVG built from strings: escaping, text that is measured and wrapped, the frame with title and desc.

Colours are CSS variables with a fallback, so that a picture follows the page's light or dark theme
and still shows by itself. Lengths are in user units; one unit is a CSS pixel at natural size.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

INK = "var(--ink, #1d2530)"
SOFT = "var(--soft, #5a6472)"
LINE = "var(--line, #c9cfd6)"
PANEL = "var(--panel, #f3f5f7)"
ACCENT = "var(--accent, #1f5a86)"
ALARM = "var(--alarm, #a33b20)"
FONT = "system-ui, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif"

_WIDE = set("mwMWQOGD@%—…")
_NARROW = set("iljtfrI.,:;'|!()[] ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """A text to set: its words, its size in pixels, its colour, weight and anchor."""

    text: str
    size: float = 13.0
    colour: str = INK
    weight: int = 400
    anchor: str = "start"


def text_width(text: str, size: float) -> float:
    """Return a cautious width of ``text`` in pixels for a sans-serif face of ``size`` pixels.

    >>> text_width("mmmm", 10) > text_width("iiii", 10)
    True
    """
    share = sum(0.9 if c in _WIDE else 0.34 if c in _NARROW else 0.59 for c in text)
    return share * size


def wrap(text: str, width: float, size: float) -> tuple[str, ...]:
    """Return ``text`` in lines no wider than ``width`` pixels; a longer word is broken.

    >>> wrap("Bosnia and Herzegovina", 90, 13)
    ('Bosnia and', 'Herzegovina')
    """
    lines: list[str] = []
    for word in _pieces(text, width, size):
        if lines and text_width(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    return tuple(lines) or ("",)


def _pieces(text: str, width: float, size: float) -> list[str]:
    found: list[str] = []
    for word in text.split():
        rest = word
        while text_width(rest, size) > width and len(rest) > 2:
            cut = len(rest) - 1
            while cut > 1 and text_width(rest[:cut] + "-", size) > width:
                cut -= 1
            found.append(rest[:cut] + "-")
            rest = rest[cut:]
        found.append(rest)
    return found


def number(value: float) -> str:
    """Return a coordinate with at most one decimal."""
    return f"{value:.1f}".removesuffix(".0")


def line(start: tuple[float, float], end: tuple[float, float], style: str) -> str:
    """Return a straight line between two points; ``style`` is CSS."""
    (x1, y1), (x2, y2) = start, end
    return (
        f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}" '
        f'style="{escape(style)}"/>'
    )


def box(
    corner: tuple[float, float], size: tuple[float, float], style: str, radius: float = 6
) -> str:
    """Return a rectangle with round corners; ``style`` is CSS."""
    return (
        f'<rect x="{number(corner[0])}" y="{number(corner[1])}" width="{number(size[0])}" '
        f'height="{number(size[1])}" rx="{number(radius)}" style="{escape(style)}"/>'
    )


def path(shape: str, style: str) -> str:
    """Return a path; ``shape`` is its ``d``, ``style`` is CSS."""
    return f'<path d="{shape}" style="{escape(style)}"/>'


def arrow_head(tip: tuple[float, float], towards: tuple[float, float], colour: str) -> str:
    """Return an arrow head with its tip at ``tip``, pointing along the unit vector ``towards``."""
    (x, y), (dx, dy) = tip, towards
    back_x, back_y = x - 9 * dx, y - 9 * dy
    points = (
        (x, y),
        (back_x - 4.5 * dy, back_y + 4.5 * dx),
        (back_x + 4.5 * dy, back_y - 4.5 * dx),
    )
    shape = " L".join(f"{number(a)} {number(b)}" for a, b in points)
    return path(f"M{shape} Z", f"fill:{colour}")


def lines_of_text(at: tuple[float, float], lines: tuple[str, ...], label: Label) -> str:
    """Return lines of text below one another, the first with its baseline at ``at``."""
    x, y = at
    step = label.size * 1.25
    spans = "".join(
        f'<tspan x="{number(x)}" y="{number(y + index * step)}">{escape(text)}</tspan>'
        for index, text in enumerate(lines)
    )
    style = f"fill:{label.colour};font:{label.weight} {number(label.size)}px {FONT}"
    return f'<text text-anchor="{label.anchor}" style="{escape(style)}">{spans}</text>'


def text(at: tuple[float, float], label: Label) -> str:
    """Return one line of text with its baseline at ``at``."""
    return lines_of_text(at, (label.text,), label)


def framed(
    parts: list[str], *, size: tuple[float, float], name: str, title: str, description: str
) -> str:
    """Return the whole picture: ``name`` makes its ids unique on the page.

    ``title`` and ``description`` are what a screen reader says; the description tells everything
    that the picture shows.
    """
    key = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "picture"
    width, height = (number(side) for side in size)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" '
        f'aria-labelledby="{key}-title {key}-desc">'
        f'<title id="{key}-title">{escape(title)}</title>'
        f'<desc id="{key}-desc">{escape(description)}</desc>{"".join(parts)}</svg>'
    )
