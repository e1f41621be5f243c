"""Results as an archive that the EMA workbench reads as experiments and outcomes.

The workbench's `load_results` (versions 2.1 and later) opens a .tar.gz that holds
``experiments.csv`` (a row for each experiment), a file for each outcome, and ``metadata.json``
(version, kind and file of each outcome, type of each column).
Source: J. Kwakkel, "The Exploratory Modeling Workbench", Environmental Modelling & Software 96
(2017), and the documentation at https://emaworkbench.readthedocs.io/.
"""

from __future__ import annotations

import csv
import io
import json
import re
import tarfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from volteface.errors import ScenarioError

FORMAT_VERSION = 0.1
"""The version that the workbench itself writes into ``metadata.json``."""

_PLAIN = re.compile(r"[\w .()\[\]%-]+$")

Column = NDArray[Any] | Sequence[float] | Sequence[str]


def write_ema_archive(
    path: Path,
    experiments: Mapping[str, Column],
    outcomes: Mapping[str, NDArray[np.floating[Any]]],
    *,
    scenario: str = "base",
    policy: str = "base",
    model: str = "volteface",
) -> None:
    """Writes parameters and outcomes as a .tar.gz that `ema_workbench.load_results` reads.

    `experiments` maps parameter names to a value for each experiment: numbers, truth values or
    texts. `outcomes` maps names to arrays whose first axis is the experiment: one number each, a
    path over time, or more axes. The workbench's own columns ``scenario``, ``policy`` and
    ``model`` are added where they are not given: the scenario is then the experiment's number.
    Raises `ScenarioError` where lengths differ, there is no outcome, or a name cannot be a file's.
    """
    columns = {name: np.asarray(values) for name, values in experiments.items()}
    arrays = {name: np.asarray(values) for name, values in outcomes.items()}
    count = _check(columns, arrays)
    numbers = np.array([f"{scenario} {number}" for number in range(count)])
    columns = {
        **columns,
        "scenario": columns.get("scenario", numbers),
        "policy": columns.get("policy", np.full(count, policy)),
        "model": columns.get("model", np.full(count, model)),
    }
    kinds = [(_kind(array), name, f"{name}.{_ending(array)}") for name, array in arrays.items()]
    metadata = {
        "version": FORMAT_VERSION,
        "outcomes": kinds,
        "experiments": {name: _type(column) for name, column in columns.items()},
    }
    with tarfile.open(path, "w:gz") as archive:
        _add(archive, "experiments.csv", _table(columns))
        for _, name, file in kinds:
            _add(archive, file, _stored(arrays[name]))
        _add(archive, "metadata.json", json.dumps(metadata).encode("utf-8"))


def _check(columns: Mapping[str, NDArray[Any]], arrays: Mapping[str, NDArray[Any]]) -> int:
    """The number of experiments, the same in all columns and outcomes."""
    if not arrays:
        raise ScenarioError("an archive for the EMA workbench needs at least one outcome")
    for name in (*columns, *arrays):
        if not _PLAIN.match(name):
            raise ScenarioError(f"{name!r} cannot be the name of a file in the archive")
    for name, column in columns.items():
        if column.ndim != 1:
            raise ScenarioError(f"the parameter {name!r} has {column.ndim} axes; expected 1")
    sizes = {name: len(array) if array.ndim else 0 for name, array in {**columns, **arrays}.items()}
    if len(set(sizes.values())) != 1 or 0 in sizes.values():
        raise ScenarioError(f"as many values as experiments are needed in each, got {sizes}")
    return next(iter(sizes.values()))


def _kind(array: NDArray[Any]) -> str:
    return "ScalarOutcome" if array.ndim == 1 else "ArrayOutcome"


def _ending(array: NDArray[Any]) -> str:
    return {1: "cls", 2: "csv"}.get(array.ndim, "npy")


def _type(column: NDArray[Any]) -> str:
    """The name of the column's type, as pandas spells it."""
    if column.dtype.kind in "iu":
        return "int64"
    return {"f": "float64", "b": "bool"}.get(column.dtype.kind, "object")


def _table(columns: Mapping[str, NDArray[Any]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    lists = [[_cell(value) for value in column.tolist()] for column in columns.values()]
    writer.writerows(zip(*lists, strict=True))
    return text.getvalue().encode("utf-8")


def _cell(value: Any) -> Any:
    return repr(value) if isinstance(value, float) else value


def _stored(array: NDArray[Any]) -> bytes:
    if array.ndim > 2:
        stream = io.BytesIO()
        np.save(stream, array)
        return stream.getvalue()
    rows = array.reshape(len(array), -1).tolist()
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_cell(v) for v in row] for row in rows])
    return text.getvalue().encode("utf-8")


def _add(archive: tarfile.TarFile, name: str, data: bytes) -> None:
    # No clock in the archive: the same results give the same bytes inside.
    entry = tarfile.TarInfo(name)
    entry.size = len(data)
    archive.addfile(entry, io.BytesIO(data))
