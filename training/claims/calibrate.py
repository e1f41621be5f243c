"""Fit the acceptance of findings on reports that the heads were not trained on.

    python training/claims/calibrate.py --model DIR --scorer score_reading.py PAGES.jsonl … REPORT.json … \
        [--learnt DIR PAGES.jsonl … [--learnt DIR PAGES.jsonl …]]

PAGES hold a sentence a line with its claims and what it must not be read as (``not``), pages after one
another; a REPORT is the gold file of the text beside it. Pages that the heads have learnt from since are
read by an earlier model (``--learnt``, its folder and the pages): what it finds there is not learnt by heart.

A finding is right if a gold claim in the same place is the same in full; a fact is borne out if a gold
claim there tells of the same actors and of something near, and false if it is what the page must not
be read as (learnt from pages that say so). How well each is told on pages of the model's own that were
left out is printed;
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
from export_acceptance import export_acceptance
from glance import Glance, fit_glance
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

from volteface.documents.furniture import furniture
from volteface.model.report import Report
from volteface.reading.chain import Reading, look
from volteface.reading.claims import ClaimMaker
from volteface.reading.evidence import Evidence, features
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
    parser.add_argument(
        "--learnt",
        type=Path,
        nargs="+",
        action="append",
        default=[],
        help="an earlier model, and pages that were learnt after it",
    )
    parser.add_argument("gold", type=Path, nargs="+")
    args = parser.parse_args()
    scorer = _load(args.scorer)
    own = list(examples(args.gold, _reading(args.model), scorer))
    others = [
        example
        for folder, *pages in args.learnt
        for example in examples(pages, _reading(folder), scorer)
    ]
    export_acceptance(*fitted(own, others), args.model / "acceptance.onnx")
    least = {name: getattr(args, name) for name in ("unborne", "false", "views", "second")}
    (args.model / "acceptance.json").write_text(json.dumps(least, indent=1) + "\n", "utf-8")


def _reading(model: Path) -> Reading:
    return Reading(Parser(model), load_lexicon(), load_gazetteer(), ClaimHeads(model))


class Example(NamedTuple):
    """A finding in a report with its features and states, and how it stands to the gold claims.

    ``borne`` and ``false`` are None of what is no fact, ``false`` also where nobody has said what
    the page must not be read as.
    """

    page: str
    row: NDArray[np.float32]
    states: NDArray[np.float32]
    right: bool
    borne: bool | None
    false: bool | None


class ExampleTable(NamedTuple):
    """Examples as arrays: ``outcomes`` (n × outcomes) are 0 or 1 where ``known``."""

    pages: NDArray[np.str_]
    features: NDArray[np.float32]
    states: NDArray[np.float32]
    outcomes: NDArray[np.float32]
    known: NDArray[np.bool_]


def table_of(found: list[Example]) -> ExampleTable:
    outcomes = [[getattr(e, name) for name in _OUTCOMES] for e in found]
    return ExampleTable(
        np.array([e.page for e in found]),
        np.stack([e.row for e in found]),
        np.stack([e.states for e in found]),
        np.array([[bool(o) for o in row] for row in outcomes], np.float32),
        np.array([[o is not None for o in row] for row in outcomes]),
    )


def fitted(
    own: list[Example], others: list[Example]
) -> tuple[Glance, list[HistGradientBoostingClassifier]]:
    """Return the net and the trees of each outcome; how well they tell own pages left out is printed.

    The trees learn from what nets say that were fitted on other pages.
    """
    table = table_of(own + others)
    is_own = np.arange(len(table.pages)) < len(own)
    folds = list(GroupKFold(5).split(table.features, groups=table.pages))
    told = np.zeros_like(table.outcomes)
    for rest, left_out in folds:
        net = _glance(table, rest)
        told[left_out] = net.told(table.states[left_out], table.features[left_out])
    x = np.hstack([table.features, told])
    models = []
    for number, name in enumerate(_OUTCOMES):
        known, y = table.known[:, number], table.outcomes[:, number]
        chances = np.zeros(len(y))
        for rest, left_out in folds:
            chosen = rest[known[rest]]
            model = HistGradientBoostingClassifier(**_SETTINGS).fit(x[chosen], y[chosen])
            chances[left_out] = model.predict_proba(x[left_out])[:, 1]
        _print(name, y[known & is_own], chances[known & is_own])
        models.append(HistGradientBoostingClassifier(**_SETTINGS).fit(x[known], y[known]))
    return _glance(table, np.arange(len(x))), models


def _glance(table: ExampleTable, chosen: NDArray[np.intp]) -> Glance:
    known = table.known[chosen].astype(np.float32)
    tables = (table.states[chosen], table.features[chosen], table.outcomes[chosen])
    return fit_glance(*tables, known)


def _print(name: str, outcomes: NDArray[np.float32], chances: NDArray[np.float64]) -> None:
    rate, auc = outcomes.mean(), roc_auc_score(outcomes, chances)
    brier = brier_score_loss(outcomes, chances)
    print(
        f"{name}: n {len(outcomes)}, rate {rate:.3f}, pages left out: AUC {auc:.3f},"
        f" Brier {brier:.3f} against {rate * (1 - rate):.3f}"
    )


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


def examples(paths: list[Path], reading: Reading, scorer: ModuleType) -> Iterator[Example]:
    """Yield every finding in the reports of files with what the scorer says of it."""
    for path in paths:
        for number, page in enumerate(read_pages(path)):
            yield from _examples(f"{path.name} {number}", page, reading, scorer)


def _examples(name: str, page: Page, reading: Reading, scorer: ModuleType) -> Iterator[Example]:
    golds = page.golds
    for entry in golds + page.forbidden:
        entry["_at"] = scorer.span(entry.get("sentence"), page.text)
    for row, evidence, told in findings(page.text, reading):
        told["_at"] = scorer.place(told, page.text)
        is_false = any(scorer.forbidden(entry, told, golds) for entry in page.forbidden)
        is_fact = evidence.tells_a_fact
        yield Example(
            name,
            row,
            evidence.weight.states,
            any(scorer.judge(gold, told) == _FULL for gold in golds),
            scorer.supported(told, golds) if is_fact else None,
            is_false if is_fact and page.forbidden else None,
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
