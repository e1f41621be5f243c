"""How much one state hangs on another: bandwidth × dependence, shares, concentration, cover."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series
from volteface.series.periods import one_unit, side_by_side, sources_of

_FBIC = "Moyer et al. (2021), China-US Competition: Measuring Global Influence"


def influence_capacity(
    bandwidth: Mapping[str, Series],
    dependence: Mapping[str, Series],
    weights: Mapping[str, float] | None = None,
    name: str = "influence capacity",
) -> Series:
    """Return bandwidth × dependence, each a weighted mean of parts that run from 0 to 1.

    Bandwidth: how much passes between the two states (trade, arms, treaties, envoys), scaled by
    ``scaled``; dependence: how much of what the receiver has of each comes from the sender (see
    ``share_of_supply``). The product is 0 where either is: a large exchange that can be replaced
    gives no hold, nor does dependence on next to nothing. ``weights`` by part, 1 where not told;
    the published index has its own, which are not repeated here. A date at which a part is
    missing is a gap. Source: Moyer et al. (2021), Formal Bilateral Influence Capacity Index.
    Raises SeriesError where a part lies outside 0 to 1 or a weight is not above 0.

    >>> half = Series(name="trade", dates=("2020",), values=np.array([0.5]))
    >>> influence_capacity({"trade": half}, {"share": half}).values
    array([0.25])
    """
    if not bandwidth or not dependence:
        raise SeriesError(f"{name}: give at least one part of bandwidth and one of dependence")
    parts = (*bandwidth.values(), *dependence.values())
    dates, table = side_by_side(parts)
    for one in parts:
        if np.any(one.values < 0) or np.any(one.values > 1):
            raise SeriesError(f"{name}: {one.name} leaves the range 0 to 1; use scaled() first")
    told = _weights((*bandwidth, *dependence), weights or {}, name)
    split = len(bandwidth)
    wide = np.average(table[:split], axis=0, weights=told[:split])
    deep = np.average(table[split:], axis=0, weights=told[split:])
    return Series(
        name=name,
        dates=dates,
        values=wide * deep,
        unit="share",
        source=sources_of(parts),
        computed=(
            f"bandwidth ({', '.join(bandwidth)}) × dependence ({', '.join(dependence)}), {_FBIC}"
        ),
    )


def scaled(series: Series, top: float) -> Series:
    """Return ``series`` divided by ``top``, the value that counts as full, and cut at 1.

    >>> scaled(Series(name="trade", dates=("2020",), values=np.array([5.0])), 20.0).values
    array([0.25])
    """
    if not top > 0:
        raise SeriesError(f"series {series.name!r}: top is {top:g}; it must be above 0")
    return Series(
        name=series.name,
        dates=series.dates,
        values=np.minimum(series.values / top, 1.0),
        unit="share",
        source=series.source,
        computed=f"share of {top:g} {series.unit or ''}".rstrip(),
    )


def share_of_supply(supplies: Mapping[str, Series], supplier: str) -> Series:
    """Return the share of all ``supplies`` (by supplier, one unit) that ``supplier`` gives.

    Own production counts where it is among them. A date at which any supplier is a gap, or all
    give 0, is a gap. Raises SeriesError where the supplier is none of them, units differ or a
    supply is negative.

    >>> flows = {k: Series(name=k, dates=("2020",), values=np.array([v]), unit="t")
    ...          for k, v in (("VEN", 3.0), ("MEX", 1.0))}
    >>> share_of_supply(flows, "VEN").values
    array([0.75])
    """
    if supplier not in supplies:
        raise SeriesError(f"no supply of {supplier!r}; suppliers are {', '.join(supplies)}")
    dates, shares = _shares(supplies)
    return Series(
        name=f"{supplier} share of supply",
        dates=dates,
        values=shares[list(supplies).index(supplier)],
        unit="share",
        source=sources_of(tuple(supplies.values())),
        computed=f"supply of {supplier} over that of {len(supplies)} suppliers",
    )


def concentration(supplies: Mapping[str, Series]) -> Series:
    """Return the Herfindahl index of ``supplies``: the sum of squared shares, 1/n to 1.

    Gaps and errors as in ``share_of_supply``. Source: Herfindahl (1950), Hirschman (1945).

    >>> flows = {k: Series(name=k, dates=("2020",), values=np.array([1.0])) for k in "ab"}
    >>> concentration(flows).values
    array([0.5])
    """
    dates, shares = _shares(supplies)
    return Series(
        name="concentration of supply",
        dates=dates,
        values=(shares**2).sum(axis=0),
        unit="Herfindahl index",
        source=sources_of(tuple(supplies.values())),
        computed=f"sum of squared shares of {len(supplies)} suppliers",
    )


def days_of_cover(stock: Series, use_per_day: Series) -> Series:
    """Return for how many days ``stock`` lasts at ``use_per_day``, the same unit a day.

    A date at which either is missing, or nothing is used, is a gap. Raises SeriesError where one
    is negative, or units are told and that of the use is not that of the stock a day.

    >>> stock = Series(name="stock", dates=("2026-01",), values=np.array([900.0]), unit="t")
    >>> use = Series(name="use", dates=("2026-01",), values=np.array([30.0]), unit="t/day")
    >>> days_of_cover(stock, use).values
    array([30.])
    """
    if stock.unit and use_per_day.unit and use_per_day.unit != f"{stock.unit}/day":
        raise SeriesError(
            f"stock is in {stock.unit}, use in {use_per_day.unit}; use must be {stock.unit}/day"
        )
    _check_signs((stock, use_per_day))
    dates, (held, used) = side_by_side((stock, use_per_day))
    values = np.full(len(dates), np.nan)
    np.divide(held, used, out=values, where=used > 0)
    return Series(
        name=f"{stock.name} cover",
        dates=dates,
        values=values,
        unit="day",
        source=sources_of((stock, use_per_day)),
        computed="stock over use a day, nothing arriving",
    )


def _shares(supplies: Mapping[str, Series]) -> tuple[tuple[str, ...], Floats]:
    parts = tuple(supplies.values())
    one_unit(parts)
    _check_signs(parts)
    dates, table = side_by_side(parts)
    total = table.sum(axis=0)
    shares = np.full_like(table, np.nan)
    np.divide(table, total, out=shares, where=total > 0)
    return dates, shares


def _check_signs(parts: Sequence[Series]) -> None:
    for one in parts:
        if np.any(one.values < 0):
            raise SeriesError(f"series {one.name!r}: a value is below 0; correct it")


def _weights(parts: Sequence[str], told: Mapping[str, float], name: str) -> Floats:
    unknown = set(told) - set(parts)
    if unknown:
        raise SeriesError(f"{name}: weights for {', '.join(sorted(unknown))}, which are no parts")
    weights = np.array([told.get(part, 1.0) for part in parts])
    if not np.all(weights > 0):
        raise SeriesError(f"{name}: weights must be above 0")
    return weights
