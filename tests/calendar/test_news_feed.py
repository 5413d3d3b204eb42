"""The feed of events, read back by feedparser."""

import io
from datetime import timedelta
from typing import Any

import feedparser
import pytest
import time_machine
from django.conf import settings
from django.test import Client

from pearls.calendar import services
from pearls.calendar.models import Event
from pearls.calendar.rules import Audience
from tests.calendar.conftest import START, MakeEvent, a_telling
from tests.cast import NOW, Cast

HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def read(client: Client, query: str = "") -> Any:
    response = client.get(f"/feeds/events.xml{query}")
    found = feedparser.parse(io.BytesIO(response.content))
    assert (response.status_code, found.version, found.bozo) == (200, "atom10", False)
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return found


def test_the_feed_holds_open_events_to_come_what_changed_last_first(
    make_event: MakeEvent, cast: Cast, client: Client
) -> None:
    first, second = make_event(), make_event(now=NOW + HOUR, title={"en": "Second"})
    make_event(audience=Audience.NETWORK)
    make_event(publish=False)
    Event.objects.filter(pk=make_event().pk).update(starts_at=NOW - 2 * HOUR, ends_at=NOW - HOUR)

    before = read(client)
    told = a_telling(title={"en": "First"}, starts_at=START + HOUR, ends_at=START + 2 * HOUR)
    services.change_event(actor=cast.actor("coordinator"), event=first, telling=told, now=NOW + 2 * HOUR)
    after = read(client)

    assert [one.title for one in before.entries] == ["Second", "Culture that holds a town together"]
    assert [(one.title, one.id, one.updated) for one in after.entries] == [
        ("First", f"{settings.BASE_URL}/events/{first.ref}", "2026-11-24T11:30:00+00:00"),
        ("Second", f"{settings.BASE_URL}/events/{second.ref}", "2026-11-24T10:30:00+00:00"),
    ]
    assert after.feed.id == f"{settings.BASE_URL}/feeds/events.xml?lang=en"


def test_each_language_has_its_feed_and_an_entry_is_in_one_language(make_event: MakeEvent, client: Client) -> None:
    event = make_event(summary={"en": "For all.", "lv": "Visiem."})
    make_event(now=NOW - HOUR, title={"en": "English only"})

    found = read(client, "?lang=lv")

    told, untold = found.entries
    assert found.feed.language == "lv"
    assert (told.title, told.title_detail.language) == ("Kultūra, kas satur pilsētu kopā", "lv")
    assert (untold.title, untold.title_detail.language) == ("English only", "en")
    assert told.link == f"{settings.BASE_URL}/lv/events/{event.ref}/"
    assert told.id == read(client).entries[0].id
    assert "Tiešsaistē" in told.summary and "Visiem." in told.summary
    assert "Online" in untold.summary
    assert [tag.term for tag in told.tags] == ["Vebinārs"]
    assert "meet.example" not in str(found)


def test_a_cancelled_event_says_so_and_why(make_event: MakeEvent, cast: Cast, client: Client) -> None:
    event = make_event(title={"en": "Skating", "lv": "Slidošana"})
    services.cancel_event(actor=cast.actor("coordinator"), event=event, reason="No ice.", now=NOW + HOUR)

    english, latvian = read(client).entries[0], read(client, "?lang=lv").entries[0]

    assert (english.title, latvian.title) == ("Cancelled: Skating", "Atcelts: Slidošana")
    assert "No ice." in english.summary
    assert english.updated == "2026-11-24T10:30:00+00:00"


def test_words_that_no_feed_can_hold_do_not_break_it(make_event: MakeEvent, client: Client) -> None:
    make_event(title={"en": "Bells\x07 & <b>drums</b>"}, summary={"en": "]]>\x0b & more"})

    entry = read(client).entries[0]

    assert "drums" in entry.title and "&" in entry.title


def test_invented_events_are_in_the_feed_only_where_they_are_asked_for(
    make_event: MakeEvent, cast: Cast, client: Client
) -> None:
    invented = services.begin_event(
        actor=cast.actor("coordinator"), telling=a_telling(), is_demonstration=True, now=NOW
    )
    services.publish_event(actor=cast.actor("coordinator"), event=invented, now=NOW)

    assert read(client).entries == []
    assert len(read(client, "?demonstration=1").entries) == 1


def test_the_page_of_events_leads_to_the_feed(make_event: MakeEvent, client: Client) -> None:
    page = client.get("/lv/events/").content.decode()

    assert '<link rel="alternate" type="application/atom+xml"' in page
    assert '<a href="/feeds/events.xml?lang=lv' in page
