"""Macros → plain definitions: every call gets equations of its own under names of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from volteface.scenarios.importing.abstract import (
    AbstractModel,
    Call,
    Definition,
    Expression,
    Macro,
    Operation,
    Reference,
    Subscript,
)
from volteface.scenarios.importing.errors import ImportedModelError, UnsupportedFeatureError

DEEPEST = 20
"""Macros within macros. One that calls itself goes deeper than any."""


def without_macros(model: AbstractModel) -> AbstractModel:
    """The model with every call of a macro replaced by a reference to equations of its own.

    Raises `ImportedModelError` for a macro that calls itself or gets too few inputs.
    """
    if not model.macros:
        return model
    expansion = _Expansion({macro.name: macro for macro in model.macros})
    for definition in model.definitions:
        expansion.add(definition, {}, 0)
    return replace(model, macros=(), definitions=tuple(expansion.definitions))


@dataclass(slots=True)
class _Expansion:
    macros: Mapping[str, Macro]
    definitions: list[Definition] = field(default_factory=list)
    calls: int = 0

    def add(self, definition: Definition, inputs: Mapping[str, Expression], depth: int) -> None:
        """Adds a definition with its macros called, and `inputs` put for names."""
        if definition.expression is None:
            self.definitions.append(definition)
            return
        expression = self._rewritten(definition.expression, definition, inputs, depth)
        self.definitions.append(replace(definition, expression=expression))

    def _rewritten(
        self, tree: Expression, owner: Definition, inputs: Mapping[str, Expression], depth: int
    ) -> Expression:
        match tree:
            case Reference() if tree.name in inputs and not tree.subscripts:
                return inputs[tree.name]
            case Operation():
                parts = (self._rewritten(part, owner, inputs, depth) for part in tree.operands)
                return replace(tree, operands=tuple(parts))
            case Call():
                parts = (self._rewritten(part, owner, inputs, depth) for part in tree.arguments)
                call = replace(tree, arguments=tuple(parts))
                return self._called(call, owner, depth) if call.function in self.macros else call
        return tree

    def _called(self, call: Call, owner: Definition, depth: int) -> Expression:
        macro = self.macros[call.function]
        if depth >= DEEPEST:
            raise ImportedModelError(f"the macro {macro.name!r} calls itself", call.place)
        if len(call.arguments) != len(macro.inputs):
            message = f"{macro.name!r} takes {len(macro.inputs)} inputs, got {len(call.arguments)}"
            raise ImportedModelError(message, call.place)
        self.calls += 1
        inputs: dict[str, Expression] = dict(zip(macro.inputs, call.arguments, strict=True))
        names = {item.name: f"{item.name}#{self.calls}" for item in macro.definitions}
        subscripts = tuple(Subscript(name=name) for name in owner.subscripts)
        for name, own in names.items():
            inputs[name] = Reference(name=own, subscripts=subscripts, place=call.place)
        for item in macro.definitions:
            if item.subscripts:
                raise UnsupportedFeatureError("a macro with subscripts of its own", item.place)
            named = replace(
                item,
                name=names[item.name],
                subscripts=owner.subscripts,
                exceptions=owner.exceptions,
            )
            self.add(named, inputs, depth + 1)
        if macro.name not in names:
            raise ImportedModelError(f"the macro {macro.name!r} computes nothing", macro.place)
        return inputs[macro.name]
