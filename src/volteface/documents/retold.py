"""Which report retells another one of the case: "the agency CPS reported"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from volteface.model.report import Report

_SHORTEST = 3  # letters of initials that may stand for an outlet


def retold(reports: Sequence[Report]) -> dict[str, str]:
    """Return for each report that credits another report's outlet as an agency that report's id.

    The outlet is named in full or by its initials, beside the word "agency" or in brackets.
    """
    found: dict[str, str] = {}
    for report in reports:
        for other in reports:
            if report.id != other.id and other.outlet and _credits(report.text, other.outlet):
                found.setdefault(report.id, other.id)
    return found


def _credits(text: str, outlet: str) -> bool:
    initials = "".join(word[0] for word in re.findall(r"[A-Z]\w+", outlet))
    names = [outlet, *([initials] if len(initials) >= _SHORTEST else [])]
    name = "|".join(re.escape(one) for one in names)
    pattern = rf"\bagency\s+(?:{name})\b|\b(?:{name})\b\s+(?:news\s+)?agency\b|\((?:{name})\)"
    return re.search(pattern, text) is not None
