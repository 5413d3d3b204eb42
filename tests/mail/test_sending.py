"""The sender, against a real mail server on this machine."""

import email
from collections.abc import Callable
from datetime import datetime, timedelta
from email.policy import default
from typing import Any

import pytest

from pearls.config.env import mail_server_from_url
from pearls.kernel.actor import Actor
from pearls.mail import services
from pearls.mail.models import Message
from pearls.mail.rules import Error, State
from pearls.mail.services import sending
from tests.postbox import Postbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def queued(office: Actor, now: datetime) -> Callable[..., Message]:
    def make(**changes: Any) -> Message:
        given: dict[str, Any] = {
            "actor": office,
            "to": "ilze@rujiena.example",
            "language": "lv",
            "subject": "Jūsu pieteikums ir saņemts",
            "body": "Labdien!\n\n.\nPaldies, ķ ž š.\n",
            "now": now,
            "kind": "receipt",
        }
        return services.queue(**{**given, **changes})

    return make


def test_a_released_message_leaves_once(postbox: Postbox, queued: Callable[..., Message], now: datetime) -> None:
    message = queued()

    assert sending.send_due(now=now) == 1
    assert sending.send_due(now=now + timedelta(hours=1)) == 0

    ((sender, recipients, content),) = postbox.mails
    mail = email.message_from_bytes(content, policy=default)
    assert (sender, recipients) == ("office@pearls.example", ["ilze@rujiena.example"])
    assert mail["Subject"] == "Jūsu pieteikums ir saņemts"
    assert mail["From"] == "Kultūras pērles <office@pearls.example>"
    assert mail["Message-ID"] == f"<{message.ref}@pearls.example>"
    assert mail["Date"] == "Tue, 24 Nov 2026 09:30:00 +0000"
    assert mail["Content-Language"] == "lv"
    assert mail.get_content_type() == "text/plain"
    assert mail.get_content().replace("\r\n", "\n") == "Labdien!\n\n.\nPaldies, ķ ž š.\n"
    message.refresh_from_db()
    assert (message.state, message.sent_at, message.tries_count) == (State.SENT, now, 1)


def test_what_is_held_cancelled_or_under_embargo_stays(
    postbox: Postbox, queued: Callable[..., Message], office: Actor, now: datetime
) -> None:
    queued(hold=True)
    embargo = queued(not_before=now + timedelta(hours=2))
    services.cancel_messages(actor=office, messages=[queued()], now=now)

    assert sending.send_due(now=now + timedelta(hours=1)) == 0
    assert sending.send_due(now=now + timedelta(hours=2)) == 1
    embargo.refresh_from_db()
    assert embargo.state == State.SENT


def test_nothing_leaves_in_demonstration_mode(
    postbox: Postbox, queued: Callable[..., Message], settings: Any, now: datetime
) -> None:
    message = queued()
    settings.IS_DEMO = True

    assert sending.send_due(now=now) == 1

    message.refresh_from_db()
    assert message.state == State.KEPT
    assert list(sending.queries.demonstration_mail(now=now)) == [message]
    mail = sending.as_mail(message, now=now)
    with pytest.raises(sending.NothingLeaves):
        sending._hand_over(None, mail)  # type: ignore[arg-type]
    assert postbox.mails == []


def test_a_server_that_is_away_is_waited_for_with_growing_pauses(
    queued: Callable[..., Message], settings: Any, now: datetime
) -> None:
    settings.IS_DEMO = False
    settings.MAIL_SERVER = mail_server_from_url("smtp://127.0.0.1:1")
    message = queued()
    waits, moment = [], now
    for _ in range(8):
        assert sending.send_due(now=moment) == 0
        message.refresh_from_db()
        waits.append(None if message.next_try_at is None else (message.next_try_at - moment).total_seconds() / 60)
        moment = message.next_try_at or moment

    assert waits == [1, 5, 25, 125, 360, 360, 360, None]
    assert (message.state, message.error) == (State.FAILED, Error.UNREACHABLE)


@pytest.mark.parametrize(
    ("answer", "state", "error"),
    [
        ("450 Later, please", State.RELEASED, Error.POSTPONED),
        ("550 Not in this form", State.FAILED, Error.REFUSED),
    ],
)
def test_a_server_that_says_no_is_believed(
    postbox: Postbox, queued: Callable[..., Message], now: datetime, answer: str, state: State, error: Error
) -> None:
    postbox.answer = answer
    message = queued()

    sending.send_due(now=now)

    message.refresh_from_db()
    assert (message.state, message.error, message.error_detail) == (state, error, answer)


def test_a_server_that_hangs_up_after_the_text_is_not_sent_to_again(
    postbox: Postbox, queued: Callable[..., Message], office: Actor, now: datetime
) -> None:
    postbox.hang_up = True
    message = queued()

    sending.send_due(now=now)
    assert sending.send_due(now=now + timedelta(days=1)) == 0

    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, Error.UNKNOWN)
    services.release_messages(actor=office, messages=[message], now=now)
    assert sending.send_due(now=now) == 1


def test_a_message_whose_sender_died_is_not_sent_again_by_itself(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    message = queued()
    Message.objects.update(state=State.SENDING, claimed_at=now)

    assert sending.send_due(now=now + timedelta(hours=1)) == 0

    message.refresh_from_db()
    assert (message.state, message.error) == (State.FAILED, Error.UNKNOWN)


def test_an_address_with_a_name_of_a_town_in_its_own_letters_is_reached(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    queued(to="ilze@rūjiena.example")
    odd = queued(to="ķieģelis@rujiena.example")

    assert sending.send_due(now=now) == 1

    assert postbox.mails[0][1] == ["ilze@xn--rjiena-bmb.example"]
    odd.refresh_from_db()
    assert (odd.state, odd.error) == (State.FAILED, Error.UNSENDABLE)


def test_a_secret_link_is_forgotten_once_it_left(
    postbox: Postbox, queued: Callable[..., Message], now: datetime
) -> None:
    message = queued(body="https://pearls.example/reset/secret", is_private=True)

    sending.send_due(now=now)

    message.refresh_from_db()
    assert (message.state, message.body) == (State.SENT, "")


def test_what_the_office_changes_while_others_are_being_sent_leaves_as_changed(
    postbox: Postbox, queued: Callable[..., Message], office: Actor, settings: Any, now: datetime
) -> None:
    changed, put_off = queued(), queued()
    listed = list(sending.queries.due_messages(now=now))
    for message, not_before in ((changed, None), (put_off, now + timedelta(days=1))):
        services.hold_messages(actor=office, messages=[message], now=now)
        message.refresh_from_db()
        services.edit_message(
            actor=office, message=message, subject="Labots", body="Labots teksts.", not_before=not_before, now=now
        )
        message.refresh_from_db()
        services.release_messages(actor=office, messages=[message], now=now)

    with sending._server(settings.MAIL_SERVER) as server:
        sent = [sending._send(server, message, now=now) for message in listed]

    assert sent == [1, 0]
    ((_sender, _recipients, content),) = postbox.mails
    assert email.message_from_bytes(content, policy=default).get_content().strip() == "Labots teksts."
