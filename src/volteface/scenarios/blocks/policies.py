"""Policies: an actor draws one of its options, the better ones more often (quantal response).

The chance of option o is exp(sharpness · utility_o) over the sum of all (McKelvey and Palfrey,
"Quantal response equilibria for normal form games", Games and Economic Behavior 10, 1995).
"""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.definitions import Definitions


def policy(block: Block, made: Definitions) -> None:
    """Define each option's ``probability`` and ``chosen`` (0 or 1), and what the policy gives."""
    options = tuple(block.inner("options"))
    if len(options) < 2:
        raise block.field("options").wrong(f"expected at least two options, got {len(options)}")
    _probabilities(block, options, made)
    if block.text("decides") == "expected":
        for option in options:
            made.equation(f"{option.id}.chosen", f"{option.id}.probability", option.place)
    else:
        _drawn(block, options, made)
    _gives(block, options, made)


def _probabilities(block: Block, options: tuple[Block, ...], made: Definitions) -> None:
    i = block.id
    sharpness = block.use(made, "sharpness", "1", "share")
    utilities = [option.use(made, "utility", "0", "share") for option in options]
    made.equation(f"{i}.best", f"max({', '.join(utilities)})", block.place)
    for option, utility in zip(options, utilities, strict=True):
        made.equation(
            f"{option.id}.weight", f"exp({sharpness} * ({utility} - {i}.best))", option.place
        )
    weights = ", ".join(f"{option.id}.weight" for option in options)
    made.equation(f"{i}.weights", f"sum({weights})", block.place)
    for option in options:
        text = f"{option.id}.weight / {i}.weights"
        made.equation(
            f"{option.id}.probability", text, option.place, meaning="chance of the option"
        )


def _drawn(block: Block, options: tuple[Block, ...], made: Definitions) -> None:
    """One uniform falls into the stretch of one option; without a review the last choice stays."""
    i = block.id
    below = "0"
    is_reviewed = block.has("review")
    if is_reviewed:
        review = block.use(made, "review", "1", "share")
        made.equation(f"{i}.reviewed", f"uniform({i}.review) < {review}", block.place)
    for number, option in enumerate(options):
        is_last = number == len(options) - 1
        made.equation(
            f"{option.id}.up_to",
            "1" if is_last else f"{below} + {option.id}.probability",
            option.place,
        )
        text = f"uniform({i}.choice) >= {below} and uniform({i}.choice) < {option.id}.up_to"
        if is_reviewed:
            text = f"where({i}.reviewed, {text}, {option.id}.chosen)"
        start = "1" if number == 0 else "0"
        made.equation(f"{option.id}.chosen", text, option.place, start=start, meaning="1 if chosen")
        below = f"{option.id}.up_to"


def _gives(block: Block, options: tuple[Block, ...], made: Definitions) -> None:
    names: dict[str, None] = {}
    for option in options:
        given = option.field("gives").mapping if option.has("gives") else {}
        names.update(dict.fromkeys(given))
        for name, item in given.items():
            made.amount(f"{option.id}.{name}", item)
    for name in names:
        parts = []
        for option in options:
            if not option.has("gives") or name not in option.field("gives").mapping:
                raise option.item.wrong(f"gives: {name!r} is missing; every option must give it")
            parts.append(f"{option.id}.chosen * {option.id}.{name}")
        made.equation(f"{block.id}.{name}", f"sum({', '.join(parts)})", block.place)
