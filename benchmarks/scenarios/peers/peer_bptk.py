"""The reference model in BPTK-Py, on its engine in Rust."""

from __future__ import annotations

from typing import Any

from BPTK_Py import Model
from BPTK_Py import sd_functions as sd
from BPTK_Py._rust_engine import RustSdEngine
from measure import QUIET, model_given, report
from xmile import identifier

_OPERATORS = {
    "add": lambda a, b: a + b, "sub": lambda a, b: a - b, "mul": lambda a, b: a * b,
    "div": lambda a, b: a / b, "pow": lambda a, b: sd.exp(b * sd.ln(a)), "lt": lambda a, b: a < b,
    "le": lambda a, b: a <= b, "gt": lambda a, b: a > b, "ge": lambda a, b: a >= b,
    "eq": lambda a, b: a == b, "ne": lambda a, b: a != b, "neg": lambda a: 0.0 - a,
    "min": sd.min, "max": sd.max, "exp": sd.exp, "log": sd.ln, "sqrt": sd.sqrt, "abs": sd.abs,
    "floor": sd.floor, "logistic": lambda a: 1.0 / (1.0 + sd.exp(0.0 - a)),
}  # fmt: skip
_TESTS = {"lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not"}


class Builder:
    """Makes the model: statements are converters, memories are stocks."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.model = Model(starttime=0.0, stoptime=given["months"] - 1.0, dt=1.0, name="reference")
        self.elements: dict[str, Any] = {}
        self.stocks: dict[tuple[str, int], Any] = {}
        self.constants = 0
        self.leaves: dict[str, Any] = {
            "number": float,
            "symbol": lambda name: self.elements[name],
            "previous": lambda name, months: self.stocks[name, months],
            "draw": lambda kind, _: QUIET[kind],
        }
        for name, value in given["parameters"].items():
            self.elements[name] = self.model.constant(identifier(name))
            self.elements[name].equation = float(value)
        for name, expression in given["setup"]:
            self.add(name, expression)
        for name, months, initial in given["carried"]:
            for ago in range(1, months + 1):
                stock = self.model.stock(f"{identifier(name)}_ago_{ago}")
                stock.initial_value = self.number(initial)
                self.stocks[name, ago] = stock
        for name, expression in given["monthly"]:
            self.add(name, expression)
        for name, months, _ in given["carried"]:
            for ago in range(1, months + 1):
                self.remember(name, ago)

    def add(self, name: str, expression: list[Any]) -> None:
        """Add a converter for a statement."""
        element = self.model.converter(identifier(name))
        element.equation = self.element(self.number(expression))
        self.elements[name] = element

    def remember(self, name: str, ago: int) -> None:
        """Let the stock of what ``name`` was ``ago`` months before follow its source."""
        stock = self.stocks[name, ago]
        source = self.elements[name] if ago == 1 else self.stocks[name, ago - 1]
        flow = self.model.biflow(f"{identifier(name)}_change_{ago}")
        flow.equation = source - stock
        stock.equation = flow

    def element(self, value: Any) -> Any:
        """Return ``value``, a bare number wrapped so that it can be an operand on the left."""
        if not isinstance(value, float):
            return value
        self.constants += 1
        constant = self.model.constant(f"number_{self.constants}")
        constant.equation = value
        return constant

    def number(self, node: list[Any]) -> Any:
        """Return the operand for ``node`` where a number is wanted."""
        kind, *rest = node
        if kind in self.leaves:
            return self.leaves[kind](*rest)
        if kind == "where":
            return sd.If(self.test(rest[0]), self.number(rest[1]), self.number(rest[2]))
        if kind in _TESTS:
            return sd.If(self.test(node), 1.0, 0.0)
        operands = [self.number(one) for one in rest]
        if all(isinstance(one, float) for one in operands):
            operands[0] = self.element(operands[0])
        return _OPERATORS[kind](*operands)

    def test(self, node: list[Any]) -> Any:
        """Return the operand for ``node`` where a condition is wanted."""
        kind, *rest = node
        if kind == "not":
            return sd.Not(self.test(rest[0]))
        if kind in {"and", "or"}:
            join = sd.And if kind == "and" else sd.Or
            return join(self.test(rest[0]), self.test(rest[1]))
        if kind in _TESTS:
            return _OPERATORS[kind](self.element(self.number(rest[0])), self.number(rest[1]))
        return self.element(self.number(node)) != 0.0


def main() -> None:
    """Print what BPTK-Py makes of the equations."""
    given = model_given()
    names = {name: identifier(name) for name in given["outputs"]}
    engine = RustSdEngine()
    model = engine.load_model(Builder(given).model.to_json())

    def run() -> dict[str, list[float]]:
        found = model.simulate(list(names.values()))
        return {
            name: [value for _, value in sorted((float(t), v) for t, v in found[one].items())]
            for name, one in names.items()
        }

    report("bptk-py", run)


if __name__ == "__main__":
    main()
