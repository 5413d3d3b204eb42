"""Whose day it is, and what every source of lines shares."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db.models import Exists, OuterRef
from django.urls import NoReverseMatch, reverse

from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.plans import queries as plan_queries
from pearls.site.day import Group

SOON = timedelta(days=14)
MOST_LINES = 50
# Of all that lists show of an application, these are named here.
_APPLICATION = (
    *("ref", "state", "place__name", "place__official_names"),
    *("edition__name", "edition__call_closes_at", "edition__rules_version__text"),
)


@dataclass(frozen=True)
class Reader:
    """Whose day it is, at which instant, and for which places (their rows) the reader speaks."""

    actor: Actor
    now: datetime
    places: frozenset[int]

    @cached_property
    def applications(self) -> list[call_queries.Application]:
        """The applications that the reader works on; one query, however many sources ask.

        The office works on none, but for a place that one of its people speaks for.
        """
        if self.actor.is_office() and not self.places:
            return []
        mine = call_queries.applications_of(self.actor, places=self.places).only(*_APPLICATION)
        has_words = Exists(plan_queries.words_of_residents(OuterRef("pk")))
        mine = mine.annotate(has_words=has_words, answer_due_at=call_queries.last_day_to_answer())
        return list(mine[:MOST_LINES])


def group_for(until: datetime | None, now: datetime) -> Group:
    """Due when the deadline is near; otherwise it waits."""
    return Group.DUE if until is not None and until - now <= SOON else Group.WAITING


def spot(*names: str, **kwargs: str) -> str:
    """The address of the first of these pages that exists; "" where none does."""
    for name in names:
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""
