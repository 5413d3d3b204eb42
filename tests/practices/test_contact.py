"""Asking those who did a practice, without learning an address."""

from datetime import datetime

import pytest
from django.core.cache import cache
from django.test import Client

from pearls.kernel.actor import Actor
from pearls.mail.models import Message
from pearls.people.models import Speaker
from pearls.people.rules import SpeakerState
from pearls.places.models import Place
from pearls.practices import services
from pearls.practices.models import Practice
from tests.cast import NOW, Cast
from tests.practices.samples import a_record

ADDRESS = "/en/practices/village-theatre/contact/"
TYPED = {"name": "Kaisa", "email": "kaisa@example.org", "text": "What did the barn cost?", "website": ""}


@pytest.fixture(autouse=True)
def _nobody_wrote_before(db: None) -> None:
    cache.clear()


@pytest.fixture
def practice(vocabulary: None, office: Actor, now: datetime, cast: Cast) -> Practice:
    services.import_practices(actor=office, records=[a_record()], now=now)
    return Practice.objects.get()


def test_a_question_goes_to_those_who_speak_for_the_town(client: Client, practice: Practice, cast: Cast) -> None:
    place = Place.objects.create(name="Rūjiena", key="rujiena-lv", country="LV", source="facts")
    Speaker.objects.create(person=cast.town, place=place, state=SpeakerState.CONFIRMED, claimed_at=NOW)
    Practice.objects.update(place=place)

    answer = client.post(ADDRESS, TYPED)

    assert (answer.status_code, answer["Location"]) == (302, "/en/practices/village-theatre/")
    letter = Message.objects.get(kind="message-handed-on")
    assert (letter.to, letter.reply_to) == (cast.town.email, "kaisa@example.org")
    assert "What did the barn cost?" in letter.body
    assert "/practices/village-theatre/" in letter.body


def test_where_nobody_speaks_for_the_town_the_office_gets_it(client: Client, practice: Practice, cast: Cast) -> None:
    client.post(ADDRESS, TYPED)

    to = set(Message.objects.filter(kind="message-handed-on").values_list("to", flat=True))
    assert to == {cast.coordinator.email, cast.admin.email}


def test_the_page_shows_no_address_and_says_what_is_missing(client: Client, practice: Practice, cast: Cast) -> None:
    page = client.get(ADDRESS)
    refused = client.post(ADDRESS, {**TYPED, "email": "kaisa"})

    assert page.status_code == 200
    assert "@" not in page.content.decode().replace("@font", "").replace("@media", "")
    assert refused.status_code == 422
    assert not Message.objects.filter(kind="message-handed-on").exists()


def test_a_withdrawn_practice_cannot_be_asked_about(client: Client, practice: Practice) -> None:
    Practice.objects.update(withdrawn_at=NOW)

    assert client.get(ADDRESS).status_code == 404
