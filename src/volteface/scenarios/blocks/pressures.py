"""Pressures: an index that wanders about its usual value."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions


def pressure(block: Block, made: Definitions) -> None:
    """Define ``level``: a first-order autoregression about ``usual``, not below ``low``."""
    i = block.id
    usual = block.use(made, "usual", "0")
    persistence = block.use(made, "persistence", "0", "share")
    text = f"{usual} + {persistence} * ({i}.level - {usual})"
    if block.has("spread"):
        text += f" + {block.use(made, 'spread', '0')} * normal({i}.level)"
    text = f"max({block.use(made, 'low', '0')}, {text})"
    if block.has("high"):
        text = f"min({block.use(made, 'high', '1')}, {text})"
    start = block.use(made, "start", usual)
    made.equation(f"{i}.level", text, block.place, start=start, meaning="pressure")
