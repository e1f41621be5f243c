"""An economy as a table of daily flows between its industries."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from volteface.errors import ScenarioError

Floats = NDArray[np.float64]

BALANCE = 1e-6
"""Largest gap, as a share of output, between what an industry makes and what is taken from it."""


class CascadeError(ScenarioError):
    """A table or a setting of the cascade cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Economy:
    """Regions × sectors, and what flows between them in a day at rest.

    Industries are ordered region by region: index = region × number of sectors + sector.
    `flows[i, j]` is what industry j takes from industry i, and `final[i]` what final demand takes
    from it, both per day and in one unit of value. Raises `CascadeError` for shapes that do not
    fit, values that are negative or not finite, and an industry without output.

    >>> economy = Economy(regions=("home",), sectors=("oil", "power"),
    ...                   flows=np.array([[0.0, 4.0], [0.0, 0.0]]), final=np.array([1.0, 10.0]))
    >>> economy.output
    array([ 5., 10.])
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Floats
    final: Floats

    def __post_init__(self) -> None:
        count = len(self.regions) * len(self.sectors)
        if self.flows.shape != (count, count) or self.final.shape != (count,):
            raise CascadeError(
                f"{count} industries need flows of ({count}, {count}) and final demand of "
                f"({count},), got {self.flows.shape} and {self.final.shape}"
            )
        if not (np.isfinite(self.flows).all() and np.isfinite(self.final).all()):
            raise CascadeError("flows and final demand must be finite numbers")
        if (self.flows < 0).any() or (self.final < 0).any():
            raise CascadeError("flows and final demand must not be negative")
        if (self.output <= 0).any():
            idle = self.industries[int(np.argmax(self.output <= 0))]
            raise CascadeError(f"the industry {idle} has no output: leave it out of the table")

    @property
    def industries(self) -> tuple[tuple[str, str], ...]:
        """Region and sector of every industry, in order."""
        return tuple((region, sector) for region in self.regions for sector in self.sectors)

    @property
    def output(self) -> Floats:
        """What every industry makes in a day at rest: all that is taken from it."""
        total: Floats = self.flows.sum(axis=1) + self.final
        return total

    @property
    def inputs(self) -> Floats:
        """What a unit of output takes of every product, whoever makes it: (sectors, industries)."""
        by_product = self.flows.reshape(len(self.regions), len(self.sectors), -1).sum(axis=0)
        share: Floats = by_product / self.output
        return share


def economy_from_year(
    regions: tuple[str, ...],
    sectors: tuple[str, ...],
    flows: ArrayLike,
    final: ArrayLike,
    days: float = 365.0,
) -> Economy:
    """The economy of a yearly input–output table, with flows per day.

    `final` holds one or more columns of final demand. Negative entries (stocks drawn down) are
    set to zero, as the block has inventories of its own.
    """
    daily = np.maximum(np.asarray(flows, dtype=float), 0.0) / days
    columns = np.asarray(final, dtype=float)
    total = columns.reshape(len(columns), -1).sum(axis=1)
    return Economy(
        regions=regions, sectors=sectors, flows=daily, final=np.maximum(total, 0.0) / days
    )
