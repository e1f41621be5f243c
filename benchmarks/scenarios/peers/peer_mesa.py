"""The reference model in Mesa, written as its users write: agents with a step each.

The agents are the outside power, the supplier, six ties, the fuel store, eight sectors, the plant
and the recipient's presence. They act in the order of need; noise is off.
"""

from __future__ import annotations

import math
from typing import Any

import mesa
from measure import QUIET, model_given, report

DAYS = 30.4375
NEEDS = (
    ("hospitals", 1, True, True), ("water", 1, True, True), ("power", 2, True, False),
    ("telecom", None, False, True), ("food", 3, True, True), ("transport", 4, True, False),
    ("industry", 5, True, True), ("households", 6, True, True),
)  # fmt: skip


class Pressing(mesa.Agent):
    """The outside power: presses on the supplier, and returns to its usual pressure."""

    def __init__(self, model: Reference) -> None:
        super().__init__(model)
        self.level = model.given["push.usual"]

    def step(self) -> None:
        """Press on."""
        given = self.model.given
        usual = given["push.usual"]
        kept = given["push.persistence"] / 100 * (self.level - usual)
        drawn = usual + kept + given["push.spread"] * QUIET["normal"]
        self.level = min(given["push.high"], max(given["push.low"], drawn))


class Supplier(mesa.Agent):
    """Chooses between keeping, reducing and cutting by quantal response."""

    share_sent = 1.0

    def step(self) -> None:
        """Choose."""
        model, given = self.model, self.model.given
        link = given["linkage"] / 100 * model.push.level
        guards, medics, relief = (model.ties[name].share for name in ("guards", "medics", "relief"))
        resolve = given["resolve"]
        utilities = (
            resolve * (0.6 * guards + 0.4 * medics) - link,
            0.5 * resolve - 0.4 * link,
            0.2 * relief,
        )
        best = max(utilities)
        weights = [math.exp(given["stance.sharpness"] * (one - best)) for one in utilities]
        draw, below = QUIET["uniform"], 0.0
        for option, weight in zip(("keep", "reduce", "cut"), weights, strict=True):
            below += weight / sum(weights)
            if draw < below:
                self.share_sent = given[f"stance.{option}.share_sent"] / 100
                return


class Tie(mesa.Agent):
    """Moves towards what its provider wants."""

    def __init__(self, model: Reference, name: str) -> None:
        super().__init__(model)
        self.name = name
        self.level = self.before = self.usual = model.given[f"{name}.usual"]
        self.adjustment = model.given[f"{name}.adjustment"]

    @property
    def share(self) -> float:
        """The level as a share of the usual one."""
        return self.level / self.usual

    def step(self) -> None:
        """Move."""
        self.before = self.level
        spread = self.model.given.get(f"{self.name}.spread", 0.0) / 100
        moved = self.level + (self.wanted() - self.level) * min(1.0, 1.0 / self.adjustment)
        moved += spread * self.level * QUIET["normal"]
        self.level = min(self.model.given.get(f"{self.name}.cap", math.inf), max(0.0, moved))

    def wanted(self) -> float:
        """Return the level aimed at."""
        model, given = self.model, self.model.given
        oil = model.ties["oil"]
        if self.name in {"guards", "medics"}:
            return self.usual * max(0.0, oil.share) ** given[f"{self.name}.elasticity"]
        if self.name == "relief":
            return self.usual * (1 - 0.5 * oil.share)
        if self.name == "aid":
            return self.usual * given["aid_share"] / 100 * (2 - model.push.level)
        return self.usual * model.supplier.share_sent

    def arrived(self) -> float:
        """Return what arrives: whole cargoes, where it comes by ship."""
        cargo = self.model.given.get(f"{self.name}.cargo")
        if cargo is None:
            return self.level
        return math.floor(self.level * DAYS / cargo + QUIET["uniform"]) * cargo / DAYS


class Store(mesa.Agent):
    """The recipient's fuel: what comes in goes to the sectors in order of priority."""

    def __init__(self, model: Reference) -> None:
        super().__init__(model)
        self.stock = model.given["fuel.start"]

    def step(self) -> None:
        """Take in, ration and keep the rest."""
        model = self.model
        inflow = model.ties["oil"].arrived() + model.ties["aid"].arrived()
        inflow += model.given["fuel.inflow_3"]
        left, used = self.stock + inflow * DAYS, 0.0
        for priority in range(1, 7):
            takers = [one for one in model.sectors.values() if one.priority == priority]
            asked = sum(one.asked() for one in takers)
            share = min(1.0, left / (asked * DAYS))
            for one in takers:
                one.received = share * one.asked()
                used += one.received
            left = max(0.0, left - asked * DAYS)
        kept = self.stock + (inflow - used) * DAYS
        self.stock = min(model.given["fuel.capacity"], max(0.0, kept))

    def cover(self) -> float:
        """Return for how many days the stock lasts."""
        return self.stock / sum(one.amount for one in self.model.sectors.values())


