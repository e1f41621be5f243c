"""Which parameters an outcome hangs on: Sobol, Morris and PAWN indices of a program.

Parameters are sampled by their shares (0 to 1 of their distributions), so the indices weigh them
as the model file does. All runs share the same few paths of noise: differences between runs are
the parameters' alone, and what chance adds is told apart.
Sources: Saltelli et al. (2010), Comput. Phys. Commun. 181; Campolongo, Cariboni & Saltelli (2007),
Environ. Model. Softw. 22; Pianosi & Wagener (2018), Environ. Model. Softw. 108. Computed by SALib
(Herman & Usher 2017; MIT), the extra ``sensitivity``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from volteface.errors import ScenarioError
from volteface.scenarios import noise
from volteface.scenarios.calibration.paths import needed_only, run_paths
from volteface.scenarios.draws import quantile
from volteface.scenarios.engine import Lanes
from volteface.scenarios.modelfile.vocabulary import meant
from volteface.scenarios.program import Draw, Parameter, Program

Floats = npt.NDArray[np.float64]
Method = Literal["sobol", "morris", "pawn"]
METHODS = get_args(Method)

_LANES_AT_ONCE = 4096
_FIFTH = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Influence:
    """How much one parameter moves the outcome, most influential first in a result.

    *sobol*: ``first`` share of variance by itself, ``total`` with its interactions, ``error`` the
    95 % half-width of ``total``. *morris*: ``total`` mean absolute effect of crossing its range
    (outcome's unit), ``first`` standard deviation of the effects, ``error`` as above. *pawn*:
    ``total`` median Kolmogorov–Smirnov distance, ``first`` the largest, ``error`` its spread.
    """

    parameter: str
    first: float
    total: float
    error: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensitivity:
    """Influences on ``outcome``, and the runs behind them.

    ``shares`` (run, parameter) are places within each distribution, ``values`` the outcome;
    ``chance`` is the part of the outcome's variance that noise alone makes up.
    """

    outcome: str
    method: Method
    parameters: tuple[str, ...]
    influences: tuple[Influence, ...]
    shares: Floats
    values: Floats
    chance: float

    def swings(self) -> tuple[Swing, ...]:
        """Return what each parameter moves the outcome by, widest first; see ``Swing``."""
        low, high = self.shares < _FIFTH, self.shares > 1 - _FIFTH
        found = [
            Swing(
                parameter=name,
                low=float(self.values[low[:, place]].mean()),
                high=float(self.values[high[:, place]].mean()),
            )
            for place, name in enumerate(self.parameters)
        ]
        return tuple(sorted(found, key=lambda one: -abs(one.high - one.low)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Swing:
    """The mean outcome where a parameter is in the lowest and in the highest fifth of its range."""

    parameter: str
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """``samples`` is SALib's N: a power of 2 for Sobol; ``paths`` how many noise paths share.

    ``fitted`` holds draws of parameters from a fit: these vary over what the fit left of each, as
    if they were independent, the others over their distributions. Raises ScenarioError for samples
    that Sobol's design does not take.
    """

    method: Method = "sobol"
    samples: int = 256
    paths: int = 4
    seed: int = 1
    fitted: Mapping[str, Floats] | None = None

    def __post_init__(self) -> None:
        if self.method == "sobol" and self.samples & (self.samples - 1):
            lower = 1 << (self.samples.bit_length() - 1)
            raise ScenarioError(
                f"Sobol's design needs a power of 2 as samples, got {self.samples}; "
                f"take {lower} or {2 * lower}"
            )


def sensitivity(program: Program, outcome: str, options: Options | None = None) -> Sensitivity:
    """Return the influence of every uncertain parameter on the mean of ``outcome`` over the months.

    Raises ScenarioError where the outcome is none of the program's symbols, where no parameter is
    uncertain, or where SALib is not installed.
    """
    asked = options or Options()
    symbols = tuple(one.name for one in program.monthly)
    if outcome not in symbols:
        raise ScenarioError(
            f"outcome {outcome!r}: the model has no such name{meant(outcome, symbols)}"
        )
    cut = needed_only(program, [outcome])
    fitted = asked.fitted or {}
    names = tuple(p.name for p in cut.parameters if _varies(p, fitted))
    if not names:
        raise ScenarioError(f"outcome {outcome!r}: no uncertain parameter leads to it")
    problem = {"num_vars": len(names), "names": list(names), "bounds": [[0.0, 1.0]] * len(names)}
    shares = _sampled(problem, asked)
    runs = _runs(cut, names, shares, (outcome, asked))
    return Sensitivity(
        outcome=outcome,
        method=asked.method,
        parameters=names,
        influences=_ranked(_analysed(problem, shares, runs.mean(axis=0), asked)),
        shares=shares,
        values=runs.mean(axis=0),
        chance=_chance(runs),
    )


def parameter_quantiles(
    program: Program, found: Sensitivity, fitted: Mapping[str, Floats] | None = None
) -> Floats:
    """Return the parameter values of the runs, in the file's units, an array (run, parameter)."""
    known = {p.name: p for p in program.parameters}
    columns = [
        _at(known[name], found.shares[:, place], fitted or {})
        for place, name in enumerate(found.parameters)
    ]
    return np.column_stack(columns)


def _varies(parameter: Parameter, fitted: Mapping[str, Floats]) -> bool:
    drawn = fitted.get(parameter.name)
    return not parameter.distribution.is_fixed if drawn is None else float(np.ptp(drawn)) > 0


def _at(parameter: Parameter, shares: Floats, fitted: Mapping[str, Floats]) -> Floats:
    """Return the quantiles of the parameter: of its draws where it was fitted."""
    drawn = fitted.get(parameter.name)
    if drawn is None:
        return quantile(parameter.distribution, shares)
    return np.asarray(np.quantile(drawn, shares), dtype=np.float64)


def _sampled(problem: dict[str, Any], asked: Options) -> Floats:
    if asked.method == "sobol":
        sample = _salib("sample.sobol").sample
        found = sample(problem, asked.samples, calc_second_order=False, seed=asked.seed)
    elif asked.method == "morris":
        found = _salib("sample.morris").sample(problem, asked.samples, seed=asked.seed)
    else:
        found = _salib("sample.latin").sample(problem, asked.samples, seed=asked.seed)
    inside: Floats = np.clip(found, 1e-6, 1 - 1e-6)
    return inside


def _runs(
    program: Program, names: tuple[str, ...], shares: Floats, asked: tuple[str, Options]
) -> Floats:
    """Return the outcome's mean over the months, an array (noise path, run)."""
    outcome, options = asked
    known, fitted = {p.name: p for p in program.parameters}, options.fitted or {}
    found = np.empty((options.paths, len(shares)))
    for path in range(options.paths):
        given = _shared_path(program, path, options.seed)
        for start in range(0, len(shares), _LANES_AT_ONCE):
            some = shares[start : start + _LANES_AT_ONCE]
            values = {n: _at(known[n], some[:, place], fitted) for place, n in enumerate(names)}
            lanes = Lanes(seed=options.seed, first=0, count=len(some))
            run = run_paths(program, (outcome,), values, given, lanes)[outcome]
            found[path, start : start + len(some)] = run.mean(axis=1)
    return found


def _shared_path(program: Program, path: int, seed: int) -> dict[Draw, Floats]:
    """Return the noise of one trajectory, for all lanes to share."""
    made: dict[Draw, Callable[..., Floats]] = {
        draw: noise.normals if draw.kind == "normal" else noise.uniforms for draw in program.draws
    }
    return {draw: draws(seed, [path], program.months, draw.name) for draw, draws in made.items()}


def _analysed(
    problem: dict[str, Any], shares: Floats, values: Floats, asked: Options
) -> list[Influence]:
    if float(np.ptp(values)) == 0.0:
        return [Influence(parameter=n, first=0.0, total=0.0, error=0.0) for n in problem["names"]]
    if asked.method == "sobol":
        analyze = _salib("analyze.sobol").analyze
        got = analyze(problem, values, calc_second_order=False, seed=asked.seed)
        columns = (got["S1"], got["ST"], got["ST_conf"])
    elif asked.method == "morris":
        got = _salib("analyze.morris").analyze(problem, shares, values, seed=asked.seed)
        columns = (got["sigma"], got["mu_star"], got["mu_star_conf"])
    else:
        got = _salib("analyze.pawn").analyze(problem, shares, values, seed=asked.seed)
        columns = (got["maximum"], got["median"], got["CV"])
    return [
        Influence(parameter=name, first=float(first), total=float(total), error=float(error))
        for name, first, total, error in zip(problem["names"], *columns, strict=True)
    ]


def _ranked(found: list[Influence]) -> tuple[Influence, ...]:
    return tuple(sorted(found, key=lambda one: -one.total))


def _chance(runs: Floats) -> float:
    total = float(np.var(runs))
    return float(np.var(runs, axis=0).mean()) / total if total > 0 and len(runs) > 1 else 0.0


def _salib(part: str) -> Any:
    try:
        return import_module(f"SALib.{part}")
    except ImportError as error:
        raise ScenarioError(
            f"sensitivity needs SALib ({error}); install it with pip install 'volteface[sensitivity]'"
        ) from error
