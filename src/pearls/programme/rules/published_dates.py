"""Dates as sources publish them: a day, a month, a year, a minute, or an interval; never more exact than the source."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Precision = Literal["year", "month", "day", "minute"]

_FORMS: tuple[tuple[Precision, re.Pattern[str]], ...] = (
    ("year", re.compile(r"\d{4}")),
    ("month", re.compile(r"\d{4}-\d{2}")),
    ("day", re.compile(r"\d{4}-\d{2}-\d{2}")),
    ("minute", re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")),
)


@dataclass(frozen=True)
class PartialDate:
    """One end of a published date; parts finer than `precision` are fillers and must not be shown."""

    at: datetime  # wall-clock, without zone: sources rarely name one
    precision: Precision

    @property
    def day(self) -> date:
        return self.at.date()


@dataclass(frozen=True)
class PublishedDate:
    """A published date; `until` is the other end of an interval."""

    start: PartialDate
    until: PartialDate | None = None


def parse_published_date(text: str | None) -> PublishedDate | None:
    """Read `2024`, `2024-06`, `2024-06-12`, `2025-04-04T23:59` or two of them with `/`; None for not published.

    Raises: ValueError, naming the text.
    """
    if not text:
        return None
    first, _, second = text.partition("/")
    return PublishedDate(_part(first), _part(second) if second else None)


def _part(text: str) -> PartialDate:
    for precision, form in _FORMS:
        if form.fullmatch(text):
            filled = text + "0000-01-01T00:00"[len(text) :]
            return PartialDate(datetime.fromisoformat(filled), precision)
    raise ValueError(f"a published date is YYYY, YYYY-MM, YYYY-MM-DD or YYYY-MM-DDThh:mm, got {text!r}")
