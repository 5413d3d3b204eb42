"""Who comes: registered, put on the waiting list, confirmed by link, gone again, moved up."""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.calendar import labels, queries, rules
from pearls.calendar.models import Answer, Event, Registration
from pearls.calendar.queries import Person
from pearls.calendar.rules import Audience, QuestionKind, Standing, State
from pearls.calendar.services.seats import fill_places, free_place, put_event_line, take_place
from pearls.calendar.services.telling import claim_registration, note, write
from pearls.kernel.actor import Actor
from pearls.kernel.addresses import is_address
from pearls.kernel.refs import new_secret
from pearls.kernel.verdict import YES, Verdict, no, require
from pearls.people import queries as people_queries
from pearls.today import services as today
from pearls.web.knocks import knocks_before


@transaction.atomic
def register(
    *,
    actor: Actor,
    event: Event,
    now: datetime,
    person: Person | None = None,
    answers: Mapping[str, str] | None = None,
) -> Registration:
    """Give somebody with an account a place, or one on the waiting list: the actor, or `person` by an organiser.

    `answers` to the organisers' questions, by the question's ref; an organiser may leave them out for another.
    Raises: NotAllowed: not-for-you, already-registered, event-cancelled, not-published, event-over,
    registration-closed, needs-answer, no-such-choice.
    """
    audit.take_turn()
    event = queries.Event.objects.select_related("place").get(pk=event.pk)
    who = person or people_queries.person_of(actor)
    require(_may_take_part(actor, event, who))
    require(_is_open(event, now))
    registration = queries.registration_of_person(who, event)
    if registration is not None and registration.state != Standing.INVITED:
        require(no("already-registered"))
    given = _checked(event, answers or {}, is_strict=who.pk == actor.person_id)
    if registration is None:
        registration = Registration(event=event, person=who, language=who.language, asked_at=now)
    registration.event = event
    _give_place(actor, registration, now)
    _keep_answers(registration, given)
    today.take_off(subject=event.subject, code="event-invited", person=who)
    return registration


@transaction.atomic
def register_guest(
    *,
    actor: Actor,
    event: Event,
    name: str,
    email: str,
    language: str,
    sender: str,
    now: datetime,
    zone: str = "",
    answers: Mapping[str, str] | None = None,
) -> Registration:
    """Somebody without an account asks for a place at an open event; the link in a letter confirms it.

    `sender` is the network's address: from one only so many are taken within an hour. An address that is registered
    already gets a letter about that and no second place, and not again and again: what the page says is the same, so
    that nobody learns who comes.
    Raises: NotAllowed: too-many-guests, no-account-needed, needs-name, needs-address, and as `register`.
    """
    audit.take_turn()
    require(rules.may_ask_as_guest(by_sender=knocks_before(door="event-guest", address=sender)))
    event = queries.Event.objects.select_related("place").get(pk=event.pk)
    require(YES if event.audience == Audience.PUBLIC else no("no-account-needed"))
    require(_is_open(event, now))
    require(YES if name.strip() else no("needs-name"))
    require(YES if is_address(email.strip()) else no("needs-address"))
    given = _checked(event, answers or {}, is_strict=True)
    registration = queries.guest_registration(event, email)
    if registration is None:
        registration = Registration.objects.create(
            event=event,
            name=name.strip()[:200],
            email=email.strip().lower(),
            language=language,
            zone=zone,
            state=Standing.UNCONFIRMED,
            link_key=new_secret(),
            asked_at=now,
        )
        _keep_answers(registration, given)
    elif not rules.may_write_again(asked_at=registration.asked_at, now=now):
        return registration
    else:
        Registration.objects.filter(pk=registration.pk).update(asked_at=now)
        registration.refresh_from_db()
    registration.event = event
    note(actor, "event-registered", event, now, registration=registration.ref, state=registration.state)
    write(actor, LETTER_OF[Standing(registration.state)], registration, now)
    return registration


@transaction.atomic
def confirm_registration(*, actor: Actor, registration: Registration, now: datetime) -> Registration:
    """A guest says that the address is theirs; now they have a place, or one on the waiting list.

    Raises: NotAllowed: already-confirmed, not-registered, link-too-old, and as `register`.
    """
    audit.take_turn()
    registration.refresh_from_db()
    require(rules.may_confirm(Standing(registration.state), asked_at=registration.asked_at, now=now))
    require(_is_open(registration.event, now))
    _give_place(actor, registration, now, act="event-confirmed")
    return registration


