"""BoARIO on pymrio's test table with the reference shock, as one line of JSON: path and seconds.

Source: Juhel (2023), BoARIO; the case is that of the published reference production.
"""

from __future__ import annotations

import json
import logging
import time
import warnings
from importlib.metadata import version
from typing import Any

import pandas as pd
import pymrio
from boario import event
from boario.extended_models import ARIOPsiModel
from boario.simulation import Simulation

DAYS = 1095
REGIONS = ["reg1", "reg1", "reg2", "reg2", "reg3", "reg3"]
SECTORS = ["food", "mining", "manufactoring", "other", "construction", "other", "other", "other"]
LOST = {("reg1", "mining"): 0.7, ("reg1", "manufactoring"): 0.3}


def main() -> None:
    """Run the case once and print what came of it."""
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    table = pymrio.load_test()
    table.aggregate(region_agg=REGIONS, sector_agg=SECTORS)
    table.calc_all()
    simulation = made(table)
    started = time.process_time()
    simulation.loop()
    seconds = time.process_time() - started
    found = simulation.production_realised
    index = sorted(table.Z.index)
    print(
        json.dumps({
            "version": version("boario"),
            "seconds": seconds,
            "industries": [list(one) for one in found.columns],
            "production": found.to_numpy().tolist(),
            "table": [list(one) for one in index],
            "flows": table.Z.loc[index, index].to_numpy().tolist(),
            "final": table.Y.loc[index].to_numpy().tolist(),
        })
    )  # fmt: skip


def made(table: Any) -> Simulation:
    """Return the simulation with the shock: two industries lose capital on day 10."""
    model = ARIOPsiModel(
        pym_mrio=table, order_type="alt", alpha_base=1.0, alpha_max=1.25, alpha_tau=365,
        rebuild_tau=60, main_inv_dur=90, monetary_factor=10**6, temporal_units_by_step=1,
        iotable_year_to_temporal_unit_factor=365, psi_param=0.80, inventory_restoration_tau=60,
    )  # fmt: skip
    capital = pd.Series(model.productive_capital, index=model.industries)
    impact = pd.Series({industry: capital[industry] * share for industry, share in LOST.items()})
    shock = event.from_series(
        impact, event_type="recovery", occurrence=10, duration=60, recovery_tau=200,
        recovery_function="linear", event_monetary_factor=10**6,
    )  # fmt: skip
    simulation = Simulation(model, n_temporal_units_to_sim=DAYS)
    simulation.add_event(shock)
    return simulation


if __name__ == "__main__":
    main()
