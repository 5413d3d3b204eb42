"""Reading back a workbook that a person edited in a spreadsheet."""

import io
import re
import warnings
from collections.abc import Mapping
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.workbook.workbook import Workbook

from pearls.documents.rules import Form
from pearls.plans.papers import sheets
from pearls.plans.papers.envelope import Envelope, unsealed
from pearls.plans.papers.guards import guarded, opened
from pearls.plans.papers.reading import CELL_LISTS, Cell, Found, Row, paper_of
from pearls.plans.rules.papers import Paper, PaperError, PlanFacts, Remark, Spot

MOST_COLUMNS = 120
MOST_ROWS = 5_000  # that hold anything, on one sheet
ERROR = re.compile(r"#(REF!|DIV/0!|N/A|NAME\?|NULL!|NUM!|VALUE!)")

Grid = dict[int, dict[int, Cell]]  # the cells of a sheet that hold anything: by row, then by column


@guarded
def from_xlsx(data: bytes, form: Form, facts: PlanFacts) -> Paper:
    """Read a workbook that `to_xlsx` wrote and a person edited.

    Raises: PaperError.
    """
    opened(data, "xlsx").close()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what a spreadsheet adds and openpyxl does not know
        written = load_workbook(io.BytesIO(data), read_only=True)
        worked_out = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        grids = _grids(written, worked_out)
    envelope = _envelope(grids, facts)
    return paper_of(form, envelope, _Finding(form, grids).found())


def _grids(written: Workbook, worked_out: Workbook) -> dict[str, Grid]:
    """Our sheets by their titles; of the others, and of copies, no more than what they say they are."""
    grids: dict[str, Grid] = {}
    marks: set[str] = set()
    for sheet in written.worksheets:
        first: Any = next(iter(sheet.iter_rows(max_row=1, max_col=1)), ())
        mark = str(first[0].value) if first else ""
        is_read = mark.startswith(sheets.SHEET_MARK) and mark not in marks
        marks.add(mark)
        grids[sheet.title] = (
            _grid(written, worked_out, sheet.title) if is_read else {1: {1: Cell(mark, f"{sheet.title}!A1")}}
        )
    return grids


def _grid(written: Workbook, worked_out: Workbook, title: str) -> Grid:
    """The cells that hold anything; the value of a formula is what the spreadsheet worked out."""
    pairs = []
    for book in (written, worked_out):
        sheet: Any = book[title]
        sheet.reset_dimensions()  # a file may lie about its size
        pairs.append(sheet.iter_rows(max_col=MOST_COLUMNS))
    grid: Grid = {}
    for row, (cells, values) in enumerate(zip(*pairs, strict=True), start=1):
        found = {}
        for column, cell in enumerate(cells, start=1):
            if cell.value is None:
                continue
            value = values[column - 1].value
            where = f"{title}!{get_column_letter(column)}{row}"
            found[column] = Cell(value, where, cell.data_type == "f")
        if found:
            grid[row] = found
        if len(grid) > MOST_ROWS:
            raise PaperError("too-many-rows", sheet=title, limit=MOST_ROWS)
    return grid


def _mark(grid: Grid, row: int = 1) -> str:
    """What the sheet says it is, or what one of its rows is."""
    cell = grid.get(row, {}).get(1)
    return str(cell.value) if cell else ""


def _envelope(grids: Mapping[str, Grid], facts: PlanFacts) -> Envelope:
    for grid in grids.values():
        if _mark(grid) == f"{sheets.SHEET_MARK}{sheets.ABOUT}":
            return unsealed("".join(_mark(grid, row) for row in sorted(grid) if row > 1), facts)
    raise PaperError("foreign-file")


class _Finding:
    """Finds answers and lists on the sheets, whatever these are called by now."""

    def __init__(self, form: Form, grids: Mapping[str, Grid]) -> None:
        self.form, self.result = form, Found()
        self.sheets: dict[str, tuple[str, Grid]] = {}
        for title, grid in grids.items():
            mark = _mark(grid).removeprefix(sheets.SHEET_MARK)
            if not _mark(grid).startswith(sheets.SHEET_MARK):
                self._remark("added-sheet", sheet=title)
            elif mark in self.sheets:
                self._remark("copied-sheet", sheet=title)
            else:
                self.sheets[mark] = (title, grid)
        self.long = self._long_texts()

    def found(self) -> Found:
        if sheets.ANSWERS in self.sheets:
            self._answers(*self.sheets[sheets.ANSWERS])
        else:
            self._remark("sheet-gone", question="")
        for question in self.form.questions:
            if question.kind not in CELL_LISTS:
                continue
            sheet = self.sheets.get(f"{sheets.ROWS}:{question.id}")
            if sheet:
                self._rows(question.id, *sheet)
            else:
                self._remark("sheet-gone", question=question.id)
        return self.result

    def _remark(self, code: str, **detail: Any) -> None:
        self.result.remarks.append(Remark(code, detail))

    def _long_texts(self) -> dict[str, str]:
        _title, grid = self.sheets.get(sheets.LONG, ("", {}))
        return {
            _mark(grid, row): "".join(
                sheets.text_of_cell(str(cell.value)) for column, cell in sorted(cells.items()) if column > 1
            )
            for row, cells in grid.items()
            if row >= sheets.FIRST_ROW
        }

    def _cell(self, cell: Cell) -> Cell:
        """The cell with the text that was meant."""
        if not isinstance(cell.value, str):
            return cell
        if cell.is_formula and ERROR.fullmatch(cell.value):
            return Cell(None, cell.where, is_formula=True)
        text = sheets.text_of_cell(cell.value)
        reference = sheets.LONG_REFERENCE.fullmatch(text)
        if reference and reference[1] in self.long:
            text = self.long[reference[1]]
        return Cell(text, cell.where, cell.is_formula)

    def _answers(self, title: str, grid: Grid) -> None:
        at = next((at for at, cell in grid[1].items() if cell.value == sheets.ANSWER_COLUMN), 0)
        if not at:
            self._remark("column-gone", sheet=title, column="")
            return
        for row, cells in grid.items():
            mark = _mark(grid, row)
            if row > 1 and mark and mark != sheets.HEAD_MARK:
                empty = Cell(None, f"{title}!{get_column_letter(at)}{row}")
                self.result.answers.setdefault(mark, self._cell(cells.get(at, empty)))

    def _rows(self, question_id: str, title: str, grid: Grid) -> None:
        question = self.form.question(question_id)
        known = {column.id for column in question.columns} if question else set()
        columns = {at: str(cell.value) for at, cell in grid[1].items() if at > 1 and str(cell.value) in known}
        head = next((row for row in grid if _mark(grid, row) == sheets.HEAD_MARK), sheets.HEAD_ROW)
        there = frozenset(columns.values())
        for column in sorted(known - there):
            self._remark("column-gone", sheet=title, column=column, question=question_id)
        rows: list[Row] = []
        added: set[int] = set()
        for row, cells in grid.items():
            if row <= head:
                continue
            found = {column: self._cell(cells[at]) for at, column in columns.items() if at in cells}
            rows.append(Row(_mark(grid, row), found, f"{title}!{row}"))
            added |= {at for at in cells if at > 1 and at not in columns}
        for at in sorted(added):
            name = grid.get(head, {}).get(at)
            self._remark("added-column", sheet=title, column=str(name.value) if name else get_column_letter(at))
        self.result.rows[question_id] = rows
        self.result.columns[question_id] = there
        self.result.absent |= {Spot(question_id, "", column) for column in known - there}
