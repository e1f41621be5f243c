"""Sweeps of inventory days: the setting that decides most, and that is known least."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from volteface.scenarios.cascade.ario import run_cascade
from volteface.scenarios.cascade.economy import CascadeError, Economy, Floats
from volteface.scenarios.cascade.settings import Settings
from volteface.scenarios.cascade.shock import CapacityLoss

DEFAULT_DAYS = (7.0, 15.0, 30.0, 60.0, 90.0)
"""Days of inventory swept by default, from weekly supply to Hallegatte's (2013) ninety."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sweep:
    """What follows from each number of inventory days.

    `lost` (days swept,) is the production lost over the run as a share of that of the same time
    at rest; `deepest` (days swept, industries) each industry's lowest production as a share of
    its rest, and `deepest_day` the day on which it stood.
    """

    inventory_days: tuple[float, ...]
    lost: Floats
    deepest: Floats
    deepest_day: Floats


def sweep_inventories(
    economy: Economy,
    losses: Sequence[CapacityLoss],
    days: int,
    inventory_days: Sequence[float] = DEFAULT_DAYS,
    settings: Settings | None = None,
) -> Sweep:
    """The cascade for several targets of inventory days, all in one run, a lane for each.

    Losses must be the same for all lanes. Raises `CascadeError` otherwise.
    """
    if any(loss.share.ndim == 2 and loss.share.shape[1] > 1 for loss in losses):
        raise CascadeError("a sweep of inventory days takes losses without lanes of their own")
    lanes = np.tile(np.array(inventory_days, dtype=float), (len(economy.sectors), 1))
    chosen = replace(settings or Settings(), inventory_days=lanes)
    found = run_cascade(economy, losses, days, chosen)
    relative = found.production / economy.output[None, :, None]
    total = found.production.sum(axis=(0, 1)) / (economy.output.sum() * days)
    return Sweep(
        inventory_days=tuple(float(number) for number in inventory_days),
        lost=1.0 - total,
        deepest=relative.min(axis=0).T,
        deepest_day=relative.argmin(axis=0).T.astype(float),
    )
