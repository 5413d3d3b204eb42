"""The cells of our workbooks: how they look, what they hold, and what may be picked in them."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from pearls.documents.rules import LINK_KINDS, Column, Kind
from pearls.kernel.languages import pick
from pearls.plans.papers import sheets
from pearls.plans.papers.words import (
    YEAR_FIRST,
    Asked,
    LinkWords,
    agreed_word,
    choice_words,
    paper_words,
    shortened,
    yes_no_words,
)

INK, SOFT, SEA, LINE, QUIET = "FF12323F", "FF4A626C", "FF1F6B7A", "FFD9D5CB", "FFEEF3F2"
NUMBERS = frozenset({Kind.NUMBER, Kind.MONEY, Kind.DECIMAL})
YEARS = (1000, 2200)
FIRST_TRUE_DAY = date(1900, 3, 1)  # spreadsheets believe in a 29 February 1900
LONGEST_PROMPT = 250
FIGURES = (*NUMBERS, "year", Kind.DATE)
LINE_HEIGHT, HIGHEST_ROW = 15, 409
TITLE, NOTE, HEAD, TEXT, LABEL, MARK = "plan title", "plan note", "plan head", "plan text", "plan label", "plan mark"
BODY = "plan body"


def add_styles(book: Workbook, language: str) -> None:
    """The looks that cells are given by name."""
    line = Border(bottom=Side("thin", color=LINE))
    top = Alignment(vertical="top", wrap_text=True)
    days = "yyyy-mm-dd" if language in YEAR_FIRST else "dd.mm.yyyy"
    looks = [
        NamedStyle(TITLE, font=Font("Calibri", 16, bold=True, color=INK), alignment=Alignment(vertical="center")),
        NamedStyle(NOTE, font=Font("Calibri", 10, italic=True, color=SOFT), alignment=top),
        NamedStyle(
            HEAD,
            font=Font("Calibri", 11, bold=True, color="FFFFFFFF"),
            fill=PatternFill("solid", fgColor=SEA),
            alignment=Alignment(vertical="center", wrap_text=True),
        ),
        NamedStyle(LABEL, font=Font("Calibri", 11, color=INK), fill=PatternFill("solid", fgColor=QUIET), border=line),
        NamedStyle(TEXT, font=Font("Calibri", 11), number_format="@", border=line),
        NamedStyle(BODY, font=Font("Calibri", 11, color=INK)),
        NamedStyle(MARK, font=Font("Calibri", 8, color=SOFT), number_format="@"),
        NamedStyle(Kind.MONEY, font=Font("Calibri", 11), number_format="#,##0.00", border=line),
        NamedStyle(Kind.NUMBER, font=Font("Calibri", 11), number_format="#,##0", border=line),
        NamedStyle(Kind.DECIMAL, font=Font("Calibri", 11), number_format="General", border=line),
        NamedStyle("year", font=Font("Calibri", 11), number_format="0", border=line),
        NamedStyle(Kind.DATE, font=Font("Calibri", 11), number_format=days, border=line),
    ]
    for look in looks:
        if look.name in (TEXT, LABEL, BODY, *FIGURES):
            look.alignment = Alignment(vertical="top", horizontal="right", indent=1) if look.name in FIGURES else top
        book.add_named_style(look)


def style_of(asked: Asked) -> str:
    """How the cells of this question or column look."""
    if asked.kind == Kind.NUMBER and asked.minimum is not None and asked.maximum is not None:
        return "year" if YEARS[0] <= asked.minimum <= asked.maximum <= YEARS[1] else Kind.NUMBER
    return str(asked.kind) if asked.kind in (*NUMBERS, Kind.DATE) else TEXT


def native(asked: Asked, value: Any, language: str, links: LinkWords) -> Any:
    """The value as a spreadsheet knows it: amounts and days as such, all else as words."""
    if value is None:
        return None
    if asked.kind == Kind.MONEY:
        return Decimal(value) / 100
    if asked.kind == Kind.DECIMAL:
        return Decimal(value)
    if asked.kind == Kind.NUMBER:
        return value
    if asked.kind == Kind.DATE and date.fromisoformat(value) >= FIRST_TRUE_DAY:
        return date.fromisoformat(value)
    return paper_words(asked, value, language, links)


def put(sheet: Worksheet, row: int, column: int, value: Any, style: str) -> Cell | MergedCell:
    """Write a cell; a text is never taken for a formula or for an error."""
    cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, str):
        cell.value = sheets.cell_text(value)
        cell.data_type = "s"
    elif value is not None:
        cell.value = value
    return cell


class _Height(RowDimension):
    """A height to begin with: the row still grows when somebody writes more into it."""

    @property
    def customHeight(self) -> bool:
        return False


def fit_row(sheet: Worksheet, row: int) -> None:
    """Make the row as high as its wrapped texts need, as far as that can be told without drawing them."""
    lines = 1
    for cell in sheet[row]:
        column = sheet.column_dimensions[get_column_letter(cell.column or 1)]
        width = int(column.width) - 1
        if isinstance(cell.value, str) and not column.hidden:
            lines = max(lines, sum(1 + len(part) // width for part in cell.value.split("\n")))
    if lines > 1:
        sheet.row_dimensions[row] = _Height(sheet, index=row, ht=min(LINE_HEIGHT * lines + 2, HIGHEST_ROW))


class Lists:
    """The hidden sheet with what may be picked in cells."""

    def __init__(self, sheet: Worksheet) -> None:
        self.sheet = sheet
        self.columns: dict[tuple[str, ...], str] = {}

    def range_of(self, words: Sequence[str]) -> str:
        """Where these words stand, as a formula; words that were asked for before are not written again."""
        key = tuple(words)
        if key not in self.columns:
            at = len(self.columns) + 1
            for row, word in enumerate(key, start=sheets.FIRST_ROW):
                put(self.sheet, row, at, word, MARK)
            last = sheets.FIRST_ROW + len(key) - 1
            self.columns[key] = cells_formula(self.sheet.title, at, sheets.FIRST_ROW, last)
        return self.columns[key]


def lay_out_print(sheet: Worksheet, *, landscape: bool, pages_wide: int, foot: str) -> None:
    """A4, so many pages wide, the place and the page's number at the foot."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape" if landscape else "portrait", 9
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = pages_wide, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    foot_of_page: Any = sheet.oddFooter
    foot_of_page.left.text, foot_of_page.right.text = foot.replace("&", "&&"), "&P / &N"
    sheet.page_margins.left = sheet.page_margins.right = 0.5


