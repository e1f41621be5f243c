"""Parameters, variables and series that nothing reads: forgotten, or misspelt where they are used."""

from __future__ import annotations

from collections.abc import Mapping

from volteface.scenarios.compile import Choices, check_model
from volteface.scenarios.language.formulas import FormulaError, names, parse
from volteface.scenarios.load import ModelFile
from volteface.scenarios.modelfile.edits import scenario_names
from volteface.scenarios.modelfile.tree import Item

_SECTIONS = ("parameters", "variables", "series", "levels")


def unread(file: ModelFile) -> tuple[Item, ...]:
    """Return the items of ``file`` that no formula, outcome or observation reads in any scenario.

    Raises ModelFileError where a scenario does not compile.
    """
    read: set[str] = set()
    for scenario in scenario_names(file.tree):
        checked = check_model(file, Choices(scenario=scenario))
        read |= {one.symbol for one in checked.program.outputs}
        for one in checked.definitions.values():
            for formula in (one.formula, one.start):
                read |= names(formula) - {one.name} if formula is not None else set()
    if "observations" in file.tree.mapping:
        read |= _mentioned(file.tree.mapping["observations"])
    plain = {name.removesuffix(".shocked") for name in read}
    return tuple(
        item
        for section in _SECTIONS
        if section in file.tree.mapping
        for name, item in file.tree.mapping[section].mapping.items()
        if name not in plain
    )


def _mentioned(item: Item) -> set[str]:
    """Return the names in all texts below ``item`` that read as formulas."""
    if isinstance(item.value, str):
        try:
            return set(names(parse(item.value)))
        except FormulaError:
            return set()
    if isinstance(item.value, Mapping):
        return {name for one in item.value.values() for name in _mentioned(one)}
    listed = item.value if isinstance(item.value, tuple) else ()
    return {name for one in listed for name in _mentioned(one)}
