"""The sum in log-odds: what was known at the break, then each sign that the past can weigh."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping

from volteface.model.assessment import Indicator, Piece
from volteface.reference.covariates import AFTER, WINDOW_MONTHS
from volteface.reference.groups import tie_group
from volteface.reference.hazard import HazardModel
from volteface.reference.instances import Instance

AT_THE_BREAK = "what was known at the break: the kind of tie, its states, their earlier breaks"
_FEWEST_CASES = 10  # past breaks below which a sign has no weight


def weighed(
    indicators: Iterable[Indicator], past: tuple[Instance, ...], sources: Mapping[str, str]
) -> dict[str, Indicator]:
    """Return the indicators that count, by covariate, signs of the same act merged into one of all names.

    A sign counts where the reference class records the same thing of at least ten breaks, and
    where two independent sources tell it, or all reports are of one. ``sources`` tells the source
    of each claim.
    """
    merged: dict[str, Indicator] = {}
    enough = 2 if len(set(sources.values())) > 1 else 1
    for one in indicators:
        if one.covariate is None or cases_with(one.covariate, past) < _FEWEST_CASES:
            continue
        before = merged.get(one.covariate)
        claims = tuple(dict.fromkeys((*(before.claims if before else ()), *one.claims)))
        merged[one.covariate] = Indicator(
            name=f"{before.name}; {one.name}" if before else one.name,
            points_to=one.points_to,
            claims=claims,
            covariate=one.covariate,
        )
    return {
        name: one
        for name, one in merged.items()
        if len({sources[claim] for claim in one.claims if claim in sources}) >= enough
    }


def cases_with(covariate: str, past: Iterable[Instance]) -> int:
    """Return how many past breaks showed ``covariate`` within three years."""
    return sum(row.covariates.known(row.month, WINDOW_MONTHS).get(covariate) == 1 for row in past)


def pieces_of(
    model: HazardModel,
    known: Mapping[str, float],
    signs: Mapping[str, Indicator],
    times: tuple[int, int],
    past: tuple[Instance, ...],
) -> tuple[Piece, ...]:
    """Return the pieces, which sum to the log-odds of lasting with all ``signs``.

    ``times``: months elapsed and horizon. Each sign's piece is the change of the log-odds when it
    joins those before it, so that no evidence is counted twice.
    """
    so_far = dict(known)
    odds = log_odds(model.lasting(so_far, *times))
    found = [Piece(name=AT_THE_BREAK, log_odds=odds, cases=len(past))]
    for covariate, sign in sorted(signs.items(), key=lambda item: (item[0] in AFTER, item[0])):
        so_far[covariate] = 1.0
        after = log_odds(model.lasting(so_far, *times))
        cases = cases_with(covariate, past)
        found.append(Piece(name=sign.name, log_odds=after - odds, cases=cases, claims=sign.claims))
        odds = after
    return tuple(found)


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, kept within .001–.999."""
    kept = min(max(probability, 0.001), 0.999)
    return math.log(kept / (1 - kept))


def lasting_forms(group: str, past: Iterable[Instance], limit: int) -> dict[str, int]:
    """Return what the lasting breaks of ``group`` turned into, counted from their coding.

    Realignment: what was lost was replaced by another within three years. Hedge: not replaced, and
    only a part was cut, or a part came back. Rupture: neither. Rows without the cells are left out.
    """
    found = {"hedge": 0, "rupture": 0, "realignment": 0}
    for row in past:
        known = row.covariates.known(row.month, WINDOW_MONTHS)
        if row.is_lasting(limit) and "replaced" in known and group in ("all", _group(row)):
            found[_form(known)] += 1
    return found


def _form(known: Mapping[str, float]) -> str:
    if known["replaced"] == 1:
        return "realignment"
    is_partial = known.get("partial") == 1 or "extent:partial" in known
    return "hedge" if is_partial else "rupture"


def _group(row: Instance) -> str:
    return tie_group(row.tie).group
