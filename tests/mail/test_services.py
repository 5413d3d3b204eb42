"""Writing the outbox."""

from datetime import datetime

import pytest
from django.utils.translation import gettext_lazy

from pearls.audit.models import Entry
from pearls.kernel.actor import Actor, ActorKind, Grant, Role
from pearls.kernel.verdict import NotAllowed
from pearls.mail import queries, services
from pearls.mail.models import LetterTemplate, Message
from pearls.mail.rules import State

LETTER = services.Letter("welcome", gettext_lazy("Yes"), "Dear %(name)s,\n100 % yours.")


@pytest.mark.django_db
def test_a_letter_is_filled_in_the_language_of_its_reader(office: Actor, now: datetime) -> None:
    message = services.queue_letter(
        actor=office, letter=LETTER, to="ilze@rujiena.example", language="lv", values={"name": "Ilze"}, now=now
    )

    assert (message.subject, message.body) == ("Jā", "Dear Ilze,\n100 % yours.")
    assert (message.state, message.next_try_at) == (State.RELEASED, now)


@pytest.mark.django_db
def test_the_office_may_word_a_letter_itself(office: Actor, now: datetime) -> None:
    LetterTemplate.objects.create(
        kind="welcome", language="lv", subject="Sveiki", body="Čau, %(name)s!", changed_at=now
    )

    message = services.queue_letter(
        actor=office, letter=LETTER, to="ilze@rujiena.example", language="lv", values={"name": "Ilze"}, now=now
    )

    assert (message.subject, message.body) == ("Sveiki", "Čau, Ilze!")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("to", "subject", "reason"),
    [
        ("a@b.example\nBcc: all@b.example", "Hello", "broken-header"),
        ("a@b.example", "Hello\r\nBcc: all@b.example", "broken-header"),
        ("nobody", "Hello", "no-address"),
    ],
)
def test_a_header_that_breaks_out_is_refused(office: Actor, now: datetime, to: str, subject: str, reason: str) -> None:
    with pytest.raises(NotAllowed) as refused:
        services.queue(actor=office, to=to, language="en", subject=subject, body="x", now=now, kind="test")

    assert refused.value.verdict.reason == reason


def held(office: Actor, now: datetime, **changes: object) -> Message:
    given: dict[str, object] = {"to": "a@b.example", "subject": "Hello", "body": "Text"}
    return services.queue(actor=office, language="en", now=now, kind="test", hold=True, **{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.django_db
def test_the_office_edits_releases_holds_and_cancels_and_the_journal_says_so(office: Actor, now: datetime) -> None:
    message = held(office, now)

    services.edit_message(actor=office, message=message, subject="Hi", body="Other", not_before=None, now=now)
    services.release_messages(actor=office, messages=[message], now=now)
    message.refresh_from_db()
    assert (message.subject, message.state, message.next_try_at) == ("Hi", State.RELEASED, now)
    services.hold_messages(actor=office, messages=[message], now=now)
    message.refresh_from_db()
    services.cancel_messages(actor=office, messages=[message], now=now)

    message.refresh_from_db()
    assert message.state == State.CANCELLED
    assert list(Entry.objects.values_list("act", "subject")) == [
        (act, f"message:{message.ref}")
        for act in ("message-edited", "message-released", "message-held", "message-cancelled")
    ]


@pytest.mark.django_db
def test_all_messages_are_released_or_none(office: Actor, now: datetime) -> None:
    messages = [held(office, now), held(office, now)]
    Message.objects.filter(pk=messages[1].pk).update(state=State.CANCELLED)

    with pytest.raises(NotAllowed):
        services.release_messages(actor=office, messages=messages, now=now)

    messages[0].refresh_from_db()
    assert messages[0].state == State.HELD


@pytest.mark.django_db
def test_only_the_office_works_in_the_outbox(office: Actor, now: datetime) -> None:
    message = held(office, now, edition="2027")
    juror = Actor(kind=ActorKind.PERSON, ref="j", grants=frozenset({Grant(Role.JURY)}))
    elsewhere = Actor(kind=ActorKind.PERSON, ref="c", grants=frozenset({Grant(Role.COORDINATOR, "2026")}))

    for actor in (juror, elsewhere):
        with pytest.raises(NotAllowed) as refused:
            services.release_messages(actor=actor, messages=[message], now=now)
        assert refused.value.verdict.reason == "not-office"
        assert queries.message_for(actor, message.ref) is None
    assert queries.message_for(office, message.ref) == message


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "subject", "body", "reason"),
    [
        ("none", "S", "B", "no-such-letter"),
        ("welcome", " ", "B", "empty-letter"),
        ("welcome", "S\nBcc: x", "B", "broken-header"),
        ("welcome", "S", "%(town)s", "unknown-place"),
    ],
)
def test_a_wording_that_could_not_be_sent_is_refused(
    office: Actor, now: datetime, monkeypatch: pytest.MonkeyPatch, kind: str, subject: str, body: str, reason: str
) -> None:
    monkeypatch.setattr(queries, "letters", lambda: {"welcome": LETTER})

    with pytest.raises(NotAllowed) as refused:
        services.word_letter(actor=office, kind=kind, language="lv", subject=subject, body=body, now=now)

    assert refused.value.verdict.reason == reason


@pytest.mark.django_db
def test_a_person_is_taken_out_of_the_outbox(office: Actor, now: datetime) -> None:
    message = held(office, now)
    other = held(office, now, to="c@d.example")

    assert services.forget_address(actor=office, address="A@B.example", person="p1", now=now) == 1

    message.refresh_from_db()
    other.refresh_from_db()
    assert (message.to, message.body, message.state) == ("", "", State.CANCELLED)
    assert (other.to, other.body, other.state) == ("c@d.example", "Text", State.HELD)


@pytest.mark.django_db
def test_a_letter_says_which_language_it_is_really_in(office: Actor, now: datetime) -> None:
    LetterTemplate.objects.create(kind="welcome", language="da", subject="Hej", body="Hej, %(name)s.", changed_at=now)

    def sent_in(language: str) -> str:
        return services.queue_letter(
            actor=office, letter=LETTER, to="a@b.example", language=language, values={"name": "Ilze"}, now=now
        ).language

    assert [sent_in(language) for language in ("en", "lv", "fi", "da")] == ["en", "lv", "en", "da"]
