"""A score sheet as a workbook: a row for each text, a column for each criterion; only what is to be filled can be."""

import io
from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pearls.kernel.languages import pick
from pearls.programme.rules import Criterion
from pearls.selection.rules.sheets import (
    ABOUT,
    CONFLICT,
    CONFLICT_WORDS,
    TEXT,
    WORDS_ROW,
    Blank,
    BlankRow,
    columns_of,
    plain_lines,
    spelled,
)
from pearls.web.spreadsheets import cell_text

SCORES = "Scores"  # the first sheet, by which a spreadsheet saves the workbook as CSV
KEYS_ROW, HEAD_ROW, FIRST_ROW = 1, 2, 3
WIDTHS = {TEXT: 34, "country": 9, CONFLICT: 12, "assessor": 14, "candidate": 22, "sheet": 12}
POINTS_WIDTH, WORDS_WIDTH = 14, 42
LONGEST_PROMPT = 250  # of the 255 characters that a spreadsheet shows
INK, SEA, QUIET, LINE = "FF12323F", "FF1F6B7A", "FFEEF3F2", "FFD9D5CB"
THIN = Side("thin", color=LINE)
HEAD = {
    "font": Font("Calibri", 11, bold=True, color="FFFFFFFF"),
    "fill": PatternFill("solid", fgColor=SEA),
    "alignment": Alignment(vertical="center", wrap_text=True),
}
KEY = {"font": Font("Calibri", 8, color="FF4A626C"), "alignment": Alignment(vertical="top")}
FIXED = {
    "font": Font("Calibri", 11, color=INK),
    "fill": PatternFill("solid", fgColor=QUIET),
    "alignment": Alignment(vertical="top", wrap_text=True),
}
OPEN = {
    "font": Font("Calibri", 11),
    "border": Border(left=THIN, right=THIN, top=THIN, bottom=THIN),
    "alignment": Alignment(vertical="top", wrap_text=True),
    "protection": Protection(locked=False),
}


def headings(blank: Blank, language: str) -> Sequence[str]:
    """What people read above the columns, here and in CSV."""
    about = [_("Sheet"), _("Assessor"), _("Code of the text"), _("Text"), _("Country"), _("Conflict of interest")]
    names = [pick(criterion.name, language)[0] or criterion.id for criterion in blank.stage.criteria]
    return [*about, *names, *(_("Why: %(criterion)s") % {"criterion": name} for name in names)]


def sheet_xlsx(blank: Blank, headings: Sequence[str], language: str) -> bytes:
    """The sheet as a workbook; `headings` are the words for its columns, in the columns' order."""
    book = Workbook()
    scores = book.worksheets[0]
    scores.title = SCORES
    _write_heads(scores, blank, headings, language)
    for number, row in enumerate(blank.rows, start=FIRST_ROW):
        _write_row(scores, number, blank, row, language)
    _offer(scores, blank, language)
    scores.freeze_panes = f"{get_column_letter(len(ABOUT) + 1)}{FIRST_ROW}"
    scores.protection.sheet = True
    scores.page_setup.orientation = "landscape"
    scores.page_setup.paperSize = scores.PAPERSIZE_A4
    scores.page_setup.fitToHeight = 0
    scores.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    _write_how(book.create_sheet(_("How to fill it")[:31]), blank, language)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _put(sheet: Worksheet, row: int, column: int, value: Any, look: dict[str, Any]) -> None:
    """Write a cell; a text is never taken for a formula or for an error."""
    cell = sheet.cell(row, column)
    for name, part in look.items():
        setattr(cell, name, part)
    if isinstance(value, str):
        if value:
            cell.value = cell_text(ILLEGAL_CHARACTERS_RE.sub(" ", value))
            cell.data_type = "s"
    elif value is not None:
        cell.value = value


def _write_heads(sheet: Worksheet, blank: Blank, headings: Sequence[str], language: str) -> None:
    criteria = {f"score:{criterion.id}": criterion for criterion in blank.stage.criteria}
    for at, (name, words) in enumerate(zip(columns_of(blank.stage), headings, strict=True), start=1):
        _put(sheet, KEYS_ROW, at, name, KEY)
        _put(sheet, HEAD_ROW, at, WORDS_ROW if at == 1 else words, HEAD)
        width = WIDTHS.get(name, POINTS_WIDTH if name in criteria else WORDS_WIDTH)
        sheet.column_dimensions[get_column_letter(at)].width = width
        if name in criteria:
            told = "\n".join(filter(None, (scale_words(criteria[name]), pick(criteria[name].guidance, language)[0])))
            sheet.cell(HEAD_ROW, at).comment = Comment(told, blank.title, width=320, height=140)
    sheet.row_dimensions[HEAD_ROW].height = 48


