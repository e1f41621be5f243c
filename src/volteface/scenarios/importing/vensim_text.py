"""A Vensim .mdl file → its equations as text, each with its line, and the macro it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from volteface.scenarios.importing.errors import ImportedModelError, Place, UnsupportedFeatureError
from volteface.scenarios.importing.names import canonical

LARGEST_FILE = 50_000_000
"""Bytes. A model of some 100,000 equations stays below."""

_SKETCH = re.compile(r"\\\\+---///")
_CONTINUED = re.compile(r"\\\n[ \t]*")
_LEAD = r"(?:\s|\{[^}]*\})*"
_MACRO = re.compile(_LEAD + r":MACRO:\s*([^(\n]+)\(([^)]*)\)", re.IGNORECASE)
_END_OF_MACRO = re.compile(_LEAD + r":END OF MACRO:", re.IGNORECASE)
_GROUP = re.compile(_LEAD + r"(\*{3,}|\.)")
# The equation part of an entry: quoted names may hold any mark, comments end at their brace.
_EQUATION = re.compile(r'(?:"(?:\\.|[^"\\])*"|\{[^}]*\}|[^"{~|])*')


@dataclass(frozen=True, slots=True, kw_only=True)
class MacroHead:
    """The first line of a macro."""

    name: str
    inputs: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An equation's text without units and comment. `macro` is None in the model itself."""

    text: str
    macro: MacroHead | None
    place: Place


def entries(path: Path) -> Iterator[Entry]:
    """The equations of a .mdl file in the order of the file, headings of groups left out.

    Raises `ImportedModelError` where the file is too large, or an entry does not end.
    """
    # A line that ends with a backslash goes on; the line count stays.
    text = _CONTINUED.sub(" \n ", read_text(path))
    sketch = _SKETCH.search(text)
    body = text[: sketch.start()] if sketch else text
    macro: MacroHead | None = None
    at = 0
    while body[at:].strip():
        if opened := _MACRO.match(body, at):
            macro, at = _macro_head(opened, _place(path, body, opened.start(1))), opened.end()
            continue
        if closed := _END_OF_MACRO.match(body, at):
            macro, at = None, closed.end()
            continue
        equation = _EQUATION.match(body, at)
        end = equation.end() if equation else at
        entry = Entry(text=body[at:end], macro=macro, place=_place(path, body, at))
        at = _after(body, end)
        if entry.text.strip() and not _GROUP.match(entry.text):
            yield _trimmed(entry)


def read_text(path: Path) -> str:
    """The text of a model file with plain line ends, from UTF-8 or else Windows-1252.

    Raises `ImportedModelError` where the file cannot be read or is too large.
    """
    try:
        size = path.stat().st_size
        data = path.read_bytes() if size <= LARGEST_FILE else b""
    except OSError as error:
        raise ImportedModelError(f"{path} cannot be read: {error.strerror}") from error
    if size > LARGEST_FILE:
        raise ImportedModelError(f"{path} is larger than {LARGEST_FILE} bytes")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _place(path: Path, body: str, at: int) -> Place:
    return Place(path=path, line=body.count("\n", 0, at) + 1)


def _macro_head(match: re.Match[str], place: Place) -> MacroHead:
    if ":" in match[2]:
        raise UnsupportedFeatureError("a macro with more than one output", place)
    inputs = tuple(canonical(name) for name in match[2].split(",") if name.strip())
    return MacroHead(name=canonical(match[1]), inputs=inputs, place=place)


def _after(body: str, end: int) -> int:
    """The place after the entry's closing bar; units and comment lie between."""
    bar = body.find("|", end)
    return len(body) if bar < 0 else bar + 1


def _trimmed(entry: Entry) -> Entry:
    text = entry.text.lstrip()
    skipped = entry.text[: len(entry.text) - len(text)].count("\n")
    place = Place(path=entry.place.path, line=entry.place.line + skipped)
    return Entry(text=text.rstrip(), macro=entry.macro, place=place)
