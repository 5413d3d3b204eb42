"""Maps of the region with what a page shows on them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from pearls.web import formats, maps


def map_of_entries(entries: Iterable[Any]) -> SafeString:
    """The Baltic Sea with a pearl for each entry's place, each a link to its page; a place stands there once."""
    pins: dict[str, maps.Pin] = {}
    for entry in entries:
        if entry.place is not None and entry.place.lat is not None and entry.place.key not in pins:
            pins[entry.place.key] = _pearl(entry)
    title = _("The Pearls around the Baltic Sea")
    return _drawn(tuple(pins.values()), title, formats.current_language())


def _pearl(entry: Any) -> maps.Pin:
    return maps.Pin(
        names=tuple(entry.place.official_names or [entry.place.name]),
        lat=entry.place.lat,
        lon=entry.place.lon,
        href=reverse("site:pearl", kwargs={"key": entry.place.key}),
        note=str(entry.edition.title_year or ""),
        level=maps.Level.PEARL,
    )


def map_of_partners(partners: Iterable[Any]) -> SafeString:
    """Where the partners have their seats; several in one town share a point, one without a seat has none."""
    seats: dict[str, list[Any]] = {}
    for partner in partners:
        if partner.place is not None and partner.place.lat is not None:
            seats.setdefault(partner.place.key, []).append(partner)
    pins = [
        maps.Pin(
            names=tuple(there[0].place.official_names or [there[0].place.name]),
            lat=there[0].place.lat,
            lon=there[0].place.lon,
            href=f"#partner-{there[0].key}",
            level=maps.Level.PLACE,
        )
        for there in seats.values()
    ]
    return _drawn(tuple(pins), _("Where the partners have their seats"), formats.current_language())


@lru_cache(maxsize=256)
def _drawn(pins: tuple[maps.Pin, ...], title: str, language: str) -> SafeString:
    """The drawing for these pins in the language that is active: finding room for the names takes a while."""
    return maps.baltic_map(pins, title=title)


def map_of_place(place: Any) -> SafeString:
    """Where in the region a place lies; nothing where that is not known."""
    return maps.locator_map(place.lat, place.lon, name=place.display_name)
