"""Small helpers of this room's templates."""

from collections.abc import Sequence
from typing import Any

from django import template

from pearls.documents import labels
from pearls.documents.rules import Question
from pearls.documents.rules.definition import SEPARATOR

register = template.Library()


@register.simple_tag
def document_url(urls: Any, which: str, name: str) -> str:
    """The address that the room above gives for a file, history or rival; empty where it gives none.

    The maker is named and not handed over: a template would call it at once, without its argument.
    """
    make = getattr(urls, which, None)
    return str(make(name)) if make else ""


@register.simple_tag
def record_url(urls: Any, question: str, record: str) -> str:
    """The address of one record's own page; empty where the room above gives none."""
    return str(urls.record(question, record)) if urls.record else ""


@register.simple_tag
def note_beside(notes: Any, question: str) -> Any:
    """What the room above puts beside a question: has `text`, and `examples` of others; None where it has nothing."""
    return notes.get(question.partition(SEPARATOR)[0]) if notes else None


@register.simple_tag
def cell_label(columns: Sequence[str], at: int) -> str:
    """The name of the column a cell stands in."""
    return columns[at]


@register.filter
def evidence_words(question: Question) -> str:
    """How we know that the programme asks this."""
    return str(labels.EVIDENCE[question.evidence])
