"""The question's odds given what has been seen: runs weighted by the likelihood of it.

Importance sampling with the prior as proposal (Robert and Casella, "Monte Carlo Statistical
Methods", 2004, section 3.3); the effective number of runs is that of Kong (1992).
"""

from __future__ import annotations

import numpy as np

from volteface.scenarios.engine import Array

STATES = ("question.restored", "question.realigned", "question.open")
EVIDENCE = "question.evidence"


class WeightedStates:
    """Gathers weighted shares of the question's states by month, block by block.

    >>> states = WeightedStates(1)
    >>> states.add(np.array([[[1.0, 0.0]], [[0.0, 0.0]], [[0.0, 1.0]]]), np.log([3.0, 1.0]))
    >>> states.shares()[:, 0]
    array([0.75, 0.  , 0.25])
    """

    def __init__(self, months: int) -> None:
        self._sums = np.zeros((len(STATES), months))
        self._total, self._squares, self._scale = 0.0, 0.0, -np.inf

    def add(self, states: Array, log_weights: Array) -> None:
        """Add states (states, months, lanes) with the log of each lane's weight."""
        highest = max(self._scale, float(log_weights.max()))
        shrunk = float(np.exp(self._scale - highest)) if np.isfinite(self._scale) else 0.0
        weights = np.exp(log_weights - highest)
        self._sums = self._sums * shrunk + states @ weights
        self._total = self._total * shrunk + float(weights.sum())
        self._squares = self._squares * shrunk**2 + float(np.square(weights).sum())
        self._scale = highest

    def shares(self) -> Array:
        """Return the shares, of shape (states, months)."""
        return np.asarray(self._sums / self._total)

    @property
    def effective_runs(self) -> float:
        """How many equally weighted runs would be as good: (Σw)² / Σw²."""
        return self._total**2 / self._squares if self._squares else 0.0
