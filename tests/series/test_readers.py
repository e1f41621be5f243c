"""Users' own copies are read in their published form, and errors name file, row and column."""

from pathlib import Path

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.series.readers.atop import read_atop
from volteface.series.readers.cow_trade import read_cow_trade
from volteface.series.readers.ideal_points import read_ideal_points
from volteface.series.readers.sipri_register import read_sipri_register
from volteface.series.readers.un_votes import read_un_votes

REGISTER = (
    "Recipient,Supplier,Year of order, ,Number ordered, ,Weapon designation,Weapon description,"
    "Number delivered, ,Year(s) of delivery,status,Comments,SIPRI TIV per unit,"
    "SIPRI TIV for total order,SIPRI TIV of delivered weapons\n"
)


def deal(recipient: str, supplier: str, years: str, tiv: str) -> str:
    return f"{recipient},{supplier},2001,?,3,,X-1,truck,3,,{years},New,aid; used,1,9,{tiv}\n"


def written(folder: Path, text: str, name: str = "copy.csv", encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_text(text, encoding=encoding)
    return path


def test_ideal_points_are_read_by_session_or_year(tmp_path: Path) -> None:
    by_session = "session,ccode,Countryname,IdealPointAll\n1,2,USA,1.5\n3,2,USA,1.7\n1,40,Cuba,\n"
    points = read_ideal_points(written(tmp_path, by_session))
    assert points["2"].dates == ("1946", "1947", "1948")
    assert points["2"].values[[0, 2]].tolist() == [1.5, 1.7]
    assert points["2"].gaps == 1
    assert "40" not in points
    by_year = (
        "ccode,iso3c,countryname,year,idealpointfp\n2,USA,United States,1946,1.6\n"
        "511,,Zanzibar,1963,0.1\n"
    )
    other = read_ideal_points(written(tmp_path, by_year), "final_passage", states="iso3")
    assert other["USA"].values.tolist() == [1.6]
    assert set(other) == {"USA", "Zanzibar"}
    assert other["USA"].unit == "ideal point"
    assert "smoothed" in (other["USA"].computed or "")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ccode,IdealPointAll\n2,1\n", "no column year or session"),
        ("ccode,year,point\n2,1946,1\n", "no column IdealPointAll"),
        ("ccode,year,IdealPointAll\n2,1946,1\n2,1946,2\n", "row 3, column ccode: 2 stands twice"),
    ],
)
def test_wrong_ideal_points_are_refused(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        read_ideal_points(written(tmp_path, text))


def test_votes_are_read_as_numbers_with_their_own_dates(tmp_path: Path) -> None:
    text = (
        "rcid,ccode,member,vote,year,date\n"
        "4,2,1,1,1946,1946-02-01\n4,40,1,3,1946,1946-02-01\n"
        "3,2,1,2,1946,1946-01-01\n3,40,0,9,1946,1946-01-01\n"
    )
    calls = read_un_votes(written(tmp_path, text))
    assert calls.states == ("2", "40")
    assert calls.dates == ("1946-01-01", "1946-02-01")
    assert calls.of("2").tolist() == [2, 1]
    assert np.isnan(calls.of("40")[0])


def test_votes_as_words_take_their_dates_from_the_calls(tmp_path: Path) -> None:
    votes = "rcid,country,country_code,vote\n3,Cuba,CU,yes\n3,Zanzibar,NA,abstain\n"
    path = written(tmp_path, votes)
    calls = written(tmp_path, "rcid,session,date\n3,1,1946-01-01\n", name="calls.csv")
    assert read_un_votes(path, calls).of("Zanzibar").tolist() == [2]
    with pytest.raises(SeriesError, match="give the file of roll calls"):
        read_un_votes(path)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("3,2,7,1946", "row 3, column vote: '7'; write 1 yes"),
        ("3,2,1,1946", "row 3, column ccode: the state votes twice"),
        ("4,2,1,soon", "column date: 'soon'"),
        ("4,,1,1946", "row 3, column ccode: empty"),
    ],
)
def test_wrong_votes_are_refused(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        read_un_votes(written(tmp_path, f"rcid,ccode,vote,year\n3,2,1,1946\n{row}\n"))


def test_a_call_without_date_is_named(tmp_path: Path) -> None:
    path = written(tmp_path, "rcid,ccode,vote\n3,2,1\n")
    calls = written(tmp_path, "rcid,date\n4,1946-01-01\n", name="calls.csv")
    with pytest.raises(SeriesError, match="no date of call 3"):
        read_un_votes(path, calls)


def test_an_alliance_of_the_dyad_file_binds_both_ways(tmp_path: Path) -> None:
    text = (
        "dyad,year,atopally,defense,mem1,mem2\n"
        "2020,1950,1,1,2,20\n2020,1952,1,0,2,20\n2040,1949,1,1,2,40\n"
    )
    found = read_atop(written(tmp_path, text))
    assert found["2", "20"].dates == ("1949", "1950", "1951", "1952")
    assert found["2", "20"].values.tolist() == [0, 1, 0, 0]
    assert found["20", "2"].values.tolist() == [0, 1, 0, 0]
    any_kind = read_atop(written(tmp_path, text), "any", states={"2", "20"})
    assert any_kind["2", "20"].values.tolist() == [0, 1, 0, 1]
    assert set(any_kind) == {("2", "20"), ("20", "2")}


def test_the_directed_file_binds_the_first_state_only(tmp_path: Path) -> None:
    found = read_atop(written(tmp_path, "stateA,stateB,year,defense\n2,20,1950,1\n"))
    assert set(found) == {("2", "20")}


def test_years_before_a_state_are_gaps_where_its_span_is_told(tmp_path: Path) -> None:
    text = "ccode1,ccode2,year,atop_defense\n2,20,1950,1\n2,40,1948,1\n"
    found = read_atop(written(tmp_path, text), members={"20": (1949, 2020)})
    assert np.isnan(found["2", "20"].values).tolist() == [True, False, False]


def test_an_obligation_is_held_or_not(tmp_path: Path) -> None:
    with pytest.raises(SeriesError, match="row 2, column defense: not 0 or 1"):
        read_atop(written(tmp_path, "mem1,mem2,year,defense\n2,20,1950,2\n"))


def test_trade_flows_are_imports_of_the_first_and_of_the_second(tmp_path: Path) -> None:
    text = (
        "ccode1,ccode2,year,importer1,importer2,flow1,flow2,smoothflow1,smoothflow2\n"
        "2,20,1920,USA,Canada,612,735,600,700\n2,20,1922,USA,Canada,-9,500,-9,500\n"
    )
    found = read_cow_trade(written(tmp_path, text))
    assert found["20", "2"].values[0] == 612  # Canada to the United States
    assert np.isnan(found["20", "2"].values[1:]).all()
    assert found["2", "20"].values[[0, 2]].tolist() == [735, 500]
    assert found["2", "20"].unit == "million USD/year"
    smooth = read_cow_trade(written(tmp_path, text), smoothed=True)
    assert smooth["20", "2"].values[0] == 600
    assert read_cow_trade(written(tmp_path, text), states={"2"}) == {}


def test_a_pair_in_both_orders_must_tell_the_same(tmp_path: Path) -> None:
    header = "ccode1,ccode2,year,flow1,flow2\n2,20,1920,612,735\n"
    same = read_cow_trade(written(tmp_path, f"{header}20,2,1920,735,612\n"))
    assert same["20", "2"].values.tolist() == [612]
    with pytest.raises(SeriesError, match="row 3, column flow1: 734 for 2 and 20 in 1920, 735"):
        read_cow_trade(written(tmp_path, f"{header}20,2,1920,734,612\n"))


def test_a_deal_is_spread_over_its_years_of_delivery(tmp_path: Path) -> None:
    text = (
        "Transfers of major weapons, deliveries 2000-2004\n\nSource: register\n"
        + REGISTER
        + deal("Cuba", "Russia", "2001; 2003", "9")
        + deal("Cuba", "Russia", "2001", "1")
        + deal("Türkiye", "Russia", "2000-2001", "4")
        + deal("Cuba", "Viet Nam", "", "")
    )
    path = written(tmp_path, text, encoding="latin-1")
    found = read_sipri_register(path)
    assert found["Russia", "Cuba"].dates == ("2000", "2001", "2002", "2003")
    assert found["Russia", "Cuba"].values.tolist() == [0, 5.5, 0, 4.5]
    assert found["Russia", "Türkiye"].values.tolist() == [2, 2, 0, 0]
    assert ("Viet Nam", "Cuba") not in found
    wide = read_sipri_register(path, states={"Russia", "Cuba"}, covered=(2002, 2004))
    assert wide["Russia", "Cuba"].values.tolist() == [0, 4.5, 0]


def test_a_delivery_of_no_told_value_is_a_gap(tmp_path: Path) -> None:
    text = REGISTER + deal("Cuba", "Russia", "2001", "") + deal("Cuba", "Russia", "2000", "1")
    values = read_sipri_register(written(tmp_path, text))["Russia", "Cuba"].values
    assert values[0] == 1
    assert np.isnan(values[1])


def test_a_value_without_year_of_delivery_is_refused(tmp_path: Path) -> None:
    text = REGISTER + deal("Cuba", "Russia", "2001", "1") + deal("Cuba", "Russia", "", "2")
    with pytest.raises(SeriesError, match=r"row 3, .*: 2 in 0 years of delivery"):
        read_sipri_register(written(tmp_path, text))


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (deal("Cuba", "Russia", "soon", "1"), "row 2, column .*of delivery: 'soon'"),
        (deal("Cuba", "Russia", "2001", "x"), "column SIPRI TIV of delivered weapons: 'x'"),
        (deal("Cuba", "Russia", "2001", "-1"), "-1 in 1 years of delivery"),
        (deal("", "Russia", "2001", "1"), "row 2, column Recipient: empty"),
        (deal("Cuba", "Russia", "", "1"), "no year of delivery at all"),
    ],
)
def test_a_wrong_register_is_refused(tmp_path: Path, row: str, told: str) -> None:
    with pytest.raises(SeriesError, match=told):
        read_sipri_register(written(tmp_path, REGISTER + row))
