"""The states of the codebook and the words that stand for them."""

from collections import defaultdict

import pytest

from volteface.codebook import states as table
from volteface.codebook.states import load_states, state
from volteface.errors import CodebookError

STANDARD = ("member", "observer", "partial", "territory")
OUTSIDE_ISO = {"XKX", "XSL", "XAB", "XSO", "XTR", "XNC"}


def living() -> list[table.State]:
    return [one for one in load_states() if not one.is_historical]


def test_every_code_of_iso_3166_1_is_present() -> None:
    codes = {one.code for one in living()} - OUTSIDE_ISO
    assert len(codes) == 249


def test_the_united_nations_have_193_members_and_two_observers() -> None:
    statuses = [one.status for one in load_states()]
    assert statuses.count("member") == 193
    assert statuses.count("observer") == 2


def test_usual_non_members_and_ended_states_are_present() -> None:
    codes = {one.code for one in load_states()}
    assert OUTSIDE_ISO | {"TWN", "PSE", "ESH", "SUN", "YUG", "DDR", "CSK"} <= codes


def test_no_two_letter_code_stands_for_two_living_states() -> None:
    codes = [one.iso2 for one in living() if one.iso2]
    assert len(codes) == len(set(codes))


def test_every_member_has_a_war_data_code_a_capital_and_a_demonym() -> None:
    lacking = [
        one.code
        for one in load_states()
        if one.status == "member" and not (one.cow and one.capital and one.demonyms)
    ]
    assert lacking == []


def test_a_name_means_one_living_state_unless_it_is_marked() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for one in living():
        for form in one.forms - set(one.ambiguous_names):
            owners[form].add(one.code)
    assert {form: codes for form, codes in owners.items() if len(codes) > 1} == {}


def test_marked_names_are_names_of_the_state() -> None:
    assert [one.code for one in load_states() if not set(one.ambiguous_names) <= one.forms] == []


def test_descriptions_are_definite() -> None:
    texts = [text for one in load_states() for text in one.descriptions]
    assert [text for text in texts if not text.startswith("the ") and "'s " not in text] == []


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ("Kremlin", "RUS"),
        ("Foggy Bottom", "USA"),
        ("Downing Street", "GBR"),
        ("Elysee", "FRA"),
        ("Quai d'Orsay", "FRA"),
        ("Zhongnanhai", "CHN"),
        ("Miraflores", "VEN"),
        ("Sublime Porte", "TUR"),
        ("Makhzen", "MAR"),
        ("Burma", "MMR"),
        ("Ivory Coast", "CIV"),
        ("Kiev", "UKR"),
        ("Emiratis", "ARE"),
        ("Malagasy", "MDG"),
        ("Nigeriens", "NER"),
        ("Nigerians", "NGA"),
        ("Hmeimim", "SYR"),
        ("Gyumri", "ARM"),
        ("Agadez", "NER"),
    ],
)
def test_a_form_stands_for_its_state(form: str, code: str) -> None:
    assert [one.code for one in living() if form in one.forms] == [code]


def test_georgia_jordan_chad_and_turkey_need_their_context() -> None:
    assert all(state(code).is_ambiguous for code in ("GEO", "JOR", "TCD", "TUR"))
    assert not state("CUB").is_ambiguous


def test_cuba_is_an_island_nation_and_niger_a_sahelian_country() -> None:
    assert "the island nation" in state("CUB").descriptions
    assert "the Sahelian country" in state("NER").descriptions


def test_moscow_is_read_as_russia_before_the_soviet_union() -> None:
    owners = [one.code for one in load_states() if one.capital == "Moscow"]
    assert owners == ["RUS", "SUN"]


def test_an_unknown_code_is_refused_with_advice() -> None:
    with pytest.raises(CodebookError, match="ISO 3166-1"):
        state("ZZZ")


@pytest.mark.parametrize(
    ("column", "value", "message"),
    [
        ("code", "cub", "three capitals"),
        ("status", "kingdom", "status"),
        ("cow", "forty", "whole number"),
        ("ended", "1991", "historical"),
        ("ambiguous", "y", "ambiguous_names"),
        ("confidence", "sure", "confidence"),
    ],
)
def test_a_wrong_cell_names_file_and_row(column: str, value: str, message: str) -> None:
    row = dict.fromkeys(table.COLUMNS, "") | {
        "code": "CUB",
        "name": "Cuba",
        "status": "member",
        "confidence": "high",
    }
    with pytest.raises(CodebookError, match=rf"states\.csv, row 9: .*{message}"):
        table._check("states.csv, row 9", row | {column: value})
