"""A reader's place in the tokens of one equation."""

from __future__ import annotations

from pathlib import Path

from volteface.scenarios.importing.errors import ImportedModelError, Place
from volteface.scenarios.importing.tokens import Dialect, Token, tokens


class Cursor:
    """Goes through one equation's tokens from left to right."""

    def __init__(self, text: str, dialect: Dialect, place: Place) -> None:
        self._tokens = tokens(text, dialect, place)
        self._path: Path = place.path
        self._at = 0

    @property
    def token(self) -> Token:
        """The token that is next to be read."""
        return self._tokens[self._at]

    @property
    def place(self) -> Place:
        """Where the next token stands."""
        return Place(path=self._path, line=self.token.line)

    def take(self) -> Token:
        """The next token, which is then behind the reader."""
        token = self.token
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def sees(self, *texts: str, ahead: int = 0) -> bool:
        """Whether the token next (or `ahead` further) is one of these operators or keywords."""
        token = self._tokens[min(self._at + ahead, len(self._tokens) - 1)]
        return token.kind in {"operator", "keyword"} and token.text in texts

    def skips(self, *texts: str) -> bool:
        """Whether the next token is one of these; if so it is read past."""
        found = self.sees(*texts)
        if found:
            self.take()
        return found

    def expect(self, text: str) -> None:
        """Reads past `text`, or raises `ImportedModelError` saying what stands there instead."""
        if not self.skips(text):
            raise self.wrong(f"expected {text!r}")

    def wrong(self, message: str) -> ImportedModelError:
        """An error that names the token at which reading stopped."""
        seen = self.token.text or "the end of the equation"
        return ImportedModelError(f"{message}, found {seen!r}", self.place)

    def at_end(self) -> bool:
        """Whether every token is read."""
        return self.token.kind == "end"

    def number(self) -> float:
        """The number, with any sign, that stands here."""
        sign = 1.0
        while self.sees("+", "-"):
            sign *= -1.0 if self.take().text == "-" else 1.0
        if self.token.kind != "number":
            raise self.wrong("expected a number")
        return sign * float(self.take().text)

    def place_kept(self) -> int:
        """A mark to which `return_to` goes back."""
        return self._at

    def return_to(self, mark: int) -> None:
        """Goes back to a mark, so that what follows can be read in another way."""
        self._at = mark
