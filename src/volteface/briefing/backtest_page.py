"""The back-test as one self-contained page: scores, reliability, worst misses by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from volteface.briefing.tables import read_text
from volteface.charts.reliability import Point, reliability_chart
from volteface.reference.replay import Replayed
from volteface.reference.replay_score import (
    HorizonScore,
    horizon_score,
    reliability,
    worst,
)
from volteface.reference.score import Interval

_FEWEST = 10  # cases below which a line of a table is not scored
_HEADER = ("", "cases", "disputes", "share lasting", "Brier", "base rate's", "group share's", "log score", "AUC")  # fmt: skip
_ERAS = ((1960, "to 1959"), (1975, "1960–1974"), (1990, "1975–1989"), (2003, "1990–2002"))
_LAST_ERA = "2003–2014"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Picture:
    svg: Markup
    caption: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    title: str
    words: str = ""
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    pictures: tuple[_Picture, ...] = ()


def backtest_page(rows: Sequence[Replayed], names: Mapping[str, str], about: str) -> str:
    """Return the page; ``names`` tells each case by id in words, ``about`` what was scored."""
    by_year = {
        h: [row for row in rows if row.horizon == h] for h in sorted({r.horizon for r in rows})
    }
    template = files("volteface").joinpath("data", "backtest", "page.html.j2")
    page = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True).from_string(
        template.read_text(encoding="utf-8")
    )
    return page.render(
        css=Markup(read_text("page.css")), about=about, sections=list(_sections(by_year, names))
    )


def _sections(
    by_year: Mapping[int, Sequence[Replayed]], names: Mapping[str, str]
) -> Iterable[_Section]:
    scores = {h: horizon_score(rows) for h, rows in by_year.items()}
    yield _Section(
        title="By time since the break",
        words="Lower Brier and log scores are better. Each break is predicted from breaks of other "
        "disputes and other pairs, from what was known by then.",
        header=_HEADER,
        rows=tuple(_line(_after(h), score) for h, score in scores.items()),
    )
    yield _Section(
        title="Is it better than the group's share, and as sure as it should be?",
        words="The gain in Brier score over the share of the kind's group, and the slope of what came on the "
        "log-odds that were said (1 is right, less is too sure), with 90 % intervals.",
        header=("", "gain over the group's share", "calibration slope"),
        rows=tuple(
            (_after(h), _interval(score.gain, "+.4f"), _interval(score.slope, ".2f"))
            for h, score in scores.items()
        ),
    )
    yield _Section(
        title="Reliability",
        words="A dot on the dashed line is right: of breaks given 60 %, 60 % lasted. The bar is a "
        "90 % interval; the figure, the number of breaks.",
        pictures=tuple(_picture(h, rows) for h, rows in by_year.items()),
    )
    for title, key in (("By kind of tie", _group), ("By era of the break", _era)):
        for h, rows in by_year.items():
            if h in (1, 3):
                yield _Section(
                    title=f"{title}, {_after(h)}", header=_HEADER, rows=_parts(rows, key)
                )
    first = next(iter(by_year.values()), ())
    yield _Section(
        title="Worst misses at the break",
        header=("break", "said to last", "it was"),
        rows=tuple(
            (
                names.get(row.id, row.id),
                f"{row.estimate:.0%}",
                "lasting" if row.lasting else "temporary",
            )
            for row in worst(first)
        ),
    )


def _after(years: int) -> str:
    if years == 0:
        return "at the break"
    return f"after {years} year{'' if years == 1 else 's'}"


def _line(name: str, score: HorizonScore) -> tuple[str, ...]:
    return (
        name,
        str(score.n),
        str(score.clusters),
        f"{score.share_lasting:.2f}",
        f"{score.brier:.3f}",
        f"{score.base_brier:.3f}",
        f"{score.group_brier:.3f}",
        f"{score.log_score:.3f}",
        "unknown" if score.auc is None else f"{score.auc:.2f}",
    )


def _interval(one: Interval | None, form: str) -> str:
    return (
        "unknown" if one is None else f"{one.value:{form}} ({one.low:{form}} to {one.high:{form}})"
    )


def _picture(horizon: int, rows: Sequence[Replayed]) -> _Picture:
    points = tuple(
        Point(said=b.said, came=b.came, low=b.came_low, high=b.came_high, cases=b.n)
        for b in reliability(rows)
    )
    title = f"Reliability {_after(horizon)}"
    caption = f"{_after(horizon).capitalize()}: {len(rows)} breaks not restored by then."
    return _Picture(svg=Markup(reliability_chart(points, title)), caption=caption)


def _parts(rows: Sequence[Replayed], key: Callable[[Replayed], str]) -> tuple[tuple[str, ...], ...]:
    found = []
    for name in sorted({key(row) for row in rows}):
        some = [row for row in rows if key(row) == name]
        if len(some) < _FEWEST:
            found.append((name, str(len(some)), *["too few"] * (len(_HEADER) - 2)))
        else:
            found.append(_line(name, horizon_score(some)))
    return tuple(found)


def _group(row: Replayed) -> str:
    return row.group


def _era(row: Replayed) -> str:
    year = row.month // 12
    return next((name for limit, name in _ERAS if year < limit), _LAST_ERA)
