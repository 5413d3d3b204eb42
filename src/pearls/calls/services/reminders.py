"""Reminding those who have begun and not sent."""

from datetime import datetime

from django.db import transaction

from pearls.calls import labels, queries, rules
from pearls.calls.models import Application, Reminder
from pearls.calls.services.moving import record, write_to_all
from pearls.kernel.actor import Actor
from pearls.programme import queries as programme_queries


def remind_drafts(*, actor: Actor, now: datetime) -> int:
    """Remind the writers of every draft that is due a reminder; gives how many applications were. Safe to run twice."""
    reminded = 0
    for edition in programme_queries.open_calls(now):
        if edition.call_closes_at is None:
            continue
        for draft in queries.drafts_to_remind(edition):
            sent = {reminder.days_before for reminder in draft.reminders.all()}
            distance = rules.is_reminder_due(
                closes_at=edition.call_closes_at, now=now, began_at=draft.began_at, sent_days=sent
            )
            if distance is not None:
                reminded += _remind(actor, draft, distance.days, now)
    return reminded


@transaction.atomic
def _remind(actor: Actor, draft: Application, days: int, now: datetime) -> int:
    """The row claims the reminder: of two workers, one writes the letters."""
    _row, is_new = Reminder.objects.get_or_create(application=draft, days_before=days, defaults={"sent_at": now})
    if not is_new:
        return 0
    record(actor, "draft-reminded", draft, now, {"days_before": days})
    write_to_all(actor, labels.REMINDER_LETTER, draft, now, {"closes": draft.edition.call_closes_at or now})
    return 1
