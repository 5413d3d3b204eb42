"""Live sessions of a course, and events that somebody attended, as the calendar knows them."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from pearls.calendar import queries as calendar_queries
from pearls.calendar.models import Event as Event  # services name this type through us
from pearls.calendar.models import Registration
from pearls.kernel.actor import Actor
from pearls.learning.models import Certificate, Course, Session

MOST_EVENTS = 50


def refs_of(course: Course) -> list[str]:
    """The events (refs) that are live sessions of a course."""
    return list(Session.objects.filter(course=course).order_by("pk").values_list("event_ref", flat=True))


def events_of(course: Course) -> Sequence[Event]:
    """The live sessions of a course by their time; one query."""
    return list(Event.objects.filter(ref__in=_refs(course)).order_by("starts_at", "pk"))


def session_of(course: Course, ref: str) -> Session | None:
    """One live session of a course, by the ref of its event."""
    return Session.objects.filter(course=course, event_ref=ref).first()


def events_to_add(actor: Actor, course: Course, *, now: datetime) -> QuerySet[Event]:
    """What a writer may make a live session: events that they may know of and that are still to come."""
    coming = calendar_queries.upcoming(calendar_queries.events_for(actor), now=now)
    return coming.exclude(ref__in=_refs(course))[:MOST_EVENTS]


def attended_count(course: Course, person_id: int) -> int:
    """How many live sessions of a course a person attended, as their organisers marked it; one query."""
    return _attended(person_id).filter(event__ref__in=_refs(course)).count()


def attended_event(actor: Actor, ref: str) -> Event | None:
    """An event that the actor attended."""
    found = _attended(actor.person_id or 0).filter(event__ref=ref).select_related("event").first()
    return found.event if found else None


def has_attended(event: Event, person_id: int) -> bool:
    """Whether the organisers marked the person as present."""
    return _attended(person_id).filter(event=event).exists()


def without_certificate(actor: Actor, *, now: datetime) -> list[Event]:
    """The past events that the actor attended and has no certificate of yet; one query."""
    have = Certificate.objects.filter(person_id=actor.person_id or 0, withdrawn_at=None).values("event_ref")
    found = _attended(actor.person_id or 0).filter(event__ends_at__lte=now).exclude(event__ref__in=have)
    return [row.event for row in found.select_related("event").order_by("-event__ends_at", "-pk")[:MOST_EVENTS]]


def _refs(course: Course) -> "QuerySet[Session, str]":
    return Session.objects.filter(course=course).values_list("event_ref", flat=True)


def _attended(person_id: int) -> QuerySet[Registration]:
    return Registration.objects.filter(person_id=person_id, attended=True)
