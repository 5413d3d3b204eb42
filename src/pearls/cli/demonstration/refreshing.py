"""Moving what the demonstration did in the rooms of the title year, and its news, so that it is alive today again.

Rows move without the services that made them: what happened did not happen once more. What stands on paper keeps its
days, as the paper does: certificates, agreements, what was paid and booked, mail that left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from django.apps import apps
from django.db import models
from django.db.models import Q

from pearls.cli.demonstration import editions
from pearls.cli.demonstration.editions import ZONE

INVENTED = "is_demonstration"
# Some people of the demonstration sign in nowhere and are no part of its cast; all have such an address.
CAST = "demo.test"
# What lies ahead by nature; of all else nothing that had happened may come to lie in the future.
AHEAD = frozenset({"starts_at", "ends_at", "closes_at", "next_at", "expires_at", "until"})


@dataclass(frozen=True)
class Rows:
    """Which rows of a table are invented, and which of its days move; none named: all of them."""

    table: str
    which: Q
    only: tuple[str, ...] = field(default=())


def _under(owner: str, tables: str) -> list[Rows]:
    """Tables whose rows belong to something invented."""
    return [Rows(table, Q(**{f"{owner}__{INVENTED}": True})) for table in tables.split()]


def _of_people(path: str, tables: str) -> list[Rows]:
    """Tables whose rows belong to people of the demonstration."""
    return [Rows(table, Q(**{f"{path}__email__endswith": CAST})) for table in tables.split()]


_PAIR = Q(edition_key__in=editions.KEYS) | Q(senior__email__endswith=CAST)
_OF_PAIRS = Q(pair__edition_key__in=editions.KEYS) | Q(pair__senior__email__endswith=CAST)
_IN_PLAY = Q(edition__is_demonstration=True)
_PAID = Q(payments__confirmed_at__isnull=False)
_OF_PAID = Q(request__payments__confirmed_at__isnull=False)

CALENDAR = [
    *_under("event", "calendar.Item calendar.Question calendar.Material calendar.Registration"),
    Rows("calendar.Event", Q(is_demonstration=True)),
]
LEARNING = [
    *_of_people("enrolment__person", "learning.LessonRead learning.CheckResult learning.Feedback"),
    *_of_people("person", "learning.Enrolment"),
]
SEED_MONEY = [
    Rows("seed_money.Decision", Q(request__edition__is_demonstration=True) & ~_OF_PAID),
    Rows("seed_money.Request", _IN_PLAY & ~_PAID),
    Rows("seed_money.Request", _IN_PLAY & _PAID & Q(over_at=None), ("report_due_on", "ends_on")),
]
MENTORING = [
    *(Rows(f"mentoring.{name}", _OF_PAIRS) for name in ("Meeting", "Note", "Promise", "HandOver")),
    Rows("mentoring.Pair", _PAIR),
    Rows("mentoring.MatchRun", Q(edition_key__in=editions.KEYS)),
    *_of_people("attendances__person", "mentoring.Supervision"),
]
EXCHANGE = [
    *_under("visit", "exchange.AgendaItem exchange.Participant exchange.Leg exchange.CostLine"),
    *_under("visit", "exchange.Promise exchange.Report"),
    *(Rows(f"exchange.{name}", Q(is_demonstration=True)) for name in ("Offer", "Need", "Visit")),
]
NETWORK = [
    *_under("member", "network.Contact"),
    *_under("group", "network.Seat"),
    *_under("post", "network.Wording network.Report"),
    *_of_people("person", "network.LetterChoice network.ReplyLink network.Mute"),
    *_of_people("sender", "network.Note"),
    *(Rows(f"network.{name}", Q(is_demonstration=True)) for name in ("Member", "ContactPoint", "Group", "Post")),
]
NEWS = [
    *_under("story", "news.Photo"),
    Rows("news.Story", Q(is_demonstration=True)),
    Rows("news.NewsletterIssue", Q(is_demonstration=True)),
]
LINES = [
    Rows(
        "today.Line",
        Q(person__email__endswith=CAST) | Q(place__is_demonstration=True) | Q(edition_key__in=editions.KEYS),
    )
]
EVERYTHING = (*CALENDAR, *LEARNING, *SEED_MONEY, *MENTORING, *EXCHANGE, *NETWORK, *NEWS, *LINES)


def move_title_year(*, before: date, now: datetime) -> int:
    """Move every row so many days as have passed since the day `before`; gives the number of rows."""
    by = now.astimezone(ZONE).date() - before
    return sum(_move(rows, before, by, now) for rows in EVERYTHING) if by else 0


def _move(rows: Rows, before: date, by: timedelta, now: datetime) -> int:
    room, name = rows.table.split(".")
    model = apps.get_model(f"pearls_{room}", name)
    days = [one.name for one in model._meta.concrete_fields if isinstance(one, models.DateField)]
    found = model._default_manager.filter(pk__in=model._default_manager.filter(rows.which).values("pk"))
    chosen = [name for name in days if not rows.only or name in rows.only]
    moved = list(found)
    for row in moved:
        for name, value in _moved({name: getattr(row, name) for name in chosen}, before, by, now).items():
            setattr(row, name, value)
    model._default_manager.bulk_update(moved, chosen, batch_size=200)
    return len(moved)


def _moved(days: Mapping[str, Any], before: date, by: timedelta, now: datetime) -> dict[str, Any]:
    """The days of one row, later by so many; an hour stays the same hour of the clock on the wall."""
    found: dict[str, Any] = {}
    for name, value in days.items():
        if isinstance(value, datetime):
            wall = value.astimezone(ZONE)
            later = datetime.combine(wall.date() + by, wall.time(), tzinfo=ZONE).astimezone(value.tzinfo)
            has_happened = name not in AHEAD and wall.date() <= before
            found[name] = min(later, now) if has_happened else later
        else:
            found[name] = value + by if value is not None else None
    return found
