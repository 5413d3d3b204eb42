"""Tables as files."""

import csv
import io
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from pearls.web.spreadsheets import csv_bytes, defused, xlsx_bytes


@pytest.mark.parametrize("text", ["=1+1", "+371 2", "-1", "@cmd", "\tx"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(text: str) -> None:
    assert defused(text) == f"'{text}"


def test_numbers_stay_numbers_and_nothing_becomes_an_empty_cell() -> None:
    assert [defused(3), defused(-3), defused(None), defused("Rīga")] == [3, -3, "", "Rīga"]


def test_csv_is_read_back_with_commas_quotes_and_line_breaks() -> None:
    rows = [["Vējupe", 'a "quoted", text\nwith a break', datetime(2026, 1, 2, 3, 4, tzinfo=UTC)]]

    read = list(csv.reader(io.StringIO(csv_bytes(["place", "text", "at"], rows).decode("utf-8-sig"), newline="")))

    assert read == [["place", "text", "at"], ["Vējupe", rows[0][1], "2026-01-02T03:04:00+00:00"]]


def test_xlsx_is_read_back_without_formulas_or_forbidden_characters() -> None:
    data = xlsx_bytes(["a"], [["=SUM(A1)"], ["bell\x07"], [7]], title="2026: all/of them")

    sheet = load_workbook(io.BytesIO(data)).active

    assert sheet is not None
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["a", "'=SUM(A1)", "bell ", 7]


@pytest.mark.slow
def test_libreoffice_reads_the_workbook_as_we_wrote_it(tmp_path: Path) -> None:
    soffice = shutil.which("soffice")
    if soffice is None:
        pytest.skip("LibreOffice was not found: this test is left out")
    (tmp_path / "list.xlsx").write_bytes(xlsx_bytes(["Place"], [["Rīga"], ["=1+1"], ["Łódź"]], title="List"))
    own_profile = f"-env:UserInstallation=file://{tmp_path}/profile"

    subprocess.run(
        [soffice, own_profile, "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76", "list.xlsx"],
        cwd=tmp_path,
        check=True,
        capture_output=True,
        timeout=120,
    )

    assert (tmp_path / "list.csv").read_text(encoding="utf-8").split() == ["Place", "Rīga", "'=1+1", "Łódź"]
