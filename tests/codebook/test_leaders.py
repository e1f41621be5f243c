"""Who held office where and when."""

import re
from itertools import pairwise

import pytest

from volteface.codebook.leaders import leaders_named, leaders_of, load_leaders


def test_at_least_ninety_states_and_a_thousand_terms() -> None:
    leaders = load_leaders()
    assert len({leader.state for leader in leaders}) >= 90
    assert len(leaders) >= 1000


def test_no_term_stands_twice() -> None:
    terms = [(one.state, one.name, one.office, one.start) for one in load_leaders()]
    assert len(set(terms)) == len(terms)


def test_states_are_written_as_codes() -> None:
    assert all(re.fullmatch(r"[A-Z]{3,6}", leader.state) for leader in load_leaders())


@pytest.mark.parametrize(
    ("state", "day", "office", "name"),
    [
        ("VEN", "2025-06-01", "head_of_state", "Nicolas Maduro"),
        ("VEN", "2026-02-21", "head_of_state", "Delcy Rodriguez"),
        ("CUB", "1962-10-22", "head_of_government", "Fidel Castro"),
        ("CUB", "2026-02", "head_of_state", "Miguel Diaz-Canel"),
        ("NER", "2023-07-26", "head_of_state", "Mohamed Bazoum"),
        ("NER", "2023-12", "head_of_state", "Abdourahamane Tiani"),
        ("EGY", "1956-07-26", "head_of_state", "Gamal Abdel Nasser"),
        ("EGY", "1972-07", "head_of_state", "Anwar Sadat"),
        ("ALB", "1961-12", "other", "Enver Hoxha"),
        ("ARM", "2024-02", "head_of_government", "Nikol Pashinyan"),
        ("YUG", "1948-06", "head_of_state", "Josip Broz Tito"),
        ("SUN", "1960-07", "head_of_state", "Nikita Khrushchev"),
        ("SOM", "1977-11", "head_of_state", "Mohamed Siad Barre"),
        ("SUN", "1991-08-19", "head_of_state", "Mikhail Gorbachev"),
        ("RUS", "2010", "foreign_minister", "Sergei Lavrov"),
        ("USA", "1973-10", "foreign_minister", "Henry Kissinger"),
        ("USA", "2025-06", "foreign_minister", "Marco Rubio"),
        ("TWN", "2024-06", "head_of_state", "Lai Ching-te"),
    ],
)
def test_office_holders_are_found_by_state_and_date(
    state: str, day: str, office: str, name: str
) -> None:
    found = [leader.name for leader in leaders_of(state, on=day) if leader.office == office]
    assert name in found


def test_the_former_president_is_not_in_office_after_his_capture() -> None:
    maduro = leaders_named("Maduro", on="2026-02")
    assert not [leader for leader in maduro if leader.office == "head_of_state"]


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("Díaz-Canel", "CUB"),
        ("Diaz-Canel", "CUB"),
        ("Erdoğan", "TUR"),
        ("Zelenskyy", "UKR"),
        ("Gadhafi", "LBY"),
        ("Tchiani", "NER"),
        ("Traoré", "BFA"),
        ("Lula", "BRA"),
        ("Hemedti", "SDN"),
    ],
)
def test_spellings_lead_to_the_same_state(name: str, state: str) -> None:
    assert state in {leader.state for leader in leaders_named(name)}


@pytest.mark.parametrize(
    "word",
    ["May", "Brown", "Rice", "Bush", "Major", "Price", "Park", "Moon", "Montenegro", "Store"],
)
def test_surnames_that_are_words_stand_only_in_full(word: str) -> None:
    assert leaders_named(word) == ()


def test_namesakes_are_all_returned() -> None:
    assert {leader.state for leader in leaders_named("Castro")} >= {"CUB", "HND"}


def test_one_person_holds_one_office_once_at_a_time() -> None:
    by_office: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for one in load_leaders():
        key = (one.state, one.name, one.office)
        by_office.setdefault(key, []).append((one.start, one.end or "9999"))
    for terms in by_office.values():
        ordered = sorted(terms)
        assert all(before[1] <= after[0] for before, after in pairwise(ordered))
