"""What the calendar does by itself: reminds, closes what is over, asks how it was, forgets in time."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from pearls.audit import services as audit
from pearls.calendar import labels, queries, rules
from pearls.calendar.models import Answer, Event, FeedKey, Registration
from pearls.calendar.rules import Reminder, State
from pearls.calendar.services.seats import fill_places, free_place, put_event_line
from pearls.calendar.services.telling import note, write
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.today import services as today

LETTERS = {
    Reminder.WEEK: labels.WEEK_LETTER,
    Reminder.DAY: labels.DAY_LETTER,
    Reminder.FEEDBACK: labels.FEEDBACK_LETTER,
}
BATCH = 200


@transaction.atomic
def remind_one(*, actor: Actor, registration: Registration, which: Reminder, now: datetime) -> bool:
    """One letter of a kind to one, once: claimed in the act that queues it, so whoever comes second finds nothing."""
    audit.take_turn()
    column = f"{which}_sent_at"
    unsent = Registration.objects.filter(
        **{f"{column}__isnull": True},
        pk=registration.pk,
        state=rules.Standing.REGISTERED,
        event__state=registration.event.state,
    )
    if unsent.update(**{column: now}) != 1:
        return False
    event = registration.event
    note(actor, "event-reminded", event, now, registration=registration.ref, which=which)
    write(actor, LETTERS[which], registration, now)
    if which == Reminder.DAY:
        put_event_line(registration, "event-soon", now, until=event.starts_at)
    if which == Reminder.FEEDBACK and event.ends_at:
        put_event_line(
            registration, "event-feedback", now, until=event.ends_at + rules.FEEDBACK_LASTS, page="calendar:feedback"
        )
    return True


@transaction.atomic
def close_event(*, actor: Actor, event: Event, now: datetime) -> bool:
    """What is over is held; its organisers are asked who was there."""
    audit.take_turn()
    over = Event.objects.filter(pk=event.pk, state=State.PUBLISHED, ends_at__lte=now)
    if over.update(state=State.HELD, changed_at=now) != 1:
        return False
    event.refresh_from_db()
    note(actor, "event-held", event, now)
    if event.taken_count and event.attendance_marked_at is None:
        for person in event.organisers.filter(is_active=True):
            today.put_line(
                subject=event.subject,
                code="event-attendance",
                who=pick(event.title, person.language)[0],
                person=person,
                page="calendar:people",
                page_args={"ref": event.ref},
                now=now,
            )
    return True


@transaction.atomic
def delete_answers(*, actor: Actor, event: Event, now: datetime) -> int:
    """Delete what people answered to the organisers' questions; nobody needs it any more."""
    audit.take_turn()
    count = Answer.objects.filter(question__event=event).delete()[0]
    Event.objects.filter(pk=event.pk).update(answers_deleted_at=now)
    note(actor, "event-answers-deleted", event, now, count=count)
    return count


@transaction.atomic
def forget_guests(*, actor: Actor, now: datetime) -> int:
    """Forget the names and addresses of guests whose events are long over, or who never confirmed."""
    audit.take_turn()
    old = list(queries.old_guests(now=now).values_list("pk", flat=True)[:BATCH])
    _let_go(Registration.objects.filter(pk__in=old))
    if old:
        audit.record(
            actor=actor, act="event-guests-forgotten", subject="calendar:guests", now=now, data={"count": len(old)}
        )
    return len(old)


@transaction.atomic
def forget_attendee(*, actor: Actor, person: str, email: str, now: datetime) -> int:
    """Take somebody who is erased off every list: places to come go to who waits, answers and names go for good."""
    audit.take_turn()
    theirs = Registration.objects.filter(person__ref=person) | queries.registrations_of_address(email)
    found = list(theirs.select_related("event"))
    for registration in found:
        event = registration.event
        is_to_come = event.state == State.PUBLISHED and event.ends_at is not None and event.ends_at > now
        if registration.state == rules.Standing.REGISTERED and is_to_come:
            free_place(event)
    _let_go(theirs)
    for event in {registration.event_id: registration.event for registration in found}.values():
        fill_places(actor=actor, event=event, now=now)
    FeedKey.objects.filter(person__ref=person).delete()
    Event.organisers.through.objects.filter(person__ref=person).delete()
    if found:
        subject = f"person:{person}"
        audit.record(actor=actor, act="event-person-forgotten", subject=subject, now=now, data={"count": len(found)})
    return len(found)


def _let_go(registrations: QuerySet[Registration]) -> None:
    """Names, addresses and answers go; that somebody came stays, as a number. Who was still to come does not."""
    rows = list(registrations.values_list("pk", flat=True))
    Answer.objects.filter(registration__in=rows).delete()
    theirs = Registration.objects.filter(pk__in=rows)
    theirs.filter(event__state=State.PUBLISHED).update(state=rules.Standing.CANCELLED)
    theirs.exclude(state=rules.Standing.REGISTERED).update(state=rules.Standing.CANCELLED)
    theirs.update(person=None, name="", email="", link_key="", zone="", is_forgotten=True)
