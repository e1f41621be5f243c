"""How sure the reader is of a finding, and whether it is given out: rules, heads and report weighed together.

Three sums of trees on readable features (``evidence.FEATURES``), and on what a small net reads in the
heads' states of word, source and target, fitted on reports left out of the heads' training
(``training/claims/calibrate.py``), say how likely a finding is right in full, which is
the claim's ``score``; how likely the report bears a fact out at all; and how likely it is just what
the report must not be read as, such as a tie told the wrong way round or a denial taken for its content.
A fact is given out if it promises enough right claims for each of the two kinds of error.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import onnxruntime

from volteface.reading.drafts import Draft
from volteface.reading.evidence import Evidence, Findings, Table, features, states
from volteface.reading.parser.model import shipped


@dataclass(frozen=True, slots=True)
class Chances:
    """Probabilities of a finding: ``right`` in full; of a fact also ``borne`` out, and ``false``."""

    right: float
    borne: float
    false: float


Weighed = tuple[Evidence, Chances]


class Acceptance:
    """The trees and what is given out; ``folder`` holds acceptance.onnx and acceptance.json.

    Of facts those are given out that promise at least ``unborne`` right claims for each that is not
    borne out and ``false`` for each that is false; of the rest, those right with ``views``. A second
    thing that the same word tells of the same two must be right with ``second``.
    """

    def __init__(self, folder: Path | None = None) -> None:
        place = folder or shipped()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._trees = onnxruntime.InferenceSession(
            str(place / "acceptance.onnx"), options, providers=["CPUExecutionProvider"]
        )
        self._least: dict[str, float] = json.loads((place / "acceptance.json").read_text("utf-8"))

    def choose(self, report: Sequence[Findings]) -> Iterator[list[Draft]]:
        """Yield the drafts of each sentence that are given out, each with its score."""
        chances = iter(self.chances(features(report), states(report)))
        for findings in report:
            weighed = [(e, next(chances)) for e in findings.found]
            kept = self._without_rivals([w for w in weighed if self.gives_out(*w)])
            yield [replace(e.draft, score=round(chance.right, 3)) for e, chance in kept]

    def _without_rivals(self, weighed: list[Weighed]) -> list[Weighed]:
        """What a word tells of two actors: the likeliest thing, and others that are likely by themselves."""
        best: dict[Hashable, float] = {}
        for evidence, chance in weighed:
            key = _word_and_two(evidence)
            best[key] = max(best.get(key, 0.0), chance.right)
        return [
            (e, chance)
            for e, chance in weighed
            if chance.right >= min(best[_word_and_two(e)], self._least["second"])
        ]

    def chances(self, table: Table, words: Table) -> list[Chances]:
        """Return the probabilities of findings with these features (findings × ``FEATURES``) and word states."""
        if not len(table):
            return []
        (found,) = self._trees.run(None, {"features": table, "states": words})
        return [Chances(*map(float, row)) for row in found]

    def gives_out(self, evidence: Evidence, chance: Chances) -> bool:
        """Return whether a finding of these chances is given out."""
        if not evidence.tells_a_fact:
            return chance.right >= self._least["views"]
        price = self._least["unborne"] * (1 - chance.borne)
        return chance.right >= price + self._least["false"] * chance.false


def _word_and_two(evidence: Evidence) -> Hashable:
    draft = evidence.draft
    return draft.anchor.index, frozenset(evidence.sides), draft.kind == "cause"
