"""Sources of every kind are loaded; what cannot be read is refused with what, where, what to do."""

from __future__ import annotations

import contextlib
import io
import os
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.samples import PAGE, RSS, pdf
from volteface.documents import Given, Options, load, load_all
from volteface.documents.options import Page
from volteface.errors import (
    DocumentError,
    EmptyDocumentError,
    LanguageError,
    NotTextError,
    TooLargeError,
    UnknownFormatError,
)
from volteface.model.dates import PartialDate

TEXT = "Niamey: The last troops have left the base, and the rulers of the country have said so.\r\n"
SPANISH = "El gobierno de la isla dice que los médicos se van del país porque no hay un acuerdo."
NOON = datetime(2024, 3, 4, 12, tzinfo=UTC)


class OnePage:
    """A fetcher that knows one page."""

    def fetch(self, url: str) -> Page:
        return Page(url=url, data=PAGE.encode(), content_type="text/html", retrieved=NOON)


def test_a_text_file_is_read_unaltered(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    (report,) = load(path)
    assert (report.id, report.text, report.path, report.form) == ("a.txt", TEXT, str(path), "txt")
    assert (report.dateline, report.published, report.retrieved) == ("Niamey", None, None)


def test_what_is_handed_in_ranks_before_what_the_text_tells() -> None:
    given_facts = Given(
        outlet="Wire", published=PartialDate(year=2026, month=2), origin="es, Granma"
    )
    (report,) = load(
        b"Outlet: Other\nDate: 3 March 2024\n\n" + TEXT.encode(), Options(given=given_facts)
    )
    assert (report.outlet, str(report.published), report.origin) == (
        "Wire",
        "2026-02",
        "es, Granma",
    )


def test_the_origin_of_a_translation_is_kept() -> None:
    (report,) = load(b"Translated-From: es, Granma\n\n" + TEXT.encode())
    assert report.origin == "es, Granma"


def test_a_stream_and_bytes_are_told_by_their_content() -> None:
    assert load(io.BytesIO(TEXT.encode()))[0].id == "stdin"
    assert load(PAGE.encode())[0].form == "html"
    assert load(pdf(["The last troops have left the base in the north."]))[0].form == "pdf"
    assert [report.id for report in load(RSS)] == ["stdin#1", "stdin#2"]


def test_an_address_is_fetched_and_stamped_by_the_clock() -> None:
    (report,) = load("https://c.example/1", Options(fetcher=OnePage()))
    assert (report.id, report.url, report.form) == (
        "https://c.example/1",
        "https://c.example/1",
        "web",
    )
    assert report.retrieved == NOON


def test_a_folder_goes_on_when_half_of_its_files_fail(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    files = {
        "a.txt": TEXT.encode(),
        "b.txt": b"",
        "c.pdf": pdf(["x"], password="p"),
        "d.txt": bytes(range(256)) * 9,
        "e.html": PAGE.encode(),
        "f.docx": b"PK\x03\x04",
        "sub/g.md": TEXT.encode(),
        "h.txt": SPANISH.encode(),
        ".hidden": b"x",
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    loaded = load_all(tmp_path)
    assert [report.id for report in loaded.reports] == ["a.txt", "e.html", "sub/g.md"]
    assert [Path(refusal.where).name for refusal in loaded.refused] == [
        "b.txt", "c.pdf", "d.txt", "f.docx", "h.txt",
    ]  # fmt: skip
    assert all(Path(refusal.where).name in refusal.reason for refusal in loaded.refused)
    assert len(load(tmp_path)) == 3


def test_a_case_folder_gives_its_reports_only(tmp_path: Path) -> None:
    (tmp_path / "reports").mkdir()
    (tmp_path / "case.toml").write_text("")
    (tmp_path / "notes.txt").write_text(TEXT)
    (tmp_path / "reports" / "wire-1.txt").write_text(TEXT)
    assert [report.id for report in load(tmp_path)] == ["wire-1.txt"]


def test_a_folder_of_which_nothing_can_be_read_says_why_for_each(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.xyz").write_bytes(b"x")
    with pytest.raises(DocumentError, match=r"none of 2(?:.|\n)*a\.txt: (?:.|\n)*\.xyz"):
        load(tmp_path)


def test_a_file_above_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "big.txt"
    with path.open("wb") as file:
        file.truncate(200_000_000)  # sparse: takes no room
    with pytest.raises(TooLargeError, match=r"big\.txt: 200\.0 MB, the limit is 50 MB"):
        load(path)


def test_a_stream_above_the_limit_is_refused() -> None:
    with pytest.raises(TooLargeError, match="stdin"):
        load(io.BytesIO(b"a" * 1001), Options(size_limit=1000))


@pytest.mark.parametrize(
    ("name", "data", "error", "message"),
    [
        ("a.txt", b"", EmptyDocumentError, "is empty"),
        ("a.txt", b" \n\t", EmptyDocumentError, "no text"),
        ("a.txt", b"\xef\xbb\xbf", EmptyDocumentError, "no text"),
        ("a.txt", b"MZ\x90\x00\x03" * 90, NotTextError, "binary file"),
        ("a.txt", SPANISH.encode(), LanguageError, "Spanish"),
        ("a.docx", b"PK\x03\x04", UnknownFormatError, r"\.docx"),
        ("a.md", b"# \n", EmptyDocumentError, "no text"),
    ],
)
def test_a_bad_file_is_refused_with_its_place(
    tmp_path: Path, name: str, data: bytes, error: type[DocumentError], message: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(error, match=message) as caught:
        load(path)
    assert name in str(caught.value)


@pytest.mark.parametrize("name", ["absent.txt", "nul\0.txt", "x" * 5000])
def test_a_file_that_is_not_there_is_refused(name: str) -> None:
    with pytest.raises(DocumentError, match=r"check (the )?name"):
        load(name)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with names")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(DocumentError, match="no regular file"):
        load(tmp_path / "pipe.txt")


@given(st.binary())
def test_random_bytes_give_reports_or_a_document_error(data: bytes) -> None:
    with contextlib.suppress(DocumentError):
        assert load(data)
