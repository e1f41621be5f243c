"""Parameters drawn as ``scenarios.draws`` draws them, with the noise worked out in lanes."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from volteface.scenarios.draws import draw_parameters, quantile
from volteface.scenarios.engine import Array, Given, Lanes
from volteface.scenarios.lanes.compiler import kept_on_disk
from volteface.scenarios.lanes.double import uniform
from volteface.scenarios.lanes.words import LANES, WORDS_IN_BLOCK, Pair, keyed_words
from volteface.scenarios.noise import PARAMETER_BLOCK, name_key, seed_key
from volteface.scenarios.program import Program


def drawn_parameters(
    program: Program, lanes: Lanes, given: Given | None = None
) -> dict[str, float | Array]:
    """Return each parameter's value, the same as ``draws.draw_parameters`` to the last bit."""
    given = given or {}
    open_ones = [
        one for one in program.parameters if not (one.name in given or one.distribution.is_fixed)
    ]
    shares = parameter_shares(lanes, [one.name for one in open_ones])
    drawn = {
        one.name: quantile(one.distribution, row)
        for one, row in zip(open_ones, shares, strict=True)
    }
    return draw_parameters(program, lanes, {**drawn, **given})


def parameter_shares(lanes: Lanes, names: list[str]) -> Array:
    """Return the uniforms of the parameters ``names``, of shape (names, lanes)."""
    keys = [name_key(name) for name in names]
    halves = [(label & 0xFFFF_FFFF, label >> 32) for label in keys]
    labels = np.array(halves, dtype=np.uint32).reshape(-1, 2)
    shares = np.empty((len(names), lanes.count))
    low, high = (np.uint32(word) for word in seed_key(lanes.seed))
    _fill(shares, lanes.first, labels, (low, high))
    return shares


@kept_on_disk
def _fill(shares: Array, first: int, labels: npt.NDArray[np.uint32], key: Pair) -> None:
    words = np.empty(WORDS_IN_BLOCK * LANES, np.uint32)
    count = shares.shape[1]
    for row in range(len(shares)):
        label = (labels[row, 0], labels[row, 1])
        for start in range(0, count, LANES):
            keyed_words(words, 0, first + start, PARAMETER_BLOCK, label, key)
            for lane in range(min(LANES, count - start)):
                shares[row, start + lane] = uniform(words[lane], words[LANES + lane])