@transaction.atomic
def leave(*, actor: Actor, registration: Registration, now: datetime, secret: str = "") -> Registration:
    """Give a place back, leave the waiting list, or decline; whoever has waited longest moves up.

    Their own, an organiser for anybody, or a guest by the `secret` of the link.
    Raises: NotAllowed: not-registered, event-over.
    """
    audit.take_turn()
    registration.refresh_from_db()
    event = registration.event
    require(rules.may_leave(Standing(registration.state), starts_at=event.starts_at, now=now))
    require(_is_theirs(actor, registration, secret))
    was = Standing(registration.state)
    claim_registration(registration, state=Standing.CANCELLED, cancelled_at=now, waiting_since=None)
    Answer.objects.filter(registration=registration).delete()
    note(actor, "event-left", event, now, registration=registration.ref, was=was)
    if registration.person:
        today.take_off(subject=event.subject, person=registration.person)
    if was in (Standing.REGISTERED, Standing.WAITING) and event.state == State.PUBLISHED:
        write(actor, labels.LEFT_LETTER, registration, now)
    if was == Standing.REGISTERED:
        free_place(event)
        fill_places(actor=actor, event=event, now=now)
    return registration


@transaction.atomic
def invite(*, actor: Actor, event: Event, people: Collection[Person], now: datetime) -> int:
    """Invite people: each gets a letter and a line; who is invited or registered already gets no second one.

    For an event that an upper room keeps, that room has asked its own rule. Gives how many are new.
    Raises: NotAllowed: not-an-organiser, event-cancelled, not-published, event-over, registration-closed.
    """
    audit.take_turn()
    if not event.source:
        require(rules.may_organise(queries.reader_of(actor, event)))
    require(_is_open(event, now))
    known = set(queries.registrations_in(event).values_list("person_id", flat=True))
    new = [person for person in people if person.pk not in known]
    for person in new:
        registration = Registration.objects.create(
            event=event, person=person, language=person.language, state=Standing.INVITED, asked_at=now
        )
        write(actor, labels.INVITED_LETTER, registration, now)
        put_event_line(registration, "event-invited", now, until=event.closes_at or event.starts_at)
    note(actor, "event-invited", event, now, count=len(new))
    return len(new)


LETTER_OF = {
    Standing.UNCONFIRMED: labels.CONFIRM_LETTER,
    Standing.REGISTERED: labels.REGISTERED_LETTER,
    Standing.WAITING: labels.WAITING_LETTER,
}


def _give_place(actor: Actor, registration: Registration, now: datetime, act: str = "event-registered") -> None:
    """A place where one is free and nobody waits for it, else one on the waiting list."""
    event = registration.event
    is_free = queries.next_waiting(event) is None and take_place(event)
    standing = Standing.REGISTERED if is_free else Standing.WAITING
    registration.state = standing
    registration.registered_at = now if is_free else None
    registration.waiting_since = None if is_free else now
    registration.save()
    note(actor, act, event, now, registration=registration.ref, state=standing)
    write(actor, LETTER_OF[standing], registration, now)


def _may_take_part(actor: Actor, event: Event, who: Person) -> Verdict:
    """The actor for themselves at what they may see; organisers and upper rooms for anybody."""
    reader = queries.reader_of(actor, event)
    if who.pk != actor.person_id:
        return rules.may_organise(reader)
    sees = rules.may_see(reader, state=State(event.state), audience=Audience(event.audience))
    return YES if sees else no("not-for-you")


def _is_open(event: Event, now: datetime) -> Verdict:
    return rules.may_register(state=State(event.state), closes_at=event.closes_at, starts_at=event.starts_at, now=now)


def _is_theirs(actor: Actor, registration: Registration, secret: str) -> Verdict:
    if registration.person_id is not None and registration.person_id == actor.person_id:
        return YES
    if secret and queries.registration_by_link(registration.ref, secret) is not None:
        return YES
    return YES if rules.may_organise(queries.reader_of(actor, registration.event)) else no("not-registered")


def _checked(event: Event, answers: Mapping[str, str], *, is_strict: bool) -> dict[int, str]:
    """The answers by question, each as its question wants it."""
    given = {}
    for question in queries.questions_of(event):
        answer = answers.get(question.ref, "").strip()
        require(
            rules.is_answered(
                QuestionKind(question.kind),
                answer=answer,
                choices=question.choices,
                is_required=question.is_required and is_strict,
            )
        )
        if answer:
            given[question.pk] = answer[:2000]
    return given


def _keep_answers(registration: Registration, given: Mapping[int, str]) -> None:
    Answer.objects.filter(registration=registration).delete()
    Answer.objects.bulk_create(
        Answer(registration=registration, question_id=question, text=text) for question, text in given.items()
    )
