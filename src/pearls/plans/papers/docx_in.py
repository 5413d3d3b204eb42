"""Reading back a Word file that a person edited in Word or LibreOffice."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.oxml.ns import qn
from lxml import etree
from lxml.etree import _Element as Element

from pearls.documents.rules import Form, Kind, Question
from pearls.plans.papers import docx_parts as parts
from pearls.plans.papers.docx_text import hidden_text, is_deleted, owned, text_of
from pearls.plans.papers.envelope import unsealed
from pearls.plans.papers.guards import guarded, opened
from pearls.plans.papers.reading import Cell, Found, Row, paper_of
from pearls.plans.rules.papers import SCHEMA_NAME, Paper, PaperError, PlanFacts, Remark, Spot, Where

W_TABLE, W_ROW, W_CELL, W_PARAGRAPH, W_CONTROL = (qn(f"w:{name}") for name in ("tbl", "tr", "tc", "p", "sdt"))
TRACKED = tuple(qn(f"w:{name}") for name in ("ins", "del", "moveFrom", "moveTo"))
Marks = list[tuple[str, str]]


@guarded
def from_docx(data: bytes, form: Form, facts: PlanFacts) -> Paper:
    """Read a Word file that `to_docx` wrote and a person edited.

    Raises: PaperError.
    """
    with opened(data, "docx") as archive:
        # No entities, nothing from elsewhere; unlike python-docx's own parser this one keeps what is only spaces.
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        document = etree.fromstring(archive.read("word/document.xml"), parser)
    sealed_words = (hidden_text(paragraph) for paragraph in document.iter(W_PARAGRAPH))
    envelope_text = next((words for words in sealed_words if words.startswith(f"{SCHEMA_NAME}:")), None)
    if envelope_text is None:
        raise PaperError("foreign-file")
    envelope = unsealed(envelope_text, facts)
    return paper_of(form, envelope, _Finding(form, document).found())


@dataclass
class _Record:
    """One record while its fields are gathered."""

    question: Question
    name: str
    number: int
    cells: dict[str, Cell] = field(default_factory=dict)

    def where(self, column: str = "") -> Where:
        return Where(self.question.id, self.number, column)


@dataclass
class _Place:
    """Where in the file we are: in whose list, which column stands where, and which answer comes next."""

    question: Question | None = None
    columns: dict[int, str] = field(default_factory=dict)
    card: _Record | None = None
    answer: str = ""
    part: str = ""


class _Finding:
    def __init__(self, form: Form, document: Element) -> None:
        self.form, self.document = form, document
        self.result = Found()
        self.records: dict[str, list[_Record]] = {}
        self.there: dict[str, set[str]] = {}
        self.used: set[Element] = set()
        self.lost: set[str] = set()

    def found(self) -> Found:
        for table in self.document.iter(W_TABLE):
            if next(table.iterancestors(W_CELL), None) is not None:  # in a cell: a part of what is written there
                continue
            place = _Place()
            for row in owned(table, W_ROW):
                if not is_deleted(row):
                    self._row(place, list(owned(row, W_CELL)))
        self._stray_fields()
        for question_id, records in self.records.items():
            self.result.rows[question_id] = [self._finished(record) for record in records]
            self.result.columns[question_id] = frozenset(self.there.get(question_id, ()))
        lists = [q.id for q in self.form.questions if q.kind in (Kind.RECORDS, Kind.TABLE)]
        self.lost |= {name for name in lists if name not in self.records}
        self.lost |= {q.id for q in self.form.questions if q.id not in lists and not self._is_answered(q)}
        remarks = [Remark("fields-gone", {"question": q.id}) for q in self.form.questions if q.id in self.lost]
        if next(self.document.iter(*TRACKED), None) is not None:
            remarks.append(Remark("changes-tracked"))
        self.result.remarks += remarks
        return self.result

    def _is_answered(self, question: Question) -> bool:
        if question.kind == Kind.FILE:  # was never to be answered in the file
            return True
        return any(name.partition(".")[0] == question.id for name in self.result.answers)

    def _row(self, place: _Place, cells: list[Element]) -> None:
        marks: Mapping[int, Marks] = {at: parts.MARK.findall(hidden_text(cell)) for at, cell in _placed(cells)}
        kinds = {kind: name for found in marks.values() for kind, name in found}
        if parts.TABLE in kinds:
            self._begin_grid(place, kinds[parts.TABLE], marks)
        elif parts.CARD in kinds:
            name, _colon, record = kinds[parts.CARD].partition(":")
            place.question = self._list(name)
            place.card = self._add(place.question, record) if place.question else None
        elif place.columns and place.question:
            self._grid_row(place.question, place.columns, cells, kinds.get(parts.ROW, ""))
        else:
            self._fields(place, cells, marks)

    def _list(self, name: str) -> Question | None:
        question = self.form.question(name)
        if question is not None and question.kind in (Kind.RECORDS, Kind.TABLE):
            self.records.setdefault(question.id, [])
            return question
        return None

    def _add(self, question: Question, name: str) -> _Record:
        record = _Record(question, name, len(self.records[question.id]) + 1)
        self.records[question.id].append(record)
        return record

    def _begin_grid(self, place: _Place, name: str, marks: Mapping[int, Marks]) -> None:
        place.question, place.card = self._list(name), None
        known = {column.id for column in place.question.columns} if place.question else set()
        columns = {at: mark for at, found in marks.items() for kind, mark in found if kind == parts.COLUMN}
        place.columns = {at: column for at, column in columns.items() if column in known}

    def _grid_row(self, question: Question, columns: Mapping[int, str], cells: list[Element], name: str) -> None:
        """A line of a list. One that somebody added between ours has no marks: it is a new record."""
        record = self._add(question, name)
        for at, cell in _placed(cells):
            tag = _tag(cell)
            if tag[:1] == (question.id,) and len(tag) == 3:
                record.name = record.name or tag[1]
                self._take(record, tag[2], cell)
            elif at in columns:
                self._take(record, columns[at], cell)

    def _fields(self, place: _Place, cells: list[Element], marks: Mapping[int, Marks]) -> None:
        """Labels with a mark, each before its field: in the next cell, or in the first of the next line."""
        for at, cell in _placed(cells):
            named = dict(marks[at])
            if parts.ANSWER in named:
                place.answer = named[parts.ANSWER]
            elif parts.COLUMN in named:
                place.part = named[parts.COLUMN]
            elif place.answer:
                tag = _tag(cell)
                self._answer(tag[0] if len(tag) == 1 else place.answer, cell)
                place.answer = ""
            elif place.part and place.card:
                self._take(place.card, place.part, cell)
                place.part = ""

    def _answer(self, name: str, cell: Element) -> None:
        self.used.add(cell)
        text, is_there = text_of(cell)
        if text or is_there:
            self.result.answers.setdefault(name, Cell(text, Where(name.partition(".")[0])))

    def _take(self, record: _Record, column: str, cell: Element) -> None:
        self.used.add(cell)
        self.there.setdefault(record.question.id, set()).add(column)
        text, is_there = text_of(cell)
        if text or is_there:
            record.cells.setdefault(column, Cell(text, record.where(column)))

    def _stray_fields(self) -> None:
        """Fields that somebody moved out of their tables, known by their tags."""
        for control in self.document.iter(W_CONTROL):
            tag = _tag_of(control)
            if not tag or any(cell in self.used for cell in control.iterancestors(W_CELL)):
                continue
            text, _is_there = text_of(control)
            if len(tag) == 1:
                self.result.answers.setdefault(tag[0], Cell(text, Where(tag[0].partition(".")[0])))
                continue
            for record in self.records.get(tag[0], ()):
                if len(tag) == 3 and record.name == tag[1]:
                    record.cells.setdefault(tag[2], Cell(text, record.where(tag[2])))

    def _finished(self, record: _Record) -> Row:
        """The record with what the file says of it; a field that is gone leaves what the plan says there."""
        name = "" if record.name.startswith(parts.NEW) else record.name
        if name:
            gone = {column.id for column in record.question.columns if column.id not in record.cells}
            self.result.absent |= {Spot(record.question.id, name, column) for column in gone}
            if gone:
                self.lost.add(record.question.id)
        return Row(name, record.cells, record.where())


def _placed(cells: list[Element]) -> Iterator[tuple[int, Element]]:
    """The cells with the number of the column each begins in: one may stretch over several."""
    at = 0
    for cell in cells:
        yield at, cell
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        wide = "" if span is None else str(span.get(qn("w:val"), ""))
        at += int(wide) if wide.isdigit() and len(wide) < 4 else 1


def _tag(cell: Element) -> tuple[str, ...]:
    """The tag of the one field in a cell; nothing where there are none or several."""
    tags = [tag for control in cell.iter(W_CONTROL) if (tag := _tag_of(control))]
    return tags[0] if len(tags) == 1 else ()


def _tag_of(control: Any) -> tuple[str, ...]:
    tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
    words = "" if tag is None else str(tag.get(qn("w:val"), ""))
    return tuple(words.split(":")) if words else ()
