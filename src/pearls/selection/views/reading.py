"""A snapshot as a text to read: sections, questions and answers, ready for the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats, translation
from django.utils.translation import gettext as _

from pearls.documents import queries as document_queries
from pearls.documents.models import Snapshot
from pearls.documents.rules.definition import Column, Kind, Question
from pearls.kernel.languages import pick


@dataclass(frozen=True)
class Answered:
    """One question with its answer; exactly one of `text`, `items` and `rows` says something."""

    label: str
    text: str = ""
    items: tuple[str, ...] = ()
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Part:
    id: str
    title: str
    answers: tuple[Answered, ...]


def parts_of(snapshot: Snapshot) -> list[Part]:
    """What was handed in, without private answers; questions without an answer say so."""
    answers = document_queries.snapshot_answers(snapshot, with_private=False)
    language = translation.get_language() or "en"
    parts = []
    for section in snapshot.form.sections:
        asked = [question for question in section.questions if not question.private]
        parts.append(
            Part(
                id=section.id,
                title=pick(section.title, language)[0],
                answers=tuple(_answered(question, answers.get(question.id), language) for question in asked),
            )
        )
    return parts


def _answered(question: Question, value: Any, language: str) -> Answered:
    label = pick(question.label, language)[0]
    if value in (None, "", [], {}):
        return Answered(label)
    if question.kind == Kind.TABLE and isinstance(value, list):
        rows = tuple(tuple(_cell(column, row.get(column.id), language) for column in question.columns) for row in value)
        return Answered(label, head=tuple(pick(column.label, language)[0] for column in question.columns), rows=rows)
    if question.kind == Kind.FILE:
        return Answered(label, items=tuple(_file_name(item) for item in _as_list(value)))
    if question.kind in (Kind.CHOICES, Kind.LIST) and isinstance(value, list):
        return Answered(label, items=tuple(_plain(question, item, language) for item in value))
    return Answered(label, text=_plain(question, value, language))


def _cell(column: Column, value: Any, language: str) -> str:
    return "" if value is None else _plain(column, value, language)


def _plain(question: Question | Column, value: Any, language: str) -> str:
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        labels = {choice.id: pick(choice.label, language)[0] for choice in question.choices}
        return labels.get(str(value), str(value))
    if question.kind == Kind.MONEY and isinstance(value, int):
        return f"{formats.number_format(value / 100, 2)} €"
    if isinstance(value, Mapping):
        return ", ".join(str(item) for item in value.values() if item)
    return str(value)


def _file_name(value: Any) -> str:
    return str(value.get("name", "")) if isinstance(value, Mapping) else str(value)


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
