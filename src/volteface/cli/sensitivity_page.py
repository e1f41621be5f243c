"""Sensitivity as one self-contained page: the tornado and the indices."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from volteface.charts.tornado import Bar, tornado_chart
from volteface.cli.scenario_page import WIDE, packaged
from volteface.model.series import Floats
from volteface.scenarios.program import Program
from volteface.scenarios.sensitivity import Sensitivity, parameter_quantiles

_TEMPLATE = "sensitivity.html.j2"
_BARS = 12
# Middles of the lowest and of the highest fifth.
_ENDS = (0.1, 0.9)
HEADS = {
    "sobol": ("alone", "with interactions"),
    "morris": ("spread of effects", "mean effect"),
    "pawn": ("largest distance", "median distance"),
}


def sensitivity_page(
    program: Program, found: Sensitivity, fitted: Mapping[str, Floats] | None
) -> str:
    """Return the page as text, to be written as UTF-8."""
    environment = Environment(
        loader=DictLoader({_TEMPLATE: packaged("scenarios", _TEMPLATE)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(_TEMPLATE).render(
        title=program.title,
        scenario=program.scenario or "base",
        outcome=title_of(program, found.outcome),
        css=Markup(packaged("briefing", "page.css") + WIDE),
        picture=Markup(tornado(program, found, fitted)),
        heads=HEADS[found.method],
        method=found.method,
        rows=[
            (one.parameter, f"{one.first:.3f}", f"{one.total:.3f}", f"{one.error:.3f}")
            for one in found.influences
        ],
        about=(
            f"{len(found.values)} runs on {'the fit' if fitted else 'the prior'}; chance makes up "
            f"{found.chance:.0%} of the variance; model {program.sha256}."
        ),
    )


def tornado(program: Program, found: Sensitivity, fitted: Mapping[str, Floats] | None) -> str:
    """Return the tornado of the widest swings, each with the parameter's values at its ends."""
    values = parameter_quantiles(program, found, fitted)
    place = {name: number for number, name in enumerate(found.parameters)}
    units = {one.name: _unit(one.unit) for one in program.parameters}
    bars = []
    for swing in found.swings()[:_BARS]:
        ends = np.quantile(values[:, place[swing.parameter]], _ENDS)
        low, high = (f"{end:.3g} {units[swing.parameter]}".strip() for end in ends)
        bars.append(
            Bar(
                name=swing.parameter, low=swing.low, high=swing.high, low_words=low, high_words=high
            )
        )
    title = f"{title_of(program, found.outcome)}, mean of the months"
    unit = _unit(program.units.get(found.outcome, ""))
    return tornado_chart(title, unit, float(found.values.mean()), tuple(bars))


def title_of(program: Program, symbol: str) -> str:
    """Return what people call a symbol: its outcome's title, else its name."""
    return next((one.title for one in program.outputs if one.symbol == symbol), symbol)


def _unit(text: str) -> str:
    return "" if text == "pure number" else text
