"""Messages between people of the network; nobody's address is shown unless its owner shows it."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import YES, no, require
from pearls.mail import services as mail
from pearls.network import labels, queries, rules
from pearls.network.models import Member, Mute, Note
from pearls.network.queries import Person
from pearls.people import queries as people_queries
from pearls.today import services as today


@transaction.atomic
def send_note(*, actor: Actor, member: Member, text: str, shows_address: bool, now: datetime) -> Note:
    """Write to a member: to those who are named for it, else to all who speak for it.

    Raises: NotAllowed: not-in-network, own-profile, too-many-notes, nobody-takes-it, needs-text.
    """
    audit.take_turn()
    takers = queries.takers_of(member, sender=actor.person_id)
    sent, to_this = queries.note_counts(actor, member, now=now)
    require(
        rules.may_write_note(
            in_network=actor.is_signed_in and queries.is_in_network(actor, now=now),
            is_own=queries.is_own(actor, member),
            takers=len(takers),
            today=sent,
            to_this=to_this,
        )
    )
    require(YES if text.strip() else no("needs-text"))
    note = _keep(actor, takers, text, shows_address, now, member=member)
    audit.record(actor=actor, act="network-note-sent", subject=note.subject, now=now, data={"letters": len(takers)})
    _hand_on(actor, note, takers, member.name, now)
    return note


@transaction.atomic
def answer_note(*, actor: Actor, note: Note, text: str, shows_address: bool, now: datetime) -> Note:
    """Answer a message through the network, to who wrote it; somebody who has left may still answer.

    Raises: NotAllowed: not-in-network, own-profile, too-many-notes, nobody-takes-it, needs-text.
    """
    audit.take_turn()
    takers = queries.without_muting([note.sender] if note.sender.is_active else [], sender=actor.person_id)
    sent, _to_this = queries.note_counts(actor, None, now=now)
    require(
        rules.may_write_note(
            in_network=queries.note_for(actor, note.ref) is not None,
            is_own=note.sender_id == actor.person_id,
            takers=len(takers),
            today=sent,
            to_this=0,
        )
    )
    require(YES if text.strip() else no("needs-text"))
    made = _keep(actor, takers, text, shows_address, now, answers=note)
    today.take_off(subject=note.subject, code="network-note-waits", person=people_queries.person_of(actor))
    audit.record(actor=actor, act="network-note-sent", subject=made.subject, now=now, data={"answers": note.ref})
    _hand_on(actor, made, takers, str(note.sender), now)
    return made


@transaction.atomic
def mute(*, actor: Actor, person: Person, now: datetime) -> Mute:
    """Take no more messages of somebody; they are not told. Raises: NotAllowed, own-words."""
    audit.take_turn()
    require(no("own-words") if person.pk == actor.person_id else YES)
    own = people_queries.person_of(actor)
    made, _is_new = Mute.objects.get_or_create(person=own, muted=person, defaults={"since": now})
    audit.record(actor=actor, act="network-muted", subject=f"person:{actor.ref}", now=now)
    return made


@transaction.atomic
def unmute(*, actor: Actor, ref: str, now: datetime) -> None:
    """Take messages of somebody again; `ref` is one of the actor's own choices."""
    audit.take_turn()
    Mute.objects.filter(person_id=actor.person_id or 0, ref=ref).delete()
    audit.record(actor=actor, act="network-unmuted", subject=f"person:{actor.ref}", now=now)


def _keep(
    actor: Actor,
    takers: list[Person],
    text: str,
    shows_address: bool,
    now: datetime,
    *,
    member: Member | None = None,
    answers: Note | None = None,
) -> Note:
    note = Note.objects.create(
        sender=people_queries.person_of(actor),
        member=member,
        answers=answers,
        text=text.strip(),
        shows_address=shows_address,
        sent_at=now,
    )
    note.receivers.set(takers)
    return note


def _hand_on(actor: Actor, note: Note, takers: list[Person], to: str, now: datetime) -> None:
    """A letter and a line on the day of each who gets the message."""
    for person in takers:
        with translation.override(person.language):
            link = settings.BASE_URL + reverse("network:note", args=[note.ref])
            stop = settings.BASE_URL + reverse("network:mute-by-link", args=[queries.mute_token(note, person)])
            address = str(labels.ADDRESS_SHOWN if note.shows_address else labels.ADDRESS_KEPT)
        values = {
            "name": person.name,
            "sender": note.sender.name,
            "to": to,
            "text": note.text,
            "address": address,
            "link": link,
            "stop": stop,
        }
        mail.queue_letter(
            actor=actor,
            letter=labels.NOTE_LETTER,
            to=person.email,
            language=person.language,
            values=values,
            about=note.subject,
            is_private=True,
            reply_to=note.sender.email if note.shows_address else "",
            unsubscribe_url=stop,
            now=now,
        )
        today.put_line(
            subject=note.subject,
            code="network-note-waits",
            who=note.sender.name,
            page="network:note",
            page_args={"ref": note.ref},
            person=person,
            is_news=True,
            now=now,
        )
