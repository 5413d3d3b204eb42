"""What `/design/` shows of this room: the pictures of an invented town's plan."""

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from django import template

from pearls.documents import queries as document_queries
from pearls.documents.rules import Form, parse_form
from pearls.plans.labels import pictures as labels
from pearls.web.formats import current_language

register = template.Library()

FILE = Path(__file__).resolve().parent.parent / "data" / "sample_plan.json"
TODAY = date(2027, 4, 9)


@register.simple_tag
def sample_pictures() -> list[labels.Picture]:
    """Every picture, drawn from a plan with a few flaws."""
    return labels.pictures(_form(), _plan(), current_language(), year=TODAY.year, today=TODAY)


@register.simple_tag
def empty_picture() -> labels.Picture:
    """A picture of which nothing is there yet."""
    return labels.pictures(_form(), {}, current_language())[0]


@cache
def _form() -> Form:
    return parse_form(document_queries.shipped_definition("plan"))


@cache
def _plan() -> dict[str, Any]:
    plan: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return plan
