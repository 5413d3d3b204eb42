"""The sender: takes released messages one by one and hands them to the mail server, each at most once.

A message is claimed before it is handed over and marked after. Where nobody can know whether the server took it (it
hung up after the text, or this process died), it becomes failed with the error "unknown" and a person decides.
In demonstration mode nothing is handed over at all.
"""

import logging
import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.db.models import F

from pearls.kernel.settings import MailServer
from pearls.mail import queries, rules
from pearls.mail.models import Message
from pearls.mail.rules import Error, State
from pearls.mail.services.bounces import mark_unreachable

log = logging.getLogger("pearls.mail")

SECONDS = 20
# A run ends well before LOST_AFTER, which counts from the run's `now`: what is in hand is never taken for lost.
RUN_SECONDS = 300
LOST_AFTER = timedelta(minutes=15)
LOOPBACK = ("localhost", "127.0.0.1", "::1")


class Policy(EmailPolicy):
    """As mail travels; the address that stops letters is never folded, for a folded one is no address any more."""

    def fold_binary(self, name: str, value: Any) -> bytes:
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}".encode()
        return super().fold_binary(name, value)


AS_IT_TRAVELS = Policy(linesep="\r\n")


class NothingLeaves(Exception):
    """Somebody asked to hand mail over in demonstration mode."""


class Trouble(Exception):
    """A message did not leave, and why."""

    def __init__(self, error: Error, detail: str) -> None:
        super().__init__(detail)
        self.error = error
        self.detail = detail


def send_due(*, now: datetime, most: int = 200) -> int:
    """Send what is due, or in demonstration mode keep it; gives the number of messages taken."""
    give_up_lost(now=now)
    due = list(queries.due_messages(now=now)[:most])
    if settings.IS_DEMO:
        return sum(_turn(message, State.RELEASED, state=State.KEPT, sent_at=now) for message in due)
    if settings.MAIL_SERVER is None or not due:
        return 0
    try:
        with _server(settings.MAIL_SERVER) as server:
            until = time.monotonic() + RUN_SECONDS
            return sum(_send(server, message, now=now) for message in due if time.monotonic() < until)
    except Trouble as trouble:
        # Nobody answers: all of them wait, and none was tried.
        log.warning("the mail server cannot be used: %s", trouble.detail)
        for message in due:
            _fail(message, trouble, now=now, state=State.RELEASED)
        return 0


def give_up_lost(*, now: datetime) -> int:
    """Mark messages whose sender died with them in hand: nobody knows whether they left."""
    return Message.objects.filter(state=State.SENDING, claimed_at__lt=now - LOST_AFTER).update(
        state=State.FAILED, error=Error.UNKNOWN, next_try_at=None
    )


def as_mail(message: Message, *, now: datetime) -> EmailMessage:
    """The message as it travels: plain text, one recipient, a Message-ID that stays the same at every try.

    Raises: Trouble, where the address cannot be written in a header.
    """
    mail = EmailMessage(policy=AS_IT_TRAVELS)
    # First of all: it takes away every header whose name begins with Content.
    mail.set_content(message.body)
    domain = urlsplit(settings.BASE_URL).hostname or "localhost"
    try:
        mail["To"] = _as_address(message.to)
        if message.reply_to:
            mail["Reply-To"] = _as_address(message.reply_to)
        mail["From"] = settings.MAIL_FROM
        mail["Subject"] = message.subject
    except (ValueError, IndexError) as problem:
        raise Trouble(Error.UNSENDABLE, str(problem)[:500]) from problem
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = f"<{message.ref}@{domain}>"
    mail["Content-Language"] = message.language
    mail["Auto-Submitted"] = "auto-generated"
    if message.unsubscribe_url:
        mail["List-Unsubscribe"] = f"<{message.unsubscribe_url}>"
        mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return mail


def _as_address(text: str) -> Address:
    local, _, host = text.rpartition("@")
    return Address(username=local, domain=host.encode("idna").decode())


