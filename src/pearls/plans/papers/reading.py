"""From the cells of a workbook or a Word file to the answers of a plan."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.translation import override
from openpyxl.utils.datetime import from_excel

from pearls.documents.rules import Form, Kind, Problem, Question, clean_answer, record_title
from pearls.documents.rules.answers import CONTACT_PARTS, MAX_RECORDS, RECORD_ID, plain_text
from pearls.plans.papers.envelope import Envelope
from pearls.plans.papers.words import Asked, NotUnderstood, Reader, day_typed
from pearls.plans.rules.papers import Paper, PaperError, Remark, Spot, Where, new_name

MOST_CELLS_NAMED = 20
CELL_LISTS = frozenset({Kind.RECORDS, Kind.TABLE})
TEXTS = frozenset({Kind.SHORT_TEXT, Kind.LONG_TEXT})
PARTS = {Kind.MONEY: 2, Kind.DECIMAL: 3}
LARGEST = 10**15
FIRST_SERIAL, LAST_SERIAL = 1, 109_575  # days of a spreadsheet, 1900 to 2199


@dataclass(frozen=True)
class Cell:
    """What stands in one cell or field, and where a reader finds it. A formula that nobody worked out has no value."""

    value: Any
    where: str | Where
    is_formula: bool = False

    @property
    def is_empty(self) -> bool:
        return not self.is_formula and (self.value is None or self.value == "")


@dataclass(frozen=True)
class Row:
    """One record or one line of a table, as found; `record` is empty for a new one."""

    record: str
    cells: Mapping[str, Cell]
    where: str | Where

    @property
    def is_empty(self) -> bool:
        return all(cell.is_empty for cell in self.cells.values())


@dataclass
class Found:
    """What a file holds: answers by question (the parts of a contact by "contact.name"), lists by question.

    `columns` are those that a list has in the file; whatever is not found the file does not speak of.
    """

    answers: dict[str, Cell] = field(default_factory=dict)
    rows: dict[str, list[Row]] = field(default_factory=dict)
    columns: dict[str, frozenset[str]] = field(default_factory=dict)
    absent: set[Spot] = field(default_factory=set)
    remarks: list[Remark] = field(default_factory=list)


def paper_of(form: Form, envelope: Envelope, found: Found) -> Paper:
    """Understand what was found.

    Raises: PaperError "cells-not-understood", naming the first twenty cells.
    """
    with override(envelope.language):
        return _Understanding(form, envelope, found).paper()


class _Understanding:
    def __init__(self, form: Form, envelope: Envelope, found: Found) -> None:
        self.form, self.envelope, self.found = form, envelope, found
        self.wrong: list[Remark] = []
        self.remarks = list(found.remarks)
        self.absent = set(found.absent)
        self.rows = {name: self._named(form.question(name), rows) for name, rows in found.rows.items()}
        titles = {name: self._titles(form.question(name), rows) for name, rows in self.rows.items()}
        self.reader = Reader(envelope.language, envelope.words, titles)

    def paper(self) -> Paper:
        content = {question.id: self._answer(question) for question in self.form.questions}
        if self.wrong:
            raise PaperError("cells-not-understood", cells=tuple(self.wrong[:MOST_CELLS_NAMED]), count=len(self.wrong))
        kept = {name: value for name, value in content.items() if value is not None}
        return Paper(kept, self.envelope.revisions, frozenset(self.absent), tuple(self.remarks))

    def _answer(self, question: Question) -> Any:
        if question.kind in CELL_LISTS:
            return self._list(question)
        if question.kind == Kind.CONTACT:
            return self._contact(question)
        cell = self.found.answers.get(question.id)
        if cell is None or question.kind == Kind.FILE:
            self.absent.add(Spot(question.id))
            return None
        return self._cleaned(question, self._raw(question, cell), lambda _column: cell)

    def _contact(self, question: Question) -> Any:
        parts = {part: self.found.answers.get(f"{question.id}.{part}") for part in CONTACT_PARTS}
        cells = {part: cell for part, cell in parts.items() if cell is not None}
        if not cells:
            self.absent.add(Spot(question.id))
            return None
        first = next(iter(cells.values()))
        raw = {part: self._raw(_TEXT, cell) for part, cell in cells.items()}
        return self._cleaned(question, raw, lambda part: cells.get(part, first))

    def _list(self, question: Question) -> Any:
        rows = self.rows.get(question.id)
        if rows is None:
            self.absent.add(Spot(question.id))
            return None
        if len(rows) > MAX_RECORDS:
            detail = {"where": rows[MAX_RECORDS].where, "limit": MAX_RECORDS, "got": len(rows)}
            self.wrong.append(Remark("too-many-entries", detail))
            return None
        there = self.found.columns.get(question.id, frozenset())
        lost = {Spot(question.id, "", column.id) for column in question.columns if column.id not in there}
        if lost and question.kind == Kind.TABLE:  # its lines have no names, so nobody can say whose cell is lost
            self.absent.add(Spot(question.id))
            return None
        self.absent |= lost
        values = [self._row(question, row) for row in rows]
        return [value for value in values if value is not None] or None

    def _row(self, question: Question, row: Row) -> dict[str, Any] | None:
        raw: dict[str, Any] = {"id": row.record} if question.kind == Kind.RECORDS else {}
        for column in question.columns:
            if column.id in row.cells:
                raw[column.id] = self._raw(column, row.cells[column.id])
        first = next(iter(row.cells.values()), Cell(None, row.where))
        cleaned = self._cleaned(question, [raw], lambda column: row.cells.get(column, first))
        return cleaned[0] if cleaned else None

    def _raw(self, asked: Asked, cell: Cell) -> Any:
        """What `clean_answer` takes; None, and noted, where the cell says nothing that can be meant."""
        if cell.is_formula and cell.value is None:
            self._note("formula-without-value", cell)
            return None
        try:
            raw = raw_value(asked, cell.value, self.reader)
        except NotUnderstood as problem:
            self._note(problem.remark.code, cell, **problem.remark.detail)
            return None
        if asked.kind in PARTS and isinstance(cell.value, float) and is_plain(cell.value):
            rounded = rounded_number(cell.value, PARTS[asked.kind])
            if abs(Decimal(repr(cell.value)) - rounded) > Decimal("0.0000001"):
                self.remarks.append(Remark("rounded", {"where": cell.where, "got": repr(cell.value)}))
        return raw

    def _cleaned(self, question: Question, raw: Any, cell_of: Callable[[str], Cell]) -> Any:
        cleaned = clean_answer(question, raw)
        if isinstance(cleaned, Problem):
            self._note(cleaned.code, cell_of(cleaned.column), **cleaned.detail)
            return None
        return cleaned.value

    def _note(self, code: str, cell: Cell, **detail: Any) -> None:
        self.wrong.append(Remark(code, {"got": str(cell.value)[:80], **detail, "where": cell.where}))

    def _named(self, question: Question | None, rows: list[Row]) -> list[Row]:
        """The rows that stand for something, each with the name of its record; new ones and copies get one."""
        if question is None or question.kind != Kind.RECORDS:
            return [row for row in rows if not row.is_empty]
        named: dict[str, Row] = {}
        typed: Counter[str] = Counter()
        for row in rows:
            name = row.record if RECORD_ID.fullmatch(row.record) else ""
            if row.is_empty and not (name and self._was_empty(question, name)):
                continue
            if name in named:
                self.remarks.append(Remark("copied-record", {"where": row.where}))
                name = ""
            if not name:
                words = repr([(column, str(cell.value)) for column, cell in sorted(row.cells.items())])
                name = new_name(self.envelope.ref, question.id, words, typed[words])
                typed[words] += 1
            named.setdefault(name, replace(row, record=name))
        return list(named.values())

    def _was_empty(self, question: Question, name: str) -> bool:
        """Whether a row without words stands for a record that never had any; else whoever emptied it removed it."""
        if f"{question.id}-{name}" in self.envelope.empty:
            return True
        return any(spot.question == question.id and spot.record in ("", name) for spot in self.absent)

    def _titles(self, question: Question | None, rows: list[Row]) -> dict[str, str]:
        if question is None or question.kind != Kind.RECORDS:
            return {}
        return {
            row.record: plain_text(
                record_title(question, {column: cell.value for column, cell in row.cells.items() if not cell.is_empty})
            )
            for row in rows
        }


_TEXT = Question("text", Kind.SHORT_TEXT, {"en": "text"})


def raw_value(asked: Asked, value: Any, reader: Reader) -> Any:
    """A cell's value, whatever its type in the file, as `clean_answer` takes it. Raises: NotUnderstood."""
    if isinstance(value, str):
        return reader.raw(asked, value)
    if value is None or (isinstance(value, bool) and asked.kind in (Kind.YES_NO, Kind.CONSENT)):
        return value
    if isinstance(value, bool):
        return reader.raw(asked, str(value).lower())
    if isinstance(value, date):  # a datetime is one too
        day = (value.date() if isinstance(value, datetime) else value).isoformat()
        return day_typed(day, reader.language) if asked.kind in TEXTS else day
    if isinstance(value, int | float) and is_plain(value):
        return _number(asked, value, reader)
    return reader.raw(asked, str(value))


def _number(asked: Asked, value: float, reader: Reader) -> Any:
    if asked.kind == Kind.MONEY:
        return int(rounded_number(value, 2) * 100)
    if asked.kind == Kind.DECIMAL:
        return f"{rounded_number(value, 3):f}"
    if asked.kind == Kind.DATE and FIRST_SERIAL <= value <= LAST_SERIAL:
        return raw_value(asked, from_excel(int(value)), reader)
    text = f"{Decimal(repr(value)).normalize():f}"
    return int(text) if asked.kind == Kind.NUMBER and text.lstrip("-").isdigit() else reader.raw(asked, text)


def is_plain(value: float) -> bool:
    """Whether a spreadsheet's number is one that we could keep; what is larger is left for `clean_answer` to refuse."""
    return abs(value) < LARGEST  # false for what is no number


def rounded_number(value: float, places: int) -> Decimal:
    """A spreadsheet's number with so many places, halves away from zero."""
    return Decimal(repr(value)).quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
