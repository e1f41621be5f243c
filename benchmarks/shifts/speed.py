"""Time and memory of shifts over many monthly dyad series, beside ruptures' PELT called per series."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable

import numpy as np

from volteface.model.series import Series
from volteface.shifts.offline import Setting, change_points
from volteface.shifts.thresholds import Watch
from volteface.shifts.watch import watch_series

SERIES, DATES = 20_000, 300  # half of 40,000: what one of two cores has to do
FEW = 20


def main() -> None:
    """Print seconds for the series measured and, in proportion, for 40,000 on two cores."""
    generator = np.random.default_rng(3)
    values = _counts(generator)
    setting = Setting(cost="counts", passes=1)
    block = 500
    offline = _time(
        lambda: [
            change_points(values[k : k + block], None, setting) for k in range(0, SERIES, block)
        ]
    )
    names = tuple(f"{2000 + i // 12}-{i % 12 + 1:02d}" for i in range(DATES))
    series = [Series(name=str(k), dates=names, values=row) for k, row in enumerate(values)]
    online = _time(lambda: list(watch_series(series, Watch(watched="falls"))))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{SERIES} series of {DATES} months on one core, CPU seconds: offline {offline:.1f}, online "
          f"{online:.1f}; so {2 * SERIES} on two cores: {offline + online:.0f} s; peak {peak:.0f} MB")  # fmt: skip
    try:
        import ruptures
    except ImportError:
        print("  skipped: ruptures is not installed")
        return
    peer = _time(
        lambda: [ruptures.Pelt(model="l2").fit(row).predict(pen=30) for row in values[:FEW]]
    )
    print(f"  ruptures {ruptures.__version__} PELT (l2), per series {peer / FEW * 1000:.0f} ms; ours offline "
          f"{offline / SERIES * 1000:.2f} ms: {peer / FEW / (offline / SERIES):.0f} times as fast")  # fmt: skip


def _counts(generator: np.random.Generator) -> np.ndarray:
    mean = np.exp(generator.normal(0.5, 1.2, (SERIES, 1))) * np.ones(DATES)
    mean[::4, DATES // 2 :] /= 2
    return generator.poisson(generator.gamma(2, mean / 2)).astype(float)


def _time(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start
