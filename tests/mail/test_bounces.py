"""Mail that is refused or comes back: what is tried again, what never, and who is told."""

import io
import json
import sys
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from pearls.audit import queries as audit_queries
from pearls.cli.commands import main
from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail import queries, rules, services
from pearls.mail.models import Message, Unreachable
from pearls.mail.rules import Error, State
from pearls.mail.services import sending
from tests.cast import Cast
from tests.postbox import Postbox

TOWN = "ilze@rujiena.example"
OFFICE = Actor.system("tests")


def report(message_id: str, *, action: str = "failed", status: str = "5.1.1", whole: bool = True) -> bytes:
    """A report as Postfix writes it, with the mail that came back whole or only its headers."""
    came_back = f"From: office@pearls.example\nTo: {TOWN}\nMessage-ID: {message_id}\nSubject: Result\n"
    kind = "message/rfc822" if whole else "text/rfc822-headers"
    text = f"""Return-Path: <>
From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: office@pearls.example
Subject: Undelivered Mail Returned to Sender
Message-ID: <20261124093100.1@mx.example>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="B"

--B
Content-Type: text/plain; charset=us-ascii

I'm sorry to have to inform you that your message could not be delivered.

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example
X-Postfix-Queue-ID: 1
Arrival-Date: Tue, 24 Nov 2026 09:30:00 +0000

Final-Recipient: rfc822; {TOWN}
Original-Recipient: rfc822;{TOWN}
Action: {action}
Status: {status}
Remote-MTA: dns; mail.rujiena.example
Diagnostic-Code: smtp; 550 {status} <{TOWN}>: Recipient address rejected:
    User unknown

--B
Content-Type: {kind}

{came_back}
Hello.
--B--
"""
    return text.replace("\n", "\r\n").encode()


@pytest.fixture
def queued(db: None, now: datetime) -> Callable[..., Message]:
    def make(**changes: Any) -> Message:
        given: dict[str, Any] = {"to": TOWN, "language": "lv", "subject": "S", "body": "B", "kind": "receipt"}
        return services.queue(actor=OFFICE, now=now, **{**given, **changes})

    return make


@pytest.mark.parametrize(
    ("code", "text", "gone"),
    [
        (550, "5.1.1 User unknown", True),
        (550, "Nobody lives here", True),
        (550, "5.7.1 Looks like spam", False),
        (552, "5.2.2 Mailbox full", False),
        (554, "5.2.1 Mailbox disabled", True),
        (554, "No", False),
        (550, "5.1.1.9 is blocked", True),
    ],
)
def test_only_a_server_that_knows_nobody_there_makes_an_address_unreachable(code: int, text: str, gone: bool) -> None:
    assert rules.is_mailbox_gone(code=code, text=text) is gone


@pytest.mark.parametrize("whole", [True, False])
def test_a_report_is_read_with_the_mail_whole_or_only_its_headers(whole: bool) -> None:
    bounce = rules.bounce_of(report("<abc123@pearls.example>", whole=whole))

    assert bounce is not None
    assert (bounce.ref, bounce.status, bounce.is_mailbox_gone) == ("abc123", "5.1.1", True)
    assert bounce.detail.startswith("smtp; 550 5.1.1") and "User unknown" in bounce.detail


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"Subject: On holiday\r\n\r\nUntil Monday.", report("<a@b>", action="delayed")]
)
def test_any_other_mail_is_no_report_of_a_failure(content: bytes) -> None:
    assert rules.bounce_of(content) is None