def _send(server: smtplib.SMTP, message: Message, *, now: datetime) -> int:
    with transaction.atomic():
        # The list is a while old: the office may have changed the message or put it off, another sender tried it.
        still_due = queries.due_messages(now=now).filter(pk=message.pk)
        if not still_due.update(state=State.SENDING, claimed_at=now, tries_count=F("tries_count") + 1):
            return 0
    message.refresh_from_db()
    try:
        _hand_over(server, as_mail(message, now=now))
    except Trouble as trouble:
        _fail(message, trouble, now=now, state=State.SENDING)
        if trouble.error == Error.NO_MAILBOX:
            mark_unreachable(address=message.to, detail=trouble.detail, now=now)
        return 0
    changes: dict[str, str] = dict.fromkeys(rules.SECRETS, "") if message.is_private else {}
    return _turn(message, State.SENDING, state=State.SENT, sent_at=now, error="", error_detail="", **changes)


def _hand_over(server: smtplib.SMTP, mail: EmailMessage) -> None:
    """One SMTP transaction, step by step, so that we know how far it came.

    Raises: Trouble. NothingLeaves in demonstration mode, whoever asks.
    """
    if settings.IS_DEMO:
        raise NothingLeaves("in demonstration mode no mail leaves the machine")
    sender = mail["From"].addresses[0].addr_spec
    recipient = mail["To"].addresses[0].addr_spec
    try:
        text = mail.as_bytes()
        sender.encode("ascii")
        recipient.encode("ascii")
    except (ValueError, LookupError) as problem:
        raise Trouble(Error.UNSENDABLE, str(problem)[:500]) from problem
    try:
        server.ehlo_or_helo_if_needed()
        _expect(server.mail(sender))
        _expect(server.rcpt(recipient), is_recipient=True)
    except (OSError, smtplib.SMTPServerDisconnected) as problem:
        raise Trouble(Error.UNREACHABLE, str(problem)[:500]) from problem
    except Trouble:
        with suppress(OSError, smtplib.SMTPException):
            server.rset()
        raise
    try:
        answer = server.data(text)
    except smtplib.SMTPDataError as problem:
        answer = (problem.smtp_code, problem.smtp_error if isinstance(problem.smtp_error, bytes) else b"")
    except (OSError, smtplib.SMTPException) as problem:
        raise Trouble(Error.UNKNOWN, str(problem)[:500]) from problem
    _expect(answer)


def _expect(answer: tuple[int, bytes], *, is_recipient: bool = False) -> None:
    code, text = answer
    if 200 <= code < 300:
        return
    detail = f"{code} {text.decode(errors='replace')}"[:500]
    if is_recipient and code >= 500 and rules.is_mailbox_gone(code=code, text=text.decode(errors="replace")):
        raise Trouble(Error.NO_MAILBOX, detail)
    raise Trouble(Error.POSTPONED if 400 <= code < 500 else Error.REFUSED, detail)


def _fail(message: Message, trouble: Trouble, *, now: datetime, state: State) -> None:
    tries = message.tries_count if state == State.SENDING else message.tries_count + 1
    again = rules.next_try(tries_count=tries, error=trouble.error, now=now)
    _turn(
        message,
        state,
        state=State.FAILED if again is None else State.RELEASED,
        tries_count=tries,
        next_try_at=again,
        error=trouble.error,
        error_detail=trouble.detail,
    )


def _turn(message: Message, seen: State, **changes: object) -> int:
    return Message.objects.filter(pk=message.pk, state=seen).update(**changes)


@contextmanager
def _server(where: MailServer) -> Iterator[smtplib.SMTP]:
    """The mail server, greeted; encrypted wherever it can be, and never a password in the clear.

    Raises: Trouble, where it cannot be used.
    """
    context = ssl.create_default_context()
    if where.host in LOOPBACK:
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    try:
        if where.is_encrypted:
            server: smtplib.SMTP = smtplib.SMTP_SSL(where.host, where.port, timeout=SECONDS, context=context)
        else:
            server = smtplib.SMTP(where.host, where.port, timeout=SECONDS)
            server.ehlo()
            if server.has_extn("starttls"):
                server.starttls(context=context)
            elif where.user and where.host not in LOOPBACK:
                raise Trouble(Error.UNREACHABLE, "the server offers no encryption, so it gets no password")
        if where.user:
            server.login(where.user, where.password)
    except (OSError, smtplib.SMTPException) as problem:
        raise Trouble(Error.UNREACHABLE, str(problem)[:500]) from problem
    try:
        yield server
    finally:
        with suppress(OSError, smtplib.SMTPException):
            server.quit()
