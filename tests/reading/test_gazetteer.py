from __future__ import annotations

import pytest

from volteface.reading.gazetteer import Entry, Gazetteer, load_gazetteer, to_phrase


def named(text: str) -> Entry | None:
    found = load_gazetteer().match(text.split(), 0)
    return found[1] if found else None


@pytest.mark.parametrize(
    ("name", "code", "form"),
    [
        ("Cuba", "CUB", "state"),
        ("Cuban", "CUB", "demonym"),
        ("Havana", "CUB", "capital"),
        ("Kremlin", "RUS", "metonym"),
        ("Burkina Faso", "BFA", "state"),
        ("United States", "USA", "state"),
        ("European Union", "EUU", "organisation"),
        ("NATO", "NAT", "organisation"),
        ("Taiwan", "TWN", "state"),
    ],
)
def test_a_name_stands_for_its_actor(name: str, code: str, form: str) -> None:
    entry = named(name)
    assert entry is not None
    assert (entry.code, entry.form) == (code, form)


def test_armed_groups_have_a_name_and_no_code() -> None:
    groups = [e for e in load_gazetteer().entries.values() if e.form == "group"]
    assert groups
    assert all(group.code is None and group.name for group in groups)


def test_the_longest_name_wins() -> None:
    match = load_gazetteer().match(["Equatorial", "Guinea", "waits"], 0)
    assert match is not None
    assert (match[0], match[1].code) == (2, "GNQ")


def test_a_word_that_begins_no_name_is_nothing() -> None:
    assert named("guards") is None


def test_a_paper_that_holds_the_name_of_a_state_is_no_actor() -> None:
    entries = load_gazetteer().entries.values()
    assert all(e.code is None for e in entries if e.form == "no actor")


def test_the_article_of_a_name_is_left_out() -> None:
    assert to_phrase("The Gambia") == ("Gambia",)
    assert to_phrase("Côte d’Ivoire") == to_phrase("Côte d'Ivoire")


def test_every_name_can_be_reached_from_its_first_word() -> None:
    gazetteer = load_gazetteer()
    for phrase in gazetteer.entries:
        found = gazetteer.match(list(phrase), 0)
        assert found is not None
        assert found[0] == len(phrase)


def test_a_match_never_runs_past_the_sentence() -> None:
    entry = Entry("BFA", "state", "Burkina Faso")
    gazetteer = Gazetteer({("Burkina", "Faso"): entry}, {"Burkina": 2}, {})
    assert gazetteer.match(["Burkina"], 0) is None
    assert gazetteer.match(["in", "Burkina", "Faso"], 1) == (3, entry)
