"""Reading practices from an Excel workbook, ours or one that a spreadsheet saved."""

import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from pearls.files import rules as file_rules
from pearls.practices import rules
from pearls.practices.papers.xlsx_out import LONG, SHEET
from pearls.practices.rules import FIELDS, Fault, Problem, Read, Row
from pearls.web.spreadsheets import LONG_REFERENCE, codes_decoded

MOST_UNPACKED = 2 * 1024 * 1024 * 1024  # 100,000 practices that tell everything take some hundred megabytes
MOST_COLUMNS = 100
ARCHIVE_PROBLEMS = {
    "file-broken": Problem("", "an Excel workbook (.xlsx)", "a file that cannot be opened"),
    "file-swells": Problem("", "a workbook that stays small when it is opened", "one that swells"),
    "file-has-macros": Problem("", "a workbook without macros", "one with macros"),
}


def read_xlsx(file: BinaryIO, knows: Callable[[str, str], bool]) -> Read:
    """Every practice of a workbook's first sheet and every fault, each with its row and column.

    A formula is a fault: what it works out is not what somebody wrote.
    """
    if problem := _closed(file):
        return Read(faults=[Fault(0, problem)])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what a spreadsheet adds and openpyxl does not know
            book = load_workbook(file, read_only=True)
            try:
                return rules.read_table(_rows(book), knows, unit="row")
            finally:
                book.close()
    except Exception:
        return Read(faults=[Fault(0, ARCHIVE_PROBLEMS["file-broken"])])


def _closed(file: BinaryIO) -> Problem | None:
    """Why the file is not opened, if it is not."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    if file_rules.kind_of(file) != "xlsx":
        return ARCHIVE_PROBLEMS["file-broken"]
    verdict = file_rules.may_unpack(file, size_bytes=size, max_unpacked=MOST_UNPACKED)
    if not verdict:
        return ARCHIVE_PROBLEMS[verdict.reason]
    try:
        with zipfile.ZipFile(file) as archive:
            return ARCHIVE_PROBLEMS["file-broken"] if file_rules.declares_entities(archive) else None
    except file_rules.BROKEN_ARCHIVE:
        return ARCHIVE_PROBLEMS["file-broken"]
    finally:
        file.seek(0)


def _rows(book: Workbook) -> Iterator[Row]:
    names = book.sheetnames
    long = _long_texts(book[LONG]) if LONG in names else {}
    sheet: Any = book[SHEET if SHEET in names else names[0]]
    sheet.reset_dimensions()  # a file may lie about its size
    columns: list[str] = []
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        filled = [(at, cell) for at, cell in enumerate(cells) if cell.value is not None]
        if not filled:
            continue
        problems: list[Problem] = []
        values: list[Any] = [None] * (filled[-1][0] + 1)
        for at, cell in filled:
            values[at] = _value(cell, at, columns, long, problems)
        columns = columns or [str(value) for value in values]
        yield Row(number, values, problems)


def _column(columns: list[str], at: int) -> str:
    """How a cell's column is called: by its field, or by its letter where it has none."""
    return columns[at] if at < len(columns) and columns[at] in FIELDS else get_column_letter(at + 1)


def _value(cell: Any, at: int, columns: list[str], long: dict[str, str], problems: list[Problem]) -> Any:
    value = cell.value
    if cell.data_type in ("f", "e"):
        got = f"a formula, {value!r}" if cell.data_type == "f" else f"the error {value}"
        problems.append(Problem(_column(columns, at), "a text or a number", got[:80]))
        return None
    if isinstance(value, str):
        text = codes_decoded(value)
        reference = LONG_REFERENCE.fullmatch(text)
        return long.get(reference[1], text) if reference else text
    return value if isinstance(value, int | float) else str(value)


def _long_texts(sheet: Any) -> dict[str, str]:
    """The texts that no cell could hold, by their marks."""
    sheet.reset_dimensions()
    found = {}
    for cells in sheet.iter_rows(max_col=MOST_COLUMNS):
        mark, *pieces = [str(cell.value) for cell in cells if cell.value is not None] or [""]
        found[mark] = "".join(codes_decoded(piece) for piece in pieces)
    return found
