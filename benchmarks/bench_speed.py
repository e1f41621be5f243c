"""Print what a brief and a long reading cost on one core, beside peers measured in the same run.

    VOLTEFACE_SHARED=FOLDER python benchmarks/bench_speed.py [--runs 3]

Peers: for ``volteface brief``, a bare Python process that opens the shipped networks and reads
nothing (what no reader on them can go below); for reading, the parser alone on the same sentences.
The long document is all tune texts, each once: a copied paragraph would be left out as furniture.
Times are CPU seconds of user and system. Ends with 1 where a bar is not met.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"  # before anything that starts threads is imported

from gold_sets import CASE, READING, gold_sets
from scorers import command

MOST_SECONDS, MOST_MEGABYTES, LEAST_SENTENCES = 5.0, 600.0, 60.0
_BARE = """
from importlib.resources import files
import onnxruntime
for path in sorted(files("volteface").joinpath("data", "parser").iterdir()):
    if path.name.endswith(".onnx"):
        onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """CPU seconds and peak resident memory of one process."""

    seconds: float
    megabytes: float


def main() -> int:
    """Measure, print, and return the exit code."""
    options = _options()
    report = _report()
    brief = _least([command(), "brief", str(report), "--json"], options.runs)
    bare = _least([sys.executable, "-c", _BARE], options.runs)
    reading, parsing, sentences = _long_reading(options.runs)
    rate = sentences / reading
    print(
        f"volteface brief {report.name}: {brief.seconds:.2f} CPU-s, {brief.megabytes:.0f} MB at most"
    )
    print(f"  peer, opening the networks: {bare.seconds:.2f} CPU-s, {bare.megabytes:.0f} MB")
    print(
        f"  ratio: time ×{brief.seconds / bare.seconds:.2f}, memory ×{brief.megabytes / bare.megabytes:.2f}"
    )
    print(f"a long document, {sentences} sentences: {rate:.0f} sentences per core-second")
    print(
        f"  peer, the parser alone: {sentences / parsing:.0f}; ratio: time ×{reading / parsing:.2f}"
    )
    bars = (
        (f"brief under {MOST_SECONDS:g} CPU-s", brief.seconds < MOST_SECONDS),
        (f"brief under {MOST_MEGABYTES:g} MB", brief.megabytes < MOST_MEGABYTES),
        (f"at least {LEAST_SENTENCES:g} sentences per core-second", rate >= LEAST_SENTENCES),
    )
    print(*(f"{'met' if is_met else 'NOT MET':<8}{bar}" for bar, is_met in bars), sep="\n")
    return 0 if all(is_met for _, is_met in bars) else 1


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--runs", type=int, default=3, help="the least of so many runs is printed")
    return parser.parse_args()


def _report() -> Path:
    """Return the seed report, or a report of the example case where it is not there."""
    sets = gold_sets(Path(os.environ.get("VOLTEFACE_SHARED") or "absent"))
    seed = [report for gold in sets if gold.name == "seed" for _, report in gold.pairs]
    return seed[0] if seed else CASE / "reports" / "wire-cps.txt"


def _least(call: list[str], runs: int) -> Cost:
    found = [_cost(call) for _ in range(runs)]
    return Cost(min(c.seconds for c in found), min(c.megabytes for c in found))


def _cost(call: list[str]) -> Cost:
    """Return what one process used, by the kernel's own account of it."""
    with subprocess.Popen(call, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        said = process.stderr.read() if process.stderr else b""
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{call[0]} ended with {process.returncode}: {said.decode()[-400:]}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def _long_reading(runs: int) -> tuple[float, float, int]:
    """Return CPU seconds of reading and of parsing the joined tune texts, and their number of sentences."""
    from time import process_time

    from volteface.api import claims_of
    from volteface.documents.load import load
    from volteface.reading.parser.model import Parser
    from volteface.reading.parsing import parse_text

    text = "\n\n".join(p.read_text("utf-8") for p in sorted((READING / "tune").glob("*.txt")))
    warm, long = load(text[:2000].encode()), load(text.encode())
    parser = Parser(threads=1)
    claims_of(warm)
    sentences = len(parse_text(long[0].text, parser))
    rounds = []
    for _ in range(runs):
        start = process_time()
        claims_of(long)
        read = process_time()
        parse_text(long[0].text, parser)
        rounds.append((read - start, process_time() - read))
    return min(r for r, _ in rounds), min(p for _, p in rounds), sentences


if __name__ == "__main__":
    sys.exit(main())
