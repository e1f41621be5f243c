"""How near two states stand: vote agreement beyond chance, and distance of ideal points."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError
from volteface.model.series import Floats, Series
from volteface.series.periods import one_unit, side_by_side, sources_of
from volteface.series.votes import ABSTAIN, NO, YES, RollCalls

Chance = Literal["pi", "kappa"]
_CHOICES = np.array((YES, ABSTAIN, NO))
_SQUARED = (_CHOICES[:, None] - _CHOICES[None, :]) ** 2
_NAMES = {"pi": "Scott's (1955) pi", "kappa": "Cohen's (1968) weighted kappa"}
LEAST_VOTES = 8


def agreement_beyond_chance(one: Floats, other: Floats, chance: Chance = "pi") -> float | None:
    """Return agreement of two rows of votes (1, 2, 3 or NaN), corrected for chance.

    ``A = 1 - D_observed / D_expected`` with squared distances between the choices yes, abstain,
    no, over the calls at which both voted: 1 for the same votes, 0 for what the shares of the
    three choices alone would give, below 0 for less. The expected distance draws both votes from
    the mean of the two states' shares (``pi``), or each from its own state's (``kappa``, where
    states that lean apart are not held to disagree for it). None where the expected distance is
    0: who always votes alike has shown no choice. Source: Häge (2011), Choice or circumstance?
    Adjusting measures of foreign policy similarity for chance agreement, Political Analysis
    19(3), 287–305.

    >>> agreement_beyond_chance(np.array([1.0, 3.0]), np.array([1.0, 3.0]))
    1.0
    """
    table = _table(one, other)
    total = table.sum()
    if not total:
        return None
    shares = table / total
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    if chance == "pi":
        rows = columns = (rows + columns) / 2
    expected = float(rows @ _SQUARED @ columns)
    return None if expected <= 0 else 1.0 - float((shares * _SQUARED).sum()) / expected


def vote_agreement(
    calls: RollCalls,
    one: str,
    other: str,
    chance: Chance = "pi",
    least_votes: int = LEAST_VOTES,
) -> Series:
    """Return the yearly chance-corrected agreement of two states' votes.

    A year with fewer than ``least_votes`` calls at which both voted, or in which both always made
    the same one choice, is a gap. Formula: ``agreement_beyond_chance``. Raises SeriesError where
    a state has no votes.
    """
    first, second = calls.of(one), calls.of(other)
    years = np.array([int(date[:4]) for date in calls.dates])
    span = range(int(years.min()), int(years.max()) + 1) if len(years) else range(0)
    both = ~np.isnan(first) & ~np.isnan(second)
    values = []
    for year in span:
        here = both & (years == year)
        found = agreement_beyond_chance(first[here], second[here], chance)
        values.append(np.nan if found is None or here.sum() < least_votes else found)
    return Series(
        name=f"{one}-{other} vote agreement",
        dates=tuple(f"{year:04d}" for year in span),
        values=np.array(values, dtype=np.float64),
        unit="agreement beyond chance",
        source=calls.source,
        computed=f"{_NAMES[chance]}, squared distances, calls at which both voted (Häge 2011)",
    )


def ideal_point_distance(one: Series, other: Series) -> Series:
    """Return the distance between two states' ideal points; a gap where either has none.

    Source of the points: Bailey, Strezhnev & Voeten (2017). They are smoothed over time with
    later votes, so that a distance may tell of what came after its date.

    >>> a = Series(name="USA", dates=("1990",), values=np.array([2.5]))
    >>> b = Series(name="CUB", dates=("1990",), values=np.array([-1.5]))
    >>> ideal_point_distance(a, b).values
    array([4.])
    """
    unit = one_unit((one, other))
    dates, table = side_by_side((one, other))
    if not len(dates):
        raise SeriesError(f"{one.name} and {other.name}: no dates; give years with ideal points")
    return Series(
        name=f"{one.name}-{other.name} distance",
        dates=dates,
        values=np.abs(table[0] - table[1]),
        unit=unit,
        source=sources_of((one, other)),
        computed="distance between two ideal points, smoothed over time",
    )


def _table(one: Floats, other: Floats) -> NDArray[np.float64]:
    """Return how often each pair of choices (rows: ``one``) was made."""
    if one.shape != other.shape:
        raise SeriesError(f"votes at {one.shape} and {other.shape} calls; give the same calls")
    table = np.zeros((3, 3))
    both = ~np.isnan(one) & ~np.isnan(other)
    rows = np.searchsorted(_CHOICES, one[both])
    np.add.at(table, (rows, np.searchsorted(_CHOICES, other[both])), 1.0)
    return table
