"""What a mentor notes of the work with a town, and tells the office."""

from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.plans.models import Flag, Meeting, Plan
from pearls.plans.rules import mentoring as rules
from pearls.plans.services.journal import write_down


@transaction.atomic
def note_meeting(*, actor: Actor, plan: Plan, held_on: date, agreed: str, today: date, now: datetime) -> Meeting:
    """Keep what mentor and town agreed on a day; the town reads it. `today` is the day where the town is.

    Raises: NotAllowed (not-the-mentor, day-to-come, needs-words).
    """
    access = call_queries.access_to(actor, plan.application)
    require(rules.may_note_meeting(access, held_on=held_on, today=today, agreed=agreed))
    meeting = Meeting.objects.create(
        plan=plan, held_on=held_on, agreed=agreed.strip(), noted_by_id=actor.person_id, noted_at=now
    )
    write_down(actor, "meeting-noted", plan, now, meeting=meeting.ref, held_on=held_on.isoformat())
    return meeting


@transaction.atomic
def raise_flag(*, actor: Actor, plan: Plan, reason: str, now: datetime) -> Flag:
    """Tell the office that a town needs it, and why. Raises: NotAllowed (not-the-mentor, needs-words)."""
    access = call_queries.access_to(actor, plan.application)
    require(rules.may_raise_flag(access, reason=reason))
    flag = Flag.objects.create(plan=plan, reason=reason.strip(), raised_by_id=actor.person_id, raised_at=now)
    write_down(actor, "flag-raised", plan, now, flag=flag.ref)
    return flag


@transaction.atomic
def settle_flag(*, actor: Actor, flag: Flag, outcome: str, now: datetime) -> Flag:
    """Say what the office did about a flag. Raises: NotAllowed (not-the-office, flag-settled, needs-words)."""
    audit.take_turn()
    edition = flag.plan.application.edition
    is_settled = flag.settled_at is not None
    require(rules.may_settle_flag(is_office=actor.is_office(edition.key), is_settled=is_settled, outcome=outcome))
    told = {"settled_at": now, "settled_by_id": actor.person_id, "outcome": outcome.strip()}
    settled = Flag.objects.filter(pk=flag.pk, settled_at=None).update(**told)
    require(YES if settled == 1 else no("flag-settled"))
    flag.refresh_from_db()
    write_down(actor, "flag-settled", flag.plan, now, flag=flag.ref)
    return flag
