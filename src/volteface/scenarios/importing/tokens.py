"""Text of an equation → tokens, in the spelling of Vensim or of XMILE."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from volteface.scenarios.importing.errors import ImportedModelError, Place

Dialect = Literal["vensim", "xmile"]
Kind = Literal["number", "name", "text", "keyword", "operator", "end"]

LONGEST_EQUATION = 200_000
"""Characters. The longest table of a published model has some tens of thousands."""

_SHARED = (
    r"(?P<space>\s+)",
    r"(?P<comment>\{[^}]*\})",
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)",
    r'(?P<quoted>"(?:\\.|[^"\\])*")',
)
_VENSIM = (
    *_SHARED,
    r"(?P<text>'[^']*')",
    r"(?P<keyword>:[A-Za-z][A-Za-z ]*:)",
    r"(?P<name>[^\W\d](?:[\w$']|\s+(?=[\w$]))*)",
    r"(?P<operator><->|->|:=|==|<>|<=|>=|[-+*/^<>=()\[\],;!:?])",
)
_XMILE = (
    *_SHARED,
    r"(?P<name>\.?[^\W\d][\w$.]*)",
    r"(?P<operator><>|<=|>=|//|[-+*/^<>=()\[\],;!:])",
)
_PATTERNS: dict[Dialect, re.Pattern[str]] = {
    "vensim": re.compile("|".join(_VENSIM)),
    "xmile": re.compile("|".join(_XMILE)),
}
_KINDS: dict[str, Kind] = {
    "number": "number",
    "quoted": "name",
    "name": "name",
    "text": "text",
    "operator": "operator",
}
_XMILE_WORDS = frozenset({"and", "or", "not", "mod", "if", "then", "else"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A piece of an equation, with its line in the file."""

    kind: Kind
    text: str
    line: int


def tokens(text: str, dialect: Dialect, place: Place) -> list[Token]:
    """The tokens of an equation, ending with one of kind ``end``.

    Raises `ImportedModelError` at a character that no token begins with.

    >>> from pathlib import Path
    >>> place = Path("a.mdl")
    >>> [t.text for t in tokens("Total Births*2", "vensim", Place(path=place, line=1))]
    ['Total Births', '*', '2', '']
    """
    if len(text) > LONGEST_EQUATION:
        raise ImportedModelError(f"an equation is longer than {LONGEST_EQUATION} characters", place)
    found: list[Token] = []
    at, line = 0, place.line
    while at < len(text):
        match = _PATTERNS[dialect].match(text, at)
        if match is None:
            where = Place(path=place.path, line=line)
            raise ImportedModelError(f"unexpected character {text[at]!r} in an equation", where)
        token = _token(match, line, dialect)
        if token is not None:
            _append(found, token, dialect)
        line += match.group().count("\n")
        at = match.end()
    found.append(Token(kind="end", text="", line=line))
    return found


def _token(match: re.Match[str], line: int, dialect: Dialect) -> Token | None:
    text, found = match.group(), match.lastgroup
    if found in {"space", "comment"}:
        return None
    if found == "keyword":
        return Token(kind="keyword", text=" ".join(text.strip(":").lower().split()), line=line)
    if dialect == "xmile" and text.lower() in _XMILE_WORDS:
        return Token(kind="keyword", text=text.lower(), line=line)
    kind = _KINDS[found or "operator"]
    return Token(kind=kind, text=text[1:-1] if kind == "text" else text, line=line)


def _append(found: list[Token], token: Token, dialect: Dialect) -> None:
    # Some exporters write XMILE names with blanks in them: two names side by side are one.
    follows_name = bool(found) and found[-1].kind == "name"
    if dialect == "xmile" and follows_name and token.kind in {"name", "number"}:
        last = found.pop()
        token = Token(kind="name", text=f"{last.text} {token.text}", line=last.line)
    found.append(token)
