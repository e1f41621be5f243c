"""The compiler's decorators with their settings, typed so that checkers see plain functions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, cast

from numba import njit, types
from numba.extending import intrinsic

Function = TypeVar("Function", bound=Callable[..., Any])

# What a single-precision loop may do to be fast: fuse a product with a sum, multiply by a
# reciprocal, forget the sign of zero. Infinities and NaN keep their meaning.
SINGLE_PRECISION_FLAGS = {"contract", "arcp", "nsz"}


def vectorised(function: Function) -> Function:
    """Return ``function`` compiled for loops over lanes in single precision."""
    return cast(Function, njit(fastmath=SINGLE_PRECISION_FLAGS, error_model="numpy")(function))


def exact(function: Function) -> Function:
    """Return ``function`` compiled so that every operation is rounded as IEEE 754 says."""
    return cast(Function, njit(error_model="numpy")(function))


def kept_on_disk(function: Function) -> Function:
    """Return ``function`` compiled as ``exact`` does, once for each machine where that can be."""
    try:
        return cast(Function, njit(error_model="numpy", cache=True)(function))
    except RuntimeError:  # neither the package's folder nor the user's cache can be written
        return exact(function)


def reread(source: Any, target: Any) -> Callable[[Any], Any]:
    """Return a function of compiled code that reads the bits of a ``source`` as a ``target``."""

    def typed(_typing: Any, _value: Any) -> Any:
        def generate(context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.bitcast(arguments[0], context.get_value_type(target))

        return target(source), generate

    return cast(Callable[[Any], Any], intrinsic(typed))


def rounded_down() -> Callable[[Any], Any]:
    """Return a function of compiled code: the largest whole number not above a real, as a real."""

    def typed(_typing: Any, value: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            kind = arguments[0].type
            return builder.call(
                builder.module.declare_intrinsic("llvm.floor", [kind]), [arguments[0]]
            )

        return value(value), generate

    return cast(Callable[[Any], Any], intrinsic(typed))


def either() -> Callable[[Any, Any, Any], Any]:
    """Return a function of compiled code: the second of three if the first is true, else the third.

    Both are worked out and one is taken: there is no branch, so loops vectorise and compile fast.
    """

    def typed(_typing: Any, _test: Any, value: Any, _other: Any) -> Any:
        def generate(_context: Any, builder: Any, _signature: Any, arguments: Any) -> Any:
            return builder.select(*arguments)

        return value(types.boolean, value, value), generate

    return cast(Callable[[Any, Any, Any], Any], intrinsic(typed))


choose = either()
word_of_real = reread(types.float32, types.uint32)
real_of_word = reread(types.uint32, types.float32)
