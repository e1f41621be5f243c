"""The modes that words alone tell."""

from __future__ import annotations

from volteface.api import read
from volteface.codebook.event_types import load_event_types
from volteface.reading.lexicon import load_lexicon


def test_every_mode_is_one_of_its_type_in_the_codebook() -> None:
    known = {(entry.type, entry.mode) for entry in load_event_types()}
    modes = load_lexicon().modes
    assert {(name, mode) for name, part in modes.items() for mode in part.values()} <= known


def test_an_arrest_and_an_expulsion_are_told_apart() -> None:
    text = (
        b"LA PAZ, 15 November 2019 - Bolivia arrested four Cuban doctors on Wednesday. "
        b"On Friday Bolivia expelled the Cuban ambassador."
    )
    told = {(claim.type, claim.mode) for claim in read(text).claims}
    assert ("COERCE", "arrest") in told
    assert ("SANCTION", "expel") in told


def test_people_who_begin_leaving_are_fewer() -> None:
    text = (
        b"CARACAS, 5 February 2026 - Cuban security personnel have begun leaving Venezuela. "
        b"Cuba gave no reason."
    )
    changes = {c.change for c in read(text).claims if c.type == "security_personnel"}
    assert "begins" not in changes


def test_the_verb_that_fills_a_noun_out_tells_the_mode() -> None:
    text = (
        b"CARACAS, 5 February 2026 - All of it follows a US raid last month in which the Venezuelan "
        b"president was captured. Cuba and Venezuela gave no reason."
    )
    told = {(claim.type, claim.mode) for claim in read(text).claims}
    assert told & {("ASSAULT", "abduct"), ("COERCE", "arrest")}
