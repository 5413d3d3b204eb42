"""Answers to read: the sheet of a draft or snapshot, what changed between two, and what is missing."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from pearls.documents import labels, rules
from pearls.documents.rules import LINK_KINDS, Column, Form, Kind, Problem, Question, Section, TextPart
from pearls.documents.rules.answers import CONTACT_PARTS
from pearls.kernel.languages import pick
from pearls.web.formats import date_words, euros, number

Titles = Mapping[str, Mapping[str, str]]  # of records: by question, then by name


@dataclass(frozen=True)
class AnswerSheet:
    """One question and its answer, ready to read. One of the shapes is filled: `text`, `items`, `table` or `files`."""

    question: Question
    label: str
    is_answered: bool
    text: str = ""
    items: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    table: tuple[tuple[str, ...], ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    word_count: int = 0


@dataclass(frozen=True)
class SectionSheet:
    section: Section
    title: str
    answers: list[AnswerSheet]


@dataclass(frozen=True)
class MissingLine:
    """What keeps a form from being sent, with the way to the very spot."""

    section: str
    label: str
    sentence: str
    url: str


def section_sheets(
    form: Form,
    answers: Mapping[str, Any],
    language: str,
    *,
    with_private: bool,
    file_url: Callable[[str], str] | None = None,
) -> list[SectionSheet]:
    """All questions that are asked, with their answers; private ones only where the reader may see them."""
    sheets = []
    titles = record_titles(form, answers)
    for section in form.sections:
        shown = [
            sheet_of(question, answers.get(question.id), language, file_url=file_url, titles=titles)
            for question in section.questions
            if rules.is_visible(form, question, answers) and (with_private or not question.private)
        ]
        if shown:
            sheets.append(SectionSheet(section, pick(section.title, language)[0], shown))
    return sheets


def section_sheet(
    form: Form,
    section: Section,
    answers: Mapping[str, Any],
    language: str,
    with_private: bool,
    file_url: Callable[[str], str] | None,
) -> list[SectionSheet]:
    """The same for one section; empty where nothing of it is asked."""
    sheets = section_sheets(form, answers, language, with_private=with_private, file_url=file_url)
    return [sheet for sheet in sheets if sheet.section.id == section.id]


def record_titles(form: Form, answers: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    """What every record is called, by question and name, for where it is picked; without a text, its number."""
    return {
        question.id: {
            row["id"]: rules.record_title(question, row) or gettext("Entry %(number)s") % {"number": number}
            for number, row in enumerate(answers.get(question.id) or (), start=1)
        }
        for question in form.questions
        if question.kind == Kind.RECORDS
    }


def sheet_of(
    question: Question,
    value: Any,
    language: str,
    *,
    file_url: Callable[[str], str] | None = None,
    titles: Titles | None = None,
) -> AnswerSheet:
    """One answer, ready to read; `titles` tells what picked records are called."""
    label = pick(question.label, language)[0]
    if value is None:
        return AnswerSheet(question, label, is_answered=False)
    if question.kind in (Kind.TABLE, Kind.RECORDS, Kind.RECORD, Kind.TRANSLATION):
        given = [value] if question.kind in (Kind.RECORD, Kind.TRANSLATION) else value
        columns = tuple(pick(column.label, language)[0] for column in question.columns)
        rows = tuple(
            tuple(cell_words(column, row, language, titles or {}) for column in question.columns) for row in given
        )
        return AnswerSheet(question, label, True, columns=columns, table=rows)
    if question.kind == Kind.FILE:
        files = tuple((item["name"], file_url(item["ref"]) if file_url else "") for item in value)
        return AnswerSheet(question, label, True, files=files)
    if question.kind in (Kind.LIST, Kind.CHOICES):
        return AnswerSheet(question, label, True, items=tuple(_word(question, item, language) for item in value))
    if question.kind == Kind.CONTACT:
        return AnswerSheet(question, label, True, items=tuple(value[part] for part in CONTACT_PARTS if part in value))
    text = _word(question, value, language)
    words = rules.count_words(text) if question.kind == Kind.LONG_TEXT else 0
    return AnswerSheet(question, label, True, text=text, word_count=words)


def plain_words(question: Question, value: Any, language: str, titles: Titles | None = None) -> str:
    """An answer as plain text in one piece, for tables, exports and comparisons."""
    if question.kind == Kind.RECORDS and value and isinstance(value[0], str):  # the order alone, as the history has it
        return "\n".join((titles or {}).get(question.id, {}).get(name, name) for name in value)
    sheet = sheet_of(question, value, language, titles=titles)
    if question.kind in (Kind.RECORD, Kind.TRANSLATION):
        cells = [(column, cell) for row in sheet.table for column, cell in zip(sheet.columns, row, strict=True)]
        return "\n".join(f"{column}: {cell}" for column, cell in cells if cell)
    if sheet.table:
        return "\n".join(" · ".join(cell for cell in row if cell) for row in sheet.table)
    if sheet.files:
        return "\n".join(name for name, _url in sheet.files)
    return "\n".join(sheet.items) or sheet.text


@dataclass(frozen=True)
class ChangedAnswer:
    """One answer that is another than before, in one text with the words taken out and put in marked."""

    label: str
    parts: tuple[TextPart, ...]


@dataclass(frozen=True)
class ChangedSection:
    title: str
    answers: tuple[ChangedAnswer, ...]


def changed_sections(
    form_versions: tuple[Form, Form],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    language: str,
    *,
    with_private: bool,
) -> list[ChangedSection]:
    """What differs between two snapshots, section by section; what only the older form asks comes last."""
    older, newer = form_versions
    known = {question.id for question in newer.questions}
    sections = [(section, section.questions) for section in newer.sections]
    sections += [(part, tuple(item for item in part.questions if item.id not in known)) for part in older.sections]
    found = []
    for section, questions in sections:
        changed = tuple(
            ChangedAnswer(pick(question.label, language)[0], _changed_parts(question, before, after, language))
            for question in questions
            if before.get(question.id) != after.get(question.id) and (with_private or not question.private)
        )
        if changed:
            found.append(ChangedSection(pick(section.title, language)[0], changed))
    return found


def _changed_parts(
    question: Question, before: Mapping[str, Any], after: Mapping[str, Any], language: str
) -> tuple[TextPart, ...]:
    """The words of both; where another value reads the same, as a new file of the old name, both stand whole."""
    old, new = (plain_words(question, answers.get(question.id), language) for answers in (before, after))
    if old == new:
        return (TextPart("removed", old), TextPart("added", new))
    return tuple(rules.text_parts(old, new))


def missing_lines(
    form: Form, answers: Mapping[str, Any], missing: Iterable[Problem], language: str, url_of: Callable[[str], str]
) -> list[MissingLine]:
    """What `rules.missing` found in the answers, in words; `url_of` gives the address of a section."""
    rows = {
        (question.id, row["id"]): rules.record_title(question, row)
        for question in form.questions
        if question.kind == Kind.RECORDS
        for row in answers.get(question.id) or ()
    }
    return [
        _missing_line(form, problem, rows.get((problem.question, problem.record), ""), language, url_of)
        for problem in missing
    ]


def _missing_line(form: Form, problem: Problem, entry: str, language: str, url_of: Callable[[str], str]) -> MissingLine:
    question, section = form.question(problem.question), form.section_of(problem.question)
    return MissingLine(
        section=pick(section.title, language)[0],
        label=pick(question.label, language)[0] if question else problem.question,
        sentence=labels.problem_sentence(problem, question, language, entry),
        url=_spot(url_of(section.id), problem),
    )


def _spot(section_url: str, problem: Problem) -> str:
    """The very spot on the section's page; a record has its own line there."""
    record = f"-{problem.record}" if problem.record else ""
    return f"{section_url}#question-{problem.question}{record}"


