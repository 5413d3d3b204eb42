"""Addresses that take no mail: noted when a server says so, and cleared by the office."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import require
from pearls.mail import rules
from pearls.mail.models import Message, Unreachable
from pearls.mail.rules import Bounce, Error, State


@transaction.atomic
def note_bounce(*, actor: Actor, bounce: Bounce, now: datetime) -> Message:
    """Take in what a server reports of a mail that it could not deliver; the same report twice counts once.

    The address is the one we wrote to, and the report has to name the message: a forged one marks nobody.
    Raises: NotAllowed: no-such-message, already-gone.
    """
    audit.take_turn()
    message = Message.objects.filter(ref=bounce.ref).first() or Message(state="")
    require(rules.may_note_bounce(state=message.state, error=message.error))
    error = Error.NO_MAILBOX if bounce.is_mailbox_gone else Error.REFUSED
    detail = f"{bounce.status} {bounce.detail}".strip()[:500]
    back = Message.objects.filter(pk=message.pk, state=message.state)
    back.update(state=State.FAILED, error=error, error_detail=detail, next_try_at=None)
    if bounce.is_mailbox_gone:
        mark_unreachable(address=message.to, detail=detail, now=now)
    data = {"kind": message.kind, "about": message.about, "status": bounce.status}
    subject, edition = message.subject_ref, message.edition
    audit.record(actor=actor, act="mail-came-back", subject=subject, now=now, edition=edition, data=data)
    message.refresh_from_db()
    return message


@transaction.atomic
def mark_unreachable(*, address: str, detail: str, now: datetime) -> None:
    """Note that nobody is at an address; what still goes to it waits for the office, but for secret links.

    Part of the sender's work, or of the act that takes in a report.
    """
    noted, is_new = Unreachable.objects.get_or_create(
        address=address.lower(), defaults={"since": now, "last_at": now, "detail": detail[:500]}
    )
    if not is_new:
        Unreachable.objects.filter(pk=noted.pk).update(count=F("count") + 1, last_at=now, detail=detail[:500])
    waiting = Message.objects.filter(to__iexact=address, state=State.RELEASED, is_private=False)
    waiting.update(state=State.HELD, error=Error.NO_MAILBOX, released_at=None, next_try_at=None)


@transaction.atomic
def clear_address(*, actor: Actor, unreachable: Unreachable, now: datetime) -> None:
    """The office says that an address takes mail again; what was held meanwhile waits for its release.

    Raises: NotAllowed: not-office.
    """
    audit.take_turn()
    require(rules.may_clear_address(is_whole_office=actor.office_editions() is None))
    Unreachable.objects.filter(pk=unreachable.pk).delete()
    audit.record(actor=actor, act="address-cleared", subject=unreachable.subject, now=now)
