"""Shocks: what hits a name sets it, adds to it or multiplies it, for some months, perhaps."""

from __future__ import annotations

from dataclasses import replace

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.calendar import month_index
from volteface.scenarios.definitions import Definition, Definitions
from volteface.scenarios.language.formulas import Call, Formula, Name, parse
from volteface.scenarios.modelfile.vocabulary import meant
from volteface.scenarios.program import Distribution

_FORMS = {
    "set": "where({hit}, {value}, {before})",
    "add": "where({hit}, {before} + {value}, {before})",
    "multiply": "where({hit}, {before} * {value}, {before})",
}


def shock(block: Block, made: Definitions, start: str) -> None:
    """Let a shock strike its target from now on; the target's other draws stay as they were."""
    how = [name for name in _FORMS if block.has(name)]
    if len(how) != 1:
        raise block.item.wrong(f"expected one of set:, add: and multiply:, got {len(how)}")
    target = block.field("target").text
    if target not in made.by_name:
        hint = meant(target, tuple(made.by_name)) or "; expected a name such as oil.wanted"
        raise block.field("target").wrong(f"{target!r} is not known{hint}")
    i = block.id
    value = block.use(made, how[0], "0")
    hit = _hit(block, made, start)
    before = f"{target}.before_{i}"
    old = made.by_name[target]
    if old.formula is None:
        _on_parameter(block, made, _FORMS[how[0]].replace("{hit}", hit).replace("{value}", value))
        return
    text = _FORMS[how[0]].format(hit=hit, value=value, before=before)
    # The part before the shock reads the target's last value as the target itself, shock and all.
    made.by_name[target] = replace(old, formula=parse(text))
    made.add(replace(old, name=before, formula=_last(old.formula, target), start=None, meaning=""))


def _hit(block: Block, made: Definitions, start: str) -> str:
    i = block.id
    first = month_index(block.field("at"), start) if block.has("at") else 0
    last = first + (block.field("for").whole if block.has("for") else made.months + abs(first))
    window = tuple(float(first <= month < last) for month in range(made.months))
    made.add(Definition(name=f"{i}.window", place=block.place, values=window))
    text = f"{i}.window"
    if block.has("when"):
        made.amount(f"{i}.when", block.field("when"), "share")
        text += f" and {i}.when"
    if block.has("chance"):
        chance = block.use(made, "chance", "1", "share")
        share = Distribution(kind="uniform", numbers=(0.0, 1.0))
        made.add(
            Definition(
                name=f"{i}.lot", place=block.place, distribution=share, unit=made.units.parse("")
            )
        )
        text += f" and {i}.lot < {chance}"
    made.equation(f"{i}.strikes", text, block.place, start="0")
    return f"{i}.strikes"


def _on_parameter(block: Block, made: Definitions, form: str) -> None:
    """Let all formulas read the struck value; the parameter itself keeps its name and its draw."""
    target = name = block.field("target").text
    while f"{name}.shocked" in made.by_name:
        name = f"{name}.shocked"
    shocked = f"{name}.shocked"
    made.equation(shocked, form.format(before=name), block.place, start=target)
    made.rename_uses(name, shocked)


def _last(formula: Formula, target: str) -> Formula:
    """Return ``formula`` with the target's own name as its value of last month."""
    match formula:
        case Name(name, 0) if name == target:
            return Name(target, 1)
        case Call(function, arguments):
            return Call(function, tuple(_last(one, target) for one in arguments))
    return formula
