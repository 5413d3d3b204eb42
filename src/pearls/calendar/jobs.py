"""What the calendar does by itself; each is safe to run twice."""

from datetime import timedelta

from pearls.calendar import queries, services
from pearls.calendar.rules import Reminder
from pearls.jobs.work import job, periodic
from pearls.kernel.actor import Actor
from pearls.kernel.clock import utc_now

BATCH = 200


def somebody_is_to_be_told() -> bool:
    """Whether a reminder, or the question how it was, is due."""
    now = utc_now()
    reminders = any(queries.due_reminders(which, now=now).exists() for which in (Reminder.WEEK, Reminder.DAY))
    return reminders or queries.due_feedback(now=now).exists()


@periodic(every=timedelta(minutes=15), when=somebody_is_to_be_told)
@job()
def remind_of_events() -> int:
    """Remind of events a week and a day before, and ask afterwards how it was; each is claimed."""
    actor, now = Actor.system("calendar"), utc_now()
    due = [(which, queries.due_reminders(which, now=now)) for which in (Reminder.WEEK, Reminder.DAY)]
    due.append((Reminder.FEEDBACK, queries.due_feedback(now=now)))
    return sum(
        services.remind_one(actor=actor, registration=registration, which=which, now=now)
        for which, registrations in due
        for registration in list(registrations[:BATCH])
    )


def something_is_over() -> bool:
    """Whether an event has ended."""
    return queries.events_that_ended(now=utc_now()).exists()


@periodic(every=timedelta(minutes=15), when=something_is_over)
@job()
def close_events() -> int:
    """Events that are over are held."""
    actor, now = Actor.system("calendar"), utc_now()
    over = list(queries.events_that_ended(now=now)[:BATCH])
    return sum(services.close_event(actor=actor, event=event, now=now) for event in over)


@periodic(every=timedelta(days=1))
@job()
def forget_in_time() -> int:
    """Answers go thirty days after the event, guests' names after a year."""
    actor, now = Actor.system("calendar"), utc_now()
    for event in list(queries.events_with_old_answers(now=now)[:BATCH]):
        services.delete_answers(actor=actor, event=event, now=now)
    return services.forget_guests(actor=actor, now=now)
