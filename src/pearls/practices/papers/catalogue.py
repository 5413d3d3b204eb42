"""The catalogue of our open data by DCAT-AP 3.0.1, as JSON-LD that carries its context and all it refers to.

What the European code lists name (languages, themes, file types, countries) is typed and labelled here too, so that the
document can be checked without the network.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from pearls.kernel.languages import LANGUAGES
from pearls.practices.papers.telling import LICENCE, SITE, publisher_name

AUTHORITY = "http://publications.europa.eu/resource/authority"
IANA = "https://www.iana.org/assignments/media-types"
STANDARD = "https://semiceu.github.io/DCAT-AP/releases/3.0.1/"
CONTEXT = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcatap": "http://data.europa.eu/r5r/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
# The codes of the European lists: by ISO 639-1, and by ISO 3166-1 alpha-2 with the name in English.
LANGUAGE_CODES = {
    "en": "ENG",
    "lv": "LAV",
    "lt": "LIT",
    "et": "EST",
    "fi": "FIN",
    "sv": "SWE",
    "da": "DAN",
    "pl": "POL",
    "de": "DEU",
    "nb": "NOB",
}
COUNTRIES = {
    "DE": ("DEU", "Germany"),
    "DK": ("DNK", "Denmark"),
    "EE": ("EST", "Estonia"),
    "FI": ("FIN", "Finland"),
    "LT": ("LTU", "Lithuania"),
    "LV": ("LVA", "Latvia"),
    "NO": ("NOR", "Norway"),
    "PL": ("POL", "Poland"),
    "SE": ("SWE", "Sweden"),
}
THEMES = {"EDUC": "Education, culture and sport", "SOCI": "Population and society"}
FILE_TYPES = {
    "jsonl": "JSON",
    "csv": "CSV",
    "xlsx": "XLSX",
    "ttl": "RDF_TURTLE",
    "jsonld": "JSON_LD",
    "json": "JSON",
    "xml": "XML",
    "atom": "ATOM",
}
MEDIA_TYPES = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "json": "application/json",
    "xml": "application/xml",
    "atom": "application/atom+xml",
}
# What the API gives out beside practices: the end of its address, title, description.
LISTS = (
    ("pearls", "Cultural Pearls", "The places that hold or held the title, one record for each title."),
    ("editions", "Editions", "The editions of the programme: their dates, rules and published figures."),
    ("places", "Places", "The towns and regions that the record speaks of, with their official names."),
    ("toolkit", "Toolkit", "Methods for writing a plan for culture and resilience, and for carrying it out."),
)


def catalogue_of(*, modified: datetime, issued: datetime, countries: Iterable[str]) -> dict[str, Any]:
    """The whole catalogue. `countries`: where the practices are from; those off the European list are left out."""
    base = settings.BASE_URL
    spatial = [COUNTRIES[code] for code in sorted(set(countries)) if code in COUNTRIES]
    common = {
        "dct:publisher": _agent(),
        "dct:language": [_code("language", code, code, "dct:LinguisticSystem") for code in _languages()],
        "dct:license": _licence(),
    }
    return {
        "@context": CONTEXT,
        "@id": f"{base}/catalog.jsonld",
        "@type": "dcat:Catalog",
        "dct:title": _english(f"Open data of {SITE}"),
        "dct:description": _english(
            "Good practices of social resilience through culture around the Baltic Sea, and their vocabulary."
        ),
        **common,
        "dct:issued": _instant(issued),
        "dct:modified": _instant(modified),
        "dct:conformsTo": {"@id": STANDARD, "@type": "dct:Standard"},
        "dct:spatial": [_code("country", code, name, "dct:Location") for code, name in spatial],
        "foaf:homepage": _page("practices:open-data"),
        "dcat:themeTaxonomy": {
            "@id": f"{AUTHORITY}/data-theme",
            "@type": "skos:ConceptScheme",
            "dct:title": _english("Data theme"),
        },
        "dcat:dataset": [{**one, **common, "dct:modified": _instant(modified)} for one in _datasets(spatial)],
        "dcat:service": [{**one, "dct:license": _licence(), "dct:publisher": _agent()} for one in _services()],
    }


def _datasets(spatial: list[tuple[str, str]]) -> list[dict[str, Any]]:
    base = settings.BASE_URL
    places = [_code("country", code, name, "dct:Location") for code, name in spatial]
    practices = _dataset(
        "practices",
        "Good practices",
        "What worked in a town against loneliness, emptying streets and mistrust, told so that another can use it.",
        ["culture", "social resilience", "good practice", "Baltic Sea"],
    )
    practices["dct:spatial"] = places
    practices["dcat:distribution"] = [
        *(_file(f"{base}/open-data/practices.{kind}", kind) for kind in ("jsonl", "csv", "xlsx")),
        _file(f"{base}/open-data/practices.datacite.xml", "xml", "DataCite 4.5"),
        _through("practices", "api"),
        _through("practices", "oai"),
        _file(f"{base}/feeds/practices.xml", "atom", "Atom feed of what changed last"),
    ]
    vocabulary = _dataset(
        "vocabulary",
        "Vocabulary of culture-driven social resilience",
        "The concepts by which practices are found, with labels in ten languages (SKOS).",
        ["vocabulary", "SKOS", "culture", "social resilience"],
    )
    vocabulary["dcat:distribution"] = [
        *(_file(f"{base}/vocabulary.{kind}", kind) for kind in ("ttl", "jsonld")),
        _through("vocabulary", "api"),
    ]
    others = []
    for name, title, description in LISTS:
        one = _dataset(name, title, description, ["culture", "Baltic Sea"])
        one["dcat:distribution"] = [_through(name, "api")]
        others.append(one)
    return [practices, vocabulary, *others]


def _dataset(name: str, title: str, description: str, keywords: list[str]) -> dict[str, Any]:
    return {
        "@id": f"{settings.BASE_URL}/catalog.jsonld#{name}",
        "@type": "dcat:Dataset",
        "dct:identifier": name,
        "dct:title": _english(title),
        "dct:description": _english(description),
        "dcat:keyword": [_english(word) for word in keywords],
        "dcat:theme": [_code("data-theme", code, label, "skos:Concept") for code, label in THEMES.items()],
        "dct:accrualPeriodicity": _code("frequency", "IRREG", "irregular", "dct:Frequency"),
        "dct:accessRights": _code("access-right", "PUBLIC", "public", "dct:RightsStatement"),
        "dcat:contactPoint": _contact(),
        "dcat:landingPage": _page("practices:open-data"),
    }


def _file(address: str, kind: str, title: str = "") -> dict[str, Any]:
    """A file to fetch."""
    found = _distribution(address, kind, title or f"As {kind.upper()}")
    found["dcat:downloadURL"] = {"@id": address}
    return found


def _through(name: str, service: str) -> dict[str, Any]:
    """What a service gives of a dataset."""
    base = settings.BASE_URL
    address = f"{base}/api/v1/{name}" if service == "api" else f"{base}/oai?verb=ListRecords&metadataPrefix=oai_dc"
    kind, title = ("json", "Through the API") if service == "api" else ("xml", "Through OAI-PMH")
    return {**_distribution(address, kind, title), "dcat:accessService": {"@id": _service_address(service)}}


def _distribution(address: str, kind: str, title: str) -> dict[str, Any]:
    found = {
        "@id": f"{address}#distribution",
        "@type": "dcat:Distribution",
        "dct:title": _english(title),
        "dct:description": _english(f"{title}: {address}"),
        "dcat:accessURL": {"@id": address},
        "dct:license": _licence(),
        "dct:format": _code("file-type", FILE_TYPES[kind], FILE_TYPES[kind], "dct:MediaTypeOrExtent"),
        "dcatap:availability": _code("planned-availability", "STABLE", "stable", "skos:Concept"),
    }
    if kind in MEDIA_TYPES:
        found["dcat:mediaType"] = {"@id": f"{IANA}/{MEDIA_TYPES[kind]}", "@type": "dct:MediaType"}
    return found


def _services() -> list[dict[str, Any]]:
    base = settings.BASE_URL
    names = ("practices", "vocabulary", *(name for name, _title, _description in LISTS))
    return [
        {
            "@id": _service_address("api"),
            "@type": "dcat:DataService",
            "dct:title": _english("API, version 1"),
            "dct:description": _english("The read side of the API as JSON, described by an OpenAPI document."),
            "dcat:endpointURL": {"@id": f"{base}/api/v1/"},
            "dcat:endpointDescription": {"@id": f"{base}/api/v1/openapi.json"},
            "dcat:servesDataset": [{"@id": f"{base}/catalog.jsonld#{name}"} for name in names],
            "dcat:contactPoint": _contact(),
        },
        {
            "@id": _service_address("oai"),
            "@type": "dcat:DataService",
            "dct:title": _english("OAI-PMH 2.0"),
            "dct:description": _english("The practices for harvesters, in Dublin Core and DataCite."),
            "dcat:endpointURL": {"@id": f"{base}/oai"},
            "dcat:servesDataset": [{"@id": f"{base}/catalog.jsonld#practices"}],
            "dct:conformsTo": {
                "@id": "http://www.openarchives.org/OAI/openarchivesprotocol.html",
                "@type": "dct:Standard",
            },
            "dcat:contactPoint": _contact(),
        },
    ]


def _service_address(service: str) -> str:
    return f"{settings.BASE_URL}/catalog.jsonld#{service}"


def _agent() -> dict[str, Any]:
    return {"@id": f"{settings.BASE_URL}/#publisher", "@type": "foaf:Agent", "foaf:name": publisher_name()}


def _contact() -> dict[str, Any]:
    """Where to ask: a page, since no mail address of ours stands anywhere."""
    return {
        "@id": f"{settings.BASE_URL}/catalog.jsonld#contact",
        "@type": "vcard:Kind",
        "vcard:fn": publisher_name(),
        "vcard:hasURL": {"@id": _page("practices:open-data")["@id"]},
    }


def _licence() -> dict[str, Any]:
    return {"@id": LICENCE, "@type": "dct:LicenseDocument"}


def _page(name: str) -> dict[str, Any]:
    with override("en"):
        return {"@id": f"{settings.BASE_URL}{reverse(name)}", "@type": "foaf:Document"}


def _languages() -> list[str]:
    return [LANGUAGE_CODES[code] for code in LANGUAGES]


def _code(scheme: str, code: str, label: str, kind: str) -> dict[str, Any]:
    """One entry of a European code list, with what a check would look up there."""
    return {
        "@id": f"{AUTHORITY}/{scheme}/{code}",
        "@type": kind,
        "skos:prefLabel": _english(label),
        "skos:inScheme": {"@id": f"{AUTHORITY}/{scheme}"},
    }


def _english(text: str) -> dict[str, str]:
    return {"@value": text, "@language": "en"}


def _instant(moment: datetime) -> dict[str, str]:
    return {"@value": f"{moment:%Y-%m-%dT%H:%M:%SZ}", "@type": "xsd:dateTime"}
