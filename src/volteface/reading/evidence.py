"""What speaks for a finding: the heads' probabilities for it, its sentence, and the rest of the report.

A report is about few ties. So a finding is the likelier, the more of what else the report tells is
between the same two, and the less a word, a sentence and the sentences around tell otherwise.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import log

import numpy as np
from numpy.typing import NDArray

from volteface.codebook.event_types import QuadClass
from volteface.reading.candidates import Candidate, path_between
from volteface.reading.drafts import Draft
from volteface.reading.groups import group_of
from volteface.reading.records import Weight
from volteface.reading.syntax import Sentence

_GROUPS = ("energy", "economic", "security", "transport", "social", "political", *QuadClass)
_KINDS = ("event", "tie", "level", "presence", "cause", "judgment", "outlook")
_OF_FINDING = (
    "log-odds that the sentence tells of the type",
    "log-odds that this word does",
    "log-odds that the sentence tells of its group",
    "log-odds that this word tells of its group",
    "log-probability of source and target",
    "log-probability of source and target exchanged, over it",
    "log-odds that it has not happened",
    "log-probability of its voice",
    "log-probability of its kind",
    "probability of the type between these two",
    "found by rule and heads",
    "found by a rule alone",
    "sides named in the sentence",
    "sides tied to the word in the tree",
    "no source",
    "no target",
    "stands as happened",
    "the tree calls it undone",
    "told as certain",
    "told by the narrator",
    "told as a change",
    "leaving",
    "domestic effect",
)
_OF_SENTENCE = (
    "log of its words",
    "ends as a sentence",
    "quotes",
    "findings",
    "strongest other between the same two",
    "strongest between them that stands otherwise",
    "others of these sides that are stronger",
    "strongest other of this type",
    "strongest other of this word",
)
_OF_REPORT = (
    "share of what else it tells that is between these two",
    "strongest of this type and these sides elsewhere",
    "sum of this type and these sides elsewhere",
    "sum of this group and these sides elsewhere",
    "sum between these two in the two sentences before and after",
)
FEATURES = (*_OF_FINDING, *_KINDS, *_GROUPS, *_OF_SENTENCE, *_OF_REPORT)

Table = NDArray[np.float32]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a draft: the heads' weight for it, who found it, and how it stands."""

    draft: Draft
    weight: Weight
    by_rule: bool
    by_heads: bool
    named: int  # sides that the sentence names or refers to (0–2)
    tied: int  # sides that hang on the draft's word in the tree, or on its governor (0–2)
    has_happened: bool
    by_tree: bool  # that it has happened

    @property
    def tells_a_fact(self) -> bool:
        """Whether the draft would come out as something that happened between two actors."""
        draft = self.draft
        has_sides = draft.source is not None and draft.target is not None
        return (
            self.has_happened and has_sides and draft.kind in ("event", "tie", "level", "presence")
        )

    @property
    def sides(self) -> tuple[str | None, str | None]:
        """Codes (or names) of source and target."""
        source, target = (
            (p.code or p.name) if p else None for p in (self.draft.source, self.draft.target)
        )
        return source, target


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one sentence."""

    sentence: Sentence
    found: list[Evidence]


def states(report: Sequence[Findings]) -> Table:
    """Return the heads' states of word, source and target of every finding (findings × width)."""
    return np.array([e.weight.states for f in report for e in f.found], np.float32)


def features(report: Sequence[Findings]) -> Table:
    """Return the values of ``FEATURES`` for every finding of a report, sentence by sentence (findings × features)."""
    every = [e for findings in report for e in findings.found]
    if not every:
        return np.zeros((0, len(FEATURES)), np.float32)
    keys, starts = _keys(every), np.cumsum([0, *(len(f.found) for f in report)])
    of_sentences = [
        _of_sentence(f.sentence, keys[:, start:end])
        for f, start, end in zip(report, starts, starts[1:], strict=False)
        if end > start
    ]
    parts = (
        np.array([_of_finding(e) for e in every]),
        np.array([[e.draft.kind == kind for kind in _KINDS] for e in every]),
        np.array([[group_of(e.draft.type) == name for name in _GROUPS] for e in every]),
        np.concatenate(of_sentences),
        _of_report(keys, starts),
    )
    return np.concatenate(parts, axis=1).astype(np.float32)


_TWO, _SIDES, _TOLD, _OF_GROUP, _TYPE, _WORD, _HAPPENED, _STRENGTH = range(8)


def _keys(every: list[Evidence]) -> Floats:
    """What findings have in common, as numbers that are equal where they do, and their strength (8 × findings)."""
    columns: list[list[Hashable]] = [
        [frozenset(e.sides) for e in every],
        [e.sides for e in every],
        [(e.draft.type, e.draft.sector, e.sides) for e in every],
        [(group_of(e.draft.type), e.sides) for e in every],
        [e.draft.type for e in every],
        [e.draft.anchor.start for e in every],
        [e.has_happened for e in every],
    ]
    numbers = [{key: i for i, key in enumerate(dict.fromkeys(column))} for column in columns]
    rows = [[n[key] for key in column] for n, column in zip(numbers, columns, strict=True)]
    return np.array([*rows, [e.weight.strength for e in every]], float)


