"""Settings of the reference class, read from the packaged ``reference.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from volteface.errors import CodebookError
from volteface.model.dates import PartialDate

FILE = "reference.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shrinkage:
    """How far the rows of other ties count in a tie's own estimate.

    ``group_cases`` and ``all_cases`` are the numbers of cases that the other ties of the group,
    and the other groups, count for together. Raises ValueError where a number is below 0.
    """

    group_cases: float
    all_cases: float

    def __post_init__(self) -> None:
        smallest = min(self.group_cases, self.all_cases)
        if smallest < 0:
            raise ValueError(f"shrinkage must not be below 0, got {smallest}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What the reference class takes as given; times are in months."""

    observed_until: PartialDate
    lasting_after_months: int
    last_scored_year: int
    horizons_months: tuple[int, ...]
    shrinkage: Shrinkage


@cache
def load_settings() -> Settings:
    """Return the packaged settings; raises CodebookError where a key is missing or wrong."""
    source = files("volteface").joinpath("data", "reference", FILE)
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return Settings(
            observed_until=PartialDate.parse(table["observed_until"]),
            lasting_after_months=int(table["lasting_after_months"]),
            last_scored_year=int(table["last_scored_year"]),
            horizons_months=tuple(int(months) for months in table["horizons_months"]),
            shrinkage=Shrinkage(**table["shrinkage"]),
        )
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{FILE}: {error!r}; restore the packaged file") from error
