"""The online watch on simulated monthly counts: false alarms, and how soon a halving is seen."""

from __future__ import annotations

import numpy as np

from volteface.model.series import Series
from volteface.shifts.pooled import pooled
from volteface.shifts.thresholds import Watch
from volteface.shifts.watch import Alarm, first_alarm

RUNS = 1000
BASELINE, WATCHED = 120, 120
DATES = tuple(f"{1900 + i // 12}-{i % 12 + 1:02d}" for i in range(BASELINE + WATCHED + 60))


def main() -> None:
    """Print P(alarm) without a change, and within 12 and 36 months of a halving."""
    generator = np.random.default_rng(7)
    print(f"{RUNS} runs a line; 95 % error of a share is at most .03")
    for watched in ("falls", "both"):
        watch = Watch(watched=watched, baseline=BASELINE)
        for mean, size in ((8.0, 3.0), (30.0, 3.0), (2.0, 1.5)):
            _line(f"{watched}, mean {mean:g}", watch, generator, (mean, size, 1, 0))
        _line(
            f"{watched}, mean 8, change 60 months into the watch",
            watch,
            generator,
            (8.0, 3.0, 1, 60),
        )
        for pairs in (2, 4):
            _line(
                f"{watched}, mean 2, {pairs} related pairs pooled",
                watch,
                generator,
                (2.0, 1.5, pairs, 0),
            )
        for spread in (0.3, 0.5, 0.7):
            alarms = [
                _watch([_autocorrelated(generator, spread)], watch) is not None for _ in range(RUNS)
            ]
            print(
                f"{watched}, mean 8, log-rate AR(1) .8, sd {spread}: false alarms {np.mean(alarms):.3f} (stated .2)"
            )
    print(
        "known: NB-CUSUM .48 / .93; ruptures re-run .33 / .85; BOCPD .18 / .22; mean 2: .09 within 12"
    )


def _line(
    name: str, watch: Watch, generator: np.random.Generator, kind: tuple[float, float, int, int]
) -> None:
    mean, size, pairs, wait = kind
    false, soon, late = 0, 0, 0
    for _ in range(RUNS):
        quiet = [_counts(generator, mean, size) for _ in range(pairs)]
        false += _watch([one[: BASELINE + WATCHED] for one in quiet], watch) is not None
        start = BASELINE + wait
        for one in quiet:
            one[start:] = _counts(generator, mean / 2, size)[start:]
        alarm = _watch(quiet, watch)
        is_hit = alarm is not None and alarm.direction == "down" and alarm.place >= start
        soon += is_hit and alarm is not None and alarm.place < start + 12
        late += is_hit and alarm is not None and alarm.place < start + 36
    print(
        f"{name}: false alarms {false / RUNS:.3f}, within 12 months {soon / RUNS:.3f}, within 36 {late / RUNS:.3f}"
    )


def _watch(counts: list[np.ndarray], watch: Watch) -> Alarm | None:
    series = [
        Series(name=str(number), dates=DATES[: len(one)], values=one)
        for number, one in enumerate(counts)
    ]
    one = series[0] if len(series) == 1 else pooled(series, "sum")
    return first_alarm(one, 0, BASELINE, watch)


def _counts(generator: np.random.Generator, mean: float, size: float) -> np.ndarray:
    return generator.negative_binomial(size, size / (size + mean), len(DATES)).astype(float)


def _autocorrelated(generator: np.random.Generator, spread: float) -> np.ndarray:
    path = generator.standard_normal(BASELINE + WATCHED)
    for date in range(1, len(path)):
        path[date] = 0.8 * path[date - 1] + 0.6 * path[date]
    mean = 8 * np.exp(spread * path - spread**2 / 2)
    return generator.negative_binomial(3, 3 / (3 + mean)).astype(float)
