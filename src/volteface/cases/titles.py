"""What a case is called that nobody named: its pair and when the break began."""

from __future__ import annotations

from volteface.codebook.organisations import organisation
from volteface.codebook.states import state
from volteface.errors import CodebookError
from volteface.model.case import Case
from volteface.model.dates import PartialDate

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip


def title_of(case: Case) -> str:
    """Return a title of the pair and the break's month; the case's own where no pair is known.

    What is not told of the date is said: ``Venezuela and Cuba, January (year not told)``.
    """
    if not case.focal or not case.partner:
        return case.title
    pair = f"{_name(case.focal)} and {_name(case.partner)}"
    when = _month(case.break_.date) if case.break_ else ""
    return f"{pair}, {when}" if when else pair


def _month(date: PartialDate) -> str:
    month = _MONTHS[date.month - 1] if date.month else ""
    if date.year is None:
        return f"{month} (year not told)" if month else ""
    return f"{month} {date.year}".strip()


def _name(code: str) -> str:
    for find in (state, organisation):
        try:
            return find(code).name
        except CodebookError:
            continue
    return code
