"""What an analyst said of single claims: accept, correct or reject; survives a new reading.

One JSON object a line: ``{"claim": {...}, "action": "reject", "who": "…", "when": "…", "why": "…"}``.
The claim is found again by report, quote, type, source and target, not by its number; a correction
gives the new values under ``"to"``. Later lines win.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

from volteface.errors import CaseError
from volteface.model.claim import Certainty, Change, Claim, ClaimKind, Party, Polarity, TimeFrame

FILE = "corrections.jsonl"
ACTIONS = ("accept", "correct", "reject")
_VALUES: dict[str, tuple[str | None, ...]] = {
    "kind": get_args(ClaimKind),
    "polarity": get_args(Polarity),
    "certainty": get_args(Certainty),
    "time_frame": get_args(TimeFrame),
    "change": (*get_args(Change), None),
}
_PARTIES = ("source", "target")
_FREE = ("type", "mode", "sector")
Key = tuple[str, str, str, str | None, str | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One line of the file: the claim meant, what is to be done, and who said so, when and why."""

    key: Key
    action: str
    to: dict[str, Any]
    who: str
    when: str
    why: str


def key_of(claim: Claim) -> Key:
    """Return what tells a claim again after a new reading: report, quote, type, two codes."""
    return (claim.report_id, claim.quote, claim.type, _code(claim.source), _code(claim.target))


def read_corrections(path: Path) -> tuple[Correction, ...]:
    """Return the corrections of a file, none where there is no file.

    Raises CaseError naming file and line where a line is no such record.
    """
    if not path.is_file():
        return ()
    lines = path.read_text(encoding="utf-8").splitlines()
    return tuple(
        _correction(f"{path}, line {number}", line)
        for number, line in enumerate(lines, 1)
        if line.strip()
    )


def apply_corrections(
    claims: tuple[Claim, ...], corrections: tuple[Correction, ...]
) -> tuple[Claim, ...]:
    """Return the claims without those rejected, with those corrected; accepted ones score 1."""
    by_key = {one.key: one for one in corrections}
    found: list[Claim] = []
    for claim in claims:
        one = by_key.get(key_of(claim))
        if one is None:
            found.append(claim)
        elif one.action != "reject":
            found.append(replace(claim, **one.to, score=1.0))
    return tuple(found)


def _correction(where: str, line: str) -> Correction:
    try:
        row = json.loads(line)
        claim = row["claim"]
        key = (claim["report_id"], claim["quote"], claim["type"], *_codes(claim))
        to = {name: _value(where, name, value) for name, value in row.get("to", {}).items()}
        told = {name: str(row[name]) for name in ("who", "when", "why")}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise CaseError(f"{where}: {error!r}; see the fields of a correction") from error
    if row.get("action") not in ACTIONS or (row["action"] == "correct") != bool(to):
        raise CaseError(
            f"{where}: action is {row.get('action')!r}; use {', '.join(ACTIONS)}, and 'to' with correct"
        )
    return Correction(key=key, action=row["action"], to=to, **told)


def _codes(claim: dict[str, Any]) -> tuple[str | None, str | None]:
    source, target = claim.get("source"), claim.get("target")
    return (source["code"] if source else None, target["code"] if target else None)


def _value(where: str, name: str, value: Any) -> Any:
    if name in _PARTIES:
        return None if value is None else Party(code=value)
    if name in _FREE or (name in _VALUES and value in _VALUES[name]):
        return value
    raise CaseError(f"{where}: {name} cannot be set to {value!r}; see the record of a claim")


def _code(party: Party | None) -> str | None:
    return party.code if party else None
