"""A model file and tables of facts to a fit and to scores: what the commands call."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from volteface.errors import CalibrationError, ObservationError
from volteface.scenarios.build import read_units
from volteface.scenarios.calibration.chains import ChainSettings
from volteface.scenarios.calibration.channels import Channel, Floats, Sight, scale_of, sights
from volteface.scenarios.calibration.checks import Check, predictive_checks
from volteface.scenarios.calibration.fit import Data, Reporting, calibrate, fitted_sights
from volteface.scenarios.calibration.left_out import remarks
from volteface.scenarios.calibration.observing import channels_of
from volteface.scenarios.calibration.posterior import Posterior
from volteface.scenarios.calibration.predictive import Futures, posterior_draws, prior_draws
from volteface.scenarios.calibration.tempered import Settings
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.load import ModelFile
from volteface.scenarios.observations import (
    Row,
    before,
    counted,
    from_day,
    last_before,
    month_number,
    month_start,
    read_rows,
    with_shares,
)
from volteface.scenarios.program import Program
from volteface.scenarios.scoring import Scores, score_row

YEARS_FITTED = 10
FACTS, POSTERIOR = "facts.csv", "posterior.npz"
_PRIOR_DRAWS = 1000
_TRUST = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """The rows that a score needs: ``observed`` to score, ``known`` before the cut, ``given``."""

    observed: tuple[Row, ...]
    known: tuple[Row, ...] = ()
    given: tuple[Row, ...] = ()


def read_data(path: Path, until: date) -> Data:
    """Return the rows of the table at ``path``, to be fitted up to ``until``.

    Raises ObservationError where the table cannot be read.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ObservationError(f"{path}: cannot be read ({error.strerror})") from error
    return Data(rows=read_rows(path), until=until, sha256=sha256(content).hexdigest())


def fit_start(until: date) -> date:
    """Return the first day of a fit: the ten years up to the cut.

    >>> fit_start(date(2025, 12, 31))
    datetime.date(2016, 1, 1)
    """
    return month_start(1 - 12 * YEARS_FITTED, until.replace(day=1))


def fit_model(
    file: ModelFile,
    data: Data,
    settings: Settings | ChainSettings | None = None,
    reporting: Reporting | None = None,
    since: date | None = None,
) -> Posterior:
    """Return the posterior of a model file given the rows of ``since`` to the cut."""
    start = since or fit_start(data.until)
    months = month_number(data.until, start) + 1
    if months < 1:
        raise CalibrationError(f"the fit would start on {start}, after the cut on {data.until}")
    program = compile_model(file, Choices(start=f"{start:%Y-%m}", months=months))
    seen_by = channels(file, program)
    if reporting is not None and reporting.remarked is not None:
        rows = before(counted(data.rows, data.until), data.until)
        asked = (row for row in rows if row.start >= start)
        for remark in remarks(asked, seen_by):
            reporting.remarked(remark)
    return calibrate(program, seen_by, data, settings, reporting)


def check_fit(file: ModelFile, posterior: Posterior, data: Data) -> tuple[Check, ...]:
    """Return how the fitted rows lie among what the model foretells, before and after the fit."""
    months = posterior.unknowns.months
    program = compile_model(file, Choices(start=posterior.start, months=months))
    seen = fitted_sights(program, channels(file, program), data)
    return predictive_checks(posterior, program, seen)


def channels(file: ModelFile, program: Program) -> tuple[Channel, ...]:
    """Return the channels of the file's observations; see ``channels_of``."""
    return channels_of(file, program, read_units(file.tree))


def score_model(
    file: ModelFile,
    posterior: Posterior,
    tables: Tables,
    start: date,
    futures: Futures | None = None,
) -> Scores:
    """Return the scores of the rows that start on ``start`` or later.

    The model is run from the start of the fit; names that the given rows set are held at them in
    their months. Raises CalibrationError where the posterior is of another model, or was fitted
    on days that are to be scored.
    """
    _check(file, posterior, start)
    rows = _scored_rows(tables, start)
    if not rows:
        return Scores(rows=(), unmatched=())
    first = date.fromisoformat(f"{posterior.start}-01")
    months = month_number(max(row.end for row in rows), first) + 1
    bare = compile_model(file, Choices(start=posterior.start, months=months))
    seen_by = channels(file, bare)
    inputs = _inputs(from_day(tables.given, start), seen_by)
    given = given_values(inputs, seen_by, first, months)
    program = compile_model(file, Choices(start=posterior.start, months=months, given=given))
    held = {_key(row) for row in inputs}
    asked = [row for row in rows if _key(row) not in held]
    seen, unmatched = sights(asked, seen_by, first, months)
    after = posterior_draws(posterior, program, seen, futures)
    prior = prior_draws(program, seen, _PRIOR_DRAWS, futures)
    found = _scores(seen, (after, prior), _known(tables, start), (start, unmatched))
    return replace(found, remarks=remarks((*inputs, *asked), seen_by))


