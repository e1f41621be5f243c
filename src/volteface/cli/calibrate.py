"""``volteface calibrate``: fits a model to a table of facts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from volteface.cli.codes import Exit
from volteface.errors import CalibrationError, ObservationError
from volteface.scenarios.calibration.chains import Chains, ChainSettings, Round
from volteface.scenarios.calibration.checks import Check
from volteface.scenarios.calibration.fit import Reporting
from volteface.scenarios.calibration.history import Match
from volteface.scenarios.calibration.posterior import save
from volteface.scenarios.calibration.running import (
    POSTERIOR,
    check_fit,
    fit_model,
    read_data,
    straddling,
)
from volteface.scenarios.calibration.tempered import Settings, Stage
from volteface.scenarios.load import load_model

# About two minutes for the case model on one core.
_PARTICLES, _MOVES, _LAST_MOVES = 800, 50, 500
_METHODS = ("smc", "nuts")


def calibrate(
    model: Annotated[Path, typer.Argument(help="A model file, or a folder with model.yaml.")],
    observed: Annotated[Path, typer.Option(help="Table of facts (CSV) to fit to.")],
    until: Annotated[str, typer.Option(help="Last day that a row may end on, as 2025-12-31.")],
    since: Annotated[
        str | None, typer.Option(help="First month of the fit (default: ten years to the cut).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Where the posterior goes (default: beside the model).")
    ] = None,
    method: Annotated[
        str,
        typer.Option(
            help="smc (tempered particles, for any model) or nuts (chains that follow gradients, "
            "for models whose observed outputs do not jump; needs the extra bayes)."
        ),
    ] = _METHODS[0],
    particles: Annotated[int, typer.Option(help="Number of posterior draws.")] = _PARTICLES,
    moves: Annotated[int, typer.Option(help="smc: moves after each degree of tempering.")] = _MOVES,
    seed: Annotated[int, typer.Option(help="Seed: the same seed, the same posterior.")] = 1,
) -> int:
    """Fit a model to what was observed, and keep the posterior as a file.

    A run that was stopped goes on from where it was when it is started again with the same
    options.
    """
    cut = day_of(until, "--until")
    path = out or beside(model, POSTERIOR)
    data = read_data(observed, cut)
    partial = path.with_name(path.name + ".unfinished")
    for row in straddling(data.rows, cut):
        typer.echo(f"left out, straddles the cut: {row.id} {row.start} to {row.end}", err=True)
    file = load_model(model)
    posterior = fit_model(
        file,
        data,
        _settings(method, particles, moves, seed),
        Reporting(
            progress=_tell,
            drawn=_tell_round,
            chained=_tell_chains,
            matched=_tell_match,
            remarked=_tell_remark,
            checkpoint=partial,
        ),
        since=None if since is None else day_of(f"{since}-01", "--since"),
    )
    save(posterior, path)
    partial.unlink(missing_ok=True)
    evidence = posterior.log_evidence
    typer.echo(
        f"{path}: {posterior.draws} draws by {posterior.method}, {posterior.rows} rows up to {cut}"
        + ("" if evidence is None else f", log evidence {evidence:.1f}")
    )
    _show(check_fit(file, posterior, data))
    return Exit.OK


def _settings(method: str, particles: int, moves: int, seed: int) -> Settings | ChainSettings:
    if method not in _METHODS:
        raise CalibrationError(f"--method {method}: expected one of {', '.join(_METHODS)}")
    if method == "nuts":
        return ChainSettings(kept=particles, seed=seed)
    last = moves * _LAST_MOVES // _MOVES
    return Settings(particles=particles, moves=moves, last_moves=last, seed=seed)


def day_of(text: str, option: str) -> date:
    """Return the day that an option names; raises ObservationError where it is none."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ObservationError(
            f"{option}: expected a day such as 2025-12-31, got {text!r}"
        ) from error


def beside(model: Path, name: str) -> Path:
    """Return the path of a file that lies beside the model."""
    return (model if model.is_dir() else model.parent) / name


def _show(checks: tuple[Check, ...]) -> None:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("fitted series")
    for name in ("rows", "in 80 % before", "in 80 % after", "mean place"):
        table.add_column(name, justify="right")
    for one in checks:
        table.add_row(one.series, str(one.rows), f"{one.prior_inside:.0%}", f"{one.inside:.0%}",
                      f"{one.place:.2f}")  # fmt: skip
    Console().print(table)


def _tell(stage: Stage) -> None:
    typer.echo(
        f"degree {stage.number}: {stage.exponent:7.2%} of the evidence let in, "
        f"{stage.accepted:.0%} of the moves taken",
        err=True,
    )


def _tell_round(one: Round) -> None:
    typer.echo(
        f"iteration {one.done} of {one.asked}: {one.steps:.0f} steps a path, "
        f"{one.accepted:.0%} accepted, {one.divergences} divergences",
        err=True,
    )


def _tell_chains(chains: Chains) -> None:
    typer.echo(
        f"{chains.divergences} divergences; largest R-hat {chains.r_hat:.3f}; "
        f"at least {chains.effective:.0f} effective draws of each parameter",
        err=True,
    )


def _tell_remark(remark: str) -> None:
    typer.echo(remark, err=True)


def _tell_match(match: Match) -> None:
    far = [f"{name} ({value:.1f})" for name, value in match.worst.items() if value > 3]
    typer.echo(
        f"history matching leaves {match.share_left:.0%} of {match.draws} prior draws"
        + (f"; rows that none comes near: {', '.join(far)}" if far else ""),
        err=True,
    )
