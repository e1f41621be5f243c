"""A model file, with a scenario and the user's settings, to a checked program."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches

from volteface.errors import ModelFileError, ScenarioError
from volteface.scenarios.build import define
from volteface.scenarios.calendar import month_number
from volteface.scenarios.compiler import Compiler
from volteface.scenarios.definitions import Definition
from volteface.scenarios.load import ModelFile
from volteface.scenarios.modelfile.edits import Edited, edited
from volteface.scenarios.modelfile.limits import MONTHS
from volteface.scenarios.modelfile.tree import Item
from volteface.scenarios.modelfile.vocabulary import FORMAT, HEAD, meant
from volteface.scenarios.program import Program

_HEAD = ("format", "title", "start", "months")


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What is chosen beside the file: a scenario, values set, start and length, given series.

    ``sets`` maps paths such as ``oil.cap`` to text such as ``20 kb/d``. ``given`` maps names to a
    value for each month, None where the model's own is kept; the values are in the name's unit.
    """

    scenario: str | None = None
    sets: dict[str, str] = field(default_factory=dict)
    start: str | None = None
    months: int | None = None
    given: dict[str, tuple[float | None, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A checked program, and the definitions it was made from, for those who explain it."""

    program: Program
    definitions: dict[str, Definition]


def compile_model(file: ModelFile, choices: Choices | None = None) -> Program:
    """Return the program of ``file`` under ``choices``.

    Raises ModelFileError, with file, line and what was expected, for anything that is wrong.
    """
    return check_model(file, choices).program


def check_model(file: ModelFile, choices: Choices | None = None) -> Checked:
    """Return the program of ``file`` with its definitions; raises as ``compile_model`` does."""
    choices = choices or Choices()
    for name in _HEAD:
        if name not in file.tree.mapping:
            raise _missing(name, file.tree)
    edit = edited(file.tree, choices.scenario, choices.sets)
    start, months = _period(edit, choices)
    made = define(edit.tree, edit.shocks, start, months)
    _check_given(choices, made.by_name)
    compiler = Compiler(made, start, choices.given)
    program = compiler.program(str(edit.tree.mapping["title"].value), file.sha256, choices.scenario)
    return Checked(program=replace(program, file=file.name), definitions=made.by_name)


def _missing(name: str, tree: Item) -> ModelFileError:
    """Return the error for a head that lacks ``name``, at what may have been meant by it."""
    near = get_close_matches(name, [one for one in tree.mapping if one not in HEAD], n=1)
    if near:
        return tree.mapping[near[0]].wrong(f"{near[0]!r} is not known here; did you mean {name}?")
    return tree.wrong(f"{name!r} is missing at the top of the file: {HEAD[name]}")


def _period(edit: Edited, choices: Choices) -> tuple[str, int]:
    head = edit.tree.mapping
    if head["format"].value != FORMAT:
        raise head["format"].wrong(f"expected {FORMAT}, got {head['format'].shown}")
    start = choices.start or str(head["start"].value)
    if month_number(start) is None:
        raise head["start"].wrong(f"expected a month such as 2026-01, got {start!r}")
    return start, choices.months or _months(head["months"])


def _months(item: Item) -> int:
    if not 1 <= item.whole <= MONTHS:
        raise item.wrong(f"expected 1 to {MONTHS} months, got {item.whole}")
    return item.whole


def _check_given(choices: Choices, defined: dict[str, Definition]) -> None:
    if choices.months is not None and not 1 <= choices.months <= MONTHS:
        raise ScenarioError(f"expected 1 to {MONTHS} months, got {choices.months}")
    for name in choices.given:
        if name not in defined or defined[name].formula is None:
            hint = meant(name, tuple(defined))
            raise ScenarioError(f"given {name!r}: not a computed name of the model{hint}")
