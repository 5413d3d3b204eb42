"""Records: lists whose entries have names of their own, kept one by one and read as one answer.

In the tables `goals` holds the order of the names and `goals-k3` the record k3. In an answer, a snapshot and a file
they are one list: [{"id": "k3", "goal": "…", "challenges": ["c1"]}, …].
"""

from collections.abc import Mapping
from typing import Any

from pearls.documents.rules.definition import LINK_KINDS, SEPARATOR, Column, Form, Kind, Question


def field_name(question_id: str, record_id: str) -> str:
    """Under which name one record is kept."""
    return f"{question_id}{SEPARATOR}{record_id}"


def name_parts(field: str) -> tuple[str, str]:
    """The question and the record that a name stands for; the record is empty for a question of its own."""
    question, _separator, record = field.partition(SEPARATOR)
    return question, record


def assemble(form: Form, kept: Mapping[str, Any]) -> dict[str, Any]:
    """The answers by question from what is kept by name; a link to a record that was taken out is no longer there."""
    records = {question.id: question for question in form.questions if question.kind == Kind.RECORDS}
    names = {question_id: set(kept.get(question_id) or ()) for question_id in records}
    answers: dict[str, Any] = {}
    for name, value in kept.items():
        if value is None or SEPARATOR in name:
            continue
        if name not in records:
            answers[name] = value
        elif value:
            rows = ((record, kept.get(field_name(name, record)) or {}) for record in value)
            answers[name] = [{"id": record, **_linked(records[name], row, names)} for record, row in rows]
    return answers


def take_apart(question: Question, rows: Any) -> tuple[list[str], dict[str, dict[str, Any]]]:
    """The order of the names, and each record without its name; the way back from `assemble`."""
    order = [row["id"] for row in rows or ()]
    return order, {
        field_name(question.id, row["id"]): {key: value for key, value in row.items() if key != "id"}
        for row in rows or ()
    }


def record_title(question: Question, row: Mapping[str, Any]) -> str:
    """What a record is called when it is picked elsewhere: its first text; empty while nobody has written one."""
    return next((str(row[column.id]) for column in question.columns if _names(column) and row.get(column.id)), "")


def linked_columns(form: Form, question_id: str) -> list[tuple[Question, Column]]:
    """Where records of this question can be picked."""
    return [
        (question, column) for question in form.questions for column in question.columns if column.of == question_id
    ]


def _names(column: Column) -> bool:
    return column.kind in (Kind.SHORT_TEXT, Kind.LONG_TEXT)


def _linked(question: Question, row: Mapping[str, Any], names: Mapping[str, set[str]]) -> dict[str, Any]:
    """The record's parts in the order of its columns, without links that lead nowhere."""
    found: dict[str, Any] = {}
    for column in question.columns:
        value = row.get(column.id)
        if value is not None and column.kind in LINK_KINDS:
            there = names.get(column.of, set())
            if isinstance(value, list):
                value = [name for name in value if name in there] or None
            elif value not in there:
                value = None
        if value is not None:
            found[column.id] = value
    return found
