"""The gold sets: which annotated reports there are, and the hash of each set."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).parents[1]
CASE = ROOT / "cases" / "caracas-havana"
READING = ROOT / "benchmarks" / "reading"


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """Gold files of one set with the reports that they annotate, in the order of their names."""

    name: str
    pairs: tuple[tuple[Path, Path], ...]

    @property
    def sha256(self) -> str:
        """Hash of the gold files' names and bytes."""
        digest = sha256()
        for gold, _ in self.pairs:
            digest.update(gold.name.encode() + b"\0" + gold.read_bytes())
        return digest.hexdigest()


def gold_sets(shared: Path) -> tuple[GoldSet, ...]:
    """Return seed, example case (by each annotator), tune, plain, unseen, blind and held; sets without files are left out."""
    found = (
        GoldSet(name="seed", pairs=_seed(shared / "seed")),
        GoldSet(name="example", pairs=_beside(CASE / "gold", CASE / "reports")),
        GoldSet(name="example-second", pairs=_beside(CASE / "gold" / "second", CASE / "reports")),
        GoldSet(name="tune", pairs=_beside(READING / "tune", READING / "tune")),
        GoldSet(name="plain", pairs=_beside(READING / "plain", READING / "plain")),
        GoldSet(name="unseen", pairs=_beside(READING / "unseen", READING / "unseen")),
        GoldSet(name="blind", pairs=_beside(READING / "blind", READING / "blind")),
        GoldSet(name="held", pairs=_beside(READING / "held", READING / "held")),
    )
    return tuple(s for s in found if s.pairs)


def _seed(folder: Path) -> tuple[tuple[Path, Path], ...]:
    texts = sorted(folder.glob("*_*.txt"))
    return tuple((folder / "gold.json", text) for text in texts[:1])


def _beside(golds: Path, reports: Path) -> tuple[tuple[Path, Path], ...]:
    return tuple(
        (gold, report)
        for gold in sorted(golds.glob("*.json"))
        for report in sorted(reports.glob(f"{gold.stem}.*"))
        if report.suffix != ".json"
    )
