"""The short form in which annotated pages are written, as its guide shows it."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

CLAIMS = Path(__file__).parents[2] / "training" / "claims"


@pytest.fixture
def example() -> str:
    guide = (CLAIMS / "guide.md").read_text("utf-8")
    lines = guide.splitlines()
    start = next(n for n, line in enumerate(lines) if line.startswith("    @ "))
    end = next(n for n in range(start, len(lines)) if not lines[n].strip())
    return textwrap.dedent("\n".join(lines[start:end]))


def test_the_example_of_the_guide_is_read(monkeypatch, tmp_path, example):
    monkeypatch.syspath_prepend(CLAIMS)
    from pages import read_pages

    page = tmp_path / "page.txt"
    page.write_text(example, "utf-8")
    headline, lead, denial = read_pages(page)
    assert (headline["sep"], lead["sep"], denial["sep"]) == ("", "\n", " ")
    assert [claim["trigger"] for claim in lead["claims"]] == ["closed", "expelled"]
    assert lead["not"][0]["source"] == "RWA"
    (denied,) = denial["claims"]
    assert (denied["polarity"], denied["speaker"], denied["key"]) == ("denied", "official", False)


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("event REQUEST BDI>RWA begged past", "is not a word"),
        ("event REQUEST BDI>BDI asked past", "the same"),
        ("event BEGGING BDI>RWA asked past", "no type"),
        ("event REQUEST BDI>RWA asked past loudly", "not known"),
    ],
)
def test_a_wrong_line_is_named_with_its_place(monkeypatch, tmp_path, example, line, wrong):
    monkeypatch.syspath_prepend(CLAIMS)
    from pages import read_pages

    page = tmp_path / "page.txt"
    page.write_text(f"{example}\n  {line}\n", "utf-8")
    (told,) = [one for one in read_pages(page) if isinstance(one, str)]
    assert wrong in told
    assert f"page.txt:{len(example.splitlines()) + 1}" in told
