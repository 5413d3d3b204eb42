"""What several acts of the calendar do alike: write the journal and letters, claim rows."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calendar import queries
from pearls.calendar.models import Event, Registration
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.web import formats


def note(actor: Actor, act: str, event: Event, now: datetime, **data: object) -> None:
    """The journal's entry: codes and references, nobody's name."""
    facts = {"kind": event.kind, "source": event.source, "sequence": event.sequence}
    audit.record(actor=actor, act=act, subject=event.subject, data=facts | data, now=now)


def claim_event(event: Event, **changes: object) -> None:
    """Change the row only while it is in the state we saw, so that of two who act one wins and the other is told."""
    changed = Event.objects.filter(pk=event.pk, state=event.state).update(**changes)
    require(YES if changed == 1 else no("somebody-was-faster"))
    event.refresh_from_db()


def claim_registration(registration: Registration, **changes: object) -> None:
    """The same for a registration."""
    seen = Registration.objects.filter(pk=registration.pk, state=registration.state)
    require(YES if seen.update(**changes) == 1 else no("somebody-was-faster"))
    registration.refresh_from_db()


def page_of(registration: Registration) -> str:
    """Where somebody looks after their place: the event's page, or for a guest the page behind the secret link."""
    with translation.override(language_of(registration)):
        if registration.person_id:
            return settings.BASE_URL + reverse("calendar:event", args=[registration.event.ref])
        secret = queries.secret_of(registration)
        return settings.BASE_URL + reverse("calendar:coming", args=[registration.ref, secret])


def language_of(registration: Registration) -> str:
    """The language letters to this person are in."""
    return registration.person.language if registration.person else registration.language


def write(
    actor: Actor,
    letter: mail.Letter,
    registration: Registration,
    now: datetime,
    extra: Mapping[str, str] | None = None,
) -> None:
    """Put a letter about an event in the outbox, with its time on its own clock and on the reader's."""
    event, language = registration.event, language_of(registration)
    zone = registration.person.zone if registration.person else registration.zone or event.zone
    with translation.override(language):
        when = (
            formats.instant_words(event.starts_at, event.zone, language, zone) if event.starts_at else event.date_text
        )
        where = queries.where_words(event)
    values = {
        "name": registration.shown_name,
        "title": pick(event.title, language)[0],
        "when": when,
        "where": where,
        "page": page_of(registration),
        "reason": event.cancelled_because,
        "link": event.link,
        **(extra or {}),
    }
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=registration.address,
        language=language,
        values=values,
        about=event.subject,
        is_private=registration.person_id is None,
        now=now,
    )
