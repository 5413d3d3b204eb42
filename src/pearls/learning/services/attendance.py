"""Live sessions of courses, and certificates of attendance."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.learning import rules
from pearls.learning.models import Certificate, Course, Session
from pearls.learning.queries import certificates as certificate_queries
from pearls.learning.queries import sessions
from pearls.learning.queries.sessions import Event
from pearls.learning.rules import certificates as certificate_rules
from pearls.learning.rules.certificates import Asker, Kind
from pearls.learning.services.certificates import issue, issuer_now
from pearls.people import queries as people_queries


@transaction.atomic
def add_session(*, actor: Actor, course: Course, event: Event, now: datetime) -> Session:
    """Make an event of the calendar a live session of the course.

    Raises: NotAllowed: not-a-writer.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    session, is_new = Session.objects.get_or_create(course=course, event_ref=event.ref)
    if is_new:
        data = {"event": event.ref}
        audit.record(actor=actor, act="session-added", subject=course.subject, now=now, data=data)
    return session


@transaction.atomic
def remove_session(*, actor: Actor, session: Session, now: datetime) -> None:
    """An event is no live session of the course any more; it stays in the calendar.

    Raises: NotAllowed: not-a-writer, sessions-impossible, where the course needs it to be finished.
    """
    audit.take_turn()
    require(rules.may_write(actor))
    course = session.course
    require(rules.is_rule_sound(course.rule, session_count=len(sessions.refs_of(course)) - 1))
    Session.objects.filter(pk=session.pk).delete()
    data = {"event": session.event_ref}
    audit.record(actor=actor, act="session-removed", subject=course.subject, now=now, data=data)


@transaction.atomic
def certificate_for_attendance(*, actor: Actor, event: Event, shows_name: bool, now: datetime) -> Certificate:
    """Issue a certificate to somebody who attended an event and asks for it, once it is over.

    Raises: NotAllowed: needs-account, has-certificate, event-not-over, not-attended, name-missing.
    """
    audit.take_turn()
    require(YES if actor.is_signed_in else no("needs-account"))
    person = people_queries.person_of(actor)
    has_one = certificate_queries.standing_of_event(event.ref, person.pk) is not None
    is_over = event.ends_at is not None and event.ends_at <= now
    earned = certificate_rules.is_attended(is_over=is_over, was_there=sessions.has_attended(event, person.pk))
    asker = Asker(is_signed_in=True, has_name=bool(person.name.strip()), has_one=has_one)
    require(certificate_rules.may_ask(asker, earned))
    said = _said_of_event(event) | issuer_now(is_demonstration=event.is_demonstration or person.is_demonstration)
    made = issue(person, said, shows_name=shows_name, now=now, event_ref=event.ref)
    data = {"kind": made.kind, "event": event.ref, "sha256": made.claims_sha256}
    audit.record(actor=actor, act="certificate-issued", subject=made.subject, now=now, data=data)
    return made


def _said_of_event(event: Event) -> dict[str, Any]:
    """What a certificate says of an event; an event of several days states its days and no hours."""
    assert event.starts_at is not None and event.ends_at is not None  # noqa: S101 - only such ones are ever over
    zone, length = ZoneInfo(event.zone), event.ends_at - event.starts_at
    return {
        "kind": str(Kind.ATTENDANCE),
        "title": {code: words for code, words in event.title.items() if words},
        "minutes": int(length / timedelta(minutes=1)) if length <= certificate_rules.ONE_DAY else 0,
        "began_on": event.starts_at.astimezone(zone).date().isoformat(),
        "ended_on": event.ends_at.astimezone(zone).date().isoformat(),
    }
