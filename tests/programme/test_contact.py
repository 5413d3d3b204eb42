"""Writing to a town or to the office by a form: who gets it, how often, and what is kept."""

import email
from datetime import datetime, timedelta
from email.policy import default

import pytest
from django.core.cache import cache

from pearls.audit.models import Entry
from pearls.kernel.actor import ANONYMOUS, Actor
from pearls.kernel.verdict import NotAllowed
from pearls.mail import services as mail
from pearls.mail.models import Message
from pearls.mail.rules import State
from pearls.mail.services import sending
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.programme import services
from pearls.programme.rules import contact as rules
from pearls.programme.services import About, Sender
from pearls.web.contact import ContactForm
from tests.cast import Cast
from tests.postbox import Postbox

WRITER = Sender(name="Anna", email="anna@paper.example", address="81.198.1.7")


def test_a_limit_is_reached_by_an_address_and_by_a_town() -> None:
    assert rules.may_write_to(by_address=rules.ADDRESS_MESSAGES - 1, by_about=rules.ABOUT_MESSAGES - 1)
    assert rules.may_write_to(by_address=rules.ADDRESS_MESSAGES, by_about=0).reason == "too-many-messages"
    assert rules.may_write_to(by_address=0, by_about=rules.ABOUT_MESSAGES).reason == "much-written-to"


def test_whoever_fills_in_the_hidden_field_is_taken_for_a_program() -> None:
    typed = {"name": " Anna \n  Bērziņa", "email": "anna@paper.example", "text": "Good day"}

    assert ContactForm(typed).is_valid()
    assert not ContactForm({**typed, "website": "https://cheap.example"}).is_valid()


@pytest.fixture
def town(db: None) -> Place:
    cache.clear()
    return Place.objects.create(
        key="cesis", name="Cēsis", official_names=["Cēsis"], country="LV", kind="settlement", source="facts"
    )


def about(place: Place | None) -> About:
    return About(subject="place:cesis", title="Cēsis", link="https://pearls.example/en/pearls/cesis/", place=place)


def write(place: Place | None, now: datetime, sender: Sender = WRITER, text: str = "When is the festival?") -> int:
    return services.send_message(actor=ANONYMOUS, about=about(place), sender=sender, text=text, now=now)


def speaks(cast: Cast, key: str, place: Place, now: datetime) -> None:
    Speaker.objects.create(person=cast[key], place=place, state=SpeakerState.CONFIRMED, claimed_at=now)


def test_a_message_goes_to_those_who_speak_for_the_town(cast: Cast, town: Place, now: datetime) -> None:
    speaks(cast, "town", town, now)

    assert write(town, now) == 1

    (letter,) = Message.objects.all()
    assert (letter.to, letter.reply_to, letter.is_private) == ("town@demo.test", "anna@paper.example", True)
    assert "When is the festival?" in letter.body
    assert "anna@paper.example" not in letter.body
    (entry,) = Entry.objects.all()
    assert (entry.act, entry.subject, entry.data) == ("message-handed-on", "place:cesis", {"letters": 1})


def test_where_nobody_speaks_for_the_town_the_office_is_asked(cast: Cast, town: Place, now: datetime) -> None:
    assert write(town, now) == 2
    assert sorted(Message.objects.values_list("to", flat=True)) == ["admin@demo.test", "coordinator@demo.test"]


def test_one_address_soon_has_written_enough_and_an_hour_later_may_again(
    cast: Cast, town: Place, now: datetime
) -> None:
    for _ in range(rules.ADDRESS_MESSAGES):
        write(None, now)

    with pytest.raises(NotAllowed) as refused:
        write(town, now)
    assert refused.value.verdict.reason == "too-many-messages"
    other = Sender(name="Bo", email="bo@paper.example", address="81.198.1.8")
    assert write(town, now, other) == 2


def test_a_town_gets_so_many_messages_a_day_however_many_speak_for_it(cast: Cast, town: Place, now: datetime) -> None:
    speaks(cast, "town", town, now)
    speaks(cast, "colleague", town, now)
    for number in range(rules.ABOUT_MESSAGES):
        write(town, now, Sender(name="Bo", email="bo@paper.example", address=f"10.1.0.{number}"))

    with pytest.raises(NotAllowed) as refused:
        write(town, now)

    assert refused.value.verdict.reason == "much-written-to"
    assert write(town, now + timedelta(days=1)) == 2


def test_an_answer_goes_to_the_writer_and_nothing_stays_once_it_is_sent(
    cast: Cast, town: Place, now: datetime, postbox: Postbox
) -> None:
    speaks(cast, "town", town, now)
    write(town, now)

    assert sending.send_due(now=now) == 1

    ((_sender, recipients, content),) = postbox.mails
    assert recipients == ["town@demo.test"]
    assert email.message_from_bytes(content, policy=default)["Reply-To"] == "anna@paper.example"
    (letter,) = Message.objects.all()
    assert (letter.state, letter.body, letter.reply_to) == (State.SENT, "", "")


def test_what_the_office_cancels_is_emptied(cast: Cast, town: Place, now: datetime, office: Actor) -> None:
    write(town, now)

    mail.cancel_messages(actor=office, messages=list(Message.objects.all()), now=now)

    assert set(Message.objects.values_list("state", "body", "reply_to")) == {(State.CANCELLED, "", "")}


def test_a_writer_with_an_account_is_taken_out_of_what_waits(
    cast: Cast, town: Place, now: datetime, office: Actor
) -> None:
    speaks(cast, "town", town, now)
    write(town, now, Sender(name="Eero", email="othertown@demo.test"))

    mail.forget_address(actor=office, address="othertown@demo.test", person="x", now=now)

    (letter,) = Message.objects.all()
    assert (letter.state, letter.to, letter.reply_to, letter.body) == (State.CANCELLED, "", "", "")


@pytest.mark.parametrize("hostile", ["a@b.example\r\nBcc: all@b.example", "a@b.example, c@d.example"])
def test_an_address_for_the_answer_adds_no_header(cast: Cast, town: Place, now: datetime, hostile: str) -> None:
    with pytest.raises(NotAllowed):
        write(town, now, Sender(name="Anna", email=hostile))

    assert not Message.objects.exists()
