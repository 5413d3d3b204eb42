"""A file of practices, one JSON object a line (`practices.jsonl`): read with everything that is wrong, line by line."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from pearls.practices.rules.records import Problem, Record, record_of, written

LONGEST_LINE_BYTES = 8 * 1024 * 1024  # more than the longest texts that a record may hold


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong with a file, on which line (0: the file as a whole); a sheet has rows."""

    line: int
    problem: Problem
    unit: str = "line"

    def __str__(self) -> str:
        return f"{self.unit} {self.line}: {self.problem}" if self.line else str(self.problem)


@dataclass(frozen=True)
class Read:
    """What a file holds; where it has a fault, nothing of it is to be used."""

    records: list[Record] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


class _NotPlainJSON(ValueError):
    """What JSON readers let pass and nobody means: a name twice in one object, NaN."""


def read_file(file: BinaryIO, knows: Callable[[str, str], bool]) -> Read:
    """Every practice of a file and every fault; `knows(scheme, id)` says whether the vocabulary has a concept."""
    found, first = Read(), dict[str, int]()
    for number, line in enumerate(lines_in(file), start=1):
        record, problems = _record(line, knows, is_first=number == 1)
        if record is not None and first.setdefault(record.id, number) != number:
            problems = [Problem("id", "each id once", f"{record.id!r}, which stands on line {first[record.id]} too")]
        elif record is not None:
            found.records.append(record)
        found.faults.extend(Fault(number, problem) for problem in problems)
    return found


def lines_of(records: Iterable[Record]) -> Iterator[str]:
    """The lines of a file with these practices."""
    for record in records:
        yield json.dumps(written(record), ensure_ascii=False, allow_nan=False) + "\n"


def lines_in(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file, ended by a line feed alone; of one that is too long no more than shows it."""
    while line := file.readline(LONGEST_LINE_BYTES + 1):
        rest = line
        while len(rest) > LONGEST_LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(LONGEST_LINE_BYTES + 1)
        yield line


def _record(line: bytes, knows: Callable[[str, str], bool], *, is_first: bool) -> tuple[Record | None, list[Problem]]:
    if len(line) > LONGEST_LINE_BYTES:
        return None, [Problem("", f"a line of at most {LONGEST_LINE_BYTES // 1024 // 1024} MB", "a longer one")]
    try:
        text = line.decode("utf-8-sig" if is_first else "utf-8")
    except UnicodeDecodeError as problem:
        return None, [Problem("", "UTF-8 text", f"the byte 0x{line[problem.start]:02x}")]
    if not text.strip():
        return None, [Problem("", "a practice", "an empty line")]
    try:
        given = json.loads(text, object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as problem:
        return None, [Problem("", "a JSON object", f"{problem.msg} at column {problem.colno}")]
    except _NotPlainJSON as problem:
        return None, [Problem("", "plain JSON", str(problem))]
    except (ValueError, RecursionError):
        return None, [Problem("", "plain JSON", "a number or a nesting without measure")]
    return record_of(given, knows)


def _object(pairs: list[tuple[str, Any]]) -> Mapping[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _value in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _NotPlainJSON(f"the field {twice[:80]!r} twice")
    return found


def _constant(name: str) -> Any:
    raise _NotPlainJSON(name)
