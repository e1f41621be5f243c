"""``volteface read``: claims for machines and for people, and the text that offsets refer to."""

from __future__ import annotations

import csv
import io
import json
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from cli.outcome import REPORT, Commands
from documents.samples import PAGE
from volteface.cli.claims_csv import COLUMNS
from volteface.cli.codes import Exit

CASE = Path(__file__).parents[2] / "cases" / "caracas-havana" / "reports"
SCHEMA = json.loads(files("volteface").joinpath("data", "claim.schema.json").read_text("utf-8"))


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """Return the path of a short report."""
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    return path


def _claims(printed: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in printed.splitlines()]


def _errors(claim: dict[str, Any]) -> list[str]:
    found = Draft202012Validator(SCHEMA).iter_errors(claim)
    return [f"{e.json_path}: {e.message[:120]}" for e in found]


def test_the_packaged_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("path", sorted(CASE.iterdir()), ids=lambda p: p.name)
def test_every_line_is_a_claim_by_the_schema_and_its_offsets_hold(
    path: Path, volteface: Commands
) -> None:
    text = volteface("read", "--text", path).out
    outcome = volteface("read", path, "--format", "jsonl")
    assert outcome.code == Exit.OK
    claims = _claims(outcome.out)
    assert claims
    assert [(c["id"], e) for c in claims for e in _errors(c)] == []
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in claims)
    assert len({c["id"] for c in claims}) == len(claims)


def test_no_state_acts_on_itself(volteface: Commands) -> None:
    claims = _claims(volteface("read", CASE, "--format", "jsonl").out)
    sides = [(c["source"] or {}, c["target"] or {}) for c in claims]
    known = [(a["code"], b["code"]) for a, b in sides if a.get("code") and b.get("code")]
    assert known
    assert all(a != b for a, b in known)


def test_causes_name_claims_that_are_there(volteface: Commands) -> None:
    claims = _claims(volteface("read", CASE, "--format", "jsonl").out)
    ids = {c["id"] for c in claims}
    assert {i for c in claims for i in c["caused_by"]} <= ids


def test_the_text_is_the_file_less_its_byte_order_mark(tmp_path: Path, volteface: Commands) -> None:
    path = tmp_path / "marked.txt"
    path.write_bytes(b"\xef\xbb\xbf" + REPORT.encode())
    outcome = volteface("read", "--text", path)
    assert (outcome.code, outcome.out, outcome.err) == (Exit.OK, REPORT, "")


def test_the_text_of_a_page_is_what_its_claims_quote(tmp_path: Path, volteface: Commands) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    text = volteface("read", "--text", path).out
    claims = _claims(volteface("read", path, "--format", "jsonl").out)
    assert claims
    assert all(text[c["start"] : c["end"]] == c["quote"] for c in claims)


def test_standard_input_is_read(volteface: Commands, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(REPORT.encode()), "utf-8")
    monkeypatch.setattr("sys.stdin", stream)
    outcome = volteface("read", "-", "--format", "jsonl")
    assert outcome.code == Exit.OK
    claims = _claims(outcome.out)
    assert claims
    assert {c["report_id"] for c in claims} == {"stdin"}


def test_two_readings_print_the_same(report: Path, volteface: Commands) -> None:
    first, second = (volteface("read", report, "--format", "jsonl").out for _ in range(2))
    assert first == second


def test_csv_has_a_row_for_every_claim(report: Path, volteface: Commands) -> None:
    claims = _claims(volteface("read", report, "--format", "jsonl").out)
    rows = list(csv.DictReader(io.StringIO(volteface("read", report, "--format", "csv").out)))
    assert [r["id"] for r in rows] == [c["id"] for c in claims]
    assert list(rows[0]) == COLUMNS
    assert [r["quote"] for r in rows] == [c["quote"] for c in claims]


def test_the_table_shows_both_sides(report: Path, volteface: Commands) -> None:
    outcome = volteface("read", report)
    assert outcome.code == Exit.OK
    assert "CUB → VEN" in outcome.out


def test_an_explained_claim_tells_words_voice_and_way(report: Path, volteface: Commands) -> None:
    shown = volteface("read", report, "--explain").out
    assert "says: " in shown
    assert "reached by " in shown
    assert "“" in shown


def test_several_reports_are_read_in_their_order(tmp_path: Path, volteface: Commands) -> None:
    paths = [tmp_path / name for name in ("b.txt", "a.txt")]
    for path in paths:
        path.write_text(REPORT, "utf-8")
    claims = _claims(volteface("read", *paths, "--format", "jsonl").out)
    reports = list(dict.fromkeys(c["report_id"] for c in claims))
    assert reports == ["b.txt", "a.txt"]


def test_a_year_comes_from_the_option_and_never_from_today(
    tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / "undated.txt"
    path.write_text("Cuba withdrew its advisers from Venezuela in early January.\n", "utf-8")
    untold = _claims(volteface("read", path, "--format", "jsonl").out)
    told = _claims(volteface("read", path, "--format", "jsonl", "--published", "2026-02").out)
    assert {c["time"]["start"] for c in untold if c["time"]} == {"XXXX-01"}
    assert {c["time"]["start"] for c in told if c["time"]} == {"2026-01"}
