"""A town goes from one mentor to another, and nothing is lost."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.calls import queries as call_queries
from pearls.calls import rules as call_rules
from pearls.calls import services as calls
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, NotAllowed, no, require
from pearls.mail import services as mail
from pearls.mentoring import labels, queries
from pearls.mentoring.models import HandOver, Note, Pair, Promise
from pearls.mentoring.queries import matching as match_queries
from pearls.mentoring.queries import pairs as pair_queries
from pearls.mentoring.rules import working
from pearls.mentoring.rules.walls import PairKind, Side, Visibility
from pearls.mentoring.rules.working import HandOverState, PromiseState
from pearls.mentoring.services.awaiting import await_side, record
from pearls.mentoring.services.promises import put_promise
from pearls.programme import queries as programme_queries
from pearls.today import services as today

# Mentorships are begun and ended by the office; who handed over and who accepted is this room's own entry.
OFFICE = Actor.system("hand-over")


@transaction.atomic
def begin_hand_over(
    *, actor: Actor, pair: Pair, giver: queries.Person, taker: queries.Person, note: str, now: datetime
) -> HandOver:
    """Mentor or office offers a town to another mentor, with a note for them; they get a letter, the town a line.

    Raises: NotAllowed: not-the-mentor, not-a-town, not-a-mentor, same-mentor, works-for-town, hand-over-waits,
    needs-text, and those of `calls.may_appoint_mentor`.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, pair)
    is_town = pair.kind == PairKind.TOWN
    appointment = call_queries.appointment_of(OFFICE, _application(pair), taker) if is_town else None
    require(
        working.may_begin_hand_over(
            reader,
            is_town=is_town,
            holds_role=appointment is not None and appointment.holds_role,
            is_same=giver.pk == taker.pk,
            works_for_town=appointment is not None and appointment.works_on_it,
            is_waiting=pair_queries.waiting_hand_over(pair) is not None,
            note=note,
        )
    )
    require(call_rules.may_appoint_mentor(appointment) if appointment else no("not-a-town"))
    require(YES if pair_queries.mentorship_of(pair, giver) else no("mentor-gone"))
    handed = HandOver.objects.create(
        pair=pair, giver=giver, taker=taker, note=note.strip(), asked_at=now, asked_by_id=actor.person_id
    )
    record(actor, "hand-over-begun", pair, now, hand_over=handed.ref, giver=giver.ref, taker=taker.ref)
    line = {"subject": handed.subject, "page": "mentoring:hand-over", "page_args": {"ref": handed.ref}, "now": now}
    today.put_line(code="hand-over-asked", who=pair_queries.name_of(pair), person=taker, **line)  # type: ignore[arg-type]
    today.put_line(code="hand-over-notes", who=str(taker), place=pair.place, **line)  # type: ignore[arg-type]
    _write(actor, labels.HAND_OVER_LETTER, handed, taker, now)
    return handed


@transaction.atomic
def agree_to_notes(*, actor: Actor, hand_over: HandOver, agrees: bool, now: datetime) -> HandOver:
    """The town says whether what it and its mentor noted for each other goes along.

    Raises: NotAllowed: not-your-town, hand-over-is-over.
    """
    audit.take_turn()
    reader = queries.reader_of(actor, hand_over.pair)
    require(working.may_agree_to_notes(reader, state=HandOverState(hand_over.state)))
    _claim(hand_over, town_agrees=agrees)
    record(actor, "hand-over-notes-decided", hand_over.pair, now, hand_over=hand_over.ref, agrees=agrees)
    today.take_off(subject=hand_over.subject, code="hand-over-notes")
    return hand_over


