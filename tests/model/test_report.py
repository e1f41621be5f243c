from dataclasses import replace

from volteface.model.report import Report

EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"  # SHA-256 of nothing


def test_the_hash_is_the_sha_256_of_the_text() -> None:
    assert Report(id="r", text="").content_hash == EMPTY


def test_the_hash_depends_on_the_text_alone() -> None:
    report = Report(id="r", text="Cuban guards left Caracas.")
    assert replace(report, id="s", outlet="a").content_hash == report.content_hash
    assert replace(report, text="Cuban guards left.").content_hash != report.content_hash


def test_a_text_with_half_a_character_can_be_hashed_too() -> None:
    assert len(Report(id="r", text="\ud83d").content_hash) == 64


def test_what_is_not_known_of_a_report_is_none() -> None:
    report = Report(id="r", text="x")
    assert (report.outlet, report.published, report.language, report.retrieved) == (None,) * 4
