"""Print how near the daily cascade comes to BoARIO's reference production, and how fast it is.

    python benchmarks/scenarios/ario.py [--shared FOLDER] [--lanes N]

Needs --shared (or VOLTEFACE_SHARED) naming a folder that holds data/scenario/boario, and pymrio
(for its test table). BoARIO's own time is printed where it is installed; see boario.py.
"""

from __future__ import annotations

import argparse
import os
import warnings
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
from boario import DAYS, LOST, beside_boario, loss, seconds_a_run
from numpy.typing import NDArray

from volteface.scenarios.cascade import Economy, economy_from_year, run_cascade

REFERENCE = Path("data") / "scenario" / "boario" / "boario_ref_production.csv"
BAR = 1e-5
REGIONS = ("reg1", "reg1", "reg2", "reg2", "reg3", "reg3")
SECTORS = (
    "food", "mining", "manufactoring", "other", "construction", "other", "other", "other",
)  # fmt: skip


def main() -> None:
    options = _options()
    path = Path(options.shared or "") / REFERENCE
    if not options.shared or not path.is_file():
        print(f"skipped: VOLTEFACE_SHARED names no folder with {REFERENCE}")
        return
    try:
        import pymrio
    except ImportError:
        print("skipped: pymrio is not installed (it brings the input-output table)")
        return
    economy = _economy(pymrio)
    share = np.array([LOST.get(industry, 0.0) for industry in economy.industries])
    print(f"reference sha256 {sha256(path.read_bytes()).hexdigest()[:16]}")
    _print_agreement(economy, share, path)
    _print_speed(economy, share, options.lanes)
    found = beside_boario()
    print(f"BoARIO: skipped, {found}" if isinstance(found, str) else
          f"BoARIO {found.version}: {found.seconds:.2f} s a run; ours ×{found.ratio:,.0f}")  # fmt: skip


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", default=os.environ.get("VOLTEFACE_SHARED"))
    parser.add_argument("--lanes", type=int, default=200)
    return parser.parse_args()


def _economy(pymrio: Any) -> Economy:
    """pymrio's test table, put together to three regions and five sectors, in order of name."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        table = pymrio.load_test()
        table.aggregate(region_agg=list(REGIONS), sector_agg=list(SECTORS))
        table.calc_all()
    index = sorted(table.Z.index)
    flows = table.Z.loc[index, index].to_numpy()
    final = table.Y.loc[index].to_numpy()
    regions = tuple(sorted(set(REGIONS)))
    return economy_from_year(regions, tuple(sorted(set(SECTORS))), flows, final)


def _print_agreement(economy: Economy, share: NDArray[np.float64], path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    columns = list(zip(lines[0].split(",")[1:], lines[1].split(",")[1:], strict=True))
    assert columns == list(economy.industries)
    wanted = np.array([[float(cell) for cell in line.split(",")[1:]] for line in lines[3:]])
    found = run_cascade(economy, [loss(share)], DAYS).production[:, :, 0]
    gap = np.abs(found / wanted - 1)
    verdict = "passed" if gap.max() <= BAR else "missed"
    print(f"{DAYS} days, {len(economy.industries)} industries: largest relative difference "
          f"{gap.max():.2g}, mean {gap.mean():.2g} (bar {BAR:g}: {verdict})")  # fmt: skip


def _print_speed(economy: Economy, share: NDArray[np.float64], lanes: int) -> None:
    for count in (1, lanes):
        taken = seconds_a_run(economy, share, count)
        print(
            f"{count} at once: {taken:.4f} s of processor time a run, {1 / taken:.1f} a core-second"
        )


if __name__ == "__main__":
    main()
