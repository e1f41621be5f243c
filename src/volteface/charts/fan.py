"""A quantity over months as a fan: the middle as a line, two bands about it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from volteface.charts.svg import (
    ACCENT,
    LINE,
    SOFT,
    Label,
    framed,
    line,
    lines_of_text,
    number,
    path,
    text,
    wrap,
)

WIDTH, HEIGHT = 440.0, 240.0
_LEFT, _RIGHT, _BOTTOM = 58.0, 428.0, 206.0
_TICKS = 4
_LABELS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Fan:
    """Values by month: ``middle`` within ``inner`` (half of runs) within ``outer`` (80 %).

    The bands are (lower ends, upper ends). Raises ValueError where lengths differ.
    """

    title: str
    unit: str
    months: tuple[str, ...]
    middle: tuple[float, ...]
    inner: tuple[tuple[float, ...], tuple[float, ...]]
    outer: tuple[tuple[float, ...], tuple[float, ...]]

    def __post_init__(self) -> None:
        lengths = {len(one) for one in (self.months, self.middle, *self.inner, *self.outer)}
        if len(lengths) != 1 or not self.months:
            raise ValueError(f"a fan needs as many values as months, got lengths {sorted(lengths)}")


def fan_chart(fan: Fan) -> str:
    """Return the fan as a picture; its description tells the first, the worst and the last month.

    >>> one = (1.0, 2.0)
    >>> fan = Fan(title="Cover", unit="day", months=("2026-01", "2026-02"), middle=one,
    ...           inner=(one, one), outer=(one, one))
    >>> fan_chart(fan).startswith("<svg")
    True
    """
    title = wrap(f"{fan.title}, {fan.unit}" if fan.unit else fan.title, WIDTH - 20, 13)
    top = 16 + 17.0 * len(title)
    scale = _Scale(fan, top)
    parts = [lines_of_text((12, 18), title, Label(text="", weight=650))]
    parts += _axis(scale, fan)
    for band, opacity in ((fan.outer, 0.18), (fan.inner, 0.34)):
        parts.append(path(scale.area(band), f"fill:{ACCENT};fill-opacity:{opacity};stroke:none"))
    parts.append(path(scale.line(fan.middle), f"fill:none;stroke:{ACCENT};stroke-width:2.2"))
    return framed(
        parts,
        size=(WIDTH, HEIGHT),
        name=f"fan {fan.title}",
        title=fan.title,
        description=_told(fan),
    )


class _Scale:
    """Months and values to coordinates."""

    def __init__(self, fan: Fan, top: float) -> None:
        low, high = min(fan.outer[0]), max(fan.outer[1])
        low, high = min(low, 0.0), max(high, 0.0)
        self.step = nice_step((high - low) or 1.0, _TICKS)
        self.low = math.floor(low / self.step) * self.step
        self.high = max(math.ceil(high / self.step) * self.step, self.low + self.step)
        self.top = top
        self.last = max(1, len(fan.months) - 1)

    def x(self, month: int) -> float:
        return _LEFT + (_RIGHT - _LEFT) * month / self.last

    def y(self, value: float) -> float:
        return _BOTTOM - (_BOTTOM - self.top) * (value - self.low) / (self.high - self.low)

    def line(self, values: tuple[float, ...]) -> str:
        points = [f"{number(self.x(m))} {number(self.y(v))}" for m, v in enumerate(values)]
        return "M" + " L".join(points)

    def area(self, band: tuple[tuple[float, ...], tuple[float, ...]]) -> str:
        low, high = band
        back = [
            f"{number(self.x(m))} {number(self.y(low[m]))}" for m in range(len(low) - 1, -1, -1)
        ]
        return self.line(high) + " L" + " L".join(back) + " Z"


def nice_step(span: float, ticks: int) -> float:
    """Return 1, 2 or 5 times a power of ten that parts ``span`` into about ``ticks``.

    >>> nice_step(97, 4)
    20.0
    """
    rough = span / ticks
    power = 10.0 ** math.floor(math.log10(rough))
    return next(m * power for m in (1.0, 2.0, 5.0, 10.0) if m * power >= rough * 0.8)


def _axis(scale: _Scale, fan: Fan) -> list[str]:
    parts = []
    count = round((scale.high - scale.low) / scale.step)
    for tick in range(count + 1):
        value = scale.low + tick * scale.step
        y = scale.y(value)
        parts.append(line((_LEFT, y), (_RIGHT, y), f"stroke:{LINE};stroke-width:1"))
        label = Label(text=f"{round(value, 9):g}", size=11, colour=SOFT, anchor="end")
        parts.append(text((_LEFT - 7, y + 4), label))
    every = max(1, math.ceil(len(fan.months) / _LABELS))
    for month in range(0, len(fan.months), every):
        anchor = "start" if month == 0 else "middle"
        label = Label(text=fan.months[month], size=11, colour=SOFT, anchor=anchor)
        if scale.x(month) < WIDTH - 26:
            parts.append(text((scale.x(month), _BOTTOM + 18), label))
    return parts


def _told(fan: Fan) -> str:
    last = len(fan.months) - 1
    peak = max(range(len(fan.middle)), key=lambda month: fan.middle[month])
    told = dict.fromkeys((0, peak, last))
    return " ".join(
        f"{fan.months[m]}: {fan.middle[m]:.3g} {fan.unit}, 80 % of runs between "
        f"{fan.outer[0][m]:.3g} and {fan.outer[1][m]:.3g}."
        for m in told
    )
