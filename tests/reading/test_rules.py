"""Who did what to whom, by the rules alone: a sentence, its sides and what it tells."""

from __future__ import annotations

import pytest

from reading.told import Read
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.reading.rules.table import ALWAYS, FIRST_OF

KINDS = set(load_tie_kinds())


@pytest.mark.parametrize(
    ("text", "sides", "type", "mode"),
    [
        ("Cuban guards left Caracas.", "CUB>VEN", "RETREAT", "withdraw_support"),
        ("Qatar withdrew soldiers.", "QAT>", "RETREAT", "withdraw_support"),
        ("Mali expelled the French ambassador.", "MLI>FRA", "SANCTION", "expel"),
        ("The French ambassador was expelled by Mali.", "MLI>FRA", "SANCTION", "expel"),
        ("Algeria deported 500 Nigerien migrants.", "DZA>NER", "COERCE", "deport"),
        ("Algeria recalled its ambassador from France.", "DZA>FRA", "SANCTION", "withdraw"),
        ("Niger broke off relations with France.", "NER>FRA", "SANCTION", "discontinue"),
        ("Turkey imposed sanctions on Israel.", "TUR>ISR", "SANCTION", "embargo"),
        ("Turkey lifted its ban on Israeli steel.", "TUR>ISR", "CONCEDE", None),
        ("Saudi Arabia arrested Lebanese citizens.", "SAU>LBN", "COERCE", "arrest"),
        ("Israel attacked an Iranian airfield.", "ISR>IRN", "ASSAULT", None),
        ("The United States threatened Cuba.", "USA>CUB", "THREATEN", None),
        ("Kosovo accused Serbia.", "XKX>SRB", "ACCUSE", None),
        ("China praised Pakistan.", "CHN>PAK", "SUPPORT", None),
        ("Germany pressed Serbia to recognise Kosovo.", "DEU>SRB", "REQUEST", None),
        ("Iraqi officials met Turkish diplomats in Ankara.", "IRQ>TUR", "CONSULT", None),
        ("Ethiopia and Eritrea signed a peace treaty.", "ETH>ERI", "AGREE", None),
    ],
)
def test_an_act_goes_from_who_acts_to_whom_it_meets(
    read: Read, text: str, sides: str, type: str, mode: str | None
) -> None:
    claim = read(text).the(sides, type)
    assert (claim.kind, claim.mode, claim.happened) == ("event", mode, True)


@pytest.mark.parametrize(
    ("text", "sides", "type"),
    [
        ("Russia supplies gas to Armenia.", "RUS>ARM", "gas_supply"),
        ("Iran relies on Russia for gas.", "RUS>IRN", "gas_supply"),
        ("Turkey supplied Azerbaijan with drones.", "TUR>AZE", "arms"),
        ("Uganda's army protected the president of South Sudan.", "UGA>SSD", "security_personnel"),
    ],
)
def test_a_tie_goes_from_who_provides_to_who_gets(
    read: Read, text: str, sides: str, type: str
) -> None:
    assert read(text).the(sides, type).kind == "tie"


@pytest.mark.parametrize(
    ("text", "sides", "kind", "type", "change"),
    [
        ("Venezuela suspended oil shipments to Cuba.", "VEN>CUB", "level", "oil_supply", "falls"),
        ("Venezuela halted oil shipments to Cuba.", "VEN>CUB", "tie", "oil_supply", "ends"),
        ("Oil supplies from Venezuela to Cuba fell.", "VEN>CUB", "level", "oil_supply", "falls"),
        ("Flights between Russia and Syria have resumed.", "RUS>SYR", "tie", "flights", "begins"),
        ("Trade between Algeria and France fell.", "DZA>FRA", "level", "trade", "falls"),
        ("Armenia joined the European Union.", "ARM>EUU", "tie", "membership", "begins"),
        ("Pressure from Russia on Armenia has increased.", "RUS>ARM", "level", "pressure", "rises"),
        ("Russian influence in Armenia has fallen.", "RUS>ARM", "presence", "influence", "falls"),
        (
            "Cuban doctors remain in Venezuela.",
            "CUB>VEN",
            "presence",
            "medical_personnel",
            "holds",
        ),
        (
            "Russia deployed soldiers to Syria.",
            "RUS>SYR",
            "presence",
            "military_personnel",
            "begins",
        ),
    ],
)
def test_a_change_of_a_tie_tells_how_it_moved(
    read: Read, text: str, sides: str, kind: str, type: str, change: str
) -> None:
    claim = read(text).the(sides, type)
    assert (claim.kind, claim.change) == (kind, change)


@pytest.mark.parametrize(
    ("text", "sector"),
    [
        ("Fuel shortages worsened in Cuba.", "fuel"),
        ("The oil cut triggered blackouts in Cuba.", "electricity"),
    ],
)
def test_an_effect_inside_a_state_has_that_state_as_target_and_no_source(
    read: Read, text: str, sector: str
) -> None:
    claim = read(text).the(">CUB", "domestic")
    assert (claim.kind, claim.source, claim.sector) == ("level", None, sector)


def test_who_balances_between_two_patrons_makes_one_judgment(read: Read) -> None:
    claim = read("Serbia balances between Russia and the European Union.").the(
        "SRB>RUS", "diplomatic_relations"
    )
    assert (claim.kind, [other.code for other in claim.others]) == ("judgment", ["EUU"])


def test_what_may_be_redrawn_is_an_outlook(read: Read) -> None:
    text = "The break could reshape alliances between Cuba and Venezuela."
    assert read(text).the("CUB>VEN", "alliance").kind == "outlook"


def test_begun_and_completed_departures_carry_the_change(read: Read) -> None:
    begun = read("Cuban guards have begun to leave Caracas.").the("CUB>VEN", "RETREAT")
    assert begun.change == "begins"


def test_stance_words_are_no_acts(read: Read) -> None:
    assert read("Historic ties with Havana matter.").happened() == set()


@pytest.mark.parametrize("table", [FIRST_OF, ALWAYS])
def test_every_rule_stands_once_under_each_class(table: tuple[tuple[str, object], ...]) -> None:
    assert len(set(table)) == len(table)


def test_ties_are_of_the_kinds_of_the_codebook(read: Read) -> None:
    text = (
        "Russia supplies gas to Armenia. Flights between Russia and Armenia were suspended. "
        "Russian guards remain in Armenia. Armenia left the alliance. Fuel shortages worsened."
    )
    named = {c.type for c in read(text).all if c.kind in ("tie", "level", "presence")}
    assert named
    assert named <= KINDS
