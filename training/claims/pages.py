"""Annotated pages in the short form of ``guide.md`` → the lines that training and acceptance read.

    python training/claims/pages.py PAGES.txt …            # says what is to be mended, and where
    python training/claims/pages.py --write PAGES.txt …    # and writes PAGES.jsonl beside each

A page with a line to be mended is written only when that line is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from volteface.codebook.event_types import load_event_types
from volteface.codebook.tie_kinds import load_tie_kinds
from volteface.model.claim import Change, ClaimKind, SpeakerKind, TimeFrame
from volteface.reading.lexicon import load_lexicon

SEPARATORS = {"^": "\n", "*": "\n\n", "+": " ", "=": ""}
KINDS, FRAMES, CHANGES = map(get_args, (ClaimKind, TimeFrame, Change))
SPEAKERS = get_args(SpeakerKind)
CERTAINTIES = ("probable", "possible")
EVENTS = frozenset(entry.type for entry in load_event_types()) | {"domestic"}


class MendError(ValueError):
    """What is wrong with a line."""


def party(text: str) -> str | None:
    """Return the code of a side; ``-`` is nobody."""
    if text == "-":
        return None
    if not re.fullmatch(r"[A-Z]{3,6}", text):
        raise MendError(f"{text!r} is no code of a state or organisation")
    return text


def types_and_sides(types: str, sides: str, known: frozenset[str]) -> dict[str, Any]:
    """Return types, source and target of ``TYPE,type A>B``."""
    named = types.split(",")
    for one in named:
        if one not in known and one not in EVENTS and one != "CAUSE":
            raise MendError(f"{one!r} is no type of event and no kind of tie")
    source, arrow, target = sides.partition(">")
    if not arrow:
        raise MendError(f"{sides!r} should be SOURCE>TARGET")
    if source == target:
        raise MendError("source and target are the same")
    return {"type": named, "source": party(source), "target": party(target)}


def claim(words: list[str], text: str, known: frozenset[str]) -> dict[str, Any]:
    """Return the claim of ``KIND TYPES A>B TRIGGER[#N] FRAME [more words]``."""
    if len(words) < 5:
        raise MendError("a claim is: kind types SOURCE>TARGET trigger frame …")
    kind, types, sides, trigger, frame = words[:5]
    if kind not in KINDS or frame not in FRAMES:
        raise MendError(f"{kind!r} is no kind or {frame!r} no time frame")
    trigger, _, number = trigger.partition("#")
    nth = int(number or 1)
    if len(re.findall(rf"(?<!\w){re.escape(trigger)}(?!\w)", text)) < nth:
        raise MendError(f"trigger {trigger!r} ({nth}) is not a word of the sentence")
    found: dict[str, Any] = {"kind": kind} | types_and_sides(types, sides, known)
    found |= {"trigger": trigger, "nth": nth, "change": None, "polarity": "affirmed"}
    found |= {"time_frame": frame, "certainty": "certain", "speaker": "narrator", "key": False}
    for word in words[5:]:
        found |= _more(word)
    if "domestic" in found["type"] and kind == "level" and "sector" not in found:
        raise MendError("a domestic level needs its sector")
    return found


def _more(word: str) -> dict[str, Any]:
    if word in ("key", "denied"):
        return {"key": True} if word == "key" else {"polarity": "denied"}
    sectors = {sector for named in load_lexicon().sectors.values() for sector in named}
    kinds = {"change": CHANGES, "certainty": CERTAINTIES, "speaker": SPEAKERS, "sector": sectors}
    for name, values in kinds.items():
        if word in values:
            return {name: word}
    raise MendError(f"{word!r} is not known")


def forbidden(words: list[str], known: frozenset[str]) -> dict[str, Any]:
    """Return what a sentence must not be read as: ``TYPES A>B [change] why``."""
    if len(words) < 3:
        raise MendError("what must not be read is: ! types SOURCE>TARGET why")
    found = types_and_sides(words[0], words[1], known)
    if words[2] in CHANGES:
        found["change"] = words.pop(2)
    return found | {"why": " ".join(words[2:])}


def read_pages(path: Path) -> Iterator[dict[str, Any] | str]:
    """Yield the rows of a file of pages, or, as text, what is to be mended."""
    known, doc = frozenset(load_tie_kinds()), ""
    pair, row = list[str](), dict[str, Any]()
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        mark, rest = line[:1], line[1:].strip()
        try:
            if mark == "@":
                if row:
                    yield row
                doc, *pair = rest.split()
                row = {}
                if len(pair) != 2:
                    raise MendError("a page begins with: @ name CODE CODE")
            elif mark in SEPARATORS and mark:
                first = not row
                if row:
                    yield row
                row = {"doc": doc, "pair": pair, "sep": "" if first else SEPARATORS[mark]}
                row |= {"text": rest, "claims": [], "not": []}
            elif line.strip().startswith("!"):
                row["not"].append(forbidden(line.strip()[1:].split(), known))
            elif line.strip():
                row["claims"].append(claim(line.split(), row["text"], known))
        except (MendError, KeyError, ValueError) as error:
            yield f"{path}:{number}: {error}: {line.strip()}"
    if row:
        yield row


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("pages", type=Path, nargs="+")
    args = parser.parse_args()
    for path in args.pages:
        found = list(read_pages(path))
        mend = [one for one in found if isinstance(one, str)]
        rows = [one for one in found if not isinstance(one, str)]
        print(*mend, sep="\n" if mend else "")
        pages, claims = len({row["doc"] for row in rows}), sum(len(row["claims"]) for row in rows)
        print(f"{path}: {pages} pages, {claims} claims, {len(mend)} lines to mend", file=sys.stderr)
        if args.write and not mend:
            lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            path.with_suffix(".jsonl").write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    main()
