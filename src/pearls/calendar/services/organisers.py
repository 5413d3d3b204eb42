"""Who organises an event besides whoever began it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calendar import labels, queries, rules
from pearls.calendar.models import Event
from pearls.calendar.queries import Person
from pearls.calendar.services.telling import note
from pearls.kernel.actor import Actor
from pearls.kernel.languages import pick
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.today import services as today


@transaction.atomic
def add_organiser(*, actor: Actor, event: Event, email: str, now: datetime) -> Person:
    """Let whoever has an account with this address organise an event too; a letter says so.

    Raises: NotAllowed: not-an-organiser, kept-elsewhere, no-such-account, organises-already, too-many-parts.
    """
    audit.take_turn()
    _require_choice(actor, event)
    there = queries.organisers_of(event)
    require(YES if len(there) < rules.MOST_ORGANISERS else no("too-many-parts", limit=rules.MOST_ORGANISERS))
    person = people_queries.person_by_email(email)
    if person is None:
        raise NotAllowed(no("no-such-account"))
    require(no("organises-already") if person in there else YES)
    event.organisers.add(person)
    note(actor, "event-organiser-added", event, now, person=person.ref)
    with translation.override(person.language):
        page = settings.BASE_URL + reverse("calendar:desk", args=[event.ref])
    mail.queue_letter(
        actor=actor,
        letter=labels.ORGANISER_LETTER,
        to=person.email,
        language=person.language,
        values={"name": person.name or person.email, "title": pick(event.title, person.language)[0], "page": page},
        about=event.subject,
        now=now,
    )
    return person


@transaction.atomic
def remove_organiser(*, actor: Actor, event: Event, person: Person, now: datetime) -> None:
    """Take an organiser off an event: they see no more than others from now on.

    Raises: NotAllowed: not-an-organiser, kept-elsewhere, last-organiser.
    """
    audit.take_turn()
    _require_choice(actor, event)
    there = queries.organisers_of(event)
    require(rules.may_drop_organiser(queries.reader_of(actor, event), count=len(there)))
    event.organisers.remove(person)
    note(actor, "event-organiser-removed", event, now, person=person.ref)
    today.take_off(subject=event.subject, code="event-attendance", person=person)


def _require_choice(actor: Actor, event: Event) -> None:
    is_kept = bool(event.source) and not event.is_history
    require(rules.may_choose_organisers(queries.reader_of(actor, event), is_kept_elsewhere=is_kept))
