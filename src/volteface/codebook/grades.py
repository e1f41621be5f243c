"""Admiralty grades: reliability of a source (A-F), credibility of what is told (1-6).

Reliability is never computed: an analyst gives it, and without that it is F. Credibility is
computed from independent corroboration and contradiction by the rules printed in ``grades.csv``.
F and 6 mean "cannot be judged": they are no middle value, and ``judged`` is False.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from volteface.codebook.tables import read_table
from volteface.errors import CodebookError

TABLE = "grades.csv"
COLUMNS = ("scale", "grade", "label", "rule", "judged", "source")
SCALES = {"reliability": "ABCDEF", "credibility": "123456"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Grade:
    """One grade with the rule that gives it; ``judged`` is False for F and 6."""

    scale: str
    grade: str
    label: str
    rule: str
    judged: bool
    source: str


@cache
def load_grades() -> dict[str, Grade]:
    """Return all grades by their letter or figure.

    Raises CodebookError naming file and row where a cell is wrong, and where a grade is missing.
    """
    found: dict[str, Grade] = {}
    for number, row in enumerate(read_table(TABLE, COLUMNS), 2):
        found[row["grade"]] = _grade(f"{TABLE}, row {number}", row)
    missing = sorted(set("".join(SCALES.values())) - set(found))
    if missing:
        raise CodebookError(f"{TABLE}: grades missing: {', '.join(missing)}; add their rows")
    return found


def reliability(letter: str | None) -> Grade:
    """Return the reliability grade an analyst gave; None, not graded, is F.

    Raises CodebookError where the letter is not A to F.

    >>> reliability(None).label
    'Cannot be judged'
    """
    if letter is None:
        return load_grades()["F"]
    if len(letter) != 1 or letter not in SCALES["reliability"]:
        raise CodebookError(f"reliability is {letter!r}; write one letter from A to F")
    return load_grades()[letter]


def credibility(
    independent_sources: int,
    contradicted: bool,
    *,
    contradicting_sources: int | None = None,
    is_attributed: bool = True,
) -> Grade:
    """Return the credibility grade of something told, by the printed rules.

    ``independent_sources`` counts those that tell it, syndicated copies and retellings of one
    agency once. ``contradicted`` says whether any source denies it; ``contradicting_sources``
    how many independent ones do (None: not counted, taken as one). ``is_attributed`` says
    whether anybody answers for it by name or office; it matters only for a single source.
    Raises ValueError where a count is negative or does not go with ``contradicted``.

    >>> credibility(2, False).grade, credibility(1, True).grade
    ('2', '4')
    """
    against = _against(contradicted, contradicting_sources)
    if independent_sources < 0:
        raise ValueError(f"independent_sources is {independent_sources}; expected 0 or more")
    return load_grades()[_credibility(independent_sources, against, is_attributed)]


def _credibility(told: int, denied: int, is_attributed: bool) -> str:
    if denied > told:
        return "5"
    if denied:
        return "3" if told > 1 else "4"
    if told == 1:
        return "3" if is_attributed else "6"
    return {0: "6", 2: "2"}.get(told, "1")


def _against(contradicted: bool, sources: int | None) -> int:
    if sources is None:
        return int(contradicted)
    if sources < 0 or bool(sources) != contradicted:
        raise ValueError(f"contradicting_sources is {sources} where contradicted is {contradicted}")
    return sources


def _grade(where: str, row: dict[str, str]) -> Grade:
    if row["grade"] not in tuple(SCALES.get(row["scale"], "")):
        raise CodebookError(f"{where}: {row['scale']} {row['grade']!r} is no Admiralty grade")
    if row["judged"] not in ("yes", "no"):
        raise CodebookError(f"{where}: judged is {row['judged']!r}; write yes or no")
    if not (row["label"] and row["rule"]):
        raise CodebookError(f"{where}: label and rule are needed")
    return Grade(
        scale=row["scale"],
        grade=row["grade"],
        label=row["label"],
        rule=row["rule"],
        judged=row["judged"] == "yes",
        source=row["source"],
    )
