from __future__ import annotations

from volteface.cases.find import complete_case
from volteface.model.case import Case
from volteface.model.claim import Claim, Party, Speaker
from volteface.model.dates import PartialDate
from volteface.model.report import Report

TEXT = "Mali has expelled the envoy of France. Paris called the move hostile."


def _case(published: PartialDate | None) -> Case:
    report = Report(id="r", text=TEXT, published=published)
    end = TEXT.index(".") + 1
    claim = Claim(
        id="r-1",
        report_id="r",
        sentence=TEXT[:end],
        start=0,
        end=end,
        quote=TEXT[:end],
        kind="event",
        source=Party(code="MLI"),
        target=Party(code="FRA"),
        type="SANCTION",
        polarity="affirmed",
        certainty="certain",
        time_frame="past",
        speaker=Speaker(),
    )
    return complete_case(Case(title="Mali", focal="MLI", partner="FRA"), (report,), (claim,))


def test_an_act_without_a_date_is_dated_by_its_report() -> None:
    break_ = _case(PartialDate(year=2024, month=8, day=4)).break_
    assert break_ is not None
    assert (str(break_.date), break_.of, break_.claims) == ("2024-08", "act", ("r-1",))


def test_without_any_date_the_break_stays_unknown() -> None:
    assert _case(None).break_ is None
