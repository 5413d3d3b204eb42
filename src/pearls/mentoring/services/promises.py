"""Promises with a day and an owner."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.mentoring import labels, queries
from pearls.mentoring.models import Pair, Promise
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules import working
from pearls.mentoring.rules.walls import Side
from pearls.mentoring.rules.working import DUE_SOON_DAYS, PromiseState
from pearls.mentoring.services.awaiting import await_side, end_of, record
from pearls.today import services as today
from pearls.web import formats


@transaction.atomic
def make_promise(*, actor: Actor, pair: Pair, what: str, side: Side, due_on: date, now: datetime) -> Promise:
    """Note what one side will have done until a day; it stands on that side's day until it is settled.

    Raises: NotAllowed: not-your-pair, needs-text, due-in-the-past.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, pair)
    require(working.may_promise(reader, what=what, due_on=due_on, today=now.date()))
    mentors = pair_queries.mentors_of(pair) if side == Side.MENTOR else []
    own = next((person for person in mentors if person.pk == actor.person_id), None)
    promise = Promise.objects.create(
        pair=pair,
        what=what.strip(),
        side=side,
        owner=own or (mentors[0] if mentors else None),
        due_on=due_on,
        made_at=now,
    )
    record(actor, "promise-made", pair, now, promise=promise.ref, side=side, due_on=due_on)
    put_promise(promise, now)
    return promise


def put_promise(promise: Promise, now: datetime) -> None:
    """Put a promise on the day of the side that gave it."""
    await_side(
        promise.pair,
        Side(promise.side),
        subject=promise.subject,
        code="promise-due",
        until=end_of(promise.due_on),
        params={"what": promise.what},
        now=now,
    )


@transaction.atomic
def settle_promise(*, actor: Actor, promise: Promise, to: PromiseState, word: str, now: datetime) -> Promise:
    """Say that a promise is kept, or dropped and why.

    Raises: NotAllowed: not-your-pair, promise-is-over, needs-reason.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, promise.pair)
    require(working.may_settle(reader, state=PromiseState(promise.state), to=to, word=word))
    opened = Promise.objects.filter(pk=promise.pk, state=PromiseState.OPEN)
    changed = opened.update(state=to, word=word.strip(), settled_at=now)
    require(YES if changed == 1 else no("promise-is-over"))
    promise.refresh_from_db()
    record(actor, "promise-settled", promise.pair, now, promise=promise.ref, state=to)
    today.take_off(subject=promise.subject)
    return promise


@transaction.atomic
def remind_of_promises(*, actor: Actor, now: datetime) -> int:
    """Write once to whoever promised something that is due within a week. Gives how many promises."""
    audit.take_turn()
    due = list(pair_queries.promises_due(until=now + timedelta(days=DUE_SOON_DAYS)))
    for promise in due:
        if Promise.objects.filter(pk=promise.pk, reminded_at__isnull=True).update(reminded_at=now) != 1:
            continue
        owner = [promise.owner] if promise.owner else []
        people = owner if promise.side == Side.MENTOR else pair_queries.supported_people(promise.pair)
        for person in people:
            _remind(actor, promise, person, now)
        record(actor, "promise-reminded", promise.pair, now, promise=promise.ref)
    return len(due)


def _remind(actor: Actor, promise: Promise, person: queries.Person, now: datetime) -> None:
    with translation.override(person.language):
        link = settings.BASE_URL + reverse("mentoring:pair", args=[promise.pair.ref])
    mail.queue_letter(
        actor=actor,
        letter=labels.PROMISE_LETTER,
        to=person.email,
        language=person.language,
        values={
            "name": person.name,
            "what": promise.what,
            "day": formats.day_words(promise.due_on, person.language),
            "place": pair_queries.name_of(promise.pair),
            "link": link,
        },
        about=promise.subject,
        now=now,
    )
