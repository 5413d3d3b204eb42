"""Handing on what a stranger writes by a form, without showing anybody's address on a page."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.verdict import require
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.programme import queries
from pearls.programme.labels import contact as contact_labels
from pearls.programme.rules import contact as rules
from pearls.web.knocks import knocks_before

HANDED_ON = contact_labels.MESSAGE_HANDED_ON.kind


@dataclass(frozen=True)
class About:
    """What a message is about: `subject` as the journal names it ("place:cesis", "practice:…"), the words and the
    address of its page, and who is asked: these people or else those who speak for the place; where there is nobody,
    the office."""

    subject: str
    title: str
    link: str
    place: people_queries.Place | None = None
    people: tuple[people_queries.Person, ...] = ()


@dataclass(frozen=True)
class Sender:
    """Who writes; `address` is the network's, counted for an hour under a salted mark and never kept."""

    name: str
    email: str
    address: str = ""


@transaction.atomic
def send_message(*, actor: Actor, about: About, sender: Sender, text: str, now: datetime) -> int:
    """Hand a message on by mail to those who are asked or, where there is nobody, to the office.

    Each reads it in a letter of their own language; an answer goes straight to the sender. Gives the number of letters.
    Raises: NotAllowed: too-many-messages, much-written-to, no-address.
    """
    people = _asked(about)
    letters = mail_queries.letters_since(now - timedelta(days=1), kind=HANDED_ON, about=about.subject)
    by_about = letters.count() // max(1, len(people))
    require(rules.may_write_to(by_address=knocks_before(door="contact", address=sender.address), by_about=by_about))
    for person in people:
        mail.queue_letter(
            actor=actor,
            letter=contact_labels.MESSAGE_HANDED_ON,
            to=person.email,
            language=person.language,
            values={"name": sender.name, "title": about.title, "link": about.link, "text": text},
            about=about.subject,
            is_private=True,
            reply_to=sender.email,
            now=now,
        )
    audit.record(actor=actor, act="message-handed-on", subject=about.subject, now=now, data={"letters": len(people)})
    return len(people)


def _asked(about: About) -> list[people_queries.Person]:
    """Who gets a message: the people it is for, those who speak for the place, or the office of all editions."""
    if people := [person for person in about.people if person.is_active]:
        return people
    speakers = people_queries.confirmed_speakers(about.place) if about.place is not None else ()
    return [speaker.person for speaker in speakers] or list(queries.people_with_role(*OFFICE_ROLES))
