"""The checked intermediate form of a model: all that an engine sees.

Every value is a double; a test is 1.0 or 0.0. Values are in the units that the file writes, with
conversion factors in the expressions as plain numbers. Each name is assigned once a month.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

DrawKind: TypeAlias = Literal["normal", "uniform"]
DistributionKind: TypeAlias = Literal[
    "fixed", "uniform", "triangular", "normal", "lognormal", "beta"
]
Operation: TypeAlias = Literal[
    "add", "sub", "mul", "div", "pow", "neg", "min", "max", "exp", "log", "sqrt", "abs", "floor",
    "logistic", "lt", "le", "gt", "ge", "eq", "ne", "and", "or", "not", "where",
]  # fmt: skip
ARITY: dict[str, int] = {
    **dict.fromkeys(("neg", "exp", "log", "sqrt", "abs", "floor", "logistic", "not"), 1),
    **dict.fromkeys(("add", "sub", "mul", "div", "pow", "min", "max", "and", "or"), 2),
    **dict.fromkeys(("lt", "le", "gt", "ge", "eq", "ne"), 2),
    "where": 3,
}


@dataclass(frozen=True, slots=True)
class Number:
    """A constant."""

    value: float


@dataclass(frozen=True, slots=True)
class Symbol:
    """The value this month of a parameter, a table, a set-up or a monthly name."""

    name: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The value of a monthly name ``months`` ago, at least 1."""

    name: str
    months: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """The draw of this month of the shock ``name``: standard normal, or uniform over (0, 1)."""

    kind: DrawKind
    name: str


@dataclass(frozen=True, slots=True)
class Apply:
    """An operation on its arguments; raises ValueError for an unknown one or a wrong number."""

    op: Operation
    arguments: tuple[Expression, ...]

    def __post_init__(self) -> None:
        if ARITY.get(self.op) != len(self.arguments):
            raise ValueError(f"{self.op} does not take {len(self.arguments)} arguments")


Expression: TypeAlias = Number | Symbol | Previous | Draw | Apply


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """What a parameter is drawn from: ``kind`` with its numbers, cut off at ``low`` and ``high``.

    ``fixed`` (value), ``uniform`` (low, high), ``triangular`` (low, mode, high), ``normal``
    (mean, standard deviation), ``lognormal`` (median, factor), ``beta`` (a, b).
    """

    kind: DistributionKind
    numbers: tuple[float, ...]
    low: float | None = None
    high: float | None = None

    @property
    def is_fixed(self) -> bool:
        """Whether every trajectory has the same value."""
        return self.kind == "fixed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A number of the file: one value for all trajectories if fixed, else one for each."""

    name: str
    unit: str
    distribution: Distribution
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One value for each month, the same for all trajectories."""

    name: str
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """``name`` becomes the value of ``expression``."""

    name: str
    expression: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A monthly name whose last ``months`` values are kept; all are ``initial`` at the start."""

    name: str
    months: int
    initial: Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """A symbol that is gathered, with what people call it and what is asked of it.

    ``thresholds`` are values, in ``unit``, whose exceedance is counted. ``is_event`` marks a test
    (0 or 1) whose first month is asked for, ``is_share`` one whose share of runs is (an event too).
    """

    name: str
    symbol: str
    unit: str
    title: str
    thresholds: tuple[float, ...] = ()
    is_event: bool = False
    is_share: bool = False
    group: str = "outcome"


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """A checked model, ready for an engine; see docs/scenarios.md for its semantics.

    ``units`` and ``lines`` (of the ``file``) of the symbols are for people.
    """

    title: str
    sha256: str
    start: str
    months: int
    parameters: tuple[Parameter, ...]
    tables: tuple[Table, ...]
    setup: tuple[Statement, ...]
    carried: tuple[Carried, ...]
    draws: tuple[Draw, ...]
    monthly: tuple[Statement, ...]
    outputs: tuple[Output, ...]
    units: dict[str, str] = field(default_factory=dict)
    scenario: str | None = None
    lines: dict[str, int | None] = field(default_factory=dict)
    file: str | None = None

    @property
    def symbols(self) -> tuple[str, ...]:
        """The symbols of the outputs, in order."""
        return tuple(output.symbol for output in self.outputs)


def leaves(expression: Expression) -> Iterator[Number | Symbol | Previous | Draw]:
    """Yield the leaves of ``expression`` from left to right.

    >>> [leaf.name for leaf in leaves(Apply("add", (Symbol("a"), Symbol("b"))))]
    ['a', 'b']
    """
    waiting: list[Expression] = [expression]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Apply):
            waiting.extend(reversed(node.arguments))
        else:
            yield node
