"""Places at an event, counted so that there are never more than there are."""

from datetime import datetime

from django.db.models import F, Q

from pearls.calendar import labels, queries
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Standing, State
from pearls.calendar.services.telling import note, write
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.today import services as today


def take_place(event: Event) -> bool:
    """Count one more, where there is room: of two who want the last place, one conditional update gives it to one."""
    room = Event.objects.filter(pk=event.pk).filter(Q(capacity__isnull=True) | Q(taken_count__lt=F("capacity")))
    taken = room.update(taken_count=F("taken_count") + 1) == 1
    event.refresh_from_db(fields=["taken_count", "capacity"])
    return taken


def free_place(event: Event) -> None:
    """Count one less."""
    Event.objects.filter(pk=event.pk, taken_count__gt=0).update(taken_count=F("taken_count") - 1)
    event.refresh_from_db(fields=["taken_count"])


def fill_places(*, actor: Actor, event: Event, now: datetime) -> int:
    """Give free places to those who wait, the longest first; each gets a letter and a line. Gives their number."""
    if event.state != State.PUBLISHED or event.starts_at is None or event.starts_at <= now:
        return 0
    count = 0
    while (waiting := queries.next_waiting(event)) is not None and take_place(event):
        Registration.objects.filter(pk=waiting.pk).update(state=Standing.REGISTERED, registered_at=now)
        waiting.refresh_from_db()
        waiting.event = event
        note(actor, "event-registered", event, now, registration=waiting.ref, state=Standing.REGISTERED, was="waiting")
        write(actor, labels.PROMOTED_LETTER, waiting, now)
        if waiting.person:
            put_event_line(waiting, "event-place-free", now, is_news=True)
        count += 1
    return count


def put_event_line(
    registration: Registration,
    code: str,
    now: datetime,
    *,
    until: datetime | None = None,
    is_news: bool = False,
    page: str = "calendar:event",
) -> None:
    """Put a line about an event on the day of somebody with an account."""
    event, person = registration.event, registration.person
    if person is None:
        return
    today.put_line(
        subject=event.subject,
        code=code,
        who=pick(event.title, person.language)[0],
        person=person,
        page=page,
        page_args={"ref": event.ref},
        until=until,
        zone=event.zone,
        ends_at_until=until is not None,
        is_news=is_news,
        now=now,
    )
