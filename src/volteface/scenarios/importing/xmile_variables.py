"""The variables of an XMILE model → definitions, with the modules put in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from lxml import etree

from volteface.scenarios.importing.abstract import (
    Array,
    Call,
    Definition,
    Expression,
    Number,
    Operation,
    Reference,
    Table,
)
from volteface.scenarios.importing.errors import ImportedModelError, Place, UnsupportedFeatureError
from volteface.scenarios.importing.expressions import parse
from volteface.scenarios.importing.lookup import Lookup, Reading
from volteface.scenarios.importing.names import canonical
from volteface.scenarios.importing.xmile_tree import (
    attribute_number,
    child,
    children,
    is_set,
    local_name,
    text_in,
)

_KINDS = ("stock", "flow", "aux", "gf")
_UNSUPPORTED = ("conveyor", "queue", "oven", "leak", "overflow")


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableReader:
    """Reads <variables>. `label` remembers the spelling of a name and returns its canonical form.

    `behavior` holds the model's defaults for stocks and flows that do not say themselves whether
    they may fall below zero; None where the file sets none.
    """

    path: Path
    label: Callable[[str], str]
    ranges: Mapping[str, tuple[str, ...]]
    behavior: etree._Element | None

    def definitions(
        self, model: etree._Element, named: Mapping[str, etree._Element], prefix: str = ""
    ) -> Iterator[Definition]:
        """The definitions of a model and of the modules within it.

        Names within a module are written ``module.name``; inputs of a module are references to
        what they are connected to.
        """
        variables = child(model, "variables")
        if variables is None:  # Stella 10 writes them straight into the model
            variables = model
        for element in _variables(variables):
            for definition in self._definitions(element):
                yield _prefixed(definition, prefix)
        for module in children(variables, "module"):
            yield from self._module(module, named, prefix)

    def _module(
        self, module: etree._Element, named: Mapping[str, etree._Element], prefix: str
    ) -> Iterator[Definition]:
        name = canonical(module.get("name", ""))
        inner = f"{prefix}{name}."
        place = self._place(module)
        if inner.count(".") > 20:
            raise ImportedModelError("modules nested deeper than 20", place)
        if name not in named:
            raise ImportedModelError(f"no <model name={name!r}> for the module", place)
        connected = {}
        for connection in children(module, "connect"):
            target = canonical(connection.get("to", "")).rpartition(".")[2]
            source = canonical(connection.get("from", "")).lstrip(".")
            connected[target] = Reference(name=prefix + source, place=place)
        for definition in self.definitions(named[name], named, inner):
            source_of = connected.get(definition.name.removeprefix(inner))
            yield definition if source_of is None else replace(definition, expression=source_of)

    def _definitions(self, element: etree._Element) -> Iterator[Definition]:
        place = self._place(element)
        label = element.get("name", "")
        name = self.label(label)
        for feature in _UNSUPPORTED:
            if child(element, feature) is not None:
                raise UnsupportedFeatureError(f"<{feature}>", place)
        dimensions = children(child(element, "dimensions"), "dim")
        subscripts = tuple(canonical(part.get("name", "")) for part in dimensions)
        plain = Definition(
            name=name,
            label=label,
            subscripts=subscripts,
            expression=None,
            dimensions=subscripts,
            place=place,
        )
        parts = children(element, "element")
        equations = children(element, "eqn")
        if subscripts and not parts and len(equations) > 1:
            yield from self._one_for_each(plain, equations)
        elif not parts:
            yield replace(plain, expression=self._right_side(element, element, place))
        for part in parts:
            cells = tuple(canonical(text) for text in part.get("subscript", "").split(","))
            right = self._right_side(element, part, self._place(part))
            yield replace(plain, subscripts=cells, expression=right, place=self._place(part))

    def _one_for_each(
        self, plain: Definition, equations: list[etree._Element]
    ) -> Iterator[Definition]:
        """Definitions of a variable that has an equation for every element, in their order."""
        cells = list(product(*(self.ranges.get(name, (name,)) for name in plain.subscripts)))
        if len(cells) != len(equations):
            message = f"{len(equations)} equations for {len(cells)} elements"
            raise ImportedModelError(message, plain.place)
        for cell, equation in zip(cells, equations, strict=True):
            place = self._place(equation)
            right = self._equation(equation.text or "", place)
            yield replace(plain, subscripts=cell, expression=right, place=place)

    def _right_side(
        self, variable: etree._Element, part: etree._Element, place: Place
    ) -> Expression | None:
        """The expression of a variable, or of one of its elements that stand on their own."""
        kind = local_name(variable)
        table = variable if kind == "gf" else child(part, "gf")
        if kind == "gf":
            return self._table(table, place)
        text = text_in(part, "eqn") or text_in(variable, "eqn")
        expression = self._equation(text, place)
        if expression is None:
            return None if table is None else self._table(table, place)
        if table is not None:
            points = self._table(table, place)
            return Call(function="with lookup", arguments=(expression, points), place=place)
        if kind == "stock":
            return self._stock(variable, expression, place)
        if kind == "flow" and self._is_bounded(variable, "flow"):
            zero = Number(value=0.0)
            return Call(function="max", arguments=(expression, zero), place=place)
        return expression

    def _equation(self, text: str, place: Place) -> Expression | None:
        stripped = text.strip()
        if not stripped or (stripped.startswith("{") and stripped.endswith("}")):
            return None
        if stripped.strip("? ") == "":
            message = "the file holds '???' for an equation that its exporter could not write"
            raise ImportedModelError(message, place)
        return parse(stripped, "xmile", place)

    def _is_bounded(self, variable: etree._Element, kind: str) -> bool:
        said = is_set(variable, "non_negative")
        if said is None:
            said = is_set(child(self.behavior, kind), "non_negative")
        if said is None:
            said = is_set(self.behavior, "non_negative")
        return bool(said)

    def _stock(self, stock: etree._Element, initial: Expression, place: Place) -> Expression:
        net: Expression = Number(value=0.0)
        for flow in children(stock, "inflow", "outflow"):
            sign = "+" if local_name(flow) == "inflow" else "-"
            named = Reference(name=canonical(flow.text or ""), place=self._place(flow))
            net = Operation(operator=sign, operands=(net, named))
        function = "integ nonnegative" if self._is_bounded(stock, "stock") else "integ"
        return Call(function=function, arguments=(net, initial), place=place)

    def _table(self, element: etree._Element | None, place: Place) -> Table:
        y = _numbers(element, "ypts", place)
        x = _numbers(element, "xpts", place)
        scale = child(element, "xscale")
        if not x and scale is not None and len(y) > 1:
            low = attribute_number(scale, "min", place, 0.0)
            high = attribute_number(scale, "max", place, 1.0)
            x = [low + (high - low) * step / (len(y) - 1) for step in range(len(y))]
        kind = "continuous" if element is None else (element.get("type") or "continuous")
        if element is not None and element.get("discrete") == "true":
            kind = "discrete"
        readings: dict[str, Reading] = {"continuous": "interpolate", "extrapolate": "extrapolate"}
        try:
            reading = readings.get(kind, "hold backward")
            return Table(lookup=Lookup(x=tuple(x), y=tuple(y), reading=reading))
        except ValueError as error:
            raise ImportedModelError(str(error), place) from error

    def _place(self, element: etree._Element) -> Place:
        return Place(path=self.path, line=element.sourceline or 1)


def _variables(holder: etree._Element | None) -> Iterator[etree._Element]:
    """All variables, also those that an unclosed tag has swallowed."""
    for element in children(holder, *_KINDS):
        yield element
        if local_name(element) in {"stock", "flow", "aux"}:
            yield from (part for part in _variables(element) if part.get("name"))


def _numbers(element: etree._Element | None, name: str, place: Place) -> list[float]:
    points = child(element, name)
    if points is None or not (points.text or "").strip():
        return []
    separator = points.get("sep") or ","
    try:
        return [float(text) for text in (points.text or "").split(separator) if text.strip()]
    except ValueError as error:
        raise ImportedModelError(f"expected numbers in <{name}>: {error}", place) from error


def _prefixed(definition: Definition, prefix: str) -> Definition:
    """The definition of a module's variable, with names of the module written in full."""
    if not prefix:
        return definition
    expression = definition.expression
    return replace(
        definition,
        name=prefix + definition.name,
        label=prefix + definition.label,
        expression=None if expression is None else _in_module(expression, prefix),
    )


def _in_module(expression: Expression, prefix: str) -> Expression:
    match expression:
        case Reference():
            return replace(expression, name=prefix + expression.name)
        case Call():
            arguments = tuple(_in_module(part, prefix) for part in expression.arguments)
            return replace(expression, arguments=arguments)
        case Operation():
            operands = tuple(_in_module(part, prefix) for part in expression.operands)
            return replace(expression, operands=operands)
        case Number() | Array() | Table():
            return expression
    return expression
