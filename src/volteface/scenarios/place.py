"""Where in a model file something stands, for messages that lead the reader there."""

from __future__ import annotations

from dataclasses import dataclass

from volteface.errors import ModelFileError


@dataclass(frozen=True, slots=True)
class Place:
    """A file, a line (from 1; None where it has none) and a dotted path in the file."""

    file: str
    line: int | None
    path: str

    def __str__(self) -> str:
        line = f", line {self.line}" if self.line else ""
        return f"{self.file}{line}: {self.path}" if self.path else f"{self.file}{line}"

    def wrong(self, what: str) -> ModelFileError:
        """Return the error that says ``what`` is wrong here."""
        return ModelFileError(f"{self}: {what}")
