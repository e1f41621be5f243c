"""Bad input ends with what, where and what to do, a documented exit code, and no traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cli.outcome import NO_STATE, REPORT, Commands, Outcome
from documents.samples import PAGE, pdf
from volteface.cli.codes import MEANINGS, Exit

SPANISH = (
    "El gobierno de la isla dijo que los médicos se van del país porque no hay un acuerdo sobre el"
    " petróleo, y que no volverán hasta que se firme otro con las autoridades de Caracas.\n"
) * 3
SCRIPTS_ONLY = "<html><head><script>show()</script></head><body><script>x()</script></body></html>"
CP1252 = REPORT.replace(" - ", " – ").encode("cp1252")


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.truncate(200_000_000)


def _bytes(data: bytes) -> Callable[[Path], None]:
    return lambda path: path.write_bytes(data) and None


# fmt: off
UNREADABLE = {
    "empty file": ("empty.txt", _bytes(b""), "empty", "hand in"),
    "only blanks": ("blank.txt", _bytes(b" \n\t\n"), "text", "hand in"),
    "broken UTF-16": ("broken.txt", _bytes(b"\xff\xfe" + b"\x00\xd8\x41" * 400), "UTF-16", "UTF-8"),
    "200 MB": ("large.txt", _sparse, "200.0 MB", "limit"),
    "a picture named .txt": ("picture.txt", _bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256))), "PNG", "hand in"),
    "bytes named .txt": ("bytes.txt", _bytes(bytes(range(256)) * 40), "binary", "hand in"),
    "encrypted PDF": ("locked.pdf", _bytes(pdf(["Secret"], password="x")), "password", "save a copy"),
    "damaged PDF": ("damaged.pdf", _bytes(b"%PDF-1.7\n" + b"stuff " * 60), "PDF", "open it"),
    "page of scripts": ("app.html", _bytes(SCRIPTS_ONLY.encode()), "no article text", "save"),
    "another language": ("nota.txt", _bytes(SPANISH.encode()), "English", "translation"),
}
# fmt: on


def _check_refused(outcome: Outcome, path: Path, what: str, advice: str) -> None:
    assert outcome.code == Exit.UNREADABLE
    assert outcome.out == ""
    assert path.name in outcome.err
    assert what in outcome.err
    assert advice in outcome.err
    assert "Traceback" not in outcome.err


@pytest.mark.parametrize("command", ["read", "brief", "ties"])
@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_is_refused_with_advice(
    name: str, command: str, tmp_path: Path, volteface: Commands
) -> None:
    file, write, what, advice = UNREADABLE[name]
    path = tmp_path / file
    write(path)
    _check_refused(volteface(command, path), path, what, advice)


@pytest.mark.parametrize("command", ["read", "brief", "ties"])
def test_a_file_that_is_not_there_is_named(
    command: str, tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / "absent.txt"
    _check_refused(volteface(command, path), path, "no such file", "check the name")


def test_a_folder_without_files_is_named(tmp_path: Path, volteface: Commands) -> None:
    path = tmp_path / "bare"
    path.mkdir()
    _check_refused(volteface("read", path), path, "no files", "put the reports there")


def test_an_old_code_page_is_read(tmp_path: Path, volteface: Commands) -> None:
    path = tmp_path / "old.txt"
    path.write_bytes(CP1252)
    outcome = volteface("read", "--text", path)
    assert (outcome.code, outcome.out) == (Exit.OK, CP1252.decode("cp1252"))


def test_scripts_of_a_page_are_neither_run_nor_read(tmp_path: Path, volteface: Commands) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, "utf-8")
    outcome = volteface("read", "--text", path)
    assert outcome.code == Exit.OK
    assert "last airfield" in outcome.out
    assert "Ten killed" not in outcome.out
    assert "Shark" not in outcome.out


def test_a_report_without_states_gives_no_claims_and_says_so(
    tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / "choir.txt"
    path.write_text(NO_STATE, "utf-8")
    outcome = volteface("read", path, "--format", "jsonl")
    assert (outcome.code, outcome.out) == (Exit.OK, "")
    assert "no claim" in outcome.err


@pytest.mark.parametrize("options", [[], ["--json"], ["--markdown"]])
def test_a_report_without_states_has_no_brief(
    options: list[str], tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / "choir.txt"
    path.write_text(NO_STATE, "utf-8")
    outcome = volteface("brief", path, *options)
    assert outcome.code == Exit.NO_ANSWER
    assert outcome.err.startswith("volteface: ")
    assert "Traceback" not in outcome.err


@pytest.fixture
def half_bad(tmp_path: Path) -> Path:
    """Return a folder of six files, three of which cannot be read."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for number in range(3):
        (folder / f"good-{number}.txt").write_text(f"{REPORT}Note {number}.\n", "utf-8")
    (folder / "bad-empty.txt").touch()
    (folder / "bad-picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    (folder / "bad-locked.pdf").write_bytes(pdf(["Secret"], password="x"))
    return folder


BAD = ("bad-empty.txt", "bad-picture.txt", "bad-locked.pdf")


def test_what_could_be_read_of_a_folder_is_delivered(half_bad: Path, volteface: Commands) -> None:
    outcome = volteface("read", half_bad, "--format", "jsonl")
    assert outcome.code == Exit.PARTLY_READ
    claims = [json.loads(line) for line in outcome.out.splitlines()]
    assert {c["report_id"] for c in claims} == {f"good-{n}.txt" for n in range(3)}
    assert all(name in outcome.err for name in BAD)


def test_a_brief_of_what_could_be_read_is_delivered(half_bad: Path, volteface: Commands) -> None:
    outcome = volteface("brief", half_bad, "--json")
    assert outcome.code == Exit.PARTLY_READ
    assert {json.loads(outcome.out)["case"][k] for k in ("focal", "partner")} == {"VEN", "CUB"}
    assert all(name in outcome.err for name in BAD)


def test_texts_of_what_could_be_read_are_printed(half_bad: Path, volteface: Commands) -> None:
    outcome = volteface("read", "--text", half_bad)
    assert outcome.code == Exit.PARTLY_READ
    assert outcome.out.count("Some Cuban doctors remain") == 3
    assert all(name in outcome.err for name in BAD)


def test_one_bad_file_among_several_does_not_stop_the_others(
    half_bad: Path, volteface: Commands
) -> None:
    good, bad = half_bad / "good-0.txt", half_bad / "bad-empty.txt"
    outcome = volteface("read", bad, good, "--format", "jsonl")
    assert outcome.code == Exit.PARTLY_READ
    assert outcome.out
    assert "bad-empty.txt" in outcome.err


@pytest.mark.parametrize("command", ["read", "brief", "ties"])
def test_a_date_that_is_none_is_a_fault_of_the_command_line(
    command: str, tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / "report.txt"
    path.write_text(REPORT, "utf-8")
    outcome = volteface(command, path, "--published", "last spring")
    assert outcome.code == Exit.USAGE
    assert "--published" in outcome.err
    assert "2026-01" in outcome.err


def test_a_damaged_case_file_is_named(tmp_path: Path, volteface: Commands) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "a.txt").write_text(REPORT, "utf-8")
    (tmp_path / "case.toml").write_text("focal = VEN\n", "utf-8")
    outcome = volteface("brief", tmp_path)
    assert outcome.code == Exit.USAGE
    assert "case.toml" in outcome.err


def test_an_unknown_option_is_explained(volteface: Commands) -> None:
    outcome = volteface("read", "report.txt", "--frmat", "jsonl")
    assert outcome.code == Exit.USAGE
    assert "--frmat" in outcome.err


def test_the_help_tells_every_exit_code(volteface: Commands) -> None:
    shown = " ".join(volteface("--help").out.split())
    assert all(f"{code.value} {text}" in shown for code, text in MEANINGS.items())


def test_a_process_ends_with_the_code_and_without_traceback(tmp_path: Path) -> None:
    path = tmp_path / "empty.txt"
    path.touch()
    call = [sys.executable, "-c", "from volteface.cli import main; main()", "read", str(path)]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    assert done.returncode == Exit.UNREADABLE
    assert done.stderr.startswith("volteface: ")
    assert "Traceback" not in done.stderr


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    data=st.binary(max_size=300), suffix=st.sampled_from([".txt", ".md", ".html", ".pdf", ".xml"])
)
def test_no_bytes_whatever_end_in_a_traceback(
    data: bytes, suffix: str, tmp_path: Path, volteface: Commands
) -> None:
    path = tmp_path / f"any{suffix}"
    path.write_bytes(data)
    outcome = volteface("read", "--text", path)
    assert outcome.code in (Exit.OK, Exit.UNREADABLE, Exit.PARTLY_READ)
