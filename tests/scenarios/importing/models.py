"""Small models of our own, written to a folder and run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volteface.scenarios.importing import Results, import_model, run

TIMES = "INITIAL TIME = {start} ~~|\nFINAL TIME = {stop} ~~|\nTIME STEP = {dt} ~~|\n"
XMILE = """<?xml version="1.0" encoding="utf-8"?>
<xmile version="1.0" xmlns="http://docs.oasis-open.org/xmile/ns/XMILE/v1.0">
<sim_specs method="{method}"><start>{start}</start><stop>{stop}</stop><dt>{dt}</dt></sim_specs>
{body}
</xmile>
"""


def vensim(
    folder: Path, equations: str, *, start: float = 0, stop: float = 4, dt: float = 1
) -> Results:  # fmt: skip
    """The results of a Vensim model with these equations."""
    path = folder / "model.mdl"
    times = TIMES.format(start=start, stop=stop, dt=dt)
    path.write_text("{UTF-8}\n" + equations + "\n" + times, encoding="utf-8")
    return run(import_model(path))


def xmile(
    folder: Path, body: str, *, method: str = "Euler", stop: float = 4, dt: float = 1
) -> Results:  # fmt: skip
    """The results of an XMILE file with this body after its times."""
    path = folder / "model.xmile"
    text = XMILE.format(body=body, method=method, start=0, stop=stop, dt=dt)
    path.write_text(text, encoding="utf-8")
    return run(import_model(path))


def last(results: Results, label: str) -> float:
    """The value of a column at the final time."""
    return float(results.series(label)[-1])


def all_of(results: Results, label: str) -> list[float]:
    """The values of a column at all saved times."""
    series: NDArray[np.float64] = results.series(label)
    return [float(value) for value in series]
