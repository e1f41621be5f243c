"""Who gets what when there is not enough for all."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from volteface.scenarios.cascade.economy import Floats


def served_shares(supply: Floats, demands: Sequence[Floats]) -> list[Floats]:
    """The share of each rank's demand that is served, ranks served in the order given.

    `supply` and each of `demands` have one shape. Within a rank all get the same share
    (proportional rationing: Hallegatte 2008); the next rank gets what is left.

    >>> [share.tolist() for share in served_shares(np.array([6.0]), [np.array([4.0]), np.array([4.0])])]
    [[1.0], [0.5]]
    """
    left = supply
    shares = []
    for demand in demands:
        share = np.ones_like(left)
        np.divide(left, demand, out=share, where=demand > 0)
        np.minimum(share, 1.0, out=share)
        shares.append(share)
        left = np.maximum(left - share * demand, 0.0)
    return shares
