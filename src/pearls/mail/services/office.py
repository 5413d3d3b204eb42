"""What the office does with waiting mail: read on, change, let go, hold back, cancel."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from pearls.audit import services as audit
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed, no, require
from pearls.mail import rules
from pearls.mail.models import Message
from pearls.mail.rules import State


@transaction.atomic
def edit_message(
    *, actor: Actor, message: Message, subject: str, body: str, not_before: datetime | None, now: datetime
) -> Message:
    """Change a held message before it goes; `not_before` is its embargo.

    Raises: NotAllowed: not-office, not-held, private, broken-header.
    """
    audit.take_turn()
    is_office = actor.is_office(message.edition or None)
    require(rules.may_edit(state=message.state, is_office=is_office))
    require(rules.may_read_body(is_private=message.is_private, is_office=is_office))
    require(rules.may_queue(to=message.to, subject=subject))
    message.subject, message.body, message.not_before, message.edited_at = subject, body, not_before, now
    _claim(message, State.HELD, subject=subject, body=body, not_before=not_before, edited_at=now)
    audit.record(
        actor=actor,
        act="message-edited",
        subject=message.subject_ref,
        now=now,
        edition=message.edition,
        data={"kind": message.kind, "not_before": not_before},
    )
    return message


@transaction.atomic
def release_messages(*, actor: Actor, messages: Sequence[Message], now: datetime) -> int:
    """Let messages go: all of them or, where one may not, none.

    Raises: NotAllowed: not-office, not-held.
    """
    audit.take_turn()
    for message in messages:
        require(rules.may_release(state=message.state, is_office=actor.is_office(message.edition or None)))
        due = max(message.not_before or now, now)
        _claim(message, message.state, state=State.RELEASED, released_at=now, next_try_at=due, tries_count=0, error="")
        _record(actor=actor, act="message-released", message=message, now=now)
    return len(messages)


@transaction.atomic
def hold_messages(*, actor: Actor, messages: Sequence[Message], now: datetime) -> int:
    """Hold back messages that have not left yet.

    Raises: NotAllowed: not-office, already-gone.
    """
    audit.take_turn()
    for message in messages:
        require(rules.may_hold(state=message.state, is_office=actor.is_office(message.edition or None)))
        _claim(message, State.RELEASED, state=State.HELD, released_at=None, next_try_at=None)
        _record(actor=actor, act="message-held", message=message, now=now)
    return len(messages)


@transaction.atomic
def cancel_messages(*, actor: Actor, messages: Sequence[Message], now: datetime) -> int:
    """Cancel messages for good; they stay in the list as cancelled.

    Raises: NotAllowed: not-office, already-gone.
    """
    audit.take_turn()
    for message in messages:
        require(rules.may_cancel(state=message.state, is_office=actor.is_office(message.edition or None)))
        # What the office may not read does not lie about once it is not sent.
        emptied: dict[str, str] = dict.fromkeys(rules.SECRETS, "") if message.is_private else {}
        _claim(message, message.state, state=State.CANCELLED, next_try_at=None, **emptied)
        _record(actor=actor, act="message-cancelled", message=message, now=now)
    return len(messages)


def _claim(message: Message, seen: str, **changes: object) -> None:
    """Change the row only while it is in the state we saw: the sender or a colleague may have been quicker."""
    if Message.objects.filter(pk=message.pk, state=seen).update(**changes) != 1:
        raise NotAllowed(no("already-gone", state=seen))


def _record(*, actor: Actor, act: str, message: Message, now: datetime) -> None:
    audit.record(
        actor=actor,
        act=act,
        subject=message.subject_ref,
        now=now,
        edition=message.edition,
        data={"kind": message.kind, "about": message.about},
    )
