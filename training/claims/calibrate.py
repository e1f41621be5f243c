"""Fit the acceptance of findings on reports that the heads were not trained on.

    python training/claims/calibrate.py --model DIR --scorer score_reading.py --least-worth 0.5 REPORT.json …

A finding is right if a gold claim in the same place is the same in full; a fact is borne out if a gold
claim there tells of the same actors and of something near. The weights and their fit are printed;
acceptance.json is written beside the model.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from volteface.documents.furniture import furniture
from volteface.model.report import Report
from volteface.reading.acceptance import FEATURES, Evidence, tells_a_fact
from volteface.reading.candidates import Candidate, find_candidates
from volteface.reading.chain import (
    Reading,
    context_of,
    drafts_from_rules,
    remember,
    scene_of,
    weigh,
)
from volteface.reading.claims import ClaimMaker
from volteface.reading.gazetteer import load_gazetteer
from volteface.reading.heads import ClaimHeads
from volteface.reading.lexicon import load_lexicon
from volteface.reading.mentions import mentions_of
from volteface.reading.nouns import Nouns
from volteface.reading.parser.model import Parser
from volteface.reading.parsing import parse_text

_RIDGE, _RIDGE_OF_LABELS = 0.5, 4.0
_FULL = 4  # the scorer's level of a claim that is right in full


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument("--least-worth", type=float, default=0.5, help="right to unborne facts")
    parser.add_argument("--least-by-rule", type=float, default=0.1)
    parser.add_argument("--least-of-views", type=float, default=0.2)
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    reading = Reading(Parser(args.model), load_lexicon(), load_gazetteer(), ClaimHeads(args.model))
    scorer = _load(args.scorer)
    found = [example for path in args.gold for example in examples(path, reading, scorer)]
    facts = [example for example in found if tells_a_fact(example.evidence.draft)]
    labels = sorted({example.evidence.label for example in found})
    stored = {
        "right": fitted(found, [e.is_right for e in found], labels),
        "borne": fitted(facts, [e.is_borne for e in facts], labels),
        "least_worth": args.least_worth,
        "least_by_rule": args.least_by_rule,
        "least_of_views": args.least_of_views,
    }
    (args.model / "acceptance.json").write_text(json.dumps(stored, indent=1), "utf-8")


class Example(NamedTuple):
    """A finding in a report, and how it stands to the gold claims."""

    evidence: Evidence
    is_right: bool
    is_borne: bool


def fitted(
    found: list[Example], outcome: list[bool], labels: list[str]
) -> dict[str, dict[str, float]]:
    """Return the weights of an outcome as they are stored; the fit is printed."""
    y = np.array(outcome, dtype=float)
    table = np.array([row_of(example.evidence, labels) for example in found])
    weights = fit(table, y)
    _print_fit(dict(zip([*FEATURES, *labels], weights, strict=True)), table, y)
    common = len(FEATURES)
    return {
        "weights": dict(zip(FEATURES, weights[:common].tolist(), strict=True)),
        "labels": dict(zip(labels, weights[common:].round(3).tolist(), strict=True)),
    }


def row_of(evidence: Evidence, labels: list[str]) -> tuple[float, ...]:
    """Return a finding's features, then 1 at its label and 0 at every other."""
    return (*evidence.features(), *(float(evidence.label == label) for label in labels))


def examples(path: Path, reading: Reading, scorer: ModuleType) -> Iterator[Example]:
    """Yield every finding in a report with what the scorer says of it."""
    gold = json.loads(path.read_text("utf-8"))["claims"]
    text = path.with_suffix(".txt").read_text("utf-8-sig")
    for claim in gold:
        claim["_at"] = scorer.span(claim["sentence"], text)
    for evidence, record in _findings(text, reading):
        record["_at"] = scorer.place(record, text)
        is_right = any(scorer.judge(claim, record) == _FULL for claim in gold)
        yield Example(evidence, is_right, scorer.supported(record, gold))


def _findings(text: str, reading: Reading) -> Iterator[tuple[Evidence, dict[str, object]]]:
    assert reading.heads is not None
    report = Report(id="report", text=text)
    skip = [(s.start, s.end) for s in furniture(text)]
    sentences = parse_text(text, reading.parser, skip)
    mentions = mentions_of(sentences, reading.gazetteer)
    states, context = reading.heads.states(sentences), context_of(mentions)
    candidates: list[Candidate] = []
    for index, (sentence, named) in enumerate(zip(sentences, mentions, strict=True)):
        nouns = Nouns(sentence, named, context, reading.lexicon)
        drafts = drafts_from_rules(nouns)
        candidates = find_candidates(nouns, candidates)
        scene = scene_of(nouns, drafts, candidates, states[index])
        for evidence in weigh(scene, reading.heads):
            yield evidence, ClaimMaker(report, nouns, 0).make([evidence.draft])[0].to_dict()
        remember(nouns)


def fit(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return ridge logistic regression weights (Newton's method, the constant unpenalised)."""
    weights = np.zeros(x.shape[1])
    penalty = np.full(x.shape[1], _RIDGE)
    penalty[len(FEATURES) :] = _RIDGE_OF_LABELS
    penalty[0] = 0.0
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - penalty * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + np.diag(penalty + 1e-9)
        step = np.linalg.solve(hessian, gradient)
        weights += step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def _print_fit(weights: dict[str, float], x: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    p = 1 / (1 + np.exp(-x @ np.array(list(weights.values()))))
    for name, weight in weights.items():
        print(f"{weight:+.2f}  {name}")
    for least in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7):
        kept = p >= least
        print(
            f"least {least}: kept {kept.sum()}, wrong {1 - y[kept].mean():.3f}, right {int(y[kept].sum())} of {int(y.sum())}"
        )
    print(
        f"Brier {np.mean((p - y) ** 2):.3f} against {np.mean((y.mean() - y) ** 2):.3f}, n {len(y)}"
    )


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
