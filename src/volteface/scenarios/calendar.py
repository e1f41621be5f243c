"""Months: their names, and how many lie between two."""

from __future__ import annotations

import re

from volteface.scenarios.modelfile.tree import Item

_MONTH = re.compile(r"(\d{4})-(\d{2})(-\d{2})?")


def month_number(text: str) -> int | None:
    """Return the months from year 0 to ``text``, such as 2026-01; None where it is no month.

    >>> month_number("2026-02") - month_number("2025-12")
    2
    """
    found = _MONTH.fullmatch(text)
    if not found or not 1 <= int(found[2]) <= 12:
        return None
    return int(found[1]) * 12 + int(found[2]) - 1


def month_name(start: str, months: int) -> str:
    """Return the month that lies ``months`` after ``start``.

    >>> month_name("2025-11", 3)
    '2026-02'
    """
    year, month = divmod((month_number(start) or 0) + months, 12)
    return f"{year:04d}-{month + 1:02d}"


def month_index(item: Item, start: str, text: str | None = None) -> int:
    """Return how many months the item's month lies after ``start``; below 0 if before.

    Raises ModelFileError where it is no month.
    """
    shown = text if text is not None else str(item.value)
    number, first = month_number(shown), month_number(start)
    if number is None or first is None:
        raise item.wrong(f"expected a month such as 2026-01, got {shown!r}")
    return number - first
