"""Dependence: what share comes from one supplier, how few there are, how long stocks last."""

import numpy as np
import pytest

from volteface.errors import SeriesError
from volteface.model.series import Series
from volteface.series.dependence import (
    concentration,
    days_of_cover,
    influence_capacity,
    scaled,
    share_of_supply,
)

NAN = float("nan")
DATES = ("2020", "2021", "2022")


def series(name: str, values: list[float], unit: str | None = "kbd") -> Series:
    return Series(
        name=name, dates=DATES[: len(values)], values=np.array(values), unit=unit, source=name
    )


def supplies() -> dict[str, Series]:
    return {
        "VEN": series("VEN", [50.0, 20.0, 0.0]),
        "MEX": series("MEX", [25.0, 20.0, 0.0]),
        "home": series("home", [25.0, NAN, 0.0]),
    }


def test_a_share_needs_every_supplier_and_some_supply() -> None:
    share = share_of_supply(supplies(), "VEN")
    assert share.values[0] == 0.5
    assert np.isnan(share.values[1:]).all()
    assert (share.unit, share.source) == ("share", "VEN; MEX; home")


def test_concentration_is_the_sum_of_squared_shares() -> None:
    assert concentration(supplies()).values[0] == pytest.approx(0.25 + 0.0625 + 0.0625)


def test_a_single_supplier_is_full_concentration() -> None:
    assert concentration({"VEN": series("VEN", [3.0])}).values.tolist() == [1]


def test_days_of_cover_are_stock_over_use() -> None:
    stock = series("diesel", [900.0, 900.0, NAN], unit="t")
    use = series("use", [30.0, 0.0, 30.0], unit="t/day")
    cover = days_of_cover(stock, use)
    assert cover.values[0] == 30
    assert np.isnan(cover.values[1:]).all()
    assert cover.unit == "day"


def test_use_must_be_in_the_unit_of_the_stock_a_day() -> None:
    with pytest.raises(SeriesError, match="use must be t/day"):
        days_of_cover(series("diesel", [1.0], unit="t"), series("use", [1.0], unit="kg/day"))


def test_bandwidth_times_dependence_is_a_product_of_weighted_means() -> None:
    wide = {"trade": series("trade", [0.4, 0.4]), "arms": series("arms", [0.8, NAN])}
    deep = {"trade share": series("trade share", [0.5, 0.5])}
    equal = influence_capacity(wide, deep)
    assert equal.values[0] == pytest.approx(0.6 * 0.5)
    assert np.isnan(equal.values[1])
    weighted = influence_capacity(wide, deep, weights={"trade": 3.0})
    assert weighted.values[0] == pytest.approx((3 * 0.4 + 0.8) / 4 * 0.5)
    assert "Moyer et al. (2021)" in (equal.computed or "")


def test_a_part_outside_its_range_or_a_wrong_weight_is_refused() -> None:
    part = {"trade": series("trade", [5.0])}
    share = {"share": series("share", [0.5])}
    with pytest.raises(SeriesError, match=r"trade leaves the range 0 to 1; use scaled\(\)"):
        influence_capacity(part, share)
    fitting = {"trade": scaled(part["trade"], 10.0)}
    with pytest.raises(SeriesError, match="weights for oil, which are no parts"):
        influence_capacity(fitting, share, weights={"oil": 1.0})
    with pytest.raises(SeriesError, match="weights must be above 0"):
        influence_capacity(fitting, share, weights={"trade": 0.0})
    with pytest.raises(SeriesError, match="at least one part"):
        influence_capacity({}, share)


def test_scaling_stops_at_the_top() -> None:
    assert scaled(series("trade", [5.0, 40.0]), 20.0).values.tolist() == [0.25, 1]
    with pytest.raises(SeriesError, match="top is 0"):
        scaled(series("trade", [5.0]), 0.0)


@pytest.mark.parametrize(
    ("flows", "supplier", "told"),
    [
        ({"VEN": series("VEN", [1.0])}, "MEX", "no supply of 'MEX'; suppliers are VEN"),
        ({"VEN": series("VEN", [-1.0])}, "VEN", "'VEN': a value is below 0"),
        (
            {"VEN": series("VEN", [1.0]), "MEX": series("MEX", [1.0], unit="t")},
            "VEN",
            "units differ",
        ),
    ],
)
def test_supplies_that_cannot_be_shared_are_refused(
    flows: dict[str, Series], supplier: str, told: str
) -> None:
    with pytest.raises(SeriesError, match=told):
        share_of_supply(flows, supplier)
