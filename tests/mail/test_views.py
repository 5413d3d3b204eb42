"""The office's outbox."""

from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from pearls.kernel.actor import Actor
from pearls.mail import queries, services
from pearls.mail.models import LetterTemplate, Message
from pearls.mail.rules import Letter, State
from tests.cast import Cast

pytestmark = pytest.mark.django_db
LETTER = Letter("welcome", "Welcome, %(name)s", "Dear %(name)s", "When somebody comes")


@pytest.fixture
def coordinator(client: Client, cast: Cast) -> Client:
    client.force_login(cast.coordinator)
    return client


def written(office: Actor, now: datetime, **changes: Any) -> Message:
    given: dict[str, Any] = {"to": "a@b.example", "subject": "Jūsu <b>pieteikums", "body": "Labdien", "hold": True}
    return services.queue(actor=office, language="lv", now=now, kind="test", **{**given, **changes})


def test_the_outbox_lists_messages_by_state(coordinator: Client, office: Actor, now: datetime) -> None:
    written(office, now)
    written(office, now, subject="Gone", hold=False)

    both = coordinator.get("/en/office/mail/").content.decode()
    held = coordinator.get("/en/office/mail/?state=held").content.decode()

    assert "Jūsu &lt;b&gt;pieteikums" in both
    assert "Gone" in both
    assert "Gone" not in held


def test_a_held_message_is_edited_with_an_embargo_in_the_typists_zone(
    coordinator: Client, office: Actor, now: datetime
) -> None:
    message = written(office, now)
    coordinator.cookies["zone"] = "Europe/Riga"
    typed = {"subject": "Cits", "body": "Sveiki", "not_before": "2026-12-01T10:00"}

    assert coordinator.post(f"/en/office/mail/{message.ref}/", typed).status_code == 302

    message.refresh_from_db()
    assert (message.subject, message.body) == ("Cits", "Sveiki")
    assert message.not_before in (datetime(2026, 12, 1, 8, tzinfo=UTC), datetime(2026, 12, 1, 10, tzinfo=UTC))


def test_a_subject_that_breaks_out_is_refused_with_words(coordinator: Client, office: Actor, now: datetime) -> None:
    message = written(office, now)

    answer = coordinator.post(f"/en/office/mail/{message.ref}/", {"subject": "A\x0bBcc: x", "body": "B"})

    assert "one line without line breaks" in answer.content.decode()


def test_messages_are_released_after_a_preview(coordinator: Client, office: Actor, now: datetime) -> None:
    first, second = written(office, now), written(office, now)
    gone = written(office, now, hold=False)
    chosen = {"act": "release", "ref": [first.ref, second.ref, gone.ref]}

    preview = coordinator.post("/en/office/mail/chosen/", chosen)
    assert "2 messages would go to their recipients" in preview.content.decode()
    assert "Not possible for these" in preview.content.decode()
    assert set(Message.objects.values_list("state", flat=True)) == {State.HELD, State.RELEASED}
    coordinator.post("/en/office/mail/chosen/", {**chosen, "confirmed": "1"})

    assert set(Message.objects.values_list("state", flat=True)) == {State.RELEASED}


def test_one_message_is_cancelled(coordinator: Client, office: Actor, now: datetime) -> None:
    message = written(office, now)

    coordinator.post(f"/en/office/mail/{message.ref}/act/", {"act": "cancel"})

    message.refresh_from_db()
    assert message.state == State.CANCELLED


def test_a_secret_link_is_not_for_the_office(coordinator: Client, office: Actor, now: datetime) -> None:
    message = written(office, now, body="https://example/secret-link", is_private=True)

    page = coordinator.get(f"/en/office/mail/{message.ref}/").content.decode()

    assert "secret-link" not in page
    assert "for its recipient alone" in page


def test_the_office_words_a_letter_and_takes_it_back(coordinator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queries, "letters", lambda: {"welcome": LETTER})
    assert "When somebody comes" in coordinator.get("/en/office/mail/letters/").content.decode()
    url = "/en/office/mail/letters/welcome/lv/"

    wrong = coordinator.post(url, {"subject": "S", "body": "%(town)s"}).content.decode()
    assert "The letter has no place called town to fill." in wrong
    coordinator.post(url, {"subject": "Sveiki, %(name)s", "body": "Labdien"})
    assert LetterTemplate.objects.get().subject == "Sveiki, %(name)s"
    coordinator.post(url, {"reset": "1"})

    assert not LetterTemplate.objects.exists()


def test_the_list_costs_the_same_for_one_message_and_for_many(
    coordinator: Client, office: Actor, now: datetime, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _ in range(60):
        written(office, now)

    with django_assert_max_num_queries(12):
        assert coordinator.get("/en/office/mail/").status_code == 200


@pytest.mark.parametrize("who", ["town", "juror1", "partner"])
def test_nobody_else_knows_that_there_is_an_outbox(
    client: Client, cast: Cast, office: Actor, now: datetime, who: str
) -> None:
    message = written(office, now)
    client.force_login(cast[who])

    for address in ("", f"{message.ref}/", "letters/", "letters/welcome/lv/"):
        assert client.get(f"/en/office/mail/{address}").status_code == 404
    assert client.post("/en/office/mail/chosen/", {"act": "release", "ref": message.ref}).status_code == 404
