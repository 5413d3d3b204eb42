"""Practices as CSV (RFC 4180, UTF-8, without a mark at the head): what a spreadsheet would run is kept from running.

A cell whose text begins with = + - @ or a tab gets an apostrophe in front, and so does one that begins with
apostrophes and then one of these; reading takes exactly one away. So every text comes back as it was.
"""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO

from pearls.practices import rules
from pearls.practices.rules import Cell, Fault, Problem, Read, Record, Row
from pearls.web.spreadsheets import guarded, unguarded

LONGEST_CELL = rules.LONGEST_LINE_BYTES


def csv_lines(records: Iterable[Record]) -> Iterator[str]:
    """A CSV file of these practices, the names of the columns first, one piece of text for each row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for cells in _rows(records):
        writer.writerow([_guarded(cell) for cell in cells])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def read_csv(file: BinaryIO, knows: Callable[[str, str], bool]) -> Read:
    """Every practice of a CSV file and every fault, each with the line its row begins on and its column."""
    before = csv.field_size_limit(LONGEST_CELL)
    try:
        return _read(file, knows)
    finally:
        csv.field_size_limit(before)


class _Lines:
    """The lines of a file as text. One that is no UTF-8 or too long ends the reading, since what follows it cannot be
    told from what belongs to it."""

    def __init__(self, file: BinaryIO) -> None:
        self.lines, self.number = rules.lines_in(file), 0
        self.problem: Problem | None = None

    def __iter__(self) -> Iterator[str]:
        for line in self.lines:
            self.number += 1
            if len(line) > rules.LONGEST_LINE_BYTES:
                megabytes = rules.LONGEST_LINE_BYTES // 1024 // 1024
                self.problem = Problem("", f"a line of at most {megabytes} MB", "a longer one")
                return
            try:
                yield line.decode("utf-8-sig" if self.number == 1 else "utf-8")
            except UnicodeDecodeError as problem:
                self.problem = Problem("", "UTF-8 text", f"the byte 0x{line[problem.start]:02x}")
                return


def _read(file: BinaryIO, knows: Callable[[str, str], bool]) -> Read:
    lines = _Lines(file)
    rows = _Rows(lines)
    found = rules.read_table(rows, knows)
    if rules_problem := rows.problem or lines.problem:
        at = rows.began if rows.problem else lines.number
        # A row that was cut off by the end of the reading is not worth a word of its own.
        kept = [fault for fault in found.faults if fault.line < at]
        return Read(found.records, [*kept, Fault(at, rules_problem)])
    return found


class _Rows:
    """The rows of a file, each with the line it begins on; empty lines are passed over."""

    def __init__(self, lines: _Lines) -> None:
        self.lines, self.began = lines, 1
        self.problem: Problem | None = None

    def __iter__(self) -> Iterator[Row]:
        reader = csv.reader(self.lines, strict=True)
        width = 0
        while True:
            self.began = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as problem:
                self.problem = Problem("", "comma-separated values (RFC 4180)", f"{problem}")
                return
            if not cells:
                continue
            width = width or len(cells)
            uneven = Problem("", f"{width} cells, as the first row has", f"{len(cells)}")
            yield Row(self.began, [unguarded(cell) for cell in cells], [uneven] if len(cells) != width else [])


def _rows(records: Iterable[Record]) -> Iterator[list[Cell]]:
    yield list(rules.FIELDS)
    for record in records:
        yield rules.cells_of(record)


def _guarded(cell: Cell) -> str:
    if isinstance(cell, str):
        return guarded(cell)
    return "" if cell is None else repr(cell)
