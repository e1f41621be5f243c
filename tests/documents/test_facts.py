"""Publication date, outlet and dateline are found where a page tells them, and nowhere else."""

from __future__ import annotations

import pytest

from volteface.documents.agencies import agency_credit
from volteface.documents.dates import find_date
from volteface.documents.facts import find_facts

BODY = "The last troops left the base on 1 March 2024, a spokesman of the army said on Friday."


@pytest.mark.parametrize(
    ("line", "date"),
    [
        ("Published: 12 March 2024", "2024-03-12"),
        ("Posted on August 9, 2024 at 6:30 am", "2024-08-09"),
        ("Tue, 12 Mar 2024 10:00 GMT", "2024-03-12"),
        ("By Jane Roe | Sunday, 3 March 2024", "2024-03-03"),
        ("Updated: 2024-03-05 | 3 min read", "2024-03-05"),
        ("25/12/2023", "2023-12-25"),
        ("Date: March 2024", "2024-03"),
        ("Tegucigalpa, M.D.C., 25 March 2023", "2023-03-25"),
        ("Friday 6 October 2006. Latest entries on top", "2006-10-06"),
        ("From our correspondent at Gevgelija, 16 October 1995", "1995-10-16"),
        ("GAS WEEKLY. Issue of 11 January 1999", "1999-01-11"),
        ("POLICY BRIEF No. 31, November 2009 | Central Asia Programme", "2009-11"),
        ("MOGADISHU, 16 April 2018 (Gulf & Horn Wire)", "2018-04-16"),
        ("By staff writers. Nairobi, 17 March 2026. Updated 18:40", "2026-03-17"),
    ],
)
def test_a_date_line_dates_the_report(line: str, date: str) -> None:
    assert str(find_facts(f"{line}\n\n{BODY}").published) == date


@pytest.mark.parametrize(
    "line", ["Updated 3 h ago", "5 hours ago", "Yesterday", "Today", "3 min read", "Friday"]
)
def test_a_relative_date_gives_nothing(line: str) -> None:
    assert find_facts(f"{line}\n\n{BODY}").published is None


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"On March 3, 2024, {BODY}",
        f"What happened in Havana on 3 May 2001\n\n{BODY}",
        f"The crisis of October 1962\n\n{BODY}",
        f"November 1981: the colonel empties N'Djamena\n\n{BODY}",
        "It rained on 16 September 1991. But the senators voted.",
        "March 3, 2024, was the day on which the last troops left the northern base.",
        "March 2024 saw the last troops leave, the rulers said in a statement to the nation.",
    ],
)
def test_a_date_in_a_sentence_does_not_date_the_report(text: str) -> None:
    assert find_facts(text).published is None


@pytest.mark.parametrize("joint", ["", " ", " – ", " | "])
def test_a_date_before_the_first_word_dates_the_report(joint: str) -> None:
    text = f"March 3, 2024{joint}Niamey’s rulers told the engineers to leave the base by June."
    assert str(find_facts(text).published) == "2024-03-03"


@pytest.mark.parametrize(
    ("text", "dateline", "date", "outlet"),
    [
        (f"PARIS, Feb 3 (Reuters) – {BODY}", "PARIS", "XXXX-02-03", "Reuters"),
        (f"Caracas: {BODY}", "Caracas", None, None),
        (f"NIAMEY, Niger (AP) — {BODY}", "NIAMEY, Niger", None, "AP"),
        (f"YEREVAN, Armenia, Sept. 6, 2024 - {BODY}", "YEREVAN, Armenia", "2024-09-06", None),
        (f"Addis Ababa, 3 January 2024: {BODY}", "Addis Ababa", "2024-01-03", None),
        (f"2024-03-03Niamey: {BODY}", "Niamey", "2024-03-03", None),
    ],
)
def test_a_dateline_tells_place_date_and_agency(
    text: str, dateline: str, date: str | None, outlet: str | None
) -> None:
    facts = find_facts(text)
    assert facts.dateline == dateline
    assert (str(facts.published) if facts.published else None) == date
    assert facts.outlet == outlet


@pytest.mark.parametrize(
    "text", ["Analysis: " + BODY, "Kremlin: no troops left\n\n" + BODY, "Minister: " + BODY]
)
def test_a_label_or_a_headline_is_no_dateline(text: str) -> None:
    assert find_facts(text).dateline is None


def test_a_date_without_year_does_not_get_this_year() -> None:
    date = find_date("Feb 3")
    assert date is not None
    assert date.year is None


def test_figures_whose_day_and_month_cannot_be_told_apart_give_the_year() -> None:
    assert str(find_date("03/04/2024")) == "2024"


def test_a_day_that_no_calendar_has_is_no_date() -> None:
    assert find_date("31 April 2024") is None


def test_the_copyright_line_tells_the_outlet() -> None:
    text = f"{BODY}\n\n© 2024 The Sahel Courier. All rights reserved."
    assert find_facts(text).outlet == "The Sahel Courier"


def test_header_lines_tell_outlet_date_and_title() -> None:
    text = f"Subject: Troops leave\nFrom: The Courier <desk@courier.example>\nDate: 3 March 2024\n\n{BODY}"
    facts = find_facts(text)
    assert (facts.title, facts.outlet, str(facts.published)) == (
        "Troops leave",
        "The Courier",
        "2024-03-03",
    )


def test_a_report_that_opens_with_a_colon_has_no_header_lines() -> None:
    assert find_facts(f"Caracas: {BODY}").title is None


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"PARIS (Reuters) - {BODY}", "reuters"),
        (f"{BODY}\n\n— AFP", "afp"),
        (f"The accord is dead, the TASS news agency reported. {BODY}", "tass"),
        (f"Source: Xinhua\n{BODY}", "xinhua"),
        (BODY, None),
        (BODY * 9 + " He told Reuters so.", None),
    ],
)
def test_an_agency_is_credited_where_the_story_is_its_own(text: str, agency: str | None) -> None:
    assert agency_credit(text) == agency
