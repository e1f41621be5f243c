"""How sure the reader is of a finding, and whether it is given out: rules and heads weighed together.

Two logistic regressions on a few readable features, fitted on reports left out of the heads' training
(``training/claims/calibrate.py``): that a finding is right in full, which is the claim's ``score``, and
that what is told as a fact is borne by the report at all. A fact is given out if it promises enough
right claims for each that nothing bears.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log
from pathlib import Path

from volteface.reading.candidates import Candidate, path_between
from volteface.reading.drafts import Draft
from volteface.reading.parser.model import shipped
from volteface.reading.syntax import Sentence

FEATURES = (
    "constant",
    "log-odds that the sentence tells of the type",
    "log-probability of source and target",
    "found by rule and heads",
    "found by a rule alone",
    "sides named in the sentence",
    "sides tied to the word in the tree",
    "judgment or outlook",
    "cause",
    "domestic effect",
    "log-odds that this word tells of the type",
    "likely not to have happened",
    "no source",
    "no target",
    "log-probability of how it stands",
    "log-probability of its voice",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What speaks for a draft: the heads' probabilities for it, and who found it."""

    draft: Draft
    type_probability: float
    sides: float  # natural logarithm of the probability of source and target
    by_rule: bool
    by_heads: bool
    named: int
    tied: int
    word_probability: float  # that this very word tells of the type

    @property
    def label(self) -> str:
        """What the finding is called among the labels of the heads."""
        return f"{self.draft.type}:{self.draft.sector}" if self.draft.sector else self.draft.type

    def features(self) -> tuple[float, ...]:
        """Return the values of ``FEATURES``."""
        return (
            1.0,
            _log_odds(self.type_probability),
            max(self.sides, -8.0),
            float(self.by_rule and self.by_heads),
            float(self.by_rule and not self.by_heads),
            self.named / 2,
            self.tied / 2,
            float(self.draft.kind in ("judgment", "outlook")),
            float(self.draft.kind == "cause"),
            float(self.draft.type == "domestic"),
            _log_odds(self.word_probability),
            float(not _has_happened(self.draft)),
            float(self.draft.source is None),
            float(self.draft.target is None),
            log(self.draft.status_score or 1.0),
            log(self.draft.speaker_score or 1.0),
        )


@dataclass(frozen=True, slots=True)
class Fit:
    """A logistic regression on ``FEATURES``; ``of_label`` is added for a finding of that label."""

    weights: tuple[float, ...]
    of_label: Mapping[str, float]

    def probability(self, evidence: Evidence) -> float:
        """Return the probability of a finding with these features."""
        features = zip(self.weights, evidence.features(), strict=True)
        total = sum(weight * value for weight, value in features)
        return 1 / (1 + exp(-total - self.of_label.get(evidence.label, 0.0)))


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How likely a finding is ``right`` in full and a fact is ``borne`` out, and what is given out.

    Of facts those are given out that promise ``least_worth`` right claims for each that is not
    borne out; of the rest, those right with ``least_of_views``; what a rule found, with
    ``least_by_rule``.
    """

    right: Fit
    borne: Fit
    least_worth: float
    least_by_rule: float
    least_of_views: float

    @classmethod
    def load(cls, folder: Path | None = None) -> Acceptance:
        """Return the packaged weights."""
        path = (folder or shipped()) / "acceptance.json"
        stored = json.loads(path.read_text("utf-8"))
        right, borne = (
            Fit(tuple(stored[name]["weights"][f] for f in FEATURES), stored[name]["labels"])
            for name in ("right", "borne")
        )
        least = (stored[name] for name in ("least_worth", "least_by_rule", "least_of_views"))
        return cls(right, borne, *least)

    def choose(self, found: list[Evidence]) -> list[Draft]:
        """Return the drafts that are given out, each with its score."""
        scored = [(self.right.probability(e), e) for e in found]
        return [replace(e.draft, score=round(p, 3)) for p, e in scored if self._is_worth(e, p)]

    def _is_worth(self, evidence: Evidence, right: float) -> bool:
        if evidence.by_rule:
            return right >= self.least_by_rule
        if not tells_a_fact(evidence.draft):
            return right >= self.least_of_views
        return right >= self.least_worth * (1 - self.borne.probability(evidence))


def _log_odds(probability: float) -> float:
    kept = min(max(probability, 1e-3), 1 - 1e-3)
    return log(kept / (1 - kept))


def _has_happened(draft: Draft) -> bool:
    return draft.time_frame in (None, "past", "ongoing") and draft.polarity != "denied"


def tells_a_fact(draft: Draft) -> bool:
    """Whether a draft would come out as something that happened between two actors."""
    has_sides = draft.source is not None and draft.target is not None
    is_fact = draft.kind in ("event", "tie", "level", "presence")
    return _has_happened(draft) and has_sides and is_fact


def thinned(found: list[Evidence]) -> list[Evidence]:
    """Return the findings of a sentence without rivals of one another, the likelier first.

    A word tells one thing between two actors, and a sentence seldom more than four of one source
    and target; what a rule found is kept.
    """
    kept: list[Evidence] = []
    told = {e.draft.anchor.index for e in found if e.by_rule}
    for evidence in sorted(found, key=lambda e: (not e.by_rule, -_strength(e))):
        if (
            not evidence.by_rule
            and evidence.draft.anchor.index in told
            and _strength(evidence) < _SURE
        ):
            continue
        if any(_reverses(evidence, other) for other in kept):
            continue
        same = [e for e in kept if _sides(e) == _sides(evidence)]
        words = [e for e in same if e.draft.anchor.index == evidence.draft.anchor.index]
        if evidence.by_rule or (not words and len(same) < _MOST):
            kept.append(evidence)
    return kept


def _reverses(evidence: Evidence, other: Evidence) -> bool:
    """Whether two findings tell one directed tie the two ways round."""
    one, two = evidence.draft, other.draft
    if (
        one.type != two.type
        or one.type in _BOTH_WAYS
        or (one.type.isupper() and one.type != "RETREAT")
    ):
        return False
    (source, target, _), turned = _sides(evidence), _sides(other)
    return source is not None and (source, target) == (turned[1], turned[0])


_BOTH_WAYS = frozenset(
    ["trade", "flights", "border", "alliance", "treaty", "membership", "union", "transit"]
) | {"diplomatic_relations"}
_MOST = 4
_SURE = 0.5  # the heads overrule a rule at its own word from this probability


def _strength(evidence: Evidence) -> float:
    return evidence.type_probability * exp(evidence.sides)


def _sides(evidence: Evidence) -> tuple[str | None, str | None, bool]:
    draft = evidence.draft
    codes = tuple(p.code if p else None for p in (draft.source, draft.target))
    return codes[0], codes[1], draft.kind == "cause" or draft.type == "domestic"


def tied_sides(draft: Draft, candidates: list[Candidate], sentence: Sentence) -> int:
    """Return how many of a draft's sides hang on its word, or on that word's governor (0–2)."""
    tokens = {c.party.code: c.tokens for c in candidates}
    sides = [tokens.get(p.code or "", ()) for p in (draft.source, draft.target) if p is not None]
    return sum(any(path_between(sentence, draft.anchor.index, t) for t in side) for side in sides)


def named_sides(draft: Draft, candidates: list[Candidate]) -> int:
    """Return how many of a draft's sides the sentence names or refers to (0–2)."""
    present = {c.party.code for c in candidates if c.tokens}
    return sum(p is not None and p.code in present for p in (draft.source, draft.target))
