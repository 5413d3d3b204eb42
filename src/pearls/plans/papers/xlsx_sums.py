"""The sheet of sums: formulas over the lists, for the reader alone; nothing of it is read back."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from openpyxl.worksheet.worksheet import Worksheet

from pearls.documents.rules import Column, Form, Kind, Question
from pearls.kernel.languages import pick
from pearls.plans.papers import sheets
from pearls.plans.papers.words import LinkWords, choice_words, yes_no_words
from pearls.plans.papers.xlsx_cells import HEAD, LABEL, NOTE, TITLE, cells_formula, put

REACH = 2_000  # rows that a sum takes in, so that new lines count too
SUMMED_BY = frozenset({Kind.CHOICE, Kind.LINK, Kind.YES_NO})


def write_sums(
    sheet: Worksheet,
    form: Form,
    content: Mapping[str, Any],
    lists: Mapping[str, Worksheet],
    links: LinkWords,
    language: str,
) -> None:
    """For each list with amounts: the whole, and the amounts by whatever a line picks."""
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["B"].width, sheet.column_dimensions["C"].width = 70, 18
    put(sheet, sheets.TITLE_ROW, 2, sheet.title, TITLE)
    put(sheet, sheets.NOTE_ROW, 2, _("Worked out from the other sheets; what you change here is not read."), NOTE)
    row = sheets.HEAD_ROW
    for question in form.questions:
        for at, column in enumerate(question.columns, start=2):
            if column.kind == Kind.MONEY and question.id in lists:
                row = _write_sum(sheet, row, question, (at, column), lists[question.id].title, links, language)
    sheet.protection.sheet = True


def _write_sum(
    sheet: Worksheet,
    row: int,
    question: Question,
    summed: tuple[int, Column],
    title: str,
    links: LinkWords,
    language: str,
) -> int:
    """One list's sums from this row on; gives the next free row."""
    amounts = _cells(title, summed[0])
    put(sheet, row, 2, pick(question.label, language)[0], HEAD)
    put(sheet, row, 3, pick(summed[1].label, language)[0], HEAD)
    put(sheet, row + 1, 2, _("Altogether"), LABEL)
    _formula(sheet, row + 1, f"=SUM({amounts})")
    row += 2
    for at, column in enumerate(question.columns, start=2):
        if column.kind not in SUMMED_BY:
            continue
        put(sheet, row, 2, pick(column.label, language)[0], NOTE)
        row += 1
        for word in _options(column, links, language):
            put(sheet, row, 2, word, LABEL)
            _formula(sheet, row, f"=SUMIF({_cells(title, at)},B{row},{amounts})")
            row += 1
        put(sheet, row, 2, _("Not said"), LABEL)
        _formula(sheet, row, f'=SUMIF({_cells(title, at)},"",{amounts})')
        row += 1
    return row + 1


def _options(column: Column, links: LinkWords, language: str) -> list[str]:
    if column.kind == Kind.LINK:
        return list(links.get(column.of, {}).values())
    words = yes_no_words(language) if column.kind == Kind.YES_NO else choice_words(column, language)
    return list(words.values())


def _cells(title: str, column: int) -> str:
    return cells_formula(title, column, sheets.FIRST_ROW, sheets.FIRST_ROW + REACH)


def _formula(sheet: Worksheet, row: int, formula: str) -> None:
    cell = sheet.cell(row, 3)
    cell.value, cell.style = formula, Kind.MONEY
    cell.number_format = "#,##0.00"
