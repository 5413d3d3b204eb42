"""Pictures of a plan in words: titles, sentences, keys, and the table behind each."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pearls.documents.rules import Form
from pearls.plans.labels.pictures import budgets, making
from pearls.plans.labels.pictures.picture import Cell, Picture, Table
from pearls.plans.labels.pictures.words import TITLES, nothing_yet
from pearls.plans.rules.pictures import PictureKind, first_to_write, kinds_of
from pearls.plans.rules.reading import Reading

__all__ = ["TITLES", "Cell", "Picture", "Table", "nothing_yet", "picture", "pictures"]


def picture(
    kind: PictureKind,
    form: Form,
    content: Mapping[str, Any],
    language: str,
    *,
    year: int | None = None,
    today: date | None = None,
) -> Picture:
    """One picture of a plan, its words in the language that is active; `language` is for numbers, days and labels.

    `year` is the title year, which the calendar then shows whole; `today` is marked in it.
    """
    return _made(PictureKind(kind), form, Reading(form, content), language, year, today)


def pictures(
    form: Form,
    content: Mapping[str, Any],
    language: str,
    *,
    year: int | None = None,
    today: date | None = None,
) -> list[Picture]:
    """All pictures that the form makes possible, in their order."""
    reading = Reading(form, content)
    return [_made(kind, form, reading, language, year, today) for kind in kinds_of(reading)]


def _made(
    kind: PictureKind, form: Form, reading: Reading, language: str, year: int | None, today: date | None
) -> Picture:
    if first := first_to_write(kind, reading):
        title = str(TITLES[kind])
        return Picture(kind, title, nothing_yet(form, first, language), Table(title, (), ()), first)
    if kind == PictureKind.CALENDAR:
        return making.calendar_picture(form, reading, language, year=year, today=today)
    makers = {
        PictureKind.LOGIC: making.logic_picture,
        PictureKind.BUDGET_ACTIVITIES: budgets.by_activity,
        PictureKind.BUDGET_SOURCES: budgets.by_source,
        PictureKind.BUDGET_QUARTERS: budgets.by_quarter,
        PictureKind.STAKEHOLDERS: making.stakeholder_picture,
        PictureKind.COVERAGE: making.coverage_picture,
    }
    return makers[kind](form, reading, language)
