"""Handing on what a stranger writes by a form, without showing anybody's address on a page."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import OFFICE_ROLES, Actor
from pearls.kernel.knocks import address_mark
from pearls.kernel.verdict import require
from pearls.mail import queries as mail_queries
from pearls.mail import services as mail
from pearls.people import queries as people_queries
from pearls.programme import queries
from pearls.programme.labels import contact as contact_labels
from pearls.programme.rules import contact as rules

HOUR = 3600
HANDED_ON = contact_labels.MESSAGE_HANDED_ON.kind
SALT = "contact-salt"


@dataclass(frozen=True)
class About:
    """What a message is about: `subject` as the journal names it ("place:cesis", "practice:…"), the words and the
    address of its page, and the place whose people are asked; without one the office is."""

    subject: str
    title: str
    link: str
    place: people_queries.Place | None = None


@dataclass(frozen=True)
class Sender:
    """Who writes; `address` is the network's, counted for an hour under a salted mark and never kept."""

    name: str
    email: str
    address: str = ""


@transaction.atomic
def send_message(*, actor: Actor, about: About, sender: Sender, text: str, now: datetime) -> int:
    """Hand a message on by mail to those who speak for the place or, where there is nobody, to the office.

    Each reads it in a letter of their own language; an answer goes straight to the sender. Gives the number of letters.
    Raises: NotAllowed: too-many-messages, much-written-to, no-address.
    """
    people = _asked(about.place)
    letters = mail_queries.letters_since(now - timedelta(days=1), kind=HANDED_ON, about=about.subject)
    by_about = letters.count() // max(1, len(people))
    require(rules.may_write_to(by_address=_count(sender.address), by_about=by_about))
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


def _asked(place: people_queries.Place | None) -> list[people_queries.Person]:
    """Who gets a message: those who speak for the place, or the office of all editions."""
    speakers = people_queries.confirmed_speakers(place) if place is not None else ()
    return [speaker.person for speaker in speakers] or list(queries.people_with_role(*OFFICE_ROLES))


def _count(address: str) -> int:
    """How many messages came from this address within the hour before this one; counts this one too.

    With the salt, which lives as long, goes every way back from the mark to the address.
    """
    salt = cache.get_or_set(SALT, lambda: secrets.token_hex(32), HOUR)
    mark = f"contact-{address_mark(salt=str(salt), link=SALT, address=address)}"
    before = int(cache.get(mark, 0))
    cache.set(mark, before + 1, HOUR)
    return before
