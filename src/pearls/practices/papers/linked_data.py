"""A practice as linked data in the words of schema.org; its context stands in the document, so no network is needed."""

import json
from typing import Any

from pearls.practices.papers.telling import (
    LICENCE,
    SITE,
    Told,
    Words,
    concept_address,
    page_address,
    practice_address,
    publisher_name,
    scheme_address,
)

MIME = "application/ld+json"
CONTEXT = {"@vocab": "https://schema.org/"}


def as_linked_data(told: Told) -> dict[str, Any]:
    """An `Article` about a practice; what was not published is left out."""
    record = told.record
    title, *other_titles = told.titles()
    found = {
        "@context": CONTEXT,
        "@type": "Article",
        "@id": told.address,
        "identifier": record.id,
        "url": page_address(record.id),
        "headline": _said(title),
        "name": _said(title),
        "alternateName": [_said(other) for other in other_titles],
        "inLanguage": record.language,
        "abstract": [_said(words) for words in told.abstracts()],
        "author": {"@type": "Organization", "name": told.author},
        "publisher": {"@type": "Organization", "name": publisher_name()},
        "about": [
            {
                "@type": "DefinedTerm",
                "@id": concept_address(term.scheme, term.key),
                "name": _said(Words(term.label, term.language)),
                "termCode": term.key,
                "inDefinedTermSet": scheme_address(term.scheme),
            }
            for term in told.terms
        ],
        "spatialCoverage": _place(told),
        "temporalCoverage": told.years(),
        "datePublished": f"{told.made_at:%Y-%m-%d}",
        "dateModified": f"{told.changed_at:%Y-%m-%dT%H:%M:%SZ}",
        "isBasedOn": {"@type": "WebPage", "url": record.source_url, "inLanguage": record.source_language},
        "funder": {"@type": "Organization", "name": record.funding} if record.funding else None,
        "hasPart": [{"@type": "CreativeWork", "name": name, "text": _said(words)} for name, words in told.texts()],
        "license": LICENCE,
        "isAccessibleForFree": True,
        "isPartOf": {"@type": "Dataset", "@id": practice_address("").rstrip("/"), "name": SITE},
    }
    return {name: value for name, value in found.items() if value not in (None, "", [])}


def written(data: Any) -> str:
    """The document as it is given out."""
    return json.dumps(data, ensure_ascii=False, indent=1, allow_nan=False) + "\n"


def _said(words: Words) -> dict[str, str]:
    found = {"@value": words.text}
    return {**found, "@language": words.language} if words.language else found


def _place(told: Told) -> dict[str, Any]:
    record = told.record
    place: dict[str, Any] = {
        "@type": "Place",
        "name": told.place(),
        "address": {"@type": "PostalAddress", "addressCountry": record.country},
    }
    if record.place:
        place["address"]["addressLocality"] = record.place
    if record.lat is not None:
        place["geo"] = {"@type": "GeoCoordinates", "latitude": record.lat, "longitude": record.lon}
    return place
