"""What goes with the acts here: the journal's entry, letters, lines on somebody's day."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.complaints import labels, queries
from pearls.complaints.models import Complaint
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.mail import services as mail
from pearls.mail.rules import Letter
from pearls.programme import queries as programme_queries
from pearls.today import services as today
from pearls.web import formats

WAITS, DECIDES, READS, ANSWERED = "complaint-waits", "complaint-to-decide", "complaint-to-read", "complaint-answered"


def record(
    actor: Actor,
    act: str,
    complaint: Complaint,
    now: datetime,
    data: Mapping[str, object] | None = None,
    words: str = "",
    person: str = "",
) -> None:
    """One act on a complaint, in the journal; what somebody wrote stays out of the chain."""
    dossier = complaint.dossier
    audit.record(
        actor=actor,
        act=act,
        subject=complaint.subject,
        edition=dossier.panel.edition.key,
        data={"dossier": dossier.ref, **(data or {})},
        personal={"text": words} if words else None,
        person=person or actor.ref,
        now=now,
    )


def write_to(
    actor: Actor, letter: Letter, complaint: Complaint, people: Iterable[queries.Person], page: str, now: datetime
) -> None:
    """A letter about a complaint to these people, each in their language, with the way to the page that is theirs."""
    panel = complaint.dossier.panel
    for person in people:
        with translation.override(person.language):
            link = settings.BASE_URL + reverse(page, args=[complaint.ref])
            due = formats.instant_words(complaint.answer_by, queries.zone_of(panel), person.language)
        mail.queue_letter(
            actor=actor,
            letter=letter,
            to=person.email,
            language=person.language,
            values={
                "name": person.name,
                "place": complaint.dossier.place.display_name,
                "number": complaint.ref,
                "sha256": complaint.sha256,
                "due": due,
                "link": link,
            },
            about=complaint.subject,
            edition=panel.edition.key,
            now=now,
        )


def team_of(complaint: Complaint) -> list[queries.Person]:
    """Who is written to for the place."""
    application = call_queries.application_by_ref(complaint.dossier.application_ref)
    return call_queries.recipients_of(application)


def office_of(complaint: Complaint) -> list[queries.Person]:
    """Who works in the office of the edition."""
    return list(programme_queries.people_with_role(*OFFICE_ROLES, edition=complaint.dossier.panel.edition))


def put_before_office(complaint: Complaint, code: str, now: datetime) -> None:
    """A line on the day of the edition's office, in place of the one that stood there."""
    take_from_office(complaint)
    for role in sorted(OFFICE_ROLES):
        today.put_line(
            subject=complaint.subject,
            code=code,
            who=complaint.dossier.place.display_name,
            page="complaints:office-complaint",
            page_args={"ref": complaint.ref},
            role=role,
            edition_key=complaint.dossier.panel.edition.key,
            until=complaint.answer_by,
            zone=queries.zone_of(complaint.dossier.panel),
            now=now,
        )


def take_from_office(complaint: Complaint) -> None:
    for code in (WAITS, DECIDES):
        today.take_off(subject=complaint.subject, code=code)


def put_before_reader(complaint: Complaint, now: datetime) -> None:
    today.take_off(subject=complaint.subject, code=READS)
    today.put_line(
        subject=complaint.subject,
        code=READS,
        who=complaint.dossier.place.display_name,
        page="complaints:read",
        page_args={"ref": complaint.ref},
        person=complaint.reader,
        until=complaint.answer_by,
        zone=queries.zone_of(complaint.dossier.panel),
        now=now,
    )


def tell_town(actor: Actor, complaint: Complaint, now: datetime) -> None:
    """The case is answered: nobody else has it on their day any more, and the place is told."""
    today.take_off(subject=complaint.subject)
    today.put_line(
        subject=complaint.subject,
        code=ANSWERED,
        who=complaint.dossier.place.display_name,
        page="complaints:complaint",
        page_args={"ref": complaint.ref},
        place=complaint.dossier.place,
        is_news=True,
        now=now,
    )
    write_to(actor, labels.ANSWERED_LETTER, complaint, team_of(complaint), "complaints:complaint", now)


@transaction.atomic
def warn_of_complaints(*, actor: Actor, now: datetime) -> int:
    """Write once to whoever a complaint waits for that its answer is due in a few days; gives the number of complaints.

    Safe to run twice: each is claimed.
    """
    audit.take_turn()
    done = 0
    for complaint in queries.complaints_to_warn_of(now):
        if Complaint.objects.filter(pk=complaint.pk, warned_at=None).update(warned_at=now) != 1:
            continue
        write_to(actor, labels.WARNING_LETTER, complaint, office_of(complaint), "complaints:office-complaint", now)
        if complaint.reader is not None and not complaint.proposal:
            write_to(actor, labels.WARNING_LETTER, complaint, [complaint.reader], "complaints:read", now)
        record(actor, "complaint-warned", complaint, now)
        done += 1
    return done
