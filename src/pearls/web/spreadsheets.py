"""Tables handed out as files: CSV (RFC 4180) and XLSX, with nothing in them that a spreadsheet would run."""

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from pearls.web.downloads import attachment

# A cell that begins so is taken for a formula (OWASP, CSV injection).
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
CSV_MIME = "text/csv; charset=utf-8"
XLSX_MIME = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def defused(value: Any) -> Any:
    """The value as a cell may hold it: a text that looks like a formula gets an apostrophe in front."""
    if isinstance(value, datetime):
        return value.isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, bool | int | float | Decimal):
        return "" if value is None else value
    text = str(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def csv_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    """The table as CSV in UTF-8; the mark at the head makes old spreadsheets read ā and ł right."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([defused(cell) for cell in header])
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + out.getvalue().encode()


def xlsx_bytes(header: Sequence[str], rows: Iterable[Sequence[Any]], *, title: str) -> bytes:
    """The table as an Excel workbook with one sheet; texts stay texts."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title="".join(char for char in title if char not in "[]:*?/\\")[:31] or "Sheet")
    for row in ([*header], *rows):
        sheet.append([_cell(value) for value in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def spreadsheet(header: Sequence[str], rows: Iterable[Sequence[Any]], *, name: str, kind: str) -> HttpResponse:
    """The table as a download; `kind` is csv or xlsx."""
    if kind == "xlsx":
        return attachment(xlsx_bytes(header, rows, title=name), f"{name}.xlsx", XLSX_MIME)
    return attachment(csv_bytes(header, rows), f"{name}.csv", CSV_MIME)


def _cell(value: Any) -> Any:
    plain = defused(value)
    return ILLEGAL_CHARACTERS_RE.sub(" ", plain)[:32000] if isinstance(plain, str) else plain
