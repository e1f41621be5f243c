"""Dates known to the day, the month, the year, or not at all, written as EDTF."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Precision = Literal["day", "week", "month", "season", "year", "decade", "unknown"]

_EDTF = re.compile(r"(?P<year>\d{4}|XXXX)(?:-(?P<month>\d{2}))?(?:-(?P<day>\d{2}))?$")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartialDate:
    """A date of which year, month and day may each be unknown (None).

    Raises ValueError for a month or day that no calendar has, or a day without its month.
    Source: Extended Date/Time Format, ISO 8601-2:2019 (level 0–1).

    >>> str(PartialDate(year=None, month=1))
    'XXXX-01'
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if self.month is not None and not 1 <= self.month <= 12:
            raise ValueError(f"month must be 1–12, got {self.month}")
        if self.day is None:
            return
        if self.month is None:
            raise ValueError(f"day {self.day} needs a month")
        if not 1 <= self.day <= _DAYS[self.month - 1]:
            raise ValueError(f"day must be 1–{_DAYS[self.month - 1]}, got {self.day}")

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Return the date of an EDTF text such as ``2026-01``, ``XXXX-01`` or ``2026``.

        Raises ValueError when the text is none.

        >>> PartialDate.parse("2026-01").precision
        'month'
        """
        match = _EDTF.match(text.strip())
        if not match:
            raise ValueError(
                f"expected a date such as 2026-01-03, 2026-01 or XXXX-01, got {text!r}"
            )
        year, month, day = match.group("year", "month", "day")
        return cls(
            year=None if year == "XXXX" else int(year),
            month=int(month) if month else None,
            day=int(day) if day else None,
        )

    @property
    def precision(self) -> Precision:
        """What is known of the date."""
        if self.day is not None:
            return "day"
        if self.month is not None:
            return "month"
        return "unknown" if self.year is None else "year"

    @property
    def sort_key(self) -> tuple[int, int, int]:
        """Key that sorts dates, unknown parts first."""
        return self.year or 0, self.month or 0, self.day or 0

    def __str__(self) -> str:
        parts = ["XXXX" if self.year is None else f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)
