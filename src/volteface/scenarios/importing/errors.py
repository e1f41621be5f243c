"""What can go wrong with a model of another program, always with its file and line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from volteface.errors import ScenarioError


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where in a file something stands: the file and its line, counted from 1.

    >>> str(Place(path=Path("teacup.mdl"), line=7))
    'teacup.mdl, line 7'
    """

    path: Path
    line: int

    def __str__(self) -> str:
        return f"{self.path.name}, line {self.line}"


class ImportedModelError(ScenarioError):
    """A model of another program cannot be read or run."""

    def __init__(self, message: str, place: Place | None = None) -> None:
        super().__init__(message if place is None else f"{place}: {message}")
        self.place = place


class UnsupportedFeatureError(ImportedModelError):
    """The model uses something that the importer does not read."""

    def __init__(self, feature: str, place: Place | None = None) -> None:
        super().__init__(f"{feature} is not supported by the importer", place)
        self.feature = feature
