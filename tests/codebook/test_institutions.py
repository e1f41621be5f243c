"""Bodies below the state."""

from collections import Counter

import pytest

from volteface.codebook.institutions import check_actor, institutions_of, load_institutions
from volteface.errors import CodebookError

# fmt: off
NEWSWORTHY = [
    "VEN", "CUB", "USA", "RUS", "CHN", "FRA", "GBR", "DEU", "ITA", "ESP", "POL",
    "UKR", "BLR", "MDA", "ARM", "AZE", "GEO", "KAZ", "KGZ", "AFG", "IRN", "TUR",
    "IRQ", "SYR", "LBN", "ISR", "SAU", "ARE", "QAT", "EGY", "LBY", "DZA", "MAR",
    "NER", "MLI", "BFA", "TCD", "SEN", "CIV", "NGA", "GAB", "CAF", "COD", "RWA",
    "BDI", "UGA", "KEN", "ETH", "SDN", "ZAF", "IND", "PAK", "BGD", "LKA", "MMR",
    "THA", "PRK", "KOR", "JPN", "TWN", "AUS", "CAN", "MEX", "BRA", "COL", "NIC",
]
# fmt: on


def owners(name: str) -> list[tuple[str, str]]:
    return [(one.state, one.role) for one in load_institutions() if name in (one.name, *one.names)]


def test_six_hundred_institutions_cover_110_states() -> None:
    assert len(load_institutions()) >= 600
    assert len({one.state for one in load_institutions()}) >= 110


@pytest.mark.parametrize("code", NEWSWORTHY)
def test_states_much_in_the_news_have_six_or_more(code: str) -> None:
    assert len(institutions_of(code)) >= 6


@pytest.mark.parametrize(
    ("name", "state", "role"),
    [
        ("DGCIM", "VEN", "SPY"),
        ("SEBIN", "VEN", "SPY"),
        ("PDVSA", "VEN", "BUS"),
        ("G2", "CUB", "SPY"),
        ("Pentagon", "USA", "MIL"),
        ("State Department", "USA", "GOV"),
        ("CIA", "USA", "SPY"),
        ("GRU", "RUS", "SPY"),
        ("Gazprom", "RUS", "BUS"),
        ("Orano", "FRA", "MNC"),
        ("SOMAIR", "NER", "BUS"),
        ("SNIM", "MRT", "BUS"),
        ("Al Jazeera", "QAT", "MED"),
        ("ISI", "PAK", "SPY"),
    ],
)
def test_a_name_belongs_to_one_body_of_one_state(name: str, state: str, role: str) -> None:
    assert owners(name) == [(state, role)]


def test_the_oil_company_carries_the_oil_tie() -> None:
    (pdvsa,) = [one for one in institutions_of("VEN") if "PDVSA" in one.names]
    assert pdvsa.ties == ("oil_supply",)


def test_no_name_belongs_to_two_states() -> None:
    counts = Counter(name for one in load_institutions() for name in {one.name, *one.names})
    assert [name for name, count in counts.items() if count > 1] == []


def test_ministries_without_a_state_in_their_name_are_left_to_context() -> None:
    generic = {"Foreign Ministry", "Defence Ministry", "Interior Ministry", "Supreme Court"}
    assert not any(generic & {one.name, *one.names} for one in load_institutions())


@pytest.mark.parametrize(
    ("column", "value"),
    [("state", "ZZZ"), ("role", "KING"), ("ties", "friendship"), ("confidence", ""), ("name", "")],
)
def test_a_wrong_cell_names_file_and_row(column: str, value: str) -> None:
    row = {"state": "CUB", "name": "G2", "role": "SPY", "ties": "intelligence"}
    row |= {"confidence": "high", column: value}
    with pytest.raises(CodebookError, match=r"institutions\.csv, row 3: "):
        check_actor("institutions.csv, row 3", row)
