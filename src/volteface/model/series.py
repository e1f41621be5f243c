"""A series of values over time, and a shift found in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Values of one thing at successive dates; a gap is NaN and stays one.

    ``dates`` are ISO 8601 texts (day, month or year) in order, each once; ``values`` and
    ``exposure`` (what a count could have come from, None where it is the same throughout) are
    arrays of the same length. ``unit`` and ``source`` are None where not told; ``computed`` says
    how the values were made from what was observed. Raises ValueError where lengths or order are
    wrong, or an exposure is not above 0.

    >>> Series(name="a", dates=("2024", "2025"), values=np.array([1.0, np.nan])).gaps
    1
    """

    name: str
    dates: tuple[str, ...]
    values: Floats
    exposure: Floats | None = None
    unit: str | None = None
    source: str | None = None
    computed: str | None = None

    def __post_init__(self) -> None:
        if self.values.shape != (len(self.dates),):
            raise ValueError(
                f"series {self.name!r}: {len(self.dates)} dates and values of shape "
                f"{self.values.shape}; expected one value a date"
            )
        late = [b for a, b in zip(self.dates, self.dates[1:], strict=False) if not a < b]
        if late:
            raise ValueError(f"series {self.name!r}: {late[0]} is not later than the date before")
        if self.exposure is not None and (
            self.exposure.shape != self.values.shape or not np.all(self.exposure > 0)
        ):
            raise ValueError(f"series {self.name!r}: exposure must be above 0, one for each date")

    def __len__(self) -> int:
        return len(self.dates)

    @property
    def gaps(self) -> int:
        """How many dates have no value."""
        return int(np.isnan(self.values).sum())

    @property
    def is_count(self) -> bool:
        """Whether every value is a whole number not below 0."""
        seen = self.values[~np.isnan(self.values)]
        return bool(np.all(seen >= 0) and np.all(seen == np.floor(seen)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A change in a series between the date before ``date`` and ``date``.

    ``low`` and ``high`` end the 90 % interval of the date. ``size`` is in the series' unit: level
    after less level before. ``probability``: that there is a change within the interval.
    ``lasting``: that the level does not come back, from what the series shows after the change
    (None where nothing follows), and ``lasting_path`` the same as each value arrived.
    ``detected`` is the date of the online alarm, None for a shift found looking back.
    """

    series: str
    date: str
    low: str
    high: str
    direction: Direction
    size: float
    probability: float
    lasting: float | None = None
    lasting_path: tuple[tuple[str, float], ...] = field(default=())
    detected: str | None = None
