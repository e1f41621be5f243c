import pytest
from hypothesis import given
from hypothesis import strategies as st

from volteface.scenarios.language.units import NUMBER, UnitError, Units

UNITS = Units()


@pytest.mark.parametrize(
    ("one", "other", "factor"),
    [
        ("kb/d", "barrel/day", 1000),
        ("kilobarrel/day", "kb/d", 1),
        ("year", "month", 12),
        ("month", "day", 30.4375),
        ("percent", "share", 0.01),
        ("%", "share", 0.01),
        ("thousand person", "person", 1000),
        ("million m3/year", "mcm/year", 1),
        ("GW", "MW", 1000),
        ("kWh", "MWh", 0.001),
        ("Mt/year", "tonne/year", 1e6),
        ("billion_USD", "million USD", 1000),
        ("1/month", "1/year", 12),
        # A barrel is 42 US gallons of 3.785411784 litres.
        ("barrel", "litre", 42 * 3.785411784),
        # 1 MMBtu is 0.29307107 MWh (Energy Institute conversion table).
        ("MMBtu", "kWh", 293.07107),
    ],
)
def test_known_units_convert_by_their_published_factors(
    one: str, other: str, factor: float
) -> None:
    assert UNITS.parse(one).to(UNITS.parse(other)) == pytest.approx(factor, rel=1e-9)


def test_different_dimensions_do_not_convert() -> None:
    with pytest.raises(UnitError, match="kb/d does not fit MW"):
        UNITS.parse("kb/d").to(UNITS.parse("MW"))


def test_products_and_powers_keep_their_dimensions() -> None:
    speed = UNITS.parse("km").times(UNITS.parse("day"), -1)
    assert speed.to(UNITS.parse("m/hour")) == pytest.approx(1000 / 24)
    assert UNITS.parse("m**3").to(UNITS.parse("m3")) == pytest.approx(1)


def test_a_pure_number_is_one() -> None:
    assert UNITS.parse("") is NUMBER
    assert UNITS.parse("1/1").is_number


@pytest.mark.parametrize(
    "text",
    ["furlong", "kb//d", "m**m", "m**99", "m**1.5", "9**9**9", "open('x')", "m+m", "(", "__import__",
     "a" * 500, "m" + "*m" * 500, "m.real", "1e5", "-m"],
)  # fmt: skip
def test_what_is_no_unit_is_refused(text: str) -> None:
    with pytest.raises(UnitError):
        UNITS.parse(text)


@given(st.text(max_size=30))
def test_any_text_is_a_unit_or_refused(text: str) -> None:
    try:
        UNITS.parse(text)
    except UnitError:
        return


@pytest.mark.parametrize(
    ("text", "like", "near"),
    [
        ("kb/dd", "kilobarrel/day", "kb/d"),
        ("persn", "thousand person", "person"),
        ("barrells / day", "kb/d", "barrels / day"),
        ("park", "MW", None),
        ("agreement", "kb/d", None),
        ("tonnnes", "kb/d", None),
        ("kb per d", "kb/d", None),
    ],
)
def test_the_nearest_unit_that_fits_is_found(text: str, like: str, near: str | None) -> None:
    assert UNITS.nearest(text, UNITS.parse(like)) == near


def test_a_model_defines_its_own_units() -> None:
    own = Units({"park": "22 MW", "brigade": "1500 person"})
    assert own.parse("park").to(own.parse("MW")) == 22
    assert own.parse("brigade/year").to(own.parse("person/year")) == pytest.approx(1500)


@pytest.mark.parametrize(
    ("name", "definition"),
    [("MW", "2 kW"), ("a b", "1 MW"), ("park", "22 widgets"), ("park", "-1 MW"), ("park", "0 MW"),
     ("__x", "1 MW"), ("park", "1e999 MW"), ("park", "1..2 MW")],
)  # fmt: skip
def test_a_damaged_own_unit_is_refused(name: str, definition: str) -> None:
    with pytest.raises(UnitError):
        Units({name: definition})
