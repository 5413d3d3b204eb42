"""Calendars, read by others: icalendar and recurring-ical-events."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import time_machine
from django.test import Client
from icalendar import Calendar

from pearls.calendar import services
from pearls.calendar.events import CalendarGathered
from pearls.calendar.models import Event
from pearls.calendar.papers import ics
from pearls.calendar.rules import Audience, Entry, Group
from pearls.kernel import events
from tests.calendar.conftest import START, MakeEvent, a_telling
from tests.cast import NOW, Cast

BEFORE_WINTER = datetime(2026, 10, 24, 16, 0, tzinfo=UTC)  # 19:00 in Riga, summer time until the next night


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


def read(client: Client, address: str) -> Calendar:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    return Calendar.from_ical(response.content)


def components(calendar: Calendar) -> dict[str, Any]:
    return {str(one["uid"]): one for one in calendar.walk("VEVENT")}


def test_the_public_calendar_holds_public_events_in_the_readers_language(make_event: MakeEvent, client: Client) -> None:
    event = make_event()
    make_event(audience=Audience.NETWORK)
    make_event(publish=False)

    latvian = components(read(client, "/calendar.ics?lang=lv"))
    english = components(read(client, "/calendar.ics"))

    assert list(latvian) == list(english) == [f"event-{event.ref}@pearls"]
    one = latvian[f"event-{event.ref}@pearls"]
    assert one["summary"] == "Kultūra, kas satur pilsētu kopā"
    assert one["location"] == "Tiešsaistē"
    assert one["dtstart"].dt == START.astimezone(ZoneInfo("Europe/Riga"))
    assert "meet.example" not in one["description"]
    assert f"/lv/events/{event.ref}/" in one["url"]


def test_lines_end_and_fold_as_they_must(make_event: MakeEvent, client: Client) -> None:
    make_event(
        title={"en": "Ä long title; with commas, and\nlines " * 9}, summary={"en": "Line\r\nBEGIN:VALARM\x07" * 20}
    )

    content = client.get("/calendar.ics").content
    calendar = Calendar.from_ical(content)

    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert b"\x07" not in content
    assert [one.name for one in calendar.walk()].count("VALARM") == 0


def test_a_changed_event_is_the_same_event_with_a_higher_sequence(
    make_event: MakeEvent, cast: Cast, client: Client
) -> None:
    event = make_event()
    before = components(read(client, "/calendar.ics"))[f"event-{event.ref}@pearls"]
    later = START + timedelta(days=1)

    told = a_telling(starts_at=later, ends_at=later + timedelta(hours=1))
    moment = NOW + timedelta(hours=3)
    services.change_event(actor=cast.actor("coordinator"), event=event, telling=told, now=moment)
    after = components(read(client, "/calendar.ics"))[f"event-{event.ref}@pearls"]

    assert (before["sequence"], after["sequence"]) == (0, 1)
    assert after["last-modified"].dt == after["dtstamp"].dt == moment
    assert after["dtstart"].dt == later


def test_a_cancelled_event_says_so(make_event: MakeEvent, cast: Cast, client: Client) -> None:
    event = make_event()
    services.cancel_event(actor=cast.actor("coordinator"), event=event, reason="Snow.", now=NOW)

    one = components(read(client, f"/en/events/{event.ref}/event.ics"))[f"event-{event.ref}@pearls"]

    assert (one["status"], one["sequence"]) == ("CANCELLED", 1)


def test_hours_are_right_on_both_sides_of_the_change_to_winter_time(make_event: MakeEvent, client: Client) -> None:
    past = BEFORE_WINTER - timedelta(days=30)
    for days in (0, 1):
        starts_at = datetime(2026, 10, 24 + days, 19, 0, tzinfo=ZoneInfo("Europe/Riga")).astimezone(UTC)
        make_event(now=past, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))

    calendar = read(client, "/calendar.ics")
    found = recurring_ical_events.of(calendar).between(date(2026, 10, 20), date(2026, 10, 30))

    assert [one["tzid"] for one in calendar.walk("VTIMEZONE")] == ["Europe/Riga"]
    starts = sorted(one["dtstart"].dt.astimezone(UTC) for one in found)
    assert starts == [datetime(2026, 10, 24, 16, tzinfo=UTC), datetime(2026, 10, 25, 17, tzinfo=UTC)]
    zone = calendar.walk("VTIMEZONE")[0].to_tz()
    assert datetime(2026, 10, 24, 19, tzinfo=zone).utcoffset() == timedelta(hours=3)
    assert datetime(2026, 10, 25, 19, tzinfo=zone).utcoffset() == timedelta(hours=2)


def test_history_with_days_is_whole_days_and_without_days_is_left_out(db: None, client: Client) -> None:
    shared = {
        "kind": "forum", "mode": "on-site", "audience": "public", "state": "held", "is_history": True, "made_by": "x",
        "made_at": NOW, "changed_at": NOW,
    }  # fmt: skip
    Event.objects.create(
        **shared, ref="two-days", title={"en": "Two days"}, precision="day",
        first_on=date(2024, 5, 7), last_on=date(2024, 5, 8), year=2024,
    )  # fmt: skip
    Event.objects.create(**shared, ref="a-year", title={"en": "A year"}, precision="year", year=2025)

    found = components(read(client, "/calendar.ics"))

    assert list(found) == ["event-two-days@pearls"]
    assert (found["event-two-days@pearls"]["dtstart"].dt, found["event-two-days@pearls"]["dtend"].dt) == (
        date(2024, 5, 7),
        date(2024, 5, 9),
    )
    assert client.get("/en/events/a-year/event.ics").status_code == 404


def test_the_alumni_have_a_calendar_of_their_own(make_event: MakeEvent, client: Client) -> None:
    make_event()
    event = make_event(group=Group.ALUMNI)

    assert list(components(read(client, "/calendar/alumni.ics"))) == [f"event-{event.ref}@pearls"]


def test_a_private_calendar_holds_what_one_comes_to_with_the_link_and_what_other_rooms_add(
    make_event: MakeEvent, cast: Cast, client: Client
) -> None:
    coming, waiting = make_event(), make_event(capacity=1, audience=Audience.NETWORK)
    make_event()
    services.register(actor=cast.actor("mentor"), event=coming, now=NOW)
    services.register(actor=cast.actor("partner"), event=waiting, now=NOW)
    services.register(actor=cast.actor("mentor"), event=waiting, now=NOW)
    token = services.make_feed(actor=cast.actor("mentor"), now=NOW)

    def visits(event: CalendarGathered) -> None:
        assert event.actor.ref == cast.mentor.ref
        event.entries.append(
            Entry("visit-1", {"en": "Visit"}, "UTC", NOW, first_on=date(2026, 12, 20), last_on=date(2026, 12, 21))
        )

    events.subscribe(CalendarGathered, visits)
    try:
        found = components(read(client, f"/calendar/{token}.ics?lang=en"))
    finally:
        events._HANDLERS[CalendarGathered].remove(visits)

    assert set(found) == {f"event-{coming.ref}@pearls", f"event-{waiting.ref}@pearls", "visit-1@pearls"}
    assert "https://meet.example/room" in found[f"event-{coming.ref}@pearls"]["description"]
    assert "meet.example" not in found[f"event-{waiting.ref}@pearls"]["description"]
    assert found[f"event-{waiting.ref}@pearls"]["status"] == "TENTATIVE"
    response = client.get(f"/calendar/{token}.ics")
    assert response["Cache-Control"] == "private, no-store"
    assert client.get("/calendar/nothing.ics").status_code == 404


def test_the_same_calendar_is_the_same_bytes(make_event: MakeEvent) -> None:
    entries = ics.entries_of([make_event()], "en")

    first = ics.calendar_file(entries, name="Events", language="en")

    assert first == ics.calendar_file(entries, name="Events", language="en")
