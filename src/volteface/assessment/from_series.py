"""What the case's own series say since the break: does the change come back, or stay?

No record of past breaks tells yet what this is worth, so these pieces are *assumed*: they are shown
apart from the sum and are no part of the headline unless they are switched on.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import replace

from volteface.assessment.pieces import log_odds
from volteface.model.assessment import Assessment, Outlook, Piece
from volteface.model.dates import PartialDate
from volteface.model.series import Series
from volteface.shifts.mechanisms import PRIOR_LASTING, lasting_path


def series_pieces(series: Iterable[Series], break_: PartialDate | None) -> tuple[Piece, ...]:
    """Return for each series the log-ratio of a change that stays to one that comes back.

    It is that of the two mechanisms of METHOD §5, for the values from the break on. A series that
    shows no change tells neither, and comes to about 0. Left out are series with fewer than four
    values before the break or none since, and all of them where the break's year is not known.
    """
    if break_ is None or break_.year is None:
        return ()
    found = []
    for one in series:
        begins = str(break_)[: len(one.dates[0])]
        place = bisect_left(one.dates, begins)
        path = lasting_path(one, place) if place < len(one) else ()
        if path:
            (first, _), (_, stays) = path[0], path[-1]
            name = f"series {one.name}: {len(path)} {_values(path)} since {first}"
            ratio = log_odds(stays) - log_odds(PRIOR_LASTING)
            found.append(Piece(name=name, log_odds=ratio, cases=0, is_assumed=True))
    return tuple(found)


def _values(path: tuple[tuple[str, float], ...]) -> str:
    return "value" if len(path) == 1 else "values"


def with_assumed(assessment: Assessment) -> Assessment:
    """Return the assessment with its assumed pieces switched on: added to the headline's log-odds.

    The interval moves by as much; the other horizons stay. The pieces are taken as independent of
    the rest, which they need not be.
    """
    added = sum(piece.log_odds for piece in assessment.pieces if piece.is_assumed)
    return replace(assessment, headline=_moved(assessment.headline, added))


def _moved(outlook: Outlook, added: float) -> Outlook:
    """Return the outlook with ``added`` taken from the log-odds of restoration."""
    low, restored, high = (
        1 / (1 + math.exp(added - log_odds(one)))
        for one in (outlook.low, outlook.restored, outlook.high)
    )
    return replace(outlook, low=low, restored=restored, high=high)
