"""What hangs on one entry of a plan: what it picks, and what picks it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pearls.documents.rules import Column, Form, Question


@dataclass(frozen=True)
class Bond:
    """Entries on the other end of one kind of link. `is_own`: this entry picks them; otherwise they pick this one."""

    question: Question
    column: Column
    records: tuple[str, ...]
    is_own: bool


def bonds_of(form: Form, content: Mapping[str, Any], question_id: str, record_id: str) -> list[Bond]:
    """Everything an entry is tied to, in the order of the form; kinds of link without an entry are left out."""
    own = form.question(question_id)
    row: Mapping[str, Any] = next((item for item in content.get(question_id) or () if item["id"] == record_id), {})
    found = []
    for column in own.columns if own else ():
        target = form.question(column.of) if column.of else None
        if target is not None and row.get(column.id):
            found.append(Bond(target, column, _names(row[column.id]), is_own=True))
    for question in form.questions:
        for column in question.columns:
            if column.of != question_id:
                continue
            rows = content.get(question.id) or ()
            names = tuple(item["id"] for item in rows if record_id in _names(item.get(column.id)))
            if names:
                found.append(Bond(question, column, names, is_own=False))
    return found


def _names(value: Any) -> tuple[str, ...]:
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)
