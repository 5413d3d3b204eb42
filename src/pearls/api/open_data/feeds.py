"""Atom feeds (RFC 4287) of what changed last, for a reader's language, a challenge, a country."""

from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation

from pearls.api.door import open_door
from pearls.kernel.languages import DEFAULT_LANGUAGE, LANGUAGES
from pearls.practices import labels, papers, queries
from pearls.practices.papers import Told
from pearls.practices.papers.markup import child, document, element
from pearls.web.formats import country_name, sentence_language

ATOM = "http://www.w3.org/2005/Atom"
MIME = "application/atom+xml; charset=utf-8"
ENTRIES = 50
NEVER = datetime(2000, 1, 1, tzinfo=UTC)  # when a feed without entries was changed last


@open_door
def practices(request: HttpRequest) -> HttpResponse:
    """Practices as they change. `lang` is the reader's language: of our words, of labels and of the pages linked to."""
    language = request.GET.get("lang", DEFAULT_LANGUAGE)
    challenge, country = request.GET.get("challenge", ""), request.GET.get("country", "")
    terms = {(term.scheme, term.key): term.label for term in queries.known_vocabulary().terms(language).values()}
    if language not in LANGUAGES or (challenge and ("challenge", challenge) not in terms):
        raise Http404
    found = queries.giving.lately_changed(challenge=challenge, country=country, count=ENTRIES)
    told = papers.told_of_many(found)
    with translation.override(language):
        words = [
            str(labels.SUBJECTS["practices"]),
            terms.get(("challenge", challenge), ""),
            _country(country, language),
        ]
        root = _feed(" · ".join(word for word in words if word), language, _query(language, challenge, country), told)
        for one in told:
            _add_entry(root, one, language, terms)
    return HttpResponse(document(root), content_type=MIME)


def _country(code: str, language: str) -> str:
    return country_name(code, language) if code else ""


def _query(language: str, challenge: str, country: str) -> str:
    """What was asked for, always in the same order, so that a feed has one address."""
    asked = {"lang": language if language != DEFAULT_LANGUAGE else "", "challenge": challenge, "country": country}
    return urlencode({name: value for name, value in asked.items() if value})


def _feed(title: str, language: str, query: str, told: list[Told]) -> Any:
    root = element(ATOM, "feed", {None: ATOM})
    root.set("{http://www.w3.org/XML/1998/namespace}lang", sentence_language(language))
    address = f"{settings.BASE_URL}/feeds/practices.xml" + (f"?{query}" if query else "")
    child(root, "id", address)
    child(root, "title", title)
    child(root, "updated", _instant(max((one.changed_at for one in told), default=NEVER)))
    child(root, "link", rel="self", href=address, type="application/atom+xml")
    page = settings.BASE_URL + reverse("practices:practice-list")
    child(root, "link", rel="alternate", href=page, type="text/html", hreflang=language)
    child(root, "rights", papers.LICENCE)
    child(child(root, "author"), "name", papers.publisher_name())
    return root


def _add_entry(root: Any, told: Told, language: str, terms: dict[tuple[str, str], str]) -> None:
    record = told.record
    entry = child(root, "entry")
    child(entry, "id", told.address)
    child(entry, "title", record.title, lang=record.language)
    child(entry, "updated", _instant(told.changed_at))
    child(entry, "published", _instant(told.made_at))
    child(
        entry,
        "link",
        rel="alternate",
        href=papers.page_address(record.id, language),
        type="text/html",
        hreflang=language,
    )
    child(entry, "summary", record.summary, lang=record.language, type="text")
    for term in told.terms:
        if term.scheme == "challenge":
            child(entry, "category", term=term.key, label=terms[term.scheme, term.key])


def _instant(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
