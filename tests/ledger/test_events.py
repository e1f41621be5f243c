from ledger.made import claim
from volteface.ledger.events import merge_events
from volteface.ledger.timeline import timeline
from volteface.model.claim import ClaimTime
from volteface.model.dates import PartialDate


def test_two_reports_of_one_act_are_one_event_with_both_claims():
    told = [
        claim("a", "NER>FRA", "SANCTION", time="2023-08-03"),
        claim("b", "NER>FRA", "SANCTION", time="2023-08", report_id="r2"),
    ]
    (event,) = merge_events(told, {}, {})
    assert event.claims == ("a", "b")
    assert (event.reports, event.independent_sources) == (2, 2)
    assert str(event.date) == "2023-08-03"


def test_retellings_of_one_agency_are_one_independent_source():
    told = [
        claim("a", "NER>FRA", "SANCTION"),
        claim("b", "NER>FRA", "SANCTION", report_id="r2"),
    ]
    (event,) = merge_events(told, {}, {"r1": "agency:x", "r2": "agency:x"})
    assert (event.reports, event.independent_sources) == (2, 1)


def test_what_goes_on_is_not_dated_by_a_year_long_past():
    told = [claim("a", "RUS>TKM", "REJECT", time_frame="ongoing", time="1974-01")]
    (event,) = merge_events(told, {"r1": PartialDate(year=2016, month=1)}, {})
    assert event.date is None


def test_denied_demanded_and_planned_things_are_no_events():
    told = [
        claim("a", "RUS>SYR", "RETREAT", polarity="denied"),
        claim("b", "USA>IRQ", "RETREAT", time_frame="demanded"),
        claim("c", "USA>IRQ", "RETREAT", time_frame="planned"),
    ]
    assert merge_events(told, {}, {}) == ()


def test_acts_of_different_months_or_modes_stay_apart():
    told = [
        claim("a", "GEO>RUS", "SANCTION", time="2006-09"),
        claim("b", "GEO>RUS", "SANCTION", time="2006-10"),
        claim("c", "GEO>RUS", "COERCE", mode="arrest"),
        claim("d", "GEO>RUS", "COERCE", mode="deport"),
    ]
    assert len(merge_events(told, {}, {})) == 4


def test_an_undated_claim_joins_the_only_dated_event_of_its_kind():
    told = [
        claim("a", "NER>FRA", "SANCTION"),
        claim("b", "NER>FRA", "SANCTION", time="2023-08"),
    ]
    (event,) = merge_events(told, {}, {})
    assert event.claims == ("b", "a")


def test_a_month_told_without_year_never_lies_after_publication():
    when = ClaimTime(start="2022-08", precision="month", text="in August")
    told = [claim("a", "CHN>LTU", "SANCTION", time=when)]
    published = {"r1": PartialDate.parse("2022-01-21")}
    (event,) = merge_events(told, published, {})
    assert str(event.date) == "2021-08"


def test_the_timeline_puts_undated_events_last():
    told = [
        claim("a", "A>B", "ACCUSE"),
        claim("b", "A>B", "SANCTION", time="2021-05"),
        claim("c", "A>B", "REQUEST", time="2020"),
    ]
    order = [event.type for event in timeline(merge_events(told, {}, {}))]
    assert order == ["REQUEST", "SANCTION", "ACCUSE"]
