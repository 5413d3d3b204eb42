"""The office puts a mentor beside a place, and takes one away."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import labels, queries, rules
from pearls.calls.models import Application
from pearls.calls.services.moving import record, write_to_all
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.mail.rules import Letter
from pearls.people import services as people


@transaction.atomic
def appoint_mentor(
    *, actor: Actor, application: Application, mentor: queries.Person, now: datetime
) -> queries.Mentorship:
    """Put somebody who holds the role of a mentor beside the place, in this edition; both sides get a letter.

    Raises: NotAllowed (not-the-office, wrong-state, not-a-mentor, mentor-works-on-it, already-mentor).
    """
    audit.take_turn()
    require(rules.may_appoint_mentor(queries.appointment_of(actor, application, mentor)))
    mentorship = people.begin_mentorship(
        actor=actor, person=mentor, place=application.place, edition_key=application.edition.key, now=now
    )
    record(actor, "mentor-appointed", application, now, {"mentorship": mentorship.ref})
    _write(actor, labels.MENTOR_LETTER, application, mentor, now)
    words: dict[str, str | datetime] = {"mentor": str(mentor), "email": mentor.email}
    write_to_all(actor, labels.MENTORED_LETTER, application, now, words)
    return mentorship


@transaction.atomic
def dismiss_mentor(
    *, actor: Actor, application: Application, mentorship: queries.Mentorship, now: datetime
) -> queries.Mentorship:
    """Take a mentor off the place; what the mentor wrote stays. Both sides get a letter.

    Raises: NotAllowed (not-the-office, mentor-gone).
    """
    audit.take_turn()
    require(rules.must_be_office(actor.is_office(application.edition.key)))
    require(YES if queries.mentors_of(application).filter(pk=mentorship.pk).exists() else no("mentor-gone"))
    ended = people.end_mentorship(actor=actor, mentorship=mentorship, now=now)
    record(actor, "mentor-dismissed", application, now, {"mentorship": ended.ref})
    _write(actor, labels.MENTOR_ENDED_LETTER, application, ended.person, now)
    write_to_all(actor, labels.MENTORED_NO_MORE_LETTER, application, now, {"mentor": str(ended.person)})
    return ended


def _write(actor: Actor, letter: Letter, application: Application, mentor: queries.Person, now: datetime) -> None:
    with translation.override(mentor.language):
        link = settings.BASE_URL + reverse("calls:application", args=[application.ref])
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=mentor.email,
        language=mentor.language,
        values={"name": mentor.name, "place": application.place.display_name, "link": link},
        about=application.subject,
        edition=application.edition.key,
        now=now,
    )
