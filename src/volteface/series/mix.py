"""The mix of a dyad's events, cooperative or in conflict, against its own past."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from volteface.errors import SeriesError

Floats: TypeAlias = NDArray[np.float64]
CONTINUITY = 0.5


def conflict_log_odds(cooperation: Floats, conflict: Floats) -> Floats:
    """Return the log-odds of conflict among events, half an event added to each side.

    Any shape; both counts of the same. The half keeps empty cells finite.
    Source: Haldane (1956), Annals of Human Genetics 20; Anscombe (1956), Biometrika 43.
    """
    return np.asarray(np.log((conflict + CONTINUITY) / (cooperation + CONTINUITY)))


def mix_scores(
    cooperation: Floats, conflict: Floats, *, spread: float = 0.0, earliest: int = 1
) -> Floats:
    """Return for each period how far the mix left that of all periods before it, as z.

    ``cooperation`` and ``conflict`` are counts of events, the last axis time. The z is the
    difference of the log-odds of conflict from those of the earlier counts added up, over its
    standard error; above 0 is more conflict. ``spread`` is the standard deviation of a quiet
    dyad's log-odds from one period to the next beyond chance of counting: with 0 only counting
    is allowed for, and dyads in the news have large z of either sign, so that z then orders
    periods of like volume and is not a probability. The first ``earliest`` periods, and all of a
    dyad without an earlier or present event, are NaN; no period reads a later one.
    Raises SeriesError where counts are negative or not finite, or shapes differ.
    Source: variance of a log odds ratio, Woolf (1955), Annals of Human Genetics 19.

    >>> cooperation = np.array([20.0, 20.0, 20.0, 5.0])
    >>> conflict = np.array([5.0, 5.0, 5.0, 20.0])
    >>> mix_scores(cooperation, conflict).round(1).tolist()
    [nan, 0.0, 0.1, 4.8]
    """
    _check(cooperation, conflict, spread, earliest)
    past = [np.cumsum(one, axis=-1) - one for one in (cooperation, conflict)]
    difference = conflict_log_odds(cooperation, conflict) - conflict_log_odds(*past)
    variance = _variance(cooperation, conflict) + _variance(*past) + spread**2
    z = np.asarray(difference / np.sqrt(variance), dtype=np.float64)
    z[(cooperation + conflict == 0) | (past[0] + past[1] == 0)] = np.nan
    z[..., :earliest] = np.nan
    return z


def _variance(cooperation: Floats, conflict: Floats) -> Floats:
    return np.asarray(1 / (cooperation + CONTINUITY) + 1 / (conflict + CONTINUITY))


def _check(cooperation: Floats, conflict: Floats, spread: float, earliest: int) -> None:
    if cooperation.shape != conflict.shape:
        raise SeriesError(
            f"cooperation has shape {cooperation.shape}, conflict {conflict.shape}; "
            "give both for the same dyads and periods"
        )
    for name, counts in (("cooperation", cooperation), ("conflict", conflict)):
        wrong = ~(np.isfinite(counts) & (counts >= 0))
        if wrong.any():
            place = tuple(int(one) for one in np.argwhere(wrong)[0])
            raise SeriesError(f"{name} at {place} is {counts[place]:g}; write a count, 0 or more")
    if not (np.isfinite(spread) and spread >= 0) or earliest < 1:
        raise SeriesError(
            f"spread is {spread:g}, earliest {earliest}; they must be 0 or more, and 1 or more"
        )
