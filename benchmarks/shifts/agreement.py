"""How far two coders of the covariates agree, column by column."""

from __future__ import annotations

import csv
from pathlib import Path

from volteface.model.dates import PartialDate
from volteface.reference.breaks import load_breaks, month_number
from volteface.reference.covariates import AFTER, AT_BREAK, WORDS, covariates_of, load_covariates

SECOND = Path(__file__).parent.parent / "reference" / "covariates_second.csv"
_MONTHS = 36


def main() -> None:
    """Print share of equal cells and Cohen's kappa, as read at the break and three years after."""
    first = load_covariates()
    with SECOND.open(encoding="utf-8", newline="") as file:
        second = {row["id"]: covariates_of(row) for row in csv.DictReader(file)}
    months = {row.id: month_number(row.date) for row in load_breaks().breaks}
    both = sorted(set(first) & set(second))
    print(f"{len(both)} rows coded twice")
    for name in (*WORDS, *AT_BREAK, *AFTER):
        pairs = []
        for key in both:
            if name in first[key].cells and name in second[key].cells:
                pairs.append(
                    tuple(_read(one[key].cells[name], name, months[key]) for one in (first, second))
                )
        same = sum(a == b for a, b in pairs) / max(len(pairs), 1)
        print(f"  {name:<16} n {len(pairs):3d}  equal {same:.2f}  kappa {_kappa(pairs):.2f}")


def _read(cell: str, name: str, broken: int) -> str:
    if name in WORDS or cell == "no":
        return cell
    date = PartialDate.parse(cell)
    limit = broken + (_MONTHS if name in AFTER else 0)
    return (
        "yes"
        if month_number(PartialDate(year=date.year, month=date.month or 12)) <= limit
        else "no"
    )


def _kappa(pairs: list[tuple[str, ...]]) -> float:
    """Return Cohen's (1960) kappa; 1 where both coders always wrote one word."""
    if not pairs:
        return float("nan")
    same = sum(a == b for a, b in pairs) / len(pairs)
    words = {word for pair in pairs for word in pair}
    chance = (
        sum(sum(a == w for a, _ in pairs) * sum(b == w for _, b in pairs) for w in words)
        / len(pairs) ** 2
    )
    return 1.0 if chance >= 1 else (same - chance) / (1 - chance)
