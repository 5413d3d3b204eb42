"""Events as iCalendar (RFC 5545), in the reader's language, with the rules of their zones."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpResponse
from django.urls import reverse
from django.utils import translation
from icalendar import Calendar, Timezone
from icalendar import Event as Component

from pearls.calendar import queries
from pearls.calendar.models import Event, Registration
from pearls.calendar.rules import Entry, Precision, Standing, State
from pearls.kernel.languages import pick
from pearls.web.downloads import attachment

MIME = "text/calendar; charset=utf-8"
PRODUCT = "-//Pearls//Calendar//EN"
MOST_ENTRIES = 500
# What a line of text cannot hold.
UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ud800-\udfff]")


def entry_of(event: Event, language: str, registration: Registration | None = None) -> Entry | None:
    """An event as it stands in a calendar; None for one whose days nobody knows.

    The address for joining is in it only for somebody who is registered.
    """
    if event.precision in (Precision.PHASE, Precision.YEAR):
        return None
    with translation.override(language):
        page = settings.BASE_URL + reverse("calendar:event", args=[event.ref])
        where = queries.where_words(event)
    standing = registration.state if registration else ""
    has_hours = event.starts_at is not None and event.ends_at is not None
    return Entry(
        key=f"event-{event.ref}",
        title=event.title,
        zone=event.zone,
        changed_at=event.changed_at,
        starts_at=event.starts_at if has_hours else None,
        ends_at=event.ends_at if has_hours else None,
        first_on=event.first_on,
        last_on=event.last_on,
        summary=event.summary,
        where=where,
        link=event.link if standing == Standing.REGISTERED else "",
        page=page,
        sequence=event.sequence,
        is_cancelled=event.state == State.CANCELLED,
        is_tentative=standing in (Standing.WAITING, Standing.INVITED),
    )


def entries_of(events: Iterable[Event], language: str) -> list[Entry]:
    """Events as they stand in a calendar, without those whose days nobody knows."""
    return [entry for event in events if (entry := entry_of(event, language)) is not None]


def calendar_file(entries: Iterable[Entry], *, name: str, language: str) -> bytes:
    """The calendar: one component for each zone that is used, one for each entry; lines end and fold as they must."""
    found = list(entries)
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", clean(name))
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for zone, moments in sorted(_moments(found).items()):
        calendar.add_component(_zone(zone, moments))
    for entry in found:
        calendar.add_component(component_of(entry, language))
    return bytes(calendar.to_ical())


def component_of(entry: Entry, language: str) -> Component:
    """One entry; a stamp is when it last changed, so that the same event is the same bytes."""
    component = Component()
    component.add("uid", f"{entry.key}@pearls")
    component.add("dtstamp", entry.changed_at)
    component.add("last-modified", entry.changed_at)
    component.add("sequence", entry.sequence)
    _add_times(component, entry)
    title, told_in = pick(entry.title, language)
    component.add("summary", clean(title), parameters={"LANGUAGE": told_in} if told_in else {})
    summary, said_in = pick(entry.summary, language)
    text = "\n\n".join(clean(part) for part in (summary, entry.link, entry.page) if part)
    if text:
        component.add("description", text, parameters={"LANGUAGE": said_in} if said_in else {})
    if entry.where:
        component.add("location", clean(entry.where))
    if entry.page:
        component.add("url", entry.page)
    state = "TENTATIVE" if entry.is_tentative else "CONFIRMED"
    component.add("status", "CANCELLED" if entry.is_cancelled else state)
    return component


def calendar_response(content: bytes, name: str, *, is_private: bool = False) -> HttpResponse:
    """The calendar handed out; a private one is kept by nobody between us and its reader."""
    response = attachment(content, name, MIME)
    if not is_private:
        response.headers["Cache-Control"] = "public, max-age=600"
    return response


def _add_times(component: Component, entry: Entry) -> None:
    if entry.starts_at is not None and entry.ends_at is not None:
        component.add("dtstart", _there(entry.starts_at, entry.zone))
        component.add("dtend", _there(entry.ends_at, entry.zone))
    elif entry.first_on is not None:
        component.add("dtstart", entry.first_on)
        component.add("dtend", (entry.last_on or entry.first_on) + timedelta(days=1))


def clean(text: str) -> str:
    """The text without what a calendar cannot hold."""
    return UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def _there(moment: datetime, zone: str) -> datetime:
    return moment if _is_utc(zone) else moment.astimezone(ZoneInfo(zone))


def _is_utc(zone: str) -> bool:
    return zone in ("UTC", "Etc/UTC")


def _moments(entries: Iterable[Entry]) -> dict[str, list[date]]:
    found: dict[str, list[date]] = {}
    for entry in entries:
        if entry.starts_at is not None and entry.ends_at is not None and not _is_utc(entry.zone):
            found.setdefault(entry.zone, []).extend((entry.starts_at.date(), entry.ends_at.date()))
    return found


def _zone(zone: str, moments: list[date]) -> Timezone:
    """The rules of a zone for the years that are needed, the one before and the one after with them."""
    first = date(min(moments).year - 1, 1, 1)
    last = date(max(moments).year + 2, 1, 1)
    return Timezone.from_tzid(zone, first_date=first, last_date=last)
