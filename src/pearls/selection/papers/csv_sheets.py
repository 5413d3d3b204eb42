"""Score sheets as CSV: ours, or what a spreadsheet made of them.

Taken in: UTF-8 with and without a mark at the head, UTF-16 with one; commas, semicolons or tabs between the cells.
"""

import codecs
import csv
import io
from collections.abc import Sequence

from pearls.selection.rules.sheets import (
    CANDIDATE,
    CONFLICT_WORDS,
    WORDS_ROW,
    Blank,
    Fault,
    Line,
    columns_of,
    plain_lines,
    spelled,
)
from pearls.web.spreadsheets import guarded, unguarded

LONGEST_CELL = 100_000
SEPARATORS = (",", ";", "\t")
SPEAKS_OF_SEPARATOR = "sep="  # a first line that Excel writes and reads


class Unreadable(Exception):
    """A file that cannot be looked into at all."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


def sheet_csv(blank: Blank, headings: Sequence[str], language: str) -> bytes:
    """A sheet as CSV (RFC 4180) in UTF-8; the mark at the head makes spreadsheets read ā and ł right."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(columns_of(blank.stage))
    writer.writerow([WORDS_ROW, *(guarded(words) for words in headings[1:])])
    said = CONFLICT_WORDS.get(language, CONFLICT_WORDS["en"])
    for row in blank.rows:
        about = (blank.mark, row.assessor, row.candidate, row.name, row.country)
        ids = [criterion.id for criterion in blank.stage.criteria]
        scores = [spelled(row.given.scores.get(name)) for name in ids]
        words = [guarded(plain_lines(row.given.comments.get(name, ""))) for name in ids]
        writer.writerow([*(guarded(text) for text in about), said.get(row.given.conflict, ""), *scores, *words])
    return codecs.BOM_UTF8 + out.getvalue().encode()


def csv_lines(data: bytes) -> list[Line]:
    """The rows of a file, each with the line it begins on. Raises: Unreadable."""
    text = _text(data)
    skipped = 0
    if text.lower().startswith(SPEAKS_OF_SEPARATOR):
        _first, _end, text = text.partition("\n")
        skipped = 1
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    before = csv.field_size_limit(LONGEST_CELL)
    lines: list[Line] = []
    try:
        while True:
            began = reader.line_num + 1 + skipped
            lines.append((began, [unguarded(cell) for cell in next(reader)]))
    except StopIteration:
        return lines
    except csv.Error as problem:
        raise Unreadable(Fault("not-csv", reader.line_num + skipped, got=str(problem))) from problem
    finally:
        csv.field_size_limit(before)


def _text(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as problem:
        read = problem.object  # without the mark at its head
        line = read.count(b"\n", 0, problem.start) + 1
        raise Unreadable(Fault("not-utf-8", line, got=f"0x{read[problem.start]:02x}")) from problem


def _separator(text: str) -> str:
    """The sign between cells: the one that makes a column of the word that every sheet has."""
    head = next((line for line in text.splitlines() if line.strip()), "")
    parted = {sign: [name.strip().strip('"') for name in head.split(sign)] for sign in SEPARATORS}
    return next((sign for sign, names in parted.items() if CANDIDATE in names), ",")
