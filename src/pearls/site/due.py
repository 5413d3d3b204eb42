"""What waits for a signed-in person, gathered from the rooms; each line says who, what, until when, and where."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from pearls.kernel.actor import Actor
from pearls.people import queries as people_queries
from pearls.places import queries as place_queries

SOON = timedelta(days=14)
MOST_LINES = 50


class Group(StrEnum):
    """Due has a deadline near or past; waiting needs the reader and has none; new is for knowing."""

    DUE = "due"
    WAITING = "waiting"
    NEW = "new"


GROUP_WORDS: dict[Group, Promise] = {
    Group.DUE: gettext_lazy("Due now"),
    Group.WAITING: gettext_lazy("Waiting for you"),
    Group.NEW: pgettext_lazy("on the page Today", "New"),
}


@dataclass(frozen=True)
class Line:
    """One thing on somebody's day: `who` it is about, `what` is to be done, `address` of the exact spot."""

    who: str
    what: str
    address: str
    group: Group = Group.WAITING
    until: datetime | None = None
    zone: str = "UTC"


Source = Callable[[Actor, datetime], Iterable[Line]]


def lines_for(actor: Actor, now: datetime) -> dict[Group, list[Line]]:
    """Everything that waits for the actor, by group; what ends first leads. A constant number of queries."""
    found = [line for source in SOURCES for line in source(actor, now)]
    far = datetime.max.replace(tzinfo=now.tzinfo)
    found.sort(key=lambda line: (line.until or far, line.who))
    return {group: [line for line in found if line.group == group][:MOST_LINES] for group in Group}


def group_for(until: datetime | None, now: datetime) -> Group:
    """Due when the deadline is near; otherwise it waits."""
    return Group.DUE if until is not None and until - now <= SOON else Group.WAITING


def claims(actor: Actor, now: datetime) -> Iterable[Line]:
    """People who say that they speak for a place, for those who may confirm it."""
    for claim in people_queries.claims_open_to(actor)[:MOST_LINES]:
        yield Line(
            who=claim.place.display_name,
            what=_("%(person)s asks to speak for this place.") % {"person": str(claim.person)},
            address=_spot("people:claim-list"),
        )


def places_by_hand(actor: Actor, now: datetime) -> Iterable[Line]:
    """Places entered by hand, for the office."""
    if not actor.is_office():
        return
    for place in place_queries.places_waiting()[:MOST_LINES]:
        yield Line(
            who=place.display_name,
            what=_("This place was entered by hand and waits for a decision."),
            address=_spot("places:office-list"),
        )


def _spot(*names: str, **kwargs: str) -> str:
    """The address of the first of these pages that exists."""
    for name in names:
        try:
            return reverse(name, kwargs=kwargs)
        except NoReverseMatch:
            continue
    return ""


SOURCES: tuple[Source, ...] = (claims, places_by_hand)
