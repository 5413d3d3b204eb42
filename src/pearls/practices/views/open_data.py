"""The page that says what is given out and how; and the sheet of paper of each practice."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pearls.kernel.clock import utc_now
from pearls.practices import papers, queries
from pearls.practices.models import Practice, Translation
from pearls.web.downloads import attachment
from pearls.web.formats import current_language
from pearls.web.gates import public
from pearls.web.linked_data import in_page


@public
@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """What is given out, in which formats, at which addresses that stay, and under which licence."""
    context = {
        "trail": [(_("Practices"), reverse("practices:practice-list")), (_("Open data"), "")],
        "count": queries.giving.given_out().filter(withdrawn_at=None).count(),
        "count_words": _("practices in all"),
        "licence": papers.LICENCE,
        "base": settings.BASE_URL,
        "groups": [_files(), _vocabulary(), _services(), _each()],
    }
    return render(request, "practices/open_data.html", context)


@public
@require_safe
def practice_pdf(request: HttpRequest, key: str) -> HttpResponse:
    """A practice on one page of paper; one that was withdrawn is gone (410)."""
    found = queries.practice_for(key)
    if found is None:
        raise Http404
    if found.withdrawn_at:
        return HttpResponse(_("This practice was withdrawn."), content_type="text/plain; charset=utf-8", status=410)
    told = papers.told_of(found, queries.names_of([found]).get(found.pk, ()))
    pdf = papers.practice_pdf(told, reader=current_language(), now=utc_now(), invented=found.is_demonstration)
    return attachment(pdf, f"{found.key}.pdf", "application/pdf")


def ways_out(
    practice: Practice, named: Iterable[int], known: queries.Known, translations: Iterable[Translation]
) -> dict[str, Any]:
    """How a practice is taken along: for its page. Nothing, where it is invented or was withdrawn."""
    if practice.is_demonstration or practice.withdrawn_at:
        return {}
    told = papers.told_of(practice, named, known, translations)
    return {
        "page": papers.page_address(practice.key, current_language()),
        "address": told.address,
        "path": f"/practices/{practice.key}",
        "licence": papers.LICENCE,
        "pdf": reverse("practices:practice-pdf", args=[practice.key]),
        "citation": papers.sentence(told),
        "linked_data": in_page(papers.as_linked_data(told)),
    }


def _files() -> dict[str, Any]:
    return {
        "id": "files",
        "title": _("All practices as a file"),
        "note": _("The first three can be brought in again as they are. In a cell, each entry has a line of its own."),
        "lines": [
            (_("JSON, one practice a line"), "/open-data/practices.jsonl"),
            (_("Table as CSV"), "/open-data/practices.csv"),
            (_("Table for Excel and LibreOffice"), "/open-data/practices.xlsx"),
            (_("Descriptions by DataCite 4.5"), "/open-data/practices.datacite.xml"),
        ],
    }


def _vocabulary() -> dict[str, Any]:
    return {
        "id": "vocabulary",
        "title": _("The vocabulary"),
        "note": _("The concepts by which practices are found, with labels in ten languages (SKOS)."),
        "lines": [
            (_("SKOS as Turtle"), "/vocabulary.ttl"),
            (_("SKOS as JSON-LD"), "/vocabulary.jsonld"),
        ],
    }


def _services() -> dict[str, Any]:
    return {
        "id": "services",
        "title": _("For machines"),
        "note": _("None of these needs an account. A feed is narrowed by language, challenge and country."),
        "lines": [
            (_("Harvesting (OAI-PMH 2.0)"), "/oai?verb=Identify"),
            (_("Interface for machines (JSON)"), "/api/v1/openapi.json"),
            (_("Catalogue (DCAT-AP 3.0.1)"), "/catalog.jsonld"),
            (_("Feed of what changed last (Atom)"), "/feeds/practices.xml"),
        ],
    }


def _each() -> dict[str, Any]:
    return {
        "id": "each",
        "title": _("Each practice by itself"),
        "note": _(
            "A practice has one address that stays: %(address)s. It leads a reader to the page, a machine to the data. "
            "With one of these endings it gives the data at once: %(endings)s."
        )
        % {"address": papers.practice_address("…"), "endings": ".jsonld, .datacite.xml, .dc.xml, .bib, .csl.json"},
        "lines": [],
    }