def cell_words(column: Column, row: Mapping[str, Any], language: str, titles: Titles) -> str:
    """One cell of a table, or one part of a record, in words; picked records by what they are called, one a line."""
    value = row.get(column.id)
    if value is None:
        return ""
    if column.kind in LINK_KINDS:
        names = titles.get(column.of, {})
        return "\n".join(names.get(item, item) for item in ([value] if isinstance(value, str) else value))
    as_question = Question(column.id, column.kind, column.label, choices=column.choices)
    return _word(as_question, value, language)


def _word(question: Question, value: Any, language: str) -> str:
    if question.kind == Kind.CONSENT:
        return gettext("agreed")
    if isinstance(value, bool) or question.kind in (Kind.CHOICE, Kind.CHOICES):
        return labels.value_word(question, value, language)
    if question.kind == Kind.MONEY:
        return euros(value, language)
    if question.is_year:
        return str(value)
    if question.kind == Kind.NUMBER:
        return f"{number(value, language)} {pick(question.unit, language)[0]}".strip()
    if question.kind == Kind.DECIMAL:
        return number(Decimal(value), language)
    if question.kind == Kind.DATE:
        return date_words(date.fromisoformat(value), language)
    if question.kind == Kind.PLACE:
        return str(value.get("name") or value.get("key"))
    return str(value)
