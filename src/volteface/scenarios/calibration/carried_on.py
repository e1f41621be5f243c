"""From the fit to the future: parameters and levels that a scenario starts from."""

from __future__ import annotations

import numpy as np

from volteface.errors import CalibrationError
from volteface.scenarios.calibration.channels import Floats
from volteface.scenarios.calibration.paths import needed_only, run_paths
from volteface.scenarios.calibration.posterior import Posterior
from volteface.scenarios.calibration.problem import parameter_values
from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.engine import Lanes
from volteface.scenarios.load import ModelFile
from volteface.scenarios.observations import month_number, month_start
from volteface.scenarios.program import Program, Symbol

_START = ".start"


def carried_on(
    file: ModelFile, posterior: Posterior, program: Program, runs: int
) -> dict[str, Floats]:
    """Return for each of ``runs`` runs of ``program`` the fitted parameters and starting levels.

    Run number i goes on from posterior draw i (counted round again after the last): it has the
    draw's parameters, and its levels and variables start from where the draw had brought them in
    the month before the program's first. Stocks and ties start as the file says. To be given to
    ``simulate.Options.parameters``. Raises CalibrationError where the posterior is of another
    model, or where the program starts before the fit does.
    """
    if posterior.model_sha256 != file.sha256:
        raise CalibrationError(
            f"the posterior was fitted with another state of {file.name}; "
            "run volteface calibrate on it again"
        )
    draw = np.arange(runs) % posterior.draws
    fitted = parameter_values(program, posterior.unknowns, posterior.z)
    starts = _levels_before(file, posterior, program)
    return {name: values[draw] for name, values in (fitted | starts).items()}


def _levels_before(file: ModelFile, posterior: Posterior, program: Program) -> dict[str, Floats]:
    from datetime import date

    first = date.fromisoformat(f"{posterior.start}-01")
    months = month_number(date.fromisoformat(f"{program.start}-01"), first)
    if months < 1:
        raise CalibrationError(
            f"the run starts in {program.start}, the fit only in {posterior.start}; "
            "fit with an earlier --since"
        )
    names = _started(program)
    if not names:
        return {}
    earlier = compile_model(file, Choices(start=f"{month_start(0, first):%Y-%m}", months=months))
    cut = needed_only(earlier, names)
    outputs = run_paths(
        cut,
        names,
        parameter_values(cut, posterior.unknowns, posterior.z),
        posterior.unknowns.noise_part(posterior.z),
        Lanes(seed=posterior.seed, first=0, count=posterior.draws),
    )
    return {f"{name}{_START}": values[:, -1] for name, values in outputs.items()}


def _started(program: Program) -> tuple[str, ...]:
    """Return the names whose value before the first month is a parameter ``name.start``."""
    parameters = {one.name for one in program.parameters}
    return tuple(
        one.name
        for one in program.carried
        if one.initial == Symbol(f"{one.name}{_START}") and f"{one.name}{_START}" in parameters
    )
