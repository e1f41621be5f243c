"""The vocabulary of a model file, from the packaged table: sections, fields, their meaning."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files

from volteface.errors import CodebookError
from volteface.scenarios.modelfile.tree import Item

FILE = "vocabulary.toml"
HEAD = {
    "format": "always volteface-scenario-1",
    "title": "what the model is about",
    "note": "anything for the reader",
    "start": "first month, such as 2026-01",
    "months": "how many months are run",
    "runs": "how many trajectories, where the command does not say",
    "units": "own units: a name and its size, such as `park: 22 MW`",
}
FORMAT = "volteface-scenario-1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A field of a block: its kind, what its names refer to, the unit it must fit, its meaning."""

    name: str
    kind: str
    meaning: str
    is_required: bool = False
    unit: str | None = None
    of: str | tuple[str, ...] | None = None
    low: float | None = None
    high: float | None = None
    above: float | None = None
    like: str | None = None

    def range_broken(self, value: float) -> str | None:
        """Return what is expected where ``value``, in the field's unit, is out of range."""
        if self.above is not None and value <= self.above:
            return f"above {self.above:g}"
        if self.low is not None and value < self.low:
            return f"at least {self.low:g}"
        if self.high is not None and value > self.high:
            return f"at most {self.high:g}"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A section: its blocks' fields. ``is_amount``: a block may be just an amount."""

    name: str
    meaning: str
    fields: dict[str, Field]
    is_amount: bool = False
    is_inner: bool = False
    is_single: bool = False


@cache
def vocabulary() -> dict[str, Section]:
    """Return the sections by name; raises CodebookError where the packaged table is damaged."""
    source = files("volteface").joinpath("data", "scenarios", FILE)
    try:
        table = tomllib.loads(source.read_text(encoding="utf-8"))
        return {name: _section(name, one) for name, one in table.items()}
    except (OSError, KeyError, TypeError, ValueError) as error:
        raise CodebookError(f"{FILE}: {error!r}; restore the packaged file") from error


def _section(name: str, table: dict[str, object]) -> Section:
    fields = table.get("fields", {})
    assert isinstance(fields, dict)
    return Section(
        name=name,
        meaning=str(table["meaning"]),
        fields={key: _field(key, one) for key, one in fields.items()},
        is_amount=bool(table.get("is_amount")),
        is_inner=bool(table.get("inner")),
        is_single=bool(table.get("single")),
    )


def _field(name: str, table: dict[str, object]) -> Field:
    of = table.get("of")
    return Field(
        name=name,
        kind=str(table["kind"]),
        meaning=str(table["meaning"]),
        is_required=bool(table.get("required")),
        unit=None if table.get("unit") is None else str(table["unit"]),
        of=tuple(of) if isinstance(of, list) else None if of is None else str(of),
        like=None if table.get("like") is None else str(table["like"]),
        low=_end(table, "low"),
        high=_end(table, "high"),
        above=_end(table, "above"),
    )


def _end(table: dict[str, object], name: str) -> float | None:
    return float(str(table[name])) if name in table else None


def check_fields(item: Item, section: Section) -> None:
    """Raise ModelFileError where ``item`` has an unknown field or lacks one that it must have."""
    allowed = {**section.fields, "source": None, "note": None, "title": None}
    for name, below in item.mapping.items():
        if name not in allowed:
            raise below.wrong(f"{name!r} is not known here{meant(name, tuple(allowed))}")
    for field in section.fields.values():
        if field.is_required and field.name not in item.mapping:
            raise item.wrong(f"{field.name!r} is missing: {field.meaning}")


def meant(name: str, known: tuple[str, ...]) -> str:
    """Return a hint at the nearest of the ``known`` names, or at all of a few.

    >>> meant("provder", ("provider", "recipient"))
    '; did you mean provider?'
    """
    near = get_close_matches(name, known, n=1, cutoff=0.6)
    if near:
        return f"; did you mean {near[0]}?"
    return f"; known: {', '.join(known)}" if len(known) <= 30 else ""
