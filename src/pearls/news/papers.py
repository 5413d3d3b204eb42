"""A Pearl's press kit as files: facts in words, the map, photos and what may be done with them."""

import tempfile
import zipfile
from collections.abc import Iterator
from typing import IO, Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from pearls.files import labels as file_labels
from pearls.files import queries as file_queries
from pearls.files import rules as file_rules
from pearls.kernel.languages import pick
from pearls.news import queries
from pearls.news.models import Photo
from pearls.news.queries import Kit, Place
from pearls.web import formats, maps

MEGABYTES_IN_MEMORY = 4


def about_title() -> str:
    """What the title is, in two sentences, for whoever writes about it."""
    return _(
        "BSR Cultural Pearls is a yearly title for towns and regions around the Baltic Sea that use culture to hold"
        " together. Whoever carries it works through the title year on a Culture and Resilience Action Plan of its own."
    )


def not_published() -> str:
    return _("not published")


def facts_of(kit: Kit) -> Iterator[tuple[str, str]]:
    """The facts of a Pearl, each with its name, in the reader's language; what is unknown says so."""
    place, language = kit.place, formats.current_language()
    yield pgettext("of a place", "Name"), place.display_name
    yield _("Country"), formats.country_name(place.country, language)
    yield _("Inhabitants"), population_of(place)
    for entry in kit.titles:
        yield _("Title"), _said(entry.edition.name)
        yield _("Title year"), str(entry.edition.title_year or not_published())
        yield _("The challenge"), _said(entry.challenge)
        yield _("What the plan is about"), _said(entry.theme)


def population_of(place: Place) -> str:
    """How many live there, with what the figure counts."""
    if place.population is None:
        return not_published()
    number = formats.number(place.population, formats.current_language())
    note = pick(place.population_note, formats.current_language())[0]
    return f"{number} ({note})" if note else number


def facts_text(kit: Kit) -> str:
    """The facts as a plain text file."""
    with_sources = [address for entry in kit.titles if entry.edition.is_history for address in entry.sources]
    sources = list(dict.fromkeys([*with_sources, *kit.place.sources]))
    lines = [kit.place.display_name, "=" * len(kit.place.display_name), "", about_title(), ""]
    lines += [f"{name}: {fact}" for name, fact in facts_of(kit)]
    lines += ["", _("Its page: %(link)s") % {"link": settings.BASE_URL + reverse("site:pearl", args=[kit.place.key])}]
    if sources:
        lines += ["", _("Sources"), *sources]
    lines += ["", _("Texts and data: CC BY 4.0.")]
    if kit.place.is_demonstration:
        lines.append(_("This place is invented for the demonstration."))
    if not settings.OFFICE_NAME:
        lines.append(_("This site was built from public facts. It is not the programme's own site."))
    return "\n".join(lines) + "\n"


def map_svg(place: Place) -> str:
    """Where the Pearl lies, as a drawing; empty where that is not known."""
    return maps.locator_svg(place.lat, place.lon, name=place.display_name)


def licences_text(photos: list[tuple[str, Photo]]) -> str:
    """For each photo what it shows, who took it, and what may be done with it."""
    lines = [_("A photo is used with its credit and within its licence."), ""]
    for name, photo in photos:
        address = file_rules.LICENCE_ADDRESSES.get(photo.licence, "")
        lines += [
            name,
            "  " + _("What it shows: %(words)s") % {"words": photo.alt},
            "  " + _("Credit: %(name)s") % {"name": photo.credit},
            "  "
            + _("Licence: %(licence)s") % {"licence": _licence(file_labels.LICENCES_IN_SHORT[photo.licence], address)},
            "",
        ]
    return "\n".join(lines)


def kit_zip(kit: Kit) -> IO[bytes]:
    """The whole kit as an archive, open at its beginning; large ones lie on the disk meanwhile."""
    target: IO[bytes] = tempfile.SpooledTemporaryFile(MEGABYTES_IN_MEMORY * 1024 * 1024)  # noqa: SIM115 - handed on
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("facts.txt", facts_text(kit))
        if drawn := map_svg(kit.place):
            archive.writestr("map.svg", drawn)
        kept: list[tuple[str, Photo]] = []
        for number, photo in enumerate(kit.photos, start=1):
            name = _add(archive, number, photo)
            if name:
                kept.append((name, photo))
        if kept:
            archive.writestr("photos/LICENCES.txt", licences_text(kept))
    target.seek(0)
    return target


def _add(archive: zipfile.ZipFile, number: int, photo: Photo) -> str:
    stored = queries.file_of(photo, is_small=False)
    if stored is None or not (path := file_queries.path_of(stored.stored_as)).exists():
        return ""
    name = f"{number:02}.{stored.kind}"
    archive.write(path, f"photos/{name}", zipfile.ZIP_STORED)
    return name


def _licence(words: Promise | str, address: str) -> str:
    return f"{words} {address}".strip()


def _said(text: Any) -> str:
    return pick(text, formats.current_language())[0] or not_published()
