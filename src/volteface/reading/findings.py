"""What the claim heads found → drafts of claims."""

from __future__ import annotations

from typing import cast

from volteface.model.claim import (
    Certainty,
    Change,
    ClaimKind,
    Party,
    SpeakerKind,
    TimeFrame,
)
from volteface.reading.drafts import Draft
from volteface.reading.heads import Found
from volteface.reading.syntax import Sentence

_OURS = {"begins", "rises", "holds", "falls", "ends"}


def draft_from(found: Found, sentence: Sentence) -> Draft | None:
    """Return the draft of a finding, or None where no actor is known for a claim that needs one."""
    kind = cast(ClaimKind, found.attributes["kind"][0])
    type_name, _, sector = found.label.partition(":")
    if type_name == "CAUSE":
        kind = "cause"
    if found.source is None and found.target is None and kind not in ("outlook", "judgment"):
        return None
    (status, status_score), change = found.attributes["status"], found.attributes["change"][0]
    return Draft(
        anchor=sentence.tokens[found.trigger],
        rule="heads",
        kind=kind,
        type=type_name,
        source=found.source if type_name != "domestic" else _only(found.source, found.target),
        target=found.target,
        sector=sector or None,
        change=cast(Change, change) if change in _OURS else None,
        polarity="denied" if status == "denied" else "affirmed",
        time_frame=_time_frame(status),
        certainty=cast(Certainty, found.attributes["certainty"][0]),
        speaker_kind=cast(SpeakerKind, found.attributes["speaker"][0]),
        score=round(found.probability, 3),
        status_score=status_score,
    )


def _only(source: Party | None, target: Party | None) -> Party | None:
    """A domestic effect has its state as target and no source."""
    return source if target is None else None


def _time_frame(status: str) -> TimeFrame | None:
    if status in ("happened", "denied"):
        return None
    return cast(TimeFrame, status)