def scale_words(criterion: Criterion) -> str:
    """How many points there are, and what they count."""
    return _("Points: %(low)s to %(high)s; counts %(weight)s %%.") % {
        "low": spelled(criterion.scale_min),
        "high": spelled(criterion.scale_max),
        "weight": spelled(criterion.weight_percent),
    }


def _write_row(sheet: Worksheet, number: int, blank: Blank, row: BlankRow, language: str) -> None:
    given, said = row.given, CONFLICT_WORDS.get(language, CONFLICT_WORDS["en"])
    for at, text in enumerate((blank.mark, row.assessor, row.candidate, row.name, row.country), start=1):
        _put(sheet, number, at, text, FIXED if at > 3 else KEY)
    _put(sheet, number, len(ABOUT), said.get(given.conflict, ""), OPEN)
    count = len(blank.stage.criteria)
    for at, criterion in enumerate(blank.stage.criteria, start=len(ABOUT) + 1):
        _put(sheet, number, at, given.scores.get(criterion.id), OPEN)
        words = plain_lines(given.comments.get(criterion.id, ""))
        _put(sheet, number, at + count, words, {**OPEN, "number_format": "@"})


def _offer(sheet: Worksheet, blank: Blank, language: str) -> None:
    """What may be written where, as a spreadsheet checks it while somebody types."""
    last = FIRST_ROW + max(len(blank.rows), 1) - 1
    said = CONFLICT_WORDS.get(language, CONFLICT_WORDS["en"])
    offers = [(len(ABOUT), DataValidation("list", formula1=f'"{",".join(said.values())}"', allow_blank=True))]
    for at, criterion in enumerate(blank.stage.criteria, start=len(ABOUT) + 1):
        low, high = spelled(criterion.scale_min), spelled(criterion.scale_max)
        offer = DataValidation("decimal", operator="between", formula1=low, formula2=high, allow_blank=True)
        offer.promptTitle = pick(criterion.name, language)[0][:32] or criterion.id[:32]
        offer.prompt = pick(criterion.guidance, language)[0][:LONGEST_PROMPT] or scale_words(criterion)
        offer.error = _("Write a number from %(low)s to %(high)s, or leave it empty.") % {"low": low, "high": high}
        offers.append((at, offer))
    for at, offer in offers:
        offer.showErrorMessage = offer.showInputMessage = True
        letter = get_column_letter(at)
        offer.add(f"{letter}{FIRST_ROW}:{letter}{last}")
        sheet.add_data_validation(offer)


def _write_how(sheet: Worksheet, blank: Blank, language: str) -> None:
    """How to fill it, and what the points mean; nobody reads this sheet back."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 36, 90
    _put(sheet, 1, 1, blank.title, {"font": Font("Calibri", 16, bold=True, color=INK)})
    _put(sheet, 2, 1, blank.stage_name, FIXED)
    lines = [*filter(None, (blank.note,)), *how_to_fill()]
    for row, line in enumerate(lines, start=4):
        _put(sheet, row, 2, line, {"alignment": OPEN["alignment"]})
    at = 5 + len(lines)
    for row, criterion in enumerate(blank.stage.criteria, start=at):
        told = " ".join(filter(None, (scale_words(criterion), pick(criterion.guidance, language)[0])))
        _put(sheet, row, 1, pick(criterion.name, language)[0] or criterion.id, FIXED)
        _put(sheet, row, 2, told, {"alignment": OPEN["alignment"]})
    sheet.protection.sheet = True


def how_to_fill() -> list[str]:
    """What everybody who fills a sheet should know."""
    return [
        _("Write under “Conflict of interest” first whether you have one with the text: yes or no."),
        _("With a conflict leave the rest of the row empty."),
        _("An empty cell is no score, never a zero. A row in which nothing is written is left aside."),
        _("The scores of a text count once there is one on every criterion and they have been handed in."),
        _("Leave the small grey words as they are: by them the sheet is known again."),
    ]
