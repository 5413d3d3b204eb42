"""Reminding of invitations without an answer and of scores that are due; each once, whoever else reminds too."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.selection import labels, queries
from pearls.selection.models import Panel, Seat, SeatReminder
from pearls.selection.rules.inviting import ANSWER, SCORES, ReminderKind, reminder_due
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.services.seats import write_to_seat


def remind_panels(*, actor: Actor, now: datetime) -> int:
    """Write to whoever owes an answer or scores, before the day and after it. Gives how many; safe to run twice."""
    return _remind_invited(actor, now) + sum(_remind_readers(actor, panel, now) for panel in queries.scoring_panels())


def _remind_invited(actor: Actor, now: datetime) -> int:
    reminded = 0
    for seat in queries.invited_seats():
        if seat.answer_on is None:
            continue
        sent = {ReminderKind(row.kind) for row in seat.reminders.all() if row.due_on == seat.answer_on}
        kind = reminder_due(
            kinds=ANSWER,
            due_on=seat.answer_on,
            today=queries.local_day(seat.panel, now),
            sent=sent,
            since=queries.local_day(seat.panel, seat.invited_at),
        )
        if kind is not None:
            reminded += _remind(actor, seat.panel, seat, kind, seat.answer_on, now)
    return reminded


def _remind_readers(actor: Actor, panel: Panel, now: datetime) -> int:
    """Everybody on the panel who has accepted and not finished."""
    if panel.due_at is None:
        return 0
    due_on, today = queries.local_day(panel, panel.due_at), queries.local_day(panel, now)
    if reminder_due(kinds=SCORES, due_on=due_on, today=today, sent=()) is None:
        return 0
    reminders, reminded = queries.reminders_of(panel), 0
    for row in queries.progress_of(panel, now=now):
        sent = {kind for kind, day in reminders.get(row.seat.pk, ()) if day == due_on}
        kind = reminder_due(kinds=SCORES, due_on=due_on, today=today, sent=sent)
        if kind is not None and row.unfinished > 0 and row.seat.person.is_active:
            reminded += _remind(actor, panel, row.seat, kind, due_on, now, count=row.unfinished)
    return reminded


@transaction.atomic
def _remind(
    actor: Actor, panel: Panel, seat: Seat, kind: ReminderKind, due_on: date, now: datetime, *, count: int = 0
) -> int:
    """The row claims the reminder; whoever has answered meanwhile, or has another day now, is left alone."""
    audit.take_turn()
    asked = {"state": SeatState.INVITED, "answer_on": due_on} if kind in ANSWER else {"state": SeatState.ACCEPTED}
    if not Seat.objects.filter(pk=seat.pk, panel__state=PanelState.SCORING, **asked).exists():
        return 0
    _row, is_new = SeatReminder.objects.get_or_create(seat=seat, kind=kind, due_on=due_on, defaults={"sent_at": now})
    if not is_new:
        return 0
    data = {"seat": seat.ref, "kind": kind, "due_on": due_on.isoformat()}
    audit.record(
        actor=actor, act="assessor-reminded", subject=panel.subject, now=now, edition=panel.edition.key, data=data
    )
    write_to_seat(actor, labels.REMINDERS[kind], panel, seat, now, count=count)
    return 1
