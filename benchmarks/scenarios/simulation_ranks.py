"""Print whether the fit of the case model recovers what made the data (simulation-based ranks).

    python benchmarks/scenarios/simulation_ranks.py [--truths N] [--particles N] [--since 2022-01]
                                                    [--method nuts]

Truths are drawn from the prior, facts are made from each in the places of the real ones, and
fitted. Ranks of the truths among the posterior draws must be uniform: for each parameter the
p-value of Pearson's test is printed, and of all together Fisher's.
"""

from __future__ import annotations

import argparse
import time
from datetime import date
from pathlib import Path

import numpy as np
from scipy import stats

from volteface.scenarios.calibration.chains import ChainSettings
from volteface.scenarios.calibration.fit import fitted_sights
from volteface.scenarios.calibration.problem import problem_of
from volteface.scenarios.calibration.ranks import Ranks, simulation_ranks
from volteface.scenarios.calibration.running import channels, read_data
from volteface.scenarios.calibration.tempered import Settings
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.load import load_model
from volteface.scenarios.observations import month_number

CASE = Path(__file__).parents[2] / "cases" / "caracas-havana"
UNTIL = date(2025, 12, 31)
BINS = 5


def main() -> None:
    """Draw truths, fit each, print the p-values."""
    options = _options()
    since = date.fromisoformat(f"{options.since}-01")
    file = load_model(CASE)
    months = month_number(UNTIL, since) + 1
    program = compile_model(file, Choices(start=options.since, months=months))
    data = read_data(CASE / "facts.csv", UNTIL)
    problem = problem_of(program, fitted_sights(program, channels(file, program), data))
    settings = _settings(options)
    began = time.perf_counter()
    ranks = simulation_ranks(problem, settings, options.truths, draws=options.draws)
    took = time.perf_counter() - began
    print(f"{options.truths} truths, {len(problem.sights)} rows, {problem.unknowns.size} unknowns, "
          f"{settings}, {took:.0f} s")  # fmt: skip
    _print(ranks)


def _settings(options: argparse.Namespace) -> Settings | ChainSettings:
    """Return the settings of the method; all truths' chains run side by side."""
    if options.method == "nuts":
        return ChainSettings(seed=options.seed)
    return Settings(
        particles=options.particles,
        moves=options.moves,
        last_moves=4 * options.moves,
        seed=options.seed,
    )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--truths", type=int, default=60)
    parser.add_argument("--method", choices=("smc", "nuts"), default="smc")
    parser.add_argument("--particles", type=int, default=200)
    parser.add_argument("--moves", type=int, default=50)
    parser.add_argument("--draws", type=int, default=19)
    parser.add_argument("--since", default="2022-01")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def _print(ranks: Ranks) -> None:
    found = ranks.uniformity(BINS)
    for name, value in sorted(found.items(), key=lambda pair: pair[1]):
        counts = np.bincount(ranks.ranks[:, ranks.parameters.index(name)] * BINS
                             // (ranks.draws + 1), minlength=BINS)  # fmt: skip
        print(f"  {name:<24} p {value:.3f}  {counts.tolist()}")
    together = stats.combine_pvalues(list(found.values()), method="fisher").pvalue
    print(f"{len(found)} parameters: smallest p {min(found.values()):.4f} "
          f"(of as many uniform ones 5 % fall below {1 - 0.95 ** (1 / len(found)):.4f}), "
          f"Fisher's p {together:.3f}")  # fmt: skip


if __name__ == "__main__":
    main()
