"""The abstract model → slots with callables, and the order in which they are computed.

Every cell of every variable has a slot in a list of values, and so has every memory. There are
two orders: one in which the slots are set up at the initial time, and one for every moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

from volteface.scenarios.importing.abstract import (
    AbstractModel,
    Call,
    Definition,
    Expression,
    Table,
)
from volteface.scenarios.importing.calls import called
from volteface.scenarios.importing.compiling import Scope, compiled
from volteface.scenarios.importing.errors import ImportedModelError
from volteface.scenarios.importing.external import external_lookups, external_number, is_external
from volteface.scenarios.importing.lookup import Lookup
from volteface.scenarios.importing.macros import without_macros
from volteface.scenarios.importing.memories import Memory, Value
from volteface.scenarios.importing.ranges import Cell, Ranges
from volteface.scenarios.importing.spreadsheet import Sheets

TIME = 0
"""The slot that holds the time."""


MOST_TERMS = 2_000_000
"""Cells and terms of aggregations that a model may be spelled out to."""


@dataclass(slots=True)
class Slot:
    """Where a value stands: its variable and cell, how it is computed, and from which slots.

    `begin` computes it at the initial time, `now` at every moment. A memory's slot has no cell.
    """

    name: str
    cell: Cell = ()
    begin: Value | None = None
    now: Value | None = None
    initially: set[int] = field(default_factory=set)
    always: set[int] = field(default_factory=set)


Data = Mapping[tuple[str, Cell], Lookup]
"""Values over time from a data file, by variable and cell."""


class Program:
    """A model ready to run: see `program`."""

    def __init__(self, model: AbstractModel, data: Data) -> None:
        self.model = model
        self.ranges = Ranges(model.ranges)
        self.slots: list[Slot] = [Slot(name="time"), Slot(name="begun#")]
        self.values: list[float] = [0.0, 0.0]
        self.memories: list[Memory] = []
        self._cells: dict[tuple[str, Cell], int] = {("time", ()): TIME}
        self._dimensions: dict[str, tuple[str, ...]] = {"time": ()}
        self._lookups: dict[tuple[str, Cell], Lookup] = {}
        self._tables: set[str] = set()
        self._sheets = Sheets(folder=model.path.parent)
        self._data = data
        self._terms = 0
        self._pending: list[tuple[int, Definition, Cell, dict[str, str]]] = []

    def dimensions(self, name: str) -> tuple[str, ...] | None:
        """The subscripts of a variable's first definition; None where there is no such variable."""
        return self._dimensions.get(name)

    def slot(self, name: str, cell: Cell) -> int | None:
        """Where the present value of a variable's cell stands; None where it is not defined."""
        return self._cells.get((name, cell))

    def lookup(self, name: str, cell: Cell) -> Lookup | None:
        """The table of a lookup's cell, or None."""
        return self._lookups.get((name, cell))

    def is_lookup(self, name: str) -> bool:
        """Whether a variable holds a table in any of its cells."""
        return name in self._tables

    def called(self, call: Call, scope: Scope) -> Value:
        """The callable of a function, macro or lookup applied to arguments."""
        return called(call, scope)

    def remember(self, memory: Memory, initially: set[int], always: set[int]) -> int:
        """Takes in a memory with the slots that it needs, and says where it shows its value."""
        self.memories.append(memory)

        def begin() -> float:
            memory.begin()
            return memory.output()

        slot = Slot(name="memory#", begin=begin, now=memory.output)
        slot.initially, slot.always = set(initially) | set(always), set(always)
        return self._add(slot)

    def spend(self, terms: int) -> None:
        """Counts the terms that an aggregation is spelled out to, and refuses too many."""
        self._terms += terms
        if self._terms > MOST_TERMS:
            message = f"{self.model.path.name}: over {MOST_TERMS} cells and terms of sums"
            raise ImportedModelError(message)

    def declare(self, definition: Definition) -> None:
        """Gives every cell of a definition a slot, or a table where it is a lookup."""
        own = definition.subscripts if definition.dimensions is None else definition.dimensions
        self._dimensions.setdefault(definition.name, own)
        cells = self.ranges.cells(definition)
        self.spend(len(cells))
        for cell, binding in cells:
            table = self._table(definition, cell)
            if table is not None:
                self._lookups[definition.name, cell] = table
                self._tables.add(definition.name)
            if not self._is_only_table(definition):
                if (definition.name, cell) in self._cells:
                    message = f"{definition.label!r} is defined a second time"
                    raise ImportedModelError(message, definition.place)
                at = self._add(Slot(name=definition.name, cell=cell))
                self._cells[definition.name, cell] = at
                self._pending.append((at, definition, cell, binding))

    def compile(self) -> None:
        """Compiles the expressions of all declared cells."""
        for at, definition, cell, binding in self._pending:
            scope = Scope(
                model=self,
                binding=binding,
                place=definition.place,
                subscripts=definition.subscripts,
                cell=cell,
            )
            try:
                value = self._value(definition, cell, scope)
            except RecursionError as error:
                message = f"the equation of {definition.label!r} is nested too deep"
                raise ImportedModelError(message, definition.place) from error
            slot = self.slots[at]
            slot.begin = slot.now = value
            slot.initially, slot.always = scope.initially, scope.always
        self._pending.clear()

    def order(self, initially: bool, only: Iterable[int] | None = None) -> list[int]:
        """The slots in an order in which each comes after those that it needs.

        `only` limits the order to some slots and what they need. Raises `ImportedModelError`
        naming the variables of a cycle.
        """
        needs = {
            at: slot.initially if initially else slot.always
            for at, slot in enumerate(self.slots)
            if slot.now is not None
        }
        if only is not None:
            needs = _reached(needs, only)
        try:
            found = list(TopologicalSorter(needs).static_order())
        except CycleError as error:
            raise ImportedModelError(self._cycle(error.args[1])) from error
        return [at for at in found if self.slots[at].now is not None]

    def _cycle(self, slots: list[int]) -> str:
        names = [self.slots[at].name for at in slots if not self.slots[at].name.endswith("#")]
        shown = " → ".join(self.model.labels.get(name, name) for name in names)
        return f"{self.model.path.name}: these variables need each other at one moment: {shown}"

    def _add(self, slot: Slot) -> int:
        self.slots.append(slot)
        self.values.append(0.0)
        return len(self.slots) - 1

    def _table(self, definition: Definition, cell: Cell) -> Lookup | None:
        expression = definition.expression
        if expression is None:
            return self._data.get((definition.name, cell))
        if isinstance(expression, Table):
            return expression.lookup
        if isinstance(expression, Call) and expression.function == "with lookup":
            table = expression.arguments[-1]
            return table.lookup if isinstance(table, Table) else None
        if is_external(expression, "lookups", "data"):
            return external_lookups(expression, definition, cell, self.ranges, self._sheets)
        return None

    def _is_only_table(self, definition: Definition) -> bool:
        expression = definition.expression
        return isinstance(expression, Table) or is_external(expression, "lookups")

    def _value(self, definition: Definition, cell: Cell, scope: Scope) -> Value:
        expression: Expression | None = definition.expression
        if expression is None or is_external(expression, "data"):
            return self._data_value(definition, cell, scope)
        if is_external(expression, "constants"):
            number = external_number(expression, definition, cell, self.ranges, self._sheets)
            return lambda: number
        return compiled(expression, scope)

    def _data_value(self, definition: Definition, cell: Cell, scope: Scope) -> Value:
        table = self._lookups.get((definition.name, cell))
        if table is None:
            message = f"{definition.label!r} has no equation and no values in the data given"
            raise ImportedModelError(message, definition.place)
        scope.needs(TIME)
        values = self.values
        return lambda: table(values[TIME])


def program(model: AbstractModel, data: Data | None = None) -> Program:
    """The model with its macros expanded and every cell compiled.

    Raises `ImportedModelError` for names that are not defined and `UnsupportedFeatureError` for
    functions that are not known, each with the line.
    """
    plain = without_macros(model)
    found = Program(plain, data or {})
    for definition in plain.definitions:
        found.declare(definition)
    found.compile()
    return found


def _reached(needs: Mapping[int, set[int]], only: Iterable[int]) -> dict[int, set[int]]:
    reached: dict[int, set[int]] = {}
    waiting = list(only)
    while waiting:
        at = waiting.pop()
        if at not in reached and at in needs:
            reached[at] = needs[at]
            waiting += needs[at]
    return reached
