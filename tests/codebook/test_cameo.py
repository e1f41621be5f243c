"""CAMEO codes, weights, and the way to PLOVER and back."""

import pytest

from volteface.codebook.cameo import cameo, load_cameo, to_cameo, to_plover
from volteface.codebook.event_types import QuadClass, load_event_types
from volteface.errors import CodebookError


def test_all_twenty_roots_and_their_codes_are_there() -> None:
    codes = load_cameo()
    assert {code for code in codes if len(code) == 2} == {f"{root:02d}" for root in range(1, 21)}
    assert len(codes) >= 310
    assert all(code[:2] in codes and code[:3] in codes for code in codes)


@pytest.mark.parametrize(
    ("code", "weight"),
    [
        ("011", -0.1),
        ("043", 2.8),
        ("057", 8.0),
        ("072", 8.3),
        ("0874", 10.0),
        ("101", -5.0),
        ("130", -4.4),
        ("161", -4.0),
        ("163", -8.0),
        ("171", -9.2),
        ("190", -10.0),
        ("203", -10.0),
    ],
)
def test_weights_are_the_published_ones(code: str, weight: float) -> None:
    assert cameo(code).goldstein == weight


@pytest.mark.parametrize(
    ("code", "quad"),
    [
        ("057", QuadClass.VERBAL_COOPERATION),
        ("060", QuadClass.MATERIAL_COOPERATION),
        ("090", QuadClass.VERBAL_CONFLICT),
        ("139", QuadClass.VERBAL_CONFLICT),
        ("140", QuadClass.MATERIAL_CONFLICT),
        ("200", QuadClass.MATERIAL_CONFLICT),
    ],
)
def test_the_quad_class_goes_by_root(code: str, quad: QuadClass) -> None:
    assert cameo(code).quad is quad


@pytest.mark.parametrize(
    ("code", "type_name", "mode"),
    [
        ("173", "COERCE", "arrest"),
        ("174", "COERCE", "deport"),
        ("042", "CONSULT", "visit"),
        ("166", "SANCTION", "expel"),
        ("0841", "RETREAT", "release"),
        ("0872", "RETREAT", "withdraw"),
        ("192", "COERCE", "seize"),
        ("094", "ACCUSE", "investigate"),
        ("1313", "THREATEN", "relations"),
        ("204", "ASSAULT", "unconventional"),
        ("057", "SUPPORT", None),
    ],
)
def test_codes_map_as_the_published_table_says(code: str, type_name: str, mode: str | None) -> None:
    found = to_plover(code)
    assert found is not None
    assert (found.type, found.mode) == (type_name, mode)


def test_statements_have_no_plover_type() -> None:
    assert to_plover("010") is None


def test_every_type_and_mode_maps_to_a_code() -> None:
    for entry in load_event_types():
        assert to_cameo(entry.type, entry.mode) in load_cameo()


def test_there_and_back_keeps_the_type_but_for_leavings_scored_as_sanction() -> None:
    changed = set()
    for entry in load_event_types():
        back = to_plover(to_cameo(entry.type, entry.mode))
        assert back is not None
        if back.type != entry.type:
            changed.add((entry.mode, back.type))
    assert changed == {
        ("withdraw_support", "SANCTION"),
        ("end_service", "SANCTION"),
        ("replace", "SANCTION"),
        ("resign", "CONCEDE"),
    }


def test_an_unknown_code_is_refused() -> None:
    with pytest.raises(CodebookError, match="999"):
        cameo("999")
