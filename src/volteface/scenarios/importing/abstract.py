"""The abstract model: what both Vensim and XMILE files are translated into.

Expressions are trees of small frozen values; nothing here can be executed. Names are canonical
(see `names.canonical`), and function names too.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from volteface.scenarios.importing.errors import Place
from volteface.scenarios.importing.lookup import Lookup, Reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number written in the file."""

    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text in quotation marks: the file, sheet or cell of external data."""

    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscript:
    """A subscript: a range or one of its elements; `is_free` where it runs over all (``dim!``)."""

    name: str
    is_free: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A variable, a range or an element that is named in an expression."""

    name: str
    subscripts: tuple[Subscript, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A function, macro or lookup applied to arguments; subscripts only where a lookup has them."""

    function: str
    arguments: tuple[Expression, ...]
    subscripts: tuple[Subscript, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """An operator and its one or two operands; the operator is canonical (``and``, ``^``, ``=``)."""

    operator: str
    operands: tuple[Expression, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table of points written in the file."""

    lookup: Lookup


@dataclass(frozen=True, slots=True, kw_only=True)
class Array:
    """Numbers for every element of the left side's ranges, last range fastest."""

    rows: tuple[tuple[float, ...], ...]


Expression: TypeAlias = Number | Text | Reference | Call | Operation | Table | Array


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """A subscript range. `members` name elements or other ranges, in order.

    `maps_to` names the ranges whose elements stand for this one's, position by position.
    """

    name: str
    members: tuple[str, ...]
    maps_to: tuple[str, ...] = ()
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """One equation: ``name[subscripts] :EXCEPT: [exceptions] = expression``.

    `expression` is None for a variable whose values come from a data file. `holds` says how data
    are read between their points, None where the file does not say. `dimensions` holds the
    variable's ranges where the file declares them apart from its equations (XMILE).
    """

    name: str
    label: str
    subscripts: tuple[str, ...] = ()
    exceptions: tuple[tuple[str, ...], ...] = ()
    expression: Expression | None
    holds: Reading | None = None
    dimensions: tuple[str, ...] | None = None
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Macro:
    """A macro: its inputs and the equations that compute the variable of its own name."""

    name: str
    inputs: tuple[str, ...]
    definitions: tuple[Definition, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class AbstractModel:
    """A model read from a file of another program.

    `labels` holds the spelling of names and elements as the file shows them. `method` is the
    integration method, ``euler`` or ``rk4``. `skipped` names what was read past because it does
    not change the simulation (reality checks).
    """

    path: Path
    ranges: tuple[Range, ...]
    definitions: tuple[Definition, ...]
    macros: tuple[Macro, ...] = ()
    labels: dict[str, str]
    method: str = "euler"
    skipped: tuple[str, ...] = ()
