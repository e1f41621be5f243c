"""Noise that is a function of (seed, trajectory, month, name), so every run has exact twins.

No generator is carried along: a draw is computed from its four labels alone. Adding an actor or
a shock leaves every other draw as it was, trajectories can be run in any order on any machine,
and a counterfactual meets the same weather as the run it is compared with.

The generator is Philox4x32-10 (J. K. Salmon, M. A. Moraes, R. O. Dror, D. E. Shaw, "Parallel
random numbers: as easy as 1, 2, 3", SC11, 2011). One block turns 128 bits of counter under 64
bits of key into four 32-bit words. The labels are laid out like this:

    key        seed, low and high 32 bits
    counter 0  trajectory
    counter 1  2 x (month // 4) for the leading words, one more for the trailing words
    counter 2  hash of the name, low 32 bits
    counter 3  hash of the name, high 32 bits

Word ``month % 4`` of a block is that month's. A uniform takes 32 bits from the leading block
and 20 from the trailing one; single-precision engines stop after the leading block and so see
the same draw, rounded. Parameters are drawn once a trajectory, in "month" PARAMETER_MONTH: both
words come from block PARAMETER_BLOCK, the leading one first.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from volteface.scenarios.normal_quantile import Floats, normal_quantile

Words = npt.NDArray[np.uint64]
Trajectories = npt.NDArray[np.integer] | Sequence[int]

PARAMETER_MONTH = -1
TRAJECTORIES = 2**32
MONTHS_IN_BLOCK = 4
PARAMETER_BLOCK = 0xFFFF_FFFE
_LAST_MONTH = MONTHS_IN_BLOCK * (PARAMETER_BLOCK // 2) - 1

ROUNDS = 10
MULTIPLIERS = (0xD251_1F53, 0xCD9E_8D57)
WEYL_STEPS = (0x9E37_79B9, 0xBB67_AE85)
_LOW = np.uint64(0xFFFF_FFFF)
_HALF_WORD = np.uint64(32)
# Lanes worked on together: four arrays of 32 KiB stay in a core's second-level cache.
_LANES_AT_ONCE = 4096


def name_key(name: str) -> int:
    """Return the 64-bit number that stands for a shock's or a parameter's name.

    The hash is BLAKE2b, which is the same in every process and on every machine.

    >>> hex(name_key("cargo"))
    '0xc44b31b5aa4d15a2'
    """
    return int.from_bytes(blake2b(name.encode("utf-8"), digest_size=8).digest(), "little")


def uniform(seed: int, trajectories: Trajectories, month: int, name: str) -> Floats:
    """Return one uniform draw for each trajectory, strictly between 0 and 1.

    ``trajectories`` are indices from 0 to 2**32 - 1. The answer has one figure an index, each
    of the form (k + 1/2) / 2**52 with a whole k.

    >>> both = uniform(7, [0, 1], 3, "cargo")
    >>> bool(both[1] == uniform(7, [1], 3, "cargo")[0])
    True
    """
    if month == PARAMETER_MONTH:
        return _by_chunks(seed, trajectories, name, (_PARAMETER,)).ravel()
    if not 0 <= month <= _LAST_MONTH:
        raise ValueError(f"month is {month}; expected 0 to {_LAST_MONTH}, or PARAMETER_MONTH")
    block, word = divmod(month, MONTHS_IN_BLOCK)
    return _by_chunks(seed, trajectories, name, (_Block(2 * block, (word,)),)).ravel()


def normal(seed: int, trajectories: Trajectories, month: int, name: str) -> Floats:
    """Return one standard normal draw for each trajectory: the quantile of ``uniform``."""
    return normal_quantile(uniform(seed, trajectories, month, name))


def uniforms(seed: int, trajectories: Trajectories, months: int, name: str) -> Floats:
    """Return the draws of months 0 to ``months`` - 1, an array (month, trajectory).

    Row m equals ``uniform(seed, trajectories, m, name)``; all months together cost about a
    quarter of asking for each.
    """
    blocks = [
        _Block(2 * block, tuple(range(min(MONTHS_IN_BLOCK, months - block * MONTHS_IN_BLOCK))))
        for block in range(-(-months // MONTHS_IN_BLOCK))
    ]
    return _by_chunks(seed, trajectories, name, blocks)


def normals(seed: int, trajectories: Trajectories, months: int, name: str) -> Floats:
    """Return standard normal draws of months 0 to ``months`` - 1, an array (month, trajectory)."""
    draws = uniforms(seed, trajectories, months, name)
    for month, row in enumerate(draws):
        draws[month] = normal_quantile(row)
    return draws


def philox(
    counter: tuple[Words | int, Words | int, Words | int, Words | int], key: tuple[int, int]
) -> tuple[Words, Words, Words, Words]:
    """Return the four 32-bit words of each block, in arrays of 64-bit integers.

    The parts of ``counter`` are whole numbers below 2**32, or arrays of them that broadcast.

    >>> [hex(int(word)) for word in philox((0, 0, 0, 0), (0, 0))]
    ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    first, second, third, fourth = (np.asarray(part, dtype=np.uint64) for part in counter)
    low_key, high_key = key
    for _ in range(ROUNDS):
        left = first * np.uint64(MULTIPLIERS[0])
        right = third * np.uint64(MULTIPLIERS[1])
        first = (right >> _HALF_WORD) ^ second ^ np.uint64(low_key)
        third = (left >> _HALF_WORD) ^ fourth ^ np.uint64(high_key)
        second = right & _LOW
        fourth = left & _LOW
        low_key = (low_key + WEYL_STEPS[0]) & 0xFFFF_FFFF
        high_key = (high_key + WEYL_STEPS[1]) & 0xFFFF_FFFF
    return first, second, third, fourth


