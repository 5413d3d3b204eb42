"""Meetings: planned, held with their minutes, or called off."""

from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mentoring import queries
from pearls.mentoring.models import Meeting, Pair
from pearls.mentoring.rules import walls, working
from pearls.mentoring.rules.walls import Side
from pearls.mentoring.rules.working import MeetingState, Mode
from pearls.mentoring.services.awaiting import await_side, record
from pearls.today import services as today


@transaction.atomic
def plan_meeting(
    *, actor: Actor, pair: Pair, starts_at: datetime, zone: str, mode: Mode, agenda: str, now: datetime
) -> Meeting:
    """Set a meeting; either side does. Both have it on their day until it begins.

    Raises: NotAllowed: not-your-pair.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, pair)
    require(walls.may_work(reader))
    meeting = Meeting.objects.create(
        pair=pair,
        starts_at=starts_at,
        zone=zone,
        mode=mode,
        agenda=agenda.strip(),
        mentor_id=actor.person_id if reader.is_mentor else None,
        planned_at=now,
    )
    record(actor, "mentor-meeting-planned", pair, now, meeting=meeting.ref, mode=mode)
    if starts_at > now:
        for side in Side:
            await_side(
                pair,
                side,
                subject=f"mentor-meeting:{meeting.ref}",
                code="mentor-meeting-comes",
                until=starts_at,
                ends_at_until=True,
                now=now,
            )
    return meeting


@transaction.atomic
def hold_meeting(
    *, actor: Actor, meeting: Meeting, minutes: int, attended: str, summary: str, now: datetime
) -> Meeting:
    """The mentor notes who was there, what came of it, and how many minutes it took: these are hours in the report.

    Raises: NotAllowed: not-the-mentor, meeting-is-over, not-yet-held, wrong-minutes.
    """
    audit.take_turn()
    reader, state = queries.reader_of(actor, meeting.pair), MeetingState(meeting.state)
    require(working.may_hold(reader, state=state, starts_at=meeting.starts_at, minutes=minutes, now=now))
    _move(
        meeting,
        MeetingState.HELD,
        now,
        minutes=minutes,
        attended=attended.strip(),
        summary=summary.strip(),
        mentor_id=actor.person_id,
    )
    record(actor, "mentor-meeting-held", meeting.pair, now, meeting=meeting.ref, minutes=minutes)
    return meeting


@transaction.atomic
def cancel_meeting(*, actor: Actor, meeting: Meeting, now: datetime) -> Meeting:
    """Call a meeting off.

    Raises: NotAllowed: not-your-pair, meeting-is-over.
    """
    audit.take_turn()
    require(working.may_cancel(queries.reader_of(actor, meeting.pair), state=MeetingState(meeting.state)))
    _move(meeting, MeetingState.CANCELLED, now)
    record(actor, "mentor-meeting-cancelled", meeting.pair, now, meeting=meeting.ref)
    return meeting


def _move(meeting: Meeting, to: MeetingState, now: datetime, **fields: object) -> None:
    planned = Meeting.objects.filter(pk=meeting.pk, state=MeetingState.PLANNED)
    require(YES if planned.update(state=to, settled_at=now, **fields) == 1 else no("meeting-is-over"))
    today.take_off(subject=f"mentor-meeting:{meeting.ref}")
    meeting.refresh_from_db()
