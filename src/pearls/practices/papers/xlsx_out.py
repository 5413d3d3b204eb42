"""Practices as an Excel workbook, written piece by piece: however many there are, little of it is in memory.

Every text is a text cell (an "inline string" in the format of a text), so that nothing in it is ever run. A text that
no cell can hold stands in pieces on the sheet "Long texts", and its cell refers to it.
"""

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from typing import IO, Any
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter

from pearls.practices import rules
from pearls.practices.rules import Cell, Record
from pearls.web.spreadsheets import PIECE, codes_parted, is_long

SHEET, LONG = "Practices", "Long texts"
BEGIN_OF_LONG = 60  # characters of a long text that its cell shows
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
PARTS = {
    "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{KIND}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{KIND}.styles+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{KIND}.worksheet+xml"/>'
    f'<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{KIND}.worksheet+xml"/></Types>',
    "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
    "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}/relationships"><sheets>'
    f'<sheet name="{SHEET}" sheetId="1" r:id="r1"/><sheet name="{LONG}" sheetId="2" r:id="r2"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
    f'<Relationship Id="r2" Type="{OFFICE}/relationships/worksheet" Target="worksheets/sheet2.xml"/>'
    f'<Relationship Id="r3" Type="{OFFICE}/relationships/styles" Target="styles.xml"/></Relationships>',
    # Style 1 is text ("@", 49), style 2 the same in bold.
    "xl/styles.xml": f'{HEAD}<styleSheet xmlns="{MAIN}"><fonts count="2">'
    '<font><sz val="11"/><name val="Calibri"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
    'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border>'
    '<left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
    'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="3">'
    '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
}
SHEET_HEAD = (
    f'{HEAD}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" '
    'activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
)
SHEET_FOOT = "</sheetData></worksheet>"
# What XML cannot hold, or would make another line end of.
CODED = re.compile("[\r\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
COLUMNS = [get_column_letter(number) for number in range(1, 101)]


class _Long:
    """Texts that no cell can hold, each under a number, kept until the sheet for them is written."""

    def __init__(self, file: IO[str]) -> None:
        self.file, self.count = file, 0

    def shown(self, cell: Cell) -> Cell:
        """The cell, or where its long text is to be found."""
        if not isinstance(cell, str) or not is_long(codes_parted(cell)):
            return cell
        self.count += 1
        pieces = [cell[at : at + PIECE] for at in range(0, len(cell), PIECE)]
        self.file.write(json.dumps([str(self.count), *pieces]) + "\n")
        return f"[[{self.count}]] {cell[:BEGIN_OF_LONG]}…"

    def rows(self) -> Iterator[list[Cell]]:
        self.file.seek(0)
        for line in self.file:
            yield json.loads(line)


class _Sink(io.RawIOBase):
    """Takes what the archive writes, until somebody fetches it."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, piece: Any) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def fetched(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def xlsx_pieces(records: Iterable[Record]) -> Iterator[bytes]:
    """The bytes of a workbook with these practices, one piece after the other."""
    sink = _Sink()
    with (
        zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive,
        tempfile.SpooledTemporaryFile(max_size=1024 * 1024, mode="w+", encoding="utf-8") as file,
    ):
        long = _Long(file)
        for name, part in PARTS.items():
            archive.writestr(zipfile.ZipInfo(name), part)
        with _part(archive, "xl/worksheets/sheet1.xml") as sheet:
            sheet.write(SHEET_HEAD.encode())
            sheet.write(_cells(1, list(rules.FIELDS), 2))
            for number, record in enumerate(records, start=2):
                sheet.write(_cells(number, [long.shown(cell) for cell in rules.cells_of(record)], 1))
                yield sink.fetched()
            sheet.write(SHEET_FOOT.encode())
        with _part(archive, "xl/worksheets/sheet2.xml") as sheet:
            sheet.write(SHEET_HEAD.encode())
            for number, row in enumerate(long.rows(), start=1):
                sheet.write(_cells(number, row, 1))
                yield sink.fetched()
            sheet.write(SHEET_FOOT.encode())
    yield sink.fetched()


def _part(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name)
    info.compress_type = zipfile.ZIP_DEFLATED
    return archive.open(info, "w", force_zip64=True)


def _cells(number: int, cells: list[Cell], style: int) -> bytes:
    shown = "".join(_cell(f"{COLUMNS[at]}{number}", cell, style) for at, cell in enumerate(cells) if cell is not None)
    return f'<row r="{number}">{shown}</row>'.encode()


def _cell(where: str, cell: Cell, style: int) -> str:
    if not isinstance(cell, str):
        return f'<c r="{where}"><v>{cell!r}</v></c>'
    return f'<c r="{where}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{_xml(cell)}</t></is></c>'


def _xml(text: str) -> str:
    return escape(CODED.sub(lambda found: f"_x{ord(found[0]):04X}_", codes_parted(text)))
