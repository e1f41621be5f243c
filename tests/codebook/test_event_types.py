"""PLOVER's types and modes, and ours."""

import pytest

from volteface.codebook.event_types import (
    QuadClass,
    event_type,
    load_event_types,
    modes_of,
    type_names,
)
from volteface.errors import CodebookError

MANUAL = {
    QuadClass.VERBAL_COOPERATION: {"AGREE", "CONSULT", "SUPPORT", "CONCEDE"},
    QuadClass.MATERIAL_COOPERATION: {"COOPERATE", "AID", "RETREAT"},
    QuadClass.VERBAL_CONFLICT: {"REQUEST", "ACCUSE", "REJECT", "THREATEN"},
    QuadClass.MATERIAL_CONFLICT: {"PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"},
}


def test_the_sixteen_types_have_the_quad_classes_of_the_manual() -> None:
    found = {
        quad: {name for name in type_names() if event_type(name).quad is quad} for quad in QuadClass
    }
    assert found == MANUAL


@pytest.mark.parametrize(
    ("name", "modes"),
    [
        ("CONSULT", {"visit", "third-party", "multilateral", "phone"}),
        ("MOBILIZE", {"troops", "weapons", "police", "militia"}),
        ("THREATEN", {"restrict", "arrest", "relations", "expel", "territory", "violence"}),
        ("PROTEST", {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    ],
)
def test_modes_are_those_of_the_manual(name: str, modes: set[str]) -> None:
    assert set(modes_of(name)) == modes


@pytest.mark.parametrize("mode", ["withdraw_support", "end_service", "replace"])
def test_a_helpers_leaving_is_ours_and_lowers_cooperation(mode: str) -> None:
    leaving = event_type("RETREAT", mode)
    assert leaving.is_ours
    assert leaving.goldstein < 0
    assert not leaving.quad.is_cooperation
    assert leaving.quad.is_material


def test_an_army_that_leaves_an_enemy_raises_cooperation() -> None:
    assert event_type("RETREAT", "withdraw").goldstein == pytest.approx((9.0 + 10.0) / 2)


def test_weights_are_means_over_the_codes() -> None:
    assert event_type("COOPERATE").goldstein == pytest.approx(
        (6.0 + 6.4 + 7.4 + 7.4 + 7.0) / 5, abs=0.005
    )
    assert event_type("COERCE", "arrest").goldstein == -5.0


def test_every_row_names_its_source() -> None:
    assert all(entry.source for entry in load_event_types())


def test_an_unknown_mode_is_refused_with_its_name() -> None:
    with pytest.raises(CodebookError, match="teleport"):
        event_type("RETREAT", "teleport")
