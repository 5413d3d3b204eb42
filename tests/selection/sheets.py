"""Sheets to test with: two criteria, two people, three texts; and filling a sheet in as a spreadsheet would."""

import csv
import io
from decimal import Decimal

from openpyxl import load_workbook

from pearls.programme.rules import Stage, parse_stage_rules
from pearls.selection.papers.csv_sheets import sheet_csv
from pearls.selection.papers.workbook_out import headings, sheet_xlsx
from pearls.selection.rules.sheets import Blank, BlankRow, Given, Known, columns_of, mark_of

RULES = """schema = 1
[final]
titles = 1
max_per_country = 1
extra_titles = 1
aggregate = "mean"
tie_break = ["impact"]
[[final.criteria]]
id = "impact"
weight_percent = 40
scale_min = 0
scale_max = 10
[final.criteria.name]
en = "Impact"
lv = "Ietekme"
[final.criteria.guidance]
en = "0: none. 10: all of the town."
[[final.criteria]]
id = "capacity"
weight_percent = 60
scale_min = -5
scale_max = 5
"""
STAGE = parse_stage_rules(RULES)[Stage.FINAL]
MARK = mark_of(STAGE, "ab" * 32)
TEXTS = {"alfa": "LV", "beta": "EE", "gama": "PL"}
PEOPLE = ("ann", "bo")
KNOWN = Known(STAGE, MARK, PEOPLE, TEXTS, most_places=4)


def blank(*people, given=None):
    """The sheet of these people, with what is `given` (by person and text) in it."""
    rows = [
        BlankRow(who, f"Name of {who}", text, text.title(), country, (given or {}).get((who, text), Given()))
        for who in people
        for text, country in TEXTS.items()
    ]
    return Blank(STAGE, MARK, "Test", "Final", rows)


def as_csv(sheet, language="en"):
    return sheet_csv(sheet, headings(sheet, language), language)


def as_xlsx(sheet, language="en"):
    return sheet_xlsx(sheet, headings(sheet, language), language)


def rows_of(data):
    """The rows of a CSV file as its reader has them."""
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def as_file(rows, **options):
    out = io.StringIO()
    csv.writer(out, **options).writerows(rows)
    return out.getvalue().encode()


def filled_csv(cells, sheet=None):
    """A sheet of Ann's as CSV, with `cells` (text, column) written in."""
    rows = rows_of(as_csv(sheet or blank("ann")))
    for row in rows[2:]:
        for (text, column), value in cells.items():
            if row[2] == text:
                row[rows[0].index(column)] = value
    return as_file(rows)


def filled_xlsx(cells, sheet=None):
    """The same as a workbook, with the values as a spreadsheet types them."""
    book = load_workbook(io.BytesIO(as_xlsx(sheet or blank("ann"))))
    scores = book.worksheets[0]
    names = columns_of(STAGE)
    for row in range(3, scores.max_row + 1):
        for (text, column), value in cells.items():
            if scores.cell(row, 3).value == text:
                cell = scores.cell(row, names.index(column) + 1)
                cell.value = value
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def points(**by_criterion):
    """Scores by criterion; those not named are none."""
    return {
        criterion.id: None if by_criterion.get(criterion.id) is None else Decimal(str(by_criterion[criterion.id]))
        for criterion in STAGE.criteria
    }
