"""A practice as a row of a table: one column for each field of its record, the entries of a list one under the other.

In a cell with a list each entry stands on a line of its own. A line end within an entry is written `\\n` or `\\r`, and
a backslash twice, so that no entry can be taken for two. An empty cell is "not published".
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from pearls.practices.rules.files import Fault, Read
from pearls.practices.rules.records import FIELDS, NEEDED, Problem, Record, record_of

Cell = str | int | float | None

LISTS = frozenset(name for name in FIELDS if isinstance(getattr(Record, name, None), tuple))
WHOLES = frozenset({"start_year", "end_year", "budget_eur", "hours"})
DEGREES = frozenset({"lat", "lon"})
LINE_END = re.compile(r"\r\n|\r|\n")
WRITTEN = {"\\": "\\\\", "\n": "\\n", "\r": "\\r"}
READ = {written: char for char, written in WRITTEN.items()}
WHOLE = re.compile(r"[+-]?[0-9]{1,15}(?:\.0+)?")
DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,30}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})(?:[eE][+-]?[0-9]{1,4})?")


@dataclass(frozen=True)
class Row:
    """One row of a file: on which line it begins, its cells, and what is wrong with it before anybody looks inside."""

    number: int
    cells: Sequence[Any]
    problems: Sequence[Problem] = ()


def cells_of(record: Record) -> list[Cell]:
    """The record as the cells of a row, in the order of `FIELDS`."""
    return [_listed(value) if isinstance(value := getattr(record, name), tuple) else value for name in FIELDS]


def read_table(rows: Iterable[Row], knows: Callable[[str, str], bool], *, unit: str = "line") -> Read:
    """Every practice of a table and every fault. The first row names the columns, in any order.

    A column nobody knows, one that is there twice and one that is missing are faults; then no row is looked at.
    """
    found, first, names = Read(), dict[str, int](), None
    for row in rows:
        problems = list(row.problems)
        if names is None:
            names, wrong = _columns(row.cells)
            found.faults.extend(Fault(row.number, problem, unit) for problem in (*problems, *wrong))
            if found.faults:
                return found
            continue
        record = None
        if not problems:
            record, problems = _record(names, row.cells, knows)
        if record is not None and first.setdefault(record.id, row.number) != row.number:
            got = f"{record.id!r}, which stands on {unit} {first[record.id]} too"
            problems = [Problem("id", "each id once", got)]
        elif record is not None:
            found.records.append(record)
        found.faults.extend(Fault(row.number, problem, unit) for problem in problems)
    if names is None and not found.faults:
        found.faults.append(Fault(1, Problem("", f"the columns {', '.join(FIELDS)}", "nothing"), unit))
    return found


def _columns(cells: Sequence[Any]) -> tuple[list[str], list[Problem]]:
    names = [str(cell).strip() if cell is not None else "" for cell in cells]
    while names and not names[-1]:
        names.pop()
    expected = f"one of {', '.join(FIELDS)}"
    wrong = [
        Problem(name[:80] or "(no name)", expected, "a column nobody knows") for name in names if name not in FIELDS
    ]
    wrong += [
        Problem(name, "each column once", f"{count} of them")
        for name, count in Counter(names).items()
        if name in FIELDS and count > 1
    ]
    wrong += [Problem(name, "a column of this name", "none") for name in NEEDED if name not in names]
    return names, wrong


def _record(
    names: Sequence[str], cells: Sequence[Any], knows: Callable[[str, str], bool]
) -> tuple[Record | None, list[Problem]]:
    filled = [at for at, cell in enumerate(cells, start=1) if cell not in (None, "")]
    if filled and filled[-1] > len(names):
        return None, [Problem("", f"{len(names)} cells, as the first row has columns", f"{filled[-1]}")]
    given = {name: _value(name, cell) for name, cell in zip(names, cells, strict=False) if cell not in (None, "")}
    return record_of(given, knows)


def _value(name: str, cell: Any) -> Any:
    """What the cell says, in the shape that the field has; what has another shape stays, and is refused by name."""
    if name in LISTS:
        return _entries(_text(cell)) if isinstance(_text(cell), str) else cell
    if name in WHOLES:
        return _whole(cell)
    if name in DEGREES:
        return float(cell) if isinstance(cell, str) and DECIMAL.fullmatch(cell.strip()) else cell
    return _text(cell)


def _text(cell: Any) -> Any:
    """The text of a cell; a spreadsheet makes a number of a title such as 1984."""
    if isinstance(cell, bool) or not isinstance(cell, int | float):
        return cell
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _whole(cell: Any) -> Any:
    if isinstance(cell, str) and WHOLE.fullmatch(cell.strip()):
        return int(cell.strip().partition(".")[0])
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell


def _listed(entries: Iterable[str]) -> str:
    return "\n".join(re.sub(r"[\\\n\r]", lambda found: WRITTEN[found[0]], entry) for entry in entries)


def _entries(text: str) -> list[str]:
    return [re.sub(r"\\[\\nr]", lambda found: READ[found[0]], line) for line in LINE_END.split(text) if line]
