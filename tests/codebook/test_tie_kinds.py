"""The kinds of tie between states."""

import pytest

from volteface.codebook.tie_kinds import TieKind, kinds_named_by, load_tie_kinds, tie_kind
from volteface.errors import CodebookError


def test_there_are_forty_kinds() -> None:
    assert len(load_tie_kinds()) == 40


@pytest.mark.parametrize("kind", load_tie_kinds().values(), ids=lambda kind: kind.kind)
def test_every_kind_between_states_can_be_raised_lowered_and_ended(kind: TieKind) -> None:
    between_states = kind.kind != "domestic"
    assert bool(kind.reverse) == between_states
    assert bool(kind.raised_by and kind.lowered_by and kind.ended_by) == between_states
    assert kind.words
    assert len(set(kind.words)) == len(kind.words)


def test_an_expulsion_ends_the_presence_of_troops() -> None:
    patterns = tie_kind("military_personnel").ended_by
    assert any(pattern.matches("SANCTION", "expel") for pattern in patterns)
    assert not any(pattern.matches("SANCTION", "convict") for pattern in patterns)


def test_a_pattern_without_mode_matches_every_mode() -> None:
    (aid, *_) = tie_kind("aid").raised_by
    assert aid.matches("AID", None)
    assert aid.matches("AID", "whatever")


def test_mutual_kinds_have_no_direction() -> None:
    mutual = {kind.kind for kind in load_tie_kinds().values() if not kind.directed}
    assert {"alliance", "treaty", "diplomatic_relations", "flights", "border"} <= mutual
    assert "oil_supply" not in mutual


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("Crude", "oil_supply"),
        ("doctors", "medical_personnel"),
        ("bodyguards", "security_personnel"),
        ("embassy", "diplomatic_relations"),
        ("airspace", "overflight"),
    ],
)
def test_words_name_their_kind_whatever_their_case(word: str, kind: str) -> None:
    assert kind in [found.kind for found in kinds_named_by(word)]


def test_an_unknown_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(CodebookError, match="oil_supply"):
        tie_kind("friendship")
