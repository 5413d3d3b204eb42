"""CSV files as people hand them in: every line that is wrong is named, in one sentence."""

import csv
import io
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from pearls.cli.failure import Failure

T = TypeVar("T")
MOST_FAULTS = 20


class Row(dict[str, str]):
    """A line of a file that can say where it is wrong."""

    def __init__(self, values: Mapping[str, str], file: Path, line: int) -> None:
        super().__init__(values)
        self.file, self.line = file, line

    def wrong(self, field: str, expected: str) -> Failure:
        return Failure(f"{self.file}: line {self.line}, {field}: expected {expected}, got {self[field][:40]!r}")

    def list_of(self, field: str) -> frozenset[str]:
        """Values separated by semicolons, possibly none."""
        return frozenset(part.strip() for part in self[field].split(";") if part.strip())

    def some_of(self, field: str, known: Callable[[str], bool], expected: str) -> frozenset[str]:
        values = self.list_of(field)
        if not all(known(value) for value in values):
            raise self.wrong(field, expected)
        return values

    def one_of(self, field: str, values: Collection[str]) -> str:
        if self[field] not in values:
            raise self.wrong(field, f"one of {', '.join(values)}")
        return self[field]

    def filled(self, field: str, what: str) -> str:
        if not self[field]:
            raise self.wrong(field, what)
        return self[field]

    def count(self, field: str) -> int:
        if not (self[field].isascii() and self[field].isdigit() and len(self[field]) < 7):
            raise self.wrong(field, "a whole number from 0")
        return int(self[field])


def read(file: Path, columns: tuple[str, ...], make: Callable[[Row], T], *, key: str = "") -> list[T]:
    """What `make` makes of each line. Where `key` names a column, its values are ids and stand on one line each.

    Raises: Failure with every line that is wrong.
    """
    found: list[T] = []
    faults: list[str] = []
    seen: set[str] = set()
    try:
        for row in _rows(file, columns, faults):
            try:
                if key and (not row[key] or row[key] in seen):
                    raise row.wrong(key, "an id that stands on no line before")
                seen.add(row[key] if key else "")
                found.append(make(row))
            except Failure as fault:
                faults.append(str(fault))
    except Failure as fault:
        faults.append(str(fault))
    if faults:
        more = len(faults) - MOST_FAULTS
        raise Failure("; ".join(faults[:MOST_FAULTS]) + (f"; and {more} more" if more > 0 else ""))
    return found


def _rows(file: Path, columns: tuple[str, ...], faults: list[str]) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(_text(file), newline=""), strict=True)
    try:
        header = next(reader, [])
        _check_header(file, header, columns)
        for cells in reader:
            if cells and len(cells) != len(header):
                faults.append(f"{file}: line {reader.line_num}: expected {len(header)} cells, got {len(cells)}")
            elif cells:
                values = dict(zip(header, (cell.strip() for cell in cells), strict=True))
                yield Row(values, file, reader.line_num)
    except csv.Error as problem:
        raise Failure(f"{file}: line {reader.line_num}: expected CSV, got {problem}") from problem


def _text(file: Path) -> str:
    try:
        return file.read_bytes().decode("utf-8-sig")
    except OSError as problem:
        raise Failure(f"{file}: expected a file to read, got {(problem.strerror or str(problem)).lower()}") from problem
    except UnicodeDecodeError as problem:
        line = problem.object.count(b"\n", 0, problem.start) + 1
        got = f"the byte 0x{problem.object[problem.start]:02x}"
        raise Failure(f"{file}: line {line}: expected UTF-8 text, got {got}") from problem


def _check_header(file: Path, header: list[str], columns: tuple[str, ...]) -> None:
    strange = [name for name in header if name not in columns]
    missing = [name for name in columns if name not in header]
    twice = sorted({name for name in header if header.count(name) > 1})
    for names, got in ((strange, "the unknown column"), (missing, "no column"), (twice, "twice the column")):
        if names:
            told = ", ".join(name[:40] for name in names)
            raise Failure(f"{file}: line 1: expected the columns {','.join(columns)}, got {got} {told}")
