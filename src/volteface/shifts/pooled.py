"""One watch over related series whose own counts are small."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Series


def pooled(group: Sequence[Series], name: str) -> Series:
    """Return the sum of related count series over the dates that all of them have.

    Exposures are added too. Counts with one rate change are as well told by their sum as one by
    one where their sizes are like (the sum is sufficient for Poisson counts), and a shift that
    comes to the pairs together stands out of the sum where it does not out of any. A date with a
    gap in one series is a gap. Raises SeriesError where a series is no count, or no date is
    common to all.

    >>> one = Series(name="a", dates=("2024", "2025"), values=np.array([1.0, 2.0]))
    >>> pooled([one, one], "both").values.tolist()
    [2.0, 4.0]
    """
    odd = [one.name for one in group if not one.is_count]
    if odd:
        raise SeriesError(f"{odd[0]}: only counts can be pooled; leave this series out")
    dates = sorted(set.intersection(*(set(one.dates) for one in group)))
    if not dates:
        raise SeriesError(f"{name}: its series have no date in common; pool series of one period")
    return Series(
        name=name,
        dates=tuple(dates),
        values=sum((_at(one, one.values, dates) for one in group), np.zeros(len(dates))),
        exposure=_exposure(group, dates),
        unit=group[0].unit,
        source="; ".join(sorted({one.source for one in group if one.source})) or None,
        computed=f"sum of {', '.join(one.name for one in group)}",
    )


def _at(one: Series, values: np.ndarray, dates: Sequence[str]) -> np.ndarray:
    place = {date: number for number, date in enumerate(one.dates)}
    return values[[place[date] for date in dates]]


def _exposure(group: Sequence[Series], dates: Sequence[str]) -> np.ndarray | None:
    told = [one for one in group if one.exposure is not None]
    if len(told) < len(group):
        return None
    return sum((_at(one, one.exposure, dates) for one in told if one.exposure is not None), np.zeros(len(dates)))  # fmt: skip