def _check(file: ModelFile, posterior: Posterior, start: date) -> None:
    if posterior.model_sha256 != file.sha256:
        raise CalibrationError(
            f"the posterior was fitted with another state of {file.name}; "
            "run volteface calibrate on it again"
        )
    if start <= posterior.until:
        raise CalibrationError(
            f"rows from {start} on are asked for, but the posterior was fitted on rows up to "
            f"{posterior.until}; fit with an earlier --until"
        )


def _scored_rows(tables: Tables, start: date) -> tuple[Row, ...]:
    """Return the observed rows with collapses counted, from the first one known on."""
    before_it = tuple(row for row in tables.known if row.end < start)
    both = counted((*before_it, *tables.observed))
    return tuple(from_day(both, start))


def _inputs(rows: Iterable[Row], seen_by: Sequence[Channel]) -> tuple[Row, ...]:
    """Return the rows that set a name of the model, and so are no forecasts."""
    sets = {channel.series for channel in seen_by if channel.sets is not None}
    return tuple(row for row in rows if row.series in sets)


def _key(row: Row) -> tuple[str, str, date, date]:
    return row.id, row.series, row.start, row.end


def _known(tables: Tables, start: date) -> tuple[Row, ...]:
    """Return the rows before the cut as persistence sees them: counts, shares, observed and known."""
    cut = month_start(0, start)
    earlier = [row for row in (*tables.known, *tables.observed) if row.end < start]
    unique = {_key(row): row for row in earlier}.values()
    ended = max((row.end for row in unique), default=cut)
    return with_shares(counted(unique, max(ended, date.fromordinal(start.toordinal() - 1))))


def _scores(
    seen: Sequence[Sight],
    draws: tuple[tuple[Floats, ...], tuple[Floats, ...]],
    known: tuple[Row, ...],
    rest: tuple[date, tuple[Row, ...]],
) -> Scores:
    start, unmatched = rest
    yesterday = date.fromordinal(start.toordinal() - 1)
    rows = (
        score_row(sight.row, after, _last(sight, known, yesterday), before_fit)
        for sight, after, before_fit in zip(seen, *draws, strict=True)
    )
    return Scores(rows=tuple(rows), unmatched=tuple(row.id for row in unmatched))


def _last(sight: Sight, known: tuple[Row, ...], until: date) -> Row | None:
    """Return the last row of the sight's series, its value in the unit of the sight's row."""
    last = last_before(known, sight.row.series, until)
    scale = None if last is None else scale_of(last, sight.channel)
    if last is None or scale is None:
        return None
    return replace(last, value=last.value * scale / sight.scale)


def given_values(
    rows: Iterable[Row], seen_by: Sequence[Channel], first: date, months: int
) -> dict[str, tuple[float | None, ...]]:
    """Return for each name that given rows set its value by month, None where none is given.

    Of rows for one month the shortest period counts, then the most trusted, then the first. A row
    for the first day of a month alone tells the state at its start, which is the end of the month
    before.
    """
    sets = {channel.series: channel for channel in seen_by if channel.sets is not None}
    chosen: dict[tuple[str, int], tuple[tuple[int, int], float]] = {}
    for row in rows:
        channel = sets.get(row.series)
        if channel is None or channel.sets is None or not row.is_used:
            continue
        scale = scale_of(row, channel)
        if scale is None:
            continue
        rank = (row.days, _TRUST.index(row.confidence))
        is_opening = row.days == 1 and row.start.day == 1
        for month in row.month_weights(first):
            place = (channel.sets, month - is_opening)
            if 0 <= place[1] < months and (place not in chosen or rank < chosen[place][0]):
                chosen[place] = (rank, row.value * scale)
    return {
        name: tuple(chosen.get((name, m), (None, None))[1] for m in range(months))
        for name in dict.fromkeys(name for name, _ in chosen)
    }


def straddling(rows: Iterable[Row], until: date) -> tuple[Row, ...]:
    """Return the rows that start by the cut and end after it: they are left out of both sides."""
    kept = tuple(rows)
    ended = set(before(kept, until))
    return tuple(row for row in kept if row not in ended and row.start <= until)
