"""Claims made by hand for tests: only what a test is about needs to be told."""

from __future__ import annotations

from typing import Any

from volteface.model.claim import Claim, ClaimTime, Party, Quantity, Speaker
from volteface.model.dates import PartialDate
from volteface.model.report import Report


def claim(id: str, who: str, type: str, **more: Any) -> Claim:
    """Return a claim; ``who`` is ``CUB>VEN``, ``>CUB`` or ``VEN>``; texts become values."""
    source, _, target = who.partition(">")
    quote = more.pop("quote", f"{who} {type}")
    start = more.pop("start", 0)
    values: dict[str, Any] = {
        "report_id": "r1",
        "sentence": quote,
        "kind": "event" if type.isupper() else "tie",
    }
    values |= more
    if isinstance(values.get("time"), str):
        values["time"] = ClaimTime(start=values["time"], precision="month", text=values["time"])
    if isinstance(values.get("quantity"), dict):
        values["quantity"] = Quantity(unit="person", **values["quantity"])
    if isinstance(values.get("speaker"), str):
        kind, _, code = values["speaker"].partition(" ")
        values["speaker"] = Speaker(kind=kind, code=code or None)
    return Claim(
        id=id,
        start=start,
        end=start + len(quote),
        quote=quote,
        source=Party(code=source) if source else None,
        target=Party(code=target) if target else None,
        type=type,
        **values,
    )


def report(id: str = "r1", text: str = "", published: str | None = None, **more: Any) -> Report:
    """Return a report; without text, one unlike any other."""
    day = PartialDate.parse(published) if published else None
    return Report(id=id, text=text or f"The text of {id}.", published=day, **more)
