"""Annotated passages with other states put in, so that the heads learn the words and not the states."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

from volteface.codebook.states import State, load_states
from volteface.reading.gazetteer import Gazetteer
from volteface.reading.tokens import tokenize

_FORMS = ("state", "demonym", "capital")
Row = dict[str, Any]


def swapped(rows: list[Row], gazetteer: Gazetteer, chooser: random.Random) -> list[Row]:
    """Return the sentences of one passage with each state replaced by another, throughout.

    Names, adjectives and capitals are replaced; a passage that names a state in any other way
    (leaders, institutions) keeps that state, since its parts would no longer fit together.
    """
    found = [_mentions(row["text"], gazetteer) for row in rows]
    fixed = {code for mentions in found for _, _, form, code in mentions if form not in _FORMS}
    codes = sorted({c for m in found for *_, c in m if c} - fixed)
    others = chooser.sample(_plain_states(), len(codes)) if codes else []
    mapping = dict(zip(codes, others, strict=True))
    return [_swap(row, mentions, mapping) for row, mentions in zip(rows, found, strict=True)]


def _mentions(text: str, gazetteer: Gazetteer) -> list[tuple[int, int, str, str | None]]:
    spans = tokenize(text)
    words = [text[a:b].replace("’", "'") for a, b in spans]
    found, at = [], 0
    while at < len(words):
        match = gazetteer.match(words, at)
        if match:
            end, entry = match
            found.append((spans[at][0], spans[end - 1][1], entry.form, entry.code))
            at = end
        else:
            at += 1
    return found


def _swap(
    row: Row, mentions: list[tuple[int, int, str, str | None]], mapping: dict[str, State]
) -> Row:
    text, parts, at = row["text"], [], 0
    for start, end, form, code in mentions:
        state = mapping.get(code or "")
        if state is None:
            continue
        parts += [text[at:start], _in_form(state, form, text[start:end])]
        at = end
    names = {code: state.code for code, state in mapping.items()}
    claims = [
        {
            **c,
            "source": names.get(c["source"], c["source"]),
            "target": names.get(c["target"], c["target"]),
        }
        for c in row["claims"]
    ]
    pair = [names.get(code, code) for code in row["pair"]]
    return {
        **row,
        "doc": row["doc"] + "~",
        "pair": pair,
        "text": "".join([*parts, text[at:]]),
        "claims": claims,
    }


def _in_form(state: State, form: str, was: str) -> str:
    if form == "capital":
        return state.capital or state.name
    if form == "demonym":
        is_plural = was.endswith("s") and len(state.demonyms) > 1
        return state.demonyms[1] if is_plural else state.demonyms[0]
    return state.name


def _plain_states() -> list[State]:
    return [
        s
        for s in load_states()
        if s.status == "member" and s.capital and len(s.demonyms) >= 1 and " " not in s.demonyms[0]
    ]


def write_swapped(source: Path, target: Path, gazetteer: Gazetteer, seed: int) -> None:
    """Write a swapped copy of a file of annotated sentences."""
    chooser = random.Random(seed)
    rows = [json.loads(line) for line in source.read_text("utf-8").splitlines() if line.strip()]
    by_doc: dict[str, list[Row]] = {}
    for row in rows:
        by_doc.setdefault(row["doc"], []).append(row)
    lines = [
        json.dumps(r, ensure_ascii=False)
        for d in by_doc.values()
        for r in swapped(d, gazetteer, chooser)
    ]
    target.write_text("\n".join(lines) + "\n", "utf-8")
