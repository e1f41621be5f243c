"""Signs in the claims that point to a temporary or a lasting break."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal, cast

from volteface.codebook.tie_kinds import PARTING
from volteface.errors import CodebookError
from volteface.model.assessment import Indicator
from volteface.model.case import Case
from volteface.model.claim import Claim

FILE = "indicators.csv"
PointsTo = Literal["temporary", "lasting"]
_STANDS = ("happened", "denied")
_BETWEEN = ("pair", "focal-outside", "from-outside")
_COLUMNS = (
    "name", "kinds", "types", "modes", "changes", "stands", "between", "points_to", "covariate", "reason",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Sign:
    """One row of the table: a pattern of claims, where it points, and why.

    Empty sets match anything, but ties that part the two (an embargo that begins is no restoration)
    only match where ``types`` names them. ``between`` is *pair* (either direction), *focal-outside* (either
    direction) or *from-outside* (the outside power acts on the focal state).
    """

    name: str
    kinds: frozenset[str]
    types: frozenset[str]
    modes: frozenset[str]
    changes: frozenset[str]
    stands: str
    between: str
    points_to: PointsTo
    covariate: str | None
    reason: str

    def matches(self, claim: Claim, case: Case) -> bool:
        """Whether a claim shows this sign in this case."""
        wanted = (
            (self.kinds, claim.kind),
            (self.types, claim.type),
            (self.modes, claim.mode),
            (self.changes, claim.change),
        )
        fits = all(not allowed or value in allowed for allowed, value in wanted)
        fits = fits and (bool(self.types) or claim.type not in PARTING)
        return fits and self._stands(claim) and self._is_between(claim, case)

    def _stands(self, claim: Claim) -> bool:
        return claim.happened if self.stands == "happened" else claim.polarity == "denied"

    def _is_between(self, claim: Claim, case: Case) -> bool:
        source = claim.source.code if claim.source else None
        target = claim.target.code if claim.target else None
        if self.between == "pair":
            return None not in (source, target) and {source, target} == {case.focal, case.partner}
        if self.between == "from-outside":
            return source in case.outside and target == case.focal
        ends = (source, target), (target, source)
        return any(one == case.focal and other in case.outside for one, other in ends)


@cache
def load_signs() -> tuple[Sign, ...]:
    """Return the packaged table of signs; raises CodebookError naming the row that is wrong."""
    source = files("volteface").joinpath("data", "assessment", FILE)
    rows = list(csv.DictReader(source.read_text(encoding="utf-8").splitlines()))
    return tuple(_sign(f"{FILE}, row {number}", row) for number, row in enumerate(rows, 2))


def find_indicators(
    claims: tuple[Claim, ...], case: Case, signs: tuple[Sign, ...] | None = None
) -> tuple[Indicator, ...]:
    """Return the signs that claims show, in the order of the table, each with its claims."""
    found = []
    for sign in signs if signs is not None else load_signs():
        shown = tuple(claim.id for claim in claims if sign.matches(claim, case))
        if shown:
            found.append(
                Indicator(
                    name=sign.name, points_to=sign.points_to, claims=shown, covariate=sign.covariate
                )
            )
    return tuple(found)


def _sign(where: str, row: dict[str, str]) -> Sign:
    missing = [column for column in _COLUMNS if row.get(column) is None]
    if missing or not (row["name"] and row["reason"]):
        raise CodebookError(f"{where}: cells missing: {missing or 'name or reason'}; fill them in")
    if row["stands"] not in _STANDS or row["between"] not in _BETWEEN:
        raise CodebookError(f"{where}: stands or between is not of {_STANDS} and {_BETWEEN}")
    if row["points_to"] not in ("temporary", "lasting"):
        raise CodebookError(f"{where}: points_to is {row['points_to']!r}; temporary or lasting")
    return Sign(
        name=row["name"],
        kinds=_cell(row["kinds"]),
        types=_cell(row["types"]),
        modes=_cell(row["modes"]),
        changes=_cell(row["changes"]),
        stands=row["stands"],
        between=row["between"],
        points_to=cast("PointsTo", row["points_to"]),
        covariate=row["covariate"] or None,
        reason=row["reason"],
    )


def _cell(text: str) -> frozenset[str]:
    return frozenset(part for part in text.split("|") if part)
