"""The daily cascade of the ARIO family: capacity, inventories, rationing, orders.

Source: S. Hallegatte (2008), "An adaptive regional input–output model and its application to the
assessment of the economic cost of Katrina", Risk Analysis 28(3); S. Hallegatte (2013), "Modeling
the role of inventories and heterogeneity in the assessment of the economic costs of natural
disasters", Risk Analysis 34(1), equations 1–14. Essentiality per input: A. Pichler et al. (2022),
"Forecasting the propagation of pandemic shocks with a dynamic input–output model", J. Economic
Dynamics and Control 144.

Arrays keep lanes (trajectories) last. Industries stand as (product, region): all regions that
make one product lie side by side, because inventories hold products, whoever made them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from volteface.scenarios.cascade.economy import CascadeError, Economy, Floats
from volteface.scenarios.cascade.rationing import served_shares
from volteface.scenarios.cascade.settings import Settings
from volteface.scenarios.cascade.shock import CapacityLoss


@dataclass(frozen=True, slots=True, kw_only=True)
class Cascade:
    """What a run gives, each of the shape (days, industries, lanes) and in value per day.

    `production` is what was made, `capacity` what could have been, and `unmet` the final demand
    that was not served.
    """

    production: Floats
    capacity: Floats
    unmet: Floats


def run_cascade(
    economy: Economy,
    losses: Sequence[CapacityLoss],
    days: int,
    settings: Settings | None = None,
) -> Cascade:
    """The economy's days after losses of capacity, for all lanes at once.

    The number of lanes is that of the losses and of the inventory days, which must agree (or be
    one). Raises `CascadeError` where shapes do not fit.
    """
    chosen = settings or Settings()
    chosen.check(economy)
    lanes = _lanes(losses, chosen)
    day = _Day(economy, chosen, lanes)
    shape = (days, len(economy.industries), lanes)
    production, capacity, unmet = np.empty(shape), np.empty(shape), np.empty(shape)
    for number in range(days):
        day.pass_with(_missing(losses, number, economy, lanes))
        for kept, now in ((production, day.made), (capacity, day.capacity), (unmet, day.unmet)):
            kept[number] = _by_region(now)
    return Cascade(production=production, capacity=capacity, unmet=unmet)


def _lanes(losses: Sequence[CapacityLoss], settings: Settings) -> int:
    arrays = [loss.share for loss in losses] + [settings.inventory_days]
    counts = {array.shape[1] for array in arrays if array.ndim == 2} - {1}
    if len(counts) > 1:
        raise CascadeError(f"losses and inventory days have different lanes: {sorted(counts)}")
    return counts.pop() if counts else 1


def _missing(losses: Sequence[CapacityLoss], day: int, economy: Economy, lanes: int) -> Floats:
    """The share of capacity missing on a day, (industries, lanes); losses multiply."""
    left: Floats = np.ones((len(economy.industries), lanes))
    for loss in losses:
        share = loss.on(day)
        left *= 1.0 - (share[:, None] if share.ndim == 1 else share)
    return 1.0 - left


def _by_region(array: Floats) -> Floats:
    """(product, region, lanes) → (industries, lanes), region by region."""
    return array.transpose(1, 0, 2).reshape(-1, array.shape[2])


class _Day:
    """The state of the economy, moved on by one day at a time.

    `stock` is (products, industries, lanes); what industries make and owe is (products, regions,
    lanes). Orders are kept as `wish` (products, industries, lanes) – how much of a product is
    ordered, relative to the suppliers' weight – because the full matrix follows from it.
    """

    def __init__(self, economy: Economy, settings: Settings, lanes: int) -> None:
        regions, products = len(economy.regions), len(economy.sectors)
        self._shape = (regions, products, lanes)
        self._settings = settings
        self._rest = self._by_product(economy.output)
        self._final = self._by_product(economy.final)
        flows = economy.flows.reshape(regions, products, -1)
        self._flows = np.ascontiguousarray(flows.transpose(1, 0, 2))
        self._inputs = economy.inputs[:, :, None]
        self._has_input = self._inputs > 0
        self._target_days = _days_of_inventory(settings.inventory_days)
        self._ranks = _ranks(settings, len(economy.industries))
        rest = np.broadcast_to(economy.output[:, None], (regions * products, lanes))
        self.stock = self._inputs * self._target_days * rest
        self._growth = np.ones((products, regions, lanes))
        self._weight = np.ones((products, regions, lanes))
        self._wish: Floats = np.repeat(self._has_input * 1.0, lanes, axis=2)
        self._needed: Floats = np.zeros_like(self.stock)
        self.made: Floats = np.repeat(self._rest, lanes, axis=2)
        self.capacity: Floats = self.made
        self.unmet: Floats = np.zeros_like(self.made)

    def _by_product(self, industries: Floats) -> Floats:
        regions, products, _ = self._shape
        return np.ascontiguousarray(industries.reshape(regions, products, -1).transpose(1, 0, 2))

    def pass_with(self, missing: Floats) -> None:
        """Moves the economy on by a day on which a share of capacity is missing."""
        demands = self._demands()
        demand: Floats = np.sum(demands, axis=0)
        self._grow(demand)
        self.capacity = self._rest * (1.0 - self._by_product(missing)) * self._growth
        wanted = np.minimum(demand, self.capacity)
        self.made = wanted * self._limit(wanted)
        shares = served_shares(self.made, demands)
        final = self._settings.final_priority if len(self._ranks) > 1 else 0
        self.unmet = self._final * (1.0 - shares[final])
        self._deliver(shares)
        self._order(wanted)

    def _demands(self) -> list[Floats]:
        """Orders and final demand of each rank of clients, (products, regions, lanes)."""
        found = []
        final = self._settings.final_priority if len(self._ranks) > 1 else 0
        for rank, clients in enumerate(self._ranks):
            orders = self._weight * np.matmul(self._flows[:, :, clients], self._wish[:, clients])
            found.append(orders + self._final if rank == final else orders)
        return found

    def _grow(self, demand: Floats) -> None:
        """Over-production: up while demand exceeds what was made, back to 1 when it does not."""
        scarcity = np.divide(
            demand - self.made, demand, out=np.zeros_like(demand), where=demand > 0
        )
        most, slow = self._settings.overproduction_most, self._settings.overproduction_days
        up = (most - self._growth) * scarcity / slow
        back = np.where(scarcity == 0, (1.0 - self._growth) / slow, 0.0)
        self._growth = np.maximum(1.0, self._growth + up + back)

    def _limit(self, wanted: Floats) -> Floats:
        """How far inventories let industries make what is wanted, between 0 and 1."""
        needed = self._inputs * self._per_industry(wanted) * self._target_days
        needed *= self._settings.psi
        part = np.ones_like(needed)
        np.divide(self.stock, needed, out=part, where=needed > 0)
        np.minimum(part, 1.0, out=part)
        if self._settings.essentiality is not None:
            part = 1.0 - self._settings.essentiality[:, :, None] * (1.0 - part)
        return self._by_product(part.min(axis=0))

    def _deliver(self, shares: Sequence[Floats]) -> None:
        """Puts deliveries into inventories and takes out what production used."""
        received = np.empty_like(self.stock)
        for clients, share in zip(self._ranks, shares, strict=True):
            sent = np.matmul(self._flows[:, :, clients].transpose(0, 2, 1), self._weight * share)
            received[:, clients] = sent * self._wish[:, clients]
        self._needed = self._inputs * self._per_industry(self.made)
        # An industry runs on without what is not essential: it then uses what there is.
        self.stock = self.stock + received - np.minimum(self._needed, self.stock)

    def _order(self, wanted: Floats) -> None:
        """Orders what production needed and a part of the gap to the target, at suppliers by weight."""
        target = self._inputs * self._per_industry(wanted) * self._target_days
        gap = np.maximum(target - self.stock, 0.0) / self._settings.restoration_days
        if self._settings.suppliers == "by capacity":
            self._weight = self.capacity / self._rest
        able = np.matmul(self._flows.transpose(0, 2, 1), self._weight)
        self._wish = np.divide(gap + self._needed, able, out=np.zeros_like(able), where=able > 0)

    def _per_industry(self, array: Floats) -> Floats:
        return _by_region(array)[None]


def _days_of_inventory(days: Floats) -> Floats:
    if days.ndim == 0:
        return days.reshape(1, 1, 1)
    return days.reshape(len(days), 1, -1)


def _ranks(settings: Settings, count: int) -> list[slice | list[int]]:
    """The industries of each rank, those served first in front; one slice where all are equal."""
    if settings.priority is None:
        return [slice(None)]
    last = max(*settings.priority, settings.final_priority)
    ranks: list[slice | list[int]] = []
    for rank in range(last + 1):
        ranks.append([at for at in range(count) if settings.priority[at] == rank])
    return ranks
