"""Calls that remember: stocks, smooths, delays, samples and trends → callables."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from volteface.scenarios.importing.abstract import Call, Expression, Number, Operation
from volteface.scenarios.importing.arguments import count, time_step
from volteface.scenarios.importing.compiling import Scope, compiled
from volteface.scenarios.importing.functions import quotient_or
from volteface.scenarios.importing.memories import (
    BoundedStock,
    DelayChain,
    FixedDelay,
    Kept,
    Memory,
    Sample,
    SmoothChain,
    Stock,
    Value,
    VariableDelayChain,
)


def _remembered(memory: Memory, begin: Scope, now: Scope, scope: Scope) -> Value:
    slot = scope.model.remember(memory, begin.initially, now.always)
    scope.needs(slot)
    values = scope.model.values
    return lambda: values[slot]


def _stock(call: Call, scope: Scope) -> Value:
    count(call, 2)
    begin, later = scope.apart(), scope.apart()
    flow, initial = compiled(call.arguments[0], later), compiled(call.arguments[1], begin)
    kind = BoundedStock if call.function == "integ nonnegative" else Stock
    return _remembered(kind(flow, initial), begin, scope.apart(), scope)


def _chain(call: Call, scope: Scope) -> Value:
    kind, order = _CHAINS[call.function]
    value, time, initial, stages = _chain_parts(call, order)
    begin, now, later = scope.apart(), scope.apart(), scope.apart()
    parts = (
        compiled(value, later),
        compiled(time, now if kind is DelayChain else later),
        compiled(initial, begin),
        compiled(stages, begin),
    )
    compiled(time, begin)  # needed to fill the stages
    chain: Memory = kind(*parts, call.place)
    if isinstance(chain, DelayChain) and order is None:
        chain = VariableDelayChain(chain, parts[1], time_step(begin))
    return _remembered(chain, begin, now, scope)


def _chain_parts(call: Call, order: int | None) -> tuple[Expression, ...]:
    """Input, time, initial value and order of a smooth or delay."""
    arguments = call.arguments
    if order is None:
        count(call, 3, 4)
        if len(arguments) == 3:  # XMILE: input, time, order
            return (*arguments[:2], arguments[0], arguments[2])
        if call.place.path.suffix.lower() == ".mdl":
            return arguments
        return (*arguments[:2], arguments[3], arguments[2])
    count(call, 2, 3)
    initial = arguments[2] if len(arguments) == 3 else arguments[0]
    return (*arguments[:2], initial, Number(value=float(order)))


_CHAINS: dict[str, tuple[type[SmoothChain] | type[DelayChain], int | None]] = {
    "smooth": (SmoothChain, 1),
    "smoothi": (SmoothChain, 1),
    "smooth3": (SmoothChain, 3),
    "smooth3i": (SmoothChain, 3),
    "smooth n": (SmoothChain, None),
    "delay1": (DelayChain, 1),
    "delay1i": (DelayChain, 1),
    "delay3": (DelayChain, 3),
    "delay3i": (DelayChain, 3),
    "delay n": (DelayChain, None),
}


def _fixed_delay(call: Call, scope: Scope) -> Value:
    count(call, 2, 3)
    value, time, *rest = call.arguments
    begin, later = scope.apart(), scope.apart()
    parts = (
        compiled(value, later),
        compiled(time, begin),
        compiled(rest[0] if rest else value, begin),
        time_step(begin),
    )
    return _remembered(FixedDelay(*parts, call.place), begin, scope.apart(), scope)


def _sample(call: Call, scope: Scope) -> Value:
    count(call, 3)
    begin, now = scope.apart(), scope.apart()
    condition, value = (compiled(part, now) for part in call.arguments[:2])
    initial = compiled(call.arguments[2], begin)
    begin.initially |= now.initially
    return _remembered(Sample(condition, value, initial), begin, now, scope)


def _initial(call: Call, scope: Scope) -> Value:
    count(call, 1)
    begin = scope.apart()
    return _remembered(Kept(compiled(call.arguments[0], begin)), begin, scope.apart(), scope)


def _trend(call: Call, scope: Scope) -> Value:
    """TREND(input, time, initial): the rate of growth against a smooth of the input."""
    count(call, 2, 3)
    value, time = call.arguments[:2]
    initial = call.arguments[2] if len(call.arguments) == 3 else Number(value=0.0)
    growth = _operation("+", Number(value=1.0), _operation("*", initial, time))
    start = _operation("/", value, growth)
    average = replace(call, function="smoothi", arguments=(value, time, start))
    past = compiled(average, scope)
    now, over_time = compiled(value, scope), compiled(time, scope)
    return lambda: quotient_or(now() - past(), past() * over_time())


def _forecast(call: Call, scope: Scope) -> Value:
    """FORECAST(input, time, horizon): the input carried on by its trend."""
    count(call, 3)
    value, time, horizon = call.arguments
    trend = _trend(replace(call, arguments=(value, time)), scope)
    now, ahead = compiled(value, scope), compiled(horizon, scope)
    return lambda: now() * (1 + trend() * ahead())


def _operation(operator: str, *operands: Expression) -> Operation:
    return Operation(operator=operator, operands=operands)


MEMORIES: dict[str, Callable[[Call, Scope], Value]] = {
    "integ": _stock,
    "integ nonnegative": _stock,
    "delay fixed": _fixed_delay,
    "sample if true": _sample,
    "initial": _initial,
    "trend": _trend,
    "forecast": _forecast,
    **dict.fromkeys(_CHAINS, _chain),
}
