"""Putting mail into the outbox, and taking a person out of it."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import translation

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import queries, rules
from pearls.mail.models import LetterTemplate, Message, Subscription, Unreachable
from pearls.mail.rules import Error, Letter, State
from pearls.web.formats import sentence_language


def queue(
    *,
    actor: Actor,
    to: str,
    language: str,
    subject: str,
    body: str,
    now: datetime,
    kind: str,
    about: str = "",
    edition: str = "",
    hold: bool = False,
    not_before: datetime | None = None,
    is_private: bool = False,
    reply_to: str = "",
    unsubscribe_url: str = "",
) -> Message:
    """Put a mail in the outbox; part of the act that writes it, which is what the journal records.

    `about` is the subject of the act, "application:<ref>". With `hold` the office reads it before it goes; it
    also does where a server said that nobody is at the address. `not_before` is an embargo. `is_private` keeps a link
    with a secret from the office's eyes; such a message is never held for its address. `reply_to` is the address
    to which an answer goes, where it is not ours. `unsubscribe_url` stops such letters by one POST (RFC 8058).
    Raises: NotAllowed: broken-header (a line break in address or subject), no-address.
    """
    require(rules.may_queue(to=to, subject=subject))
    require(rules.may_queue(to=reply_to or to, subject=unsubscribe_url))
    is_gone = not is_private and queries.is_unreachable(to)
    hold = hold or is_gone
    return Message.objects.create(
        kind=kind,
        about=about,
        edition=edition,
        to=to,
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
        language=language,
        subject=subject[:300],
        body=body,
        is_private=is_private,
        state=State.HELD if hold else State.RELEASED,
        error=Error.NO_MAILBOX if is_gone else "",
        queued_at=now,
        queued_by=actor.ref,
        released_at=None if hold else now,
        not_before=not_before,
        next_try_at=None if hold else (not_before or now),
    )


def queue_letter(
    *,
    actor: Actor,
    letter: Letter,
    to: str,
    language: str,
    values: Mapping[str, str],
    now: datetime,
    about: str = "",
    edition: str = "",
    hold: bool = False,
    not_before: datetime | None = None,
    is_private: bool = False,
    reply_to: str = "",
    unsubscribe_url: str = "",
) -> Message:
    """Put a letter in the outbox, in the recipient's language and in the office's own wording where it has one.

    What is said in English, because its language is not complete yet, is marked as English.

    Raises: NotAllowed as `queue`; KeyError, when a place of the letter has no value.
    """
    own = LetterTemplate.objects.filter(kind=letter.kind, language=language).first()
    with translation.override(language):
        subject = own.subject if own else str(letter.subject)
        body = own.body if own else str(letter.body)
        given = {name: str(value) for name, value in values.items()}
    return queue(
        actor=actor,
        to=to,
        language=language if own else sentence_language(language),
        subject=rules.filled(subject, {name: " ".join(value.split()) for name, value in given.items()}),
        body=rules.filled(body, given),
        now=now,
        kind=letter.kind,
        about=about,
        edition=edition,
        hold=hold,
        not_before=not_before,
        is_private=is_private,
        reply_to=reply_to,
        unsubscribe_url=unsubscribe_url,
    )


@transaction.atomic
def forget_address(*, actor: Actor, address: str, person: str, now: datetime) -> int:
    """Take a person's mail out of the outbox, to them and by them: what waits is cancelled, only the codes stay.

    `person` is the reference that the journal knows. Gives the number of messages.
    """
    audit.take_turn()
    mine = Message.objects.filter(Q(to__iexact=address) | Q(reply_to__iexact=address))
    mine.filter(state__in=(State.HELD, State.RELEASED, State.FAILED)).update(state=State.CANCELLED)
    count = mine.update(to="", reply_to="", subject="", body="", error_detail="", unsubscribe_url="")
    Unreachable.objects.filter(address=address.lower()).delete()
    Subscription.objects.filter(to=f"person:{person}").delete()
    audit.record(actor=actor, act="mail-forgotten", subject=f"person:{person}", now=now, data={"count": count})
    return count
