"""The chance that a count series has changed since its baseline, by run lengths.

Beside the watch of ``watch.py``, which finds a halving sooner: this one asks for no size of the
change and gives a probability at every date. Source: Bayesian online change point detection,
Adams & MacKay (2007), arXiv:0710.3742, algorithm 1.
"""

from __future__ import annotations

import numpy as np
from scipy.special import betaln

from volteface.shifts.costs import Floats


def chance_of_change(
    counts: Floats, exposure: Floats, held: int, size: float, hazard: float
) -> Floats:
    """Return P(changed since the baseline | counts up to then) for each date after it.

    The first ``held`` of ``counts`` are the baseline, in which nothing changes; from then on the
    rate is drawn anew at each date with chance ``hazard``. Counts are negative-binomial of
    ``size``·exposure; p = size / (size + rate) has a Beta distribution, which for a new rate is
    worth one date at the mean of the baseline. NaN is a gap and adds nothing.

    >>> steady = np.full(48, 8.0)
    >>> fallen = np.r_[np.full(36, 8.0), np.full(12, 2.0)]
    >>> [round(float(chance_of_change(one, np.ones(48), 36, 3.0, 0.01)[-1]), 2)
    ...  for one in (steady, fallen)]
    [0.05, 1.0]
    """
    trials = np.where(np.isnan(counts), 0.0, size * exposure)
    values = np.nan_to_num(counts)
    rate = values[:held].sum() / max(trials[:held].sum(), 1e-9)
    first, second = 1 + size, size * rate  # of a new run: Beta(first, second)
    alpha, beta = np.array([first + trials[:held].sum()]), np.array([second + values[:held].sum()])
    weight, chance = np.zeros(1), np.empty(len(values) - held)  # log weights; run 0 never changed
    for date in range(held, len(values)):
        total = np.logaddexp.reduce(weight)
        weight = np.append(weight + np.log1p(-hazard), total + np.log(hazard))
        alpha, beta = np.append(alpha, first), np.append(beta, second)
        weight += betaln(alpha + trials[date], beta + values[date]) - betaln(alpha, beta)
        weight -= np.logaddexp.reduce(weight)
        alpha, beta = alpha + trials[date], beta + values[date]
        chance[date - held] = 1 - np.exp(weight[0])
    return chance
