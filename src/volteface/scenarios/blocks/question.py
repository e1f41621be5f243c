"""The question itself as two mechanisms: a tie that reverts, a realignment state that absorbs."""

from __future__ import annotations

from volteface.scenarios.blocks.block import Block
from volteface.scenarios.calendar import month_index
from volteface.scenarios.definitions import Definition, Definitions
from volteface.scenarios.language.units import NUMBER
from volteface.scenarios.modelfile.amounts import quantity_in
from volteface.scenarios.modelfile.tree import Item

_MONTHS_BACK, _BROKEN = 3, "0.25"
EVIDENCE = "question.evidence"
REALIGNED, RESTORED = "question.realigned", "question.restored"


def question(item: Item, made: Definitions, start: str) -> None:
    """Define ``question.realigned`` and ``question.restored``, both 0 or 1.

    From the month of the break on, realignment is entered with chance 1 − exp(−rate · step) a
    month and never left; the model's ties may read it. The tie counts as restored in the first
    month in which it has been back, by the given share of what it lost, for some months in a row,
    unless realignment came before.
    """
    block, place = Block("question", "question", item), item.place
    broke = month_index(block.field("break"), start)
    since = tuple(float(month >= broke) for month in range(made.months))
    made.add(Definition(name="question.since", place=place, values=since, unit=None))
    made.amount("question.tie", block.field("tie"))
    before = block.use(made, "before", "0")
    share = block.use(made, "restored", "0.5", "share")
    made.amount("question.rate", block.field("realignment"))
    made.equation(
        REALIGNED,
        f"max({REALIGNED}, question.since * (uniform({REALIGNED}) < "
        "1 - exp(-max(0, question.rate) * step)))",
        place,
        start="0",
        meaning="1 once realigned",
    )
    _restored(block, before, share, made)
    if block.has("seen"):
        _evidence(block, made, start)


def _evidence(block: Block, made: Definitions, start: str) -> None:
    """Define the log-likelihood of what was seen, up to the month: normal about the level."""
    if not block.has("seen_spread"):
        raise block.item.wrong("seen: needs seen_spread:, how sure the figures are")
    spread = block.use(made, "seen_spread", "1")
    known = made.by_name["question.before"].unit or NUMBER
    values = [0.0] * made.months
    told = [0.0] * made.months
    for name, item in block.field("seen").mapping.items():
        month = month_index(item, start, name)
        if 0 <= month < made.months:
            values[month], told[month] = quantity_in(item, known, made.units), 1.0
    place = block.place
    made.add(Definition(name="question.seen", place=place, values=tuple(values), unit=known))
    made.add(Definition(name="question.is_seen", place=place, values=tuple(told)))
    made.equation(
        EVIDENCE,
        f"{EVIDENCE} - question.is_seen * ((question.tie - question.seen) / {spread}) ** 2 / 2",
        place,
        start="0 * 1",
        meaning="log-likelihood of what was seen",
    )


def _restored(block: Block, before: str, share: str, made: Definitions) -> None:
    place = block.place
    months = block.field("lasting_for").whole if block.has("lasting_for") else _MONTHS_BACK
    broken = block.use(made, "broken_at", _BROKEN, "share")
    lowest = f"where(question.since, min(question.lowest, question.tie), {before})"
    made.equation("question.lowest", lowest, place, start=before)
    made.equation("question.lost", f"{before} - question.lowest", place)
    back = (
        f"question.lost >= {broken} * {before} and question.tie >= question.lowest + "
        f"{share} * question.lost and question.realigned == 0"
    )
    made.equation("question.back", f"where({back}, question.back + 1, 0)", place, start="0")
    text = f"max({RESTORED}, question.back >= {months})"
    made.equation(RESTORED, text, place, start="0", meaning="1 once restored")
    still = f"{REALIGNED} == 0 and {RESTORED} == 0"
    made.equation("question.open", still, place, meaning="1 while neither")
