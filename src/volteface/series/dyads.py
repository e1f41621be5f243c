"""Events → monthly series of directed pairs: counts with exposure, Goldstein sums, reports."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series
from volteface.series.events import CodedEvent, distinct_events
from volteface.series.periods import Spell, covered_mask, months

Pair = tuple[str, str]
UNKNOWN_QUAD = "unknown"
LEAST_EXPOSURE = 1.0
_COUNTED = (
    "distinct events of the month (rows of one day, source, target and type once); exposure: all "
    "events of either actor that month, at least 1"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DyadMonths:
    """What ``source`` did to ``target``, month by month.

    ``events`` are distinct events, ``reports`` the documents that tell of them. ``quads`` and
    ``types`` count events by quad class and by type; events of no known class stand under
    ``unknown``. ``goldstein`` sums the weights, a gap in months with an unweighted event, and is
    None where no event of the pair has a weight.
    """

    source: str
    target: str
    events: Series
    reports: Series
    goldstein: Series | None
    quads: Mapping[str, Series]
    types: Mapping[str, Series]

    def all(self) -> tuple[Series, ...]:
        """Return every series of the pair."""
        told = () if self.goldstein is None else (self.goldstein,)
        return (self.events, self.reports, *told, *self.quads.values(), *self.types.values())


@dataclass(frozen=True, slots=True, kw_only=True)
class EventSettings:
    """How events become series.

    ``covered``: the spells (first and last month) that the events cover, None for first to last
    event. ``span``: the months that a series has, None for those covered. ``goldstein`` and
    ``quads``: weight and quad class by type, for events that carry none. ``source``: where the
    events come from.
    """

    covered: Sequence[Spell] | None = None
    span: Spell | None = None
    goldstein: Mapping[str, float] = field(default_factory=dict)
    quads: Mapping[str, str] = field(default_factory=dict)
    source: str | None = None


@dataclass(slots=True)
class _Frame:
    """Months of the series, which are covered, and all events by actor and by pair."""

    dates: tuple[str, ...]
    covered: NDArray[np.bool_]
    actor: dict[str, Counter[str]]
    pair: dict[frozenset[str], Counter[str]]
    settings: EventSettings


def dyad_months(
    events: Iterable[CodedEvent],
    pairs: Sequence[Pair] | None = None,
    settings: EventSettings | None = None,
) -> dict[Pair, DyadMonths]:
    """Return the monthly series of directed ``pairs`` (source, target), or of all that occur.

    A month in which a pair has no event is 0 inside the covered period and a gap outside it. The
    exposure is the number of events in which either actor takes part, with anybody, so that
    growth in coverage is not read as growth in relations; months without any have exposure 1.
    Raises SeriesError where there are no events and no covered period, or an event lies outside
    the covered period.

    >>> from volteface.series.events import events_of
    >>> rows = [("2024-01-05", "USA", "CUB"), ("2024-03-01", "USA", "MEX")]
    >>> told = events_of({"date": d, "source": s, "target": t, "type": "AID"} for d, s, t in rows)
    >>> dyad_months(told)["USA", "CUB"].events.values
    array([1., 0., 0.])
    """
    settings = settings or EventSettings()
    kept = distinct_events(events)
    frame = _frame(kept, settings)
    by_pair: dict[Pair, list[CodedEvent]] = {}
    for event in kept:
        by_pair.setdefault((event.source, event.target), []).append(event)
    wanted = sorted(by_pair) if pairs is None else pairs
    return {pair: _dyad(pair, by_pair.get(pair, []), frame) for pair in wanted}


def _frame(events: Sequence[CodedEvent], settings: EventSettings) -> _Frame:
    spells = _spells(events, settings)
    dates = months(*(settings.span or (min(s[0] for s in spells), max(s[1] for s in spells))))
    inside = {month for first, last in spells for month in months(first, last)}
    frame = _Frame(dates, covered_mask(dates, spells), {}, {}, settings)
    for event in events:
        if event.month not in inside:
            raise SeriesError(
                f"event of {event.date} ({event.source} to {event.target}) lies outside the "
                "covered period; extend it or drop the event"
            )
        for actor in {event.source, event.target}:
            frame.actor.setdefault(actor, Counter())[event.month] += 1
        both = frozenset((event.source, event.target))
        frame.pair.setdefault(both, Counter())[event.month] += 1
    return frame


def _spells(events: Sequence[CodedEvent], settings: EventSettings) -> Sequence[Spell]:
    if settings.covered:
        return settings.covered
    if not events:
        raise SeriesError("no events and no covered period; give one of the two")
    return ((min(event.month for event in events), max(event.month for event in events)),)


def _dyad(pair: Pair, events: Sequence[CodedEvent], frame: _Frame) -> DyadMonths:
    quads = sorted({_quad(event, frame.settings) for event in events})
    types = sorted({event.type for event in events})
    known = [quad for quad in quads if quad != UNKNOWN_QUAD]
    return DyadMonths(
        source=pair[0],
        target=pair[1],
        events=_count(pair, "events", events, frame),
        reports=_reports(pair, events, frame),
        goldstein=_goldstein(pair, events, frame),
        quads={
            quad: _count(pair, quad, [e for e in events if _quad(e, frame.settings) == quad], frame)
            for quad in (quads if known else ())
        },
        types={
            kind: _count(pair, kind, [e for e in events if e.type == kind], frame) for kind in types
        },
    )


def _quad(event: CodedEvent, settings: EventSettings) -> str:
    return event.quad or settings.quads.get(event.type) or UNKNOWN_QUAD


def _weight(event: CodedEvent, settings: EventSettings) -> float:
    told = settings.goldstein.get(event.type) if event.goldstein is None else event.goldstein
    return float("nan") if told is None else told


def _count(pair: Pair, what: str, events: Sequence[CodedEvent], frame: _Frame) -> Series:
    found = Counter(event.month for event in events)
    return _series(pair, what, found, frame, "event")


def _reports(pair: Pair, events: Sequence[CodedEvent], frame: _Frame) -> Series:
    found: Counter[str] = Counter()
    for event in events:
        found[event.month] += event.reports
    return Series(
        name=_name(pair, "reports"),
        dates=frame.dates,
        values=_values(found, frame),
        unit="report",
        source=frame.settings.source,
        computed="documents that tell of the month's events",
    )


def _goldstein(pair: Pair, events: Sequence[CodedEvent], frame: _Frame) -> Series | None:
    weights = [(event.month, _weight(event, frame.settings)) for event in events]
    if all(np.isnan(weight) for _, weight in weights):
        return None
    found: dict[str, float] = {}
    for month, weight in weights:
        found[month] = found.get(month, 0.0) + weight
    return Series(
        name=_name(pair, "goldstein"),
        dates=frame.dates,
        values=_values(found, frame),
        unit="Goldstein points",
        source=frame.settings.source,
        computed="sum of Goldstein (1992) weights of the month's distinct events",
    )


def _series(pair: Pair, what: str, found: Mapping[str, float], frame: _Frame, unit: str) -> Series:
    return Series(
        name=_name(pair, what),
        dates=frame.dates,
        values=_values(found, frame),
        exposure=_exposure(pair, frame),
        unit=unit,
        source=frame.settings.source,
        computed=_COUNTED,
    )


def _name(pair: Pair, what: str) -> str:
    return f"{pair[0]}>{pair[1]} {what}"


def _values(found: Mapping[str, float], frame: _Frame) -> Floats:
    values = np.array([found.get(month, 0) for month in frame.dates], dtype=np.float64)
    values[~frame.covered] = np.nan
    return values


def _exposure(pair: Pair, frame: _Frame) -> Floats:
    empty: Counter[str] = Counter()
    one, other = (frame.actor.get(actor, empty) for actor in pair)
    both = frame.pair.get(frozenset(pair), empty)
    if pair[0] == pair[1]:
        other = both = empty
    total = [one[month] + other[month] - both[month] for month in frame.dates]
    return np.maximum(np.array(total, dtype=np.float64), LEAST_EXPOSURE)
