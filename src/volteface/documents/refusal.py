"""What came of a source: the reports that were read, and what was refused, with the reason."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.errors import DocumentError
from volteface.model.report import Report


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A document that could not be read: where it is, and the error that says why."""

    where: str
    error: DocumentError

    @property
    def reason(self) -> str:
        """The error's message: what, where, and what to do."""
        return str(self.error)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """Reports in the order of their names, and refusals; nothing is dropped silently."""

    reports: tuple[Report, ...] = ()
    refused: tuple[Refusal, ...] = ()

    def __add__(self, other: Loaded) -> Loaded:
        """Return both results, these first."""
        return Loaded(reports=self.reports + other.reports, refused=self.refused + other.refused)