@transaction.atomic
def answer_hand_over(*, actor: Actor, hand_over: HandOver, accepts: bool, now: datetime) -> HandOver:
    """The new mentor accepts: in one act one mentorship ends, another begins, and open promises change their owner.

    Agreement, meetings and promises hang on the town and stay; notes of the pair go along where the town said so.
    Raises: NotAllowed: not-yours-to-answer, hand-over-is-over, mentor-is-full, mentor-gone, and those of
    `calls.appoint_mentor`.
    """
    audit.take_turn()
    taker, state = hand_over.taker, HandOverState(hand_over.state)
    is_to = taker is not None and taker.pk == actor.person_id
    is_full = taker is not None and match_queries.is_full(taker)
    require(working.may_answer_hand_over(is_to=is_to, state=state, is_full=is_full, accepts=accepts))
    _claim(hand_over, state=HandOverState.ACCEPTED if accepts else HandOverState.DECLINED, ended_at=now)
    if accepts:
        _exchange(hand_over, now)
    act = "hand-over-accepted" if accepts else "hand-over-declined"
    record(actor, act, hand_over.pair, now, hand_over=hand_over.ref)
    today.take_off(subject=hand_over.subject)
    if hand_over.giver is not None:
        letter = labels.HAND_OVER_ACCEPTED_LETTER if accepts else labels.HAND_OVER_DECLINED_LETTER
        _write(actor, letter, hand_over, hand_over.giver, now)
    return hand_over


@transaction.atomic
def take_back(*, actor: Actor, hand_over: HandOver, now: datetime) -> HandOver:
    """Whoever offered the town, or the office, takes the offer back.

    Raises: NotAllowed: not-the-mentor, hand-over-is-over.
    """
    audit.take_turn()
    is_asker = actor.person_id is not None and actor.person_id in (hand_over.giver_id, hand_over.asked_by_id)
    is_office = actor.is_office(hand_over.pair.edition_key)
    require(working.may_take_back(is_asker=is_asker, is_office=is_office, state=HandOverState(hand_over.state)))
    _claim(hand_over, state=HandOverState.TAKEN_BACK, ended_at=now)
    record(actor, "hand-over-taken-back", hand_over.pair, now, hand_over=hand_over.ref)
    today.take_off(subject=hand_over.subject)
    return hand_over


def _exchange(hand_over: HandOver, now: datetime) -> None:
    pair, giver, taker = hand_over.pair, hand_over.giver, hand_over.taker
    mentorship = pair_queries.mentorship_of(pair, giver) if giver else None
    if mentorship is None or giver is None or taker is None:
        raise NotAllowed(no("mentor-gone"))
    application = _application(pair)
    calls.dismiss_mentor(actor=OFFICE, application=application, mentorship=mentorship, now=now)
    calls.appoint_mentor(actor=OFFICE, application=application, mentor=taker, now=now)
    moved = Promise.objects.filter(pair=pair, state=PromiseState.OPEN, side=Side.MENTOR, owner=giver)
    for promise in moved.select_related("pair__place"):
        today.take_off(subject=promise.subject)
    moved.update(owner=taker)
    for promise in Promise.objects.filter(pair=pair, state=PromiseState.OPEN, side=Side.MENTOR, owner=taker):
        put_promise(promise, now)
    if hand_over.town_agrees:
        Note.objects.filter(pair=pair, visibility=Visibility.PAIR).update(is_handed_on=True)
    today.take_off(subject=pair.subject, person=giver)
    agreement = pair_queries.agreement_of(pair)
    if agreement and Side.MENTOR not in agreement.confirmed:
        await_side(pair, Side.MENTOR, subject=pair.subject, code="agreement-to-confirm", now=now)


def _application(pair: Pair) -> call_queries.Application:
    edition = programme_queries.edition_by_key(pair.edition_key)
    found = call_queries.application_by_place(edition, pair.place) if pair.place else None
    if found is None:
        raise NotAllowed(no("not-a-town"))
    return found


def _claim(hand_over: HandOver, **changes: object) -> None:
    waiting = HandOver.objects.filter(pk=hand_over.pk, state=HandOverState.WAITING)
    require(YES if waiting.update(**changes) == 1 else no("hand-over-is-over"))
    hand_over.refresh_from_db()


def _write(actor: Actor, letter: mail.Letter, hand_over: HandOver, person: queries.Person, now: datetime) -> None:
    with translation.override(person.language):
        link = settings.BASE_URL + reverse("mentoring:hand-over", args=[hand_over.ref])
    values = {
        "name": person.name,
        "place": pair_queries.name_of(hand_over.pair),
        "giver": str(hand_over.giver or ""),
        "taker": str(hand_over.taker or ""),
        "link": link,
    }
    mail.queue_letter(
        actor=actor,
        letter=letter,
        to=person.email,
        language=person.language,
        values=values,
        about=hand_over.subject,
        edition=hand_over.pair.edition_key,
        now=now,
    )
