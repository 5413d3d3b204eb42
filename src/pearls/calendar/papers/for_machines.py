"""An event as search engines read it: schema.org's Event, in the page."""

from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.urls import reverse

from pearls.calendar import rules
from pearls.calendar.models import Event
from pearls.calendar.rules import Mode, Precision, State
from pearls.kernel.languages import pick

STATUS = {State.CANCELLED: "https://schema.org/EventCancelled"}
SCHEDULED = "https://schema.org/EventScheduled"
MODES = {
    Mode.ON_SITE: "https://schema.org/OfflineEventAttendanceMode",
    Mode.ONLINE: "https://schema.org/OnlineEventAttendanceMode",
    Mode.HYBRID: "https://schema.org/MixedEventAttendanceMode",
}


def event_data(event: Event, language: str) -> dict[str, Any]:
    """What there is to know, never more exact than it is known; the address for joining is not in it."""
    page = settings.BASE_URL + reverse("calendar:event", args=[event.ref])
    title, told_in = pick(event.title, language)
    capacity = event.capacity
    found = {
        "@context": "https://schema.org",
        "@type": "Event",
        "@id": page,
        "url": page,
        "name": title,
        "description": pick(event.summary, language)[0],
        "inLanguage": event.language or told_in,
        "startDate": _start(event),
        "endDate": _end(event),
        "eventStatus": STATUS.get(State(event.state), SCHEDULED),
        "eventAttendanceMode": MODES[Mode(event.mode)],
        "location": _locations(event, page),
        "isAccessibleForFree": None if event.is_history else True,
        "maximumAttendeeCapacity": capacity,
        "remainingAttendeeCapacity": rules.free_places(capacity=capacity, taken=event.taken_count),
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def _start(event: Event) -> str | None:
    if event.starts_at:
        return event.starts_at.astimezone(ZoneInfo(event.zone)).isoformat()
    if event.precision == Precision.DAY and event.first_on:
        return event.first_on.isoformat()
    return str(event.year)


def _end(event: Event) -> str | None:
    if event.ends_at:
        return event.ends_at.astimezone(ZoneInfo(event.zone)).isoformat()
    return event.last_on.isoformat() if event.precision == Precision.DAY and event.last_on else None


def _locations(event: Event, page: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    if event.mode != Mode.ONLINE and (event.venue or event.place):
        place = event.place
        address = (
            {"@type": "PostalAddress", "addressLocality": place.name, "addressCountry": place.country}
            if place
            else None
        )
        name = event.venue or (place.display_name if place else "")
        found.append({"@type": "Place", "name": name, **({"address": address} if address else {})})
    if event.mode != Mode.ON_SITE:
        found.append({"@type": "VirtualLocation", "url": page})
    return found
