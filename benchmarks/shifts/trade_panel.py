"""Trade shocks: the panel of import shares, the shocks in it, and what is known of each when.

A shock is a year in which a state's share of another's imports departs from the mean of the eight
years before by more than 2.5 of their standard deviations; it lasts if at least half of the
departure is left in years +6 to +10. Features at horizon h read nothing after year h.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from shifts.place import data, digest

FILE = "cow_trade_directed_dyad_1920_2014.parquet"
START, END = 1920, 2014
WINDOW, SIZE, FIRST, LAST = 8, 2.5, 6, 10
SMALLEST_SHARE, LABEL_YEARS = 1e-3, 3
TRAIN_SIZE = 1.8  # smaller departures teach the model, too; see trade.py


@dataclass(frozen=True, kw_only=True)
class Panel:
    """Imports in US$ m, a row for each directed dyad (importer, exporter), a column a year."""

    importer: np.ndarray
    exporter: np.ndarray
    reverse: np.ndarray  # the row of the opposite flow, -1 where there is none
    flow: np.ndarray

    def by_state(self, rows: np.ndarray, state: np.ndarray) -> np.ndarray:
        total = np.zeros((max(self.importer.max(), self.exporter.max()) + 1, rows.shape[1]))
        np.add.at(total, state, np.nan_to_num(rows))
        return total

    @cached_property
    def imports(self) -> np.ndarray:
        return _positive(self.by_state(self.flow, self.importer))

    @cached_property
    def exports(self) -> np.ndarray:
        return _positive(self.by_state(self.flow, self.exporter))

    @cached_property
    def partners(self) -> np.ndarray:
        return self.by_state(np.nan_to_num(self.flow) > 0, self.importer)

    @cached_property
    def world(self) -> np.ndarray:
        return np.nansum(self.flow, axis=0)

    @cached_property
    def share(self) -> np.ndarray:
        return self.flow / self.imports[self.importer]

    @cached_property
    def export_share(self) -> np.ndarray:
        return self.flow / self.exports[self.exporter]

    @cached_property
    def before(self) -> tuple[np.ndarray, np.ndarray]:
        return _before(self.share)

    @cached_property
    def export_before(self) -> tuple[np.ndarray, np.ndarray]:
        return _before(self.export_share)

    @cached_property
    def z(self) -> np.ndarray:
        mean, sd = self.before
        return (self.share - mean) / _positive(sd)

    @cached_property
    def around(self) -> dict[str, np.ndarray]:
        """Mean z, and share shocked, of all dyads of a state as importer and as exporter."""
        z = np.clip(np.where(self.before[0] >= SMALLEST_SHARE / 10, self.z, np.nan), -5, 5)
        found = {}
        for name, state in (("importer", self.importer), ("exporter", self.exporter)):
            count = np.maximum(self.by_state(np.isfinite(z), state), 1)
            found[f"{name} z"] = self.by_state(z, state) / count
            found[f"{name} shocked"] = self.by_state(np.abs(z) > SIZE, state) / count
        return found


@dataclass(frozen=True, kw_only=True)
class Shocks:
    """Rows of the panel, places of the year, what was before, and (hindsight) whether it lasted.

    ``has_label``: enough later years are reported to tell; hindsight as well.
    """

    row: np.ndarray
    place: np.ndarray
    mean: np.ndarray
    sd: np.ndarray
    departure: np.ndarray
    size: np.ndarray
    sign: np.ndarray
    lasting: np.ndarray
    has_label: np.ndarray

    @property
    def year(self) -> np.ndarray:
        return self.place + START


def read_panel() -> Panel:
    """Return the panel from 1920; a flow that is not reported is NaN, a reported zero is zero."""
    import pandas as pd

    path = data("panel", FILE)
    told = pd.read_parquet(path, columns=["ccode1", "ccode2", "year", "flow1"])
    told = told[told.year >= START]
    key = told.ccode1.to_numpy(int) * 1000 + told.ccode2.to_numpy(int)
    keys, row = np.unique(key, return_inverse=True)
    flow = np.full((len(keys), END - START + 1), np.nan)
    flow[row, told.year - START] = told.flow1
    states, place = np.unique(np.r_[keys // 1000, keys % 1000], return_inverse=True)
    importer, exporter = place[: len(keys)], place[len(keys) :]
    found = np.searchsorted(keys, keys % 1000 * 1000 + keys // 1000).clip(max=len(keys) - 1)
    opposite = np.where(keys[found] == keys % 1000 * 1000 + keys // 1000, found, -1)
    print(f"data {digest([path])}, {len(keys)} directed dyads of {len(states)} states")
    return Panel(importer=importer, exporter=exporter, reverse=opposite, flow=flow)


def find_shocks(panel: Panel, size: float = TRAIN_SIZE) -> Shocks:
    """Return departures above ``size`` SDs in years whose label lies within the panel."""
    mean, sd = panel.before
    is_shock = (np.abs(panel.z) > size) & (mean >= SMALLEST_SHARE)
    row, place = np.nonzero(is_shock[:, : END - LAST - START + 1])
    departure = (panel.share - mean)[row, place]
    after = np.stack([_at(panel.share, row, place + k) for k in range(FIRST, LAST + 1)], axis=1)
    left = (_mean(after) - mean[row, place]) / departure
    return Shocks(row=row, place=place, departure=departure, mean=mean[row, place],
                  sd=sd[row, place], size=np.abs(panel.z[row, place]), sign=np.sign(departure),
                  lasting=left >= 0.5,
                  has_label=np.isfinite(after).sum(axis=1) >= LABEL_YEARS)  # fmt: skip


def features(panel: Panel, shocks: Shocks, horizon: int) -> tuple[np.ndarray, np.ndarray]:
    """Return rich and plain features, a row a shock, known at the end of year ``horizon``.

    The plain ones are capped at 10 SDs and a departure left of -1 to 2: stronger on 1970–1979.
    """
    path = [np.clip((_at(panel.share, shocks.row, shocks.place + k) - shocks.mean)
                    / shocks.departure, -5, 8) for k in range(1, horizon + 1)]  # fmt: skip
    rich = [
        *_of_the_shock(panel, shocks),
        *_of_the_past(panel, shocks),
        *_of_the_states(panel, shocks, horizon),
        *_of_the_other_flows(panel, shocks, horizon),
        *path,
    ]
    plain = [np.minimum(shocks.size, 10), shocks.sign, np.log(shocks.mean)]
    if path:
        left = np.stack(path, axis=1)
        rich += [_mean(left), left.min(axis=1), _mean(np.c_[np.ones(len(left)), left])]
        plain.append(_mean(np.clip(left, -1, 2)))
    return np.stack(rich, axis=1).astype(float), np.stack(plain, axis=1)


def _of_the_shock(panel: Panel, shocks: Shocks) -> list[np.ndarray]:
    row, place = shocks.row, shocks.place
    now, last = _at(panel.flow, row, place), _at(panel.flow, row, place - 1)
    return [
        np.minimum(shocks.size, 50),
        shocks.sign,
        np.log(shocks.mean),
        np.log(shocks.sd / shocks.mean),
        np.clip(shocks.departure / shocks.mean, -1, 20),
        _log(now + 0.01),
        _log(now + 0.01) - _log(last + 0.01),
    ]


def _of_the_past(panel: Panel, shocks: Shocks) -> list[np.ndarray]:
    """Return level, trend, autocorrelation and extremes of the eight years before, and older."""
    row, place, side = shocks.row, shocks.place, shocks.sign[:, None]
    share = np.stack([_at(panel.share, row, place - k) for k in range(1, WINDOW + 1)], axis=1)
    past = (share - shocks.mean[:, None]) / shocks.sd[:, None] * side
    old = np.stack([_at(panel.share, row, place - k) for k in range(9, 20)], axis=1)
    old = np.clip((old - shocks.mean[:, None]) / shocks.departure[:, None], -5, 5)
    z = np.stack([_at(panel.z, row, place - k) for k in range(1, 11)], axis=1) * side
    return [
        *past[:, :3].T,
        -(past * (np.arange(WINDOW) - (WINDOW - 1) / 2)).sum(axis=1) / 42,
        (past[:, 1:] * past[:, :-1]).sum(axis=1) / (WINDOW - 1),
        past.max(axis=1),
        past.min(axis=1),
        (share == 0).sum(axis=1),
        _mean(old),
        np.where(np.isfinite(old), old, -np.inf).max(axis=1).clip(min=-9),
        _mean(np.where(np.isfinite(old), old >= 0.5, np.nan)),
        np.isfinite(old).sum(axis=1),
        z[:, 0],
        (z > SIZE).sum(axis=1),
        (z < -SIZE).sum(axis=1),
    ]


def _of_the_states(panel: Panel, shocks: Shocks, horizon: int) -> list[np.ndarray]:
    """Return size and growth of both states' trade, and how the exporter does elsewhere."""
    row, place, found = shocks.row, shocks.place, []
    importer, exporter = panel.importer[row], panel.exporter[row]
    for total, state in ((panel.imports, importer), (panel.exports, exporter)):
        part = total / panel.world
        now = part[state, place]
        found += [_log(now), *(_log(now / _at(part, state, place - k)) for k in (1, 5)),
                  _log(_at(part, state, place + horizon) / now)]  # fmt: skip

    def elsewhere(at: np.ndarray) -> np.ndarray:
        sold = _at(panel.exports, exporter, at) - np.nan_to_num(_at(panel.flow, row, at))
        return sold / (panel.world[at] - _at(panel.imports, importer, at))

    earlier = _mean(np.stack([elsewhere(place - k) for k in range(1, WINDOW + 1)], axis=1))
    for at in {0: place, horizon: place + horizon}.values():
        found.append(np.clip(_log(elsewhere(at) / earlier), -3, 3) * shocks.sign)
    return [*found, panel.partners[importer, place]]


