"""A tornado: by how much each of several inputs moves an outcome, widest on top."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.charts.fan import nice_step
from volteface.charts.svg import (
    ACCENT,
    ALARM,
    LINE,
    SOFT,
    Label,
    box,
    framed,
    line,
    lines_of_text,
    text,
    wrap,
)

WIDTH = 900.0
# Names end left of _NAMES; between it and _LEFT, and right of _RIGHT, the ends' words have room.
_NAMES, _LEFT, _RIGHT, _TOP, _ROW, _BAR = 200.0, 330.0, 770.0, 62.0, 30.0, 18.0
_TICKS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """An input's name, its ends in words, and the outcome where it is low and where it is high."""

    name: str
    low: float
    high: float
    low_words: str = "low"
    high_words: str = "high"


def tornado_chart(title: str, unit: str, middle: float, bars: tuple[Bar, ...]) -> str:
    """Return the bars about the outcome's ``middle``, in the order given.

    The side where the input is high is darker. Raises ValueError without bars.

    >>> bars = (Bar(name="oil.cap", low=0.4, high=0.2),)
    >>> tornado_chart("Water not served", "share", 0.3, bars).startswith("<svg")
    True
    """
    if not bars:
        raise ValueError("a tornado needs at least one bar")
    scale = _Scale(middle, bars)
    bottom = _TOP + _ROW * len(bars)
    heading = f"{title}, {unit}" if unit else title
    parts = [
        lines_of_text((0, 16), wrap(heading, WIDTH - 10, 13)[:1], Label(text="", weight=650)),
        *_key(),
        *_axis(scale, bottom),
    ]
    for number, one in enumerate(bars):
        parts += _bar(one, scale, _TOP + number * _ROW)
    parts.append(
        line(
            (scale.x(middle), _TOP - 4),
            (scale.x(middle), bottom),
            f"stroke:{SOFT};stroke-width:1.4",
        )
    )
    return framed(
        parts,
        size=(WIDTH, bottom + 30),
        name=f"tornado {title}",
        title=heading,
        description=" ".join(_told(one, unit) for one in bars),
    )


class _Scale:
    """Where values lie: the outermost bars reach the edges."""

    def __init__(self, middle: float, bars: tuple[Bar, ...]) -> None:
        values = [middle, *(one.low for one in bars), *(one.high for one in bars)]
        low, high = min(values), max(values)
        room = 0.02 * (high - low) or abs(high) * 0.1 or 1.0
        self.low, self.high = low - room, high + room

    def x(self, value: float) -> float:
        return _LEFT + (_RIGHT - _LEFT) * (value - self.low) / (self.high - self.low)


def _bar(one: Bar, scale: _Scale, y: float) -> list[str]:
    middle = scale.x((one.low + one.high) / 2)
    parts = []
    for end, colour, opacity in ((one.low, ACCENT, 0.45), (one.high, ALARM, 0.8)):
        left, right = sorted((middle, scale.x(end)))
        style = f"fill:{colour};fill-opacity:{opacity}"
        parts.append(box((left, y), (max(right - left, 0.5), _BAR), style, radius=0))
    name = wrap(one.name, _NAMES - 8, 12)[:2]
    label = Label(text="", size=12, anchor="end")
    parts.append(lines_of_text((_NAMES, y + 13 - 7 * (len(name) - 1)), name, label))
    for end, other, words in (
        (one.low, one.high, one.low_words), (one.high, one.low, one.high_words),
    ):  # fmt: skip
        is_left = end <= other
        at = (scale.x(end) + (-5 if is_left else 5), y + 13)
        anchor = "end" if is_left else "start"
        parts.append(text(at, Label(text=words, size=10, colour=SOFT, anchor=anchor)))
    return parts


def _key() -> list[str]:
    parts = []
    for x, colour, opacity, words in (
        (_LEFT, ACCENT, 0.45, "input in its lowest fifth"),
        (_LEFT + 190, ALARM, 0.8, "in its highest fifth"),
    ):
        parts.append(box((x, 28), (14, 12), f"fill:{colour};fill-opacity:{opacity}", radius=0))
        parts.append(text((x + 20, 38), Label(text=words, size=11, colour=SOFT)))
    return parts


def _axis(scale: _Scale, bottom: float) -> list[str]:
    step = nice_step(scale.high - scale.low, _TICKS)
    parts = []
    tick = step * -(-scale.low // step)
    while tick <= scale.high:
        x = scale.x(tick)
        parts.append(line((x, _TOP - 4), (x, bottom), f"stroke:{LINE};stroke-width:1"))
        label = Label(text=f"{round(tick, 9):g}", size=11, colour=SOFT, anchor="middle")
        parts.append(text((x, bottom + 16), label))
        tick += step
    return parts


def _told(one: Bar, unit: str) -> str:
    after = f" {unit}" if unit else ""
    return (
        f"{one.name}: {one.low:.3g}{after} where it is low ({one.low_words}), "
        f"{one.high:.3g} where it is high ({one.high_words})."
    )
