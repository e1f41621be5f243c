"""Fit how sure an online alarm is, on simulated counts of which half change.

    python training/shifts/calibrate_alarms.py [--series 8000] [--seed 13]

240 months of negative-binomial counts of mean 2–40 and size 1–10, the first 120 held as the
baseline; half change at a month drawn from the rest, by a factor of .3–.75 or 1.3–3. An alarm is a true one where the
change had come by then. Logistic regression on the largest log-likelihood ratio at the alarm;
half of the series are kept for the score.
"""

from __future__ import annotations

import argparse

import numpy as np
from calibrate import fit

from volteface.model.series import Series
from volteface.shifts.thresholds import Watch
from volteface.shifts.watch import first_alarm

BASELINE, DATES = 120, 240
NAMES = tuple(f"{1900 + i // 12}-{i % 12 + 1:02d}" for i in range(DATES))
FACTORS = (0.3, 0.5, 0.75, 1.3, 2.0, 3.0)


def main() -> None:
    """Fit, score on the other half, print the file's lines."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--series", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=13)
    options = parser.parse_args()
    generator = np.random.default_rng(options.seed)
    found = [one for one in (_case(generator) for _ in range(options.series)) if one is not None]
    fitted, kept = np.array(found[::2]), np.array(found[1::2])
    a, b = fit(fitted[:, 0], fitted[:, 1])
    chance = 1 / (1 + np.exp(-(a + b * kept[:, 0])))
    print(f"alarm_intercept = {a:.3f}\nalarm_slope = {b:.3f}")
    print(f"# {len(kept)} alarms of the half not fitted: {kept[:, 1].mean():.2f} true, Brier "
          f"{np.mean((chance - kept[:, 1]) ** 2):.3f}, of the share {kept[:, 1].var():.3f}")  # fmt: skip
    for low, high in ((0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.01)):
        some = (chance >= low) & (chance < high)
        if some.any():
            print(f"#   said {chance[some].mean():.2f}, came {kept[some, 1].mean():.2f}, N {some.sum()}")  # fmt: skip


def _case(generator: np.random.Generator) -> tuple[float, float] | None:
    mean = np.full(DATES, np.exp(generator.uniform(np.log(2), np.log(40))))
    size = float(generator.uniform(1, 10))
    place = DATES
    if generator.random() < 0.5:
        place = int(generator.integers(BASELINE, DATES - 6))
        mean[place:] *= generator.choice(FACTORS)
    counts = generator.negative_binomial(size, size / (size + mean)).astype(float)
    series = Series(name="s", dates=NAMES, values=counts)
    alarm = first_alarm(series, 0, BASELINE, Watch(baseline=BASELINE))
    if alarm is None:
        return None
    return float(alarm.ratios.max()), float(alarm.place >= place)


if __name__ == "__main__":
    main()
