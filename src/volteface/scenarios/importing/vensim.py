"""A Vensim .mdl file → the abstract model.

The language is that of the Vensim reference manual, "Equations" and "Subscripts"
(https://www.vensim.com/documentation/). Sketches, units and comments are read past.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from volteface.scenarios.importing.abstract import (
    AbstractModel,
    Call,
    Definition,
    Expression,
    Macro,
    Range,
    Text,
)
from volteface.scenarios.importing.errors import ImportedModelError, Place, UnsupportedFeatureError
from volteface.scenarios.importing.expressions import Parser
from volteface.scenarios.importing.literals import is_array, numbers, table
from volteface.scenarios.importing.lookup import Reading
from volteface.scenarios.importing.names import canonical, shown
from volteface.scenarios.importing.spreadsheet import Sheets
from volteface.scenarios.importing.vensim_text import Entry, MacroHead, entries

_NUMBERED = re.compile(r"(.*?)(\d+)$")
_READINGS: dict[str, Reading] = {
    "interpolate": "interpolate",
    "hold backward": "hold backward",
    "look forward": "look forward",
    "raw": "raw",
}
_CHECKS = frozenset({"the condition", "test input"})


@dataclass(slots=True)
class _Reading:
    """What has been read of a file so far."""

    path: Path
    sheets: Sheets
    ranges: list[Range] = field(default_factory=list)
    definitions: list[Definition] = field(default_factory=list)
    macros: dict[str, tuple[MacroHead, list[Definition]]] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    skipped: list[str] = field(default_factory=list)

    def label(self, text: str) -> str:
        """The canonical name, remembering how the file spells it."""
        name = canonical(text)
        self.labels.setdefault(name, shown(text))
        return name


def read_vensim(path: Path) -> AbstractModel:
    """The model in a Vensim .mdl file.

    Raises `ImportedModelError` naming the line that cannot be read, and
    `UnsupportedFeatureError` naming the feature that is not supported.
    """
    reading = _Reading(path=path, sheets=Sheets(folder=path.parent))
    for entry in entries(path):
        _read(entry, reading)
    macros = tuple(
        Macro(name=head.name, inputs=head.inputs, definitions=tuple(found), place=head.place)
        for head, found in reading.macros.values()
    )
    return AbstractModel(
        path=path,
        ranges=tuple(reading.ranges),
        definitions=tuple(reading.definitions),
        macros=macros,
        labels=reading.labels,
        skipped=tuple(reading.skipped),
    )


def _read(entry: Entry, reading: _Reading) -> None:
    parser = Parser(entry.text, "vensim", entry.place)
    if parser.token.kind != "name":
        raise parser.wrong("expected the name of a variable")
    text = parser.take().text
    if parser.skips("<->"):
        name, twin = reading.label(text), canonical(parser.take().text)
        reading.ranges.append(Range(name=name, members=(twin,), place=entry.place))
    elif parser.skips(":"):
        reading.ranges.append(_range(text, parser, reading))
    else:
        _keep(_definition(text, parser, reading, entry.place), entry.macro, reading)
        return
    if not parser.at_end():
        raise parser.wrong("expected the end of the definition")


def _keep(definition: Definition | None, macro: MacroHead | None, reading: _Reading) -> None:
    if definition is None:
        return
    if macro is None:
        reading.definitions.append(definition)
        return
    reading.macros.setdefault(macro.name, (macro, []))[1].append(definition)


def _range(text: str, parser: Parser, reading: _Reading) -> Range:
    place = parser.place
    members: list[str] = []
    maps_to: list[str] = []
    while not parser.at_end():
        if parser.skips("->"):
            maps_to = _mapped(parser)
            break
        members += _members(parser, reading)
        parser.skips(",")
    return Range(
        name=reading.label(text), members=tuple(members), maps_to=tuple(maps_to), place=place
    )


def _members(parser: Parser, reading: _Reading) -> list[str]:
    if parser.skips("("):
        first = parser.take().text
        parser.expect("-")
        last = parser.take().text
        parser.expect(")")
        return [reading.label(name) for name in _numbered(first, last, parser)]
    if parser.token.kind != "name":
        raise parser.wrong("expected a range or an element")
    if parser.sees("(", ahead=1):
        call = parser.expression()
        return [reading.label(name) for name in _listed(call, reading, parser.place)]
    return [reading.label(parser.take().text)]


def _numbered(first: str, last: str, parser: Parser) -> list[str]:
    low, high = _NUMBERED.fullmatch(first), _NUMBERED.fullmatch(last)
    if low is None or high is None or low[1] != high[1] or int(low[2]) > int(high[2]):
        raise parser.wrong(f"({first}-{last}) is not a run of numbered elements")
    if int(high[2]) - int(low[2]) > 100_000:
        raise parser.wrong(f"({first}-{last}) has more than 100,000 elements")
    return [f"{low[1]}{number}" for number in range(int(low[2]), int(high[2]) + 1)]


def _listed(call: Expression, reading: _Reading, place: Place) -> list[str]:
    if not isinstance(call, Call) or call.function not in {
        "get direct subscript",
        "get xls subscript",
    }:
        raise ImportedModelError("expected a range, an element or GET DIRECT SUBSCRIPT", place)
    texts = [part.value for part in call.arguments if isinstance(part, Text)]
    return reading.sheets.subscripts(texts, place)


def _mapped(parser: Parser) -> list[str]:
    names = []
    while not parser.at_end():
        if parser.sees("("):
            raise UnsupportedFeatureError("a mapping of single elements", parser.place)
        names.append(canonical(parser.take().text))
        parser.skips(",")
    return names


def _definition(text: str, parser: Parser, reading: _Reading, place: Place) -> Definition | None:
    name = reading.label(text)
    subscripts = tuple(part.name for part in parser.subscripts())
    exceptions = _exceptions(parser)
    holds: Reading | None = None
    if parser.token.kind == "keyword":
        word = parser.take().text
        if word in _CHECKS:
            reading.skipped.append(f"reality check {shown(text)!r}, line {place.line}")
            return None
        if word not in _READINGS:
            raise UnsupportedFeatureError(f":{word.upper()}:", place)
        holds = _READINGS[word]
    return Definition(
        name=name,
        label=shown(text),
        subscripts=subscripts,
        exceptions=exceptions,
        expression=_right_side(parser),
        holds=holds,
        place=place,
    )


def _exceptions(parser: Parser) -> tuple[tuple[str, ...], ...]:
    if not parser.skips("except"):
        return ()
    found = []
    while parser.sees("["):
        found.append(tuple(part.name for part in parser.subscripts()))
        parser.skips(",")
    return tuple(found)


def _right_side(parser: Parser) -> Expression | None:
    if parser.at_end():
        return None
    result: Expression
    if parser.skips("("):
        result = parser.expression() if parser.token.kind == "name" else table(parser)
        parser.expect(")")
    else:
        if not parser.skips("=", "==", ":="):
            parser.expect(":")
            parser.expect("=")
        result = numbers(parser) if is_array(parser) else parser.expression()
        parser.skips(";")
    if not parser.at_end():
        raise parser.wrong("expected the end of the equation")
    return result
