"""Print how well the case model foretells what came, fitted again before each of many cuts.

    python benchmarks/scenarios/backcasts.py [--particles N] [--moves N] [--last-moves N] [--only 2025-06-30]

For each cut the model is fitted on the rows that end by it, and foretells the rows that start in
the window after it. Oil, staff and shares are foretold without any input; the electricity rows
are foretold given the oil rows of the window, as `volteface score` does. Persistence is the last
value of the series before the cut. All rows foretold from one cut count as one group in the
interval of the skill, since they share one fit and one run of luck.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from volteface.scenarios.calibration.running import Tables, fit_model, read_data, score_model
from volteface.scenarios.calibration.tempered import Settings
from volteface.scenarios.load import load_model
from volteface.scenarios.observations import Row, month_start
from volteface.scenarios.scoring import RowScore, skill

CASE = Path(__file__).parents[2] / "cases" / "caracas-havana"
FIRST_FIT = date(2013, 1, 1)
# Rows after it are inputs of a forecast and never outcomes here.
LAST_DAY = date(2025, 12, 31)
ELECTRICITY = ("UNE_", "grid_collapse")


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A cut, and the last day on which a row may start that is foretold from it."""

    cut: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """A row's score and the cut it was foretold from."""

    score: RowScore
    cut: date


def windows() -> tuple[Window, ...]:
    """Return 2016–17 as a whole, then each half-year from 2019 to 2025."""
    halves = []
    for year in range(2019, 2026):
        halves.append(Window(cut=date(year - 1, 12, 31), end=date(year, 6, 30)))
        halves.append(Window(cut=date(year, 6, 30), end=date(year, 12, 31)))
    return (Window(cut=date(2015, 12, 31), end=date(2017, 12, 31)), *halves)


def main() -> None:
    """Fit, foretell and print, one window after another."""
    options = _options()
    settings = Settings(
        particles=options.particles, moves=options.moves, last_moves=options.last_moves
    )
    found: list[Foretold] = []
    for window in windows():
        if options.only and window.cut.isoformat() not in options.only:
            continue
        began = time.perf_counter()
        foretold = _foretell(window, settings)
        found += foretold
        print(f"cut {window.cut}: {len(foretold)} rows, {time.perf_counter() - began:.0f} s",
              flush=True)  # fmt: skip
        if options.rows:
            _print_rows(foretold)
    _print_summary(found, np.random.default_rng(1))
    if options.json:
        options.json.write_text(json.dumps(_record(found), indent=1), encoding="utf-8")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--particles", type=int, default=500)
    parser.add_argument("--moves", type=int, default=15)
    parser.add_argument("--last-moves", type=int, default=80)
    parser.add_argument("--only", nargs="*", help="cuts, such as 2025-06-30")
    parser.add_argument("--rows", action="store_true", help="print every row")
    parser.add_argument("--json", type=Path)
    return parser.parse_args()


def _foretell(window: Window, settings: Settings) -> list[Foretold]:
    file = load_model(CASE)
    data = read_data(CASE / "facts.csv", window.cut)
    rows = tuple(row for row in data.rows if row.end <= LAST_DAY)
    # A run of a few years before the first row is enough; earlier rows only anchor the trend.
    since = min(FIRST_FIT, date(window.cut.year - 9, 1, 1)) if window.cut.year < 2022 else None
    posterior = fit_model(file, data, settings, since=since)
    start = month_start(1, window.cut.replace(day=1))
    asked = tuple(row for row in rows if start <= row.start <= window.end)
    known = tuple(row for row in rows if row.end <= window.cut)
    power = tuple(row for row in asked if row.series.startswith(ELECTRICITY))
    other = tuple(row for row in asked if row not in power and row.is_used)
    collapses = tuple(row for row in rows if row.series == "grid_collapse")
    oil = Tables(observed=other, known=known)
    grid = Tables(
        observed=tuple(row for row in power if row.is_used), known=(*known, *collapses), given=rows
    )
    scores = [
        *score_model(file, posterior, oil, start).rows,
        *(
            row
            for row in score_model(file, posterior, grid, start).rows
            if _starts_by(row, grid.observed, window.end)
        ),
    ]
    return [Foretold(score=s, cut=window.cut) for s in scores]


def _starts_by(score: RowScore, observed: tuple[Row, ...], end: date) -> bool:
    if score.series != "grid_collapses":
        return score.id in {row.id for row in observed}
    return date.fromisoformat(f"{score.id[-7:]}-01") <= end


def _print_rows(found: list[Foretold]) -> None:
    for one in found:
        s = one.score
        rival = "none" if s.crps_persistence is None else f"{s.crps_persistence:.3g}"
        print(f"  {s.id:<24}{s.series:<28}{s.observed:>9.4g}  {s.low80:>8.4g} … {s.high80:<8.4g}"
              f" {'' if s.is_covered else '!':1} CRPS {s.crps:.3g} persistence {rival}")  # fmt: skip


def _print_summary(found: list[Foretold], generator: np.random.Generator) -> None:
    kinds = {
        "electricity (given the oil)": [f for f in found if f.score.series.startswith("UNE_")],
        "collapses a month": [f for f in found if f.score.series == "grid_collapses"],
        "oil, staff, shares": [
            f for f in found if not f.score.series.startswith(("UNE_", "grid_"))
        ],
        "all": found,
    }
    print(f"\n{'rows':<30}{'n':>5}{'in 80 %':>9}   CRPS skill over persistence [90 % interval]")
    for name, some in kinds.items():
        if not some:
            continue
        inside = np.mean([f.score.is_covered for f in some])
        gained = skill(_scaled(some), generator)
        shown = "none" if gained is None else (
            f"{gained.value:+.2f} [{gained.low:+.2f}, {gained.high:+.2f}], {gained.rows} rows"
        )  # fmt: skip
        print(f"{name:<30}{len(some):>5}{inside:>9.0%}   {shown}")


def _scaled(found: list[Foretold]) -> list[tuple[float, float, str]]:
    """Return scores over the mean size of their series, so that units do not weigh."""
    sizes: dict[str, list[float]] = {}
    for one in found:
        sizes.setdefault(one.score.series, []).append(abs(one.score.observed))
    scale = {name: max(float(np.mean(values)), 1e-9) for name, values in sizes.items()}
    return [
        (f.score.crps / scale[f.score.series], f.score.crps_persistence / scale[f.score.series],
         f.cut.isoformat())
        for f in found
        if f.score.crps_persistence is not None
    ]  # fmt: skip


def _record(found: list[Foretold]) -> list[dict[str, object]]:
    return [
        {"id": f.score.id, "series": f.score.series, "cut": f.cut.isoformat(),
         "observed": f.score.observed, "median": f.score.median, "low80": f.score.low80,
         "high80": f.score.high80, "crps": f.score.crps,
         "crps_persistence": f.score.crps_persistence}
        for f in found
    ]  # fmt: skip


if __name__ == "__main__":
    main()
