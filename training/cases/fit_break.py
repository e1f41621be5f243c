"""Fit the weights of what speaks for a date being that of the break, on annotated pages.

    python training/cases/fit_break.py --sentences training/claims/sentences

A page tells dates; one of them, or none, is the month that its annotator gave the break. The score
of a date is the sum of the weights of its signs, a month has that of its best date, and the weights
make the right month likely among the months told (a conditional logit with the choice of none). Of
the annotated claims a share is left out, as a reader misses some. Printed are the table [break] of
``data/cases/finding.toml``, and how often the month is right on the half of the pages that a fit on
the other half did not see.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from volteface.cases.breaks import dated_places, signs
from volteface.cases.pair import aliases
from volteface.cases.scan import scan
from volteface.cases.settings import load_finding
from volteface.documents.facts import find_facts
from volteface.model.claim import Claim, Party, Speaker
from volteface.model.dates import PartialDate
from volteface.model.report import Report

READ = 0.6  # the share of the claims that a reader finds
RIDGE, STEPS = 1.0, 40


@dataclass(slots=True, kw_only=True)
class Page:
    """The dates of a page: the signs of each, the month it tells, and which months are right."""

    places: list[set[str]]
    months: list[int]
    right: list[bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sentences", type=Path, required=True)
    args = parser.parse_args()
    random.seed(1)
    pages = [page for path in sorted(args.sentences.glob("*.jsonl")) for page in read(path)]
    random.shuffle(pages)
    names = sorted({name for page in pages for place in page.places for name in place})
    halves = pages[::2], pages[1::2]
    crossed = ((halves[0], fit(halves[1], names)), (halves[1], fit(halves[0], names)))
    right = sum(is_right(page, weights, names) for half, weights in crossed for page in half)
    told = sum(any(page.right) for page in pages)
    print(f"# {right} right of {len(pages)} pages, {told} of which tell the month")
    for name, weight in zip([*names, "none"], fit(pages, names).tolist(), strict=True):
        print(f"{name} = {weight:.2f}")


def read(path: Path) -> Iterator[Page]:
    """Yield the pages of a file whose break is dated to the month."""
    finding = load_finding()
    rows = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    for _, group in groupby(rows, key=lambda row: row["doc"]):
        sentences = list(group)
        wanted = sentences[0].get("break_date")
        if not wanted or len(wanted) < 7:
            continue
        report, claims = _report(sentences)
        scanned = scan((report,), finding)
        own = set(sentences[0]["pair"])
        same = aliases(scanned, finding)
        pair = frozenset(own | {code for code, counted in same.items() if counted in own})
        places = list(dated_places(report, scanned, claims, finding))
        if not places:
            continue
        yield Page(
            places=[signs(place, pair, finding) for place in places],
            months=[place.months for place in places],
            right=[_is_month(place.told.date, wanted) for place in places],
        )


def _report(rows: list[dict[str, Any]]) -> tuple[Report, tuple[Claim, ...]]:
    text = "\n\n".join(row["text"] for row in rows)
    claims, at = [], 0
    for row in rows:
        at = text.index(row["text"], at)
        for told in row["claims"]:
            if random.random() < READ:
                claims.append(_claim(told, row["text"], at, len(claims)))
    return Report(id="page", text=text, published=find_facts(text).published), tuple(claims)


def _claim(told: dict[str, Any], sentence: str, at: int, number: int) -> Claim:
    source, target = (
        Party(code=told[side]) if told[side] else None for side in ("source", "target")
    )
    return Claim(
        id=str(number),
        report_id="page",
        sentence=sentence,
        start=at,
        end=at + len(sentence),
        quote=sentence,
        source=source,
        target=target,
        speaker=Speaker(kind=told["speaker"]),
        **{k: told[k] for k in ("kind", "type", "polarity", "certainty", "time_frame", "change")},
    )


def _is_month(date: PartialDate, wanted: str) -> bool:
    found = str(date)[:7]
    return found == wanted or ("XXXX" in (found[:4], wanted[:4]) and found[4:] == wanted[4:])


def fit(pages: list[Page], names: list[str]) -> Tensor:
    """Return the weight of each sign, and last the score of "none of the dates"."""
    table = torch.tensor([[float(n in place) for n in names] for p in pages for place in p.places])
    keys = [(number, month) for number, page in enumerate(pages) for month in page.months]
    right = dict(zip(keys, (one for page in pages for one in page.right), strict=True))
    row = {key: index for index, key in enumerate(right)}
    of_date = torch.tensor([row[key] for key in keys])
    of_month = torch.tensor([number for number, _ in right])
    is_right = torch.tensor(list(right.values()))
    has_right = torch.tensor([any(page.right) for page in pages])
    weights = torch.zeros(len(names) + 1, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss() -> Tensor:
        optimizer.zero_grad()
        best = torch.full((len(right),), -1e9)
        odds = best.scatter_reduce(0, of_date, table @ weights[:-1], "amax").exp()
        none = weights[-1].exp()
        every = torch.zeros(len(pages)).index_add(0, of_month, odds) + none
        good = torch.zeros(len(pages)).index_add(0, of_month, odds * is_right) + none * ~has_right
        total = RIDGE * (weights[:-1] ** 2).sum() + (every.log() - good.log()).sum()
        total.backward()
        return total

    optimizer.step(loss)
    return weights.detach()


def is_right(page: Page, weights: Tensor, names: list[str]) -> bool:
    """Whether the best date of a page is of the right month and better than none."""
    weight = dict(zip(names, weights.tolist(), strict=False))
    scores = [sum(weight[name] for name in place) for place in page.places]
    return page.right[scores.index(max(scores))] and max(scores) > float(weights[-1])


if __name__ == "__main__":
    main()
