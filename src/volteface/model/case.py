"""A case: the user's question about one break."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from volteface.model.dates import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """When the break began; ``of`` says whether an act of the pair or only its trigger is dated."""

    date: PartialDate
    of: Literal["act", "trigger"]
    claims: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, object]:
        """Return the break as the JSON twin of a brief prints it."""
        return {
            "date": str(self.date),
            "precision": self.date.precision,
            "of": self.of,
            "claims": list(self.claims),
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Focal state, former partner, outside powers, further partners, date of the break, horizon.

    ``found`` names the keys that were found in the reports rather than given by the user.
    """

    title: str
    focal: str | None
    partner: str | None
    others: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    break_: Break | None = None
    horizon_months: int = 24
    found: frozenset[str] = frozenset()

    def to_dict(self) -> dict[str, object]:
        """Return the case as the JSON twin of a brief prints it."""
        return {
            "title": self.title,
            "focal": self.focal,
            "partner": self.partner,
            "others": list(self.others),
            "outside": list(self.outside),
            "break": self.break_.to_dict() if self.break_ else None,
            "horizon_months": self.horizon_months,
            "found": sorted(self.found),
        }
