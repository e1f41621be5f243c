"""Models for tests: a head, and what is run of it."""

from __future__ import annotations

from textwrap import dedent

import numpy as np
from numpy.typing import NDArray

from volteface.scenarios.compile import Choices, compile_model
from volteface.scenarios.engine import Lanes, engine_named
from volteface.scenarios.load import ModelFile, model_of
from volteface.scenarios.program import Program

HEAD = """\
format: volteface-scenario-1
title: Test
start: 2026-01
months: {months}
"""


def model(body: str, months: int = 6) -> ModelFile:
    """Return a model file with the usual head (4 lines) and ``body``."""
    return model_of((HEAD.format(months=months) + dedent(body)).encode(), "model.yaml")


def program(body: str, months: int = 6, **choices: object) -> Program:
    """Return the program of a model with ``body``."""
    return compile_model(model(body, months), Choices(**choices))  # type: ignore[arg-type]  # keywords of several types


def run(
    body: str, *names: str, months: int = 6, lanes: int = 1, **choices: object
) -> NDArray[np.float64]:
    """Return the symbols ``names``, of shape (names, months, lanes)."""
    made = program(body, months, **choices)
    return engine_named("numpy").run(made, Lanes(seed=1, first=0, count=lanes), names)


def path(body: str, name: str, **choices: object) -> list[float]:
    """Return one symbol by month in the first trajectory."""
    return run(body, name, **choices)[0, :, 0].tolist()
