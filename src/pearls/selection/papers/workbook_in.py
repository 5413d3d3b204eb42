"""Reading a score sheet from a workbook, ours or one that a spreadsheet saved. Nothing is ever calculated."""

import io
import warnings
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pearls.files import rules as file_rules
from pearls.selection.papers.csv_sheets import Unreadable
from pearls.selection.papers.workbook_out import SCORES
from pearls.selection.rules.sheets import CANDIDATE, Cell, Fault, Line, Odd
from pearls.web.spreadsheets import text_of_cell

MEGABYTE = 1024 * 1024
MOST_UNPACKED = 12 * MEGABYTE
MOST_COLUMNS, MOST_ROWS = 200, 5_000
OLE = bytes.fromhex("D0CF11E0A1B11AE1")  # a locked file of today, or a file of Office before 2007


def xlsx_lines(data: bytes) -> list[Line]:
    """The rows of the sheet with the scores, each with its number. Raises: Unreadable."""
    if data.startswith(OLE):
        raise Unreadable(Fault("file-locked"))
    content = io.BytesIO(data)
    verdict = file_rules.may_unpack(content, size_bytes=len(data), max_unpacked=MOST_UNPACKED)
    if not verdict:
        raise Unreadable(Fault(verdict.reason, detail={"limit": MOST_UNPACKED // MEGABYTE}))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a spreadsheet adds and openpyxl does not know
            book = load_workbook(content)
        return _lines(_scores([sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]))
    except Unreadable:
        raise
    except Exception as problem:  # a library that stumbles over a damaged file raises what it likes
        raise Unreadable(Fault("file-broken")) from problem


def _scores(sheets: list[Worksheet]) -> Worksheet:
    """The sheet with the scores, whatever it is called by now."""
    for sheet in sheets:
        if any(cell.value == CANDIDATE for cells in sheet.iter_rows(max_row=5, max_col=MOST_COLUMNS) for cell in cells):
            return sheet
    named = [sheet for sheet in sheets if sheet.title == SCORES]
    if not (named or sheets):
        raise Unreadable(Fault("file-empty"))
    return (named or sheets)[0]


def _lines(sheet: Worksheet) -> list[Line]:
    if sheet.max_row > MOST_ROWS:
        raise Unreadable(Fault("too-many-rows", MOST_ROWS + 1, got=str(sheet.max_row), detail={"limit": MOST_ROWS}))
    merged = {
        (row, column): str(area)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, min(area.max_col, MOST_COLUMNS) + 1)
    }
    width = min(sheet.max_column, MOST_COLUMNS)
    return [
        (number, [_cell(cell, merged.get((number, at), "")) for at, cell in enumerate(cells, start=1)])
        for number, cells in enumerate(sheet.iter_rows(max_col=width), start=1)
    ]


def _cell(cell: Any, merged: str) -> Cell:
    if merged:
        return Odd("cell-merged", merged)
    value = cell.value
    if cell.data_type in ("f", "e") and value is not None:
        where = f"{get_column_letter(cell.column)}{cell.row}"
        shown = getattr(value, "text", value)  # an array formula is an object
        return Odd("cell-formula" if cell.data_type == "f" else "cell-error", f"{where}: {shown}")
    if isinstance(value, bool):
        return Odd("cell-truth", "TRUE" if value else "FALSE")
    if isinstance(value, date | datetime | time | timedelta):
        return Odd("cell-date", str(value))
    if isinstance(value, int | float):
        return _number(value, str(cell.number_format))
    return None if value is None else text_of_cell(str(value))


def _number(value: int | float, looks: str) -> Cell:
    """A number as it was typed; 7 % is 0.07 inside, and nobody can tell which was meant."""
    number = Decimal(repr(value))
    return Odd("cell-percent", f"{float(number) * 100:g} %") if "%" in looks else number
