"""Rows that a model does not see as their writer may have meant: units, misspellings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from volteface.scenarios.calibration.channels import Channel, doubt_of, scale_of
from volteface.scenarios.observations import Row

# Nearer than names of one family are to each other, such as UNE_peak_demand and UNE_peak_deficit.
_NEAR = 0.85


def remarks(rows: Iterable[Row], channels: Sequence[Channel]) -> tuple[str, ...]:
    """Return what is to be said of rows, each with its place in the table.

    Left out: a row whose unit does not fit its series, and a series that is spelt nearly like one
    that the model observes; other series are the table's own affair. Read, but in doubt: a word
    for a unit that is none, which is taken for the declared unit, told once.
    """
    by_series = {channel.series: channel for channel in channels}
    doubts: set[str] = set()
    return tuple(remark for row in rows for remark in _remarks(row, by_series, doubts))


def _remarks(row: Row, known: dict[str, Channel], doubts: set[str]) -> Iterator[str]:
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
    elif (doubt := doubt_of(row, channel)) is not None and doubt not in doubts:
        doubts.add(doubt)
        yield f"{where}: {doubt}"
