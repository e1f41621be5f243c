"""Fit the acceptance of findings on reports that the heads were not trained on.

    python training/claims/calibrate.py --model DIR --scorer score_reading.py PAGES.jsonl … REPORT.json …

PAGES hold a sentence a line with its claims and what it must not be read as (``not``), pages after one
another; a REPORT is the gold file of the text beside it.

A finding is right if a gold claim in the same place is the same in full; a fact is borne out if a gold
claim there tells of the same actors and of something near, and false if it is what the page must not
be read as (learnt from pages that say so). How well each is told on pages left out is printed;
acceptance.onnx and acceptance.json are written beside the model.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict
from trees import export_trees

from volteface.documents.furniture import furniture
from volteface.model.report import Report
from volteface.reading.chain import Reading, look
from volteface.reading.claims import ClaimMaker
from volteface.reading.evidence import FEATURES, Evidence, features
from volteface.reading.gazetteer import load_gazetteer
from volteface.reading.heads import ClaimHeads
from volteface.reading.lexicon import load_lexicon
from volteface.reading.parser.model import Parser

_FULL = 4  # the scorer's level of a claim that is right in full
_OUTCOMES = ("right", "borne", "false")
_SETTINGS: dict[str, Any] = {
    "max_iter": 250,
    "learning_rate": 0.04,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 25,
    "l2_regularization": 3.0,
    "max_features": 0.4,
    "random_state": 0,
}

Record = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--scorer", type=Path, required=True)
    parser.add_argument(
        "--unborne", type=float, default=0.4, help="right claims for an unborne one"
    )
    parser.add_argument("--false", type=float, default=7.0, help="right claims for a false one")
    parser.add_argument("--views", type=float, default=0.09, help="least for what is no fact")
    parser.add_argument("--second", type=float, default=0.4, help="… for a second thing of a word")
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    reading = Reading(Parser(args.model), load_lexicon(), load_gazetteer(), ClaimHeads(args.model))
    scorer = _load(args.scorer)
    pages = [page for path in args.gold for page in read_pages(path)]
    found = [
        e for number, page in enumerate(pages) for e in examples(number, page, reading, scorer)
    ]
    models = [fitted(name, found) for name in _OUTCOMES]
    export_trees(models, len(FEATURES), args.model / "acceptance.onnx")
    least = {name: getattr(args, name) for name in ("unborne", "false", "views", "second")}
    (args.model / "acceptance.json").write_text(json.dumps(least, indent=1) + "\n", "utf-8")


class Example(NamedTuple):
    """A finding in a report with its features, and how it stands to the gold claims."""

    page: int
    row: NDArray[np.float32]
    is_fact: bool
    right: bool
    borne: bool
    false: bool | None  # None where nobody has said what the page must not be read as


def fitted(name: str, found: list[Example]) -> HistGradientBoostingClassifier:
    """Return the trees of an outcome; how well they tell pages left out is printed."""
    known = [e for e in found if getattr(e, name) is not None]
    chosen = known if name == "right" else [e for e in known if e.is_fact]
    x, y = np.stack([e.row for e in chosen]), np.array([getattr(e, name) for e in chosen])
    model = HistGradientBoostingClassifier(**_SETTINGS)
    left_out = cross_val_predict(
        model, x, y, groups=[e.page for e in chosen], cv=GroupKFold(5), method="predict_proba"
    )[:, 1]
    print(
        f"{name}: n {len(y)}, rate {y.mean():.3f}, pages left out: AUC {roc_auc_score(y, left_out):.3f},"
        f" Brier {brier_score_loss(y, left_out):.3f} against {y.mean() * (1 - y.mean()):.3f}"
    )
    return model.fit(x, y)


class Page(NamedTuple):
    """A report with its gold claims, and what it must not be read as."""

    text: str
    golds: list[Record]
    forbidden: list[Record]


def read_pages(path: Path) -> Iterator[Page]:
    """Yield the report of a gold file, or all pages of a file of sentences."""
    if path.suffix == ".json":
        record = json.loads(path.read_text("utf-8"))
        text = path.with_suffix(".txt").read_text("utf-8-sig")
        yield Page(text, record["claims"], record.get("must_not", []))
        return
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for _, sentences in groupby(lines, key=lambda line: line["doc"]):
        page = Page("", [], [])
        for line in sentences:
            start = len(page.text) + len(line["sep"]) if page.text else 0
            page = page._replace(text=page.text + line["sep"] * bool(page.text) + line["text"])
            place = {"sentence": [start, len(page.text)]}
            page.golds.extend({**c, **place, "speaker_kind": c["speaker"]} for c in line["claims"])
            page.forbidden.extend({**entry, **place} for entry in line["not"])
        yield page


def examples(number: int, page: Page, reading: Reading, scorer: ModuleType) -> Iterator[Example]:
    """Yield every finding in a report with what the scorer says of it."""
    golds = page.golds
    for entry in golds + page.forbidden:
        entry["_at"] = scorer.span(entry.get("sentence"), page.text)
    for row, evidence, told in findings(page.text, reading):
        told["_at"] = scorer.place(told, page.text)
        yield Example(
            number,
            row,
            evidence.tells_a_fact,
            any(scorer.judge(gold, told) == _FULL for gold in golds),
            scorer.supported(told, golds),
            any(scorer.forbidden(entry, told, golds) for entry in page.forbidden)
            if page.forbidden
            else None,
        )


def findings(text: str, reading: Reading) -> Iterator[tuple[NDArray[np.float32], Evidence, Record]]:
    """Yield each finding in a text: its features, what speaks for it, and the claim that it would make."""
    report = Report(id="report", text=text)
    looks = list(look(text, reading, [(s.start, s.end) for s in furniture(text)]))
    rows = iter(features([one.findings for one in looks]))
    for one in looks:
        for evidence in one.findings.found:
            maker = ClaimMaker(report, one.nouns, one.signs, 0)
            yield next(rows), evidence, maker.make([evidence.draft])[0].to_dict()


def _load(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("scorer", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    main()
