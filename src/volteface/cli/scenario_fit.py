"""Runs that go on from a fit, where one lies beside the model."""

from __future__ import annotations

from pathlib import Path

import typer

from volteface.cli.calibrate import beside
from volteface.errors import CalibrationError
from volteface.model.series import Floats
from volteface.scenarios.calibration.carried_on import carried_on
from volteface.scenarios.calibration.posterior import load
from volteface.scenarios.calibration.running import POSTERIOR
from volteface.scenarios.load import ModelFile
from volteface.scenarios.program import Program


def fitted(
    model: Path, file: ModelFile, program: Program, runs: int, sets: dict[str, str]
) -> dict[str, Floats] | None:
    """Return a draw of the fit for each run; None where there is no fit of this model.

    What ``--set`` gives holds against the fit. Where the fit is of another state of the model, a
    message says that the run goes without it.
    """
    path = beside(model, POSTERIOR)
    if not path.exists():
        return None
    try:
        given = carried_on(file, load(path), program, runs)
    except CalibrationError as error:
        typer.echo(f"volteface: run as the file says, not as fitted: {error}", err=True)
        return None
    return {name: values for name, values in given.items() if name not in sets}
