"""A practice in the metadata schema of DataCite, version 4.5."""

from typing import Any

from pearls.practices.papers.markup import child, element
from pearls.practices.papers.telling import (
    LICENCE,
    Told,
    concept_address,
    harvest_id,
    page_address,
    publisher_name,
    scheme_address,
)

KERNEL = "http://datacite.org/schema/kernel-4"
SCHEMA = "http://schema.datacite.org/meta/kernel-4.5/metadata.xsd"


def as_datacite(told: Told) -> Any:
    """The element `resource`, its parts in the order of the schema's own examples."""
    record = told.record
    root = element(KERNEL, "resource", {None: KERNEL}, SCHEMA)
    child(root, "identifier", told.address, identifierType="URL")
    creator = child(child(root, "creators"), "creator")
    child(creator, "creatorName", told.author, nameType="Organizational")
    titles = child(root, "titles")
    for title in told.titles():
        kind = "TranslatedTitle" if title.is_translation else "AlternativeTitle"
        child(titles, "title", title.text, lang=title.language, **({} if title.is_main else {"titleType": kind}))
    child(root, "publisher", publisher_name())
    child(root, "publicationYear", f"{told.made_at:%Y}")
    child(root, "resourceType", "Good practice", resourceTypeGeneral="Text")
    _add_subjects(root, told)
    dates = child(root, "dates")
    child(dates, "date", f"{told.made_at:%Y-%m-%d}", dateType="Issued")
    child(dates, "date", f"{told.changed_at:%Y-%m-%dT%H:%M:%SZ}", dateType="Updated")
    if years := told.years():
        child(dates, "date", years, dateType="Other", dateInformation="when the practice went on")
    child(root, "language", record.language)
    others = child(root, "alternateIdentifiers")
    child(others, "alternateIdentifier", harvest_id(record.id), alternateIdentifierType="OAI")
    child(others, "alternateIdentifier", page_address(record.id), alternateIdentifierType="URL")
    related = child(root, "relatedIdentifiers")
    child(related, "relatedIdentifier", record.source_url, relatedIdentifierType="URL", relationType="IsDerivedFrom")
    child(child(root, "formats"), "format", "text/html")
    _add_rights(root)
    _add_descriptions(root, told)
    _add_place(root, told)
    if record.funding:
        child(child(child(root, "fundingReferences"), "fundingReference"), "funderName", record.funding)
    return root


def _add_subjects(root: Any, told: Told) -> None:
    if not told.terms:
        return
    subjects = child(root, "subjects")
    for term in told.terms:
        child(
            subjects,
            "subject",
            term.label,
            lang=term.language,
            subjectScheme=term.scheme,
            schemeURI=scheme_address(term.scheme),
            valueURI=concept_address(term.scheme, term.key),
            classificationCode=term.key,
        )


def _add_rights(root: Any) -> None:
    child(
        child(root, "rightsList"),
        "rights",
        "Creative Commons Attribution 4.0 International",
        lang="en",
        rightsURI=LICENCE,
        rightsIdentifier="cc-by-4.0",
        rightsIdentifierScheme="SPDX",
        schemeURI="https://spdx.org/licenses/",
    )


def _add_descriptions(root: Any, told: Told) -> None:
    descriptions = child(root, "descriptions")
    for abstract in told.abstracts():
        child(descriptions, "description", abstract.text, lang=abstract.language, descriptionType="Abstract")
    for name, words in told.texts():
        kind = "Methods" if name == "steps" else "Other"
        child(descriptions, "description", words.text, lang=words.language, descriptionType=kind)


def _add_place(root: Any, told: Told) -> None:
    record = told.record
    place = child(child(root, "geoLocations"), "geoLocation")
    child(place, "geoLocationPlace", told.place())
    if record.lat is not None and record.lon is not None:
        point = child(place, "geoLocationPoint")
        child(point, "pointLongitude", f"{record.lon:.6f}")
        child(point, "pointLatitude", f"{record.lat:.6f}")
