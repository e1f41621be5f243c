"""Results of a run, as values: what was gathered, of which model, with which seed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from volteface.scenarios.calendar import month_name
from volteface.scenarios.gather import OVER_RUN, SHARES, Measure, probability_error, runs_needed
from volteface.scenarios.posterior_odds import WeightedStates
from volteface.scenarios.program import Program

_HORIZONS = (12, 24, 36, 60, 120)
_FEWEST_EFFECTIVE = 50
_DATE_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


@dataclass(frozen=True, slots=True, kw_only=True)
class DateDistribution:
    """When an event happens: its chance by the end, and months by which parts of that chance fall.

    ``dates`` are the months by which 10, 25, 50, 75 and 90 % of the runs *in which it happens*
    have seen it; ``by_month`` is the chance that it has happened by each month.
    """

    event: str
    probability: float
    error: float
    dates: tuple[str, ...]
    by_month: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Odds:
    """The question's answer after ``months``, as shares of runs that sum to 1.

    ``realigned``: absorbed by realignment; ``restored``: back and not realigned since; ``open``:
    neither. ``lasting_to_temporary`` is what is not restored to what is, ``realigned_to_restored``
    the odds of the two mechanisms; None where nothing was restored.
    """

    months: int
    restored: float
    realigned: float
    open: float
    lasting_to_temporary: float | None
    realigned_to_restored: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """What a run yielded, with all that is needed to run it again."""

    title: str
    scenario: str
    sha256: str
    seed: int
    runs: int
    engine: str
    start: str
    months: int
    measures: tuple[Measure, ...]
    sets: tuple[tuple[str, str], ...] = ()
    is_difference: bool = False
    seen: WeightedStates | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """The months by name, then the measures over the run."""
        return (*self.month_names, *OVER_RUN)

    @property
    def month_names(self) -> tuple[str, ...]:
        """The months by name."""
        return tuple(month_name(self.start, month) for month in range(self.months))

    def measure(self, name: str) -> Measure:
        """Return the measure of output ``name``; raises KeyError where there is none."""
        for one in self.measures:
            if one.output.name == name:
                return one
        raise KeyError(name)

    def dates(self) -> tuple[DateDistribution, ...]:
        """Return the date distribution of each event."""
        if self.is_difference:
            return ()
        return tuple(self._dates(one) for one in self.measures if one.output.is_event)

    def odds(self) -> tuple[Odds, ...]:
        """Return the question's answer at the horizons within the run; empty where none is asked.

        These are the prior odds of the model; ``posterior_odds`` weighs what was seen as well.
        """
        names = {one.output.name for one in self.measures}
        if "question.restored" not in names or self.is_difference:
            return ()
        realigned = self.measure("question.realigned").mean
        still_open = self.measure("question.open").mean
        return tuple(
            self._odds(one, float(realigned[one - 1]), float(still_open[one - 1]))
            for one in self.horizons
        )

    def posterior_odds(self) -> tuple[Odds, ...]:
        """Return the odds given what the file says was seen; empty where nothing was.

        Empty too where fewer than 50 effective runs fit what was seen: run more of them.
        """
        if self.seen is None or self.effective_runs < _FEWEST_EFFECTIVE:
            return ()
        shares = self.seen.shares()
        return tuple(
            self._odds(one, float(shares[1, one - 1]), float(shares[2, one - 1]))
            for one in self.horizons
        )

    @property
    def effective_runs(self) -> float:
        """Equally weighted runs that the posterior odds rest on; all where nothing was seen."""
        return float(self.runs) if self.seen is None else self.seen.effective_runs

    @property
    def horizons(self) -> tuple[int, ...]:
        """The months after which the question is answered."""
        return (*(one for one in _HORIZONS if one < self.months), self.months)

    def runs_for_one_point(self) -> int:
        """Return the runs after which every probability gathered is known to ±1 point (95 %)."""
        return max((runs_needed(float(p)) for p in self._probabilities()), default=0)

    def largest_error(self) -> float:
        """Return the largest Monte Carlo standard error of a probability gathered."""
        found = self._probabilities()
        return float(probability_error(found, self.runs).max()) if found.size else 0.0

    def _probabilities(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        if self.is_difference:
            return np.zeros(0)
        parts = [one.exceedance.ravel() for one in self.measures]
        parts += [one.mean[: self.months] for one in self.measures if one.output.is_event]
        return np.concatenate(parts) if parts else np.zeros(0)

    def _dates(self, one: Measure) -> DateDistribution:
        chance = one.mean[: self.months]
        total = float(chance[-1])
        dates = tuple(
            month_name(self.start, int(np.searchsorted(chance, share * total - 1e-12)))
            for share in (_DATE_SHARES if total else ())
        )
        return DateDistribution(
            event=one.output.name,
            probability=total,
            error=float(probability_error(chance[-1], self.runs)),
            dates=dates,
            by_month=tuple(chance.tolist()),
        )

    def _odds(self, months: int, realigned: float, still_open: float) -> Odds:
        restored = max(0.0, 1 - realigned - still_open)
        restored = restored if restored * self.runs > 0.5 else 0.0  # less than one run is rounding
        return Odds(
            months=months,
            restored=restored,
            realigned=realigned,
            open=still_open,
            lasting_to_temporary=(1 - restored) / restored if restored else None,
            realigned_to_restored=realigned / restored if restored else None,
        )


def results_of(
    program: Program, measures: tuple[Measure, ...], *, seed: int, engine: str, runs: int
) -> Results:
    """Return the results of a run of ``program``."""
    return Results(
        title=program.title,
        scenario=program.scenario or "base",
        sha256=program.sha256,
        seed=seed,
        runs=runs,
        engine=engine,
        start=program.start,
        months=program.months,
        measures=measures,
    )


__all__ = ["SHARES", "DateDistribution", "Odds", "Results", "results_of"]