def test_a_refused_recipient_is_noted_and_what_else_goes_there_waits(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    postbox.refused[TOWN] = "550 5.1.1 User unknown"
    first, later = queued(), queued(not_before=now + timedelta(days=1))

    sending.send_due(now=now)
    after, secret = queued(to=TOWN.upper()), queued(is_private=True)

    for message in (first, later):
        message.refresh_from_db()
    noted = Unreachable.objects.get()
    assert (noted.address, noted.count, noted.detail) == (TOWN, 1, "550 5.1.1 User unknown")
    assert (first.state, first.error) == (State.FAILED, Error.NO_MAILBOX)
    assert (later.state, later.error) == (after.state, after.error) == (State.HELD, Error.NO_MAILBOX)
    assert secret.state == State.RELEASED


def test_a_recipient_refused_for_a_while_gets_the_letter_later_and_once(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    postbox.refused[TOWN] = "450 4.2.1 Try again later"
    message = queued()
    sending.send_due(now=now)
    postbox.refused.clear()

    sent = [sending.send_due(now=now + timedelta(minutes=minutes)) for minutes in (0, 2, 10)]

    message.refresh_from_db()
    assert (sent, len(postbox.mails), message.state) == ([0, 1, 0], 1, State.SENT)
    assert not Unreachable.objects.exists()


def test_a_report_fails_the_message_and_notes_its_address_once(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    message = queued()
    sending.send_due(now=now)
    bounce = rules.bounce_of(report(f"<{message.ref}@pearls.example>"))
    assert bounce is not None

    services.note_bounce(actor=OFFICE, bounce=bounce, now=now)
    with pytest.raises(NotAllowed, match="already-gone"):
        services.note_bounce(actor=OFFICE, bounce=bounce, now=now)

    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, Error.NO_MAILBOX)
    assert list(Unreachable.objects.values_list("address", "count")) == [(TOWN, 1)]
    entry = audit_queries.Entry.objects.get(act="mail-came-back")
    assert (entry.subject, entry.data["status"]) == (message.subject_ref, "5.1.1")
    assert TOWN not in json.dumps(entry.data)


def test_a_full_mailbox_fails_the_message_and_leaves_the_address(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    message = queued()
    sending.send_due(now=now)
    bounce = rules.bounce_of(report(f"<{message.ref}@pearls.example>", status="5.2.2"))
    assert bounce is not None

    assert services.note_bounce(actor=OFFICE, bounce=bounce, now=now).error == Error.REFUSED
    assert not Unreachable.objects.exists()


def test_a_forged_report_marks_nobody(queued: Callable[..., Message], now: datetime) -> None:
    queued()
    bounce = rules.bounce_of(report("<guessed@pearls.example>"))
    assert bounce is not None

    with pytest.raises(NotAllowed, match="no-such-message"):
        services.note_bounce(actor=OFFICE, bounce=bounce, now=now)
    assert not Unreachable.objects.exists()


def test_the_command_reads_a_file_and_what_a_mail_server_pipes(
    queued: Callable[..., Message], now: datetime, tmp_path: Any, capsys: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = queued(), queued()
    Message.objects.update(state=State.SENT)
    file = tmp_path / "report.eml"
    file.write_bytes(report(f"<{first.ref}@pearls.example>"))

    assert main(["mail", "bounce", str(file), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {"noted": True, "message": first.ref, "error": "no-mailbox"}
    assert main(["mail", "bounce", str(file)]) == 1
    piped = io.TextIOWrapper(io.BytesIO(report(f"<{second.ref}@pearls.example>")))
    monkeypatch.setattr(sys, "stdin", piped)
    assert main(["mail", "bounce", "-"]) == 0
    assert main(["mail", "bounce", str(tmp_path / "nothing.eml")]) == 2
    assert Unreachable.objects.get().count == 2


def test_the_office_sees_the_addresses_and_clears_one(cast: Cast, client: Client, now: datetime) -> None:
    services.bounces.mark_unreachable(address=TOWN, detail="550 5.1.1 <b>User</b> unknown", now=now)
    client.force_login(cast.town)
    assert client.get("/en/office/mail/unreachable/").status_code in (403, 404)
    client.force_login(cast.coordinator)

    page = client.get("/en/office/mail/unreachable/").content.decode()
    client.post("/en/office/mail/unreachable/", {"ref": Unreachable.objects.get().ref})

    assert TOWN in page and "&lt;b&gt;User" in page
    assert not queries.is_unreachable(TOWN)
    assert client.post("/en/office/mail/unreachable/", {"ref": "nothing"}).status_code == 404


def test_nothing_is_left_of_the_address_of_who_is_forgotten(db: None, now: datetime) -> None:
    services.bounces.mark_unreachable(address=TOWN, detail="", now=now)

    services.forget_address(actor=OFFICE, address=TOWN.upper(), person="abc", now=now)

    assert not Unreachable.objects.exists()