def _of_the_other_flows(panel: Panel, shocks: Shocks, horizon: int) -> list[np.ndarray]:
    """Return the opposite flow, the exporter's view, and other dyads shocked in the same year."""
    row, place, sign = shocks.row, shocks.place, shocks.sign
    at, around = place + horizon, panel.around
    importer, exporter, back = panel.importer[row], panel.exporter[row], panel.reverse[row]
    mean, export_mean = panel.before[0], panel.export_before
    has = back >= 0
    found = [
        around["exporter z"][exporter, place] * sign,
        around["importer z"][importer, place],
        around["exporter shocked"][exporter, place],
        around["importer shocked"][importer, place],
        np.where(has, np.clip(panel.z[back, place], -10, 10) * sign, np.nan),
        np.where(has, _log(mean[back, place] + 1e-7), np.nan),
        np.where(has, _change(panel.share[back, at], mean[back, place]) * sign, np.nan),
        _change(panel.share[row, at], mean[row, place]) * sign,
        np.clip((panel.export_share[row, at] - export_mean[0][row, place])
                / export_mean[1][row, place], -20, 20) * sign,
        _log(export_mean[0][row, place] + 1e-7),
    ]  # fmt: skip
    if horizon:
        later = [around["exporter z"][exporter, place + k] for k in range(1, horizon + 1)]
        found.append(np.mean(later, axis=0) * sign)
    return found


