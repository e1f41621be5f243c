"""The date of a claim, and whether two dates may be the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from volteface.model.claim import Claim
from volteface.model.dates import PartialDate

Published = Mapping[str, PartialDate | None]
_YEAR = re.compile(r"(?:19|20)\d\d")


def date_of(claim: Claim, published: Published) -> PartialDate | None:
    """Return when the content of a claim begins; None where it tells no date that can be read.

    A month told without year that would lie after publication is that of the year before. What is
    going on at publication and is told with a date more than a year before has another's date.
    """
    if claim.time is None or claim.time.start is None:
        return None
    try:
        date = PartialDate.parse(claim.time.start[:10])
    except ValueError:
        return None
    day = published.get(claim.report_id)
    if claim.kind == "event" and claim.time_frame == "ongoing" and _is_long_before(date, day):
        return None
    is_later = (
        day is not None
        and day.year is not None
        and date.year is not None
        and date.sort_key > (day.year, day.month or 12, day.day or 31)
    )
    if is_later and claim.happened and not _YEAR.search(claim.time.text):
        return replace(date, year=(date.year or 1) - 1)
    return date


def _is_long_before(date: PartialDate, day: PartialDate | None) -> bool:
    if day is None or day.year is None or date.year is None:
        return False
    return (date.year + 1, date.month or 12) < (day.year, day.month or 1)


def may_be_same(first: PartialDate | None, second: PartialDate | None) -> bool:
    """Return whether two dates can be of one event: no part known of both differs.

    An unknown date is never the same as a known one here: callers decide about those.
    """
    if first is None or second is None:
        return first is second
    pairs = ((first.year, second.year), (first.month, second.month), (first.day, second.day))
    return all(one is None or other is None or one == other for one, other in pairs)


def is_before(date: PartialDate | None, limit: PartialDate | None) -> bool:
    """Return whether a date lies in a month before that of ``limit``; False where not known."""
    if date is None or limit is None or date.year is None or limit.year is None:
        return False
    return (date.year, date.month or 12) < (limit.year, limit.month or 1)
