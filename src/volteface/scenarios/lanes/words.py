"""The noise of ``scenarios.noise``, worked out for many lanes abreast in compiled loops."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from volteface.scenarios.lanes.compiler import exact
from volteface.scenarios.noise import MULTIPLIERS, ROUNDS, WEYL_STEPS

Words = npt.NDArray[np.uint32]
Pair = tuple[np.uint32, np.uint32]

# Trajectories worked on together; their words and values fill whole vector registers.
LANES = 128
WORDS_IN_BLOCK = 4

_LEFT, _RIGHT = np.uint64(MULTIPLIERS[0]), np.uint64(MULTIPLIERS[1])
_LOW_STEP, _HIGH_STEP = np.uint32(WEYL_STEPS[0]), np.uint32(WEYL_STEPS[1])
_LOW = np.uint64(0xFFFF_FFFF)
_WIDTH = np.uint64(32)


@exact
def keyed_words(words: Words, at: int, first: int, block: int, label: Pair, key: Pair) -> None:
    """Write one block's four words of LANES trajectories into ``words`` from place ``at`` on.

    The word ``w`` of trajectory ``first + lane`` is written at ``at + w * LANES + lane``.
    ``label`` and ``key`` are the name's and the seed's (low, high) 32 bits.
    """
    for lane in range(LANES):
        one, two = np.uint64(first + lane), np.uint64(block)
        three, four = np.uint64(label[0]), np.uint64(label[1])
        low, high = np.uint32(key[0]), np.uint32(key[1])
        for _ in range(ROUNDS):
            left, right = one * _LEFT, three * _RIGHT
            one = (right >> _WIDTH) ^ two ^ np.uint64(low)
            three = (left >> _WIDTH) ^ four ^ np.uint64(high)
            two, four = right & _LOW, left & _LOW
            low, high = np.uint32(low + _LOW_STEP), np.uint32(high + _HIGH_STEP)
        words[at + lane] = np.uint32(one)
        words[at + LANES + lane] = np.uint32(two)
        words[at + 2 * LANES + lane] = np.uint32(three)
        words[at + 3 * LANES + lane] = np.uint32(four)
