"""All writes of lines. Each is part of an act of the room that puts the line down, which writes the journal's entry."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from pearls.today import rules
from pearls.today.models import Line
from pearls.today.queries import Person, Place


@transaction.atomic
def put_line(
    *,
    subject: str,
    code: str,
    who: str,
    page: str,
    now: datetime,
    person: Person | None = None,
    place: Place | None = None,
    role: str = "",
    edition_key: str = "",
    page_args: Mapping[str, str] | None = None,
    spot: str = "",
    params: Mapping[str, Any] | None = None,
    until: datetime | None = None,
    zone: str = "UTC",
    is_news: bool = False,
    ends_at_until: bool = False,
) -> None:
    """Put a line on the day of one person, of those who speak for a place, or of those who hold a role.

    The same subject, code and audience is the same line: it is worded and dated anew. `subject` is as in the journal
    ("visit:…"), `code` is worded in `labels.LINES` of the room ("visit-report-due"), `page` is the name of an address.

    Raises: ValueError, where the line is for nobody or for two.
    """
    if not rules.is_one_audience(person=person, place=place, role=role):
        raise ValueError(f"a line is for a person, a place or a role, exactly one of them; got {subject} {code}")
    Line.objects.update_or_create(
        subject=subject,
        code=code,
        person=person,
        place=place,
        role=role,
        edition_key=edition_key,
        defaults={
            "who": who[:200],
            "page": page,
            "page_args": dict(page_args or {}),
            "spot": spot,
            "params": dict(params or {}),
            "until": until,
            "zone": zone,
            "is_news": is_news,
            "ends_at_until": ends_at_until,
            "made_at": now,
        },
    )


def take_off(*, subject: str, code: str = "", person: Person | None = None) -> None:
    """Take the lines about a subject off everybody's day: all, those of one code, or those of one person."""
    lines = Line.objects.filter(subject=subject)
    if code:
        lines = lines.filter(code=code)
    if person is not None:
        lines = lines.filter(person=person)
    lines.delete()


def forget_old_lines(*, now: datetime) -> int:
    """Delete news that nobody is shown any more, and what could be done until a time that has passed."""
    old = Line.objects.filter(is_news=True, made_at__lt=now - rules.NEWS_LASTS)
    past = Line.objects.filter(ends_at_until=True, until__lt=now)
    return old.delete()[0] + past.delete()[0]


def forget_person(*, ref: str) -> None:
    """Take everything off the day of somebody who is forgotten; erasing the person is the entry."""
    Line.objects.filter(person__ref=ref).delete()
