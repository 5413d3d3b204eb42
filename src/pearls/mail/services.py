"""Writing the outbox. Nothing is sent here: rows wait for the sender, which runs after the commit."""

from collections.abc import Mapping
from datetime import datetime

from django.utils import translation

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import rules
from pearls.mail.models import LetterTemplate, Message
from pearls.mail.rules import Letter, State

__all__ = ["Letter", "queue", "queue_letter"]


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
) -> Message:
    """Put a mail in the outbox; part of the act that writes it, which is what the journal records.

    `about` is the subject of the act, "application:<ref>". With `hold` the office reads it before it goes;
    `not_before` is an embargo. `is_private` keeps a link with a secret from the office's eyes.
    Raises: NotAllowed: broken-header (a line break in address or subject), no-address.
    """
    require(rules.may_queue(to=to, subject=subject))
    return Message.objects.create(
        kind=kind,
        about=about,
        edition=edition,
        to=to,
        language=language,
        subject=subject[:300],
        body=body,
        is_private=is_private,
        state=State.HELD if hold else State.RELEASED,
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
) -> Message:
    """Put a letter in the outbox, in the recipient's language and in the office's own wording where it has one.

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
        language=language,
        subject=rules.filled(subject, {name: " ".join(value.split()) for name, value in given.items()}),
        body=rules.filled(body, given),
        now=now,
        kind=letter.kind,
        about=about,
        edition=edition,
        hold=hold,
        not_before=not_before,
        is_private=is_private,
    )
