"""Reading the newsletter without an account: asked for, confirmed, forgotten."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import services as mail
from pearls.news import labels, queries, rules
from pearls.news.models import NewsletterReader
from pearls.news.services.issues import forget_letters
from pearls.people import queries as people_queries
from pearls.web.knocks import knocks_before


@transaction.atomic
def ask_for_newsletter(*, actor: Actor, address: str, language: str, sender: str, now: datetime) -> NewsletterReader:
    """Write to an address that somebody gave: only its yes makes a reader of it. `sender` is the network's address.

    Whoever asks learns nothing about the address; within an hour it gets one letter.
    Raises: NotAllowed: too-many-wishes, no-address.
    """
    audit.take_turn()
    require(rules.may_ask(by_sender=knocks_before(door="newsletter", address=sender)))
    given = {"language": language, "asked_at": now}
    reader, is_new = NewsletterReader.objects.get_or_create(address=address.strip().lower(), defaults=given)
    if not is_new and reader.asked_at > now - rules.ASK_AGAIN:
        return reader
    NewsletterReader.objects.filter(pk=reader.pk).update(asked_at=now)
    reader.refresh_from_db()
    with translation.override(language):
        link = settings.BASE_URL + reverse("news:newsletter-confirm", args=[queries.confirm_token(reader, language)])
    mail.queue_letter(
        actor=actor,
        letter=labels.CONFIRM_LETTER,
        to=reader.address,
        language=language,
        values={"link": link},
        about=reader.subject,
        is_private=True,
        now=now,
    )
    audit.record(actor=actor, act="newsletter-asked", subject=reader.subject, now=now, data={"language": language})
    return reader


@transaction.atomic
def confirm_reader(*, actor: Actor, reader: NewsletterReader, language: str, now: datetime) -> None:
    """The address said yes: it gets the newsletter in this language. Where it is that of an account, the account does.

    Saying yes twice changes nothing.
    """
    audit.take_turn()
    account = people_queries.person_by_email(reader.address)
    audit.record(actor=actor, act="newsletter-confirmed", subject=reader.subject, now=now, data={"language": language})
    if account is not None:
        mail.subscribe(actor=actor, kind=labels.NEWSLETTER, to=account.subject, now=now)
        _forget(actor, reader, now)
        return
    NewsletterReader.objects.filter(pk=reader.pk).update(language=language, confirmed_at=now)
    mail.subscribe(actor=actor, kind=labels.NEWSLETTER, to=reader.subject, now=now)


@transaction.atomic
def forget_readers(*, actor: Actor, now: datetime) -> int:
    """Delete the addresses that nobody confirmed in time, and those that have wanted no letters for a while."""
    audit.take_turn()
    gone = list(queries.readers_to_forget(now=now))
    for reader in gone:
        _forget(actor, reader, now)
    return len(gone)


@transaction.atomic
def forget_person(*, actor: Actor, person: str, address: str, now: datetime) -> None:
    """An erased person reads nothing any more, neither by an account nor at the same address without one."""
    audit.take_turn()
    forget_letters(f"person:{person}")
    for reader in queries.readers_at(address):
        _forget(actor, reader, now)


def _forget(actor: Actor, reader: NewsletterReader, now: datetime) -> None:
    kinds = (labels.NEWSLETTER_LETTER.kind, labels.CONFIRM_LETTER.kind)
    mail.forget_subscriber(actor=actor, to=reader.subject, address=reader.address, kinds=kinds, now=now)
    forget_letters(reader.subject)
    audit.record(actor=actor, act="reader-forgotten", subject=reader.subject, now=now)
    NewsletterReader.objects.filter(pk=reader.pk).delete()
