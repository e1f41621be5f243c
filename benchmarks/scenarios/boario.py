"""BoARIO beside the daily cascade: the same table and shock, its production and its time.

BoARIO is under the GPL and lives in an environment of its own, which the user makes:

    python -m venv build/boario
    build/boario/bin/python -m pip install boario pymrio progressbar2 "pandas<3"
"""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from volteface.scenarios.cascade import CapacityLoss, Economy, economy_from_year, run_cascade

HERE = Path(__file__).parent
PYTHON = HERE.parents[1] / "build" / "boario" / "bin" / "python"
DAYS, LANES = 1095, 200
LOST = {("reg1", "mining"): 0.7, ("reg1", "manufactoring"): 0.3}


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """BoARIO's version and CPU seconds a run, ours, and the largest relative difference."""

    version: str
    seconds: float
    ours: float
    apart: float

    @property
    def ratio(self) -> float:
        """How many times as fast ours is, many runs side by side on one core."""
        return self.seconds / self.ours


def beside_boario(python: Path = PYTHON) -> Beside | str:
    """Return the comparison, or why there is none."""
    if not python.exists():
        return f"not installed; see {Path(__file__).name}"
    done = subprocess.run(
        [python, HERE / "peers" / "peer_boario.py"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        return (done.stderr.strip().splitlines() or ["no reason given"])[-1]
    told = json.loads(done.stdout.splitlines()[-1])
    economy = _economy(told)
    share = np.array([LOST.get(industry, 0.0) for industry in economy.industries])
    columns = [economy.industries.index(tuple(one)) for one in told["industries"]]
    found = run_cascade(economy, [loss(share)], DAYS).production[:, columns, 0]
    return Beside(
        version=told["version"],
        seconds=told["seconds"],
        ours=seconds_a_run(economy, share, LANES),
        apart=float(np.abs(found / np.array(told["production"]) - 1).max()),
    )


def loss(share: np.ndarray[Any, Any]) -> CapacityLoss:
    """The reference's shock: 60 days, and one more, as its recovery shows a day after it sets in."""
    return CapacityLoss(share=share, day=10, lasts_days=61, recovery_days=200)


def seconds_a_run(economy: Economy, share: np.ndarray[Any, Any], lanes: int) -> float:
    """Return the CPU seconds of one run, ``lanes`` of them with shocks of several sizes at once."""
    generator = np.random.default_rng(0)
    many = np.clip(share[:, None] * generator.uniform(0.5, 1.2, (1, lanes)), 0, 0.95)
    started = time.process_time()
    run_cascade(economy, [loss(many)], DAYS)
    return (time.process_time() - started) / lanes


def _economy(told: dict[str, Any]) -> Economy:
    regions, sectors = (tuple(sorted({one[part] for one in told["table"]})) for part in (0, 1))
    return economy_from_year(regions, sectors, np.array(told["flows"]), np.array(told["final"]))
