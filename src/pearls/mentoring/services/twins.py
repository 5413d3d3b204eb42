"""Mentors who support mentors, and sessions with an external expert."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mentoring.models import Attendance, Pair, Supervision
from pearls.mentoring.queries import Person
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.rules.walls import PairKind
from pearls.mentoring.services.awaiting import record


def _is_whole_office(actor: Actor) -> bool:
    return actor.is_office() and actor.office_editions() is None


@transaction.atomic
def pair_twins(*, actor: Actor, senior: Person, junior: Person, now: datetime) -> Pair:
    """The office puts an experienced mentor beside another one.

    Raises: NotAllowed: not-the-office, same-mentor, already-twins.
    """
    require(YES if _is_whole_office(actor) else no("not-the-office"))
    require(no("same-mentor") if senior.pk == junior.pk else YES)
    there = match_queries.twins().filter(senior__in=(senior, junior), junior__in=(senior, junior))
    require(no("already-twins") if there.exists() else YES)
    pair = Pair.objects.create(kind=PairKind.TWIN, senior=senior, junior=junior, opened_at=now)
    record(actor, "twins-paired", pair, now, senior=senior.ref, junior=junior.ref)
    return pair


@transaction.atomic
def end_twins(*, actor: Actor, pair: Pair, now: datetime) -> Pair:
    """The office ends the pairing; what they noted stays with the hours they gave.

    Raises: NotAllowed: not-the-office, not-twins.
    """
    audit.take_turn()
    require(YES if _is_whole_office(actor) else no("not-the-office"))
    changed = Pair.objects.filter(pk=pair.pk, kind=PairKind.TWIN, ended_at__isnull=True).update(ended_at=now)
    require(YES if changed == 1 else no("not-twins"))
    record(actor, "twins-ended", pair, now)
    pair.refresh_from_db()
    return pair


@transaction.atomic
def note_supervision(
    *,
    actor: Actor,
    held_on: date,
    expert: str,
    topic: str,
    minutes: int,
    attended: Sequence[Person],
    now: datetime,
) -> Supervision:
    """The office notes a session of the mentors with an external expert; its minutes count for each who was there.

    Raises: NotAllowed: not-the-office, nobody-attended, wrong-minutes.
    """
    require(YES if _is_whole_office(actor) else no("not-the-office"))
    require(YES if attended else no("nobody-attended"))
    require(YES if 0 < minutes <= 24 * 60 else no("wrong-minutes"))
    session = Supervision.objects.create(
        held_on=held_on, expert=expert.strip(), topic=topic.strip(), minutes=minutes, noted_at=now
    )
    Attendance.objects.bulk_create([Attendance(supervision=session, person=person) for person in attended])
    data = {"minutes": minutes, "attended": [person.ref for person in attended]}
    audit.record(actor=actor, act="supervision-noted", subject=session.subject, data=data, now=now)
    return session
