"""Claims as CSV, a row a claim."""

from __future__ import annotations

import csv
from typing import TextIO

from volteface.api import ReadResult
from volteface.model.claim import Claim

COLUMNS = [
    "id",
    "report_id",
    "kind",
    "type",
    "mode",
    "source",
    "target",
    "others",
    "change",
    "polarity",
    "certainty",
    "time_frame",
    "sector",
    "time",
    "value",
    "low",
    "high",
    "unit",
    "speaker_kind",
    "speaker",
    "code",
    "quote",
    "start",
    "end",
    "score",
]


def write_csv(result: ReadResult, stream: TextIO) -> None:
    """Write the claims with a header row; unknown cells are empty."""
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n")
    writer.writeheader()
    for claim in result.claims:
        writer.writerow(_row(claim))


def _row(claim: Claim) -> dict[str, object]:
    plain = {name: getattr(claim, name, None) for name in COLUMNS}
    quantity = claim.quantity
    return plain | {
        "source": _name(claim.source),
        "target": _name(claim.target),
        "others": "|".join(_name(p) for p in claim.others),
        "time": claim.time.start if claim.time else None,
        "value": quantity.value if quantity else None,
        "low": quantity.low if quantity else None,
        "high": quantity.high if quantity else None,
        "unit": quantity.unit if quantity else None,
        "speaker_kind": claim.speaker.kind,
        "speaker": claim.speaker.text,
    }


def _name(party: object) -> str:
    return str(getattr(party, "code", None) or getattr(party, "name", None) or "")
