"""Settings of the daily cascade: inventories, over-production, essentiality, who is served first."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from volteface.scenarios.cascade.economy import CascadeError, Economy, Floats

Suppliers = Literal["by capacity", "as before"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How industries hold inventories, order, and ration. Defaults: Hallegatte (2013), table 1.

    `inventory_days` is the target, in days of use: one number, one per product (sectors,), or
    one per product and lane (sectors, lanes); it is the setting that matters most, so sweep it.
    Below `psi` × target an inventory limits production. `restoration_days` is the time over which
    a gap in inventories is ordered. Capacity grows up to `overproduction_most` × its rest value
    over `overproduction_days` while demand is not met.

    `essentiality` (sectors, industries) says how far a missing product stops an industry: 1 stops
    it (Leontief), 0 leaves it running; None stands for 1 throughout. `priority` holds a rank per
    industry and `final_priority` that of final demand: rank 0 is served first, equals share in
    proportion to their orders; None for one rank. `suppliers` says whether orders move to regions
    with more capacity left.
    """

    inventory_days: Floats = field(default_factory=lambda: np.array(90.0))
    psi: float = 0.8
    restoration_days: float = 60.0
    overproduction_most: float = 1.25
    overproduction_days: float = 365.0
    essentiality: Floats | None = None
    priority: tuple[int, ...] | None = None
    final_priority: int = 0
    suppliers: Suppliers = "by capacity"

    def __post_init__(self) -> None:
        _require(bool((self.inventory_days > 0).all()), "inventory_days", "above 0")
        _require(0 < self.psi <= 1, "psi", "above 0 and at most 1")
        _require(self.restoration_days >= 1, "restoration_days", "at least 1")
        _require(self.overproduction_most >= 1, "overproduction_most", "at least 1")
        _require(self.overproduction_days >= 1, "overproduction_days", "at least 1")
        known = self.suppliers in {"by capacity", "as before"}
        _require(known, "suppliers", "'by capacity' or 'as before'")
        if self.essentiality is not None:
            inside = bool(((self.essentiality >= 0) & (self.essentiality <= 1)).all())
            _require(inside, "essentiality", "between 0 and 1")

    def check(self, economy: Economy) -> None:
        """Raises `CascadeError` where a setting does not fit the economy's sectors."""
        sectors, count = len(economy.sectors), len(economy.industries)
        days = self.inventory_days
        fits = days.ndim == 0 or (days.ndim <= 2 and days.shape[0] == sectors)
        _require(fits, "inventory_days", f"one number or one for each of {sectors} products")
        if self.essentiality is not None:
            wanted = (sectors, count)
            _require(self.essentiality.shape == wanted, "essentiality", f"of the shape {wanted}")
        if self.priority is not None:
            _require(len(self.priority) == count, "priority", f"one for each of {count} industries")


def _require(holds: bool, name: str, wanted: str) -> None:
    if not holds:
        raise CascadeError(f"{name} must be {wanted}")
