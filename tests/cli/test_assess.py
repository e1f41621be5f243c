"""``volteface assess``: series of the case beside the sum."""

import json
from pathlib import Path

from cli.outcome import Commands

REPORT = (
    "NIAMEY, 5 January 2024. Niger expelled the French ambassador in January 2024. "
    "France withdrew its troops from Niger in January 2024."
)


def case_with_series(folder: Path, *rows: str) -> Path:
    (folder / "reports").mkdir(parents=True)
    (folder / "series").mkdir()
    (folder / "reports" / "wire.txt").write_text(REPORT, "utf-8")
    (folder / "case.toml").write_text(
        'title = "x"\nfocal = "NER"\npartner = "FRA"\nbreak = "2024-01"\n', "utf-8"
    )
    (folder / "series" / "cargoes.csv").write_text("\n".join(["date,value", *rows]), "utf-8")
    return folder


def test_a_series_of_the_case_is_shown_apart_from_the_sum(
    volteface: Commands, tmp_path: Path
) -> None:
    before = [f"2023-{month:02d},{50 + month % 3}" for month in range(1, 13)]
    folder = case_with_series(tmp_path / "case", *before, "2024-01,20", "2024-02,21")
    shown = volteface("assess", str(folder))
    assert "(assumed;" in shown.out
    record = json.loads(volteface("assess", str(folder), "--json").out)
    assert [one["name"] for one in record["pieces"] if one["is_assumed"]] == [
        "series cargoes: 2 values since 2024-01"
    ]


def test_a_damaged_series_names_file_and_row(volteface: Commands, tmp_path: Path) -> None:
    folder = case_with_series(tmp_path / "case", "2024-01,many")
    shown = volteface("assess", str(folder))
    assert shown.code != 0
    assert "cargoes.csv, row 2" in shown.err
