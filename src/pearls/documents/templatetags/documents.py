"""Small helpers of this room's templates."""

from collections.abc import Sequence
from typing import Any

from django import template

from pearls.documents import forms, labels
from pearls.documents.rules import Question
from pearls.web.formats import current_language

register = template.Library()


@register.simple_tag
def document_url(urls: Any, which: str, name: str) -> str:
    """The address that the room above gives for a file, history or rival; empty where it gives none.

    The maker is named and not handed over: a template would call it at once, without its argument.
    """
    make = getattr(urls, which, None)
    return str(make(name)) if make else ""


@register.simple_tag
def cell_label(columns: Sequence[str], at: int) -> str:
    """The name of the column a cell stands in."""
    return columns[at]


@register.filter
def answer_words(question: Question, value: Any) -> str:
    """An answer as plain text."""
    return forms.plain_words(question, value, current_language())


@register.filter
def evidence_words(question: Question) -> str:
    """How we know that the programme asks this."""
    return str(labels.EVIDENCE[question.evidence])
