"""Soft links reach the equilibrium and the speed that their theory gives."""

from __future__ import annotations

import numpy as np
import pytest

from volteface.scenarios.cascade import CascadeError, SoftLinks, inoperability, recovery_rate

LINKS = SoftLinks(
    functions=("power", "telephones", "hospitals"),
    dependence=np.array([[0.0, 0.1, 0.0], [0.6, 0.0, 0.0], [0.5, 0.2, 0.0]]),
    recovery_rate=np.array([0.2, 0.3, 0.1]),
)


def test_a_lasting_disruption_leads_to_the_static_inoperability() -> None:
    pressure = np.array([0.4, 0.0, 0.0])
    found = inoperability(LINKS, np.tile(pressure, (600, 1)))
    # q = (I - A*)^-1 c*
    assert found[-1] == pytest.approx(np.linalg.solve(np.eye(3) - LINKS.dependence, pressure))


def test_a_function_on_its_own_recovers_at_the_rate_of_its_time() -> None:
    rate = recovery_rate(0.5, 0.005, 1000)
    alone = SoftLinks(
        functions=("port",), dependence=np.zeros((1, 1)), recovery_rate=np.array([rate])
    )
    found = inoperability(alone, np.zeros((1000, 1)), start=np.array([0.5]))
    assert found[-1, 0] == pytest.approx(0.005, rel=0.02)


def test_inoperability_stays_between_nothing_and_all() -> None:
    found = inoperability(LINKS, np.full((50, 3), 5.0))
    assert found.max() == 1.0
    assert inoperability(LINKS, np.zeros((50, 3))).max() == 0.0


def test_lanes_stand_last() -> None:
    pressure = np.zeros((20, 3, 2))
    pressure[:, 0, 1] = 0.3
    found = inoperability(LINKS, pressure)
    assert found[:, :, 0].max() == 0
    assert found[:, :, 1] == pytest.approx(inoperability(LINKS, pressure[:, :, 1]))


@pytest.mark.parametrize(("dependence", "rate"), [(1.5, 0.5), (0.5, 0.0), (0.5, 2.0)])
def test_links_out_of_range_are_refused(dependence: float, rate: float) -> None:
    with pytest.raises(CascadeError):
        SoftLinks(
            functions=("a",), dependence=np.array([[dependence]]), recovery_rate=np.array([rate])
        )