def _of_finding(evidence: Evidence) -> tuple[float, ...]:
    weight, draft = evidence.weight, evidence.draft
    sides = max(weight.sides, -8.0)
    return (
        _log_odds(weight.in_sentence),
        _log_odds(weight.at_word),
        _log_odds(weight.group),
        _log_odds(weight.group_at_word),
        sides,
        max(weight.turned, -12.0) - sides,
        _log_odds(weight.undone),
        log(weight.voice),
        log(weight.kind),
        weight.strength,
        evidence.by_rule and evidence.by_heads,
        evidence.by_rule and not evidence.by_heads,
        evidence.named,
        evidence.tied,
        draft.source is None,
        draft.target is None,
        evidence.has_happened,
        not evidence.by_tree,
        draft.certainty in (None, "certain"),
        draft.speaker_kind in (None, "narrator"),
        draft.change is not None,
        draft.type == "RETREAT",
        draft.type == "domestic",
    )


def _of_sentence(sentence: Sentence, keys: Floats) -> Floats:
    """The values of ``_OF_SENTENCE`` for the findings of one sentence (findings × features)."""
    tokens, strength = sentence.tokens, keys[_STRENGTH]
    same = keys[:, :, None] == keys[:, None, :]
    others = ~np.eye(len(strength), dtype=bool)
    alike = same[_TWO] & others
    otherwise = alike & ~(same[_SIDES] & same[_HAPPENED])
    stronger = same[_SIDES] & (strength[None, :] > strength[:, None])
    whole = (
        log(len(tokens)),
        tokens[-1].text[-1] in '.?!"”',
        any(t.text in ('"', "“", "”") for t in tokens),
        len(strength),
    )
    return np.column_stack(
        (
            np.tile(np.array(whole, float), (len(strength), 1)),
            _strongest(alike, strength),
            _strongest(otherwise, strength),
            stronger.sum(1),
            _strongest(same[_TYPE] & others, strength),
            _strongest(same[_WORD] & others, strength),
        )
    )


def _strongest(chosen: NDArray[np.bool_], strength: Floats) -> Floats:
    """The greatest strength of those chosen in each row, 0 where none is."""
    return np.asarray(np.where(chosen, strength, 0.0).max(1))


def _of_report(keys: Floats, starts: NDArray[np.intp]) -> Floats:
    """The values of ``_OF_REPORT`` (findings × features); sentences begin at ``starts``."""
    strength = keys[_STRENGTH]
    near = np.zeros(len(strength))
    for number, (start, end) in enumerate(pairwise(starts)):
        first, last = starts[max(number - 2, 0)], starts[min(number + 3, len(starts) - 1)]
        around = np.r_[first:start, end:last]
        same = keys[_TWO, start:end][:, None] == keys[_TWO][around]
        near[start:end] = same @ strength[around]
    share = _sum_of_others(keys[_TWO], strength) / (strength.sum() + 1e-6)
    told = keys[_TOLD]
    return np.column_stack(
        (
            share,
            _strongest_other(told, strength),
            _sum_of_others(told, strength),
            _sum_of_others(keys[_OF_GROUP], strength),
            near,
        )
    )


def _sum_of_others(key: Floats, strength: Floats) -> Floats:
    """Sum of the strengths of all others with the same key."""
    numbers = key.astype(np.intp)
    return np.asarray(np.bincount(numbers, strength)[numbers] - strength)


def _strongest_other(key: Floats, strength: Floats) -> Floats:
    """Greatest strength of another with the same key, 0 where there is none."""
    order = np.lexsort((-strength, key))
    ordered, first = key[order], np.zeros(len(key))
    begins = np.r_[True, ordered[1:] != ordered[:-1]]
    top = np.flatnonzero(begins)[np.cumsum(begins) - 1]
    following = np.r_[strength[order][1:], 0.0]
    has_next = np.r_[~begins[1:], False]
    second = np.where(has_next[top], following[top], 0.0)
    first[order] = np.where(begins, second, strength[order][top])
    return first


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-3), 1 - 1e-3)
    return log(kept / (1 - kept))


def tied_sides(draft: Draft, candidates: list[Candidate], sentence: Sentence) -> int:
    """Return how many of a draft's sides hang on its word, or on that word's governor (0–2)."""
    tokens = {c.party.code: c.tokens for c in candidates}
    sides = [tokens.get(p.code or "", ()) for p in (draft.source, draft.target) if p is not None]
    return sum(any(path_between(sentence, draft.anchor.index, t) for t in side) for side in sides)


def named_sides(draft: Draft, candidates: list[Candidate]) -> int:
    """Return how many of a draft's sides the sentence names or refers to (0–2)."""
    present = {c.party.code for c in candidates if c.tokens}
    return sum(p is not None and p.code in present for p in (draft.source, draft.target))
