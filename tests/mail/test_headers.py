"""No text adds a header, a recipient or a second mail: sent to a real mail server and read back."""

import email
from contextlib import suppress
from datetime import datetime
from email.policy import default

import pytest

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail import services
from pearls.mail.models import Message
from pearls.mail.rules import Letter
from pearls.mail.services import sending
from tests.postbox import Postbox

pytestmark = pytest.mark.django_db

BREAKS = ("\r\n", "\n", "\r", "\n ", "\r\n\t", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029")
HEADERS = [
    "Content-Type",
    "Content-Transfer-Encoding",
    "MIME-Version",
    "To",
    "From",
    "Subject",
    "Date",
    "Message-ID",
    "Content-Language",
    "Auto-Submitted",
]
LETTER = Letter(kind="test", subject="%(place)s: a word from %(name)s", body="Dear %(name)s,\n\n%(place)s is in.\n")


@pytest.mark.parametrize("line_break", BREAKS)
def test_no_name_in_a_letter_adds_a_header(postbox: Postbox, office: Actor, now: datetime, line_break: str) -> None:
    hostile = f"Rīga{line_break}Bcc: everybody@example.test{line_break}{line_break}<b>Hello</b>"

    services.queue_letter(
        actor=office,
        letter=LETTER,
        to="ilze@rujiena.example",
        language="lv",
        values={"place": hostile, "name": hostile},
        now=now,
    )
    assert sending.send_due(now=now) == 1

    ((_sender, recipients, content),) = postbox.mails
    mail = email.message_from_bytes(content, policy=default)
    assert recipients == ["ilze@rujiena.example"]
    assert sorted(mail.keys()) == sorted(HEADERS)
    assert "Bcc: everybody@example.test <b>Hello</b>: a word from" in " ".join(mail["Subject"].split())
    assert mail.get_content().count("Bcc: everybody@example.test") == 2


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_subject_of_two_lines_is_refused(office: Actor, now: datetime, line_break: str) -> None:
    with pytest.raises(NotAllowed, match="broken-header"):
        services.queue(
            actor=office,
            to="a@b.example",
            language="en",
            subject=f"Hello{line_break}Bcc: c@d.example",
            body="",
            now=now,
            kind="x",
        )

    assert not Message.objects.exists()


@pytest.mark.parametrize(
    "address",
    [
        *(f"a@b.example{line_break}Bcc: c@d.example" for line_break in (*BREAKS, "\0")),
        "a@b.example,c@d.example",
        "a@b.example> RCPT TO:<c@d.example",
        "a@b.example>",
        "<a@b.example>",
        "a@b.example (a comment)",
        "a,c@b.example",
        "a;c@b.example",
        "a:c;@b.example",
        '"a, c"@b.example',
        "=?utf-8?q?a=40x=2Eexample=2C?=@b.example",
        "@b.example",
        "a@",
        "a@[127.0.0.1]\r\nDATA",
        "a@b..example",
        "a\x7f@b.example",
        "ilze.ozola+pearls@b.example",
    ],
)
def test_an_address_reaches_itself_or_nobody(postbox: Postbox, office: Actor, now: datetime, address: str) -> None:
    with suppress(NotAllowed):
        services.queue(actor=office, to=address, language="en", subject="Hello", body="Text.\n", now=now, kind="x")
    sending.send_due(now=now)

    assert all(recipients == [address] for _sender, recipients, _content in postbox.mails)
    for _sender, _recipients, content in postbox.mails:
        mail = email.message_from_bytes(content, policy=default)
        assert [item.addr_spec for item in mail["To"].addresses] == [address]
        assert sorted(mail.keys()) == sorted(HEADERS)


@pytest.mark.parametrize("end", ["\r\n.\r\n", "\n.\n", "\n.\r\n", "\r.\r", "\r.\r\n", "\r\n.\n", "\r\n.\r", "\n.\r"])
def test_no_text_smuggles_a_second_mail_in(postbox: Postbox, office: Actor, now: datetime, end: str) -> None:
    second = "MAIL FROM:<x@y.example>\r\nRCPT TO:<c@d.example>\r\nDATA\r\nSubject: x\r\n\r\nx\r\n.\r\n"
    body = f"First.{end}{second}Last."

    services.queue(actor=office, to="a@b.example", language="en", subject="S", body=body, now=now, kind="x")
    assert sending.send_due(now=now) == 1

    ((_sender, recipients, content),) = postbox.mails
    mail = email.message_from_bytes(content, policy=default)
    assert recipients == ["a@b.example"]
    assert mail.get_content().splitlines() == body.splitlines()


def test_a_long_line_and_odd_letters_come_through(postbox: Postbox, office: Actor, now: datetime) -> None:
    body = "ā" * 5_000 + "\n" + "a" * 5_000 + "\n..\n.\nFrom here\n"

    services.queue(actor=office, to="a@b.example", language="en", subject="ķ" * 300, body=body, now=now, kind="x")
    sending.send_due(now=now)

    ((_sender, _recipients, content),) = postbox.mails
    mail = email.message_from_bytes(content, policy=default)
    assert mail.get_content().replace("\r\n", "\n") == body
    assert mail["Subject"] == "ķ" * 300
    assert max(len(line) for line in content.splitlines()) <= 998
