"""Routes: what comes another way, with a lag, up to a cap, unless it is blocked."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions


def route(block: Block, made: Definitions) -> None:
    """Define ``wanted`` and ``flow``: a share of the gap is sought on top of the usual flow."""
    if not (block.has("usual") or block.has("cap")):
        raise block.item.wrong("expected cap: or usual:, so that the unit of the flow is known")
    i = block.id
    made.amount(f"{i}.gap", block.field("covers"))
    usual = block.use(made, "usual", "0")
    cap = block.use(made, "cap", "0")
    wanted = f"{usual} + {block.use(made, 'share', '1', 'share')} * max(0, {i}.gap)"
    if block.has("cap"):
        wanted = f"min({cap}, {wanted})"
    if block.has("blocked_by"):
        made.amount(f"{i}.blocked", block.field("blocked_by"), "share")
        wanted = f"({wanted}) * (1 - clip({i}.blocked, 0, 1))"
    made.equation(f"{i}.wanted", wanted, block.place, meaning="flow that is sought")
    start = usual if block.has("usual") else f"0 * {cap}"
    made.equation(f"{i}.flow", _flow(block, made), block.place, start=start, meaning="flow")


def _flow(block: Block, made: Definitions) -> str:
    i = block.id
    lag = block.use(made, "lag", "step", "month")
    text = f"{i}.flow + ({i}.wanted - {i}.flow) * min(1, step / {lag})"
    if block.has("spread"):
        text += f" + {block.use(made, 'spread', '0', 'share')} * {i}.flow * normal({i}.flow)"
    return f"max(0, {text})"
