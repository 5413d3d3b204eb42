"""Score sheets as files: printed, as workbook, as CSV; and the whole panel in one archive."""

import io
from datetime import datetime

from django.utils.translation import override

from pearls.files import rules as file_rules
from pearls.selection.papers.csv_sheets import Unreadable, csv_lines, sheet_csv
from pearls.selection.papers.printed import sheets_pdf, text_pdf
from pearls.selection.papers.workbook_in import xlsx_lines
from pearls.selection.papers.workbook_out import headings, sheet_xlsx
from pearls.selection.rules.sheets import Blank, Fault, Known, Read, read_lines
from pearls.web.spreadsheets import CSV_MIME, XLSX_MIME

__all__ = ["KINDS", "MIME", "read_sheet", "sheets_pdf", "text_pdf", "write_sheet"]

MIME = {"pdf": "application/pdf", "xlsx": XLSX_MIME, "csv": CSV_MIME}
KINDS = tuple(MIME)
MOST_BYTES = 5 * 1024 * 1024


def write_sheet(kind: str, blank: Blank, language: str, *, now: datetime) -> bytes:
    """The sheet as a file of the kind: pdf, xlsx or csv."""
    if kind == "pdf":
        return sheets_pdf(blank, language, now=now)
    with override(language):
        write = sheet_xlsx if kind == "xlsx" else sheet_csv
        return write(blank, headings(blank, language), language)


def read_sheet(data: bytes, known: Known) -> Read:
    """Every filled row of a workbook or a CSV file, told apart by their bytes, and every fault."""
    if len(data) > MOST_BYTES:
        return Read(faults=[Fault("file-too-large", detail={"limit": MOST_BYTES // 1024 // 1024})])
    if not data.strip():
        return Read(faults=[Fault("file-empty")])
    kind = file_rules.kind_of(io.BytesIO(data))
    try:
        lines = xlsx_lines(data) if kind == "xlsx" or data.startswith(_SPREADSHEETS) else csv_lines(_texts(data, kind))
    except Unreadable as problem:
        return Read(faults=[problem.fault])
    return read_lines(lines, known)


# An archive, or a file of Office before 2007: told apart and refused by the reader of workbooks.
_SPREADSHEETS = (b"PK\x03\x04", bytes.fromhex("D0CF11E0A1B11AE1"))


def _texts(data: bytes, kind: str) -> bytes:
    has_nothing_of_text = b"\x00" in data[:4096] and not data.startswith((b"\xff\xfe", b"\xfe\xff"))
    if kind or has_nothing_of_text:
        raise Unreadable(Fault("file-kind"))
    return data
