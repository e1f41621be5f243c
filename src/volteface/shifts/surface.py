"""The packaged table of alarm levels, and the levels between its rows."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from volteface.errors import CodebookError
from volteface.model.series import Direction
from volteface.shifts.costs import Floats
from volteface.shifts.noise import Noise

FILE = Path(__file__).parent.parent / "data" / "shifts" / "levels.npz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surface:
    """Levels of a CUSUM that stand for a chance of a false alarm at each date.

    ``counts`` has axes direction (down, up), mean, size, share, correlation, held, hazard, knot;
    ``levels`` (other series) direction, correlation, held, hazard, knot. The other arrays are the
    values along the axes: of means, sizes, held and hazards their logarithm. ``shares``: how much
    of the spread of log-rates, log(1 + 1 / size), is the part that moves as an AR(1).
    """

    means: Floats
    sizes: Floats
    shares: Floats
    correlations: Floats
    correlations_of_levels: Floats
    held: Floats
    hazards: Floats
    knots: Floats
    counts: Floats
    levels: Floats

    def at_knots(self, noise: Noise, held: int, hazards: Floats, direction: Direction) -> Floats:
        """Return the levels at the knots, straight between the rows of the table.

        ``hazards`` has one chance for each knot. Beyond the table its edge holds, but for
        hazards, where the line goes on.
        """
        side = int(direction == "up")
        if noise.size is None:
            axes = [(self.correlations_of_levels, noise.correlation)]
            table = self.levels[side]
        else:
            share = noise.latent / np.log1p(1 / noise.size)
            axes = [(self.means, np.log(noise.mean)), (self.sizes, np.log(noise.size)),
                    (self.shares, share), (self.correlations, noise.correlation)]  # fmt: skip
            table = self.counts[side]
        places = [_place(grid, value) for grid, value in (*axes, (self.held, np.log(held)))]
        table = table[tuple(slice(above - 1, above + 1) for above, _ in places)]
        for _, share in places:
            table = table[0] * (1 - share) + table[1] * share
        asked, knots = np.log(hazards), np.arange(len(self.knots))
        above = np.clip(np.searchsorted(self.hazards, asked), 1, len(self.hazards) - 1)
        below = self.hazards[above - 1]
        way = (asked - below) / (self.hazards[above] - below)
        level: Floats = table[above - 1, knots] * (1 - way) + table[above, knots] * way
        return level


def _place(grid: Floats, value: float) -> tuple[int, float]:
    """Return the place above ``value`` in ``grid``, and its share of the way there, 0–1."""
    above = min(max(int(np.searchsorted(grid, value)), 1), len(grid) - 1)
    way = float((value - grid[above - 1]) / (grid[above] - grid[above - 1]))
    return above, min(max(way, 0.0), 1.0)


@cache
def load_surface(file: Path = FILE) -> Surface:
    """Return the packaged table; CodebookError where its file is damaged."""
    try:
        with np.load(file) as arrays:
            return Surface(**{name: arrays[name].astype(np.float64) for name in arrays})
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{file}: {error!r}; restore the packaged file") from error
