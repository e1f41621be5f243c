"""Roll-call votes as a table of calls and states."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from volteface.errors import SeriesError
from volteface.model.series import Floats

YES, ABSTAIN, NO = 1.0, 2.0, 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RollCalls:
    """Votes of ``states`` at calls, in order of ``dates`` (ISO 8601, the year at least).

    ``votes`` has shape (calls, states): 1 yes, 2 abstain, 3 no, NaN absent, not a member or not
    told. ``source`` says where they come from. Raises ValueError where shapes or values are wrong.
    """

    states: tuple[str, ...]
    dates: tuple[str, ...]
    votes: Floats
    source: str | None = None

    def __post_init__(self) -> None:
        expected = (len(self.dates), len(self.states))
        if self.votes.shape != expected:
            raise ValueError(f"votes have shape {self.votes.shape}; expected {expected}")
        told = self.votes[~np.isnan(self.votes)]
        if not np.all(np.isin(told, (YES, ABSTAIN, NO))):
            raise ValueError("votes must be 1 yes, 2 abstain, 3 no, or NaN")

    def of(self, state: str) -> Floats:
        """Return the votes of ``state``; raises SeriesError where it has none."""
        if state not in self.states:
            raise SeriesError(f"no votes of {state!r}; states are {_some(self.states)}")
        result: Floats = self.votes[:, self.states.index(state)]
        return result


def _some(states: Sequence[str]) -> str:
    return ", ".join(states[:8]) + (" …" if len(states) > 8 else "")
