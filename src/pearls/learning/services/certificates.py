"""Certificates: issued with their words fixed, shown with or without the name, withdrawn."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from pearls.audit import services as audit
from pearls.credentials import services as credentials
from pearls.kernel.actor import Actor
from pearls.kernel.canonical import canonical_json, sha256_hex
from pearls.kernel.refs import new_ref
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.learning import labels, queries
from pearls.learning.models import Certificate, Course, Enrolment
from pearls.learning.queries import Person
from pearls.learning.queries import certificates as certificate_queries
from pearls.learning.rules import certificates as rules
from pearls.learning.rules.certificates import Asker, Kind
from pearls.learning.services.learning import write_to
from pearls.today import services as today
from pearls.web.knocks import knocks_before


@transaction.atomic
def issue_certificate(*, actor: Actor, enrolment: Enrolment, shows_name: bool, now: datetime) -> Certificate:
    """Issue the certificate of a finished course to whoever finished it and asks; its words are fixed now.

    Raises: NotAllowed: needs-account, has-certificate, name-missing, or why the course is not finished.
    """
    audit.take_turn()
    course, person = enrolment.course, enrolment.person
    require(YES if actor.person_id == enrolment.person_id else no("not-enrolled"))
    has_one = certificate_queries.standing_of(course, person.pk) is not None
    earned = YES if enrolment.finished_at else queries.progress_of(enrolment).finished
    require(rules.may_ask(_asker(actor, person, has_one=has_one), earned))
    finished = enrolment.finished_at or now
    if enrolment.finished_at is None:  # a live session was marked as attended since
        Enrolment.objects.filter(pk=enrolment.pk).update(finished_at=now)
    said = _said_of_course(course, enrolment, finished) | issuer_now(
        is_demonstration=course.is_demonstration or person.is_demonstration
    )
    made = issue(person, said, shows_name=shows_name, now=now, course=course)
    today.take_off(subject=enrolment.subject)
    data = {"kind": made.kind, "course": course.key, "sha256": made.claims_sha256}
    audit.record(actor=actor, act="certificate-issued", subject=made.subject, now=now, data=data)
    return made


@transaction.atomic
def show_name(*, actor: Actor, certificate: Certificate, shows: bool, now: datetime) -> Certificate:
    """The holder says whether whoever confirms the code reads the name.

    Raises: NotAllowed: not-yours, certificate-erased.
    """
    audit.take_turn()
    require(YES if actor.is_signed_in and actor.person_id == certificate.person_id else no("not-yours"))
    require(YES if certificate.erased_at is None else no("certificate-erased"))
    Certificate.objects.filter(pk=certificate.pk).update(shows_name=shows)
    certificate.shows_name = shows
    act = "certificate-name-shown" if shows else "certificate-name-hidden"
    audit.record(actor=actor, act=act, subject=certificate.subject, now=now)
    return certificate


@transaction.atomic
def withdraw_certificate(*, actor: Actor, certificate: Certificate, because: str, now: datetime) -> Certificate:
    """The office takes a certificate back; the holder reads why, whoever confirms it only that.

    Raises: NotAllowed: not-the-office, certificate-withdrawn, needs-reason.
    """
    audit.take_turn()
    certificate.refresh_from_db()
    require(rules.may_withdraw(is_office=actor.is_office(), is_withdrawn=certificate.is_withdrawn, because=because))
    claimed = Certificate.objects.filter(pk=certificate.pk, withdrawn_at=None)
    reason = "" if certificate.erased_at else because.strip()
    require(YES if claimed.update(withdrawn_at=now, withdrawn_because=reason) == 1 else no("certificate-withdrawn"))
    certificate.refresh_from_db()
    credentials.revoke_credential(actor=actor, subject=certificate.subject, now=now)
    audit.record(actor=actor, act="certificate-withdrawn", subject=certificate.subject, now=now)
    if certificate.person.is_active:
        write_to(
            actor,
            labels.WITHDRAWN_LETTER,
            certificate.person,
            certificate.said["title"],
            "learning:confirm",
            certificate.code,
            now,
            about=certificate.subject,
            reason=reason,
        )
    return certificate


def count_look(*, address: str) -> Verdict:
    """Count that a code was tried from an address within the hour, and say whether it may be looked at."""
    return rules.may_look(looks=knocks_before(door="certificate", address=address))


def issue(
    person: Person,
    said: dict[str, Any],
    *,
    shows_name: bool,
    now: datetime,
    course: Course | None = None,
    event_ref: str = "",
) -> Certificate:
    """The row of a certificate, with the hash of all that it states. Part of a larger act."""
    ref = new_ref()
    words = said | {"issued_on": now.date().isoformat()}
    claims = canonical_json(
        rules.claims(code=rules.spelled(ref), holder=person.name, said=words, nonce=secrets.token_hex(16))
    )
    return Certificate.objects.create(
        ref=ref,
        kind=Kind.COURSE if course else Kind.ATTENDANCE,
        course=course,
        event_ref=event_ref,
        person=person,
        holder_name=person.name,
        shows_name=shows_name,
        said=words,
        claims=claims.decode(),
        claims_sha256=sha256_hex(claims),
        issued_at=now,
    )


def _asker(actor: Actor, person: Person, *, has_one: bool) -> Asker:
    return Asker(is_signed_in=actor.is_signed_in, has_name=bool(person.name.strip()), has_one=has_one)


def _said_of_course(course: Course, enrolment: Enrolment, finished: datetime) -> dict[str, Any]:
    """What a certificate says of a course; the title in every language, so that it can be printed in each."""
    return {
        "kind": str(Kind.COURSE),
        "title": {code: words for code, words in course.title.items() if words},
        "minutes": 60 * course.study_hours,
        "began_on": enrolment.enrolled_at.date().isoformat(),
        "ended_on": finished.date().isoformat(),
    }


def issuer_now(*, is_demonstration: bool) -> dict[str, Any]:
    """Who says so, as it is set on the day; empty where this is not the programme's own site."""
    return {"issuer": settings.OFFICE_NAME, "is_demonstration": is_demonstration}
