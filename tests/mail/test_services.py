"""Writing the outbox."""

from datetime import datetime

import pytest
from django.utils.translation import gettext_lazy

from pearls.kernel.actor import Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail import services
from pearls.mail.models import LetterTemplate
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
