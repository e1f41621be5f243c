"""Probabilities with their intervals on one scale, above the bands of estimative words."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.svg import (
    ACCENT,
    INK,
    LINE,
    PANEL,
    SOFT,
    Label,
    box,
    framed,
    line,
    lines_of_text,
    text,
    wrap,
)

WIDTH = 440.0
_LEFT, _RIGHT = 104.0, 416.0
_ROW = 34.0
_TOP = 16.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A probability from 0 to 1 with the ends of its interval; ``is_headline`` draws it bold."""

    label: str
    value: float
    low: float
    high: float
    is_headline: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A band of the scale, from 0 to 1, and its word."""

    low: float
    high: float
    word: str


def interval_chart(estimates: tuple[Estimate, ...], bands: tuple[Band, ...], title: str) -> str:
    """Return the estimates as dots on lines, one row each, over the bands.

    The bands are shaded in turn and named below, in two rows where names would touch.
    """
    bottom = _TOP + _ROW * len(estimates)
    parts = [_shade(band, index, bottom) for index, band in enumerate(bands)]
    for row, one in enumerate(estimates):
        parts += _row(one, _TOP + _ROW * (row + 0.5))
    parts += _axis(bottom)
    names, height = _band_names(bands, bottom + 34)
    return framed(
        [*parts, *names],
        size=(WIDTH, height),
        name=f"interval {title}",
        title=title,
        description=" ".join(_told(one) for one in estimates),
    )


def _x(value: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * value


def _shade(band: Band, index: int, bottom: float) -> str:
    fill = PANEL if index % 2 == 0 else "transparent"
    size = (_x(band.high) - _x(band.low), bottom - _TOP)
    return box((_x(band.low), _TOP), size, f"fill:{fill}", radius=0)


def _row(one: Estimate, y: float) -> list[str]:
    colour = ACCENT if one.is_headline else SOFT
    weight = 650 if one.is_headline else 400
    thick = 5 if one.is_headline else 3
    name = wrap(one.label, _LEFT - 12, 13)
    label = Label(text=one.label, weight=weight, anchor="end")
    x = _x(one.value)
    return [
        lines_of_text((_LEFT - 10, y + 4.5 - 8 * (len(name) - 1)), name, label),
        line(
            (_x(one.low), y),
            (_x(one.high), y),
            f"stroke:{colour};stroke-width:{thick};stroke-linecap:round",
        ),
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{5 if one.is_headline else 3.8}" style="fill:{colour};stroke:var(--paper, #fff);stroke-width:1"/>',
    ]


def _axis(y: float) -> list[str]:
    parts = [line((_LEFT, y), (_RIGHT, y), f"stroke:{LINE};stroke-width:1")]
    for percent in (0, 25, 50, 75, 100):
        x = _x(percent / 100)
        parts.append(line((x, y), (x, y + 4), f"stroke:{LINE};stroke-width:1"))
        parts.append(
            text((x, y + 17), Label(text=f"{percent} %", size=11, colour=SOFT, anchor="middle"))
        )
    return parts


def _band_names(bands: tuple[Band, ...], y: float) -> tuple[list[str], float]:
    """Name each band at its middle on the first of three rows that has room for it."""
    ends = [float("-inf")] * 3
    parts: list[str] = []
    for band in bands:
        label = Label(text=band.word, size=11, colour=INK, anchor="middle")
        half = 0.5 * 6.2 * len(band.word)
        middle = min(max(_x((band.low + band.high) / 2), half + 2), WIDTH - half - 2)
        row = next((i for i, end in enumerate(ends) if middle - half > end + 6), 2)
        ends[row] = middle + half
        parts.append(text((middle, y + 14 * row), label))
    used = sum(end > float("-inf") for end in ends)
    return parts, y + 14 * used


def _told(one: Estimate) -> str:
    return f"{one.label}: {one.value * 100:.0f} %, interval {one.low * 100:.0f} to {one.high * 100:.0f} %."
