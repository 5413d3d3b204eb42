"""Documents at fixed addresses: each practice, the vocabulary, the catalogue, and the whole collection as a file."""

from collections.abc import Callable

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import content_disposition_header

from pearls.api.door import open_door
from pearls.practices import papers, queries
from pearls.practices.papers import Told
from pearls.practices.papers.linked_data import MIME as LINKED_DATA
from pearls.practices.papers.markup import document
from pearls.practices.rules import SCHEMES

GONE = "This practice was withdrawn.\n"
Writer = Callable[[Told], bytes]
# The ending of an address, its MIME type, and what stands there.
FORMATS: dict[str, tuple[str, Writer]] = {
    "jsonld": (LINKED_DATA, lambda told: papers.written(papers.as_linked_data(told)).encode()),
    "datacite.xml": ("application/xml", lambda told: document(papers.as_datacite(told))),
    "dc.xml": ("application/xml", lambda told: document(papers.as_dublin_core(told))),
    "bib": ("application/x-bibtex; charset=utf-8", lambda told: papers.bibtex(told).encode()),
    "csl.json": ("application/vnd.citationstyles.csl+json", lambda told: papers.csl_json(told).encode()),
}


@open_door
def practice_document(request: HttpRequest, key: str, ending: str) -> HttpResponse:
    """One practice in one of the formats; 410 where it was withdrawn."""
    mime, write = FORMATS[ending]
    found = queries.giving.given_practice(key)
    if found is None:
        raise Http404
    if found.withdrawn_at:
        return HttpResponse(GONE, content_type="text/plain; charset=utf-8", status=410)
    told = papers.told_of(found, queries.names_of([found]).get(found.pk, ()))
    response = HttpResponse(write(told), content_type=mime)
    response["Link"] = f'<{papers.LICENCE}>; rel="license", <{told.address}>; rel="cite-as"'
    return response


@open_door
def practice_itself(request: HttpRequest, key: str) -> HttpResponse:
    """The one address of a practice: leads a reader to the page in their language, and a machine to the data."""
    found = queries.practice_for(key)
    if found is None:
        raise Http404
    page = "practices:practice"
    target = f"/practices/{key}.jsonld" if _wants(request, LINKED_DATA) else _page(request, page, key)
    return _see_other(target)


@open_door
def concept_itself(request: HttpRequest, scheme: str, key: str = "") -> HttpResponse:
    """The one address of a concept: leads a reader to what names it, and a machine to the vocabulary."""
    known = {(concept.scheme, concept.id) for concept in papers.concepts_now()}
    if (scheme, key) not in known and (key or scheme not in SCHEMES):
        raise Http404
    if _wants(request, LINKED_DATA):
        return _see_other("/vocabulary.jsonld")
    if _wants(request, "text/html"):
        page = _page(request, "practices:practice-list")
        return _see_other(f"{page}?{scheme}={key}" if key else page)
    return _see_other("/vocabulary.ttl")


@open_door
def vocabulary_turtle(request: HttpRequest) -> HttpResponse:
    """The vocabulary as SKOS in Turtle."""
    return HttpResponse("".join(papers.skos_turtle(papers.concepts_now())), content_type=papers.TURTLE_MIME)


@open_door
def vocabulary_json(request: HttpRequest) -> HttpResponse:
    """The vocabulary as SKOS in JSON-LD."""
    return HttpResponse(papers.written(papers.skos_json(papers.concepts_now())), content_type=LINKED_DATA)


@open_door
def catalogue(request: HttpRequest) -> HttpResponse:
    """What open data there is here, by DCAT-AP."""
    return HttpResponse(papers.written(papers.catalogue_now()), content_type=LINKED_DATA)


@open_door
def whole_file(request: HttpRequest, ending: str) -> HttpResponseBase:
    """The whole collection as a file, sent while it is written."""
    export = next((one for one in papers.EXPORTS.values() if one.ending == ending), None)
    if export is None:
        raise Http404
    response = StreamingHttpResponse(export.pieces(), content_type=export.mime)
    disposition = content_disposition_header(as_attachment=True, filename=f"practices.{ending}")
    response["Content-Disposition"] = disposition or "attachment"
    response["Link"] = f'<{papers.LICENCE}>; rel="license"'
    return response


def _wants(request: HttpRequest, mime: str) -> bool:
    return mime in request.headers.get("Accept", "")


def _page(request: HttpRequest, name: str, *arguments: str) -> str:
    with translation.override(translation.get_language_from_request(request)):
        return reverse(name, args=arguments)


def _see_other(target: str) -> HttpResponse:
    response = HttpResponseRedirect(target, status=303)
    patch_vary_headers(response, ("Accept", "Accept-Language", "Cookie"))
    return response
