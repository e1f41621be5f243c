"""A retelling of another report of the case is not a source of its own."""

from __future__ import annotations

from volteface.documents.duplicates import independent_source
from volteface.model.report import Report

WIRE = Report(id="wire", text="The last guards left on Friday.", outlet="Harbour Press Service")


def test_a_report_that_credits_another_as_its_agency_counts_as_that_one() -> None:
    retelling = Report(id="copy", text="Guards are gone, the agency HPS reported.", outlet="Daily")
    keys = independent_source([WIRE, retelling])
    assert keys["copy"] == keys["wire"]


def test_a_report_that_merely_names_an_outlet_stays_a_source_of_its_own() -> None:
    other = Report(id="own", text="Harbour Press Service moved its office.", outlet="Daily")
    keys = independent_source([WIRE, other])
    assert keys["own"] != keys["wire"]
