"""The online watch on simulated monthly counts: false alarms, and how soon a halving is seen."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from shifts import online_peers
from volteface.model.series import Series
from volteface.shifts.pooled import pooled
from volteface.shifts.thresholds import Watch
from volteface.shifts.watch import first_alarm, watch_series

RUNS = 1000
BASELINE, WATCHED = 120, 120
DATES = tuple(f"{1900 + i // 12}-{i % 12 + 1:02d}" for i in range(BASELINE + WATCHED + 60))
SOON, LATE = 12, 36


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """Mean and size of the counts, related pairs, months into the watch when the mean is halved."""

    mean: float = 8.0
    size: float = 3.0
    pairs: int = 1
    wait: int = 0


def main() -> None:
    """Print P(alarm) without a change, and within 12 and 36 months of a halving."""
    generator = np.random.default_rng(7)
    print(f"{RUNS} runs a line; 95 % error of a share is at most .03")
    for watched in ("falls", "both"):
        watch = Watch(watched=watched, baseline=BASELINE)
        for kind in (Kind(), Kind(mean=30.0), Kind(mean=2.0, size=1.5), Kind(wait=60),
                     Kind(mean=2.0, size=1.5, pairs=2), Kind(mean=2.0, size=1.5, pairs=4)):  # fmt: skip
            _line(watched, watch, generator, kind)
        for spread in (0.0, 0.3, 0.5, 0.7):
            alarms = [
                _first([_autocorrelated(generator, spread)], watch) is not None for _ in range(RUNS)
            ]
            print(
                f"{watched}, mean 8, log-rate AR(1) .8, sd {spread}: false alarms {np.mean(alarms):.3f} (stated .2)"
            )
        for chance in (0.05, 0.5):
            other = Watch(watched=watched, baseline=BASELINE, chance=chance)
            alarms = [
                _first([_counts(generator, 8, 3)[: BASELINE + WATCHED]], other) is not None
                for _ in range(RUNS)
            ]
            print(f"{watched}, mean 8: false alarms {np.mean(alarms):.3f} (stated {chance:g})")
    online_peers.main(BASELINE, WATCHED)
    print(
        "known: NB-CUSUM .48 / .93; ruptures re-run .33 / .85; BOCPD .18 / .22; mean 2: .09 within 12"
    )


def _line(watched: str, watch: Watch, generator: np.random.Generator, kind: Kind) -> None:
    false, before, first, again = 0, 0, np.zeros(2), np.zeros(2)
    for _ in range(RUNS):
        quiet = [_counts(generator, kind.mean, kind.size) for _ in range(kind.pairs)]
        false += _first([one[: BASELINE + WATCHED] for one in quiet], watch) is not None
        start = BASELINE + kind.wait
        for one in quiet:
            one[start:] = _counts(generator, kind.mean / 2, kind.size)[start:]
        found = _first(quiet, watch)
        before += found is not None and found[0] < start
        first += _within([found] if found else [], start)
        again += _within(_all(quiet, watch), start) if kind.wait else 0
    name = f"{watched}, mean {kind.mean:g}" + (
        f", {kind.pairs} pairs pooled" if kind.pairs > 1 else ""
    )
    print(f"{name}{f', change {kind.wait} months into the watch' if kind.wait else ''}: false alarms "
          f"{false / RUNS:.3f}, within 12 / 36 months {_shown(first / RUNS)}")  # fmt: skip
    if kind.wait:
        print(f"  alarmed before the change {before / RUNS:.3f}; where not, {_shown(first / (RUNS - before))}; "
              f"any alarm for a fall, the watch going on after a false one, {_shown(again / RUNS)}")  # fmt: skip


def _shown(shares: np.ndarray) -> str:
    return " / ".join(f"{one:.3f}" for one in shares)


def _within(alarms: list[tuple[int, str]], start: int) -> np.ndarray:
    places = [place for place, direction in alarms if direction == "down" and place >= start]
    return np.array([any(place < start + months for place in places) for months in (SOON, LATE)])


def _series(counts: list[np.ndarray]) -> Series:
    series = [
        Series(name=str(number), dates=DATES[: len(one)], values=one)
        for number, one in enumerate(counts)
    ]
    return series[0] if len(series) == 1 else pooled(series, "sum")


def _first(counts: list[np.ndarray], watch: Watch) -> tuple[int, str] | None:
    alarm = first_alarm(_series(counts), 0, BASELINE, watch)
    return None if alarm is None else (alarm.place, alarm.direction)


def _all(counts: list[np.ndarray], watch: Watch) -> list[tuple[int, str]]:
    [shifts] = watch_series([_series(counts)], watch)
    return [(DATES.index(one.detected or ""), one.direction) for one in shifts]


def _counts(generator: np.random.Generator, mean: float, size: float) -> np.ndarray:
    return generator.negative_binomial(size, size / (size + mean), len(DATES)).astype(float)


def _autocorrelated(generator: np.random.Generator, spread: float) -> np.ndarray:
    path = generator.standard_normal(BASELINE + WATCHED)
    for date in range(1, len(path)):
        path[date] = 0.8 * path[date - 1] + 0.6 * path[date]
    mean = 8 * np.exp(spread * path - spread**2 / 2)
    return generator.negative_binomial(3, 3 / (3 + mean)).astype(float)
