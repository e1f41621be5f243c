"""What a shortage sets off from one sector to the next, day by day.

`run_cascade` is the ARIO block (inventories, rationing, over-production); `sweep_inventories` runs
it over several inventory targets; `inoperability` follows links that are no flow of goods.
"""

from volteface.scenarios.cascade.ario import Cascade, run_cascade
from volteface.scenarios.cascade.economy import CascadeError, Economy, economy_from_year
from volteface.scenarios.cascade.inoperability import SoftLinks, inoperability, recovery_rate
from volteface.scenarios.cascade.rationing import served_shares
from volteface.scenarios.cascade.settings import Settings
from volteface.scenarios.cascade.shock import CapacityLoss
from volteface.scenarios.cascade.sweep import Sweep, sweep_inventories

__all__ = [
    "CapacityLoss",
    "Cascade",
    "CascadeError",
    "Economy",
    "Settings",
    "SoftLinks",
    "Sweep",
    "economy_from_year",
    "inoperability",
    "recovery_rate",
    "run_cascade",
    "served_shares",
    "sweep_inventories",
]
