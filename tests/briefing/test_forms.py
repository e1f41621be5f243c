from __future__ import annotations

import hashlib
import io
import json
import re
import tomllib
import zipfile
from dataclasses import replace

import pytest
from markupsafe import Markup
from rich.console import Console

from briefing.samples import CLAIMS, REPORTS, WIRE, claim, sample
from volteface.briefing.source_text import anchors, marked
from volteface.briefing.terminal import show

MARK = re.compile(r'<mark id="claim-(\d+)">')


def test_the_json_twin_holds_case_assessment_ledger_claims_and_evidence():
    record = json.loads(sample().to_json())
    assert record["case"]["focal"] == "NER"
    assert record["case"]["break"] == {
        "date": "2023-10",
        "precision": "month",
        "of": "act",
        "claims": ["w/1"],
    }
    assert record["assessment"]["headline"]["lasting"] == pytest.approx(0.75)
    assert record["ledger"]["events"][0]["date"] == "2023-10-10"
    assert [one["id"] for one in record["claims"]] == [one.id for one in CLAIMS]
    known = {one["id"] for one in record["claims"]}
    for section in record["sections"]:
        for sentence in section["sentences"]:
            assert sentence["claims"] or sentence["rules"]
            assert set(sentence["claims"]) <= known


def test_the_page_asks_for_nothing_outside_and_runs_no_script():
    page = sample().to_html()
    outside = [
        u for u in re.findall(r'(?:src|href)="([^"]*)"', page) if not u.startswith(("#", "data:"))
    ]
    assert outside == []
    assert "<script" not in page
    assert "@import" not in page
    assert "url(" not in page


def test_every_link_of_the_page_lands_on_an_id_that_stands_once():
    page = sample().to_html()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_markup_in_reports_titles_and_speakers_is_shown_not_obeyed():
    reports = (replace(REPORTS[0], outlet="<script>alert(1)</script>"), REPORTS[1])
    page = sample(reports=reports).to_html()
    assert "<script>" not in page
    assert "<b>in secret</b>" not in page
    assert "&lt;b&gt;in secret&lt;/b&gt;" in page


def test_each_quote_is_marked_where_it_stands():
    wire = [one for one in CLAIMS if one.report_id == "wire.txt"]
    text = marked(WIRE, wire, anchors(CLAIMS))
    assert [int(number) for number in MARK.findall(text)] == [1, 2, 3, 4, 5]
    assert Markup(re.sub("<[^>]*>", "", text)).unescape() == WIRE
    for one in wire:
        assert (
            f'<mark id="claim-{anchors(CLAIMS)[one.id]}">{Markup.escape(one.quote)}</mark>' in text
        )


def test_nested_equal_and_overlapping_quotes_keep_the_text_whole():
    quotes = ("began leaving Niger", "French soldiers began", "leaving", "leaving", WIRE[:60])
    claims = [claim(str(n), quote) for n, quote in enumerate(quotes)]
    text = marked(WIRE, claims, anchors(claims))
    assert sorted(MARK.findall(text)) == ["1", "2", "3", "4", "5"]
    assert text.count("<mark") == text.count("</mark>")
    assert Markup(re.sub("<[^>]*>", "", text)).unescape() == WIRE


def test_offsets_outside_the_text_are_refused():
    with pytest.raises(ValueError, match="outside the text"):
        marked("short", [CLAIMS[0]], anchors(CLAIMS))


def test_damaged_characters_do_not_break_any_form(tmp_path):
    reports = (replace(REPORTS[0], text=WIRE + " \ud800\x00"), REPORTS[1])
    brief = sample(reports=reports)
    assert "\ud800" not in brief.to_html()
    brief.to_json().encode()
    brief.to_markdown().encode()
    brief.to_bundle(tmp_path / "b.zip")


def test_markdown_notes_every_claim_it_refers_to():
    text = sample().to_markdown()
    assert text.startswith("# Niamey and Paris\n")
    notes = set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))
    assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) <= notes
    assert r"\<b\>in secret" in text


def test_the_terminal_shows_every_section_without_colour_codes_when_plain():
    stream = io.StringIO()
    show(sample(), Console(file=stream, width=80, color_system=None))
    printed = stream.getvalue()
    for section in sample().sections:
        assert section.title in printed
    assert "\x1b" not in printed
    assert max(len(line) for line in printed.splitlines()) <= 80


def test_the_bundle_holds_every_file_with_its_hash_and_is_the_same_each_time(tmp_path):
    first = sample().to_bundle(tmp_path / "one" / "a.zip")
    second = sample().to_bundle(tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        names = set(archive.namelist())
        hashes = json.loads(archive.read("manifest.json"))["sha256"]
        assert names - {"manifest.json"} == set(hashes)
        for name, value in hashes.items():
            assert hashlib.sha256(archive.read(name)).hexdigest() == value
        assert len(archive.read("claims.jsonl").splitlines()) == len(CLAIMS)
        assert tomllib.loads(archive.read("case.toml").decode())["focal"] == "NER"
        assert "reports/01-wire-txt.txt" in names
        assert archive.read("reports/01-wire-txt.txt").decode() == WIRE


def test_a_report_cannot_write_outside_the_bundle(tmp_path):
    reports = (replace(REPORTS[0], id="../../etc/passwd"), REPORTS[1])
    claims = tuple(one for one in CLAIMS if one.report_id != "wire.txt")
    path = sample(reports=reports, claims=claims).to_bundle(tmp_path / "b.zip")
    with zipfile.ZipFile(path) as archive:
        assert not any(".." in name for name in archive.namelist())


def test_a_notebook_shows_the_page_in_a_frame():
    frame = sample()._repr_html_()
    assert frame.startswith('<iframe title="Niamey and Paris" srcdoc="')
