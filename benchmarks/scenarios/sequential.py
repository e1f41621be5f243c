"""Noise that is carried along, to measure what keyed noise costs: xoshiro128+ in each lane.

Source: D. Blackman and S. Vigna, "Scrambled linear pseudorandom number generators", ACM
Transactions on Mathematical Software 47, 2021.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from volteface.scenarios.lanes.words import LANES, WORDS_IN_BLOCK

_STATE = WORDS_IN_BLOCK * LANES
_NINE, _ELEVEN, _TWENTY_ONE = np.uint32(9), np.uint32(11), np.uint32(21)
_SCATTER = np.uint32(0x9E37_79B9)


@njit
def sequential_words(words, at, first, _block, _label, key):  # type: ignore[no-untyped-def]  # numba infers the types
    """Write four words for each lane, as ``keyed_words`` does; the state lies behind the words."""
    if words[_STATE] == 0 and words[_STATE + LANES] == 0:
        _seed(words, first, key)
    for word in range(WORDS_IN_BLOCK):
        for lane in range(LANES):
            one, two = words[_STATE + lane], words[_STATE + LANES + lane]
            three, four = words[_STATE + 2 * LANES + lane], words[_STATE + 3 * LANES + lane]
            words[at + word * LANES + lane] = np.uint32(one + four)
            shifted = np.uint32(two << _NINE)
            three, four = three ^ one, four ^ two
            two, one = two ^ three, one ^ four
            four = np.uint32(np.uint32(four << _ELEVEN) | np.uint32(four >> _TWENTY_ONE))
            words[_STATE + lane], words[_STATE + LANES + lane] = one, two
            words[_STATE + 2 * LANES + lane] = three ^ shifted
            words[_STATE + 3 * LANES + lane] = four


@njit
def _seed(words, first, key):  # type: ignore[no-untyped-def]  # numba infers the types
    for place in range(WORDS_IN_BLOCK * LANES):
        start = np.uint32(first + place + 1) * _SCATTER
        words[_STATE + place] = np.uint32(start ^ np.uint32(start >> np.uint32(15))) ^ key[0]