class Sector(mesa.Agent):
    """Serves what its scarcest input allows, out of what comes and its own stores."""

    def __init__(
        self,
        model: Reference,
        name: str,
        priority: int | None,
        *,
        needs_fuel: bool,
        needs_power: bool,
    ) -> None:
        super().__init__(model)
        given = model.given
        self.name, self.priority = name, priority
        self.needs_fuel, self.needs_power = needs_fuel, needs_power
        self.amount = given[f"{name}.fuel.amount"] if needs_fuel else 0.0
        self.stores = {
            need: given[f"{name}.{need}.buffer"]
            for need in ("fuel", "power")
            if f"{name}.{need}.buffer" in given
        }
        self.received, self.served = 0.0, 1.0

    def asked(self) -> float:
        """Return what it asks of the fuel store: its need, and a third of what its own lacks."""
        if "fuel" not in self.stores:
            return self.amount
        return self.amount * (1 + self.missing("fuel") / 3 / DAYS)

    def missing(self, need: str) -> float:
        """Return how many days its own store of an input lacks."""
        return self.model.given[f"{self.name}.{need}.buffer"] - self.stores[need]

    def step(self) -> None:
        """Serve."""
        parts = []
        if self.needs_fuel:
            parts.append(self.left_by("fuel", self.received / self.amount))
        if self.needs_power:
            share = self.model.sectors["power"].served
            if "power" in self.stores and share >= 1:
                share = 1 + self.missing("power") / 3 / DAYS
            parts.append(self.left_by("power", share))
        self.served = min(parts)
        if self.name == "power":
            self.served *= self.model.plant.before / 100

    def left_by(self, need: str, share: float) -> float:
        """Return the output that an input allows, and keep what is over in the store."""
        have = share + self.stores.get(need, 0.0) / DAYS
        met = min(1.0, have)
        if need in self.stores:
            most = self.model.given[f"{self.name}.{need}.buffer"]
            self.stores[need] = min(max(have - met, 0.0) * DAYS, most)
        return 1 - self.model.given[f"{self.name}.{need}.essentiality"] / 100 * (1 - met)


class Plant(mesa.Agent):
    """The power plants: wear out, and are repaired as far as there is credit."""

    def __init__(self, model: Reference) -> None:
        super().__init__(model)
        self.level = self.before = model.given["plant.start"]
        self.collapsed = False

    def step(self) -> None:
        """Wear and repair."""
        given = self.model.given
        self.before = self.level
        repaired = given["repair"] * (1 - self.level / 100) * self.model.ties["credit"].share
        grown = max(given["plant.low"] * 100, self.level + repaired - given["plant_decline"])
        self.level = min(given["plant.high"] * 100, grown)

    def stand(self) -> None:
        """Stand or collapse."""
        given = self.model.given
        margin = self.level / 100 * self.model.sectors["power"].served / 0.7 - 1
        strain = given["collapse_base"] + given["collapse_slope"] * margin
        self.collapsed = QUIET["uniform"] < 1 / (1 + math.exp(strain))


class Presence(mesa.Agent):
    """The recipient's influence over the supplier, in three compartments."""

    levels = (1.0, 1.0, 1.0)

    def step(self) -> None:
        """Fade, or be fed."""
        ties, given = self.model.ties, self.model.given
        advisers, procedures, trained = self.levels
        fed = (ties["guards"].share, ties["medics"].share, procedures)
        months = (
            given["presence.advisers.half_life"],
            given["presence.procedures.half_life"] * 12,
            given["presence.trained.half_life"] * 12,
        )
        self.levels = tuple(
            level * 0.5 ** (1 / half) + (1 - 0.5 ** (1 / half)) * source
            for level, source, half in zip(
                (advisers, procedures, trained), fed, months, strict=True
            )
        )


class Reference(mesa.Model):
    """All agents of the reference model, and the order in which they act."""

    def __init__(self, given: dict[str, float]) -> None:
        super().__init__()
        self.given = given
        self.push, self.supplier = Pressing(self), Supplier(self)
        names = ("oil", "credit", "guards", "medics", "relief", "aid")
        self.ties = {name: Tie(self, name) for name in names}
        self.store, self.plant, self.presence = Store(self), Plant(self), Presence(self)
        self.sectors = {
            name: Sector(self, name, priority, needs_fuel=fuel, needs_power=power)
            for name, priority, fuel, power in NEEDS
        }

    def step(self) -> None:
        """Take all agents through a month, in the order of need."""
        self.push.step()
        for name in ("guards", "medics", "relief"):
            self.ties[name].step()
        self.supplier.step()
        for name in ("oil", "credit", "aid"):
            self.ties[name].step()
        self.plant.step()
        self.presence.step()
        self.store.step()
        self.sectors["power"].step()
        for name, sector in self.sectors.items():
            if name != "power":
                sector.step()
        self.plant.stand()


def main() -> None:
    """Print what Mesa makes of the model."""
    given: dict[str, Any] = model_given()

    def run() -> dict[str, list[float]]:
        model = Reference(given["parameters"])
        paths: dict[str, list[float]] = {name: [] for name in given["outputs"]}
        for _ in range(given["months"]):
            model.step()
            paths["cover"].append(model.store.cover())
            paths["dark"].append(100 * (1 - model.sectors["power"].served))
            paths["hunger"].append(100 * (1 - model.sectors["food"].served))
            paths["collapsed"].append(float(model.plant.collapsed))
        return paths

    report("mesa", run)


if __name__ == "__main__":
    main()
