import json

import pytest

from ledger.made import claim
from volteface.cases.corrections import apply_corrections, read_corrections
from volteface.cases.folder import load_case
from volteface.cases.kept import keep_assessment, kept_assessments
from volteface.errors import CaseError, DocumentError

TEXT = "Cuban guards have begun leaving Venezuela, officials in Caracas said on Tuesday.\n" * 3


def folder(tmp_path, case="", **files):
    reports = tmp_path / "reports"
    reports.mkdir()
    (tmp_path / "case.toml").write_text(case, encoding="utf-8")
    for name, text in (files or {"a": TEXT}).items():
        (reports / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_all_keys_may_be_missing(tmp_path):
    found = load_case(folder(tmp_path))
    assert found.case.focal is None
    assert found.case.break_ is None
    assert found.case.horizon_months == 24
    assert len(found.reports) == 1


def test_what_the_case_tells_of_a_report_is_kept(tmp_path):
    told = '[reports."a.txt"]\noutlet = "Wire"\npublished = "2026-02-21"\nreliability = "B"\n'
    (one,) = load_case(folder(tmp_path, told)).reports
    assert (one.outlet, str(one.published), one.reliability) == ("Wire", "2026-02-21", "B")


def test_a_file_that_cannot_be_read_is_kept_with_its_reason_and_the_others_go_on(tmp_path):
    found = load_case(folder(tmp_path, "", a=TEXT, b=""))
    assert len(found.reports) == 1
    assert "empty" in found.refused[0].reason


def test_a_folder_of_which_nothing_can_be_read_says_so(tmp_path):
    with pytest.raises(DocumentError, match="empty"):
        load_case(folder(tmp_path, "", a="", b=""))


def test_a_single_file_is_a_case_without_facts(tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(TEXT, encoding="utf-8")
    found = load_case(file)
    assert found.case.title == "report.txt"
    assert found.path is None


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("focus = 'VEN'", "focus"),
        ("focal = 'Venezuela'", "focal"),
        ("outside = 'USA'", "outside"),
        ("break = 'January'", "break"),
        ("horizon_months = 0", "horizon_months"),
        ("horizon_months = true", "horizon_months"),
        ("focal = 'VEN'\npartner = 'VEN'", "partner"),
        ('[reports."a.txt"]\nreliability = "G"', "reliability"),
        ('[reports."a.txt"]\ngrade = "B"', "grade"),
        ('[reports."z.txt"]\noutlet = "Wire"', "z.txt"),
        ("focal = ", "TOML"),
    ],
)
def test_a_bad_key_or_value_is_named_with_its_file(tmp_path, text, named):
    with pytest.raises(CaseError, match=named) as raised:
        load_case(folder(tmp_path, text))
    assert "case.toml" in str(raised.value)


def correction(action, **more):
    meant = {
        "report_id": "r1", "quote": "CUB>VEN RETREAT", "type": "RETREAT",
        "source": {"code": "CUB"}, "target": {"code": "VEN"},
    }  # fmt: skip
    row = {"claim": meant, "action": action, "who": "ana", "when": "2026-03-01", "why": "seen"}
    return json.dumps(row | more)


def test_corrections_reject_correct_and_accept_claims_after_a_new_reading(tmp_path):
    told = (claim("r1-9", "CUB>VEN", "RETREAT"), claim("r1-10", "VEN>CUB", "REQUEST"))
    file = tmp_path / "corrections.jsonl"
    file.write_text(correction("reject"), encoding="utf-8")
    assert apply_corrections(told, read_corrections(file)) == told[1:]
    file.write_text(correction("correct", to={"change": "begins"}), encoding="utf-8")
    assert apply_corrections(told, read_corrections(file))[0].change == "begins"
    file.write_text(correction("accept"), encoding="utf-8")
    assert apply_corrections(told, read_corrections(file))[0].score == 1.0


@pytest.mark.parametrize(
    "line", ["{", "{}", correction("delete"), correction("correct", to={"change": "up"})]
)
def test_a_bad_correction_is_named_with_its_line(tmp_path, line):
    file = tmp_path / "corrections.jsonl"
    file.write_text("\n" + line, encoding="utf-8")
    with pytest.raises(CaseError, match="line 2"):
        read_corrections(file)


def test_assessments_are_kept_and_none_is_overwritten(tmp_path):
    first, second = keep_assessment(tmp_path, {"n": 1}), keep_assessment(tmp_path, {"n": 2})
    assert kept_assessments(tmp_path) == (first, second)
    assert json.loads(first.read_text(encoding="utf-8")) == {"n": 1}
