"""Letters that are written only to who asks for them, and how they are stopped."""

import email
from datetime import datetime, timedelta
from email.policy import default
from typing import Any

import pytest
from django.test import Client

from pearls.audit import queries as audit_queries
from pearls.kernel.verdict import NotAllowed
from pearls.mail import queries, services
from pearls.mail.models import Message
from pearls.mail.services import sending
from pearls.people import services as people
from tests.cast import NOW, Cast
from tests.postbox import Postbox

pytestmark = pytest.mark.django_db
KIND = "today-weekly"


def asked(cast: Cast) -> queries.Subscription:
    return services.subscribe(actor=cast.actor("town"), kind=KIND, to=cast.town.subject, now=NOW)


def test_asking_twice_and_stopping_twice_are_one_entry_each(cast: Cast) -> None:
    subscription = asked(cast)
    asked(cast)
    for _ in range(2):
        services.unsubscribe(actor=cast.actor("town"), subscription=subscription, now=NOW)

    acts = [entry.act for entry in audit_queries.Entry.objects.filter(subject=subscription.subject).order_by("seq")]
    assert acts == ["letters-wanted", "letters-stopped"]
    assert not queries.is_subscribed(KIND, cast.town.subject)


def test_a_letter_is_claimed_once_and_not_at_all_once_it_is_stopped(cast: Cast) -> None:
    subscription = asked(cast)

    claims = [services.claim(subscription=subscription, written_for=week) for week in ("w1", "w1", "w2")]
    services.unsubscribe(actor=cast.actor("town"), subscription=subscription, now=NOW)

    assert claims == [True, False, True]
    assert not services.claim(subscription=subscription, written_for="w3")


def test_letters_that_nobody_writes_cannot_be_asked_for(cast: Cast) -> None:
    with pytest.raises(NotAllowed, match="no-such-letters"):
        services.subscribe(actor=cast.actor("town"), kind="gossip", to=cast.town.subject, now=NOW)


def test_a_link_alone_stops_nothing_and_a_post_without_signing_in_does(cast: Cast) -> None:
    address = queries.stop_address(asked(cast), "en").partition("//")[2].partition("/")[2]
    mail_program = Client(enforce_csrf_checks=True)

    page = mail_program.get(f"/{address}")
    still = queries.is_subscribed(KIND, cast.town.subject)
    stopped = mail_program.post(f"/{address}", {"List-Unsubscribe": "One-Click"})
    gone = not queries.is_subscribed(KIND, cast.town.subject)
    again = mail_program.post(f"/{address}", {"act": "again"})

    assert "Shall we stop this letter" in page.content.decode()
    assert still and gone and queries.is_subscribed(KIND, cast.town.subject)
    assert (stopped.status_code, again.status_code) == (200, 200)
    assert "Send it to me again" in stopped.content.decode()


def test_an_address_that_we_never_made_opens_nothing(cast: Cast, client: Client) -> None:
    asked(cast)

    assert client.get("/en/letters/stop/abc/").status_code == 404
    assert client.post("/en/letters/stop/abc:def:ghi/").status_code == 404


def test_the_reader_asks_and_stops_on_a_page_of_the_account(cast: Cast, client: Client) -> None:
    client.force_login(cast.town)

    assert "What waits for you, every Monday morning" in client.get("/en/account/letters/").content.decode()
    client.post("/en/account/letters/", {"kind": KIND, "act": "ask"})
    wanted = queries.is_subscribed(KIND, cast.town.subject)
    client.post("/en/account/letters/", {"kind": KIND, "act": "stop"})

    assert wanted and not queries.is_subscribed(KIND, cast.town.subject)


def test_a_letter_carries_the_address_that_stops_it_unfolded(postbox: Postbox, cast: Cast, now: datetime) -> None:
    stop = queries.stop_address(asked(cast), "lv")
    services.queue(
        actor=cast.actor("coordinator"),
        to="ilze@rujiena.example",
        language="lv",
        subject="Pirmdiena",
        body="Labrīt.",
        kind=KIND,
        unsubscribe_url=stop,
        now=now,
    )

    sending.send_due(now=now + timedelta(seconds=1))

    ((_sender, _to, content),) = postbox.mails
    mail = email.message_from_bytes(content, policy=default)
    assert f"List-Unsubscribe: <{stop}>\r\n".encode() in content
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_a_message_that_nobody_asked_for_has_no_such_header(cast: Cast, now: datetime) -> None:
    given: dict[str, Any] = {"to": "a@b.example", "language": "en", "subject": "S", "body": "B", "kind": "receipt"}
    message = services.queue(actor=cast.actor("coordinator"), now=now, **given)

    assert sending.as_mail(message, now=now)["List-Unsubscribe"] is None


def test_an_address_with_a_line_break_is_refused(cast: Cast, now: datetime) -> None:
    given: dict[str, Any] = {"to": "a@b.example", "language": "en", "subject": "S", "body": "B", "kind": "receipt"}
    with pytest.raises(NotAllowed, match="broken-header"):
        services.queue(actor=cast.actor("coordinator"), unsubscribe_url="https://a\r\nBcc: x@y", now=now, **given)
    assert not Message.objects.exists()


def test_nothing_is_left_of_what_a_forgotten_person_asked_for(cast: Cast) -> None:
    asked(cast)
    data = people.export_person(actor=cast.actor("town"), now=NOW)

    people.erase_person(actor=cast.actor("coordinator"), person=cast.town, now=NOW)

    assert {kind: state for kind, state in data["letters"].items() if state} == {KIND: "wanted"}
    assert not queries.Subscription.objects.exists()
