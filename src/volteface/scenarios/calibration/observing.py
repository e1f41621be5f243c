"""The observations of a model file as channels: which output a series shows, and how well."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from volteface.scenarios.calibration.channels import Channel, Kind, Level
from volteface.scenarios.language.units import NUMBER, Unit, UnitError, Units
from volteface.scenarios.load import ModelFile
from volteface.scenarios.modelfile.amounts import read_amount, read_unit
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import check_fields, meant, vocabulary
from volteface.scenarios.program import Program

_SECTION = "observations"


def channels_of(file: ModelFile, program: Program, units: Units) -> tuple[Channel, ...]:
    """Return the channels of the file's observations.

    Raises ModelFileError, with the line, where an observation names what the program does not
    have, where its unit does not fit, or where it gives none or several of ``noise``, ``spread``
    and ``counts``.
    """
    return tuple(_channel(name, item, program, units) for name, item in _observations(file).items())


def _observations(file: ModelFile) -> Mapping[str, Item]:
    section = file.tree.mapping.get(_SECTION)
    return {} if section is None else section.mapping


def _channel(name: str, item: Item, program: Program, units: Units) -> Channel:
    check_fields(item, vocabulary()[_SECTION])
    fields = item.mapping
    output = _known(fields["output"], program)
    unit = _unit_of(output, program, units)
    declared = read_unit(fields["unit"], units)
    kind, noise = _noise(item, (program, unit, units))
    return Channel(
        series=fields["series"].text if "series" in fields else name,
        output=output,
        kind=kind,
        noise=noise,
        bias=_level(fields["source_spread"], (program, unit, units), kind)
        if "source_spread" in fields
        else None,
        implied_by=tuple(one.text for one in fields["implied_by"].items)
        if "implied_by" in fields
        else (),
        scale=_factor(declared, unit, fields["unit"]),
        scale_of=_scale_of(unit, declared, units),
        doubt_of=_doubt_of(declared, units),
        sets=_known(fields["sets"], program) if "sets" in fields else None,
        unit=str(declared),
    )


def _noise(item: Item, known: tuple[Program, Unit, Units]) -> tuple[Kind, Level]:
    kinds: dict[str, Kind] = {"noise": "relative", "spread": "additive", "counts": "count"}
    told = [name for name in kinds if name in item.mapping]
    if len(told) != 1:
        raise item.wrong(f"expected one of noise:, spread: and counts:, got {len(told)}")
    kind = kinds[told[0]]
    if kind == "count":
        return kind, 0.0
    return kind, _level(item.mapping[told[0]], known, kind)


def _level(item: Item, known: tuple[Program, Unit, Units], kind: Kind) -> Level:
    """Return a number in the output's unit (relative: a share), or the name that holds it."""
    program, unit, units = known
    wanted = units.parse("share") if kind == "relative" else unit
    if isinstance(item.value, str) and item.value in program.units:
        held = _unit_of(item.value, program, units)
        if abs(_factor(held, wanted, item) - 1) > 1e-9:
            raise item.wrong(f"{item.value} is in {held}; expected {wanted}, as the output is")
        return item.value
    amount = read_amount(item, units)
    if amount.fixed is None:
        raise item.wrong("expected a number, or the name of a parameter or variable")
    return amount.fixed * _factor(amount.unit or wanted, wanted, item)


def _known(item: Item, program: Program) -> str:
    if item.text not in program.units:
        raise item.wrong(f"{item.text!r} is not defined{meant(item.text, tuple(program.units))}")
    return item.text


def _scale_of(unit: Unit, declared: Unit, units: Units) -> Callable[[str], float | None]:
    """Return a function from the unit that a row writes to what turns it into ``unit``.

    A word that is no unit of ours is read as the declared one; None where a unit does not fit.
    """

    def found(text: str) -> float | None:
        try:
            own = units.parse(text)
        except UnitError:
            own = declared
        try:
            return own.to(unit)
        except UnitError:
            return None

    return found


def _doubt_of(declared: Unit, units: Units) -> Callable[[str], str | None]:
    """Return a function from the unit that a row writes to what is to be said where it is none."""

    def found(text: str) -> str | None:
        try:
            units.parse(text)
        except UnitError:
            near = units.nearest(text, declared)
            hint = "" if near is None else f"; did you mean {near}?"
            return f"{text!r} is no unit known here; read as {declared}{hint}"
        return None

    return found


def _unit_of(name: str, program: Program, units: Units) -> Unit:
    shown = program.units[name]
    return NUMBER if shown == str(NUMBER) else units.parse(shown.replace("·", "*"))


def _factor(own: Unit, wanted: Unit, item: Item) -> float:
    try:
        return own.to(wanted)
    except UnitError as error:
        raise item.wrong(str(error)) from error