class _Block(NamedTuple):
    """The number of a leading block, and the words of it that are asked for."""

    number: int
    words: tuple[int, ...]


_PARAMETER = _Block(PARAMETER_BLOCK, (0,))


def _by_chunks(
    seed: int, trajectories: Trajectories, name: str, blocks: Sequence[_Block]
) -> Floats:
    """Return a row of uniforms for each word asked of each block, a few thousand lanes at once."""
    lanes = _checked_lanes(trajectories)
    label = name_key(name)
    names, key = (label & 0xFFFF_FFFF, label >> 32), seed_key(seed)
    draws: Floats = np.empty((sum(len(block.words) for block in blocks), lanes.size))
    for start in range(0, lanes.size, _LANES_AT_ONCE):
        chunk = slice(start, start + _LANES_AT_ONCE)
        row = 0
        for block in blocks:
            leading: Sequence[Words] = philox((lanes[chunk], block.number, *names), key)
            trailing: Sequence[Words]
            if block.number == PARAMETER_BLOCK:
                trailing = leading[1:]
            else:
                trailing = philox((lanes[chunk], block.number + 1, *names), key)
            for word in block.words:
                _join(leading[word], trailing[word], draws[row, chunk])
                row += 1
    return draws


def _join(leading: Words, trailing: Words, out: Floats) -> None:
    """Write the uniforms that pairs of words stand for into ``out``."""
    joined = (leading << np.uint64(20)) | (trailing >> np.uint64(12))
    np.add(joined, 0.5, out=out)
    np.multiply(out, 2.0**-52, out=out)


def seed_key(seed: int) -> tuple[int, int]:
    """Return the key of Philox: the low and the high 32 bits of ``seed`` (0 to 2**64 - 1)."""
    if not 0 <= seed < 2**64:
        raise ValueError(f"seed is {seed}; expected a whole number from 0 to 2**64 - 1")
    return seed & 0xFFFF_FFFF, seed >> 32


def check_trajectories(first: int, last: int) -> None:
    """Raise ValueError unless trajectories ``first`` to ``last`` have noise of their own."""
    if first < 0 or last >= TRAJECTORIES:
        raise ValueError(f"trajectories {first} to {last} are not within 0 to 2**32 - 1")


def _checked_lanes(trajectories: Trajectories) -> Words:
    lanes = np.asarray(trajectories)
    if lanes.size:
        check_trajectories(int(lanes.min()), int(lanes.max()))
    return lanes.astype(np.uint64)
