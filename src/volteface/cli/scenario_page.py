"""The results of scenario runs as one self-contained page: no script, no outside request."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from jinja2 import DictLoader, Environment, StrictUndefined
from markupsafe import Markup

from volteface.charts.fan import Fan, fan_chart
from volteface.charts.month_table import ShareRow, month_table
from volteface.scenarios.gather import SHARES, Measure
from volteface.scenarios.results import DateDistribution, Odds, Results

_TEMPLATE = "report.html.j2"
WIDE = (
    "figure.wide { max-width: none; margin: 1.25rem 0; } main > section { max-width: none; }"
    " .pictures figure { flex: 0 1 19rem; }"
)
_ROWS = {share: row for row, share in enumerate(SHARES)}


def report_page(results: tuple[Results, ...]) -> str:
    """Return the page as text, to be written as UTF-8."""
    environment = Environment(
        loader=DictLoader({_TEMPLATE: packaged("scenarios", _TEMPLATE)}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    first = results[0]
    about = (
        f"{first.months} months from {first.start}. Lines are medians, dark bands hold half of the "
        "runs, light bands 80 %. The tables count runs."
    )
    return environment.get_template(_TEMPLATE).render(
        title=first.title,
        about=about,
        css=Markup(packaged("briefing", "page.css") + WIDE),
        runs=[_run(one) for one in results],
    )


def fan_of(one: Measure, results: Results) -> Fan:
    """Return the fan of a measure: median, half of the runs, 80 % of the runs."""

    def values(share: float) -> tuple[float, ...]:
        return tuple(one.quantiles[_ROWS[share]][: results.months].tolist())

    unit = "" if one.output.unit == "pure number" else one.output.unit
    return Fan(
        title=one.output.title,
        unit=unit,
        months=results.month_names,
        middle=values(0.5),
        inner=(values(0.25), values(0.75)),
        outer=(values(0.1), values(0.9)),
    )


def _run(results: Results) -> dict[str, Any]:
    fans = [one for one in results.measures if len(one.quantiles)]
    return {
        "name": results.scenario,
        "odds": [_odds(one) for one in results.odds()],
        "posterior": [_odds(one) for one in results.posterior_odds()],
        "dates": [_dates(one, results) for one in results.dates()],
        "sectors": _sectors(results),
        "fans": [Markup(fan_chart(fan_of(one, results))) for one in fans],
        "about": (
            f"{results.runs} runs, seed {results.seed}, engine {results.engine}, model "
            f"{results.sha256}; largest Monte Carlo error of a probability "
            f"±{196 * results.largest_error():.1f} points (95 %)."
        ),
    }


def _sectors(results: Results) -> Markup | None:
    """Return the sector table of mean unserved shares; none for differences, which have signs."""
    rows = tuple(
        ShareRow(
            name=one.output.title.removesuffix(": share unserved"),
            shares=tuple(one.mean[: results.months].tolist()),
        )
        for one in results.measures
        if one.output.group == "sector"
    )
    if not rows or results.is_difference:
        return None
    title = "Share unserved by sector and month, mean of the runs, percent"
    return Markup(month_table(title, results.month_names, rows))


def _odds(one: Odds) -> dict[str, str]:
    ratio = one.lasting_to_temporary
    return {
        "months": str(one.months),
        "restored": f"{100 * one.restored:.1f} %",
        "realigned": f"{100 * one.realigned:.1f} %",
        "open": f"{100 * one.open:.1f} %",
        "odds": "–" if ratio is None else f"{ratio:.3g} : 1",
    }


def _dates(one: DateDistribution, results: Results) -> dict[str, Any]:
    dates = (one.dates[0], one.dates[2], one.dates[4]) if one.dates else ("–", "–", "–")
    return {
        "title": results.measure(one.event).output.title,
        "chance": f"{100 * one.probability:.1f} % ± {196 * one.error:.1f}",
        "dates": dates,
    }


def packaged(folder: str, name: str) -> str:
    """Return the text of a file that is shipped under ``data``."""
    return files("volteface").joinpath("data", folder, name).read_text(encoding="utf-8")
