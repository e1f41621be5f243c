"""Actors above or beside states."""

import pytest

from volteface.codebook.institutions import load_institutions
from volteface.codebook.organisations import Organisation, load_organisations, organisation
from volteface.codebook.states import load_states
from volteface.errors import CodebookError


def named(name: str) -> Organisation:
    (found,) = [one for one in load_organisations() if name in (one.name, *one.names)]
    return found


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("EU", "EUU"),
        ("UN", "UNO"),
        ("MINUSMA", "UNO"),
        ("Security Council", "UNO"),
        ("NATO", "NAT"),
        ("CSTO", "CSTO"),
        ("African Union", "AFU"),
        ("ECOWAS", "ECOWAS"),
        ("Arab League", "LAS"),
        ("OAS", "OAS"),
        ("World Bank", "IBRD"),
        ("Alliance of Sahel States", "AES"),
        ("OPEC+", "OPEC"),
    ],
)
def test_a_name_has_the_code_of_its_organisation(name: str, code: str) -> None:
    assert named(name).code == code


@pytest.mark.parametrize(
    ("name", "state"),
    [("Hezbollah", "LBN"), ("Houthis", "YEM"), ("M23", "COD"), ("Viet Cong", "VNM")],
)
def test_armed_groups_have_a_place_and_no_code(name: str, state: str) -> None:
    group = named(name)
    assert (group.kind, group.code, group.state) == ("armed_group", None, state)


def test_wagner_is_a_russian_company_of_soldiers() -> None:
    assert (named("Wagner").kind, named("Wagner").state) == ("pmc", "RUS")


def test_the_organisation_itself_comes_before_its_bodies() -> None:
    assert organisation("UNO").name == "United Nations"
    assert organisation("EUU").name == "European Union"


def test_only_brussels_is_a_name_shared_with_a_state_or_an_institution() -> None:
    others = {name for one in load_institutions() for name in (one.name, *one.names)}
    others |= {form for one in load_states() for form in one.forms}
    names = {name for one in load_organisations() for name in (one.name, *one.names)}
    assert sorted(names & others) == ["Brussels"]  # the Union before Belgium: see the gazetteer


def test_an_unknown_code_is_refused_with_advice() -> None:
    with pytest.raises(CodebookError, match="add its row"):
        organisation("LEAGUE")
