"""Reads a model of another program, and runs it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from volteface.scenarios.importing.abstract import AbstractModel
from volteface.scenarios.importing.datafile import read_data
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.program import Data, program
from volteface.scenarios.importing.simulate import Results, Simulation
from volteface.scenarios.importing.vensim import read_vensim
from volteface.scenarios.importing.xmile import read_xmile

READERS = {".mdl": read_vensim, ".xmile": read_xmile, ".stmx": read_xmile, ".itmx": read_xmile}
"""The reader for each kind of file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedModel:
    """A model of another program: its abstract form, and the data files handed in with it."""

    abstract: AbstractModel
    data: Data


def import_model(path: Path, data: Path | None = None) -> ImportedModel:
    """The model in a Vensim (.mdl) or XMILE (.xmile, .stmx) file.

    `data` is a table (first column: time) for variables that the model leaves to a data file.
    Raises `ImportedModelError` naming file and line, and `UnsupportedFeatureError` naming the
    feature that is not supported.
    """
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        known = ", ".join(READERS)
        raise ImportedModelError(f"{path.name}: not one of the kinds that are read ({known})")
    try:
        abstract = reader(path)
    except RecursionError as error:
        raise ImportedModelError(f"{path.name}: an equation is nested too deep") from error
    return ImportedModel(abstract=abstract, data={} if data is None else read_data(data, abstract))


def run(model: ImportedModel) -> Results:
    """The results of a run from the model's initial to its final time, with its own time step.

    Raises `ImportedModelError` for names that are not defined, for variables that need each
    other at one moment, and for functions that are not supported.
    """
    try:
        return Simulation(program(model.abstract, model.data)).run()
    except RecursionError as error:
        name = model.abstract.path.name
        raise ImportedModelError(f"{name}: an equation is nested too deep") from error
