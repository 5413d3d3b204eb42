"""Who was there, and what they thought of it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import queries, rules
from pearls.calendar.models import Event, Feedback, Registration
from pearls.calendar.rules import Standing, State
from pearls.calendar.services.telling import note
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.today import services as today


@transaction.atomic
def mark_attended(
    *, actor: Actor, event: Event, present: Collection[str], now: datetime, among: Collection[str] | None = None
) -> int:
    """Mark who was there, by the refs of registrations: those of `present` were, all others of `among` were not.

    `among` are the registrations that were looked at, all of them where it is left out. Gives how many were present.
    Raises: NotAllowed: not-an-organiser, event-cancelled, not-published, not-begun.
    """
    audit.take_turn()
    require(
        rules.may_mark(queries.reader_of(actor, event), state=State(event.state), starts_at=event.starts_at, now=now)
    )
    looked_at = Registration.objects.filter(event=event, state=Standing.REGISTERED)
    if among is not None:
        looked_at = looked_at.filter(ref__in=among)
    count = looked_at.filter(ref__in=present).update(attended=True)
    absent = looked_at.exclude(ref__in=present).update(attended=False)
    Event.objects.filter(pk=event.pk).update(attendance_marked_at=now)
    note(actor, "event-attendance", event, now, present=count, absent=absent)
    today.take_off(subject=event.subject, code="event-attendance")
    event.refresh_from_db()
    return count


@transaction.atomic
def give_feedback(*, actor: Actor, registration: Registration, mark: int, words: str, now: datetime) -> None:
    """Say how the event was, once; what is kept does not lead to who said it.

    Raises: NotAllowed: unknown-mark, not-registered, not-over, feedback-given, feedback-closed.
    """
    audit.take_turn()
    event = registration.event
    require(YES if mark in rules.MARKS else no("unknown-mark"))
    require(
        rules.may_give_feedback(
            standing=Standing(registration.state),
            attended=registration.attended,
            has_given=registration.has_given_feedback,
            ends_at=event.ends_at or now,
            now=now,
        )
    )
    once = Registration.objects.filter(pk=registration.pk, has_given_feedback=False)
    require(YES if once.update(has_given_feedback=True) == 1 else no("feedback-given"))
    Feedback.objects.create(event=event, mark=mark, words=words.strip()[:4000])
    # Nobody reads in the journal who said it.
    note(Actor.system("feedback"), "event-feedback", event, now)
    if registration.person:
        today.take_off(subject=event.subject, code="event-feedback", person=registration.person)
    registration.refresh_from_db()
