"""Open invitations and what somebody takes on: another day for the answer, taking it back, changing one's mind."""

from datetime import date, datetime
from typing import Any

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import no, require
from pearls.selection import labels, queries
from pearls.selection.models import Assessment, Panel, Seat
from pearls.selection.rules import inviting as rules
from pearls.selection.rules.inviting import Offer, ReminderKind
from pearls.selection.rules.panels import PanelState, SeatState
from pearls.selection.services.seats import describe_seat, write_to_seat


@transaction.atomic
def describe_own_seat(*, actor: Actor, seat: Seat, offer: Offer, now: datetime) -> Seat:
    """Say anew how many texts one takes, in which languages and on which topics, until one begins to score.

    What was given already stays given: the office sees where somebody has more than they take.
    Raises: NotAllowed not-your-seat, seat-not-accepted, not-an-assessor, scoring-closed, own-scores-begun.
    """
    audit.take_turn()
    seat = _fresh(seat)
    require(
        rules.may_describe_own(
            is_own=seat.person_id == actor.person_id,
            seat=SeatState(seat.state),
            is_assessor=seat.is_assessor,
            panel=PanelState(seat.panel.state),
            has_begun=Assessment.objects.filter(seat=seat).exists(),
        )
    )
    _record(actor, "seat-described", seat, now, **describe_seat(seat, offer))
    return seat


@transaction.atomic
def await_answer(*, actor: Actor, seat: Seat, answer_on: date, now: datetime) -> Seat:
    """Give an open invitation another day for its answer, and say so by letter: the reminder before the new day.

    Raises: NotAllowed not-the-office, scoring-closed, already-answered, day-is-past.
    """
    audit.take_turn()
    seat = _fresh(seat)
    require(
        rules.may_ask_again(
            is_office=actor.is_office(seat.panel.edition.key),
            panel=PanelState(seat.panel.state),
            seat=SeatState(seat.state),
            answer_on=answer_on,
            today=queries.local_day(seat.panel, now),
        )
    )
    if seat.answer_on == answer_on:
        return seat
    seat.answer_on = answer_on
    seat.save(update_fields=["answer_on"])
    _record(actor, "answer-awaited", seat, now, answer_on=answer_on.isoformat())
    seat.reminders.get_or_create(kind=ReminderKind.ANSWER_BEFORE, due_on=answer_on, defaults={"sent_at": now})
    write_to_seat(actor, labels.REMINDERS[ReminderKind.ANSWER_BEFORE], seat.panel, seat, now)
    return seat


@transaction.atomic
def withdraw_invitation(*, actor: Actor, seat: Seat, reason: str, now: datetime) -> Seat:
    """Take an invitation back that was not answered, with a reason, and tell the person.

    Raises: NotAllowed not-the-office, scoring-closed, already-answered, reason-missing.
    """
    audit.take_turn()
    seat = _fresh(seat)
    is_office = actor.is_office(seat.panel.edition.key)
    require(rules.may_withdraw(is_office=is_office, panel=PanelState(seat.panel.state), seat=SeatState(seat.state)))
    if not reason.strip():
        require(no("reason-missing"))
    seat.state, seat.note = SeatState.ENDED, reason.strip()
    seat.save(update_fields=["state", "note"])
    _record(actor, "invitation-withdrawn", seat, now)
    write_to_seat(actor, labels.WITHDRAWN, seat.panel, seat, now)
    return seat


def _fresh(seat: Seat) -> Seat:
    rows = Seat.objects.select_related("person", "panel__edition", "panel__rules_version")
    return rows.get(pk=seat.pk)


def _record(actor: Actor, act: str, seat: Seat, now: datetime, **data: Any) -> None:
    panel: Panel = seat.panel
    data = {"seat": seat.ref, **data}
    audit.record(actor=actor, act=act, subject=panel.subject, now=now, edition=panel.edition.key, data=data)
