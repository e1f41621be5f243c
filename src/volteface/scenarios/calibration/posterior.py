"""A fitted model as a file: draws of all unknowns, and what they were fitted with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import numpy as np

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.channels import Floats
from volteface.scenarios.calibration.unknowns import Unknowns

_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Draws ``z`` (draw, unknown) of standard normal figures, and how they came about.

    ``model_sha256`` and ``facts_sha256`` are hashes of the model file and of the table;
    ``until`` the last day that a fitted row may end on; ``start`` the first month of the run
    (``2016-01``); ``rows`` how many rows entered; ``log_evidence`` the log of the rows'
    probability under the model, None where the ``method`` (smc or nuts) does not give it;
    ``share_left`` what history matching left of the prior; ``divergences`` how many paths of the
    chains lost their energy, None for smc.
    """

    z: Floats
    unknowns: Unknowns
    model_sha256: str
    facts_sha256: str
    until: date
    start: str
    rows: int
    log_evidence: float | None
    share_left: float
    seed: int
    method: str = "smc"
    divergences: int | None = None

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.z)


def save(posterior: Posterior, path: Path) -> None:
    """Write the posterior (NumPy archive; the figures in half precision, exact to a thousandth)."""
    told = {
        "format": _FORMAT,
        "unknowns": asdict(posterior.unknowns),
        "model_sha256": posterior.model_sha256,
        "facts_sha256": posterior.facts_sha256,
        "until": posterior.until.isoformat(),
        "start": posterior.start,
        "rows": posterior.rows,
        "log_evidence": posterior.log_evidence,
        "share_left": posterior.share_left,
        "seed": posterior.seed,
        "method": posterior.method,
        "divergences": posterior.divergences,
    }
    partial = path.with_name(path.name + ".part")
    with partial.open("wb") as stream:
        np.savez_compressed(stream, z=posterior.z.astype(np.float16), told=json.dumps(told))
    partial.replace(path)


def load(path: Path) -> Posterior:
    """Return the posterior of a file; raises CalibrationError where it is none of ours."""
    try:
        with np.load(path, allow_pickle=False) as kept:
            told = json.loads(str(kept["told"]))
            z = kept["z"].astype(np.float64)
    except (OSError, ValueError, KeyError) as error:
        raise CalibrationError(
            f"{path}: no posterior could be read ({error}); make one with volteface calibrate"
        ) from error
    if told.get("format") != _FORMAT:
        raise CalibrationError(f"{path}: written by another version; run volteface calibrate again")
    named = told["unknowns"]
    unknowns = Unknowns(
        parameters=tuple(named["parameters"]),
        noise=tuple(named["noise"]),
        months=int(named["months"]),
        biases=tuple(named["biases"]),
    )
    return Posterior(
        z=z,
        unknowns=unknowns,
        until=date.fromisoformat(told["until"]),
        method=told.get("method", "smc"),
        divergences=told.get("divergences"),
        **{
            name: told[name]
            for name in ("model_sha256", "facts_sha256", "start", "rows", "log_evidence",
                         "share_left", "seed")
        },
    )  # fmt: skip
