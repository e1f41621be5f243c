"""Offline detection on the Turing Change Point Dataset, one setting for all series."""

from __future__ import annotations

import importlib.util
import json
from itertools import product
from types import ModuleType

import numpy as np

from shifts.place import data, digest
from volteface.shifts.offline import PACKAGED, Setting, change_points

APART = ("run_log", "uk_coal_employ")  # two dimensions; gaps
GRID = tuple(
    Setting(strength=strength, floor=floor)
    for strength, floor in product((1.0, 1.25, 1.5, 2.0, 3.0), (0.003, 0.01, 0.02, 0.05))
)


def main() -> None:
    """Print F1 and cover of the packaged setting, of one chosen on the others, and of rivals."""
    series, marks = _series(), json.loads(data("tcpd", "annotations.json").read_text())
    print(f"data {digest(data('tcpd', 'datasets_repo').glob('*.json'))}, {len(series)} series")
    metric = _metric()
    packaged = _scores(series, marks, PACKAGED, metric)
    print(f"packaged setting: F1 {packaged[:, 0].mean():.3f}, cover {packaged[:, 1].mean():.3f}")
    for rival in ("binseg", "bocpd", "zero"):
        _against(packaged, _published(rival, list(series)), rival)
    table = np.stack([_scores(series, marks, setting, metric) for setting in GRID])
    chosen = _leave_one_out(table)
    print(f"chosen without the series scored: F1 {chosen[:, 0].mean():.3f}, "
          f"cover {chosen[:, 1].mean():.3f} ({len(GRID)} settings)")  # fmt: skip
    for name in APART:
        _apart(name, marks, metric)


def _series() -> dict[str, np.ndarray]:
    found = {}
    for path in sorted(data("tcpd", "datasets_repo").glob("*.json")):
        told = json.loads(path.read_text())
        if told["name"] not in APART:
            found[told["name"]] = np.array(told["series"][0]["raw"], dtype=float)
    return found


def _metric() -> ModuleType:
    path = data("tcpd", "metric", "metrics.py")
    spec = importlib.util.spec_from_file_location("tcpd_metrics", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _scores(series: dict, marks: dict, setting: Setting, metric: ModuleType) -> np.ndarray:
    rows = []
    for name, values in series.items():
        [found] = change_points(values[None], None, setting)
        rows.append(_score(marks[name], found, len(values), metric))
    return np.array(rows)


def _score(marks: dict, found: tuple[int, ...], dates: int, metric: ModuleType) -> tuple:
    told = {key: list(places) for key, places in marks.items()}
    return metric.f_measure(told, list(found)), metric.covering(told, list(found), dates)


def _leave_one_out(table: np.ndarray) -> np.ndarray:
    total = table.sum(axis=1)
    places = range(table.shape[1])
    best = [int((total - table[:, place]).sum(axis=1).argmax()) for place in places]
    return np.array([table[best[place], place] for place in places])


def _published(method: str, names: list[str]) -> np.ndarray:
    parts = []
    for score in ("f1", "cover"):
        told = json.loads(data("tcpd", "scores", f"default_{score}_scores.json").read_text())
        parts.append([told[name][method] for name in names])
    return np.array(parts, dtype=float).T


def _against(own: np.ndarray, other: np.ndarray, name: str) -> None:
    generator = np.random.default_rng(1)
    drawn = generator.integers(0, len(own), (2000, len(own)))
    low, high = np.percentile((own - other)[drawn].mean(axis=1), (5, 95), axis=0)
    gain = (own - other).mean(axis=0)
    print(f"  {name} as published: F1 {other[:, 0].mean():.3f}, cover {other[:, 1].mean():.3f}; gain "
          f"F1 {gain[0]:+.3f} [{low[0]:+.3f}, {high[0]:+.3f}], "
          f"cover {gain[1]:+.3f} [{low[1]:+.3f}, {high[1]:+.3f}]")  # fmt: skip


def _apart(name: str, marks: dict, metric: ModuleType) -> None:
    told = json.loads(data("tcpd", "datasets_repo", f"{name}.json").read_text())
    for number, one in enumerate(told["series"], 1):
        raw = [np.nan if value is None else value for value in one["raw"]]
        [found] = change_points(np.array(raw, dtype=float)[None])
        f1, cover = _score(marks[name], found, len(raw), metric)
        print(f"  beside: {name}, dimension {number}: F1 {f1:.3f}, cover {cover:.3f}")
