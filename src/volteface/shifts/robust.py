"""Weights that keep an outlier from passing for a change."""

from __future__ import annotations

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from volteface.shifts.costs import Floats

DEGREES_OF_FREEDOM = 4.0
_SIDE = 5  # dates on either side of the running median
_MAD_TO_SD = 1.4826


def student_weights(values: Floats) -> Floats:
    """Return (ν + 1) / (ν + r²), at most 1, for series of shape (series, dates); 0 at a gap.

    r is the distance to the running median of 11 dates in robust standard deviations, the larger
    of the local one and that of the whole series. Source: the weights of the EM algorithm for
    Student-t errors, Lange, Little & Taylor (1989), JASA 84, with ν = 4.
    """
    seen = ~np.isnan(values)
    if values.shape[1] < 4 * _SIDE:
        return seen.astype(np.float64)
    filled = np.where(seen, values, np.nanmedian(values, axis=1, keepdims=True))
    padded = np.pad(filled, ((0, 0), (_SIDE, _SIDE)), mode="reflect")
    windows = sliding_window_view(padded, 2 * _SIDE + 1, axis=1)
    middle = np.median(windows, axis=2)
    local = np.median(np.abs(windows - middle[:, :, None]), axis=2)
    overall = np.median(np.abs(filled - middle), axis=1, keepdims=True)
    spread = np.maximum(_MAD_TO_SD * np.maximum(local, overall), 1e-9)
    distance = (filled - middle) / spread
    nu = DEGREES_OF_FREEDOM
    return np.where(seen, np.minimum((nu + 1) / (nu + distance**2), 1.0), 0.0)
