"""The words of estimative probability of Intelligence Community Directive 203 (2015).

Boundary rule: bands share their ends (0.20 closes one and opens the next); a shared end belongs
to the band nearer to 0.50, that is, to the weaker word. So 0.20 is "unlikely", 0.80 is "likely",
0.45 and 0.55 are both "roughly even chance", and p and 1 - p always get mirrored words. The
directive's scale runs from 0.01 to 0.99; below and above it the end bands go on to 0 and 1.
Probabilities are compared after rounding to nine decimals.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.tables import read_table
from volteface.errors import CodebookError

TABLE = "estimative.csv"
COLUMNS = ("low", "high", "word", "alternative", "source")


@dataclass(frozen=True, slots=True, kw_only=True)
class EstimativeBand:
    """A band of probability, from ``low`` to ``high``, and the words that stand for it."""

    low: float
    high: float
    word: str
    alternative: str
    source: str

    @property
    def percent(self) -> str:
        """The band in per cent, as printed beside the word: "20–45 %"."""
        return f"{round(self.low * 100):02d}–{round(self.high * 100):02d} %"


@cache
def load_estimative() -> tuple[EstimativeBand, ...]:
    """Return the bands from low to high.

    Raises CodebookError naming file and row where a figure is wrong or a band does not begin
    where the one before it ends.
    """
    bands: list[EstimativeBand] = []
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        band = _band(f"{TABLE}, row {number}", row)
        if bands and band.low != bands[-1].high:
            raise CodebookError(f"{TABLE}, row {number}: low {band.low} leaves a gap or overlaps")
        bands.append(band)
    return tuple(bands)


def band_for(probability: float) -> EstimativeBand:
    """Return the band that holds a probability, by the boundary rule told above.

    Raises ValueError where ``probability`` is not in 0..1.

    >>> band_for(0.62).percent
    '55–80 %'
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"probability is {probability}; expected a figure from 0 to 1")
    rounded = round(probability, 9)
    bands = load_estimative()
    if rounded < 0.5:
        return next((band for band in bands if rounded < band.high), bands[-1])
    return next((band for band in reversed(bands) if rounded > band.low), bands[0])


def word_for(probability: float) -> str:
    """Return the ICD 203 word for a probability.

    Raises ValueError where ``probability`` is not in 0..1.

    >>> word_for(0.2), word_for(0.8)
    ('unlikely', 'likely')
    """
    return band_for(probability).word


def _band(where: str, row: dict[str, str]) -> EstimativeBand:
    try:
        low, high = float(row["low"]), float(row["high"])
    except ValueError as error:
        raise CodebookError(f"{where}: {error}; write figures from 0 to 1") from error
    if not 0 <= low < high <= 1:
        raise CodebookError(f"{where}: {low} to {high} is no band between 0 and 1")
    if not row["word"]:
        raise CodebookError(f"{where}: the band has no word")
    return EstimativeBand(
        low=low, high=high, word=row["word"], alternative=row["alternative"], source=row["source"]
    )