def cells_formula(title: str, column: int, first: int, last: int) -> str:
    """The cells of one column of a sheet, as formulas name them."""
    letter = get_column_letter(column)
    return f"{quote_sheetname(title)}!${letter}${first}:${letter}${last}"


def validation(asked: Asked, language: str, lists: Lists, titles: Mapping[str, str]) -> DataValidation | None:
    """What a spreadsheet offers and checks while somebody types; `titles` tells where the titles of records stand."""
    prompt = shortened_prompt(asked, language)
    found = _picking(asked, language, lists, titles) or _measuring(asked)
    if found is None and prompt:
        found = DataValidation(allow_blank=True)
    if found is None:
        return None
    if prompt:
        found.promptTitle, found.prompt, found.showInputMessage = (
            shortened(pick(asked.label, language)[0])[:32],
            prompt,
            True,
        )
    return found


def shortened_prompt(asked: Asked, language: str) -> str:
    """The help of a column, as short as a spreadsheet takes it; with how to pick several."""
    words = [pick(asked.help, language)[0]] if isinstance(asked, Column) else []
    if asked.kind in (Kind.LINKS, Kind.CHOICES):
        words.append(_("Several are parted by semicolons."))
    return " ".join(word for word in words if word)[:LONGEST_PROMPT]


def _picking(asked: Asked, language: str, lists: Lists, titles: Mapping[str, str]) -> DataValidation | None:
    if asked.kind in LINK_KINDS and isinstance(asked, Column):
        where = titles.get(asked.of)
        # Marks may be typed too, and several titles: so nothing is refused here.
        return DataValidation("list", formula1=where, allow_blank=True, showErrorMessage=False) if where else None
    if asked.kind in (Kind.CHOICE, Kind.CHOICES):
        words = list(choice_words(asked, language).values())
    elif asked.kind == Kind.YES_NO:
        words = list(yes_no_words(language).values())
    elif asked.kind == Kind.CONSENT:
        words = [agreed_word()]
    else:
        return None
    found = DataValidation("list", formula1=lists.range_of(words), allow_blank=True)
    found.showErrorMessage = asked.kind != Kind.CHOICES
    found.errorTitle, found.error = _("Not in the list"), _("Please pick one of the words in the list.")
    return found


def _measuring(asked: Asked) -> DataValidation | None:
    """A warning, no more, for what is no number or no day: the import says the same again."""
    if asked.kind == Kind.DATE:
        found = DataValidation("date", operator="between", formula1="1", formula2="109575", allow_blank=True)
        found.errorTitle, found.error = _("Not a day"), _("Please write a day.")
    elif asked.kind in NUMBERS:
        scale = 100 if asked.kind == Kind.MONEY else 1
        low = Decimal(-(10**12) if asked.minimum is None else asked.minimum) / scale
        high = Decimal(10**12 if asked.maximum is None else asked.maximum) / scale
        found = DataValidation("decimal", operator="between", allow_blank=True)
        found.formula1, found.formula2 = f"{low:f}", f"{high:f}"
        found.type = "whole" if asked.kind == Kind.NUMBER else "decimal"
        found.errorTitle = _("Not a number that fits")
        found.error = _("Please write a number from %(low)s to %(high)s.") % {"low": f"{low:f}", "high": f"{high:f}"}
    else:
        return None
    found.errorStyle, found.showErrorMessage = "warning", True
    return found
