"""Tables handed out as files: CSV (RFC 4180) and XLSX, with nothing in them that a spreadsheet would run."""

import csv
import io
import re
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
LONGEST_CELL = 32_000  # of the 32,767 UTF-16 units that a cell takes
PIECE = 15_000  # characters, each of two units at most
LONG_REFERENCE = re.compile(r"\[\[(\d{1,6})\]\] .*…", re.DOTALL)
CODE = re.compile(r"_x([0-9A-Fa-f]{4})_")
JOINER = "\u2060"  # of no width
CODE_LIKE = re.compile(f"_(?={JOINER}*x[0-9A-Fa-f]{{4}}_)")
CODE_PARTED = re.compile(f"_{JOINER}(?={JOINER}*x[0-9A-Fa-f]{{4}}_)")
# Apostrophes and then the beginning of a formula: one goes in front when it is written, and is taken away when read.
GUARDED = re.compile(r"'*[{}]".format("".join(map(re.escape, FORMULA_STARTS))))
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


def codes_parted(text: str) -> str:
    """The text with what office programs would read as a code for a letter (_x0041_) kept from being one.

    Not by the formats' own way, `_x005F_`: LibreOffice 7 undoes it in a workbook, and adds it in a Word file.
    """
    return CODE_LIKE.sub(f"_{JOINER}", text)


def codes_joined(text: str) -> str:
    """The way back."""
    return CODE_PARTED.sub("_", text)


def codes_decoded(text: str) -> str:
    """A text of a workbook as it was meant: codes for letters read, and what was kept from being one restored."""
    return codes_joined(CODE.sub(lambda found: chr(int(found[1], 16)), text))


def guarded(text: str) -> str:
    """The text as a cell may hold it, to be read back: an apostrophe in front of what looks like a formula."""
    return f"'{text}" if GUARDED.match(text) else text


def unguarded(text: str) -> str:
    """The way back; takes exactly one apostrophe away."""
    return text[1:] if text.startswith("'") and GUARDED.match(text) else text


def cell_text(text: str) -> str:
    """The text as it is put into a cell of a workbook: what looks like a formula gets an apostrophe in front, and what
    looks like a character code of the file format is parted. `text_of_cell` undoes both."""
    return guarded(codes_parted(text))


def text_of_cell(text: str) -> str:
    """The text that was meant, whether we wrote the cell or a person typed it."""
    return codes_decoded(unguarded(text))


def is_long(text: str) -> bool:
    """Whether a cell cannot hold the text (or would take it for a reference to a long one)."""
    return len(text.encode("utf-16-le")) // 2 > LONGEST_CELL or bool(LONG_REFERENCE.fullmatch(text))


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
