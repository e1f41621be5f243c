"""Which reports tell the same story in the same words, and which are one source.

Source of the signatures: Broder (1997), On the resemblance and containment of documents.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rensa import RMinHash

from volteface.documents.agencies import agency_credit, agency_of
from volteface.documents.furniture import furniture
from volteface.documents.retold import retold
from volteface.model.report import Report

_SHINGLE = 4  # words
_HASHES = 128
_SEED = 7
_RESEMBLANCE = 0.5  # shared share of all shingles: an edited copy
_CONTAINMENT = 0.6  # shared share of the shorter text: a cut copy, or a copy with paragraphs added
_FEWEST = 12  # shingles: shorter texts are copies only when they are equal
_NEAR_MISS = 0.25  # estimated containment from which the exact one is computed


@dataclass(frozen=True, slots=True)
class _Print:
    shingles: frozenset[str]
    signature: NDArray[np.uint32]


def groups(reports: Sequence[Report]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of the reports, those of copies together, in the order handed in.

    Copies share at least half of their four-word shingles, or the shorter has 60 % of its own in
    the longer; furniture is left out. MinHash picks the pairs, exact sets decide.
    """
    prints = [_print(report) for report in reports]
    parents = list(range(len(reports)))
    for first, second in _candidates(prints):
        if _is_copy(prints[first].shingles, prints[second].shingles):
            low, high = sorted((_root(parents, first), _root(parents, second)))
            parents[high] = low
    found: dict[int, list[str]] = {}
    for index, report in enumerate(reports):
        found.setdefault(_root(parents, index), []).append(report.id)
    return tuple(tuple(ids) for ids in found.values())


def independent_source(reports: Sequence[Report]) -> dict[str, str]:
    """Return for each report's id the key of the source it counts as.

    Copies count once; outlets that credit one agency are that agency, and a report that retells
    another of these reports counts as that one; else the outlet is the source, and a report
    without outlet stands for itself.
    """
    by_id = {report.id: report for report in reports}
    keys: dict[str, str] = {}
    for ids in groups(reports):
        key = _key([by_id[identity] for identity in ids])
        keys |= dict.fromkeys(ids, key)
    return keys | {report: keys[original] for report, original in retold(reports).items()}


def _key(copies: Sequence[Report]) -> str:
    agencies = [agency_of(report.outlet) or agency_credit(report.text) for report in copies]
    agency = next((code for code in agencies if code), None)
    if agency:
        return f"agency:{agency}"
    outlets = sorted({_slug(report.outlet) for report in copies if report.outlet})
    return f"outlet:{outlets[0]}" if outlets else f"report:{copies[0].id}"


def _slug(outlet: str) -> str:
    words = re.findall(r"\w+", outlet.lower())
    return "-".join(words[1:] if words[:1] == ["the"] and len(words) > 1 else words)


def _print(report: Report) -> _Print:
    shingles = _shingles(_running_text(report))
    sketch = RMinHash(num_perm=_HASHES, seed=_SEED)
    sketch.update(sorted(shingles))
    return _Print(shingles, np.asarray(sketch.digest(), dtype=np.uint32))


def _running_text(report: Report) -> str:
    parts, at = [], 0
    for span in furniture(report.text, title=report.title):
        parts.append(report.text[at : span.start])
        at = span.end
    return " ".join([*parts, report.text[at:]])


def _shingles(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < _SHINGLE:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(" ".join(words[at : at + _SHINGLE]) for at in range(len(words) - _SHINGLE + 1))


def _candidates(prints: Sequence[_Print]) -> Iterable[tuple[int, int]]:
    """Return the pairs whose signatures leave it open that one is a copy of the other."""
    if not prints:
        return
    signatures = np.stack([one.signature for one in prints])
    sizes = np.array([len(one.shingles) for one in prints], dtype=float)
    for first in range(len(prints) - 1):
        resemblance = (signatures[first + 1 :] == signatures[first]).mean(axis=1)
        others = sizes[first + 1 :]
        shared = resemblance * (others + sizes[first]) / (1 + resemblance)
        containment = shared / np.maximum(np.minimum(others, sizes[first]), 1)
        yield from (
            (first, first + 1 + int(at)) for at in np.flatnonzero(containment >= _NEAR_MISS)
        )


def _is_copy(first: frozenset[str], second: frozenset[str]) -> bool:
    shorter = min(len(first), len(second))
    if shorter < _FEWEST:
        return bool(first) and first == second
    shared = len(first & second)
    return shared >= _CONTAINMENT * shorter or shared >= _RESEMBLANCE * len(first | second)


def _root(parents: list[int], index: int) -> int:
    while parents[index] != index:
        index = parents[index]
    return index
