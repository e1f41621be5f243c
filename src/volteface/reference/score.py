"""Scores of probabilities of *lasting*: Brier, log score, AUC, calibration, gain over rivals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from volteface.reference.backtest import Prediction, predictions
from volteface.reference.breaks import BreakTable
from volteface.reference.cohort import Bools, Floats
from volteface.reference.settings import Shrinkage

FORECASTS = ("estimate", "group_share", "base_rate")
ELAPSED_MONTHS = (0, 12, 24, 36)
_SMALLEST = 1e-3
_BAND_EDGES = (0.0, 0.2, 0.4, 0.5, 0.6, 0.8, 1.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """How well one forecast did on ``cases`` rows; ``auc`` is None where one outcome is absent.

    ``brier`` and ``log_score`` (mean negative log of the probability given to what came, in
    nats) are better when lower.
    """

    forecast: str
    cases: int
    clusters: int
    brier: float
    log_score: float
    auc: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """Rows whose probability lay in [low, high): their number, mean probability, share lasting."""

    low: float
    high: float
    cases: int
    mean_probability: float
    share_lasting: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """A difference of Brier scores (positive: the estimate is better) and its 90 % interval."""

    value: float
    low: float
    high: float


def brier(probability: Floats, lasting: Bools) -> float:
    """Return the mean squared error of ``probability``. Source: Brier (1950)."""
    return float(np.mean((probability - lasting) ** 2))


def log_score(probability: Floats, lasting: Bools) -> float:
    """Return the mean negative log probability of what came; probabilities kept in .001–.999."""
    clipped = np.clip(probability, _SMALLEST, 1 - _SMALLEST)
    return float(-np.mean(np.log(np.where(lasting, clipped, 1 - clipped))))


def auc(probability: Floats, lasting: Bools) -> float | None:
    """Return the chance that a lasting row got more than a temporary one, ties counted half.

    None where either is absent. A base rate that leaves out the row itself is lower for lasting
    rows by construction: its AUC lies below .5 and says nothing.
    Source: Hanley & McNeil (1982), Radiology 143.
    """
    above, below = probability[lasting], probability[~lasting]
    if not len(above) or not len(below):
        return None
    difference = above[:, None] - below[None, :]
    return float(np.mean((difference > 0) + 0.5 * (difference == 0)))


def score(rows: Sequence[Prediction], forecast: str) -> Score:
    """Return the scores of ``forecast`` (one of FORECASTS) on ``rows``."""
    probability, lasting = _probability(rows, forecast), _lasting(rows)
    return Score(
        forecast=forecast,
        cases=len(rows),
        clusters=len({row.cluster for row in rows}),
        brier=brier(probability, lasting),
        log_score=log_score(probability, lasting),
        auc=auc(probability, lasting),
    )


def calibration(rows: Sequence[Prediction], forecast: str = "estimate") -> tuple[Band, ...]:
    """Return the bands of probability that hold rows, from low to high."""
    probability, lasting = _probability(rows, forecast), _lasting(rows)
    place = np.digitize(probability, _BAND_EDGES[1:-1])
    return tuple(
        Band(
            low=_BAND_EDGES[number],
            high=_BAND_EDGES[number + 1],
            cases=int((place == number).sum()),
            mean_probability=float(probability[place == number].mean()),
            share_lasting=float(lasting[place == number].mean()),
        )
        for number in np.unique(place)
    )


def gain(
    rows: Sequence[Prediction], rival: str, generator: np.random.Generator, resamples: int = 1000
) -> Interval:
    """Return by how much the estimate's Brier score is below that of ``rival``, with interval.

    Whole clusters are drawn with replacement; the ends are the 5th and 95th percentiles.
    """
    lasting = _lasting(rows)
    own, other = _probability(rows, "estimate"), _probability(rows, rival)
    loss = (other - lasting) ** 2 - (own - lasting) ** 2
    _, places = np.unique([row.cluster for row in rows], return_inverse=True)
    sums, sizes = np.bincount(places, loss), np.bincount(places)
    drawn = generator.integers(0, len(sums), (resamples, len(sums)))
    values = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    low, high = np.percentile(values, (5, 95))
    return Interval(value=float(loss.mean()), low=float(low), high=float(high))


def compare(
    table: BreakTable, candidates: Iterable[Shrinkage]
) -> tuple[tuple[Shrinkage, float], ...]:
    """Return each candidate with its mean Brier score over 0, 1, 2 and 3 years, best first.

    This is how the packaged shrinkage was chosen: on rows whose cluster and pair were left out.
    """
    scored = [(candidate, _mean_brier(table, candidate)) for candidate in candidates]
    return tuple(sorted(scored, key=lambda pair: pair[1]))


def _mean_brier(table: BreakTable, shrinkage: Shrinkage) -> float:
    return float(
        np.mean(
            [
                score(predictions(table, elapsed, shrinkage), "estimate").brier
                for elapsed in ELAPSED_MONTHS
            ]
        )
    )


def _probability(rows: Sequence[Prediction], forecast: str) -> Floats:
    if forecast not in FORECASTS:
        raise ValueError(f"forecast must be one of {', '.join(FORECASTS)}, got {forecast!r}")
    return np.array([getattr(row, forecast) for row in rows], dtype=np.float64)


def _lasting(rows: Sequence[Prediction]) -> Bools:
    return np.array([row.lasting for row in rows], dtype=np.bool_)
