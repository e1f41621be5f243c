"""Rows that a model does not see although their writer may have meant it to: units, misspellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from volteface.scenarios.calibration.channels import Channel, scale_of
from volteface.scenarios.observations import Row

# Nearer than names of one family are to each other, such as UNE_peak_demand and UNE_peak_deficit.
_NEAR = 0.85


def remarks(rows: Iterable[Row], channels: Sequence[Channel]) -> tuple[str, ...]:
    """Return what is to be said of rows that are left out, each with its place in the table.

    A row whose unit does not fit its series, and a series that is spelt nearly like one that the
    model observes. Other series are the table's own affair.
    """
    by_series = {channel.series: channel for channel in channels}
    return tuple(remark for row in rows for remark in _remarks(row, by_series))


def _remarks(row: Row, known: dict[str, Channel]) -> Iterator[str]:
    where = f"{row.place or 'row'}, {row.id}"
    channel = known.get(row.series)
    if channel is None:
        near = get_close_matches(row.series, known, n=1, cutoff=_NEAR)
        if near:
            yield (
                f"{where}: left out, series {row.series!r} is not observed by the model; "
                f"did you mean {near[0]}?"
            )
    elif scale_of(row, channel) is None:
        yield (
            f"{where}: left out, {row.series} is in {row.unit!r}; expected a unit that fits "
            f"{channel.unit}"
        )