def _before(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return mean and sample SD of the eight columns before each; NaN where one is missing."""
    window = np.lib.stride_tricks.sliding_window_view(rows, WINDOW, axis=1)[:, :-1]
    mean, sd = np.full(rows.shape, np.nan), np.full(rows.shape, np.nan)
    mean[:, WINDOW:], sd[:, WINDOW:] = window.mean(axis=-1), window.std(axis=-1, ddof=1)
    return mean, sd


def _at(rows: np.ndarray, row: np.ndarray, place: np.ndarray) -> np.ndarray:
    inside = (place >= 0) & (place < rows.shape[1])
    return np.where(inside, rows[row, np.clip(place, 0, rows.shape[1] - 1)], np.nan)


def _mean(rows: np.ndarray) -> np.ndarray:
    """Return the mean of what is told in each row; NaN where nothing is."""
    told = np.isfinite(rows)
    return np.where(told, rows, 0).sum(axis=1) / _positive(told.sum(axis=1).astype(float))


def _positive(values: np.ndarray) -> np.ndarray:
    return np.where(values > 0, values, np.nan)


def _log(values: np.ndarray) -> np.ndarray:
    return np.log(np.maximum(values, 1e-12))


def _change(now: np.ndarray, before: np.ndarray) -> np.ndarray:
    return np.clip(np.log((now + 1e-6) / (before + 1e-6)), -6, 6)
