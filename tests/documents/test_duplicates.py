"""Copies count once, and outlets that tell one agency's story are one source."""

from __future__ import annotations

from volteface.documents import groups, independent_source
from volteface.model.report import Report

STORY = (
    "Armenia will not pay its dues to the eastern alliance this year, the foreign ministry said. "
    "The alliance said that Yerevan remains a full member with all the duties that follow from it. "
    "The prime minister has said that participation is frozen but not that his country will leave. "
    "Two officials said that the dues came to three million dollars in the year before last. "
    "Russia called the step regrettable and asked for talks before the summer."
)
OTHER = (
    "Kosovo has again put off its ban on Serbian number plates, the office of its premier said. "
    "The United States had asked for a delay of ten months, and Belgrade thanked Washington for it. "
    "About six hundred police officers handed in their uniforms in the autumn of the year before."
)


def report(name: str, text: str, outlet: str | None = None) -> Report:
    return Report(id=name, text=text, outlet=outlet)


def test_an_edited_copy_and_a_cut_copy_are_grouped_and_another_story_is_not() -> None:
    reports = [
        report("a", STORY),
        report("b", OTHER),
        report("c", STORY.replace("regrettable", "hasty").replace("Two officials", "An aide")),
        report("d", STORY[:250]),
    ]
    assert groups(reports) == (("a", "c", "d"), ("b",))


def test_shared_furniture_makes_no_copies() -> None:
    notice = "\n\n".join(
        ["We use cookies to make this site better.", "© 2024 The Ledger. All rights reserved."] * 4
    )
    assert (
        len(groups([report("a", f"{STORY}\n\n{notice}"), report("b", f"{OTHER}\n\n{notice}")])) == 2
    )


def test_no_reports_make_no_groups() -> None:
    assert groups([]) == ()


def test_two_outlets_with_one_agency_s_story_are_one_source() -> None:
    reports = [
        report("a", f"YEREVAN, May 12 (Reuters) - {STORY}", "The Courier"),
        report("b", f"Belgrade thanked Washington, according to Reuters. {OTHER}", "The Herald"),
        report("c", OTHER.replace("Kosovo", "Pristina") * 2 + STORY[:40], "The Gazette"),
    ]
    keys = independent_source(reports)
    assert keys["a"] == keys["b"] == "agency:reuters"


def test_copies_share_a_source_and_an_outlet_is_one_source() -> None:
    reports = [
        report("a", STORY, "The Courier"),
        report("b", OTHER, "Courier"),
        report(
            "c", "Trade fell by a third, customs data show, and nobody expects it to come back."
        ),
    ]
    keys = independent_source(reports)
    assert keys == {"a": "outlet:courier", "b": "outlet:courier", "c": "report:c"}
