"""Results as JSON and Parquet, with the hash of the model and the seed.

Parquet's library is loaded when a table is written: other commands start without it.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from volteface.scenarios.engine import Array
from volteface.scenarios.gather import SHARES, Measure
from volteface.scenarios.program import Program
from volteface.scenarios.results import Results

_SHARE_NAMES = tuple(f"q{round(100 * share):02d}" for share in SHARES)


def as_record(results: Results) -> dict[str, Any]:
    """Return ``results`` as plain values, ready for JSON; what is unknown is None."""
    return {
        "title": results.title,
        "scenario": results.scenario,
        "is_difference": results.is_difference,
        "model_sha256": results.sha256,
        "seed": results.seed,
        "runs": results.runs,
        "engine": results.engine,
        "set": dict(results.sets),
        "start": results.start,
        "months": list(results.month_names),
        "monte_carlo": {
            "largest_standard_error": results.largest_error(),
            "runs_for_one_point": results.runs_for_one_point(),
        },
        "question": [_slots(one) for one in results.odds()],
        "question_given_seen": [_slots(one) for one in results.posterior_odds()],
        "effective_runs": results.effective_runs,
        "dates": [_slots(one) for one in results.dates()],
        "outputs": [_measured(one, results) for one in results.measures],
    }


def write_json(results: Iterable[Results], path: Path) -> None:
    """Write results as one JSON document to ``path``."""
    found = {"results": [as_record(one) for one in results]}
    path.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def write_parquet(results: Iterable[Results], path: Path) -> None:
    """Write results as a table, a row for each scenario, output and month (or ``OVER_RUN``).

    The file's metadata hold the model's hash, the seed and the number of runs.
    """
    import pyarrow as pa
    from pyarrow import parquet

    kept = tuple(results)
    rows = [row for one in kept for row in _rows(one)]
    table = pa.Table.from_pylist(rows)
    told = {
        "model_sha256": kept[0].sha256,
        "seed": str(kept[0].seed),
        "runs": str(kept[0].runs),
        "engine": kept[0].engine,
    }
    metadata = {key.encode(): value.encode() for key, value in told.items()}
    parquet.write_table(table.replace_schema_metadata(metadata), path, compression="zstd")


def write_paths(program: Program, blocks: Iterable[Array], path: Path) -> None:
    """Write every trajectory, a row for each trajectory and month, block by block."""
    import pyarrow as pa
    from pyarrow import parquet

    names = [one.name for one in program.outputs]
    fields = [pa.field("trajectory", pa.int64()), pa.field("month", pa.int32())]
    schema = pa.schema([*fields, *(pa.field(name, pa.float64()) for name in names)])
    first = 0
    with parquet.ParquetWriter(path, schema, compression="zstd") as writer:
        for values in blocks:
            _, months, lanes = values.shape
            columns: list[Any] = [
                np.repeat(np.arange(first, first + lanes), months),
                np.tile(np.arange(months, dtype=np.int32), lanes),
            ]
            columns += [block.T.ravel() for block in values]
            writer.write_table(
                pa.Table.from_arrays([pa.array(one) for one in columns], schema=schema)
            )
            first += lanes


def _measured(one: Measure, results: Results) -> dict[str, Any]:
    output = one.output
    return {
        "name": output.name,
        "title": output.title,
        "unit": output.unit,
        "group": output.group,
        "is_event": output.is_event,
        "by_month": _stretch(one, slice(0, results.months)),
        "over_run": {
            name: {key: value[0] for key, value in _stretch(one, slice(at, at + 1)).items()}
            for at, name in enumerate(results.columns)
            if at >= results.months
        },
        "above": {
            f"{threshold:g}": _numbers(one.exceedance[row][: results.months])
            for row, threshold in enumerate(output.thresholds)
        },
    }


def _stretch(one: Measure, part: slice) -> dict[str, list[float | None]]:
    found = {"mean": _numbers(one.mean[part]), "mean_error": _numbers(one.mean_error[part])}
    for row, name in enumerate(_SHARE_NAMES if len(one.quantiles) else ()):
        found[name] = _numbers(one.quantiles[row][part])
        found[f"{name}_error"] = _numbers(one.quantile_errors[row][part])
    return found


def _rows(results: Results) -> Iterator[dict[str, Any]]:
    for one in results.measures:
        for at, column in enumerate(results.columns):
            row: dict[str, Any] = {
                "scenario": results.scenario,
                "output": one.output.name,
                "unit": one.output.unit,
                "month": column,
                "mean": float(one.mean[at]),
                "mean_error": float(one.mean_error[at]),
            }
            for number, name in enumerate(_SHARE_NAMES):
                row[name] = float(one.quantiles[number][at]) if len(one.quantiles) else None
            yield row


def _numbers(values: Array) -> list[float | None]:
    return [float(one) if math.isfinite(one) else None for one in values]


def _slots(one: Any) -> dict[str, Any]:
    return {name: getattr(one, name) for name in one.__slots__}
