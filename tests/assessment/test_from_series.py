"""What the case's series say since the break: assumed pieces, apart from the headline."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from volteface.api import brief
from volteface.assessment.from_series import series_pieces, with_assumed
from volteface.assessment.pieces import log_odds
from volteface.model.dates import PartialDate
from volteface.model.series import Series

BREAK = PartialDate(year=2024, month=1)
BEFORE = [50.0, 52.0, 49.0, 51.0, 50.0, 48.0, 52.0, 50.0, 51.0, 49.0, 50.0, 51.0]
REPORT = (
    "NIAMEY, 5 January 2024. Niger expelled the French ambassador in January 2024. "
    "France withdrew its troops from Niger in January 2024."
)


def monthly(after: list[float], name: str = "cargoes") -> Series:
    dates = tuple(f"{2023 + i // 12}-{i % 12 + 1:02d}" for i in range(len(BEFORE) + len(after)))
    return Series(name=name, dates=dates, values=np.array([*BEFORE, *after]))


def test_a_level_that_stays_low_speaks_for_lasting_and_one_that_comes_back_against() -> None:
    [stays] = series_pieces([monthly([20.0, 21.0, 19.0, 20.0, 20.0, 21.0])], BREAK)
    [reverts] = series_pieces([monthly([20.0, 35.0, 42.5, 46.0, 48.0, 49.0])], BREAK)
    assert stays.log_odds > 1 > -1 > reverts.log_odds
    assert stays.name == "series cargoes: 6 values since 2024-01"
    assert stays.is_assumed
    assert stays.cases == 0


def test_a_single_value_says_nothing_yet_and_is_shown_as_that() -> None:
    [piece] = series_pieces([monthly([0.0])], BREAK)
    assert piece.log_odds == pytest.approx(0, abs=0.05)
    assert piece.name.endswith("1 value since 2024-01")


def test_without_the_break_s_year_or_a_value_since_it_nothing_is_said() -> None:
    assert series_pieces([monthly([20.0] * 6)], PartialDate(month=1)) == ()
    assert series_pieces([monthly([20.0] * 6)], None) == ()
    assert series_pieces([monthly([])], BREAK) == ()


def case_with_series(folder: Path) -> Path:
    (folder / "reports").mkdir(parents=True)
    (folder / "series").mkdir()
    (folder / "reports" / "wire.txt").write_text(REPORT, "utf-8")
    (folder / "case.toml").write_text(
        'title = "x"\nfocal = "NER"\npartner = "FRA"\nbreak = "2024-01"\n', "utf-8"
    )
    one = monthly([20.0, 21.0, 19.0, 20.0, 20.0, 21.0])
    rows = [f"{date},{value}" for date, value in zip(one.dates, one.values, strict=True)]
    (folder / "series" / "cargoes.csv").write_text("\n".join(["date,value", *rows]), "utf-8")
    return folder


def test_the_headline_moves_only_when_assumed_pieces_are_switched_on(tmp_path: Path) -> None:
    folder = case_with_series(tmp_path / "case")
    plain, on = brief(folder).assessment, brief(folder, with_assumed=True).assessment
    (folder / "series" / "cargoes.csv").unlink()
    without = brief(folder).assessment
    assert plain.headline == without.headline
    added = next(piece.log_odds for piece in plain.pieces if piece.is_assumed)
    moved = log_odds(on.headline.lasting) - log_odds(plain.headline.lasting)
    assert moved == pytest.approx(added, abs=1e-6)
    assert on == with_assumed(plain)
    assert replace(on, headline=plain.headline) == plain
