import pytest

from ledger.made import claim, report
from volteface.cases.dates_told import dates_told
from volteface.cases.find import complete_case
from volteface.cases.naming import codes_named
from volteface.model.case import Break, Case
from volteface.model.dates import PartialDate

UNTOLD = Case(title="", focal=None, partner=None)
TEXT = (
    "Mali has told French troops to leave after a decade. Paris said that the pact of 1960 was void. "
    "The government in Bamako scrapped the defence accord on 2 May 2022.\n\n"
    "Russia has offered Bamako instructors, and Moscow is to send grain. In 1962 Mali had asked France "
    "to close its bases, and they were closed in September 1962.\n"
)


def completed(text=TEXT, claims=(), case=UNTOLD, published=None):
    return complete_case(case, (report(text=text, published=published),), tuple(claims))


def test_pair_outside_power_and_break_are_found_and_marked_as_found():
    found = completed()
    assert {found.focal, found.partner} == {"MLI", "FRA"}
    assert found.outside[0] == "RUS"
    assert (str(found.break_.date), found.break_.of) == ("2022-05", "act")
    assert {"focal", "partner", "outside", "break"} <= found.found


def test_what_the_user_told_is_never_changed():
    told = Case(
        title="",
        focal="FRA",
        partner="MLI",
        outside=("CHN",),
        break_=Break(date=PartialDate(year=2021, month=6), of="act"),
    )
    found = completed(case=told)
    assert (found.focal, found.partner, found.outside) == ("FRA", "MLI", ("CHN",))
    assert str(found.break_.date) == "2021-06"
    assert found.found <= {"others"}


def test_one_member_told_leaves_the_other_to_be_found():
    found = completed(case=Case(title="", focal="MLI", partner=None))
    assert found.partner == "FRA"
    assert "focal" not in found.found


def test_claims_of_a_break_outweigh_who_is_named_beside_whom():
    text = "Chad and Sudan met. Chad and Sudan traded. France and Chad differ.\n"
    cut = claim(
        "a", "TCD>FRA", "SANCTION", mode="discontinue", quote="France and Chad differ", start=36
    )
    again = claim("b", "FRA>TCD", "RETREAT", quote="Chad and Sudan met", start=0)
    found = completed(text, (cut, again))
    assert {found.focal, found.partner} == {"TCD", "FRA"}


def test_the_state_that_was_left_is_focal():
    text = "Cuba and Venezuela drift apart.\n"
    left = claim("a", "CUB>VEN", "RETREAT", quote="Cuba and Venezuela drift apart")
    found = completed(text, (left,))
    assert (found.focal, found.partner) == ("VEN", "CUB")


def test_an_organisation_is_not_preferred_as_a_member_of_the_pair():
    text = "Niger and the European Union spoke; Niger and the EU differ. Niger expelled France's envoy.\n"
    assert {completed(text).focal, completed(text).partner} == {"NER", "FRA"}


def test_a_report_that_names_no_two_states_leaves_the_case_untold():
    found = completed("The match ended in a draw, and the crowd went home early.\n")
    assert (found.focal, found.partner, found.break_) == (None, None, None)
    assert found.found == frozenset()


def test_only_a_trigger_is_dated_and_marked_so():
    text = "Guards from Cuba are going home from Venezuela. In early January the president was captured.\n"
    found = completed(text)
    assert (str(found.break_.date), found.break_.of) == ("XXXX-01", "trigger")


def test_the_break_of_an_earlier_decade_does_not_win():
    assert completed(published="2022-08-20").break_.date.year == 2022


@pytest.mark.parametrize(
    ("text", "published", "told"),
    [
        ("It recalled its envoy on 10 August.", "2022-01-21", "2021-08-10"),
        ("It recalled its envoy on 10 August.", None, "XXXX-08-10"),
        ("The lease will end in June.", "2024-05-10", "2024-06"),
        ("He won last September.", "2024-05-10", "2023-09"),
        ("The base was closed in February of 2009.", "2019-09-15", "2009-02"),
        ("The decision was made known today.", "2023-03-25", "2023-03-25"),
        ("The convoy left on Friday.", "2023-03-25", "2023-03-24"),
    ],
)
def test_a_year_comes_from_the_report_and_never_from_today(text, published, told):
    day = PartialDate.parse(published) if published else None
    assert [str(one.date) for one in dates_told(text, day)] == [told]


def test_names_are_taken_longest_first_and_brussels_is_the_union():
    assert codes_named("South Sudan, Guinea-Bissau and Brussels") == ("SSD", "GNB", "EUU")
    assert codes_named("turkey for dinner") == ()
    assert codes_named("West New Guinea, the Gulf of Guinea and Guinea") == ("GIN",)
